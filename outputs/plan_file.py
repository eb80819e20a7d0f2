"""Writes the plan file: JSON that people can read and edit, a stop on a line, times as clocks."""

import dataclasses
import json
from pathlib import Path

from outputs.whole_file import write_whole
from planner.domain.change import Change
from planner.domain.plan import Route
from planner.domain.plan_document import PlanDocument
from planner.domain.replanning import Replanned
from planner.domain.units import HOUR, MINUTE

FORMAT = "dds-plan"
VERSION = 1


def write_plan(path: Path, document: PlanDocument) -> None:
    """Write a plan file, whole or not at all; the same document gives the same bytes.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    write_whole(path, plan_text(document).encode())


def plan_text(document: PlanDocument) -> str:
    """Text of the plan file."""
    content: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "date": document.date.isoformat(),
        "time_zone": document.time_zone,
        "created": document.created.isoformat(),
        "plan_version": document.plan_version,
        "engine": document.engine,
        "engine_version": document.engine_version,
        "seed": document.seed,
        "limits": dataclasses.asdict(document.limits),
        "status": document.status.value,
        "stop_reason": document.stop_reason.value,
        "runtime": document.runtime,
        "objective": dataclasses.asdict(document.objective),
        "bound": None if document.bound is None else dataclasses.asdict(document.bound),
        "data_fingerprint": document.data_fingerprint,
        "problem": {"file": document.problem_file, "sha256": document.problem_sha256},
        **({} if document.replanned is None else {"replanned": _replanned(document.replanned)}),
        "routes": [_route(route) for route in document.plan.routes],
        "unassigned": [
            {"visit": left.visit_id, "reason": left.reason.value if left.reason else None} for left in document.plan.unassigned
        ],
    }
    return _text(content) + "\n"


def clock_text(time: int) -> str:
    """`08:05:30`; hours run on after midnight, and a minus sign stands for the day before."""
    minutes, seconds = divmod(abs(time), MINUTE)
    return f"{'-' if time < 0 else ''}{minutes * MINUTE // HOUR:02d}:{minutes % 60:02d}:{seconds:02d}"


def _replanned(replanned: Replanned) -> dict[str, object]:
    return {
        "from_version": replanned.from_version,
        "at": clock_text(replanned.time),
        "num_facts": dict(replanned.num_facts),
        "changes": [_change(change) for change in replanned.changes],
    }


def _change(change: Change) -> dict[str, object]:
    """A change; where a visit was, or is, not made, there is no shift and no time to name."""
    before = {} if change.from_time is None else {"from_shift": change.from_shift, "from": clock_text(change.from_time)}
    now = {} if change.to_time is None else {"to_shift": change.to_shift, "to": clock_text(change.to_time)}
    return {"visit": change.visit_id, "kind": change.kind.value, **before, **now, "is_forced": change.is_forced}


def _route(route: Route) -> dict[str, object]:
    return {
        "shift": route.shift_id,
        "start": clock_text(route.start_time),
        "end": clock_text(route.end_time),
        "travel_duration": route.travel_duration,
        "distance": route.distance,
        "stops": [
            {
                "visit": stop.visit_id,
                "arrival": clock_text(stop.arrival_time),
                "start": clock_text(stop.start_time),
                "end": clock_text(stop.end_time),
            }
            for stop in route.stops
        ],
        "pauses": [
            {"break": pause.break_id, "start": clock_text(pause.start_time), "end": clock_text(pause.end_time)}
            for pause in route.pauses
        ],
        "reserves": list(route.reserves),
    }


def _text(value: object, margin: str = "") -> str:
    """JSON with one line for everything that holds no further list or object."""
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if not any(isinstance(part, dict | list) for part in parts):
        return json.dumps(value, ensure_ascii=False)
    inner = margin + "  "
    if isinstance(value, dict):
        items = [f"{json.dumps(key, ensure_ascii=False)}: {_text(part, inner)}" for key, part in value.items()]
        opening, closing = "{", "}"
    else:
        items = [_text(part, inner) for part in parts]
        opening, closing = "[", "]"
    lines = ",\n".join(inner + item for item in items)
    return f"{opening}\n{lines}\n{margin}{closing}"
