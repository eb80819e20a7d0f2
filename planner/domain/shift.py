"""Who is there to make the visits: a shift is one team on duty once."""

from dataclasses import dataclass

from planner.domain.visit import Window

HOLD = "hold"
"""Label of a break that is none: from the last fact to the moment from which the team can follow a new plan."""

USUAL_PROFILE = "motorcycle"
"""How a team moves of which nothing else is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A pause that a used shift must take exactly once: rest, prayer, meal, a blocked time.

    A break has no place: it is taken before, during or after a leg, never during a service.

    Attributes
    ----------
    id
        Unique in its shift.
    windows
        When the break may start; sorted, disjoint, at least one. `start == end` fixes it to one time.
    duration
        Seconds.
    label
        Key of the word printed on the sheet (`isoma`, `friday_prayer`, `rest`).
    """

    id: str
    windows: tuple[Window, ...]
    duration: int
    label: str = "rest"

    def __post_init__(self) -> None:
        if not self.windows:
            raise ValueError(f"break {self.id!r} has no window")
        if self.duration < 0:
            raise ValueError(f"break {self.id!r}: duration is {self.duration}, expected >= 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One team on duty once: the *vehicle* of routing texts.

    Attributes
    ----------
    id
        Unique in the problem.
    window
        First and last second of duty; leaving the start and reaching the end both lie inside.
    start, end
        Index of the place where the route starts and ends; `None`: at the first / last stop.
    profile
        How it moves: `motorcycle`, `foot`, `car`, or whatever a problem file calls it.
    speed_factor
        Travel durations are divided by it and rounded up, (0, 5].
    skills
        What the team can do.
    team_size
        Number of officers.
    breaks
        All of them are taken when the shift makes any visit.
    max_visits
        Most visits in the route; `None`: no limit.
    max_rows
        Most rows on its sheet, doors *if time allows* among them; `None`: no limit.
    max_talks
        Most conversations on an average day: doors *if time allows* are added up to it; `None`: no limit.
    max_travel_duration
        Most seconds of travel in the route; `None`: no limit.
    village
        Village that the team should normally serve (*desa binaan*); empty: no preference.
    team
        Id of the team in the roster.
    name
        Name of its hours, a shift of the settings (`pagi`, `siang` …); empty where it has none.
    roads
        Name of the travel matrices where its roads are not the profile's usual ones; empty: they are.
    """

    id: str
    window: Window
    start: int | None = None
    end: int | None = None
    profile: str = USUAL_PROFILE
    speed_factor: float = 1.0
    skills: frozenset[str] = frozenset()
    team_size: int = 2
    breaks: tuple[Break, ...] = ()
    max_visits: int | None = None
    max_rows: int | None = None
    max_talks: int | None = None
    max_travel_duration: int | None = None
    village: str = ""
    team: str = ""
    name: str = ""
    roads: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.speed_factor <= 5:
            raise ValueError(f"shift {self.id!r}: speed factor {self.speed_factor}, expected (0, 5]")
        if len({pause.id for pause in self.breaks}) != len(self.breaks):
            raise ValueError(f"shift {self.id!r}: two breaks share an id")

    @property
    def travel_name(self) -> str:
        """Name of the travel matrices that hold for it."""
        return self.roads or self.profile


def holds_of(*shifts: Shift) -> frozenset[str]:
    """Ids of the breaks of some shifts that are none."""
    return frozenset(rest.id for shift in shifts for rest in shift.breaks if rest.label == HOLD)
