"""Where each team stands at a moment of a running day: what it has done or is on its way to, and from when on it is free.

What the desk says about a team counts; for the rest the plan is believed. A stop is a *fact* when the team has set out for it
(a team on the road is not turned back), or, by the desk's count, when it is among the first *n* of its route. A team whose
duty ends is held to be at the door only when the stop had begun. The team is free when the last fact and the breaks taken so
far are over, plus its delay, and not before the moment.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.plan import Pause, Plan, Route, Stop
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.domain.shift import HOLD, Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One team at the moment of replanning.

    Attributes
    ----------
    stops
        Facts: done and under way, in order.
    pauses
        Breaks taken, the running one included; empty where no stop is a fact.
    free_time
        From when on it may do something else.
    is_away
        It makes nothing more.
    """

    shift: Shift
    stops: tuple[Stop, ...] = ()
    pauses: tuple[Pause, ...] = ()
    free_time: int
    is_away: bool = False

    @property
    def busy_until(self) -> int:
        """When the last fact and the last break taken are over; the start of duty where there is none."""
        return max(_ends(self.stops, self.pauses), default=self.shift.window.start)


def standings(problem: Problem, plan: Plan, news: News) -> dict[str, Standing]:
    """Standing of every shift of the problem, by its id.

    Raises
    ------
    ValueError
        If the news name a shift that the problem does not have.
    """
    known = {shift.id for shift in problem.shifts}
    named = {*news.num_done, *news.delays, *news.away, *news.untouched}
    if named - known:
        raise ValueError(f"shifts {sorted(named - known)} are not in the problem")
    route_of = {route.shift_id: route for route in plan.routes}
    return {shift.id: _standing(shift, route_of.get(shift.id), news) for shift in problem.shifts}


def facts_of(stands: Mapping[str, Standing]) -> frozenset[str]:
    """Visits that are done or under way."""
    return frozenset(stop.visit_id for stand in stands.values() for stop in stand.stops)


def _standing(shift: Shift, route: Route | None, news: News) -> Standing:
    delay, is_away = news.delays.get(shift.id, 0), shift.id in news.away
    stops = route.stops[: _num_facts(shift, route, news)] if route else ()
    if not stops or route is None:
        begins = shift.window.start + delay if route is None or not delay else route.start_time + delay
        return Standing(shift=shift, free_time=max(begins, shift.window.start, news.time), is_away=is_away)
    holds = {rest.id for rest in shift.breaks if rest.label == HOLD}
    last_end = stops[-1].end_time
    pauses = tuple(
        pause
        for pause in route.pauses
        if pause.start_time < last_end or pause.start_time + delay < news.time or pause.break_id in holds
    )
    free_time = max(max(_ends(stops, pauses)) + delay, news.time)
    return Standing(shift=shift, stops=stops, pauses=pauses, free_time=free_time, is_away=is_away)


def _ends(stops: Sequence[Stop], pauses: Sequence[Pause]) -> list[int]:
    return [*(stop.end_time for stop in stops), *(pause.end_time for pause in pauses)]


def _num_facts(shift: Shift, route: Route, news: News) -> int:
    delay = news.delays.get(shift.id, 0)
    if shift.id in news.num_done:
        return min(news.num_done[shift.id], len(route.stops))
    if news.done_through is not None:
        return _num_first(stop.end_time <= news.done_through for stop in route.stops)
    if shift.id in news.away:
        return _num_first(stop.start_time + delay <= news.time for stop in route.stops)
    return _num_first(leaving + delay < news.time for leaving in _departures(route))


def _num_first(are_facts: Iterable[bool]) -> int:
    """Number of facts before the first stop that is none."""
    number = 0
    for is_fact in are_facts:
        if not is_fact:
            break
        number += 1
    return number


def _departures(route: Route) -> Iterator[int]:
    """When the team sets out for each stop: after the stop before and the breaks that it takes before leaving."""
    leaving = route.start_time
    for stop in route.stops:
        for pause in sorted(route.pauses, key=lambda pause: pause.start_time):
            if pause.start_time == leaving:
                leaving = pause.end_time
        yield leaving
        leaving = stop.end_time
