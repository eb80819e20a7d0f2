"""Guards comparisons: measures add up, and against exact optima differences are right in sign and value."""

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest

from planner.domain.comparison import Measure, Verdict
from planner.domain.opening import Opening
from planner.domain.plan import Plan, Reason, Unassigned
from planner.domain.problem import Policy, Problem
from planner.domain.shift import Shift
from planner.domain.solving import Limits
from planner.domain.travel import UNREACHABLE, Travel
from planner.domain.visit import Tier, Visit, VisitKind, Window
from planner.improving.warm_start import carried_over
from planner.rules.cost import breakdown
from planner.rules.timing import schedule
from planner.usecases.whatif.measuring import MORE_IS_BETTER, caught, compare, cut_off, measures
from solvers.search.solver import SearchSolver
from tests.building import line_travel, random_problem
from tests.rules.planning import random_plan
from tests.solvers.oracle import lowest_cost


def line_day(**more: object) -> Problem:
    """Four doors on a line, a complaint among them, one team of two hours."""
    visits = [Visit(id=f"v{n}", place=n, service_duration=900, prize=10, group=f"rt{n % 2}") for n in range(1, 5)]
    complaint = replace(visits[0], kind=VisitKind.COMPLAINT, tier=Tier.COMPLAINT, prize=90)
    shifts = (Shift(id="T1", window=Window(start=0, end=7200), start=0, end=0, team="T1"),)
    fields = {"visits": (complaint, *visits[1:]), "shifts": shifts, "travel": {"motorcycle": line_travel([0, 1, 2, 3, 4])}}
    return Problem(**{**fields, **more})  # type: ignore[arg-type]


def plan_of_order(problem: Problem, order: list[int]) -> Plan:
    route = schedule(problem, problem.shifts[0], order)
    assert route is not None
    left = [n for n in range(len(problem.visits)) if n not in order]
    entries = tuple(Unassigned(visit_id=problem.visits[n].id, reason=Reason.NOT_ENOUGH_TIME) for n in left)
    return Plan(routes=(route,), unassigned=entries)


def test_measures_of_a_plan_by_hand() -> None:
    """Each measure of a small plan is what counting by hand gives."""
    problem = line_day()
    found = measures(problem, plan_of_order(problem, [0, 1]), days_left={"v1": 0})
    assert found.value(Measure.VISITS) == 2
    assert found.value(Measure.NOT_PLANNED) == 2
    assert found.value(Measure.TRAVEL) == 4 * 60
    assert found.value(Measure.AT_DOORS) == 1800
    assert found.value(Measure.DISTANCE) == 400
    assert found.value(Measure.LATEST_FINISH) == 1800 + 240
    assert found.value(Measure.GROUPS) == 2
    assert found.value(Measure.IN_TIME) == 1
    assert found.value(Measure.LATE) == 0
    assert found.reasons == {Reason.NOT_ENOUGH_TIME: 2}


def test_doors_that_open_are_counted_only_where_they_may_stay_shut() -> None:
    """Three doors that open every other time are one and a half meetings; of ordinary days nothing is said."""
    problem = line_day()
    assert measures(problem, plan_of_order(problem, [0, 1])).value(Measure.MET) is None
    opening = Opening(steps=((0, 0.75),), met_duration=900, shut_duration=180)
    doors = replace(problem, visits=(problem.visits[0], *(replace(visit, opening=opening) for visit in problem.visits[1:])))
    before, after = (measures(doors, plan_of_order(doors, order)) for order in ([0], [0, 1, 2, 3]))
    assert (before.value(Measure.MET), after.value(Measure.MET)) == (0, 2)


def test_complaints_in_time_and_late() -> None:
    """Overdue ones are late even when planned; left out on their last day they are late, before it neither."""
    problem = line_day()
    with_it, without = plan_of_order(problem, [0]), plan_of_order(problem, [1])
    assert [measures(problem, with_it, days_left={"v1": n}).num_in_time for n in (-1, 0, 5)] == [0, 1, 1]
    assert [measures(problem, with_it, days_left={"v1": n}).num_late for n in (-1, 0, 5)] == [1, 0, 0]
    assert [measures(problem, without, days_left={"v1": n}).num_late for n in (-1, 0, 5)] == [1, 1, 0]


@pytest.mark.parametrize("seed", range(40))
def test_measures_agree_with_the_cost(seed: int) -> None:
    """Travel, distance and prizes are those of the cost's breakdown, which is computed elsewhere."""
    problem = random_problem(seed, num_visits=10, num_shifts=3)
    plan = random_plan(problem, seed)
    found, terms = measures(problem, plan), breakdown(problem, plan)
    assert found.travel_duration == terms.travel_duration
    assert (found.complaint_prize, found.coverage_prize) == (terms.complaint_prize, terms.coverage_prize)
    assert found.distance == terms.distance
    assert found.num_visits + found.num_unassigned == len(problem.visits)
    assert sum(load.num_stops for load in found.loads) == found.num_visits


@pytest.mark.parametrize("seed", range(20))
def test_a_plan_beside_itself_differs_in_nothing(seed: int) -> None:
    """No difference is better or worse, nothing is gained, lost or moved."""
    problem = random_problem(seed, num_visits=10, num_shifts=3)
    plan = random_plan(problem, seed)
    same = compare((plan, measures(problem, plan)), (plan, measures(problem, plan)))
    assert {line.verdict for line in same.differences} <= {Verdict.SAME, Verdict.NEUTRAL}
    assert {line.change for line in same.differences} <= {0, None}
    assert (same.gained, dict(same.lost), same.moved) == ((), {}, ())


@pytest.mark.parametrize("seed", range(20))
def test_differences_turn_around(seed: int) -> None:
    """Exchanging the two plans exchanges gained and lost, better and worse, and the sign of each change."""
    problem = random_problem(seed, num_visits=10, num_shifts=3)
    one, other = random_plan(problem, seed), random_plan(problem, seed + 1000)
    there = compare((one, measures(problem, one)), (other, measures(problem, other)))
    back = compare((other, measures(problem, other)), (one, measures(problem, one)))
    assert there.gained == tuple(back.lost)
    assert tuple(there.lost) == back.gained
    assert there.moved == back.moved
    turned = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    for line, other_line in zip(there.differences, back.differences, strict=True):
        assert turned.get(line.verdict, line.verdict) is other_line.verdict
        assert line.change is None or line.change == -(other_line.change or 0)


def test_travel_is_judged_by_the_visit() -> None:
    """Who visits half as many with more than half of the way has not become better, though the sum is smaller."""
    problem = line_day()
    both, far = plan_of_order(problem, [2, 3]), plan_of_order(problem, [3])
    found = compare((both, measures(problem, both)), (far, measures(problem, far)))
    assert found.difference(Measure.TRAVEL).verdict is Verdict.WORSE


def _best_prizes(problem: Problem) -> tuple[int, int]:
    """Complaint prize, then coverage prize, that any plan can collect: every subset on every shift, feasible in some order."""
    num = len(problem.visits)
    sets = []
    for shift in problem.shifts:
        feasible = {0}
        for size in range(1, num + 1):
            for chosen in itertools.combinations(range(num), size):
                if any(schedule(problem, shift, order) is not None for order in itertools.permutations(chosen)):
                    feasible.add(sum(1 << n for n in chosen))
        sets.append(feasible)
    best = (0, 0)
    for subsets in itertools.product(*sets):
        union = 0
        for subset in subsets:
            if union & subset:
                break
            union |= subset
        else:
            made = [problem.visits[n] for n in range(num) if union >> n & 1]
            prizes = [sum(v.prize for v in made if v.tier is tier) for tier in (Tier.COMPLAINT, Tier.COVERAGE)]
            best = max(best, (prizes[0], prizes[1]))
    return best


def _scenarios(problem: Problem, rng: random.Random) -> list[Problem]:
    """One team less, slower roads, a door cut off, shorter duty."""
    travel = problem.travel["motorcycle"]
    slow = Travel(durations=np.minimum(travel.durations * 3 // 2, UNREACHABLE), distances=travel.distances)
    shut = travel.durations.copy()
    door = problem.visits[rng.randrange(len(problem.visits))].place
    shut[door, :] = shut[:, door] = UNREACHABLE
    shut[door, door] = 0
    shorter = [replace(s, window=Window(start=s.window.start, end=s.window.end - 1800), breaks=()) for s in problem.shifts]
    return [
        replace(problem, shifts=problem.shifts[1:]),
        replace(problem, travel={"motorcycle": slow}),
        replace(problem, travel={"motorcycle": Travel(durations=shut, distances=travel.distances)}),
        replace(problem, shifts=tuple(shorter)),
    ]


def _optimum(problem: Problem, start: Plan | None = None) -> Plan:
    """A plan proved to be optimal by enumeration of all plans."""
    result = SearchSolver(num_searchers=1).solve(problem, Limits(max_iterations=6000), seed=1, start=start)
    assert result.objective.cost == lowest_cost(problem)
    return result.plan


@pytest.mark.parametrize("seed", range(8))
def test_differences_of_optima_are_right_in_sign_and_value(seed: int) -> None:
    """Between proved optima the change of each tier's prize is that of what can be collected at all; never the wrong sign."""
    problem = random_problem(seed, num_visits=5, num_shifts=2, policy=Policy())
    # Breaks that vanish make a shorter day longer, and required visits bend the tiers: neither is asked about here.
    problem = replace(
        problem,
        visits=tuple(replace(visit, is_required=False) for visit in problem.visits),
        shifts=tuple(replace(shift, breaks=()) for shift in problem.shifts),
    )
    base_plan = _optimum(problem)
    base = measures(problem, base_plan)
    before = _best_prizes(problem)
    assert (base.complaint_prize, base.coverage_prize) == before
    for changed in _scenarios(problem, random.Random(seed)):  # noqa: S311 (reproducible test data)
        plan = _optimum(changed, carried_over(changed, base_plan, before=problem.shifts))
        found = compare((base_plan, base), (plan, measures(changed, plan)))
        after = _best_prizes(changed)
        complaints, coverage = found.difference(Measure.COMPLAINT_PRIZE), found.difference(Measure.COVERAGE_PRIZE)
        assert (complaints.change, coverage.change) == (after[0] - before[0], after[1] - before[1])
        assert after <= before  # less time, slower roads and fewer doors never allow more
        assert complaints.verdict is not Verdict.BETTER
        if complaints.change == 0:
            assert coverage.verdict is not Verdict.BETTER


def test_cut_off_visits_are_those_without_a_way() -> None:
    """A visit is cut off when no shift on duty gets there and back, whatever its time."""
    travel = line_travel([0, 1, 2, 3, 4])
    durations = travel.durations.copy()
    durations[3, :] = UNREACHABLE
    durations[3, 3] = 0
    problem = line_day(travel={"motorcycle": Travel(durations=durations, distances=travel.distances)})
    assert cut_off(problem) == ("v3",)
    walker = replace(problem.shifts[0], id="T2", profile="foot")
    both = replace(problem, shifts=(*problem.shifts, walker), travel={**problem.travel, "foot": travel})
    assert cut_off(both) == ()


def test_a_team_is_caught_at_its_stop_or_on_its_way_there() -> None:
    """At the hour of the closure the next unfinished stop counts; before the start and after the end nobody is caught."""
    problem = line_day()
    plan = plan_of_order(problem, [0, 1])
    shut = {"T1": {2}}
    first, second = plan.routes[0].stops
    assert caught(problem, plan, shut, time=first.start_time) == ()
    assert caught(problem, plan, shut, time=first.end_time) == (("T1", "v2"),)
    assert caught(problem, plan, shut, time=second.end_time - 1) == (("T1", "v2"),)
    assert caught(problem, plan, shut, time=second.end_time) == ()


def test_every_judged_measure_is_known() -> None:
    """What is better or worse is said for measures of the list only."""
    assert set(MORE_IS_BETTER) <= set(Measure)
