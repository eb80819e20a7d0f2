"""The itinerary of a day: what all papers and files show, already filtered for privacy and free of lookups."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from planner.domain.path import Landmark, RoadLine
from planner.domain.place import Point, Points
from planner.domain.records import Officer, Village
from planner.domain.settings import StationSettings
from planner.domain.visit import VisitKind

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""
CHANGES = ("new", "moved", "retimed")
"""What can be new about a stop since the version before: it was in no route, in another team's, or at another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What may be shown of a door (see `outputs.itinerary.privacy`).

    Attributes
    ----------
    neighbourhood
        `RT 05/RW 08`; empty where not known.
    village
        Name of the village.
    address
        Public name, address, else landmark; with the short name as the name mode allows.
    is_approximate
        Its file had no coordinates: it lies about there.
    code
        Kind of the facility; the category of a complaint only where a setting opens the rows; else empty.
    """

    neighbourhood: str = ""
    village: str = ""
    address: str = ""
    code: str = ""
    is_approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StopLine:
    """One numbered door of a sheet.

    Attributes
    ----------
    number
        1, 2, … in the order of the route; reserves go on counting.
    visit_id
        Id of the visit.
    start_time, end_time
        Planned action; `None` for a reserve.
    door
        What may be shown of it.
    visit_number
        "Kunjungan ke-": visits made and this one, not knocks; `None` where it has no meaning.
    directions
        The way from the stop before, one line; empty where roads have no names or it is a reserve.
    streets
        Those that the directions name.
    change
        What is new since the version before, of `CHANGES`; empty: nothing.
    is_soft
        A door that may stay shut: its time is what is expected, not promised.
    leave_by, last_knock
        Before an anchor behind doors: when these are left at the latest, and when the last of them is knocked at; else `None`.
    after
        Of a reserve: stops made before it; `None`: it comes after all.
    is_done
        Done or under way when the plan was made: it is ticked on the sheet that the team holds.
    marks
        Of a follow-up: `urgent`, `overdue`.
    held_number, held_time
        Its row on that sheet; `None`: it has none there.
    longitude, latitude
        Degrees.
    point
        In words and degrees where it lies, of a door that neither RT nor a number tells; else empty.
    """

    number: int
    visit_id: str
    kind: VisitKind
    start_time: int | None
    end_time: int | None
    door: Door
    visit_number: int | None
    directions: str
    longitude: float
    latitude: float
    change: str = ""
    is_soft: bool = False
    leave_by: int | None = None
    last_knock: int | None = None
    after: int | None = None
    is_done: bool = False
    held_number: int | None = None
    held_time: int | None = None
    marks: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    point: str = ""

    def __post_init__(self) -> None:
        if self.change not in {"", *CHANGES}:
            raise ValueError(f"stop {self.visit_id!r}: change {self.change!r} is not one of {CHANGES}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakLine:
    """A break as taken; `label` is the key of its word."""

    break_id: str
    label: str
    start_time: int
    end_time: int
    leave_by: int | None = None
    last_knock: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FallenLine:
    """A row of the sheet that a team holds, or an event of its calendar, that the team makes no more.

    Attributes
    ----------
    what
        Id of the visit, or name of another event.
    number
        Of its row; `None`: it has none.
    neighbourhood, village
        Where it is, without the address.
    team_id
        Who makes it now; empty: nobody.
    reserve_number
        Its row among the reserves of the same team's new sheet; `None`: it is none.
    merged_with, merged_number, merged_time
        The complaint of its home for which the same team goes there, its row on the new sheet and when; `None`: there is none.
    break_label
        Key of the word of a break; empty: it is none.
    """

    what: str
    number: int | None
    start_time: int
    end_time: int
    neighbourhood: str = ""
    village: str = ""
    team_id: str = ""
    reserve_number: int | None = None
    merged_with: str = ""
    merged_number: int | None = None
    merged_time: int | None = None
    break_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingLine:
    """A complaint on a team's briefing slip: number, category and the resident's words (`told`); never where."""

    complaint_id: str
    code: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TeamItinerary:
    """One team's sheet.

    Attributes
    ----------
    lines
        Stops and breaks in the order of the day.
    reserves
        Doors for which there is time only when others stay shut.
    distance
        Metres; `None` where not known.
    legs
        Way from place to place in order, first leg from the start, last to the end.
    start, end
        The stations; `None` where the route has none.
    leave_by, last_knock
        As of a stop, before the way to the end.
    slip_id
        Number of its briefing slip.
    briefing
        Complaints on the slip, by number, not in the order of the doors; empty: the team has no slip.
    meeting_point
        What people call its start.
    held_version
        Version of the sheet that the team holds; `None`: it has none.
    fallen
        Rows of that sheet that it makes no more.
    is_changed
        Its paper, if it has any, is not what it is to do.
    """

    shift_id: str
    team_id: str
    sheet_id: str
    unit: str
    officers: tuple[Officer, ...]
    profile: str
    duty_start_time: int
    duty_end_time: int
    start_time: int
    end_time: int
    distance: int | None
    travel_duration: int
    lines: tuple[StopLine | BreakLine, ...]
    reserves: tuple[StopLine, ...]
    legs: tuple[Points, ...]
    start: Point | None
    end: Point | None
    leave_by: int | None = None
    last_knock: int | None = None
    slip_id: str = ""
    briefing: tuple[BriefingLine, ...] = ()
    meeting_point: str = ""
    held_version: int | None = None
    fallen: tuple[FallenLine, ...] = ()
    is_changed: bool = True

    @property
    def has_doors(self) -> bool:
        """Whether some doors may stay shut."""
        return any(line.is_soft for line in (*self.stops, *self.reserves))

    @property
    def walked(self) -> tuple[StopLine | BreakLine, ...]:
        """All lines as they are worked down: reserves of a block behind its doors, the others not among them."""
        found: list[StopLine | BreakLine] = []
        spares = [line for line in self.reserves if line.after is not None]
        num_stops = 0
        for line in self.lines:
            if line.leave_by is not None or (isinstance(line, StopLine) and not line.is_soft):
                found += [spare for spare in spares if spare.after is not None and spare.after <= num_stops]
                spares = [spare for spare in spares if spare not in found]
            found.append(line)
            num_stops += isinstance(line, StopLine)
        return (*found, *spares)

    @property
    def stops(self) -> tuple[StopLine, ...]:
        """The planned doors, without breaks and reserves."""
        return tuple(line for line in self.lines if isinstance(line, StopLine))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintLine:
    """A complaint on the desk overview; planned (team and time) or not (key of the reason); its marks: urgent, overdue."""

    complaint_id: str
    code: str
    team_id: str = ""
    start_time: int | None = None
    reason: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLine:
    """What the plan collects of each tier, and what is proved that no plan of the same visits can pass."""

    complaint_prize: int
    most_complaint_prize: int
    coverage_prize: int
    most_coverage_prize: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayItinerary:
    """Everything that is printed or written of one planned day.

    Attributes
    ----------
    num_left
        Routine and facility visits that were offered and are not planned.
    proof
        How good the plan is proved to be; `None`: not looked into.
    cards
        (village name, officer of the village or `None`) for each village that is visited.
    lines
        Background of the map by bounds; `None`: no roads.
    landmarks
        Mosques, schools and the like by bounds; `None`: no roads.
    map_credit
        Where the roads come from; empty: nothing to say.
    name_mode
        How residents' names appear in it.
    is_draft
        It is not handed out: each page says so.
    cancelled
        Shift to events of its earlier calendars that are no more.
    paper
        What it is printed on: `A4`, `F4`.
    since
        From when on it may differ from the version before, seconds since midnight; `None`: it is whole.
    """

    date: dt.date
    time_zone: str
    language: str
    version: int
    station: StationSettings
    villages: tuple[Village, ...]
    teams: tuple[TeamItinerary, ...]
    complaints: tuple[ComplaintLine, ...]
    num_left: int
    proof: ProofLine | None
    cards: tuple[tuple[str, Officer | None], ...]
    lines: Callable[[Bounds], list[RoadLine]] | None
    map_credit: str = ""
    name_mode: str = "initials"
    is_draft: bool = False
    cancelled: Mapping[str, tuple[FallenLine, ...]] = field(default_factory=dict)
    since: int | None = None
    landmarks: Callable[[Bounds], list[Landmark]] | None = None
    paper: str = "A4"
