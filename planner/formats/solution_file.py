"""Writes the answer to a neutral problem file, in the JSON conventions of VROOM's output."""

import json
from collections.abc import Mapping
from pathlib import Path

from planner.domain.problem import Problem
from planner.domain.problem_ids import ProblemIds
from planner.domain.shift import Shift
from planner.domain.solving import Result
from planner.files import write_whole
from planner.formats.solution_steps import Walk, walk
from planner.rules.cost import gaps
from planner.rules.timing import can_take_breaks

SUMS = ("duration", "setup", "service", "waiting_time")


def write_solution(path: Path, problem: Problem, result: Result, ids: ProblemIds | None = None) -> dict[str, object]:
    """Write a solution, whole or not at all, and return what was written.

    Parameters
    ----------
    ids
        The problem file's spelling of its ids; `None`: as the problem has them.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    content = solution(problem, result, ids or ProblemIds())
    write_whole(path, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return content


def solution(problem: Problem, result: Result, ids: ProblemIds) -> dict[str, object]:
    """Content of the solution file."""
    shifts = {shift.id: shift for shift in problem.shifts}
    visits = {visit.id: visit for visit in problem.visits}
    walks = [walk(problem, shifts[route.shift_id], route, visits, ids) for route in result.plan.routes]
    return {
        "code": 0,
        "summary": _summary(problem, result, walks, ids),
        "unassigned": [
            {
                "id": ids.jobs.get(left.visit_id, left.visit_id),
                "type": "job",
                "location_index": visits[left.visit_id].place,
                "reason": left.reason.value if left.reason else None,
            }
            for left in result.plan.unassigned
        ],
        "routes": [_route(one, ids) for one in walks],
    }


def _summary(problem: Problem, result: Result, walks: list[Walk], ids: ProblemIds) -> dict[str, object]:
    duration = sum(one.sums["duration"] for one in walks)
    distances = [one.route.distance for one in walks]
    summary: dict[str, object] = {
        "cost": duration,
        "routes": len(walks),
        "unassigned": len(result.plan.unassigned),
        "priority": sum(one.sums["priority"] for one in walks),
        **{name: sum(one.sums[name] for one in walks) for name in SUMS},
    }
    if all(distance is not None for distance in distances) and distances:
        summary["distance"] = sum(distance for distance in distances if distance is not None)
    if result.bound is not None:
        summary |= {"objective": result.objective.cost, "lower_bound": result.bound.lower_bound}
        summary["priority_bound"] = ids.priority(result.bound.complaint_prize + result.bound.coverage_prize)
        summary["gap"] = gaps(problem, result.objective, result.bound).plan
    summary["violations"] = [_at_home(shift, ids) for shift in problem.shifts if not can_take_breaks(shift)]
    summary["computing"] = {
        "engine": result.engine,
        "engine_version": result.engine_version,
        "seed": result.seed,
        "status": result.status.value,
        "stop_reason": result.stop_reason.value,
        "runtime": round(result.runtime, 3),
    }
    return summary


def _at_home(shift: Shift, ids: ProblemIds) -> dict[str, object]:
    """A vehicle that cannot take its breaks, whatever it does."""
    return {
        "cause": "missing_break",
        "vehicle": ids.vehicles.get(shift.id, shift.id),
        "breaks": [ids.breaks.get((shift.id, pause.id), pause.id) for pause in shift.breaks],
        "explanation": "not all breaks can be taken within the time window; the vehicle stays at home",
    }


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
