"""Guards solution files: an independent walk of the written steps agrees with the plan and the problem."""

import json
import math
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.plan import Plan, Reason, Route, Unassigned
from planner.domain.problem import Problem
from planner.domain.problem_ids import ProblemIds
from planner.domain.solving import Bound, Result, Status, StopReason
from planner.formats.solution_file import solution, write_solution
from planner.rules.check import check
from planner.rules.cost import breakdown
from planner.rules.permission import is_able
from planner.rules.timing import schedule
from tests.building import random_problem


def _greedy(problem: Problem, seed: int) -> Plan:
    """Visits appended in random order to the first shift that can take them."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    chosen: dict[str, list[int]] = {shift.id: [] for shift in problem.shifts}
    routes: dict[str, Route] = {}
    for index in rng.sample(range(len(problem.visits)), len(problem.visits)):
        for shift in problem.shifts:
            tried = [*chosen[shift.id], index]
            route = schedule(problem, shift, tried) if is_able(shift, problem.visits[index]) else None
            if route is not None:
                chosen[shift.id], routes[shift.id] = tried, route
                break
    made = {index for indices in chosen.values() for index in indices}
    left = (visit.id for index, visit in enumerate(problem.visits) if index not in made)
    reason = Reason.NOT_ENOUGH_TIME
    return Plan(routes=tuple(routes.values()), unassigned=tuple(Unassigned(visit_id=id_, reason=reason) for id_ in left))


def _result(problem: Problem, plan: Plan, *, bound: Bound | None = None) -> Result:
    return Result(
        plan=plan,
        status=Status.FEASIBLE,
        stop_reason=StopReason.COMPLETED,
        objective=breakdown(problem, plan),
        bound=bound,
        runtime=0.1,
        seed=1,
        engine="test",
        engine_version="1",
    )


def _walk(problem: Problem, route: dict[str, Any]) -> dict[str, int]:
    """Follow the steps with nothing but the problem's numbers; return what adds up."""
    shift = next(shift for shift in problem.shifts if shift.id == route["vehicle"])
    visits = {visit.id: visit for visit in problem.visits}
    durations = problem.travel[shift.profile].durations
    total = dict.fromkeys(("duration", "setup", "service", "waiting_time", "priority"), 0)
    free = shift.window.start
    place, legs, breaks = shift.start, 0, []
    for number, step in enumerate(route["steps"]):
        moved = step["duration"] - total["duration"]
        assert number == 0 or step["arrival"] == free + moved, "time between two steps is travel alone"
        assert min(moved, step["waiting_time"], step["setup"]) >= 0
        begin = step["arrival"] + step["waiting_time"]
        if step["type"] == "job":
            visit = visits[step["id"]]
            legs += 0 if place is None else math.ceil(int(durations[place, visit.place]) / shift.speed_factor - 1e-9)
            assert step["duration"] == legs
            assert step["setup"] == (visit.setup_duration if place != visit.place else 0)
            assert step["service"] == visit.service_duration
            assert not visit.windows or any(window.start <= begin <= window.end for window in visit.windows)
            total["priority"] += visit.prize
            total["service"] += step["service"]
            place = visit.place
        elif step["type"] == "break":
            breaks.append(step["id"])
            pause = next(pause for pause in shift.breaks if pause.id == step["id"])
            assert step["service"] == pause.duration
            assert any(window.start <= begin <= window.end for window in pause.windows)
        elif step["type"] == "end":
            legs += math.ceil(int(durations[place, shift.end]) / shift.speed_factor - 1e-9)
            assert step["duration"] == legs
        total["duration"] = step["duration"]
        total["setup"] += step["setup"]
        total["waiting_time"] += step["waiting_time"]
        free = begin + step["setup"] + step["service"]
    kinds = [step["type"] for step in route["steps"]]
    assert ("start" in kinds, "end" in kinds) == (shift.start is not None, shift.end is not None)
    assert sorted(breaks) == sorted(pause.id for pause in shift.breaks)
    assert shift.window.start <= route["steps"][0]["arrival"]
    assert free <= shift.window.end
    return total


@given(st.integers(0, 100_000))
def test_steps_walk(seed: int) -> None:
    """Arrival + waiting = begin of the action, travel and breaks fit between, sums are sums: on any plan."""
    problem = random_problem(seed, num_visits=8, num_shifts=3)
    plan = _greedy(problem, seed)
    assert {violation.law.value for violation in check(problem, plan)} <= {"required_made"}
    content = json.loads(json.dumps(solution(problem, _result(problem, plan), ProblemIds())))
    totals = [_walk(problem, route) for route in content["routes"]]
    for name in ("duration", "setup", "service", "waiting_time", "priority"):
        assert content["summary"][name] == sum(total[name] for total in totals)
        assert [route[name] for route in content["routes"]] == [total[name] for total in totals]
    assert content["summary"]["duration"] == sum(route.travel_duration for route in plan.routes)
    jobs = [step["id"] for route in content["routes"] for step in route["steps"] if step["type"] == "job"]
    assert sorted(jobs + [left["id"] for left in content["unassigned"]]) == sorted(visit.id for visit in problem.visits)
    begins = {
        step["id"]: step["arrival"] + step["waiting_time"]
        for route in content["routes"]
        for step in route["steps"]
        if step["type"] == "job"
    }
    assert begins == {stop.visit_id: stop.start_time for route in plan.routes for stop in route.stops}


def test_ids_are_spelled_as_in_the_problem_file(tmp_path: Path) -> None:
    """Numbers come back as numbers, texts as texts."""
    problem = random_problem(4)
    plan = _greedy(problem, 4)
    ids = ProblemIds(
        jobs={visit.id: number for number, visit in enumerate(problem.visits)},
        vehicles={shift.id: 100 + number for number, shift in enumerate(problem.shifts)},
        breaks={(shift.id, pause.id): 9 for shift in problem.shifts for pause in shift.breaks},
    )
    write_solution(tmp_path / "s.json", problem, _result(problem, plan), ids)
    content = json.loads((tmp_path / "s.json").read_text())
    assert content["code"] == 0
    assert all(route["vehicle"] >= 100 for route in content["routes"])
    named = [step["id"] for route in content["routes"] for step in route["steps"] if "id" in step]
    assert all(isinstance(id_, int) for id_ in [*named, *(left["id"] for left in content["unassigned"])])


@pytest.mark.parametrize("is_proved", [False, True])
def test_gap_is_there_only_when_proved(is_proved: bool) -> None:
    """Bound and gap are written when they are known, and left out when not."""
    problem = random_problem(4)
    bound = Bound(lower_bound=0, complaint_prize=200, coverage_prize=300, runtime=1.0, num_iterations=3, is_complete=True)
    result = _result(problem, _greedy(problem, 4), bound=bound if is_proved else None)
    summary: Any = solution(problem, result, ProblemIds())["summary"]
    assert ("gap" in summary, "lower_bound" in summary) == (is_proved,) * 2
    if is_proved:
        assert 0 < summary["gap"] < 1
        assert summary["priority_bound"] == 500


def test_empty_plan_is_an_answer() -> None:
    """A plan without routes is written with all jobs unassigned and their reasons."""
    problem = random_problem(4)
    plan = Plan(unassigned=tuple(Unassigned(visit_id=visit.id) for visit in problem.visits))
    content: Any = solution(problem, _result(problem, plan), ProblemIds())
    assert content["routes"] == []
    assert content["summary"]["unassigned"] == len(problem.visits)
    assert content["unassigned"][0]["reason"] is None
