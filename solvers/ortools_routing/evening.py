"""A day whose prizes depend on the hour as one that OR-Tools can judge: one prize a visit, and hours that are no worse.

Its model knows one prize a visit. So a visit that the plan at hand makes may start in the hours in which it is worth at least
what it is worth now, and one left out is worth its best prize at any hour. What is gained so is gained in truth but for visits
put in, which may be worth less than supposed: the caller compares by the exact cost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.domain.problem import Problem
from planner.domain.units import NEVER
from planner.domain.visit import Visit
from planner.domain.window import Window
from planner.rules.timing import schedule


def evened(problem: Problem, orders: Sequence[Sequence[int]]) -> Problem:
    """The day with one prize a visit, held to the hours of lawful orders; the problem itself where no prize has hours."""
    if not any(visit.prize_steps for visit in problem.visits):
        return problem
    visits = [replace(visit, prize_steps=()) for visit in problem.visits]
    for shift, order in zip(problem.shifts, orders, strict=True):
        route = schedule(problem, shift, order) if order else None
        for position, stop in zip(order, route.stops if route else (), strict=True):
            visit = problem.visits[position]
            if visit.prize_steps:
                spans = tuple(_no_worse(visit, visit.prize_at(stop.start_time)))
                visits[position] = replace(visits[position], windows=_common(visit.windows, spans))
    return replace(problem, visits=tuple(visits))


def _no_worse(visit: Visit, prize: int) -> Iterator[Window]:
    """Hours in which a visit is worth at least so much; those next to each other joined."""
    begun = None
    starts = [-NEVER, *(time for time, _ in visit.prize_steps[1:])]
    for start, (_, worth) in zip(starts, visit.prize_steps, strict=True):
        if worth >= prize and begun is None:
            begun = start
        elif worth < prize and begun is not None:
            yield Window(start=begun, end=start - 1)
            begun = None
    if begun is not None:
        yield Window(start=begun, end=NEVER)


def _common(windows: Sequence[Window], spans: Sequence[Window]) -> tuple[Window, ...]:
    """What lies in both; without windows the spans."""
    return tuple(
        Window(start=max(window.start, span.start), end=min(window.end, span.end))
        for window in windows or (Window(start=-NEVER, end=NEVER),)
        for span in spans
        if window.start <= span.end and window.end >= span.start
    )
