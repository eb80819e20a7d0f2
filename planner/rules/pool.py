"""The pool of a day: of all that is due, as much as a search can weigh, where today's teams can be.

Complaints and required visits are always in. The rest is chosen in *parts* of RTs, the doors that half a shift can make: the
best doors of an RT are its first part, the next best its second. A part is worth what a team collects there in an hour, its
*rate*

    prizes of its n visits / max(n · (service + leg) + its share of the way from the station and back, n / most · working time),

averaged over today's visits. *leg* is what the extent of the part makes likely, *most* what the shift can make in all, and the
share of the way n / most: a team that goes there fills its shift there. A shift that its limit of visits leaves time to spare
loses nothing by going far. First the villages that teams are assigned to get their teams' share, best parts first, then the
best parts of all get the rest. See `docs/concepts/pool.md`.
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.arrays import Floats
from planner.domain.candidate import Candidate, Pool
from planner.domain.place import DRAWN_METRES_PER_DEGREE, LocalPlane, points_of
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.units import MINUTE
from planner.domain.visit import Tier, Visit, VisitKind, Window
from planner.rules.inspections import best_home, inspected, on_the_way, quota_of_day

_PART = 0.5
"""Visits of a part, in shifts: whole RTs would fill the pool with doors of low prize, single doors would scatter the teams."""

_SPEED = 5.0
"""Metres a second along a straight line, 18 km/h: a motorcycle at 25 km/h on roads 1.4 times as long as the line."""

_STOP_DURATION = MINUTE
"""Parking and finding the door, whatever the way."""

_TOUR_CONSTANT = 0.7124
"""A tour over n random points of an area A is about 0.7124 · sqrt(n A) long (Beardwood, Halton and Hammersley 1959,
doi 10.1017/S0305004100034095)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Doors of an RT that are offered together: positions of the candidates, best first.

    `rate` is the prize per second that today's shifts collect there, `way` the metres from the station to the middle and back.
    """

    group: str
    number: int
    village: str
    members: tuple[int, ...]
    rate: float
    way: float


def choose_pool(
    candidates: Sequence[Candidate],
    shifts: Sequence[Shift],
    *,
    settings: Settings,
    kept: Collection[str] = (),
    most_more: int | None = None,
) -> Pool:
    """Choose the candidates that the day's search is given.

    The pool holds `PlanSettings.pool_factor` times as many visits as the shifts can make, or all complaints and
    required visits if these are more, and the facilities that the day is to inspect
    (`planner.rules.inspections`). Visits that no shift is able or on duty to make are not chosen to fill it.
    Visits named in `kept` are in as well, so that days that differ can be given the same; `most_more`: at most so many others
    fill it. The same input gives the same pool.
    """
    chosen = {n for n, candidate in enumerate(candidates) if _is_must(candidate.visit) or candidate.visit.id in kept}
    room = pool_size(shifts, settings) - len(chosen)
    num_left = room if most_more is None else min(room, most_more)
    if num_left > 0 and candidates:
        choice = _Choice(_crews(candidates, shifts, chosen), shifts, settings, num_left)
        parts = _parts(candidates, choice.servable(), shifts, settings)
        for village, share in _village_shares(shifts, settings).items():
            choice.take([part for part in parts if part.village == village], share)
        choice.take(parts, num_left)
        chosen.update(choice.taken)
    quota = _quota(candidates, shifts, settings, chosen)
    chosen |= _beside(candidates, shifts, settings, chosen | quota)
    offered = tuple(candidate for n, candidate in enumerate(candidates) if n in chosen or n in quota)
    worth = best_home(offered)
    return Pool(
        chosen=tuple(
            _inspected_first(candidate, worth) if n in quota else candidate
            for n, candidate in enumerate(candidates)
            if n in chosen or n in quota
        ),
        num_left=len(candidates) - len(offered),
    )


def _quota(candidates: Sequence[Candidate], shifts: Sequence[Shift], settings: Settings, chosen: Collection[int]) -> set[int]:
    """Facilities that the day is to inspect, beside what it is offered anyway."""
    quota = quota_of_day(shifts, settings)
    able = _able_facilities(candidates, shifts) if quota else []
    if not able:
        return set()
    return set(inspected(candidates, metres_of(candidates, settings), offered=chosen, able=able, quota=quota))


def _beside(candidates: Sequence[Candidate], shifts: Sequence[Shift], settings: Settings, offered: Collection[int]) -> set[int]:
    """Facilities due beside the day's places, at most one a shift."""
    able = _able_facilities(candidates, shifts) if settings.programme.facilities_per_shift else []
    if not able:
        return set()
    return set(on_the_way(candidates, metres_of(candidates, settings), offered=offered, able=able, most=len(shifts)))


def _able_facilities(candidates: Sequence[Candidate], shifts: Sequence[Shift]) -> list[int]:
    return [
        n
        for n, candidate in enumerate(candidates)
        if candidate.visit.kind is VisitKind.FACILITY and any(could_make(shift, candidate.visit) for shift in shifts)
    ]


def _inspected_first(candidate: Candidate, worth: int) -> Candidate:
    """The candidate at least at the worth of the best home."""
    return replace(candidate, visit=replace(candidate.visit, prize=max(worth, candidate.visit.prize)))


def pool_size(shifts: Iterable[Shift], settings: Settings) -> int:
    """Visits offered to a day: the pool factor times what its shifts can make."""
    return math.ceil(settings.plan.pool_factor * sum(visits_of_shift(shift, settings) for shift in shifts))


def visits_of_shift(shift: Shift, settings: Settings) -> int:
    """Routine visits that a shift can make, doors a short way apart."""
    most = _working_time(shift) // routine_seconds(settings)
    return most if shift.max_visits is None else min(most, shift.max_visits)


def routine_seconds(settings: Settings) -> int:
    """Seconds that a routine visit takes on average, its short way included."""
    met, chance = settings.day.routine_duration, settings.programme.door_chance
    at_door = chance * met + (1 - chance) * settings.day.shut_duration if settings.day.shut_duration else met
    return max(MINUTE, round(at_door) + _STOP_DURATION)


def _working_time(shift: Shift) -> int:
    return max(0, shift.window.end - shift.window.start - sum(rest.duration for rest in shift.breaks))


def _village_shares(shifts: Iterable[Shift], settings: Settings) -> dict[str, int]:
    shares: Counter[str] = Counter()
    for shift in shifts:
        if shift.village:
            shares[shift.village] += math.ceil(settings.plan.pool_factor * visits_of_shift(shift, settings))
    return dict(sorted(shares.items()))


class _Choice:
    """What has been taken, within the size of the pool and the time of each set of shifts."""

    def __init__(self, crews: list[frozenset[int]], shifts: Sequence[Shift], settings: Settings, num_left: int) -> None:
        self.taken: dict[int, None] = {}
        self._num_left = num_left
        self._crews = crews
        """Per candidate the shifts that could make it; many candidates share one set."""
        self._left = {
            crew: math.ceil(settings.plan.pool_factor * sum(visits_of_shift(shifts[n], settings) for n in crew))
            for crew in set(self._crews)
        }
        """How many more each set can use: doors that open only for the evening team must not fill the pool."""

    def servable(self) -> list[int]:
        """Candidates that some shift could make and that are not in anyway."""
        return [n for n, crew in enumerate(self._crews) if crew]

    def take(self, parts: Sequence[_Part], most: int) -> None:
        """Take the doors of the parts in turn until so many more visits are taken."""
        goal = min(self._num_left, len(self.taken) + most)
        for member in itertools.chain.from_iterable(part.members for part in parts):
            if len(self.taken) >= goal:
                return
            crew = self._crews[member]
            if member not in self.taken and self._left[crew] > 0:
                self.taken[member] = None
                self._left[crew] -= 1


def _crews(candidates: Sequence[Candidate], shifts: Sequence[Shift], chosen: Collection[int]) -> list[frozenset[int]]:
    """Per candidate the shifts that could make it; none for those chosen already."""
    crew_of: dict[tuple[frozenset[str], int, tuple[Window, ...]], frozenset[int]] = {}
    nobody: frozenset[int] = frozenset()
    crews = []
    for n, candidate in enumerate(candidates):
        visit = candidate.visit
        if n in chosen:
            crews.append(nobody)
            continue
        wish = (visit.skills, visit.min_team_size, visit.windows)
        if wish not in crew_of:
            crew_of[wish] = frozenset(k for k, shift in enumerate(shifts) if could_make(shift, visit))
        crews.append(crew_of[wish])
    return crews


def could_make(shift: Shift, visit: Visit) -> bool:
    """Whether a shift is able and on duty to make a visit, ways aside."""
    if not (visit.skills <= shift.skills and visit.min_team_size <= shift.team_size):
        return False
    last_start = shift.window.end - visit.service_duration
    windows = visit.windows or (shift.window,)
    return any(window.start <= last_start and window.end >= shift.window.start for window in windows)


def _parts(candidates: Sequence[Candidate], members: Sequence[int], shifts: Sequence[Shift], settings: Settings) -> list[_Part]:
    """Candidates by RT (a door without one is an RT of its own) and the RTs in parts, highest rate first."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for n in members:
        groups[candidates[n].visit.group or f"#{candidates[n].visit.id}"].append(n)
    metres = metres_of(candidates, settings)
    crews = Counter((_working_time(shift), visits_of_shift(shift, settings)) for shift in shifts)
    size = max(1, math.ceil(_PART * max((most for _, most in crews), default=0)))
    parts = []
    for name, group in groups.items():
        ordered = sorted(group, key=lambda n: -candidates[n].visit.prize)
        for start in range(0, len(ordered), size):
            best = ordered[start : start + size]
            way = 2 * float(np.hypot(*metres[best].mean(axis=0)))
            parts.append(
                _Part(
                    group=name,
                    number=start // size,
                    village=candidates[group[0]].visit.village,
                    members=tuple(best),
                    rate=_rate([candidates[n].visit for n in best], metres[best], way, crews),
                    way=way,
                )
            )
    return sorted(parts, key=lambda part: (-part.rate, part.way, part.group, part.number))


def _rate(visits: Sequence[Visit], metres: Floats, way: float, crews: Mapping[tuple[int, int], int]) -> float:
    """Prize per second of a team that makes these visits and others near them; mean of all visits of today's shifts.

    Parameters
    ----------
    crews
        Number of shifts by their working time in seconds and the most visits that they can make.
    """
    count = len(visits)
    extent = float(np.prod(np.ptp(metres, axis=0)))
    tour = _TOUR_CONSTANT * math.sqrt(count * extent) / _SPEED
    duration = sum(visit.service_duration + _STOP_DURATION for visit in visits) + tour
    rates = [
        (num_shifts * most, 1 / max(duration + way / _SPEED * min(1.0, count / most), count / most * working))
        for (working, most), num_shifts in crews.items()
        if most
    ]
    total = sum(weight for weight, _ in rates)
    return sum(visit.prize for visit in visits) * sum(weight * rate for weight, rate in rates) / max(1, total)


def metres_of(candidates: Sequence[Candidate], settings: Settings) -> Floats:
    """Metres east and north of the station (of the middle of all doors where it has no position), shape (n, 2)."""
    degrees, station = points_of(candidates), settings.station.point
    middle = degrees.mean(axis=0) if station is None else points_of([station])[0]
    return LocalPlane(latitude=float(middle[1]), metres_per_degree=DRAWN_METRES_PER_DEGREE).project(degrees - middle)


def _is_must(visit: Visit) -> bool:
    return visit.tier is Tier.COMPLAINT or visit.is_required
