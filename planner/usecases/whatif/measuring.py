"""Plans side by side: measures of each, recomputed from its sequence of stops, and what a scenario changes in them; the curve
between complaints and coverage.

Everything here is arithmetic on finished plans: nothing is searched. A difference says what two plans do, and for proven optima
alone what two days can do.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from planner.domain.comparison import Comparison, Difference, LoadDifference, Measure, Measures, ShiftLoad, Verdict
from planner.domain.comparison_sheet import ParetoPoint
from planner.domain.plan import Plan, Reason, Route
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.travel import UNREACHABLE
from planner.domain.units import MINUTE
from planner.domain.visit import Tier, Visit, VisitKind
from planner.improving.expectation import expected_day
from planner.rules.cost import actions_duration, breakdown
from planner.rules.timing import leg_duration, route_distance, route_legs

MORE_IS_BETTER = MappingProxyType(
    {
        Measure.VISITS: True,
        Measure.MET: True,
        Measure.CUT_OFF: False,
        Measure.REQUIRED_MISSED: False,
        Measure.COMPLAINTS: True,
        Measure.IN_TIME: True,
        Measure.LATE: False,
        Measure.COMPLAINT_PRIZE: True,
        Measure.COVERAGE_PRIZE: True,
        Measure.TRAVEL: False,
        Measure.DISTANCE: False,
        Measure.HEAVIEST: False,
    }
)
"""Measures of which more, or less, is better. What is not here is neither: more visits offered leave more not planned, more
time at doors is more work done or longer visits, and an early finish may mean idle hours."""

_PER_VISIT = frozenset({Measure.TRAVEL, Measure.DISTANCE})
"""Judged by the way that a visit takes: who visits nobody travels least."""


def measures(problem: Problem, plan: Plan, *, days_left: Mapping[str, int] | None = None) -> Measures:
    """A plan in numbers.

    Parameters
    ----------
    problem, plan
        The day and its plan; reasons as the plan gives them.
    days_left
        Visit id of each complaint to the days until it is due, negative: overdue; one that is not named has no due day.
    """
    visit_of = {visit.id: visit for visit in problem.visits}
    left = days_left or {}
    stops = [stop for route in plan.routes for stop in route.stops]
    made = [visit_of[stop.visit_id] for stop in stops]
    worths = {Tier.COMPLAINT: 0, Tier.COVERAGE: 0}
    for visit, stop in zip(made, stops, strict=True):
        worths[visit.tier] += visit.prize_at(stop.start_time)
    loads = _loads(problem, plan, visit_of)
    out = [visit_of[entry.visit_id] for entry in plan.unassigned]
    distances = [load.distance for load in loads if load.num_stops]
    expected = expected_day(problem, plan)
    known = [distance for distance in distances if distance is not None]
    return Measures(
        num_visits=len(made),
        num_unassigned=len(out),
        reasons=Counter(entry.reason for entry in plan.unassigned if entry.reason is not None),
        cut_off=cut_off(problem),
        required_missed=tuple(visit.id for visit in out if visit.is_required),
        num_complaints=sum(map(_is_complaint, made)),
        num_complaints_offered=sum(map(_is_complaint, problem.visits)),
        num_in_time=sum(left.get(visit.id, -1) >= 0 for visit in made),
        num_late=sum(left.get(visit.id, 0) < 0 for visit in made) + sum(left.get(visit.id, 1) <= 0 for visit in out),
        complaint_prize=worths[Tier.COMPLAINT],
        coverage_prize=worths[Tier.COVERAGE],
        distance=sum(known) if len(known) == len(distances) else None,
        travel_duration=sum(load.travel_duration for load in loads),
        door_duration=sum(load.work_duration - load.travel_duration for load in loads),
        latest_finish=max((route.end_time for route in plan.routes), default=None),
        num_groups=len({visit.group for visit in made if visit.group}),
        loads=loads,
        num_met=None if expected is None else round(expected.met),
    )


def compare(baseline: tuple[Plan, Measures], scenario: tuple[Plan, Measures]) -> Comparison:
    """A scenario's plan beside the baseline's, each with its measures."""
    (base_plan, base), (plan, other) = baseline, scenario
    shift_before, shift_after = _shift_of(base_plan), _shift_of(plan)
    reasons = {entry.visit_id: entry.reason for entry in plan.unassigned}
    lost: dict[str, Reason | None] = {id_: reasons.get(id_) for id_ in sorted(shift_before.keys() - shift_after.keys())}
    both = shift_before.keys() & shift_after.keys()
    return Comparison(
        differences=tuple(
            _difference(measure, base, other)
            for measure in Measure
            if measure is not Measure.MET or base.num_met is not None or other.num_met is not None
        ),
        loads=_load_differences(base.loads, other.loads),
        gained=tuple(sorted(shift_after.keys() - shift_before.keys())),
        lost=lost,
        moved=tuple(sorted(id_ for id_ in both if shift_before[id_] != shift_after[id_])),
    )


def cut_off(problem: Problem) -> tuple[str, ...]:
    """Visits that no shift on duty has a way to and back from, in the order of the problem."""
    ways = {(shift.travel_name, shift.start, shift.end): shift for shift in problem.shifts}
    return tuple(
        visit.id for visit in problem.visits if ways and not any(_has_way(problem, shift, visit) for shift in ways.values())
    )


def shut_places(before: Problem, problem: Problem) -> dict[str, frozenset[int]]:
    """Shift id to the places of `before` to which it has a way there and none in `problem`; shifts of both days only."""
    visit_after, shift_after = {visit.id: visit for visit in problem.visits}, {shift.id: shift for shift in problem.shifts}
    both = [(visit, visit_after[visit.id]) for visit in before.visits if visit.id in visit_after]
    return {
        shift.id: frozenset(
            old.place for old, new in both if _has_way(before, shift, old) and not _has_way(problem, shift_after[shift.id], new)
        )
        for shift in before.shifts
        if shift.id in shift_after
    }


def caught(problem: Problem, plan: Plan, shut: Mapping[str, Collection[int]], *, time: int) -> tuple[tuple[str, str], ...]:
    """Shifts of a plan that are at or on their way to a door that is shut when a closure begins, as (shift, visit).

    Parameters
    ----------
    shut
        Shift id to the places that it cannot leave or reach any more.
    time
        When the closure begins; a team is at a stop from the end of the stop before (it may be anywhere on the way) to its end.
    """
    place_of = {visit.id: visit.place for visit in problem.visits}
    found = []
    for route in plan.routes:
        stop = next((stop for stop in route.stops if stop.end_time > time), None)
        if stop is None or route.start_time > time:
            continue
        if place_of[stop.visit_id] in shut.get(route.shift_id, ()):
            found.append((route.shift_id, stop.visit_id))
    return tuple(found)


def curve_point(problem: Problem, plan: Plan) -> ParetoPoint:
    """A plan as a point, by the balance of its problem."""
    visit_of = {visit.id: visit for visit in problem.visits}
    tiers = [visit_of[stop.visit_id].tier for route in plan.routes for stop in route.stops]
    terms = breakdown(problem, plan)
    return ParetoPoint(
        balance=problem.policy.balance,
        num_complaints=tiers.count(Tier.COMPLAINT),
        num_coverage=tiers.count(Tier.COVERAGE),
        complaint_prize=terms.complaint_prize,
        coverage_prize=terms.coverage_prize,
        travel_duration=terms.travel_duration,
    )


def along_the_curve(points: Sequence[ParetoPoint]) -> tuple[ParetoPoint, ...]:
    """Points from coverage to complaints, each with what its further complaints displaced since the last one not dominated.

    A point is dominated when another has at least as much prize in both tiers and more in one: proof that the search left
    something there, since the best plan for any balance is never dominated.
    """
    ordered = sorted(points, key=lambda point: (point.complaint_prize, -point.coverage_prize))
    marked = [replace(point, is_dominated=any(_dominates(other, point) for other in points)) for point in ordered]
    found: list[ParetoPoint] = []
    last: ParetoPoint | None = None
    for point in marked:
        more = 0 if last is None else point.num_complaints - last.num_complaints
        if point.is_dominated or last is None or more <= 0:
            found.append(point)
        else:
            found.append(replace(point, displaced=(last.num_coverage - point.num_coverage) / more))
        last = last if point.is_dominated else point
    return tuple(found)


def _has_way(problem: Problem, shift: Shift, visit: Visit) -> bool:
    there = leg_duration(problem, shift, shift.start, visit.place)
    return max(there, leg_duration(problem, shift, visit.place, shift.end)) < UNREACHABLE


def _is_complaint(visit: Visit) -> bool:
    return visit.kind is VisitKind.COMPLAINT


def _loads(problem: Problem, plan: Plan, visit_of: Mapping[str, Visit]) -> tuple[ShiftLoad, ...]:
    route_of = {route.shift_id: route for route in plan.routes}
    return tuple(
        _load(problem, shift, route_of[shift.id], visit_of) if shift.id in route_of else ShiftLoad(shift_id=shift.id)
        for shift in problem.shifts
    )


def _load(problem: Problem, shift: Shift, route: Route, visit_of: Mapping[str, Visit]) -> ShiftLoad:
    visits = [visit_of[stop.visit_id] for stop in route.stops]
    travel = sum(route_legs(problem, shift, visits))
    return ShiftLoad(
        shift_id=shift.id,
        num_stops=len(visits),
        work_duration=travel + actions_duration(shift, visits),
        travel_duration=travel,
        distance=route_distance(problem, shift, visits),
        end_time=route.end_time,
    )


def _shift_of(plan: Plan) -> dict[str, str]:
    return {stop.visit_id: route.shift_id for route in plan.routes for stop in route.stops}


def _difference(measure: Measure, base: Measures, other: Measures) -> Difference:
    before, after = base.value(measure), other.value(measure)
    if measure in _PER_VISIT and before is not None and after is not None and base.num_visits and other.num_visits:
        verdict = _verdict(measure, before * other.num_visits, after * base.num_visits)
    elif measure is Measure.HEAVIEST and before is not None and after is not None and abs(after - before) < MINUTE:
        verdict = Verdict.SAME
    else:
        verdict = _verdict(measure, before, after)
    return Difference(measure=measure, baseline=before, scenario=after, verdict=verdict)


def _verdict(measure: Measure, before: int | None, after: int | None) -> Verdict:
    if before is None or after is None:
        return Verdict.NEUTRAL
    if before == after:
        return Verdict.SAME
    wish = MORE_IS_BETTER.get(measure)
    if wish is None:
        return Verdict.NEUTRAL
    return Verdict.BETTER if (after > before) == wish else Verdict.WORSE


def _load_differences(before: tuple[ShiftLoad, ...], after: tuple[ShiftLoad, ...]) -> tuple[LoadDifference, ...]:
    old, new = {load.shift_id: load for load in before}, {load.shift_id: load for load in after}
    return tuple(
        LoadDifference(shift_id=id_, baseline=old.get(id_), scenario=new.get(id_)) for id_ in dict.fromkeys([*old, *new])
    )


def _dominates(one: ParetoPoint, other: ParetoPoint) -> bool:
    as_good = one.complaint_prize >= other.complaint_prize and one.coverage_prize >= other.coverage_prize
    return as_good and (one.complaint_prize, one.coverage_prize) != (other.complaint_prize, other.coverage_prize)
