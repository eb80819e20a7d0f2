"""What the station knows: households, complaints, facilities, teams. Personal data live here and on sheets only."""

import datetime as dt
import enum
from dataclasses import dataclass

from planner.domain.place import Point, group_of
from planner.domain.shift import USUAL_PROFILE, Break
from planner.domain.visit import Window


class PositionSource(enum.Enum):
    """Where a position comes from; anything but GIVEN is said on the import report."""

    GIVEN = "given"
    RT_CENTROID = "rt_centroid"
    """No coordinates in the file: middle of the known houses of its RT."""
    STREET = "street"
    """No coordinates in the file: on the street that its address names."""


class Urgency(enum.Enum):
    """How fast a complaint wants an answer."""

    URGENT = "urgent"
    NORMAL = "normal"


class ComplaintStatus(enum.Enum):
    """Life of a complaint: received, accepted, planned, visited, waiting or with the desk; then solved, referred or closed."""

    OPEN = "open"
    """Received."""
    ACCEPTED = "accepted"
    """The desk has taken it on."""
    PLANNED = "planned"
    """On a printed sheet."""
    VISITED = "visited"
    """Somebody was met about it; the answer is still owed."""
    AT_DESK = "at_desk"
    """Refused, moved or no such address at the door: the desk says how it goes on."""
    WAITING = "waiting"
    """The desk waits, for an agency or for the resident, until a day."""
    SOLVED = "solved"
    REFERRED = "referred"
    """Handed to the agency or unit that can solve it."""
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self not in (ComplaintStatus.SOLVED, ComplaintStatus.REFERRED, ComplaintStatus.CLOSED)


class WaitingFor(enum.Enum):
    """Whom a complaint waits for."""

    AGENCY = "agency"
    RESIDENT = "resident"
    DATE = "date"
    """Nobody in particular: its day."""


class Gone(enum.Enum):
    """Why nobody is looked for at a door until the RT head was asked."""

    MOVED = "moved"
    NO_ADDRESS = "no_address"


class Condition(enum.Enum):
    """State of a facility: baik, rusak ringan, rusak berat, tidak ada."""

    GOOD = "good"
    LIGHT_DAMAGE = "light_damage"
    HEAVY_DAMAGE = "heavy_damage"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Until when the desk waits with a complaint, and for whom."""

    until: dt.date
    whom: WaitingFor = WaitingFor.DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a door is.

    Attributes
    ----------
    village
        Code of the village (`36.03.01.2001`).
    rt, rw
        Digits as people write them, at least two (`05`, `012`); empty where not known.
    detail, landmark
        Free text; personal data.
    latitude, longitude
        WGS 84 degrees.
    """

    village: str
    rt: str = ""
    rw: str = ""
    detail: str = ""
    landmark: str = ""
    latitude: float
    longitude: float
    position_source: PositionSource = PositionSource.GIVEN

    @property
    def group(self) -> str:
        """Id of the neighbourhood unit: village, RW and RT; empty where RT or RW is not known."""
        return group_of(village=self.village, rw=self.rw, rt=self.rt)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorState:
    """What planning needs to know of earlier visits to a door.

    Attributes
    ----------
    last_visit
        Day of the last successful visit; `None`: never visited.
    num_attempts
        Tries since the last successful visit.
    num_weekend_attempts
        Of `num_attempts`, those on a Saturday, a Sunday or a holiday; known from recorded visits, never imported: tries that an
        import names count as weekday ones.
    last_slot
        Name of the slot last tried (a shift of the settings); empty where none.
    gone
        The last try found that they moved, or no such address; `None`: no. Known from recorded visits, never imported.
    follow_up_on
        Day by which a team promised to come back; `None`: no promise. Known from recorded visits, never imported.
    """

    last_visit: dt.date | None = None
    num_attempts: int = 0
    num_weekend_attempts: int = 0
    last_slot: str = ""
    gone: Gone | None = None
    follow_up_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Household(DoorState):
    """A household (KK), and the state of its door.

    Attributes
    ----------
    head_name
        Short name of the head of household; optional, personal data.
    windows
        When the residents may be visited; empty: any time.
    is_do_not_visit
        The resident does not want visits; no reason is kept.
    """

    id: str
    address: Address
    head_name: str | None = None
    windows: tuple[Window, ...] = ()
    is_do_not_visit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A complaint that is followed up at a door.

    Attributes
    ----------
    household
        Id of the household where it is followed up; `None`: at `address`.
    address
        Place of the follow-up where it is not a household.
    received, due
        Days; `due` is filled from settings where the file has none.
    category
        Three-letter code (`planner.domain.categories`). `RJK` is never planned and never has text.
    skills
        What the team must be able to do.
    is_required
        A follow-up promised to the resident.
    text
        What was said; never printed, never logged. Always empty for RJK.
    followed_up_on
        Day of the last visit about it, whatever was found; `None`: none. Known from recorded visits, never imported.
    next_contact
        Day until which the desk waits; `None`: it does not. The desk's word, never imported.
    """

    id: str
    household: str | None = None
    address: Address | None = None
    received: dt.date
    due: dt.date | None = None
    category: str
    urgency: Urgency = Urgency.NORMAL
    status: ComplaintStatus = ComplaintStatus.OPEN
    skills: frozenset[str] = frozenset()
    windows: tuple[Window, ...] = ()
    is_required: bool = False
    text: str = ""
    followed_up_on: dt.date | None = None
    next_contact: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """A public facility or piece of infrastructure that is inspected.

    Attributes
    ----------
    kind
        Code of the kind: `LPJ` street light, `JLN` road or bridge, `SAL` drain, `CTV` camera, gate or guard post, `LLN` other.
    name
        What people call it.
    last_inspection
        `None`: never.
    """

    id: str
    kind: str
    name: str
    address: Address
    last_inspection: dt.date | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A member of a team, as printed: rank, name, NRP (8 digits, or empty)."""

    rank: str
    name: str
    nrp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDay:
    """What is different for a team on one day; what it does not say is as ever.

    Attributes
    ----------
    team
        Its id.
    is_off
        Nobody of it is on duty.
    absent
        Members who are not there, by NRP, or by name where they have none.
    borrowed
        Officers of other teams or stations who go with it.
    skills
        What it can do that day; `None`: as ever.
    shifts
        Named shifts that it serves instead, also on a weekday that is none of its own; empty: as ever.
    hours
        Duty from and to, of its one shift; `None`: as the shift says.
    breaks
        In place of those of its shift; `None`: as the shift says.
    prays
        Whether the Friday break is its; `None`: as ever.
    post, post_name
        Where it starts, and what people call that; `None`: at the station, where it always ends.
    lent_by
        Station whose team this is: a guest for the day, who is in no roster here and is made of officers borrowed; empty: none.
    lent_to
        Station for which a team of the own roster works that day; it is off duty here. Empty: none.
    asked_by
        Who asked for that loan; empty: it is none.
    """

    date: dt.date
    team: str
    is_off: bool = False
    absent: tuple[str, ...] = ()
    borrowed: tuple[Officer, ...] = ()
    skills: frozenset[str] | None = None
    shifts: tuple[str, ...] = ()
    hours: Window | None = None
    breaks: tuple[Break, ...] | None = None
    prays: bool | None = None
    post: Point | None = None
    post_name: str = ""
    lent_by: str = ""
    lent_to: str = ""
    asked_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team of the roster.

    Attributes
    ----------
    unit
        SPKT, Intelkam, Reskrim, Binmas, Samapta, Lantas, Provos.
    officers
        Leader (*katim*) first, at least one.
    skills
        `polwan`, `ppa`, `reskrim`, `lantas`, `intelkam` or others that complaints ask for.
    profile
        How it moves: `motorcycle`, `foot`, `car`.
    shifts
        Names of the settings' shifts that it serves; empty: the default shift of the settings.
    village
        Code of the village that it should normally serve; empty: none.
    weekdays
        Days on duty, Monday 0 … Sunday 6; empty: every day.
    max_visits
        Most visits a shift; `None`: the setting's.
    part_of
        Id of the team that it was split from, for a scenario in which each officer goes alone; empty: a whole team.
    joins
        Ids of the teams that go together as this one, the leading one first; empty: one team. A part keeps those of its whole.
    day
        What is different on the day in question, of which `officers`, `skills` and `shifts` tell already; `None`: nothing.
    """

    id: str
    unit: str
    officers: tuple[Officer, ...]
    skills: frozenset[str] = frozenset()
    profile: str = USUAL_PROFILE
    shifts: tuple[str, ...] = ()
    village: str = ""
    weekdays: frozenset[int] = frozenset()
    max_visits: int | None = None
    part_of: str = ""
    joins: tuple[str, ...] = ()
    day: TeamDay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A village: code, name, outline.

    Attributes
    ----------
    outline
        Polygons, each a tuple of rings (the outer one first), each ring a tuple of
        (longitude, latitude) pairs; empty where no outline is known.
    """

    code: str
    name: str
    outline: tuple[tuple[tuple[tuple[float, float], ...], ...], ...] = ()
