"""Why a visit is where it is, or why it is left out and what would let it in."""

import datetime as dt
from dataclasses import dataclass

from planner.domain.plan import Reason
from planner.domain.visit import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A place for a visit in the route of a shift, all other stops kept in their order.

    Attributes
    ----------
    start_time
        When the action would start.
    position
        Number of stops before it.
    extra_cost
        What it adds to the soft cost (`planner.rules.cost`), seconds.
    extra_travel
        What it adds to the travel, seconds.
    """

    shift_id: str
    start_time: int
    position: int
    extra_cost: int
    extra_travel: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One way to let a visit in, verified by planning it: all that has to be different, together.

    Attributes
    ----------
    shift_id
        Whose route it would be in; empty for another day without a named shift.
    start_time
        When it would be made.
    end_later, start_earlier
        Seconds that the shift has to be longer.
    skills
        Skills that the team would need on top.
    extra_officers, extra_visits
        Officers, and visits of the limit, on top.
    extra_travel
        Seconds on top of the limit of travel.
    window
        When the door would have to be open instead; `None`: as now.
    date
        Another day, on which it fits alone into an empty shift; `None`: that day.
    """

    shift_id: str
    start_time: int
    end_later: int = 0
    start_earlier: int = 0
    skills: frozenset[str] = frozenset()
    extra_officers: int = 0
    extra_visits: int = 0
    extra_travel: int = 0
    window: Window | None = None
    date: dt.date | None = None

    @property
    def num_wishes(self) -> int:
        """How many things have to be different."""
        wishes = (
            self.end_later,
            self.start_earlier,
            self.skills,
            self.extra_officers,
            self.extra_visits,
            self.extra_travel,
            self.window,
            self.date,
        )
        return sum(bool(wish) for wish in wishes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Displacement:
    """The stops of least weight that would have to go from one route so that a visit fits into it.

    Attributes
    ----------
    visit_ids
        Visits that would have to go, in the order of the route.
    offer
        Where the visit would be then; its extra cost counts the soft cost alone.
    pays
        Whether the plan would be better: the search stopped before it found this.
    """

    visit_ids: tuple[str, ...]
    offer: Offer
    pays: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What is known about one visit of a plan.

    Attributes
    ----------
    reason
        Why it is left out; `None`: it is planned.
    here
        Where it is, with what it costs there; `None`: it is left out.
    others
        The cheapest place in each other shift, cheapest first; for a visit left out that would fit: everywhere.
    num_unable
        Shifts that may not make it: skill, size or lock.
    num_full
        Able shifts into whose route it does not fit.
    displacement
        For a visit that is left out and fits alone: what would have to go. For a planned one that no other shift has room for:
        what would have to go elsewhere.
    remedies
        What would let it in, the least first.
    """

    visit_id: str
    reason: Reason | None = None
    here: Offer | None = None
    others: tuple[Offer, ...] = ()
    num_unable: int = 0
    num_full: int = 0
    displacement: Displacement | None = None
    remedies: tuple[Remedy, ...] = ()
