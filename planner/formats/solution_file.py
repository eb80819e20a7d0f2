"""Writes the answer to a neutral problem file, in the JSON conventions of VROOM's output."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.problem_ids import ProblemIds
from planner.domain.solving import Result
from planner.domain.violation import Violation
from planner.files import write_whole
from planner.formats.solution_steps import Walk, walk
from planner.formats.solution_violations import at_home, broken_laws
from planner.rules.cost import gaps

SUMS = ("duration", "setup", "service", "waiting_time")


def write_solution(path: Path, problem: Problem, result: Result, ids: ProblemIds | None = None) -> dict[str, Any]:
    """Write a solution, whole or not at all, and return what was written.

    Parameters
    ----------
    ids
        The problem file's spelling of its ids; `None`: as the problem has them.

    """
    content = solution(problem, result, ids or ProblemIds())
    write_answer(path, content)
    return content


def write_answer(path: Path, content: Mapping[str, object]) -> None:
    """Write the content of an answer, whole or not at all.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    write_whole(path, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def solution(problem: Problem, result: Result, ids: ProblemIds) -> dict[str, Any]:
    """Content of the solution file."""
    content = _answer(problem, result.plan, ids)
    summary = content["summary"]
    if result.bound is not None:
        summary |= {"objective": result.objective.cost, "lower_bound": result.bound.lower_bound}
        summary["priority_bound"] = ids.priority(result.bound.complaint_prize + result.bound.coverage_prize)
        summary["gap"] = gaps(problem, result.objective, result.bound).plan
    summary["violations"] = at_home(problem, ids)
    summary["computing"] = {
        "engine": result.engine,
        "engine_version": result.engine_version,
        "seed": result.seed,
        "status": result.status.value,
        "stop_reason": result.stop_reason.value,
        "runtime": round(result.runtime, 3),
    }
    return content


def judged_routes(problem: Problem, plan: Plan, violations: Iterable[Violation], ids: ProblemIds) -> dict[str, Any]:
    """Content of an answer that was given and not searched: its routes with times, and all that is broken."""
    content = _answer(problem, plan, ids)
    content["summary"]["violations"] = broken_laws(violations, ids)
    return content


def _answer(problem: Problem, plan: Plan, ids: ProblemIds) -> dict[str, Any]:
    shifts = {shift.id: shift for shift in problem.shifts}
    visits = {visit.id: visit for visit in problem.visits}
    walks = [walk(problem, shifts[route.shift_id], route, visits, ids) for route in plan.routes]
    return {
        "code": 0,
        "summary": _sums(plan, walks),
        "unassigned": [
            {
                "id": ids.jobs.get(left.visit_id, left.visit_id),
                "type": "job",
                **ids.place(visits[left.visit_id].place),
                "reason": left.reason.value if left.reason else None,
            }
            for left in plan.unassigned
        ],
        "routes": [_route(one, ids) for one in walks],
    }


def _sums(plan: Plan, walks: list[Walk]) -> dict[str, Any]:
    distances = [one.route.distance for one in walks]
    summary: dict[str, Any] = {
        "cost": sum(one.sums["duration"] for one in walks),
        "routes": len(walks),
        "unassigned": len(plan.unassigned),
        "priority": sum(one.sums["priority"] for one in walks),
        **{name: sum(one.sums[name] for one in walks) for name in SUMS},
    }
    if all(distance is not None for distance in distances) and distances:
        summary["distance"] = sum(distance for distance in distances if distance is not None)
    return summary


def _route(one: Walk, ids: ProblemIds) -> Mapping[str, object]:
    route = one.route
    content: dict[str, object] = {
        "vehicle": ids.vehicles.get(route.shift_id, route.shift_id),
        "cost": one.sums["duration"],
        "priority": one.sums["priority"],
        **{name: one.sums[name] for name in SUMS},
    }
    if route.distance is not None:
        content["distance"] = route.distance
    content["steps"] = one.steps
    return content
