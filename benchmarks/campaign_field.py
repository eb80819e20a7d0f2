"""The campaign's second world, `field`: conversations, shut doors and ways take their time, and teams follow the paper.

A conversation takes triangular(10, 13, 22) minutes, a refusal 2, a shut door 3, a complaint 15 + triangular(0, 8, 22); a way
takes what was planned times a lognormal of mean 1 and standard deviation 0.2. Whether doors open is as in
`campaign_world`. Policies:

* `ours`: the planner with doors that may stay shut; teams follow the printed rule (`planner.rules.walk`);
* `old`: the planner of 0.4.0, fifteen minutes for every door; its sheet is worked down in order, then its reserves, never a
  door that cannot be finished before the end of duty; nobody waits for a routine door's printed time;
* `old-plain`: the same without the estimate of when doors open;
* `manual`: complaints dealt out first, then RT by RT in a fixed list, the nearest door first, no slots.

`bound` is no campaign: kinds of households known, no travel, no refusals, no complaints, the limit of conversations kept: how
many homes a linear programme meets at most in the hours on duty.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.campaign_book import Book, Try
from benchmarks.campaign_policies import Ground, household_of, plan_of_day, problem_of
from benchmarks.campaign_world import World
from planner.domain.outcome import Outcome
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.units import HOUR, MINUTE
from planner.domain.visit import Tier, Visit, Window
from planner.improving.overbooking import overbooked
from planner.improving.reserves import with_reserves
from planner.rules.blocks import Block, blocks_of
from planner.rules.candidates import due_candidates
from planner.rules.roster import shifts_of_day
from planner.rules.timing import leg_duration
from planner.rules.walk import walk

_SHUT, _REFUSAL, _MOVED = 3 * MINUTE, 2 * MINUTE, 3 * MINUTE
_SIGMA2 = float(np.log(1 + 0.2**2))
_LATE = 10 * MINUTE
_RESERVES = 4
_DOORS = 120
"""Doors of the list that each team is given: more than it can knock at."""


@dataclass(slots=True)
class Tally:
    """What the days of the teams came to.

    Attributes
    ----------
    work, duty
        Seconds at doors and on the road, and on duty without breaks.
    """

    late_days: int = 0
    late_anchors: int = 0
    anchors: int = 0
    work: float = 0.0
    duty: float = 0.0


class Street:
    """Days of teams in the drawn world: what knocks bring and how long all takes."""

    def __init__(self, world: World, book: Book, date: dt.date, seed: int) -> None:
        self._world, self._book, self._date = world, book, date
        self._draw = np.random.default_rng([seed, 3, date.toordinal()])
        self.tried: set[str] = set()
        """Households knocked at today."""
        self.work = 0.0

    def way(self, planned: int) -> int:
        """Seconds of a way as it turns out."""
        drawn = round(planned * float(np.exp(self._draw.normal(-_SIGMA2 / 2, _SIGMA2**0.5))))
        self.work += drawn
        return drawn

    def visit(self, visit: Visit, time: int) -> int:
        """Knock, write it down, and say how long it took."""
        household = household_of(self._book.complaints, visit.id)
        self.tried.add(household)
        outcome = self._world.knock(household, self._date, time)
        self._book.record(Try(visit_id=visit.id, household=household, time=time), outcome, self._date)
        spent = self._spent(visit, outcome)
        self.work += spent
        return spent

    def _spent(self, visit: Visit, outcome: Outcome) -> int:
        if outcome is Outcome.REFUSED:
            return _REFUSAL
        if outcome is not Outcome.MET:
            return _SHUT
        if visit.tier is Tier.COMPLAINT:
            return round(15 * MINUTE + float(self._draw.triangular(0, 8, 22)) * MINUTE)
        return round(float(self._draw.triangular(10, 13, 22)) * MINUTE)


def ours(book: Book, date: dt.date, ground: Ground, seed: int, street: Street, tally: Tally) -> None:
    """Plan with doors that may stay shut; teams follow the printed rule."""
    settings = dataclasses.replace(ground.settings, day=dataclasses.replace(ground.settings.day, shut_duration=_SHUT))
    planned = plan_of_day(book, date, dataclasses.replace(ground, settings=settings), seed, with_estimate=True)
    problem = planned.problem
    plan = overbooked(problem, planned.plan, run_out=settings.plan.run_out)
    shifts = {shift.id: shift for shift in problem.shifts}
    for route in plan.routes:
        shift = shifts[route.shift_id]
        follow(problem, shift, blocks_of(problem, shift, route), street, tally)


def old(
    book: Book, date: dt.date, ground: Ground, seed: int, street: Street, tally: Tally, *, with_estimate: bool = True
) -> None:
    """Plan as 0.4.0 did; its sheet in order, then its reserves, never a door that cannot be finished before the end of duty."""
    settings = dataclasses.replace(ground.settings, day=dataclasses.replace(ground.settings.day, shut_duration=0))
    planned = plan_of_day(book, date, dataclasses.replace(ground, settings=settings), seed, with_estimate=with_estimate)
    problem = planned.problem
    plan = with_reserves(problem, planned.plan, num_reserves=_RESERVES)
    shifts = {shift.id: shift for shift in problem.shifts}
    visits = {visit.id: visit for visit in problem.visits}
    for route in plan.routes:
        todo = [visits[id_] for id_ in (*(stop.visit_id for stop in route.stops), *route.reserves)]
        _work_down(problem, shifts[route.shift_id], lambda _, todo=todo: todo.pop(0) if todo else None, street, tally)


def follow(problem: Problem, shift: Shift, blocks: Sequence[Block], street: Street, tally: Tally) -> None:
    """One team by the printed rule."""
    before = street.work

    def expected(origin: int | None, destination: int | None) -> int:
        return leg_duration(problem, shift, origin, destination)

    def way(origin: int | None, destination: int | None) -> int:
        return street.way(expected(origin, destination))

    walked = walk(shift, blocks, expected=expected, way=way, stay=street.visit)
    anchors = [made for made in walked.made if made.visit.opening is None]
    tally.anchors += len(anchors)
    tally.late_anchors += sum(made.lateness > _LATE for made in anchors)
    _note(shift, walked.end_time, street.work - before, tally)


def _work_down(
    problem: Problem, shift: Shift, following: Callable[[int | None], Visit | None], street: Street, tally: Tally
) -> None:
    """One team that takes what comes next while it can be finished before the end of duty; breaks when they may begin."""
    time, place, rests, before = shift.window.start, shift.start, list(shift.breaks), street.work
    while (visit := following(place)) is not None:
        there = leg_duration(problem, shift, place, visit.place)
        while rests and time + there + visit.service_duration > rests[0].windows[-1].end:
            time = max(time, rests[0].windows[0].start) + rests[0].duration
            rests.pop(0)
        back = leg_duration(problem, shift, visit.place, shift.end)
        left = sum(rest.duration for rest in rests)
        if time + there + visit.service_duration + left + back > shift.window.end:
            continue
        time, place = time + street.way(there), visit.place
        time += street.visit(visit, time)
    for rest in rests:
        time = max(time, rest.windows[0].start) + rest.duration
    time += street.way(leg_duration(problem, shift, place, shift.end))
    _note(shift, time, street.work - before, tally)


def _note(shift: Shift, end_time: int, work: float, tally: Tally) -> None:
    tally.late_days += end_time > shift.window.end + _LATE
    tally.work += work


class Manual:
    """RT by RT in a fixed list, whoever is free takes the next one; the list begins anew when it is done."""

    def __init__(self) -> None:
        self._tried: set[str] = set()
        """Households tried since the list began."""

    def __call__(self, book: Book, date: dt.date, ground: Ground, seed: int, street: Street, tally: Tally) -> None:
        """One day."""
        settings = ground.settings
        due = due_candidates(book.households, book.open_complaints, (), date=date, settings=settings)
        shifts = shifts_of_day(ground.teams, date=date, settings=settings)
        complaints = sorted((c for c in due.candidates if c.visit.tier is Tier.COMPLAINT), key=lambda c: -c.visit.prize)
        doors = [c for c in due.candidates if c.visit.tier is Tier.COVERAGE]
        todo = [door for door in doors if door.visit.id not in self._tried]
        if len(todo) < len(shifts):
            self._tried, todo = set(), doors
        todo.sort(key=lambda door: (door.visit.group, door.visit.id))
        chosen = [*complaints, *todo[: _DOORS * len(shifts)]]
        problem = problem_of(chosen, shifts, date, ground)
        groups: dict[str, list[Visit]] = {}
        for visit in problem.visits[len(complaints) :]:
            groups.setdefault(visit.group, []).append(visit)
        queues = list(groups.values())
        for number, shift in enumerate(shifts):
            mine = list(problem.visits[: len(complaints)])[number :: len(shifts)]
            _work_down(problem, shift, _nearest_in(problem, shift, mine, queues[number :: len(shifts)]), street, tally)
        self._tried |= street.tried


def _nearest_in(
    problem: Problem, shift: Shift, complaints: list[Visit], queues: list[list[Visit]]
) -> Callable[[int | None], Visit | None]:
    """Complaints first, then the nearest door of the RT at hand."""

    def following(place: int | None) -> Visit | None:
        if complaints:
            return complaints.pop(0)
        while queues and not queues[0]:
            queues.pop(0)
        if not queues:
            return None
        found = min(queues[0], key=lambda visit: leg_duration(problem, shift, place, visit.place))
        queues[0].remove(found)
        return found

    return following


FIELD_POLICIES: dict[str, Callable[[], Callable[..., None]]] = {
    "ours": lambda: ours,
    "old": lambda: old,
    "old-plain": lambda: lambda *given: old(*given, with_estimate=False),
    "manual": Manual,
}
"""Name of each policy of this world to what makes it afresh."""


def bound(world: World, ground: Ground, *, days: Sequence[dt.date]) -> tuple[float, float]:
    """Homes that may be met at most, and hours on duty: one linear programme in expectation."""
    from scipy.optimize import linprog  # noqa: PLC0415 (only here)

    from benchmarks.campaign_world import _WEEKDAY, _WEEKEND  # noqa: PLC0415

    seconds, talks, hours = np.zeros((2, 3)), 0.0, 0.0
    spans = [Window(start=0, end=12 * HOUR), Window(start=12 * HOUR, end=16 * HOUR), Window(start=16 * HOUR, end=24 * HOUR)]
    for date in days:
        for shift in shifts_of_day(ground.teams, date=date, settings=ground.settings):
            rest = sum(pause.duration for pause in shift.breaks)
            length = shift.window.end - shift.window.start
            hours += (length - rest) / HOUR
            talks += shift.max_visits or np.inf
            for n, span in enumerate(spans):
                inside = max(0, min(span.end, shift.window.end) - max(span.start, shift.window.start))
                seconds[int(date.weekday() >= 5), n] += inside * (length - rest) / length
    chances = np.stack([_WEEKDAY, np.tile(_WEEKEND, (3, 1))])
    each = 12 * MINUTE + _SHUT / chances
    num = chances.size
    index = np.arange(num).reshape(chances.shape)
    rows, most = [], []
    for kind_of_day in range(2):
        for n in range(3):
            row = np.zeros(num)
            row[index[kind_of_day, :, n]] = each[kind_of_day, :, n]
            rows.append(row)
            most.append(seconds[kind_of_day, n])
    for kind, count in enumerate(world.num_of_kind()):
        row = np.zeros(num)
        row[index[:, kind, :].ravel()] = 1
        rows.append(row)
        most.append(count)
    if np.isfinite(talks):
        rows.append(np.ones(num))
        most.append(talks)
    found = linprog(-np.ones(num), A_ub=np.array(rows), b_ub=np.array(most), bounds=(0, None))
    return float(-found.fun), hours
