"""A day put together by hand: named places, shifts and visits, one after the other, and the problem that they make.

For notebooks, examples and first steps; files and ledgers make problems of their own. Each step gives a new day and leaves
the old one as it is, so that variants of a day can stand side by side.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from planner.domain.problem import Policy, Problem
from planner.domain.shift import Shift
from planner.domain.travel import Travel
from planner.domain.units import MINUTE, parse_clock
from planner.domain.visit import Tier, Visit, VisitKind, Window

METRES_PER_SECOND = 1000 / 3600
"""Of one km/h."""
WITHOUT_SHIFT = "motorcycle"
"""Profile of a day that has no shift yet: visits have places even then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Shifts and visits between named places.

    Attributes
    ----------
    places
        Name to metres east and metres north of wherever you like.
    speed
        km/h along straight lines, above 0.
    travel
        Matrices over the places in their order, instead of straight lines; `None`: straight lines.
    policy
        How wishes are weighed.
    shifts, visits
        Those added so far; whatever `add_shift` and `add_visit` do not ask for is set with `dataclasses.replace`.

    Raises
    ------
    ValueError
        If the speed is not above 0; `add_shift` and `add_visit`: if a place has no such name or a text is no time.

    Examples
    --------
    >>> day = Day(places={"station": (0, 0), "blue door": (500, 0)})
    >>> day = day.add_shift("T01", station="station", hours="08:00-09:00").add_visit("blue door", prize=3)
    >>> day.problem().visits[0].prize
    3
    """

    places: Mapping[str, tuple[float, float]]
    speed: float = 18.0
    travel: Travel | None = None
    policy: Policy = field(default_factory=Policy)
    shifts: tuple[Shift, ...] = ()
    visits: tuple[Visit, ...] = ()

    def __post_init__(self) -> None:
        if not self.speed > 0:
            raise ValueError(f"speed is {self.speed} km/h, expected > 0")

    def add_shift(self, name: str, *, station: str, hours: str, team_size: int = 2) -> "Day":
        """Add a team on duty from and to a place, in hours such as `08:00-12:00`."""
        place = self._place(station)
        shift = Shift(id=name, window=_window(hours), start=place, end=place, team_size=team_size)
        return replace(self, shifts=(*self.shifts, shift))

    def add_visit(
        self, name: str, *, prize: int = 1, minutes: float = 15, hours: tuple[str, ...] = (), is_complaint: bool = False
    ) -> "Day":
        """Add a visit at the place of its name that may begin in any of the hours; without hours: at any time."""
        visit = Visit(
            id=name,
            place=self._place(name),
            kind=VisitKind.COMPLAINT if is_complaint else VisitKind.FIRST,
            tier=Tier.COMPLAINT if is_complaint else Tier.COVERAGE,
            prize=prize,
            service_duration=round(minutes * MINUTE),
            windows=tuple(_window(text) for text in hours),
        )
        return replace(self, visits=(*self.visits, visit))

    def problem(self) -> Problem:
        """Return the question that an engine answers."""
        travel = self._straight() if self.travel is None else self.travel
        profiles = {shift.profile for shift in self.shifts} or {WITHOUT_SHIFT}
        return Problem(visits=self.visits, shifts=self.shifts, travel=dict.fromkeys(profiles, travel), policy=self.policy)

    def _place(self, name: str) -> int:
        if name not in self.places:
            raise ValueError(f"place {name!r} is not one of {sorted(self.places)}")
        return list(self.places).index(name)

    def _straight(self) -> Travel:
        at = np.array(list(self.places.values()), dtype=float).reshape(-1, 2)
        metres = np.hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1))
        return Travel(durations=np.ceil(metres / (self.speed * METRES_PER_SECOND)), distances=np.rint(metres))


def _window(hours: str) -> Window:
    start, _, end = hours.partition("-")
    return Window(start=parse_clock(start), end=parse_clock(end))
