"""Visits on offer for a day, before they have a place in travel matrices."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from planner.domain.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A visit that the day could make, and where its door is.

    Attributes
    ----------
    visit
        Its `place` is 0 until the roads are known (`at_place`).
    latitude, longitude
        WGS 84 degrees.
    chances
        Chance in each slot of the settings that the door opens; empty: there is no door, or no estimate.
    on_weekdays
        On a weekend or holiday the same for weekdays; empty on weekdays.
    evidence
        Tries that the chances count as: those of the door's RT, and what is believed without any. Infinite: nothing to learn.
    is_pressing
        A complaint that is overdue, due on that day or on the next.
    """

    visit: Visit
    latitude: float
    longitude: float
    chances: tuple[float, ...] = ()
    on_weekdays: tuple[float, ...] = ()
    evidence: float = math.inf
    is_pressing: bool = False

    def at_place(self, place: int) -> Visit:
        """Make the visit at a place of the travel matrices."""
        return replace(self.visit, place=place)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """What is due on a day.

    Attributes
    ----------
    candidates
        Complaints, then routine visits, then facilities; each in the order of the records.
    excluded
        How many records were left out, by reason: `rjk`, `do_not_visit`, `ask_rt_head`, `not_due`, `no_hours`,
        `merged`, `no_position`, `resting`, `waiting`, `at_desk`, `unreachable`, `on_sheet`. Only reasons that occur.
    """

    candidates: tuple[Candidate, ...]
    excluded: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "excluded", MappingProxyType(dict(self.excluded)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The candidates that a day's search is given.

    Attributes
    ----------
    chosen
        In the order of the due list.
    num_left
        Candidates that were due and not chosen.
    """

    chosen: tuple[Candidate, ...]
    num_left: int

    def waiving(self, ids: Collection[str]) -> "Pool":
        """The pool in which the visits of these ids may be left out, whatever was promised."""
        return replace(
            self,
            chosen=tuple(
                replace(one, visit=replace(one.visit, is_required=False)) if one.visit.id in ids else one for one in self.chosen
            ),
        )

    def visits(self) -> tuple[Visit, ...]:
        """The visits at places 1, 2, …; place 0 is the station."""
        return tuple(one.at_place(place) for place, one in enumerate(self.chosen, start=1))
