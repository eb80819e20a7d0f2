"""Anchors and blocks of a route: what is promised, the doors between two promises, and when a team has to leave them.

With *D(k, p)* the latest time at which a team at place *p* may set out for anchor *k*,

    visit at place q    D(k, p) = latest start in its windows by D(k + 1, q) − its duration, less the way from p to q
    break               D(k, p) = latest start in its windows by D(k + 1, p) − its duration
    end of duty         D(k, p) = end of the shift, less the way from p to the station,

whoever leaves by D reaches every later anchor in time, with its full duration, whatever doors do: the doors between may all be
passed by. A break is thought to be taken before the next leg, which errs on the safe side. A team that always waited until D
would spend its day in the first block, so a block is left earlier where the plan wants the anchor earlier: at the planned time
and one met duration later, because the last door that may be begun ends half of that before, on average.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.plan import Route
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.units import MINUTE, NEVER
from planner.domain.visit import Visit
from planner.rules.timing import latest_in, leg_duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The doors between two anchors, in walking order, and the anchor after them.

    Attributes
    ----------
    doors
        Those planned, then those *if time allows*.
    num_planned
        How many of them are planned.
    visit, rest
        The anchor: a visit, a break, or neither: the end of duty.
    leave_by
        When the block is left at the latest; no door is begun later than this less its met duration. Never later than safe.
    safe
        When it has to be left for every later anchor and the end of duty to be kept for certain; `-NEVER`: they cannot be.
    """

    doors: tuple[Visit, ...]
    num_planned: int
    visit: Visit | None
    rest: Break | None
    leave_by: int
    safe: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchor:
    visit: Visit | None
    rest: Break | None
    time: int | None

    @property
    def length(self) -> int:
        """Seconds that it takes for certain."""
        if self.visit is not None:
            return self.visit.service_duration + self.visit.setup_duration
        return self.rest.duration if self.rest else 0


def has_doors(problem: Problem) -> bool:
    """Whether any visit of a day is a knock that may be in vain."""
    return any(visit.opening is not None for visit in problem.visits)


def blocks_of(problem: Problem, shift: Shift, route: Route) -> tuple[Block, ...]:
    """Blocks of a route in their order, at least one: that before the end of duty."""
    doors, spares, anchors = _sorted(problem, shift, route)
    found: list[Block] = []
    before: set[int | None] = {shift.start}
    for number, anchor in enumerate(anchors):
        inside = doors[number] + spares[number]
        places = before | {visit.place for visit in inside}
        safe = min(_latest(problem, shift, anchors[number:], place) for place in places)
        found.append(
            Block(
                doors=tuple(inside),
                num_planned=len(doors[number]),
                visit=anchor.visit,
                rest=anchor.rest,
                leave_by=min(safe, _paced(problem, shift, anchor, inside, places)) // MINUTE * MINUTE,
                safe=safe,
            )
        )
        before = places if anchor.rest is not None else {anchor.visit.place} if anchor.visit else set()
    return tuple(found)


def _sorted(problem: Problem, shift: Shift, route: Route) -> tuple[list[list[Visit]], list[list[Visit]], list[_Anchor]]:
    """Doors and spare doors of each block, and the anchors."""
    visits = {visit.id: visit for visit in problem.visits}
    rests = {rest.id: rest for rest in shift.breaks}
    pauses = sorted(route.pauses, key=lambda pause: pause.start_time)
    after = route.reserve_after or (len(route.stops),) * len(route.reserves)
    doors: list[list[Visit]] = [[]]
    spares: list[list[Visit]] = [[]]
    anchors: list[_Anchor] = []
    given = 0

    def close(anchor: _Anchor, num_before: int) -> None:
        nonlocal given
        anchors.append(anchor)
        waiting = list(zip(after, route.reserves, strict=True))[given:]
        taken = [visits[id_] for number, id_ in waiting if number <= num_before]
        spares[-1].extend(taken)
        given += len(taken)
        doors.append([])
        spares.append([])

    for number, stop in enumerate(route.stops):
        while pauses and pauses[0].start_time < stop.start_time:
            pause = pauses.pop(0)
            close(_Anchor(visit=None, rest=rests[pause.break_id], time=pause.start_time), number)
        visit = visits[stop.visit_id]
        if visit.opening is not None:
            doors[-1].append(visit)
        else:
            close(_Anchor(visit=visit, rest=None, time=stop.start_time), number)
    for pause in pauses:
        close(_Anchor(visit=None, rest=rests[pause.break_id], time=pause.start_time), len(route.stops))
    close(_Anchor(visit=None, rest=None, time=None), NEVER)
    return doors, spares, anchors


def _latest(problem: Problem, shift: Shift, anchors: Sequence[_Anchor], place: int | None) -> int:
    """*D* of the first of these anchors."""
    spots = list(_spots(anchors, place))
    time = shift.window.end
    for anchor, (origin, at) in zip(reversed(anchors), reversed(spots), strict=True):
        action = anchor.visit or anchor.rest
        target = at if action else shift.end
        if action is not None:
            length = anchor.length
            start = latest_in(action.windows, time - length)
            if start is None:
                return -NEVER
            time = start
        time -= leg_duration(problem, shift, origin, target)
    return time


def _spots(anchors: Sequence[_Anchor], place: int | None) -> Iterator[tuple[int | None, int | None]]:
    """From where each anchor is reached, and where it is."""
    for anchor in anchors:
        at = anchor.visit.place if anchor.visit else place
        yield place, at
        place = at


def _paced(problem: Problem, shift: Shift, anchor: _Anchor, doors: Sequence[Visit], places: set[int | None]) -> int:
    """When the plan wants a block to be left."""
    if anchor.time is None:
        return NEVER
    met = max((door.opening.met_duration for door in doors if door.opening), default=0)
    way = max(leg_duration(problem, shift, place, anchor.visit.place) for place in places) if anchor.visit else 0
    return anchor.time - way + met
