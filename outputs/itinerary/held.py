"""What is new for a team against the sheet that it holds: stops that came, moved or shifted, and those that fell away."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from outputs.itinerary.context import DayContext, HeldSheet
from outputs.itinerary.model import FallenLine, StopLine
from outputs.itinerary.privacy import complaints_at_homes, neighbourhood_of
from planner.domain.plan import Plan, Route
from planner.domain.shift import Shift, holds_of
from planner.domain.visit import Visit
from planner.rules.disruption import TOLERANCE, is_as_before

SHIFT_EVENT = "shift"
"""Name of the event that lasts all duty."""


def told_against(line: StopLine, held: HeldSheet | None, context: DayContext, num_done: int) -> StopLine:
    """A line with its row on the sheet that the team holds, and what is new about it since."""
    line = replace(line, is_done=line.start_time is not None and line.number <= num_done)
    if held is None:
        return replace(line, change=context.changes.get(line.visit_id, ""))
    rows = {stop.visit_id: (number, stop.start_time) for number, stop in enumerate(held.route.stops, 1)}
    if line.start_time is None:
        return line
    if line.visit_id not in rows:
        elsewhere = any(stop.visit_id == line.visit_id for other in context.held.values() for stop in other.route.stops)
        return replace(line, change="moved" if elsewhere else "new")
    number, time = rows[line.visit_id]
    change = "retimed" if abs(line.start_time - time) > TOLERANCE else ""
    return replace(line, held_number=number, held_time=time, change=change)


def fallen_of(
    held: HeldSheet, plan: Plan, shifts: Mapping[str, Shift], context: DayContext, visits: Mapping[str, Visit]
) -> tuple[FallenLine, ...]:
    """Rows of the sheet that a team holds that it makes no more, with who makes them now.

    A routine visit that fell away for a complaint of its home is merged with it: the door is gone to all the same.
    """
    now = {stop.visit_id: route.shift_id for route in plan.routes for stop in route.stops}
    route = next((route for route in plan.routes if route.shift_id == held.shift.id), None)
    reserves = {id_: number for number, id_ in enumerate(route.reserves, len(route.stops) + 1)} if route else {}
    rows = {stop.visit_id: (number, stop.start_time) for number, stop in enumerate(route.stops, 1)} if route else {}
    serves = complaints_at_homes((visits[id_] for id_ in (*now, *reserves) if id_ in visits), context)
    found = []
    for number, stop in enumerate(held.route.stops, 1):
        if now.get(stop.visit_id) == held.shift.id:
            continue
        is_there = stop.visit_id in now or stop.visit_id in reserves
        id_ = stop.visit_id if is_there else serves.get(held.visits[stop.visit_id].subject or stop.visit_id, "")
        line = _fallen_stop(held, number, "" if id_ not in now or id_ in rows else shifts[now[id_]].team, context)
        if id_ in rows:
            row, time = rows[id_]
            line = replace(line, merged_with=id_, merged_number=row, merged_time=time)
        found.append(replace(line, reserve_number=reserves.get(id_)))
    return tuple(found)


def is_changed(held: HeldSheet | None, route: Route, plan: Plan, shift: Shift) -> bool:
    """Whether a team needs another paper: other officers, other stops, another order, other times of stops or breaks, or a
    reserve on it that the plan gives to another team.

    That it waited for a new plan after what it had done (`planner.domain.shift.HOLD`) is nothing that it has to be told.
    """
    if held is None or held.names_others or not is_as_before(route, held.route, holds=holds_of(shift, held.shift)):
        return True
    others = (one for one in plan.routes if one.shift_id != route.shift_id)
    given = {id_ for one in others for id_ in (*(stop.visit_id for stop in one.stops), *one.reserves)}
    return not given.isdisjoint(held.route.reserves)


def cancelled_of(
    shift: Shift, route: Route | None, earlier: Sequence[HeldSheet], texts: Collection[str]
) -> tuple[FallenLine, ...]:
    """Events of a team's earlier calendars that are none any more: stops, breaks, and its shift if it has no route."""
    there = {} if route is None else _events(shift, route, texts)
    gone: dict[str, FallenLine] = {}
    for held in earlier:
        gone |= {what: line for what, line in _events(held.shift, held.route, texts).items() if what not in there}
    return tuple(gone.values())


def _events(shift: Shift, route: Route, texts: Collection[str]) -> dict[str, FallenLine]:
    """Events of a route's calendar by their names, as they are cancelled."""
    spans = [
        (SHIFT_EVENT, "", route.start_time, route.end_time),
        *((stop.visit_id, "", stop.start_time, stop.end_time) for stop in route.stops),
        *(
            (pause_event(one.break_id), break_label(shift, one.break_id, texts), one.start_time, one.end_time)
            for one in route.pauses
        ),
    ]
    return {
        what: FallenLine(what=what, number=None, start_time=start, end_time=end, break_label=label)
        for what, label, start, end in spans
    }


def break_label(shift: Shift, break_id: str, texts: Collection[str]) -> str:
    """Key of the word of a break."""
    label = next((rest.label for rest in shift.breaks if rest.id == break_id), "other")
    return label if f"break.{label}" in texts else "other"


def pause_event(break_id: str) -> str:
    """Name of a break in the calendar of its team, whenever it is taken."""
    return f"break-{break_id}"


def _fallen_stop(held: HeldSheet, number: int, team_id: str, context: DayContext) -> FallenLine:
    stop = held.route.stops[number - 1]
    visit: Visit = held.visits[stop.visit_id]
    names = {village.code: village.name for village in context.villages}
    return FallenLine(
        what=stop.visit_id,
        number=number,
        start_time=stop.start_time,
        end_time=stop.end_time,
        neighbourhood=neighbourhood_of(visit.rt, visit.rw),
        village=names.get(visit.village, ""),
        team_id=team_id,
    )
