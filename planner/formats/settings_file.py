"""`dds.toml`: what a station may set, as forms of the domain's settings; what the file does not say keeps its default there.

The commented file that a new workspace gets is `templates/dds.toml`.
"""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from planner.domain.categories import FACILITY_KINDS, FIELD_OF, ROAD_CLASSES
from planner.domain.gathering import Gatherer
from planner.domain.road_settings import RoadSettings
from planner.domain.settings import (
    OPEN_ROWS,
    AccessSettings,
    AreaSettings,
    DaySettings,
    PlanSettings,
    PrintSettings,
    ProgrammeSettings,
    ReplanSettings,
    ReportSettings,
    RetentionSettings,
    Settings,
    ShiftHours,
    StationSettings,
)
from planner.domain.shift import Break
from planner.domain.units import MAX_SEARCH_SECONDS, MAX_SEED
from planner.domain.visit import Window
from planner.files import decode, read_bytes
from planner.formats.forms import form, key, many
from planner.formats.toml_file import TomlFile
from planner.formats.toml_lines import TomlLines
from planner.formats.values import Count, Day, Minutes, Positive, Shown, Span, Speed, Text, TimeZone, choice_error, value_error
from planner.words.language import LANGUAGES

DEFAULT = Settings()
PROFILES = tuple(DEFAULT.roads.speeds)

_Said = Collection[str]


def read_settings(path: Path, *, max_faults: int = 100) -> Settings:
    """Read the settings of a workspace.

    Raises
    ------
    InputError
        With every fault of the file, each with its line: E5xxx, or E1xxx if it cannot be opened or is no text.
    """
    text, _ = decode(read_bytes(path), file=path.name)
    settings: Settings = _FILE.read(text, Gatherer(file=path.name, max_faults=max_faults), lines=TomlLines(text))
    return settings


def _has_both_coordinates(station: StationSettings, _: _Said) -> None:
    if (station.latitude is None) != (station.longitude is None):
        raise value_error("E5011")


def _friday_break(*, enabled: bool = True, **changes: Any) -> Break | None:
    """The break of Fridays; `None`: Fridays are as other days."""
    usual = DEFAULT.day.friday_break
    return replace(usual, **changes) if enabled and usual else None


def _breaks_fit(shift: ShiftHours, _: _Said) -> None:
    names = [rest.id for rest in shift.breaks]
    if len(set(names)) != len(names):
        raise value_error("E5007", key="breaks")
    for rest in shift.breaks:
        earliest = max(rest.windows[0].start, shift.window.start)
        if earliest > rest.windows[0].end or earliest + rest.duration > shift.window.end:
            raise value_error("E5012", cell=shift.name, key="breaks")


def _shifts_are_known(day: DaySettings, _: _Said) -> None:
    names = [shift.name for shift in day.shifts]
    if len({name.casefold() for name in names}) != len(names):
        raise value_error("E5007", key="shifts")
    if day.default_shift not in names:
        raise choice_error(day.default_shift, names, code="E5006", key="default_shift")


def _categories_are_known(programme: ProgrammeSettings, _: _Said) -> None:
    for key_ in ("due_days_of", "follow_up_days_of"):
        for category in getattr(programme, key_):
            if category not in FIELD_OF:
                raise choice_error(category, sorted(FIELD_OF), key=key_)


def _ways_are_known(roads: RoadSettings, _: _Said) -> None:
    for profile, speeds in roads.speeds.items():
        if profile not in PROFILES:
            raise choice_error(profile, PROFILES, key="speeds")
        for road_class in speeds:
            if road_class not in ROAD_CLASSES:
                raise choice_error(road_class, ROAD_CLASSES, key=f"speeds.{profile}")


def _print_choices_are_known(printing: PrintSettings, _: _Said) -> None:
    choices_of = {
        "language": LANGUAGES,
        "name_mode": ("full", "initials", "none"),
        "paper": ("A4", "F4"),
        "complaint_rows": ("number", OPEN_ROWS),
    }
    for name, choices in choices_of.items():
        if getattr(printing, name) not in choices:
            raise choice_error(getattr(printing, name), choices, key=name)
    if printing.complaint_rows == OPEN_ROWS and not printing.complaint_rows_reason.strip():
        raise value_error("E5013", key="complaint_rows")


def _facilities_are_known(report: ReportSettings, _: _Said) -> None:
    for kind in report.agencies:
        if kind not in FACILITY_KINDS:
            raise choice_error(kind, sorted(FACILITY_KINDS), key="agencies")


def _one_window(window: Window) -> tuple[Window]:
    return (window,)


def _all_speeds(said: dict[str, dict[str, float]]) -> MappingProxyType[str, Any]:
    """A profile that the file names is replaced as a whole, the others keep their default."""
    named = {profile: MappingProxyType(speeds) for profile, speeds in said.items()}
    return MappingProxyType({**DEFAULT.roads.speeds, **named})


def _all_agencies(said: dict[str, str]) -> MappingProxyType[str, str]:
    """Kinds that the file does not name keep their agency."""
    return MappingProxyType({**DEFAULT.report.agencies, **said})


_Name = Annotated[str, Field(min_length=1, max_length=40), Shown]
_Days = Annotated[int, Field(ge=0, le=3650)]
_Start = Annotated[Span, AfterValidator(_one_window)]
_Part = Annotated[float, Field(ge=0, le=1)]
_Limit = Annotated[float, Field(gt=0, le=MAX_SEARCH_SECONDS)]

SHIFT = form(
    ShiftHours,
    _breaks_fit,
    name=_Name,
    window=key("hours", Span),
    breaks=many(form(Break, id=_Name, label=Text, windows=key("start", _Start), duration=key("minutes", Minutes))),
)
"""A named shift, in settings and scenarios."""

SETTINGS = form(
    Settings,
    holidays=many(Day),
    station=form(
        StationSettings,
        _has_both_coordinates,
        head_lines=many(Text, min_length=1, max_length=3),
        name=Text,
        latitude=Annotated[float, Field(ge=-90, le=90)],
        longitude=Annotated[float, Field(ge=-180, le=180)],
        meeting_point=Text,
        emergency_number=Text,
        desk_phone=Text,
        order_letter=Text,
        order_date=Text,
        acknowledged_by=Text,
    ),
    area=form(AreaSettings, name=Text, outline=Text, margin=Count),
    day=form(
        DaySettings,
        _shifts_are_known,
        time_zone=TimeZone,
        shifts=many(SHIFT, min_length=1),
        default_shift=str,
        friday_break=form(_friday_break, enabled=bool, windows=key("start", _Start), duration=key("minutes", Minutes)),
        friday_exempt_teams=many(Text),
        visit_hours=Span,
        routine_duration=key("routine_minutes", Minutes),
        complaint_duration=key("complaint_minutes", Minutes),
        facility_duration=key("facility_minutes", Minutes),
        shut_duration=key("shut_minutes", Minutes),
        max_knocks=Annotated[int, Field(ge=1, le=100)],
        learned_minutes=bool,
        max_visits=Annotated[Count, AfterValidator(lambda most: most or None)],
    ),
    programme=form(
        ProgrammeSettings,
        _categories_are_known,
        cycle_days=Positive,
        max_attempts=Positive,
        facility_cycle_days=Positive,
        due_days_urgent=_Days,
        due_days_normal=_Days,
        door_estimate=bool,
        door_chance=Annotated[float, Field(gt=0, lt=1)],
        door_days=Positive,
        due_days_of=Annotated[dict[str, _Days], AfterValidator(MappingProxyType)],
        facilities_per_shift=Annotated[int, Field(ge=0, le=20)],
        follow_up_days=Positive,
        follow_up_days_urgent=Positive,
        follow_up_days_of=Annotated[dict[str, Positive], AfterValidator(MappingProxyType)],
    ),
    plan=form(
        PlanSettings,
        engine=_Name,
        time_limit=_Limit,
        proof_limit=Annotated[float, Field(ge=0, le=MAX_SEARCH_SECONDS)],
        seed=Annotated[int, Field(ge=0, le=MAX_SEED)],
        balance=_Part,
        overload_weight=Count,
        foreign_village_penalty=key("foreign_village_minutes", Minutes),
        pool_factor=Annotated[float, Field(ge=1, le=100)],
        num_reserves=Annotated[int, Field(ge=0, le=20)],
        run_out=Annotated[float, Field(gt=0, le=1)],
    ),
    replan=form(
        ReplanSettings,
        time_limit=_Limit,
        tolerance=key("tolerance_minutes", Minutes),
        disruption_penalty=key("disruption_minutes", Minutes),
        kept_bonus=Annotated[int, Field(ge=0, le=1000)],
    ),
    roads=form(
        RoadSettings,
        _ways_are_known,
        access_speed=Speed,
        parking_duration=key("parking_seconds", Annotated[int, Field(ge=0, le=3600)]),
        max_access_distance=Count,
        speeds=Annotated[dict[str, dict[str, Speed]], AfterValidator(_all_speeds)],
    ),
    printing=form(
        PrintSettings,
        _print_choices_are_known,
        language=str,
        name_mode=str,
        paper=str,
        complaint_rows=str,
        complaint_rows_reason=Annotated[str, Field(max_length=100), Shown],
        map_credit=Annotated[str, Shown],
        phone_pages=bool,
        needs_approval=bool,
    ),
    report=form(
        ReportSettings,
        _facilities_are_known,
        public_minimum=Annotated[int, Field(ge=2, le=100)],
        agencies=Annotated[dict[str, Text], AfterValidator(_all_agencies)],
    ),
    retention=form(RetentionSettings, sheet_days=_Days, complaint_days=_Days),
    access=form(AccessSettings, terminal=Literal["anybody", "accounts"]),
)
"""The whole file."""

_FILE = TomlFile(SETTINGS, family="E50")
