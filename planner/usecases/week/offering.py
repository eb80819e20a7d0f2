"""What each day of a week is offered: complaints and promises on their days, announced RTs kept, the rest where it is best."""

import datetime as dt
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.candidate import Candidate
from planner.domain.settings import Settings
from planner.domain.visit import VisitKind
from planner.domain.week import WeekQuestion
from planner.rules.inspections import quota_of_day
from planner.rules.pool import choose_pool, metres_of, pool_size, visits_of_shift
from planner.rules.priority import due_date
from planner.usecases.week.blocks import blocks_of
from planner.usecases.week.errands import Errand, days_of_errands, days_of_inspections
from planner.usecases.week.locks import beside
from planner.usecases.week.question import WeekData
from solvers.week.assigning import assign

_HALF = 0.5
"""Of a shift's visits: a block, as a part of the pool."""


def offers_of(data: WeekData, settings: Settings) -> list[set[str]]:
    """By day the ids of all that it is offered; no door is in two."""
    days = _errands(data, settings) | _promises(data)
    offered = tuple(frozenset(id_ for id_, day in days.items() if day == n) for n in range(len(data.dates)))
    told = _announced(data, settings, offered, frozenset(data.door_of(id_) for id_ in days))
    return _facilities(data, settings, _homes(data, settings, told))


def home_sizes(data: WeekData, settings: Settings) -> list[int]:
    """By day the most visits that its search is offered."""
    return [pool_size(shifts, settings) for shifts in data.shifts]


def _errands(data: WeekData, settings: Settings) -> dict[str, int]:
    """Complaint to its day; one in an announced plan stays there."""
    complaints = {one.id: one for one in data.records.complaints}
    found: dict[str, int] = {
        id_: n
        for n, announced in data.announced.items()
        for id_ in announced.visits
        if id_ in data.due[n] and data.due[n][id_].visit.kind is VisitKind.COMPLAINT
    }
    doors: defaultdict[str, set[str]] = defaultdict(set)
    for day in data.due:
        for id_, one in day.items():
            if one.visit.kind is VisitKind.COMPLAINT:
                doors[data.door_of(id_)].add(id_)
    errands = []
    for ids in doors.values():
        others, fixed = ids - found.keys(), sorted({found[id_] for id_ in ids & found.keys()})
        along = {id_: [n for n in fixed if id_ in data.due[n]] for id_ in others}  # of a door that is gone to anyway
        found |= {id_: days[0] for id_, days in along.items() if days}
        alone = {id_: due_date(complaints[id_], settings.programme) for id_ in others - found.keys()}
        errands += _of_door(data, alone, settings)
    hours = [sum(visits_of_shift(shift, settings) for shift in day) * settings.day.routine_duration for day in data.shifts]
    return found | days_of_errands(errands, data.dates, hours)


def _of_door(data: WeekData, due: Mapping[str, dt.date], settings: Settings) -> list[Errand]:
    """The complaints of a door: those that have a day with the most urgent one together, the others likewise on other days."""
    errands, left = [], sorted(due, key=lambda id_: (due[id_], id_))
    while left:
        together: list[str] = []
        days = set(range(len(data.due)))
        for id_ in left:
            common = {n for n in days if id_ in data.due[n]}
            if common:
                together.append(id_)
                days = common
        ones = {n: [data.due[n][id_] for id_ in together] for n in sorted(days)}
        errands.append(
            Errand(
                ids=tuple(together),
                chances={n: _chance(day[0]) for n, day in ones.items()},
                deadline=due[together[0]],
                is_urgent=any(one.is_pressing or one.visit.is_required for one in ones[min(days)]),
                duration=len(together) * settings.day.complaint_duration,
            )
        )
        left = [id_ for id_ in left if id_ not in together]
    return errands


def _chance(candidate: Candidate) -> float:
    return max(candidate.chances, default=1.0)


def _promises(data: WeekData) -> dict[str, int]:
    """Home that a team promised to come back to → the first day from which it has to be visited."""
    found: dict[str, int] = {}
    for n, day in enumerate(data.due):
        for id_, one in day.items():
            if one.visit.is_required and one.visit.kind is not VisitKind.COMPLAINT:
                found.setdefault(id_, n)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What days are offered when the announced ones have theirs.

    Attributes
    ----------
    offered
        By day the ids.
    taken
        Homes that no other day is to have: they are offered to one, or stand in reserve on an announced day.
    needless
        Homes of announced RTs that their day was offered beyond its plan and reserves, each with that day.
    """

    offered: tuple[frozenset[str], ...]
    taken: frozenset[str]
    needless: Mapping[str, int]


def _announced(data: WeekData, settings: Settings, before: Sequence[frozenset[str]], taken: frozenset[str]) -> _Told:
    """Offer announced days what their plan has, then the other homes of their RTs."""
    offered = [set(day) for day in before]
    gone, needless = set(taken), {}
    for n, announced in sorted(data.announced.items()):
        kept = {id_ for id_ in announced.visits if id_ in data.worths[n] and id_ not in gone}
        offered[n].update(kept)
        gone.update(kept)
    in_reserve = {id_: n for n, announced in sorted(data.announced.items()) if data.shifts[n] for id_ in announced.reserves}
    for n, announced in sorted(data.announced.items()):
        worths = data.worths[n]
        may = [id_ for id_ in worths if id_ not in gone and in_reserve.get(id_, n) == n]  # nobody is in reserve on two days
        more = [id_ for id_ in may if announced.is_own(data.due[n][id_])]
        room = max(0, pool_size(data.shifts[n], settings) - len(offered[n]))
        chosen = sorted(more, key=lambda id_: (-worths[id_], id_))[:room]
        offered[n].update(chosen)
        gone.update(chosen)
        needless.update({id_: n for id_ in chosen if id_ not in announced.reserves})
    return _Told(offered=_frozen(offered), taken=frozenset(gone.union(in_reserve)), needless=needless)


def _frozen(days: Iterable[Iterable[str]]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(day) for day in days)


def _homes(data: WeekData, settings: Settings, told: _Told) -> tuple[frozenset[str], ...]:
    """Give the homes that nobody has yet to the days that are not announced; see `beside`.

    Where these would stay empty they also get what an announced day was offered beyond its plan: no door is in two.
    """
    offered = [set(day) for day in told.offered]
    free = [n for n in range(len(data.dates)) if n not in data.announced and data.shifts[n]]
    groups = {group for announced in data.announced.values() for group in announced.groups}
    best: dict[str, tuple[float, Candidate]] = {}
    for n in free:
        for id_, worth in data.worths[n].items():
            candidate = data.due[n][id_]
            if (id_ not in told.taken or id_ in told.needless) and worth > best.get(id_, (0.0, candidate))[0]:
                best[id_] = (worth, candidate)
    rooms = [_room(data, n, len(offered[n]), settings) for n in free]
    homes, first = beside([one for _, one in best.values()], groups, room=sum(rooms))
    if not homes:
        return told.offered
    crews = [shift for n in free for shift in data.shifts[n]]
    chosen = choose_pool(homes, crews, settings=settings, kept=first).chosen
    half = max(1, math.ceil(_HALF * max(visits_of_shift(shift, settings) for shift in crews)))
    worths = [data.worths[n] for n in free]
    blocks = blocks_of(chosen, worths, metres_of(chosen, settings), size=half)
    question = WeekQuestion(
        blocks=blocks,
        rooms=tuple(rooms),
        sizes=tuple(
            max(room, pool_size(data.shifts[n], settings) - len(offered[n])) for n, room in zip(free, rooms, strict=True)
        ),
        own=_own(data, free, settings),
    )
    answer = assign(question)
    for block, day in zip(blocks, answer.days, strict=True):
        if day is not None:
            given = {id_ for id_ in block.members if id_ in worths[day]}
            offered[free[day]].update(given)
            for id_ in given.intersection(told.needless):
                offered[told.needless[id_]].discard(id_)
    return _frozen(offered)


def _room(data: WeekData, n: int, num_fixed: int, settings: Settings) -> int:
    most = sum(visits_of_shift(shift, settings) for shift in data.shifts[n])
    return max(0, most - num_fixed - quota_of_day(data.shifts[n], settings))


def _own(data: WeekData, free: list[int], settings: Settings) -> dict[str, tuple[int, ...]]:
    villages = sorted({shift.village for n in free for shift in data.shifts[n] if shift.village})
    return {
        village: tuple(
            sum(visits_of_shift(shift, settings) for shift in data.shifts[n] if shift.village == village) for n in free
        )
        for village in villages
    }


def _facilities(data: WeekData, settings: Settings, before: Sequence[frozenset[str]]) -> list[set[str]]:
    """Spread the facilities over the days, near what these are offered anyway; those of an announced plan, in reserve or not,
    stay there.
    """
    offered = [set(day) for day in before]
    due: dict[str, Candidate] = {}
    quotas = [quota_of_day(shifts, settings) for shifts in data.shifts]
    open_on = [{id_ for id_, one in day.items() if one.visit.kind is VisitKind.FACILITY} for day in data.due]
    for n, day in enumerate(data.due):
        due |= {id_: day[id_] for id_ in open_on[n]}
    for n, announced in data.announced.items():
        stay = (announced.visits | (announced.reserves if data.shifts[n] else frozenset())) & open_on[n] & due.keys()
        offered[n].update(stay)
        quotas[n] = max(0, quotas[n] - len(stay))
        due = {id_: one for id_, one in due.items() if id_ not in stay}
    if not due:
        return offered
    places = [[day[id_] for id_ in sorted(ids)] for day, ids in zip(data.due, offered, strict=True)]
    metres = metres_of([*due.values(), *(one for day in places for one in day)], settings)
    ends = np.cumsum([len(due), *(len(day) for day in places)])
    found = days_of_inspections(
        list(due),
        [one.visit.prize for one in due.values()],
        metres[: len(due)],
        open_on=open_on,
        places=[metres[first:last] for first, last in itertools.pairwise(ends)],
        quotas=quotas,
    )
    for id_, n in found.items():
        offered[n].add(id_)
    return offered
