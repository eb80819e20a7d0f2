"""Doors that a kept plan goes to and that may not be visited any more: counted while it waits for its papers, left out when the
rest of its day is planned anew.
"""

from collections.abc import Collection
from dataclasses import replace

from planner.domain.errors import Fault, InputError
from planner.domain.plan import Plan
from planner.ledger.records import PlanRecord
from planner.ledger.store import Ledger
from planner.usecases.printing import closed_visits, facts_printed, subjects_printed
from planner.usecases.reading import Reading, ReadPlan
from planner.usecases.workspace import Workspace

_NAMED = 8
"""Visits named in a note."""


def closed_doors(ledger: Ledger, kept: ReadPlan) -> frozenset[str]:
    """Stops and reserves whose residents ask for no visits, whose complaint is a special referral, or whose home was erased."""
    subjects = subjects_printed(kept)
    complaints = {one.id: one for one in ledger.complaints(subjects.values())}
    households = {one.id: one for one in ledger.households(subjects.values())}
    facilities = {one.id for one in ledger.facilities(subjects.values())}
    placeless = {one.id for one in complaints.values() if one.household is None and one.address is None}
    known = households.keys() | (complaints.keys() - placeless) | facilities
    gone = {visit for visit, subject in subjects.items() if subject not in known}
    return frozenset(gone | closed_visits(kept, households, complaints).keys())


def num_closed(workspace: Workspace, plan: PlanRecord, shifts: Collection[str] | None, *, reading: Reading) -> int:
    """How many of a plan's doors that are still to be visited are closed, on the sheets of some shifts or of all (`None`).

    Of a broken file printing speaks.
    """
    try:
        kept = reading(workspace.folder / plan.path)
    except InputError:
        return 0
    with workspace.ledger() as ledger:
        closed = closed_doors(ledger, kept) - facts_printed(kept)
    routes = [one for one in kept.document.plan.routes if shifts is None or one.shift_id in shifts]
    return len(closed.intersection(id_ for one in routes for id_ in (*(stop.visit_id for stop in one.stops), *one.reserves)))


def note_of_closed(closed: Collection[str]) -> Fault:
    """The note that says which doors a new plan of a running day does not go to any more."""
    ids = sorted(closed)
    return Fault(code="E8124", values={"ids": ", ".join(ids[:_NAMED]) + ("…" if len(ids) > _NAMED else "")})


def without_stops(plan: Plan, closed: Collection[str]) -> Plan:
    """A plan without some stops, whose times are still as before; reserves of its routes are looked for anew."""
    if not closed:
        return plan
    routes = (
        replace(route, stops=tuple(stop for stop in route.stops if stop.visit_id not in closed), reserves=(), reserve_after=())
        for route in plan.routes
        if any(stop.visit_id not in closed for stop in route.stops)
    )
    return replace(plan, routes=tuple(routes), unassigned=tuple(one for one in plan.unassigned if one.visit_id not in closed))
