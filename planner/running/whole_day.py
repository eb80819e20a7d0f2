"""The problem of a day of which a part has happened: what happened is fixed in it, so that any checker can judge the rest.

    8.00            at                                             16.00
     ├─ facts ───────┼─ hold ─┼─ free: windows cut at `at` ──────────┤
     │ window = start│ a break that is none: waiting, a delay        │

Each fact is required, is locked to its shift, and may start only when it started. Breaks taken have one time. From the last
fact to the moment from which a team can follow a new plan lies a *hold*. Other visits may not start before the moment. A team
that is away makes no more visits than its facts and has no way home to make; where a late team gets home after its duty, or by
a longer way than it may travel, its duty and its limit are stretched to that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planner.domain.lock import Lock, LockKind
from planner.domain.orders import positions
from planner.domain.plan import Plan, Route
from planner.domain.problem import Policy, Problem
from planner.domain.shift import HOLD, Break, Shift
from planner.domain.units import DAY
from planner.domain.visit import Window
from planner.rules.timing import schedule
from planner.running.standing import Standing


class FactsError(ValueError):
    """What is said to have happened cannot have: a shift's facts have no lawful schedule.

    Attributes
    ----------
    shift_id
        The shift.
    """

    def __init__(self, shift_id: str) -> None:
        super().__init__(f"shift {shift_id!r}: its facts have no schedule")
        self.shift_id = shift_id


def whole_day(
    problem: Problem,
    plan: Plan,
    stands: Mapping[str, Standing],
    *,
    time: int,
    policy: Policy,
    locks: Sequence[Lock] = (),
) -> Problem:
    """Fix what has happened.

    Parameters
    ----------
    problem, plan
        The day as it was planned; visits that were added since are in the problem.
    stands
        Where each shift stands at `time`.
    policy
        With the weight of a change.
    locks
        The desk's, on visits that are no facts; those of the problem stay, `FIRST` ones of the past left out.

    Raises
    ------
    FactsError
        If a shift's facts have no schedule.
    """
    start_of = {stop.visit_id: stop.start_time for stand in stands.values() for stop in stand.stops}
    shift_of = {stop.visit_id: id_ for id_, stand in stands.items() for stop in stand.stops}
    last_time = max((time, *(shift.window.end for shift in problem.shifts)))
    visits = tuple(
        replace(visit, windows=(Window(start=start_of[visit.id], end=start_of[visit.id]),), is_required=True)
        if visit.id in start_of
        else replace(visit, windows=_after(visit.windows, time, last_time))
        for visit in problem.visits
    )
    facts = tuple(Lock(kind=LockKind.SHIFT, visit_id=visit_id, shift_id=id_) for visit_id, id_ in shift_of.items())
    day = replace(
        problem,
        visits=visits,
        shifts=tuple(_shift(stands[shift.id]) for shift in problem.shifts),
        policy=policy,
        locks=(*facts, *_open_locks(problem.locks, stands), *locks),
        kept={stop.visit_id: route.shift_id for route in plan.routes for stop in route.stops},
    )
    return replace(day, shifts=tuple(_lawful(day, shift, stands[shift.id]) for shift in day.shifts))


def _open_locks(locks: Sequence[Lock], stands: Mapping[str, Standing]) -> tuple[Lock, ...]:
    """Earlier locks that still bind somebody: not on facts."""
    done = {stop.visit_id for stand in stands.values() for stop in stand.stops}
    return tuple(lock for lock in locks if lock.visit_id not in done and lock.kind is not LockKind.FIRST)


def _after(windows: Sequence[Window], time: int, last_time: int) -> tuple[Window, ...]:
    """What is left of the windows from a time on; a visit with nothing left gets one after everybody's duty."""
    spans = windows or (Window(start=time, end=last_time),)
    left = tuple(Window(start=max(span.start, time), end=span.end) for span in spans if span.end >= time)
    return left or (Window(start=last_time + 1, end=last_time + 1),)


def _shift(stand: Standing) -> Shift:
    shift, free = stand.shift, stand.free_time
    if not stand.stops:
        gone = {rest.id for rest in shift.breaks if rest.windows[-1].end + rest.duration <= free}
        breaks = tuple(_later(rest, free) for rest in shift.breaks if rest.id not in gone)
        window = Window(start=min(free, shift.window.end), end=shift.window.end)
        is_over = stand.is_away or free >= shift.window.end
        return replace(shift, window=window, breaks=breaks, max_visits=0 if is_over else shift.max_visits)
    taken = {pause.break_id: pause for pause in stand.pauses}
    fixed = tuple(
        replace(rest, windows=(Window(start=taken[rest.id].start_time, end=taken[rest.id].start_time),))
        for rest in shift.breaks
        if rest.id in taken
    )
    if stand.is_away:
        window = Window(start=shift.window.start, end=stand.busy_until)
        return replace(shift, window=window, breaks=fixed, end=None, max_visits=len(stand.stops))
    later = tuple(_later(rest, free) for rest in shift.breaks if rest.id not in taken)
    return replace(shift, breaks=(*fixed, *_holds(stand), *later))


def _later(rest: Break, time: int) -> Break:
    """A break that is still to come; one whose time is past is taken as soon as may be."""
    left = tuple(Window(start=max(span.start, time), end=span.end) for span in rest.windows if span.end >= time)
    return replace(rest, windows=left or (Window(start=time, end=time),))


def _holds(stand: Standing) -> tuple[Break, ...]:
    """Fill the time from the last fact until the team is free, where no break taken fills it."""
    found, now = [], stand.stops[-1].end_time
    for pause in (*sorted(stand.pauses, key=lambda pause: pause.start_time), None):
        until = stand.free_time if pause is None else pause.start_time
        if until > now:
            span = Window(start=now, end=now)
            found.append(Break(id=f"{HOLD}-{now}", windows=(span,), duration=until - now, label=HOLD))
        now = max(now, stand.free_time if pause is None else pause.end_time)
    return tuple(found)


def _lawful(day: Problem, shift: Shift, stand: Standing) -> Shift:
    """The shift with its duty, and its limit of travel, stretched where its facts and the way home need that."""
    if not stand.stops or facts_route(day, shift, stand) is not None:
        return shift
    free = replace(shift, window=Window(start=shift.window.start, end=max(shift.window.end, 2 * DAY)), max_travel_duration=None)
    route = facts_route(day, free, stand)
    if route is None:  # a break that is left has no place after all that happened
        over = {pause.break_id for pause in stand.pauses}
        free = replace(free, breaks=tuple(rest for rest in free.breaks if rest.id in over or rest.label == HOLD))
        route = facts_route(day, free, stand)
    if route is None:
        raise FactsError(shift.id)
    limit = shift.max_travel_duration
    return replace(
        free,
        window=Window(start=shift.window.start, end=max(shift.window.end, route.end_time)),
        max_travel_duration=None if limit is None else max(limit, route.travel_duration),
    )


def facts_route(day: Problem, shift: Shift, stand: Standing) -> Route | None:
    """The route of a shift that does nothing but its facts; `None`: there is no such route."""
    position_of = positions(day)
    return schedule(day, shift, [position_of[stop.visit_id] for stop in stand.stops]) if stand.stops else None
