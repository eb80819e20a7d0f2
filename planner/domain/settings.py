"""What a station may set, with the defaults of the programme. Every assumption is here, none in code.

`planner.formats.settings_file` reads these from `dds.toml`; times are seconds since midnight, durations seconds.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from planner.domain.place import Point
from planner.domain.records import Urgency
from planner.domain.road_settings import RoadSettings
from planner.domain.shift import Break
from planner.domain.units import HOUR, MINUTE
from planner.domain.visit import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class StationSettings:
    """The station and what is printed of it. Numbers are never invented: empty prints a line to fill in."""

    head_lines: tuple[str, ...] = ("POLRI DAERAH BANTEN", "RESOR KOTA TANGERANG", "SEKTOR BALARAJA")
    name: str = "Polsek Balaraja"
    latitude: float | None = None
    longitude: float | None = None
    meeting_point: str = "Mapolsek"
    emergency_number: str = "110"
    desk_phone: str = ""
    order_letter: str = ""
    order_date: str = ""
    acknowledged_by: str = ""

    @property
    def point(self) -> Point | None:
        """Where it stands; `None`: nobody has said."""
        if self.longitude is None or self.latitude is None:
            return None
        return Point(longitude=self.longitude, latitude=self.latitude)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSettings:
    """Villages and, where there is one, the outline file (path relative to the workspace)."""

    name: str = "Kecamatan Balaraja"
    outline: str = ""
    margin: int = 1000
    """Metres around the outline within which roads are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftHours:
    """A named shift of the day: its window and breaks."""

    name: str
    window: Window
    breaks: tuple[Break, ...] = ()


def _default_shifts() -> tuple[ShiftHours, ...]:
    noon = Break(
        id="isoma", label="isoma", duration=HOUR, windows=(Window(start=11 * HOUR + 45 * MINUTE, end=12 * HOUR + 15 * MINUTE),)
    )
    return (
        ShiftHours(name="hari", window=Window(start=8 * HOUR, end=16 * HOUR), breaks=(noon,)),
        ShiftHours(name="pagi", window=Window(start=8 * HOUR, end=12 * HOUR)),
        ShiftHours(name="siang", window=Window(start=13 * HOUR, end=16 * HOUR)),
        ShiftHours(name="sore", window=Window(start=16 * HOUR, end=18 * HOUR)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySettings:
    """Shifts, breaks and durations at the door.

    Attributes
    ----------
    shifts
        Named shifts; a team's `shifts` refer to them.
    default_shift
        Name of the shift of a team that names none.
    friday_break
        Break that replaces those of a shift it touches on Fridays.
    friday_exempt_teams
        Ids of the teams that the Friday break is not for: those of women only. Skills do not tell: `polwan` says that one is
        there.
    visit_hours
        Doors are knocked at only in this window.
    shut_duration
        Seconds at a door that stays shut: knock, wait, note, go on. 0: every door is planned as if it opened. With it routine
        doors are planned with what they take on average, and `max_visits` counts conversations, not knocks.
    max_knocks
        Rows for knocks on a sheet: three pages of a clipboard.
    learned_minutes
        Whether visits are planned with what they took, by the times on returned sheets of the last `door_days` days, as soon as
        enough of them are recorded (`planner.learning.durations`); otherwise the durations here hold.
    """

    time_zone: str = "Asia/Jakarta"
    shifts: tuple[ShiftHours, ...] = field(default_factory=_default_shifts)
    default_shift: str = "hari"
    friday_break: Break | None = Break(
        id="jumat",
        label="friday_prayer",
        duration=90 * MINUTE,
        windows=(Window(start=11 * HOUR + 30 * MINUTE, end=11 * HOUR + 30 * MINUTE),),
    )
    friday_exempt_teams: tuple[str, ...] = ()
    visit_hours: Window = Window(start=8 * HOUR, end=18 * HOUR)
    routine_duration: int = 15 * MINUTE
    complaint_duration: int = 25 * MINUTE
    facility_duration: int = 10 * MINUTE
    max_visits: int | None = 18
    shut_duration: int = 0
    max_knocks: int = 48
    learned_minutes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeSettings:
    """How visits are valued.

    Attributes
    ----------
    cycle_days
        A household should be visited once in so many days.
    max_attempts
        Tries without an answer before the RT head is asked instead.
    facility_cycle_days
        A facility should be inspected once in so many days.
    due_days_urgent, due_days_normal
        Days from receipt to the day a complaint is due, where the file gives none.
    door_estimate
        Plan by how likely doors open; otherwise every door is thought to open.
    door_chance
        Chance that a door opens, as believed before the first try.
    door_days
        Days back that the estimate looks.
    due_days_of
        Category to the days of its normal complaints, where they differ from `due_days_normal`.
    follow_up_days, follow_up_days_urgent
        A complaint is followed up at most once in so many days, whatever was found at the door: a resident who waits for an
        answer is not to have the police at the door every day. Three leave two tries before a normal one is due after seven.
    follow_up_days_of
        Category to the days of its normal complaints, where they differ from `follow_up_days`.
    facilities_per_shift
        Due facilities that a long shift inspects before homes, never before complaints; 0: only by their own worth, which means
        hardly ever. One costs a shift about one door in eighteen.
    """

    cycle_days: int = 365
    max_attempts: int = 4
    facility_cycle_days: int = 90
    due_days_urgent: int = 1
    due_days_normal: int = 7
    door_estimate: bool = True
    door_chance: float = 0.5
    door_days: int = 180
    due_days_of: Mapping[str, int] = field(default_factory=dict)
    follow_up_days: int = 3
    follow_up_days_urgent: int = 2
    follow_up_days_of: Mapping[str, int] = field(default_factory=dict)
    facilities_per_shift: int = 1

    def due_days(self, category: str, urgency: Urgency) -> int:
        """Days from receipt to the day a complaint is due; an urgent one is never due later than a normal one."""
        normal = self.due_days_of.get(category, self.due_days_normal)
        return min(normal, self.due_days_urgent) if urgency is Urgency.URGENT else normal

    def days_between(self, category: str, urgency: Urgency) -> int:
        """Days from one follow-up of a complaint to the next at the earliest; an urgent one never rests for longer."""
        normal = self.follow_up_days_of.get(category, self.follow_up_days)
        return min(normal, self.follow_up_days_urgent) if urgency is Urgency.URGENT else normal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """How a day is planned.

    Attributes
    ----------
    engine
        Engine name; `None`: the default of `solvers.registry`.
    time_limit, seed
        Wall seconds of the search, seed.
    proof_limit
        Wall seconds after the search for proving how much any plan could collect; 0: no proof.
    balance
        See `Policy.balance`.
    overload_weight, foreign_village_penalty
        See `Policy`.
    pool_factor
        Visits offered to the day, as a multiple of what the teams can make.
    num_reserves
        Reserve stops on each sheet.
    run_out
        Most chance that the doors of a block are done while there is time for another, where doors may stay shut: so many
        doors *if time allows* are added, in place of the reserves.
    """

    engine: str | None = None
    time_limit: float = 15.0
    proof_limit: float = 5.0
    seed: int = 0
    balance: float | None = None
    overload_weight: int = 1
    foreign_village_penalty: int = 5 * MINUTE
    pool_factor: float = 2.5
    num_reserves: int = 4
    run_out: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanSettings:
    """How a running day is planned anew.

    Attributes
    ----------
    time_limit
        Wall seconds of the search.
    tolerance
        Seconds that a stop may shift without being re-timed; also how far a planned stop gives way to a suggested slot.
    disruption_penalty
        See `Policy`.
    kept_bonus
        Per cent by which a visit that is in the plan already is worth more than its prize: exchanges that gain less are not
        worth the disturbance.
    """

    time_limit: float = 4.0
    tolerance: int = 15 * MINUTE
    disruption_penalty: int = 10 * MINUTE
    kept_bonus: int = 25


OPEN_ROWS = "open"
"""Setting of `PrintSettings.complaint_rows` by which one lost sheet tells who complained of what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSettings:
    """How things appear on paper.

    Attributes
    ----------
    name_mode
        `full`, `initials` or `none`.
    complaint_rows
        What the row of a follow-up says beside its address: `number`, the complaint's number alone; `open`, also category and
        name, as `name_mode` allows.
    complaint_rows_reason
        Why they are open; goes to the audit trail with each print.
    paper
        What sheets, slips and the overview are set on: `A4`, or `F4` (215 × 330 mm).
    map_credit
        Where the roads of the maps come from, as their licence asks it to be said; empty: nothing is said.
    phone_pages
        Whether a team may carry its own day on a phone beside the sheet: a phone that is lost is a breach as a sheet is.
    needs_approval
        Whether a plan that the Kapolsek has not approved is printed as a draft alone.
    """

    language: str = "id"
    name_mode: str = "initials"
    complaint_rows: str = "number"
    complaint_rows_reason: str = ""
    paper: str = "A4"
    map_credit: str = "© OpenStreetMap (ODbL)"
    phone_pages: bool = False
    needs_approval: bool = False


def _default_agencies() -> Mapping[str, str]:
    return MappingProxyType(
        {
            "LPJ": "Dinas Perhubungan",
            "JLN": "Dinas Bina Marga",
            "SAL": "Dinas Sumber Daya Air",
            "SMP": "Dinas Lingkungan Hidup",
            "CTV": "Pemerintah desa/kelurahan",
            "LLN": "Pemerintah desa/kelurahan",
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """What the evaluation of a month says.

    Attributes
    ----------
    public_minimum
        Counts below this number are left out of a public edition.
    agencies
        Kind of facility → who is told when one needs attention.
    """

    public_minimum: int = 5
    agencies: Mapping[str, str] = field(default_factory=_default_agencies)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionSettings:
    """How long personal data are kept; counts are kept for ever.

    Attributes
    ----------
    sheet_days
        Days after its day that a sheet file (names, addresses) and the places of a plan are kept.
    complaint_days
        Days after its end that the text and the address of a complaint are kept.
    """

    sheet_days: int = 30
    complaint_days: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSettings:
    """Who may work at a terminal.

    Attributes
    ----------
    terminal
        `anybody`: who may read the folder, known to the audit trail by the system's account or by `dds sign-in`; `accounts`:
        only who has signed in.
    """

    terminal: str = "anybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of a workspace."""

    station: StationSettings = field(default_factory=StationSettings)
    area: AreaSettings = field(default_factory=AreaSettings)
    day: DaySettings = field(default_factory=DaySettings)
    programme: ProgrammeSettings = field(default_factory=ProgrammeSettings)
    plan: PlanSettings = field(default_factory=PlanSettings)
    replan: ReplanSettings = field(default_factory=ReplanSettings)
    roads: RoadSettings = field(default_factory=RoadSettings)
    printing: PrintSettings = field(default_factory=PrintSettings)
    report: ReportSettings = field(default_factory=ReportSettings)
    retention: RetentionSettings = field(default_factory=RetentionSettings)
    access: AccessSettings = field(default_factory=AccessSettings)
    holidays: tuple[dt.date, ...] = ()
