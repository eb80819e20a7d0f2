"""What the roof hands over beside a problem and its plan, so that a day can be printed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from outputs.itinerary.model import Bounds
from planner.domain.path import Landmark, LegPath, RoadLine
from planner.domain.place import Points
from planner.domain.plan import Route
from planner.domain.records import Complaint, Facility, Household, Team, Village
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.solving import Bound
from planner.domain.visit import Visit
from planner.words.language import DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeldSheet:
    """The sheet that a team holds, or an earlier version of its day: the route of its version, and what that visited.

    Attributes
    ----------
    sheet_id, slip_id
        Its number, and that of its briefing slip.
    visits
        By id, those of the route at least.
    names_others
        It names other officers than those who go, or another place to meet.
    """

    version: int
    sheet_id: str
    slip_id: str
    shift: Shift
    route: Route
    visits: Mapping[str, Visit]
    names_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayContext:
    """What the roof hands over beside the problem and the plan.

    Attributes
    ----------
    households, complaints, facilities, teams
        By id; at least those that the problem's visits and shifts name.
    positions
        Of the problem's places.
    legs
        Way of a shift from place to place; `None`: straight lines, no directions.
    lines
        Roads and rivers within bounds (west, south, east, north); `None`: no background.
    landmarks
        Mosques, schools and the like within bounds; `None`: no roads.
    sheet_ids, slip_ids
        Shift id to the number of its sheet, and of its briefing slip.
    visit_numbers
        Id of a household to which visit this one is, counting those that were made.
    language
        `id` or `en`.
    changes
        Visit id to what is new about it since the version before (see `StopLine.change`).
    at_desk
        Ids of complaints that the desk has to decide on; among `complaints`.
    held
        Shift to the sheet that its team holds; what is new is told against it.
    earlier
        Shift to its routes in earlier versions, whose calendars may lie on phones.
    num_done
        Shift to the number of its first stops that were done or under way when the plan was made.
    untold
        Visits that are done or under way and whose door was erased since, or may not be visited any more: rows that say neither
        whose nor where.
    since
        From when on the plan may differ from the one before; `None`: it is no change of one.
    """

    settings: Settings
    villages: Sequence[Village]
    households: Mapping[str, Household]
    complaints: Mapping[str, Complaint]
    facilities: Mapping[str, Facility]
    teams: Mapping[str, Team]
    positions: Points
    legs: Callable[[str, int, int], LegPath] | None = None
    lines: Callable[[Bounds], list[RoadLine]] | None = None
    landmarks: Callable[[Bounds], list[Landmark]] | None = None
    plan_version: int = 1
    sheet_ids: Mapping[str, str] = field(default_factory=dict)
    slip_ids: Mapping[str, str] = field(default_factory=dict)
    visit_numbers: Mapping[str, int] = field(default_factory=dict)
    language: str = DEFAULT_LANGUAGE
    bound: Bound | None = None
    changes: Mapping[str, str] = field(default_factory=dict)
    at_desk: tuple[str, ...] = ()
    held: Mapping[str, HeldSheet] = field(default_factory=dict)
    earlier: Mapping[str, Sequence[HeldSheet]] = field(default_factory=dict)
    num_done: Mapping[str, int] = field(default_factory=dict)
    untold: Collection[str] = ()
    since: int | None = None
