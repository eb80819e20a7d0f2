"""Scenario files as forms of the domain's scenarios; names are read as they are typed and looked up afterwards."""

import datetime as dt
from collections.abc import Collection, Mapping
from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo

from planner.domain.categories import FIELD_OF, MODES, ROAD_CLASSES, SPECIAL_REFERRAL
from planner.domain.errors import InputError
from planner.domain.records import Urgency
from planner.domain.scenario import (
    EVERY_TEAM,
    Closure,
    ExtraComplaints,
    ExtraTeam,
    Guest,
    PolicyChange,
    Ring,
    Scenario,
    Slowdown,
    TeamChange,
)
from planner.formats.forms import form, inside, key, many
from planner.formats.scenario_areas import read_areas, read_ring
from planner.formats.settings_file import SHIFT
from planner.formats.values import Clock, Day, Minutes, Shown, SignedMinutes, Span, Text, one_of, value_error

STRICT = "strict"
"""`balance = "strict"`: complaints strictly above coverage."""

_Said = Collection[str]


def _balance(value: object) -> float | None:
    if value == STRICT:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise value_error("E5003", expected=f'0 … 1, "{STRICT}"')
    if not 0 <= value <= 1:
        raise value_error("E5004", expected=f'0 … 1, "{STRICT}"')
    return float(value)


def _folded(skills: list[str]) -> frozenset[str]:
    return frozenset(skill.casefold() for skill in skills)


def _drawn(name: str, info: ValidationInfo) -> tuple[Ring, ...]:
    """Areas of a file beside the scenario; its faults are its own, and kept beside those of the scenario."""
    context = info.context or {}
    try:
        return read_areas(context["folder"] / name)
    except InputError as error:
        context["faults"].extend(error.faults)
        return ()


def _closure(*, polygon: Ring | None = None, file: tuple[Ring, ...] = (), **said: Any) -> Closure:
    return Closure(areas=(*((polygon,) if polygon else ()), *file), **said)


def _closes_something(_: Closure, said: _Said) -> None:
    if not set(said) - {"hours", "distance"}:
        raise value_error("E8020")
    if ("river" in said) != ("distance" in said):
        raise value_error("E8021", key="river" if "river" in said else "distance")


def _changes_something(change: TeamChange, said: _Said) -> None:
    if EVERY_TEAM in change.teams and len(change.teams) > 1:
        raise value_error("E8022", key="teams")
    if set(said) == {"teams"}:
        raise value_error("E8023")


def _complaints(*, file: str = "", count: int | None = None, **said: Any) -> dict[str, Any]:
    return {"complaints": None if count is None else ExtraComplaints(count=count, **said), "complaints_file": file}


def _adds_something(_: Mapping[str, Any], said: _Said) -> None:
    if "file" not in said and "count" not in said:
        raise value_error("E8024")


def _days_ahead(num_days: int, info: ValidationInfo) -> dt.date:
    date: dt.date = (info.context or {})["date"]
    return date + dt.timedelta(days=num_days)


def _goal(*, everybody_by: dt.date | None = None, within_days: dt.date | None = None) -> dict[str, dt.date | None]:
    return {"everybody_by": everybody_by or within_days}


def _names_one_day(_: Mapping[str, Any], said: _Said) -> None:
    if len(said) != 1:
        raise value_error("E8029")


def _asks_something(_: Scenario, said: _Said) -> None:
    if not set(said) - {"title", "question"}:
        raise value_error("E8025")


_CATEGORIES = {code: code for code in FIELD_OF if code != SPECIAL_REFERRAL}
_URGENCIES = {"mendesak": Urgency.URGENT, "urgent": Urgency.URGENT, "biasa": Urgency.NORMAL, "normal": Urgency.NORMAL}

_Name = Annotated[str, Field(min_length=1, max_length=120), Shown]
_Names = many(_Name, min_length=1, max_length=500)
_Skills = Annotated[list[_Name], AfterValidator(_folded)]
_Mode = one_of(MODES, example="motor", choices=("motor", "mobil", "jalan kaki"))
_Class = one_of({name: name for name in ROAD_CLASSES}, example="trunk", fold=str)

_STRETCH = {"streets": _Names, "road_classes": key("classes", many(_Class, min_length=1)), "hours": Span}
_GUEST = form(Guest, until=Clock, num_officers=key("officers", Annotated[int, Field(ge=1, le=10)]), skills=_Skills)
_CHANGE = form(
    TeamChange,
    _changes_something,
    teams=_Names,
    profile=key("mode", _Mode),
    shifts=_Names,
    hours=Span,
    later=key("later_minutes", SignedMinutes),
    longer=key("longer_minutes", SignedMinutes),
    is_split=key("split", bool),
    parks_at=_Name,
    guest=_GUEST,
)
_ADDED = form(
    ExtraTeam,
    id=Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]+$", max_length=20)],
    num_officers=key("officers", Annotated[int, Field(ge=1, le=20)]),
    skills=_Skills,
    profile=key("mode", _Mode),
    shifts=_Names,
    village=_Name,
)
_CLOSURE = form(
    _closure,
    _closes_something,
    **_STRETCH,
    villages=_Names,
    polygon=Annotated[Ring, PlainValidator(read_ring)],
    file=Annotated[_Name, AfterValidator(_drawn)],
    river=_Name,
    river_distance=key("distance", Annotated[int, Field(ge=0, le=20_000)]),
)
_SLOWDOWN = form(Slowdown, **_STRETCH, factor=Annotated[float, Field(ge=0.1, le=20, allow_inf_nan=False)])

SCENARIO = form(
    partial(Scenario, name=""),
    _asks_something,
    title=Text,
    question=Annotated[str, Field(max_length=1000), Shown],
    teams=inside(
        "teams",
        without=_Names,
        joins=key("join", many(many(_Name, min_length=2, max_length=10))),
        changes=key("change", many(_CHANGE)),
        additions=key("add", many(_ADDED)),
    ),
    day=inside(
        "day",
        visit_hours=Span,
        routine_duration=key("routine_minutes", Minutes),
        complaint_duration=key("complaint_minutes", Minutes),
        shift_hours=key("shifts", many(SHIFT)),
    ),
    policy=key("plan", form(PolicyChange, balance=Annotated[Any, PlainValidator(_balance)])),
    complaints=inside(
        "complaints",
        _complaints,
        _adds_something,
        file=_Name,
        count=Annotated[int, Field(ge=1, le=1000)],
        urgency=one_of(_URGENCIES, example="mendesak"),
        category=one_of(_CATEGORIES, example="CRM", fold=str.upper),
        seed=Annotated[int, Field(ge=0, le=2**31 - 1)],
    ),
    households=inside("households", households_file=key("file", _Name, is_required=True)),
    goal=inside(
        "goal",
        _goal,
        _names_one_day,
        everybody_by=Day,
        within_days=Annotated[int, Field(ge=1, le=7300), AfterValidator(_days_ahead)],
    ),
    closures=many(_CLOSURE),
    slowdowns=key("travel", many(_SLOWDOWN)),
)
"""The whole file, without its name. Asks for the context `folder`, `date`, and `faults`, which those of area files join."""
