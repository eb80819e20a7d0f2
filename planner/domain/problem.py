"""The whole question of one planning day, immutable: visits, shifts, travel and policy."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from planner.domain.lock import Lock
from planner.domain.shift import Shift
from planner.domain.travel import Travel
from planner.domain.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the station wants when wishes collide.

    Attributes
    ----------
    balance
        `None`: complaints stand strictly above coverage. A number in [0, 1] lets them trade:
        0 coverage only, 1 complaints only, 0.5 one urgent complaint weighs as much as the coverage
        visits that a median team makes in the time it takes.
    urgent_prize
        Prize of one urgent complaint, the yardstick of `balance`.
    travel_weight
        Cost of one second of travel, >= 0.
    overload_weight
        Cost of one second of work above a shift's fair share (see `planner.rules.cost`), >= 0.
    foreign_village_penalty
        Cost, in seconds of travel, of a stop outside the village that a shift is assigned to, >= 0.
    disruption_penalty
        Cost, in seconds of travel, of each change of `Problem.kept`, >= 0.
    """

    balance: float | None = None
    urgent_prize: int = 100
    travel_weight: int = 1
    overload_weight: int = 0
    foreign_village_penalty: int = 0
    disruption_penalty: int = 0

    def __post_init__(self) -> None:
        if self.balance is not None and not 0 <= self.balance <= 1:
            raise ValueError(f"balance is {self.balance}, expected 0 to 1 or None")
        for name in ("urgent_prize", "travel_weight", "overload_weight", "foreign_village_penalty", "disruption_penalty"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} is {getattr(self, name)}, expected >= 0")


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True, eq=False)
class Problem:
    """Visits, shifts, travel and policy of one day.

    Attributes
    ----------
    date
        The planning day; times are seconds since its midnight. `None` for a problem without a calendar.
    time_zone
        IANA name of the time zone of the day.
    visits, shifts
        Ids are unique within each.
    travel
        Profile name to matrices; all over the same places.
    policy
        How wishes are weighed.
    locks
        Promises about single visits that every plan keeps.
    kept
        Visit id to the id of the shift that makes it in the plan that is being changed. A change is a kept visit that is left
        out or made by another shift, or a visit made that is not kept; empty: there is no such plan, nothing is a change.

    Raises
    ------
    ValueError
        If ids repeat, a place index is outside the matrices, a profile is unknown, or a lock or `kept` names who is not here.
    """

    visits: tuple[Visit, ...]
    shifts: tuple[Shift, ...]
    travel: Mapping[str, Travel]
    policy: Policy = field(default_factory=Policy)
    date: dt.date | None = None
    time_zone: str = "Asia/Jakarta"
    locks: tuple[Lock, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "visits", tuple(self.visits))
        object.__setattr__(self, "shifts", tuple(self.shifts))
        object.__setattr__(self, "travel", MappingProxyType(dict(self.travel)))
        object.__setattr__(self, "locks", tuple(self.locks))
        object.__setattr__(self, "kept", MappingProxyType(dict(self.kept)))
        _require_unique("visit", [visit.id for visit in self.visits])
        _require_unique("shift", [shift.id for shift in self.shifts])
        sizes = {name: matrices.num_places for name, matrices in self.travel.items()}
        if len(set(sizes.values())) > 1:
            raise ValueError(f"travel matrices differ in size: {sizes}")
        num_places = next(iter(sizes.values()), 0)
        for visit in self.visits:
            _require_place(f"visit {visit.id!r}", visit.place, num_places)
        for shift in self.shifts:
            if shift.travel_name not in self.travel:
                raise ValueError(f"shift {shift.id!r}: profile {shift.travel_name!r} is not one of {sorted(self.travel)}")
            for place in (shift.start, shift.end):
                _require_place(f"shift {shift.id!r}", place, num_places)
        _require_known(self)

    @property
    def num_places(self) -> int:
        """Number of places in the travel matrices."""
        return next((matrices.num_places for matrices in self.travel.values()), 0)


def _require_unique(what: str, ids: list[str]) -> None:
    if len(set(ids)) != len(ids):
        seen: set[str] = set()
        repeated = next(id_ for id_ in ids if id_ in seen or seen.add(id_))  # type: ignore[func-returns-value]
        raise ValueError(f"{what} id {repeated!r} appears more than once")


def _require_place(who: str, place: int | None, num_places: int) -> None:
    if place is not None and not 0 <= place < num_places:
        raise ValueError(f"{who}: place {place} is outside the {num_places} places of the matrices")


def _require_known(problem: Problem) -> None:
    visits = {visit.id for visit in problem.visits}
    shifts = {shift.id for shift in problem.shifts}
    for lock in problem.locks:
        for known, name in ((visits, lock.visit_id), (visits, lock.later_id), (shifts, lock.shift_id)):
            if name and name not in known:
                raise ValueError(f"lock on visit {lock.visit_id!r}: {name!r} is not in the problem")
    for visit_id, shift_id in problem.kept.items():
        if visit_id not in visits or shift_id not in shifts:
            raise ValueError(f"kept visit {visit_id!r} of shift {shift_id!r}: not in the problem")
