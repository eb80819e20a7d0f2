"""The tables of `dds.toml` as pydantic models, each of which knows the settings that it becomes."""

from dataclasses import fields
from types import MappingProxyType
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from planner.domain.categories import FACILITY_KINDS, FIELD_OF
from planner.domain.settings import (
    AreaSettings,
    DaySettings,
    PlanSettings,
    PrintSettings,
    ProgrammeSettings,
    ReplanSettings,
    ReportSettings,
    RetentionSettings,
    RoadSettings,
    Settings,
    ShiftHours,
    StationSettings,
)
from planner.domain.shift import Break
from planner.formats.settings_values import (
    Count,
    Day,
    Minutes,
    Positive,
    Span,
    Speed,
    Table,
    Text,
    TimeZone,
    cell_error,
    choice_error,
)
from planner.words.language import LANGUAGES

DEFAULT = Settings()
PROFILES = tuple(DEFAULT.roads.speeds)
ROAD_CLASSES = tuple(dict.fromkeys(name for speeds in DEFAULT.roads.speeds.values() for name in speeds))
"""Classes that some profile may use; a speed for another class would never be read."""


class StationTable(Table):
    """`[station]`."""

    head_lines: Annotated[list[Text], Field(min_length=1, max_length=3)] = Field(
        default_factory=lambda: list(DEFAULT.station.head_lines)
    )
    name: Text = DEFAULT.station.name
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    meeting_point: Text = DEFAULT.station.meeting_point
    emergency_number: Text = DEFAULT.station.emergency_number
    desk_phone: Text = ""
    order_letter: Text = ""
    order_date: Text = ""
    acknowledged_by: Text = ""

    @model_validator(mode="after")
    def _has_both_coordinates(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise cell_error("E5011")
        return self

    def settings(self) -> StationSettings:
        """The station."""
        return StationSettings(**{**_values(self), "head_lines": tuple(self.head_lines)})


class AreaTable(Table):
    """`[area]`."""

    name: Text = DEFAULT.area.name
    outline: Text = DEFAULT.area.outline
    margin: Count = DEFAULT.area.margin

    def settings(self) -> AreaSettings:
        """The area."""
        return AreaSettings(**_values(self))


class BreakTable(Table):
    """A break: when it may start, and how long it is."""

    id: Annotated[str, Field(min_length=1, max_length=40)]
    label: Text = "rest"
    start: Span
    minutes: Minutes

    def settings(self) -> Break:
        """The break."""
        return Break(id=self.id, label=self.label, windows=(self.start,), duration=self.minutes)


class FridayTable(Table):
    """`[day.friday_break]`."""

    enabled: bool = True
    start: Span = DEFAULT.day.friday_break.windows[0] if DEFAULT.day.friday_break else Field(default=...)
    minutes: Minutes = DEFAULT.day.friday_break.duration if DEFAULT.day.friday_break else 0

    def settings(self) -> Break | None:
        """The break of Fridays; `None`: Fridays are as other days."""
        if not self.enabled:
            return None
        return Break(id="jumat", label="friday_prayer", windows=(self.start,), duration=self.minutes)


class ShiftTable(Table):
    """`[[day.shifts]]`."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    hours: Span
    breaks: list[BreakTable] = Field(default_factory=list)

    @model_validator(mode="after")
    def _breaks_fit(self) -> Self:
        names = [pause.id for pause in self.breaks]
        if len(set(names)) != len(names):
            raise cell_error("E5007", key="breaks")
        for pause in self.breaks:
            earliest = max(pause.start.start, self.hours.start)
            if earliest > pause.start.end or earliest + pause.minutes > self.hours.end:
                raise cell_error("E5012", cell=self.name, key="breaks")
        return self

    def settings(self) -> ShiftHours:
        """The shift."""
        return ShiftHours(name=self.name, window=self.hours, breaks=tuple(pause.settings() for pause in self.breaks))


class DayTable(Table):
    """`[day]`."""

    time_zone: TimeZone = DEFAULT.day.time_zone
    shifts: Annotated[list[ShiftTable], Field(min_length=1)] | None = None
    default_shift: str = DEFAULT.day.default_shift
    friday_break: FridayTable = FridayTable()
    visit_hours: Span = DEFAULT.day.visit_hours
    routine_minutes: Minutes = DEFAULT.day.routine_duration
    complaint_minutes: Minutes = DEFAULT.day.complaint_duration
    facility_minutes: Minutes = DEFAULT.day.facility_duration
    max_visits: Count = DEFAULT.day.max_visits or 0

    def _shifts(self) -> tuple[ShiftHours, ...]:
        return DEFAULT.day.shifts if self.shifts is None else tuple(shift.settings() for shift in self.shifts)

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        names = [shift.name for shift in self._shifts()]
        if len({name.casefold() for name in names}) != len(names):
            raise cell_error("E5007", key="shifts")
        if self.default_shift not in names:
            raise choice_error(self.default_shift, names, code="E5006", key="default_shift")
        return self

    def settings(self) -> DaySettings:
        """The day."""
        return DaySettings(
            time_zone=self.time_zone,
            shifts=self._shifts(),
            default_shift=self.default_shift,
            friday_break=self.friday_break.settings(),
            visit_hours=self.visit_hours,
            routine_duration=self.routine_minutes,
            complaint_duration=self.complaint_minutes,
            facility_duration=self.facility_minutes,
            max_visits=self.max_visits or None,
        )


class ProgrammeTable(Table):
    """`[programme]`."""

    cycle_days: Positive = DEFAULT.programme.cycle_days
    max_attempts: Positive = DEFAULT.programme.max_attempts
    facility_cycle_days: Positive = DEFAULT.programme.facility_cycle_days
    due_days_urgent: Annotated[int, Field(ge=0, le=3650)] = DEFAULT.programme.due_days_urgent
    due_days_normal: Annotated[int, Field(ge=0, le=3650)] = DEFAULT.programme.due_days_normal
    door_estimate: bool = DEFAULT.programme.door_estimate
    door_chance: Annotated[float, Field(gt=0, lt=1)] = DEFAULT.programme.door_chance
    door_days: Positive = DEFAULT.programme.door_days
    due_days_of: dict[str, Annotated[int, Field(ge=0, le=3650)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _categories_are_known(self) -> Self:
        for category in self.due_days_of:
            if category not in FIELD_OF:
                raise choice_error(category, sorted(FIELD_OF), key="due_days_of")
        return self

    def settings(self) -> ProgrammeSettings:
        """The programme."""
        return ProgrammeSettings(**{**_values(self), "due_days_of": MappingProxyType(dict(self.due_days_of))})


class PlanTable(Table):
    """`[plan]`."""

    engine: Annotated[str, Field(min_length=1, max_length=40)] | None = DEFAULT.plan.engine
    time_limit: Annotated[float, Field(gt=0, le=86_400)] = DEFAULT.plan.time_limit
    proof_limit: Annotated[float, Field(ge=0, le=86_400)] = DEFAULT.plan.proof_limit
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = DEFAULT.plan.seed
    balance: Annotated[float, Field(ge=0, le=1)] | None = DEFAULT.plan.balance
    overload_weight: Count = DEFAULT.plan.overload_weight
    foreign_village_minutes: Minutes = DEFAULT.plan.foreign_village_penalty
    pool_factor: Annotated[float, Field(ge=1, le=100)] = DEFAULT.plan.pool_factor
    num_reserves: Annotated[int, Field(ge=0, le=20)] = DEFAULT.plan.num_reserves

    def settings(self) -> PlanSettings:
        """How a day is planned."""
        values = _values(self)
        return PlanSettings(foreign_village_penalty=values.pop("foreign_village_minutes"), **values)


class ReplanTable(Table):
    """`[replan]`."""

    time_limit: Annotated[float, Field(gt=0, le=86_400)] = DEFAULT.replan.time_limit
    tolerance_minutes: Minutes = DEFAULT.replan.tolerance
    disruption_minutes: Minutes = DEFAULT.replan.disruption_penalty
    kept_bonus: Annotated[int, Field(ge=0, le=1000)] = DEFAULT.replan.kept_bonus

    def settings(self) -> ReplanSettings:
        """How a running day is planned anew."""
        return ReplanSettings(
            time_limit=self.time_limit,
            tolerance=self.tolerance_minutes,
            disruption_penalty=self.disruption_minutes,
            kept_bonus=self.kept_bonus,
        )


class RoadTable(Table):
    """`[roads]`."""

    access_speed: Speed = DEFAULT.roads.access_speed
    parking_seconds: Annotated[int, Field(ge=0, le=3600)] = DEFAULT.roads.parking_duration
    max_access_distance: Count = DEFAULT.roads.max_access_distance
    speeds: dict[str, dict[str, Speed]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        for profile, speeds in self.speeds.items():
            if profile not in PROFILES:
                raise choice_error(profile, PROFILES, key="speeds")
            for road_class in speeds:
                if road_class not in ROAD_CLASSES:
                    raise choice_error(road_class, ROAD_CLASSES, key=f"speeds.{profile}")
        return self

    def settings(self) -> RoadSettings:
        """Speeds; a profile that the file names is replaced as a whole, the others keep their default."""
        named = {profile: MappingProxyType(dict(speeds)) for profile, speeds in self.speeds.items()}
        return RoadSettings(
            speeds=MappingProxyType({**DEFAULT.roads.speeds, **named}),
            access_speed=self.access_speed,
            parking_duration=self.parking_seconds,
            max_access_distance=self.max_access_distance,
        )


class PrintTable(Table):
    """`[printing]`."""

    language: str = DEFAULT.printing.language
    name_mode: str = DEFAULT.printing.name_mode
    map_credit: str = DEFAULT.printing.map_credit

    @model_validator(mode="after")
    def _choices_are_known(self) -> Self:
        for key, choices in (("language", LANGUAGES), ("name_mode", ("full", "initials", "none"))):
            if getattr(self, key) not in choices:
                raise choice_error(getattr(self, key), choices, key=key)
        return self

    def settings(self) -> PrintSettings:
        """How paper looks."""
        return PrintSettings(**_values(self))


class ReportTable(Table):
    """`[report]`."""

    public_minimum: Annotated[int, Field(ge=2, le=100)] = DEFAULT.report.public_minimum
    agencies: dict[str, Text] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _kinds_are_known(self) -> Self:
        for kind in self.agencies:
            if kind not in FACILITY_KINDS:
                raise choice_error(kind, sorted(FACILITY_KINDS), key="agencies")
        return self

    def settings(self) -> ReportSettings:
        """How the month is reported; kinds that the file does not name keep their agency."""
        agencies = MappingProxyType({**DEFAULT.report.agencies, **self.agencies})
        return ReportSettings(public_minimum=self.public_minimum, agencies=agencies)


class RetentionTable(Table):
    """`[retention]`."""

    sheet_days: Annotated[int, Field(ge=0, le=3650)] = DEFAULT.retention.sheet_days
    complaint_days: Annotated[int, Field(ge=0, le=3650)] = DEFAULT.retention.complaint_days

    def settings(self) -> RetentionSettings:
        """How long personal data are kept."""
        return RetentionSettings(**_values(self))


class SettingsFile(Table):
    """The whole file."""

    holidays: list[Day] = Field(default_factory=list)
    station: StationTable = StationTable()
    area: AreaTable = AreaTable()
    day: DayTable = DayTable()
    programme: ProgrammeTable = ProgrammeTable()
    plan: PlanTable = PlanTable()
    replan: ReplanTable = ReplanTable()
    roads: RoadTable = RoadTable()
    printing: PrintTable = PrintTable()
    report: ReportTable = ReportTable()
    retention: RetentionTable = RetentionTable()

    def settings(self) -> Settings:
        """All settings."""
        sections: dict[str, Any] = {
            section.name: getattr(self, section.name).settings() for section in fields(Settings) if section.name != "holidays"
        }
        return Settings(holidays=tuple(self.holidays), **sections)


def _values(table: Table) -> dict[str, Any]:
    return {name: getattr(table, name) for name in type(table).model_fields}
