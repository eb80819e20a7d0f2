"""What is broken in an answer to a neutral problem file, in VROOM's words where it has one, and in the checker's."""

from collections.abc import Iterable

from planner.domain.problem import Problem
from planner.domain.problem_ids import ProblemIds
from planner.domain.violation import Law, Violation
from planner.rules.timing import can_take_breaks

_CAUSES = {
    Law.VISIT_WINDOW: "delay",
    Law.SHIFT_WINDOW: "delay",
    Law.BREAK_WINDOW: "delay",
    Law.SKILLS: "skills",
    Law.MAX_VISITS: "max_tasks",
    Law.MAX_TRAVEL: "max_travel_time",
    Law.BREAK_TAKEN: "missing_break",
}


def at_home(problem: Problem, ids: ProblemIds) -> list[dict[str, object]]:
    """Vehicles that can never take all their breaks, whatever they do."""
    return [
        {
            "cause": "missing_break",
            "vehicle": ids.vehicles.get(shift.id, shift.id),
            "breaks": [ids.breaks.get((shift.id, pause.id), pause.id) for pause in shift.breaks],
            "explanation": "not all breaks can be taken within the time window; the vehicle stays at home",
        }
        for shift in problem.shifts
        if not can_take_breaks(shift)
    ]


def broken_laws(violations: Iterable[Violation], ids: ProblemIds) -> list[dict[str, object]]:
    """Broken laws; times are seconds, counted as in the file."""
    return [{"cause": _CAUSES.get(one.law, one.law.value), **one.told(str.format, ids.moment)} for one in violations]
