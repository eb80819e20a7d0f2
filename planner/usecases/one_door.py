"""One door, one call a day: who is added to a planned day, and whose home somebody comes to that day already.

A complaint that is followed up at a home serves for its routine visit, as where a whole day is planned: the routine visit falls
away. Two complaints of one home are two errands, and may both be gone about. What is done already falls away for nobody.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from planner.domain.errors import Fault, refuse
from planner.domain.plan import Plan, Reason
from planner.domain.problem import Problem
from planner.domain.units import clock
from planner.ledger.store import Ledger
from planner.usecases.closed_doors import without_rows
from planner.usecases.reading import ReadPlan
from planner.usecases.running_day import without_recorded
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """A plan without the routine visits that added complaints serve for, and a note of each that was planned."""

    read: ReadPlan
    notes: tuple[Fault, ...] = ()


def homes_of(ledger: Ledger, ids: Iterable[str]) -> dict[str, str]:
    """The home of each visit that is made at one: a routine visit's own, a complaint's where it is followed up."""
    asked = {*ids}
    complaints = {one.id: one.household for one in ledger.complaints(asked) if one.household}
    return {one.id: one.id for one in ledger.households(asked - complaints.keys())} | complaints


def at_same_door(visit_id: str, others: Collection[str], homes: Mapping[str, str]) -> list[str]:
    """Those of some visits with which a visit would bring somebody to its door twice; two complaints are two errands."""
    home = homes.get(visit_id)
    if home is None:
        return []
    return [one for one in others if one != visit_id and homes.get(one) == home and home in (one, visit_id)]


def twice(visit_id: str, other: str, plan: Plan) -> Fault:
    """E8126: that the door of a visit is on a plan already, as what, when and by whom."""
    found = ((stop, route) for route in plan.routes for stop in route.stops if stop.visit_id == other)
    stop, route = next(found)
    values = {"visit": visit_id, "other": other, "time": clock(stop.start_time), "shift": route.shift_id}
    return Fault(code="E8126", values=values)


def with_doors_free(
    workspace: Workspace, read: ReadPlan, added: Collection[str], *, facts: Collection[str], merges: bool
) -> Freed:
    """Let added visits find their doors free.

    Parameters
    ----------
    facts
        Visits that are done or under way: nobody undoes them, and what is added later is another errand.
    merges
        Whether an added complaint takes the place of a planned routine visit of its home; otherwise it is refused.

    Raises
    ------
    InputError
        E8126 for a door that is on the plan already, E8127 for a routine visit where a complaint of the home is offered.
    """
    if not added:
        return Freed(read=read)
    plan, offered = read.document.plan, [visit.id for visit in read.problem.visits if visit.id not in facts]
    planned = {stop.visit_id for route in plan.routes for stop in route.stops}
    taken_out = {entry.visit_id for entry in plan.unassigned if entry.reason is Reason.TAKEN_OUT}
    with workspace.ledger() as ledger:
        homes = homes_of(ledger, [*offered, *added])
    faults, left = [], {}
    for id_ in dict.fromkeys(added):
        for other in at_same_door(id_, dict.fromkeys([*offered, *added]), homes):
            is_routine = homes[id_] == id_
            if other in planned and (is_routine or not merges):
                faults.append(twice(id_, other, plan))
            elif is_routine and other not in taken_out:
                faults.append(Fault(code="E8127", values={"visit": id_, "other": other}))
            elif not is_routine:
                left[other] = id_
    refuse(faults)
    notes = [Fault(code="E8128", values={"visit": id_, "other": other}) for id_, other in left.items() if id_ in planned]
    return Freed(read=_without(read, left.keys()), notes=tuple(notes))


def _without(read: ReadPlan, ids: Collection[str]) -> ReadPlan:
    if not ids:
        return read
    plan = without_rows(read.document.plan, ids)
    plan = replace(plan, routes=tuple(route for route in plan.routes if route.stops))
    problem: Problem = without_recorded(read.problem, plan, ids)
    return replace(read, problem=problem, document=replace(read.document, plan=plan))
