"""Runs every law over a plan, in the order in which a reader would want to hear of them."""

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.violation import Violation
from planner.rules.check import breaks, doors, duty, times, ways, who
from planner.rules.check.reading import read

_PLAN_LAWS = (
    who.known_ids,
    who.one_route_per_shift,
    who.visit_at_most_once,
    who.nothing_forgotten,
    duty.required_made,
    who.reserves,
)
_ROUTE_LAWS = (
    who.route_not_empty,
    who.skills,
    who.team_size,
    who.max_visits,
    who.max_rows,
    who.locks,
    times.shift_window,
    times.visit_window,
    times.service_duration,
    times.arrival_before_start,
    ways.reachable,
    ways.travel_time,
    ways.max_travel,
    ways.totals,
    breaks.break_taken,
    breaks.break_window,
    breaks.break_apart,
    doors.anchors_kept,
)


def check(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """List every broken law of a plan; empty: the plan is sound.

    Never raises on a plan: unknown ids and impossible times are violations too.
    """
    reading = read(problem, plan)
    found: list[Violation] = []
    for plan_law in _PLAN_LAWS:
        found.extend(plan_law(reading))
    for route in reading.routes:
        for route_law in _ROUTE_LAWS:
            found.extend(route_law(route))
    return tuple(found)
