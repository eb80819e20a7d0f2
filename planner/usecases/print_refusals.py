"""What may no longer be printed of a kept plan: doors and complaints that have been closed to visits since it was made."""

from collections.abc import Iterator, Mapping

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import Fault, InputError
from planner.domain.records import Complaint, Household
from planner.usecases.reading import ReadPlan


def refuse_closed_doors(kept: ReadPlan, households: Mapping[str, Household], complaints: Mapping[str, Complaint]) -> None:
    """Refuse to print a plan that visits somebody who has asked for no visits, or a special referral.

    Raises
    ------
    InputError
        E3051 and E3052, one for each such stop or reserve.
    """
    subjects = {visit.id: visit.subject or visit.id for visit in kept.problem.visits}
    faults = []
    for visit_id in _printed(kept):
        household, complaint = households.get(subjects[visit_id]), complaints.get(subjects[visit_id])
        if household is not None and household.is_do_not_visit:
            faults.append(Fault(code="E3051", values={"id": visit_id}))
        if complaint is not None and complaint.category == SPECIAL_REFERRAL:
            faults.append(Fault(code="E3052", values={"id": visit_id}))
    if faults:
        raise InputError(faults)


def _printed(kept: ReadPlan) -> Iterator[str]:
    for route in kept.document.plan.routes:
        yield from (stop.visit_id for stop in route.stops)
        yield from route.reserves
