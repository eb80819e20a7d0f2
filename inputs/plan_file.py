"""Reads a plan file, also one edited by hand: every fault with its line, never a guess."""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from inputs.json_text import faults_of, found_text, read_json
from planner.domain.change import Change, ChangeKind
from planner.domain.errors import Fault, InputError, Where
from planner.domain.objective import CostBreakdown
from planner.domain.plan import Pause, Plan, Reason, Route, Stop, Unassigned
from planner.domain.plan_document import PlanDocument
from planner.domain.replanning import Replanned
from planner.domain.solving import Bound, Limits, Status, StopReason

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
