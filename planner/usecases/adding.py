"""A household, complaint or facility of the ledger as one more visit of a planned day: its record, its place, its ways."""

import dataclasses
from collections.abc import Collection, Sequence

import numpy as np

from inputs.roads.facade import Roads
from planner.domain.candidate import Candidate
from planner.domain.errors import Fault, InputError, refuse
from planner.domain.place import Points, points_of
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.records import Complaint, ComplaintStatus
from planner.domain.settings import Settings
from planner.domain.units import clock
from planner.usecases.one_door import with_doors_free
from planner.usecases.progress import Reporter
from planner.usecases.reading import ReadPlan
from planner.usecases.records import Records, read_about, why_left_out
from planner.usecases.workspace import Workspace


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """How visits are added.

    Attributes
    ----------
    facts
        Visits of the plan that are done or under way.
    merges
        An added complaint takes the place of a planned routine visit of its home, which is told; otherwise it is refused.
    """

    reporter: Reporter
    facts: frozenset[str] = frozenset()
    merges: bool = False


def with_added(
    workspace: Workspace, read: ReadPlan, added: tuple[str, ...], how: Adding, *, roads: Roads | None = None
) -> tuple[ReadPlan, tuple[Fault, ...]]:
    """The plan with the added visits in its problem; what the day offers already is not added twice, and no door either.

    Who asks by name for what another day has may have it; whoever makes it tells so (`sheets_out.rows_elsewhere`).

    Parameters
    ----------
    roads
        Of the workspace, where they are open; `None`: read here.

    Returns
    -------
    tuple
        The plan, and E8128 for each routine visit that an added complaint took the place of.

    Raises
    ------
    InputError
        E8110 for what is planned already; E8106 to E8108 for what cannot be visited; E8126, E8127 for a door that somebody
        comes to that day already.
    """
    _require_unplanned(read.document.plan, added)
    known = {visit.id for visit in read.problem.visits}
    candidates = _candidates(workspace, read, [id_ for id_ in dict.fromkeys(added) if id_ not in known])
    freed = with_doors_free(workspace, read, added, facts=how.facts, merges=how.merges)
    read = freed.read
    if candidates:
        how.reporter.phase("computing travel")
        roads = roads or Roads.load(workspace.roads_folder, workspace.settings.roads)
        problem, places = with_candidates(read.problem, read.places, candidates, roads)
        read = dataclasses.replace(read, problem=problem, places=places)
    return read, freed.notes


def _candidates(workspace: Workspace, read: ReadPlan, asked: Sequence[str]) -> list[Candidate]:
    """What of the added visits the day does not know yet."""
    if not asked:
        return []
    records = read_about(workspace, read.document.date, asked)
    settings = records.as_learned(workspace.settings)
    return [candidate_of(records, id_, problem=read.problem, settings=settings) for id_ in asked]


def _require_unplanned(plan: Plan, added: Collection[str]) -> None:
    faults = [
        Fault(code="E8110", values={"visit": stop.visit_id, "time": clock(stop.start_time), "shift": route.shift_id})
        for route in plan.routes
        for stop in route.stops
        if stop.visit_id in added
    ]
    refuse(faults)


def candidate_of(records: Records, id_: str, *, problem: Problem, settings: Settings) -> Candidate:
    """The visit that the desk asks for, whether it is due or not; marks and special referrals are honoured.

    Raises
    ------
    InputError
        E8106 unknown, or a special referral; E8108 do-not-visit, tries used up, no hours, no position or closed.
    """
    date = problem.date
    if date is None:
        raise ValueError("a problem without a date has no ledger to ask")
    asked = records.about(id_)
    if asked.is_special_referral:
        raise InputError.of("E8106", id=id_[:40])
    forgotten = dataclasses.replace(
        asked,
        households=tuple(dataclasses.replace(door, last_visit=None) for door in asked.households),
        facilities=tuple(dataclasses.replace(place, last_inspection=None) for place in asked.facilities),
        complaints=tuple(_wished(complaint) for complaint in asked.complaints),
    )
    for wished in (asked, forgotten):  # the desk may ask for a door that is not due
        due = wished.due(date, settings, problem.shifts)
        found = next((one for one in due.candidates if one.visit.id == id_), None)
        if found is not None:
            return found
    raise InputError.of("E8108", id=id_, reason=why_left_out(asked, due))


def _wished(complaint: Complaint) -> Complaint:
    """An open complaint that the desk wants followed up today, whatever it rests or waits for."""
    status = ComplaintStatus.OPEN if complaint.status.is_open else complaint.status
    return dataclasses.replace(complaint, status=status, followed_up_on=None)


def with_candidates(problem: Problem, places: Points, candidates: Sequence[Candidate], roads: Roads) -> tuple[Problem, Points]:
    """The problem with more visits, and its places.

    Travel between the places so far stays as it was when the day was planned; only that from and to the new ones is computed.
    """
    if not candidates:
        return problem, places
    first = problem.num_places
    points = np.vstack([places, points_of(candidates)])
    travel = {
        profile: roads.travel(profile, roads.place(profile, points), known=before) for profile, before in problem.travel.items()
    }
    added = tuple(candidate.at_place(place) for place, candidate in enumerate(candidates, start=first))
    return dataclasses.replace(problem, visits=(*problem.visits, *added), travel=travel), points
