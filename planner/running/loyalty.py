"""Problems that hold on to a plan more than the objective does: kept visits worth more, or bound to their order, team and time.

The objective's own penalty of a change is a soft cost: it never outweighs a prize, so a search would turn a day upside down for
one point more. Searching a problem in which a kept visit is worth some per cent more makes it exchange a visit only for one
that is worth the disturbance. No engine weighs a stop that is merely re-timed; where the stops of a team keep their order, few
are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from planner.domain.lock import Lock, LockKind
from planner.domain.orders import positions
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.visit import Visit, Window
from planner.rules.timing import schedule


def favouring_kept(problem: Problem, percent: int, *, plan: Plan) -> Problem:
    """Raise the prizes of the kept visits that a plan makes by so many per cent, rounded up.

    Parameters
    ----------
    plan
        The least change: what it had to drop is disturbed anyhow and has to win its place by its prize alone.

    Raises
    ------
    ValueError
        If the percentage is negative.
    """
    if percent < 0:
        raise ValueError(f"the bonus is {percent} per cent, expected >= 0")
    if percent == 0 or not problem.kept:
        return problem
    favoured = {stop.visit_id for route in plan.routes for stop in route.stops} & problem.kept.keys()
    visits = tuple(
        visit.dearer(-(-visit.prize * percent // 100)) if visit.id in favoured else visit for visit in problem.visits
    )
    return replace(problem, visits=visits)


def keeping_times(problem: Problem, plan: Plan, *, before: Plan, tolerance: int) -> Problem:
    """Bind every stop of a plan to its team, and to the tolerance around its time before where the plan meets that.

    The plan itself stays lawful; other visits may be added to it only where no stop is moved or re-timed.
    """
    time_of = {stop.visit_id: stop.start_time for route in before.routes for stop in route.stops}
    spans: dict[str, Window] = {}
    locks = []
    for route in plan.routes:
        for stop in route.stops:
            time = time_of.get(stop.visit_id, stop.start_time)
            if abs(time - stop.start_time) <= tolerance:
                spans[stop.visit_id] = Window(start=time - tolerance, end=time + tolerance)
            locks.append(Lock(kind=LockKind.SHIFT, visit_id=stop.visit_id, shift_id=route.shift_id))
    return replace(problem, visits=_within(problem.visits, spans), locks=(*problem.locks, *locks))


def keeping_orders(problem: Problem, plan: Plan) -> Problem:
    """Let the stops of each route keep their order among themselves, wherever others come between or they move to."""
    orders = tuple(
        Lock(kind=LockKind.ORDER, visit_id=earlier.visit_id, later_id=later.visit_id)
        for route in plan.routes
        for earlier, later in pairwise(route.stops)
    )
    return replace(problem, locks=(*problem.locks, *orders))


def timed_anew(problem: Problem, plan: Plan) -> Plan:
    """A plan of a narrower problem with the times that it has in this one.

    Raises
    ------
    ValueError
        If a route has no schedule: the problem of the plan was not narrower.
    """
    position_of = positions(problem)
    shift_of = {shift.id: shift for shift in problem.shifts}
    routes = []
    for route in plan.routes:
        timed = schedule(problem, shift_of[route.shift_id], [position_of[stop.visit_id] for stop in route.stops])
        if timed is None:
            raise ValueError(f"shift {route.shift_id!r}: no schedule without the narrower windows")
        routes.append(timed)
    return replace(plan, routes=tuple(routes))


def _within(visits: Sequence[Visit], spans: Mapping[str, Window]) -> tuple[Visit, ...]:
    return tuple(
        replace(visit, windows=_common(visit.windows, spans[visit.id])) if visit.id in spans else visit for visit in visits
    )


def _common(windows: Sequence[Window], span: Window) -> tuple[Window, ...]:
    """What windows share with a span; none given: the span."""
    return tuple(
        Window(start=max(window.start, span.start), end=min(window.end, span.end))
        for window in windows or (span,)
        if window.start <= span.end and window.end >= span.start
    )
