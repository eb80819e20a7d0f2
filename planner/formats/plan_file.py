"""The plan file: JSON that people can read and edit, a stop on a line, times as clocks.

Also one edited by hand is read with every fault at its line, never by a guess.
"""

import datetime as dt
import json
import re
from dataclasses import fields
from functools import cache, wraps
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, TypeAdapter, ValidationError

from planner.domain.change import Change, ChangeKind
from planner.domain.errors import InputError, Where
from planner.domain.hand_move import HandMove, MoveKind
from planner.domain.lock import Lock, LockKind
from planner.domain.objective import CostBreakdown
from planner.domain.plan import Pause, Plan, Reason, Route, Stop, Unassigned
from planner.domain.plan_document import PlanDocument
from planner.domain.replanning import Replanned
from planner.domain.solving import Bound, Limits, Status, StopReason
from planner.domain.units import HOUR, MINUTE
from planner.files import write_whole
from planner.formats.forms import Writer, form, form_of, key, many
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


def clock_text(time: int) -> str:
    """`08:05:30`; hours run on after midnight, and a minus sign stands for the day before."""
    minutes, seconds = divmod(abs(time), MINUTE)
    return f"{'-' if time < 0 else ''}{minutes * MINUTE // HOUR:02d}:{minutes % 60:02d}:{seconds:02d}"


@wraps(PlanDocument)
def _document(*, routes: tuple[Route, ...], unassigned: tuple[Unassigned, ...], **said: Any) -> PlanDocument:
    return PlanDocument(plan=Plan(routes=routes, unassigned=unassigned), **said)


_Time = Annotated[int, BeforeValidator(_time), Writer(clock_text)]
_Id = Annotated[str, Field(min_length=1, max_length=200)]
_Shift = Annotated[_Id | None, AfterValidator(lambda shift: shift or "")]
_Count = Annotated[int, Field(ge=0)]
_Version = Annotated[int, Field(ge=1)]
_Seconds = Annotated[float, Field(ge=0)]

_ROUTE = form(
    Route,
    shift_id=key("shift", _Id),
    start_time=key("start", _Time),
    end_time=key("end", _Time),
    travel_duration=key("travel_duration", _Count, is_required=True),
    distance=_Count | None,
    stops=many(
        form(
            Stop,
            visit_id=key("visit", _Id),
            arrival_time=key("arrival", _Time),
            start_time=key("start", _Time),
            end_time=key("end", _Time),
        )
    ),
    pauses=many(form(Pause, break_id=key("break", _Id), start_time=key("start", _Time), end_time=key("end", _Time))),
    reserves=many(_Id),
    reserve_after=key("reserve_after", many(_Count), is_left_out=True),
)
_TERMS = {term.name: _Count for term in fields(CostBreakdown)} | {"distance": _Count | None, "cost": int}
_OBJECTIVE = form(CostBreakdown, **_TERMS)  # files of before a plan could change another have no `num_changes`
_BOUND = form(
    Bound,
    lower_bound=int,
    complaint_prize=_Count,
    coverage_prize=_Count,
    runtime=_Seconds,
    num_iterations=_Count,
    is_complete=bool,
    complaint_floor=_Count | None,
)
_CHANGE = form(
    Change,
    visit_id=key("visit", _Id),
    kind=ChangeKind,
    from_shift=key("from_shift", _Shift, is_left_out=True),
    from_time=key("from", _Time | None, is_left_out=True),
    to_shift=key("to_shift", _Shift, is_left_out=True),
    to_time=key("to", _Time | None, is_left_out=True),
    is_forced=bool,
)
_LOCK = form(
    Lock,
    kind=LockKind,
    visit_id=key("visit", _Id),
    shift_id=key("shift", _Shift, is_left_out=True),
    later_id=key("later", _Shift, is_left_out=True),
)
_MOVE = form(
    HandMove,
    kind=MoveKind,
    visit_id=key("visit", _Id),
    shift_id=key("shift", _Shift, is_left_out=True),
    place=key("place", _Count | None, is_left_out=True),
    other_id=key("other", _Shift, is_left_out=True),
    lock=key("lock", _LOCK | None, is_left_out=True),
    waives=key("waives", bool, is_left_out=True),
)
_REPLANNED = form(
    Replanned,
    from_version=_Version,
    time=key("at", _Time | None, is_left_out=True),
    num_facts=dict[str, _Count],
    changes=many(_CHANGE),
    moves=key("moves", many(_MOVE), is_left_out=True),
    asked=key("asked", many(_Id), is_left_out=True),
)
_DOCUMENT = form(
    _document,
    format=key("format", str, attribute="", is_required=True),
    version=key("version", int, attribute="", is_required=True),
    date=dt.date,
    time_zone=_Id,
    created=AwareDatetime,
    plan_version=_Version,
    engine=str,
    engine_version=str,
    seed=int,
    limits=form(Limits, max_runtime=_Seconds | None, max_iterations=_Count | None, max_idle_iterations=_Count | None),
    status=Status,
    stop_reason=StopReason,
    runtime=_Seconds,
    objective=_OBJECTIVE,
    bound=_BOUND | None,
    lower_bound=key("lower_bound", None, attribute=""),  # of earlier files
    data_fingerprint=str,
    problem=key(
        "problem",
        form(
            dict,
            problem_file=key("file", Annotated[str, Field(pattern=_FILE_NAME, max_length=200)], is_required=True),
            problem_sha256=key("sha256", Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")], is_required=True),
        ),
        is_inside=True,
        is_required=True,
    ),
    replanned=key("replanned", _REPLANNED | None, is_left_out=True),
    routes=key("routes", many(_ROUTE), attribute="plan.routes", is_required=True),
    unassigned=key(
        "unassigned",
        many(form(Unassigned, visit_id=key("visit", _Id), reason=Reason | None)),
        attribute="plan.unassigned",
        is_required=True,
    ),
)
"""The whole file."""


@cache
def _reader() -> TypeAdapter[PlanDocument]:
    return TypeAdapter(_DOCUMENT)


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
        return _reader().validate_json(text)
    except ValidationError as error:
        raise faults_of(error.errors(include_url=False), text, path.name) from error


def _require_format(content: Any, path: Path) -> None:
    """A file of another kind or version gets one clear fault instead of a hundred."""
    found = content.get("format") if isinstance(content, dict) else None
    if found != FORMAT:
        raise InputError.of("E3003", Where(file=path.name), found=found_text(found), expected=FORMAT)
    if content.get("version") != VERSION:
        raise InputError.of("E3004", Where(file=path.name), found=found_text(content.get("version")), expected=str(VERSION))


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
    return _text({"format": FORMAT, "version": VERSION, **form_of(_DOCUMENT).written(document)}) + "\n"


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
