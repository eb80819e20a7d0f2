"""What is broken in an answer to a neutral problem file, in VROOM's words where it has one, and in the checker's."""

import re
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

_CLOCK_TIME = re.compile(r"((?<!\d)-)?(\d{2,}):(\d\d):(\d\d)")


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
    return [
        {
            "cause": _CAUSES.get(one.law, one.law.value),
            "law": one.law.value,
            "where": one.where,
            "got": _in_seconds(one.got, ids.origin),
            "expected": _in_seconds(one.expected, ids.origin),
        }
        for one in violations
    ]


def _in_seconds(text: str, origin: int) -> str:
    def seconds(match: re.Match[str]) -> str:
        sign, hours, minutes, rest = match.groups()
        time = int(hours) * 3600 + int(minutes) * 60 + int(rest)
        return str(origin + (-time if sign else time))

    return _CLOCK_TIME.sub(seconds, text)
