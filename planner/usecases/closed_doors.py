"""Doors that a kept plan goes to and that may not be visited any more: refused on paper, counted while it waits for its papers,
left out when the rest of its day is planned anew.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import Fault, InputError
from planner.domain.plan import Plan, Route
from planner.domain.records import Complaint, Household
from planner.ledger.records import PlanRecord
from planner.ledger.store import Ledger
from planner.usecases.no_longer_due import no_longer_due
from planner.usecases.reading import Reading, ReadPlan
from planner.usecases.workspace import Workspace

_NAMED = 8
"""Visits named in a note."""


def subjects_of(kept: ReadPlan) -> dict[str, str]:
    """What all visits that the plan's day offers are about, by their ids."""
    return {visit.id: visit.subject or visit.id for visit in kept.problem.visits}


def subjects_printed(kept: ReadPlan) -> dict[str, str]:
    """What the printed rows are about, by their visits."""
    subjects = subjects_of(kept)
    return {id_: subjects[id_] for id_ in _printed(kept)}


def facts_printed(kept: ReadPlan) -> frozenset[str]:
    """Visits of printed rows that were done or under way when the plan was made: what is asked since undoes none of them."""
    num_facts = kept.document.replanned.num_facts if kept.document.replanned else {}
    routes = kept.document.plan.routes
    return frozenset(stop.visit_id for route in routes for stop in route.stops[: num_facts.get(route.shift_id, 0)])


def closed_visits(
    subjects: Mapping[str, str], households: Mapping[str, Household], complaints: Mapping[str, Complaint]
) -> dict[str, Fault]:
    """Visits whose door has asked for no visits (E3051), complaints there too, or that are special referrals (E3052)."""
    found = {}
    for visit_id, subject in subjects.items():
        complaint = complaints.get(subject)
        household = households.get((complaint.household or "") if complaint else subject)
        if household is not None and household.is_do_not_visit:
            found[visit_id] = Fault(code="E3051", values={"id": visit_id})
        if complaint is not None and complaint.category == SPECIAL_REFERRAL:
            found[visit_id] = Fault(code="E3052", values={"id": visit_id})
    return found


def closed_doors(ledger: Ledger, kept: ReadPlan) -> frozenset[str]:
    """Visits that a plan's day offers whose residents ask for none, whose complaint is a special referral, or whose home was
    erased: planned, in reserve, or left out so far.
    """
    subjects = subjects_of(kept)
    complaints = {one.id: one for one in ledger.complaints(subjects.values())}
    doors = {*subjects.values(), *(one.household for one in complaints.values() if one.household)}
    households = {one.id: one for one in ledger.households(doors)}
    facilities = {one.id for one in ledger.facilities(subjects.values())}
    placeless = {one.id for one in complaints.values() if one.household is None and one.address is None}
    known = households.keys() | (complaints.keys() - placeless) | facilities
    gone = {visit for visit, subject in subjects.items() if subject not in known}
    return frozenset(gone | closed_visits(subjects, households, complaints).keys())


def num_closed(workspace: Workspace, plan: PlanRecord, shifts: Collection[str] | None, *, reading: Reading) -> int:
    """How many of a plan's doors that are still to be visited may not, or need not, be any more: on the sheets of some shifts,
    or of all (`None`).

    Of a broken file printing speaks.
    """
    try:
        kept = reading(workspace.folder / plan.path)
    except InputError:
        return 0
    with workspace.ledger() as ledger:
        closed = closed_doors(ledger, kept) - facts_printed(kept)
    closed |= no_longer_due(workspace, kept, subjects_printed(kept)).keys() - facts_printed(kept)
    routes = [one for one in kept.document.plan.routes if shifts is None or one.shift_id in shifts]
    return len(closed.intersection(id_ for one in routes for id_ in (*(stop.visit_id for stop in one.stops), *one.reserves)))


def note_of_closed(closed: Collection[str]) -> Fault:
    """The note that says which doors a new plan of a running day does not go to any more."""
    ids = sorted(closed)
    return Fault(code="E8124", values={"ids": ", ".join(ids[:_NAMED]) + ("…" if len(ids) > _NAMED else "")})


def without_stops(plan: Plan, closed: Collection[str]) -> Plan:
    """A plan without some stops, whose times are still as before, and without them in reserve."""
    if not closed:
        return plan
    routes = (
        _route_without(route, closed) for route in plan.routes if any(stop.visit_id not in closed for stop in route.stops)
    )
    return replace(plan, routes=tuple(routes), unassigned=tuple(one for one in plan.unassigned if one.visit_id not in closed))


def without_rows(plan: Plan, ids: Collection[str]) -> Plan:
    """A plan without some visits, everything else as it is; the time of a stop stays empty."""
    if not ids:
        return plan
    left = tuple(entry for entry in plan.unassigned if entry.visit_id not in ids)
    return replace(plan, routes=tuple(_route_without(route, ids) for route in plan.routes), unassigned=left)


def _route_without(route: Route, ids: Collection[str]) -> Route:
    after = route.reserve_after or (0,) * len(route.reserves)
    reserves = [(id_, place) for id_, place in zip(route.reserves, after, strict=True) if id_ not in ids]
    return replace(
        route,
        stops=tuple(stop for stop in route.stops if stop.visit_id not in ids),
        reserves=tuple(id_ for id_, _ in reserves),
        reserve_after=tuple(place for _, place in reserves) if route.reserve_after else (),
    )


def _printed(kept: ReadPlan) -> Iterator[str]:
    for route in kept.document.plan.routes:
        yield from (stop.visit_id for stop in route.stops)
        yield from route.reserves
