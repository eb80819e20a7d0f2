"""The tables of a scenario file as pydantic models, each of which knows the part of a scenario that it becomes."""

import datetime as dt
from types import MappingProxyType
from typing import Annotated, Self

from pydantic import Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from planner.domain.categories import FIELD_OF, MODES, SPECIAL_REFERRAL
from planner.domain.masking import shown
from planner.domain.records import Urgency
from planner.domain.scenario import (
    EVERY_TEAM,
    Closure,
    ExtraComplaints,
    ExtraTeam,
    Guest,
    PolicyChange,
    Ring,
    Slowdown,
    TeamChange,
)
from planner.domain.units import DAY, MINUTE, parse_clock
from planner.formats.scenario_areas import read_ring
from planner.formats.settings_models import ROAD_CLASSES, ShiftTable
from planner.formats.settings_values import Day, Minutes, Span, Table, Text, cell_error, choice_error

STRICT = "strict"
"""`balance = "strict"`: complaints strictly above coverage."""

_URGENCIES = MappingProxyType(
    {"mendesak": Urgency.URGENT, "urgent": Urgency.URGENT, "biasa": Urgency.NORMAL, "normal": Urgency.NORMAL}
)


def _clock(value: object) -> int:
    if not isinstance(value, str):
        raise cell_error("E5003", expected='"10:00"')
    try:
        return parse_clock(value)
    except ValueError as error:
        raise cell_error("E5005", cell=shown(value)) from error


def _signed_minutes(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise cell_error("E5003", expected="60")
    if not abs(value) <= DAY // MINUTE:
        raise cell_error("E5004", expected=f"-{DAY // MINUTE} … {DAY // MINUTE}")
    return round(value * MINUTE)


def _mode(value: object) -> str:
    if not isinstance(value, str):
        raise cell_error("E5003", expected='"motor"')
    if value.casefold() not in MODES:
        raise choice_error(value, ("motor", "mobil", "jalan kaki"))
    return MODES[value.casefold()]


def _road_class(value: object) -> str:
    if not isinstance(value, str):
        raise cell_error("E5003", expected='"trunk"')
    if value not in ROAD_CLASSES:
        raise choice_error(value, ROAD_CLASSES)
    return value


def _urgency(value: object) -> Urgency:
    if not isinstance(value, str):
        raise cell_error("E5003", expected='"mendesak"')
    if value.casefold() not in _URGENCIES:
        raise choice_error(value, _URGENCIES)
    return _URGENCIES[value.casefold()]


def _category(value: object) -> str:
    if not isinstance(value, str):
        raise cell_error("E5003", expected='"CRM"')
    known = [code for code in FIELD_OF if code != SPECIAL_REFERRAL]
    if value.upper() not in known:
        raise choice_error(value, known)
    return value.upper()


def _balance(value: object) -> float | None:
    if value == STRICT:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise cell_error("E5003", expected=f'0 … 1, "{STRICT}"')
    if not 0 <= value <= 1:
        raise cell_error("E5004", expected=f'0 … 1, "{STRICT}"')
    return float(value)


Clock = Annotated[int, PlainValidator(_clock)]
SignedMinutes = Annotated[int, PlainValidator(_signed_minutes)]
Mode = Annotated[str, PlainValidator(_mode)]
RoadClass = Annotated[str, PlainValidator(_road_class)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Names = Annotated[list[Name], Field(min_length=1, max_length=500)]
NewRing = Annotated[Ring, PlainValidator(read_ring)]


class StretchTable(Table):
    """Which roads, and when."""

    streets: Names | None = None
    classes: Annotated[list[RoadClass], Field(min_length=1)] | None = None
    hours: Span | None = None


class ClosureTable(StretchTable):
    """`[[closures]]`."""

    villages: Names | None = None
    polygon: NewRing | None = None
    file: Name | None = None
    river: Name | None = None
    distance: Annotated[int, Field(ge=0, le=20_000)] | None = None

    @model_validator(mode="after")
    def _closes_something(self) -> Self:
        if not (self.streets or self.classes or self.villages or self.polygon or self.file or self.river):
            raise cell_error("E8020")
        if (self.river is None) != (self.distance is None):
            raise cell_error("E8021", key="river" if self.river else "distance")
        return self

    def closure(self) -> Closure:
        """The closure, without the areas of its file."""
        return Closure(
            streets=tuple(self.streets or ()),
            road_classes=tuple(self.classes or ()),
            hours=self.hours,
            villages=tuple(self.villages or ()),
            areas=(self.polygon,) if self.polygon else (),
            river=self.river or "",
            river_distance=self.distance,
        )


class TravelTable(StretchTable):
    """`[[travel]]`."""

    factor: Annotated[float, Field(ge=0.1, le=20, allow_inf_nan=False)]

    def slowdown(self) -> Slowdown:
        """The slowdown."""
        return Slowdown(
            streets=tuple(self.streets or ()), road_classes=tuple(self.classes or ()), hours=self.hours, factor=self.factor
        )


class GuestTable(Table):
    """Somebody who rides with a team for a while."""

    until: Clock
    officers: Annotated[int, Field(ge=1, le=10)] = 1
    skills: list[Name] = Field(default_factory=list)

    def guest(self) -> Guest:
        """The guest."""
        return Guest(until=self.until, num_officers=self.officers, skills=frozenset(s.casefold() for s in self.skills))


class ChangeTable(Table):
    """`[[teams.change]]`."""

    teams: Names
    mode: Mode | None = None
    shifts: Names | None = None
    hours: Span | None = None
    later_minutes: SignedMinutes = 0
    longer_minutes: SignedMinutes = 0
    split: bool = False
    parks_at: Name | None = None
    guest: GuestTable | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if EVERY_TEAM in self.teams and len(self.teams) > 1:
            raise cell_error("E8022", key="teams")
        if self.model_fields_set == {"teams"}:
            raise cell_error("E8023")
        return self

    def change(self) -> TeamChange:
        """The change."""
        return TeamChange(
            teams=tuple(self.teams),
            profile=self.mode,
            shifts=tuple(self.shifts or ()),
            hours=self.hours,
            later=self.later_minutes,
            longer=self.longer_minutes,
            is_split=self.split,
            parks_at=self.parks_at or "",
            guest=self.guest.guest() if self.guest else None,
        )


class AddTable(Table):
    """`[[teams.add]]`."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]+$", max_length=20)]
    officers: Annotated[int, Field(ge=1, le=20)] = 2
    skills: list[Name] = Field(default_factory=list)
    mode: Mode = "motorcycle"
    shifts: Names | None = None
    village: Name | None = None

    def team(self) -> ExtraTeam:
        """The team."""
        skills = frozenset(skill.casefold() for skill in self.skills)
        shifts = tuple(self.shifts or ())
        return ExtraTeam(
            id=self.id,
            num_officers=self.officers,
            skills=skills,
            profile=self.mode,
            shifts=shifts,
            village=self.village or "",
        )


class TeamsTable(Table):
    """`[teams]`."""

    without: Names | None = None
    join: list[Annotated[list[Name], Field(min_length=2, max_length=10)]] = Field(default_factory=list)
    change: list[ChangeTable] = Field(default_factory=list)
    add: list[AddTable] = Field(default_factory=list)


class DayTable(Table):
    """`[day]`."""

    visit_hours: Span | None = None
    routine_minutes: Minutes | None = None
    complaint_minutes: Minutes | None = None
    shifts: list[ShiftTable] = Field(default_factory=list)


class PlanTable(Table):
    """`[plan]`."""

    balance: Annotated[float | None, PlainValidator(_balance)]

    def change(self) -> PolicyChange:
        """The change."""
        return PolicyChange(balance=self.balance)


class ComplaintsTable(Table):
    """`[complaints]`."""

    file: Name | None = None
    count: Annotated[int, Field(ge=1, le=1000)] | None = None
    urgency: Annotated[Urgency, PlainValidator(_urgency)] = Urgency.URGENT
    category: Annotated[str, PlainValidator(_category)] = "CRM"
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0

    @model_validator(mode="after")
    def _adds_something(self) -> Self:
        if self.file is None and self.count is None:
            raise cell_error("E8024")
        return self

    def extra(self) -> ExtraComplaints | None:
        """The invented ones."""
        if self.count is None:
            return None
        return ExtraComplaints(count=self.count, urgency=self.urgency, category=self.category, seed=self.seed)


class HouseholdsTable(Table):
    """`[households]`."""

    file: Name


class GoalTable(Table):
    """`[goal]`."""

    everybody_by: Day | None = None
    within_days: Annotated[int, Field(ge=1, le=7300)] | None = None

    @model_validator(mode="after")
    def _names_one_day(self) -> Self:
        if (self.everybody_by is None) == (self.within_days is None):
            raise cell_error("E8029")
        return self

    def day(self, date: dt.date) -> dt.date:
        """The day wanted, counted from the planned one where only a number of days is given."""
        return self.everybody_by or date + dt.timedelta(days=self.within_days or 0)


class ScenarioFile(Table):
    """The whole file."""

    title: Text = ""
    question: Annotated[str, Field(max_length=1000)] = ""
    teams: TeamsTable = TeamsTable()
    day: DayTable = DayTable()
    plan: PlanTable | None = None
    complaints: ComplaintsTable | None = None
    households: HouseholdsTable | None = None
    goal: GoalTable | None = None
    closures: list[ClosureTable] = Field(default_factory=list)
    travel: list[TravelTable] = Field(default_factory=list)

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.model_fields_set - {"title", "question"}:
            raise PydanticCustomError("E8025", "{code}", {"code": "E8025"})
        return self
