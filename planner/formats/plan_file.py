"""The plan file: JSON that people can read and edit, a stop on a line, times as clocks.

Also one edited by hand is read with every fault at its line, never by a guess.
"""

import dataclasses
import datetime as dt
import json
import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from planner.domain.change import Change, ChangeKind
from planner.domain.errors import Fault, InputError, Where
from planner.domain.objective import CostBreakdown
from planner.domain.plan import Pause, Plan, Reason, Route, Stop, Unassigned
from planner.domain.plan_document import PlanDocument
from planner.domain.replanning import Replanned
from planner.domain.solving import Bound, Limits, Status, StopReason
from planner.domain.units import HOUR, MINUTE
from planner.files import write_whole
from planner.formats.json_text import faults_of, found_text, read_json

FORMAT = "dds-plan"
VERSION = 1

_CLOCK = re.compile(r"(-?)(\d{2,4})[:.]([0-5]\d)(?:[:.]([0-5]\d))?")
_FILE_NAME = r"^[^/\\:\x00-\x1f]+$"
"""The problem lies beside the plan: no folders, so that a plan file cannot point elsewhere."""


def _time(value: object) -> int:
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('"HH:MM:SS"')
    sign, hours, minutes, seconds = match.groups()
    time = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
    return -time if sign else time


Time = Annotated[int, BeforeValidator(_time)]
Id = Annotated[str, Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Stop(_Part):
    visit: Id
    arrival: Time
    start: Time
    end: Time


class _Pause(_Part):
    break_: Id = Field(alias="break")
    start: Time
    end: Time


class _Route(_Part):
    shift: Id
    start: Time
    end: Time
    travel_duration: Count
    distance: Count | None = None
    stops: list[_Stop]
    pauses: list[_Pause] = []
    reserves: list[Id] = []

    def route(self) -> Route:
        """Make the domain's route."""
        return Route(
            shift_id=self.shift,
            start_time=self.start,
            end_time=self.end,
            travel_duration=self.travel_duration,
            distance=self.distance,
            stops=tuple(
                Stop(visit_id=stop.visit, arrival_time=stop.arrival, start_time=stop.start, end_time=stop.end)
                for stop in self.stops
            ),
            pauses=tuple(Pause(break_id=pause.break_, start_time=pause.start, end_time=pause.end) for pause in self.pauses),
            reserves=tuple(self.reserves),
        )


class _Unassigned(_Part):
    visit: Id
    reason: Reason | None = None


class _ProblemFile(_Part):
    file: Annotated[str, Field(pattern=_FILE_NAME, max_length=200)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Limits(_Part):
    max_runtime: Annotated[float, Field(ge=0)] | None = None
    max_iterations: Count | None = None
    max_idle_iterations: Count | None = None


class _Objective(_Part):
    num_required_missed: Count
    num_required: Count
    complaint_prize: Count
    complaint_prize_offered: Count
    coverage_prize: Count
    coverage_prize_offered: Count
    travel_duration: Count
    distance: Count | None
    overload_duration: Count
    num_foreign_stops: Count
    cost: int
    num_changes: Count = 0  # earlier files have no plan that they change


class _Bound(_Part):
    lower_bound: int
    complaint_prize: Count
    coverage_prize: Count
    runtime: Annotated[float, Field(ge=0)]
    num_iterations: Count
    is_complete: bool


class _Change(_Part):
    visit: Id
    kind: ChangeKind
    from_shift: Id | None = None
    from_: Time | None = Field(default=None, alias="from")
    to_shift: Id | None = None
    to: Time | None = None
    is_forced: bool = False

    def change(self) -> Change:
        """Make the domain's change."""
        return Change(
            visit_id=self.visit,
            kind=self.kind,
            from_shift=self.from_shift or "",
            to_shift=self.to_shift or "",
            from_time=self.from_,
            to_time=self.to,
            is_forced=self.is_forced,
        )


class _Replanned(_Part):
    from_version: Annotated[int, Field(ge=1)]
    at: Time
    num_facts: dict[str, Count] = {}
    changes: list[_Change] = []

    def replanned(self) -> Replanned:
        """Make the domain's record."""
        return Replanned(
            from_version=self.from_version,
            time=self.at,
            num_facts=self.num_facts,
            changes=tuple(change.change() for change in self.changes),
        )


class _Document(_Part):
    format: str
    version: int
    date: dt.date
    time_zone: Id
    created: AwareDatetime
    plan_version: Annotated[int, Field(ge=1)]
    engine: str
    engine_version: str
    seed: int
    limits: _Limits = _Limits()
    status: Status
    stop_reason: StopReason
    runtime: Annotated[float, Field(ge=0)]
    objective: _Objective
    bound: _Bound | None = None
    lower_bound: None = None  # of earlier files
    data_fingerprint: str
    problem: _ProblemFile
    replanned: _Replanned | None = None
    routes: list[_Route]
    unassigned: list[_Unassigned]

    def document(self) -> PlanDocument:
        """Make the domain's document."""
        return PlanDocument(
            plan=Plan(
                routes=tuple(route.route() for route in self.routes),
                unassigned=tuple(Unassigned(visit_id=left.visit, reason=left.reason) for left in self.unassigned),
            ),
            date=self.date,
            time_zone=self.time_zone,
            created=self.created,
            plan_version=self.plan_version,
            engine=self.engine,
            engine_version=self.engine_version,
            seed=self.seed,
            limits=Limits(**self.limits.model_dump()),
            status=self.status,
            stop_reason=self.stop_reason,
            runtime=self.runtime,
            objective=CostBreakdown(**self.objective.model_dump()),
            bound=None if self.bound is None else Bound(**self.bound.model_dump()),
            data_fingerprint=self.data_fingerprint,
            problem_file=self.problem.file,
            problem_sha256=self.problem.sha256,
            replanned=None if self.replanned is None else self.replanned.replanned(),
        )


def read_plan(path: Path) -> PlanDocument:
    """Read a plan file.

    The reader judges the form alone; whether the plan keeps the laws is for `planner.rules.check`.

    Raises
    ------
    InputError
        E3001 unreadable, E3002 not JSON, E3003 another kind of file, E3004 another version, E3010 missing
        key, E3011 unknown key, E3012 wrong value, E3013 key twice; all that can be found at once.
    """
    text, content = read_json(path)
    _require_format(content, path)
    try:
        return _Document.model_validate_json(text).document()
    except ValidationError as error:
        raise faults_of(error.errors(include_url=False), text, path.name) from error


def _require_format(content: Any, path: Path) -> None:
    """A file of another kind or version gets one clear fault instead of a hundred."""
    found = content.get("format") if isinstance(content, dict) else None
    if found != FORMAT:
        values = {"found": found_text(found), "expected": FORMAT}
        raise InputError([Fault(code="E3003", where=Where(file=path.name), values=values)])
    if content.get("version") != VERSION:
        values = {"found": found_text(content.get("version")), "expected": str(VERSION)}
        raise InputError([Fault(code="E3004", where=Where(file=path.name), values=values)])


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
        **({} if document.replanned is None else {"replanned": _replanned_text(document.replanned)}),
        "routes": [_route_text(route) for route in document.plan.routes],
        "unassigned": [
            {"visit": left.visit_id, "reason": left.reason.value if left.reason else None} for left in document.plan.unassigned
        ],
    }
    return _text(content) + "\n"


def clock_text(time: int) -> str:
    """`08:05:30`; hours run on after midnight, and a minus sign stands for the day before."""
    minutes, seconds = divmod(abs(time), MINUTE)
    return f"{'-' if time < 0 else ''}{minutes * MINUTE // HOUR:02d}:{minutes % 60:02d}:{seconds:02d}"


def _replanned_text(replanned: Replanned) -> dict[str, object]:
    return {
        "from_version": replanned.from_version,
        "at": clock_text(replanned.time),
        "num_facts": dict(replanned.num_facts),
        "changes": [_change_text(change) for change in replanned.changes],
    }


def _change_text(change: Change) -> dict[str, object]:
    """A change; where a visit was, or is, not made, there is no shift and no time to name."""
    before = {} if change.from_time is None else {"from_shift": change.from_shift, "from": clock_text(change.from_time)}
    now = {} if change.to_time is None else {"to_shift": change.to_shift, "to": clock_text(change.to_time)}
    return {"visit": change.visit_id, "kind": change.kind.value, **before, **now, "is_forced": change.is_forced}


def _route_text(route: Route) -> dict[str, object]:
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
