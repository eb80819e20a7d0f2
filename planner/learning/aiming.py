"""Aims visits at the hours when doors open: prizes become expected worth, and windows are cut to the slots worth it.

An engine knows one prize a visit. The worth of a routine visit in slot *s* is

    prize · (chance(s) + doubt − loss),    doubt = sqrt(p (1 - p) / (tries + 1)),    loss = weekday's chance − its mean,

the middle factor held between `_LEAST` and 1. *Doubt*: the chance as high as it may well be (an upper confidence bound: Lai
and Robbins 1985), because a plan that only goes where doors are known to open never hears of better RTs. *p* is the door's
best chance, *tries* what the chance of its RT counts as, and each better door of the RT counts as one more, so a few doors of
an unknown RT are worth a detour and its last are not. *Loss*, on weekends and holidays only: they are few, and a door met then
is not met on a weekday. Where everybody is at home on weekends, those belong to the doors that are shut on weekdays.

Teams have time for only so many visits in each slot. Prices *q(s)* are set as in an auction: raised until no slot is wanted by
more doors than the pool may offer to its teams. A door keeps the slots in which

    worth(s) − q(s)  is within `_NEARLY` of its best,

so the few evening hours go to the doors that gain most by them, and most doors keep most of their hours. The prize is then

    `WORTH_SCALE` · mean worth over the slots kept, weighted by the time that teams have in them.

A facility, which always opens, is worth its prize times the mean chance of the routine visits: it keeps its rank against them.
Complaints keep their prize. A pressing one is aimed at the slot that is clearly its best while that slot has time left; any
other may be tried at any hour, because it is tried again. Required visits keep their hours: aiming never makes a promise
harder to keep.

References
----------
Demange, G., Gale, D. and Sotomayor, M. (1986). Multi-item auctions. Journal of Political Economy 94(4). doi 10.1086/261411
Lai, T. L. and Robbins, H. (1985). Asymptotically efficient adaptive allocation rules. Advances in Applied Mathematics 6(1).
doi 10.1016/0196-8858(85)90002-8
"""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from planner.domain.arrays import Bools, Floats
from planner.domain.candidate import Candidate
from planner.domain.copying import changed
from planner.domain.door import Slot
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.units import MINUTE
from planner.domain.visit import Tier, Visit, VisitKind, Window
from planner.rules.day_slots import slots_of

WORTH_SCALE = 10
"""Prizes of the coverage tier times this when they are expected worth: chances would vanish in whole numbers of 1 to 100."""

_NEARLY = 0.1
"""Part of a door's best worth that it gives up for more freedom of routes."""

_CURIOSITY = 1.0
"""Standard deviations of an RT's chance that its doors are believed to be better. Without any a simulated campaign had met 4 %
fewer households after four weeks; with two it was no better than with one."""

_LEAST = 0.05
"""No door is worth less than this part of its prize."""

_NUM_ROUNDS = 12
"""Rounds of price setting; after four no price of the example area moves by more than 1 %."""

_CLEARLY = 1.5
"""A complaint waits for a slot only if its chance there is so many times that of the next best one: the evening hours of a few
teams are worth more to doors that are shut by day. With 1.25 a simulated campaign met 0.5 % fewer households, with as many
complaints answered in time."""

_BETTER = 1.05
"""The same where doors are planned to stay shut: a team that finds a complaint's door shut goes on to other doors, so waiting
for the best slot costs the evening little."""

_COMPLAINT_PART = 0.7
"""Part of the teams' time in a slot that complaints may be aimed at: routes need slack to bring them there."""

_STOP_DURATION = MINUTE
"""Parking and finding the door, as in `planner.rules.pool`."""

_NOBODY = -1e9
"""Worth of a slot in which the door cannot be tried."""


def aimed(
    candidates: Sequence[Candidate], shifts: Sequence[Shift], *, settings: Settings, by_hour: bool = False
) -> tuple[Candidate, ...]:
    """Put expected worth and aimed windows into the candidates of a day.

    Without any chances the candidates stay as they are. The order stays.

    Parameters
    ----------
    by_hour
        Routine visits keep their hours and get a prize for each slot instead: the search chooses the slots then.
    """
    if not any(candidate.chances for candidate in candidates):
        return tuple(candidates)
    hours = _Hours(slots_of(settings.day), shifts, settings)
    found = list(candidates)
    routine = [n for n, c in enumerate(candidates) if c.chances and c.visit.tier is Tier.COVERAGE]
    if routine:
        (_price_routine if by_hour else _aim_routine)(found, routine, hours)
    _aim_complaints(found, hours)
    mean = float(np.array([candidates[n].chances for n in routine]).mean(axis=1).mean()) if routine else 1.0
    for n, candidate in enumerate(found):
        if candidate.visit.tier is Tier.COVERAGE and not candidate.chances:
            chance = mean if candidate.visit.kind is VisitKind.FACILITY else 1.0
            visit = candidate.visit
            found[n] = changed(candidate, visit=changed(visit, prize=_worth(visit, visit.prize * chance)))
    return tuple(found)


class _Hours:
    """The slots of a day, who is on duty in them, and how much time they have."""

    def __init__(self, slots: Sequence[Slot], shifts: Sequence[Shift], settings: Settings) -> None:
        self.slots = slots
        self.shut_duration = settings.day.shut_duration
        self._shifts = shifts
        self.seconds = np.array([sum(_overlap(shift, slot) for shift in shifts) for slot in slots], dtype=np.float64)
        self.capacity = self._capacity(settings)
        self._open: dict[tuple[tuple[Window, ...], frozenset[str], int, int], Bools] = {}
        self._cut: dict[tuple[tuple[Window, ...], tuple[bool, ...]], tuple[Window, ...]] = {}

    def _capacity(self, settings: Settings) -> Floats:
        """Visits that the pool may offer to each slot."""
        each = settings.day.routine_duration + _STOP_DURATION
        total = np.zeros(len(self.slots))
        for shift in self._shifts:
            overlaps = np.array([_overlap(shift, slot) for slot in self.slots], dtype=np.float64)
            visits = overlaps / each
            most = math.inf if shift.max_visits is None else shift.max_visits
            total += visits * min(1.0, most / max(1.0, visits.sum()))
        return np.asarray(np.ceil(settings.plan.pool_factor * total), dtype=np.float64)

    def open_to(self, visit: Visit) -> Bools:
        """Whether some shift could make the visit in each slot."""
        key = (visit.windows, visit.skills, visit.min_team_size, visit.service_duration)
        if key not in self._open:  # few distinct wishes among many households
            self._open[key] = np.array([self._is_open(visit, slot.window) for slot in self.slots])
        return self._open[key]

    def cut(self, windows: tuple[Window, ...], kept: tuple[bool, ...]) -> tuple[Window, ...]:
        """What lies in the kept slots; slots next to each other join."""
        key = (windows, kept)
        if key not in self._cut:
            spans = _joined([slot.window for slot, is_kept in zip(self.slots, kept, strict=True) if is_kept])
            self._cut[key] = tuple(_common(windows or tuple(spans), spans))
        return self._cut[key]

    def _is_open(self, visit: Visit, slot: Window) -> bool:
        able = [s for s in self._shifts if visit.skills <= s.skills and visit.min_team_size <= s.team_size]
        return any(
            max(window.start, slot.start, shift.window.start)
            <= min(window.end, slot.end, shift.window.end - visit.service_duration)
            for window in visit.windows or (slot,)
            for shift in able
        )


def _worths(doors: Sequence[Candidate], hours: _Hours) -> tuple[Floats, Bools]:
    """Worth of each door in each slot, and whether somebody could try it then."""
    is_open = np.array([hours.open_to(door.visit) for door in doors]).reshape(-1, len(hours.slots))
    prizes = np.array([door.visit.prize for door in doors], dtype=np.float64)
    chances = np.array([door.chances for door in doors]).reshape(-1, len(hours.slots))
    gain = _doubts(doors, prizes) - _losses(doors, hours.seconds)
    return np.asarray(prizes[:, None] * np.clip(chances + gain[:, None], _LEAST, 1), dtype=np.float64), is_open


def _price_routine(found: list[Candidate], routine: Sequence[int], hours: _Hours) -> None:
    """A prize for each slot in which a door may be tried; one for all where they are equal, or the visit is a promise."""
    worth, is_open = _worths([found[n] for n in routine], hours)
    for n, row, may in zip(routine, worth.tolist(), is_open.tolist(), strict=True):
        visit = found[n].visit
        steps: list[tuple[int, int]] = []
        for slot, value, is_one in zip(hours.slots, row, may, strict=True):
            prize = _worth(visit, value)
            if is_one and (not steps or steps[-1][1] != prize):
                steps.append((slot.window.start, prize))
        if not steps:
            steps = [(0, _worth(visit, float(visit.prize)))]
        prize, is_even = max(prize for _, prize in steps), len(steps) == 1 or visit.is_required
        found[n] = changed(found[n], visit=changed(visit, prize=prize, prize_steps=() if is_even else tuple(steps)))


def _aim_routine(found: list[Candidate], routine: Sequence[int], hours: _Hours) -> None:
    worth, is_open = _worths([found[n] for n in routine], hours)
    offered = np.where(is_open, worth, _NOBODY)
    surplus = offered - _prices(offered, hours.capacity)
    best = surplus.max(axis=1, keepdims=True)
    kept = is_open & (surplus >= best - _NEARLY * np.maximum(0, offered.max(axis=1, keepdims=True)))
    weight = kept * np.maximum(1.0, hours.seconds)
    mean = (worth * weight).sum(axis=1) / np.maximum(1.0, weight.sum(axis=1))
    for n, row, value in zip(routine, kept.tolist(), mean.tolist(), strict=True):
        visit = found[n].visit
        windows = hours.cut(visit.windows, tuple(row)) if any(row) and not visit.is_required else visit.windows
        prize = _worth(visit, value if any(row) else float(visit.prize))
        found[n] = changed(found[n], visit=changed(visit, windows=windows, prize=prize))


def _doubts(doors: Sequence[Candidate], prizes: Floats) -> Floats:
    """How much higher than believed the chance of each door may well be, once the better doors of its RT were tried."""
    chance = np.array([max(door.chances) for door in doors])
    tries = np.array([door.evidence for door in doors])
    seen: Counter[str] = Counter()
    for n in np.argsort(-prizes * chance, kind="stable").tolist():
        area = doors[n].visit.group or doors[n].visit.village
        tries[n] += seen[area]
        seen[area] += 1
    return np.asarray(_CURIOSITY * np.sqrt(chance * (1 - chance) / (tries + 1)), dtype=np.float64)


def _losses(doors: Sequence[Candidate], seconds: Floats) -> Floats:
    """How much likelier than others each door opens on weekdays, which a meeting on a weekend would waste.

    Slots count by the time that today's teams have in them. On weekdays nothing is lost: weekends are full anyway.
    """
    if not all(door.on_weekdays for door in doors):
        return np.zeros(len(doors))
    chance = np.array([door.on_weekdays for door in doors]) @ (seconds / max(1.0, seconds.sum()))
    return np.asarray(chance - chance.mean(), dtype=np.float64)


def _prices(worth: Floats, capacity: Floats) -> Floats:
    """Price of each slot, raised in turn until no more doors want it than it has time for."""
    num_slots = worth.shape[1]
    prices = np.zeros(num_slots)
    for _ in range(_NUM_ROUNDS):
        for slot in range(num_slots):
            others = np.delete(worth - prices, slot, axis=1).max(axis=1, initial=0.0)
            most = int(capacity[slot])
            if most >= len(worth):
                prices[slot] = 0.0
                continue
            wanted = worth[:, slot] - np.maximum(0.0, others)
            prices[slot] = max(0.0, float(np.partition(wanted, len(wanted) - 1 - most)[len(wanted) - 1 - most]))
    return prices


def _aim_complaints(found: list[Candidate], hours: _Hours) -> None:
    """Aim pressing complaints at their best slot, highest prize first, while it has time."""
    left, clearly = _COMPLAINT_PART * hours.seconds, _BETTER if hours.shut_duration else _CLEARLY
    order = [n for n, c in enumerate(found) if c.chances and c.is_pressing and not c.visit.is_required]
    for n in sorted(order, key=lambda n: (-found[n].visit.prize, found[n].visit.id)):
        visit = found[n].visit
        is_open = hours.open_to(visit)
        chances = np.where(is_open, found[n].chances, 0.0)
        best = int(chances.argmax())
        need = visit.service_duration + _STOP_DURATION
        if is_open.sum() < 2 or chances[best] < clearly * np.sort(chances)[-2] or left[best] < need:
            continue
        left[best] -= need
        kept = tuple(slot == best for slot in range(len(hours.slots)))
        found[n] = changed(found[n], visit=changed(visit, windows=hours.cut(visit.windows, kept)))


def _worth(visit: Visit, worth: float) -> int:
    return max(1, round(WORTH_SCALE * worth)) if visit.prize else 0


def _overlap(shift: Shift, slot: Slot) -> int:
    """Seconds of a shift in a slot, its breaks spread evenly over the shift."""
    length = max(1, shift.window.end - shift.window.start)
    working = max(0, length - sum(rest.duration for rest in shift.breaks))
    shared = min(shift.window.end, slot.window.end + 1) - max(shift.window.start, slot.window.start)
    return max(0, shared) * working // length


def _joined(spans: Sequence[Window]) -> list[Window]:
    found: list[Window] = []
    for span in spans:
        if found and span.start == found[-1].end + 1:
            found[-1] = Window(start=found[-1].start, end=span.end)
        else:
            found.append(span)
    return found


def _common(windows: Sequence[Window], spans: Sequence[Window]) -> list[Window]:
    return [
        Window(start=max(window.start, span.start), end=min(window.end, span.end))
        for window in windows
        for span in spans
        if window.start <= span.end and window.end >= span.start
    ]
