"""Where a complaint is followed up, as its page tells it."""

from dataclasses import replace

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.records import Address
from planner.usecases.complaints import ComplaintReport
from planner.usecases.workspace import Workspace


def address_of(workspace: Workspace, report: ComplaintReport) -> Address | None:
    """Where a complaint is followed up; `None`: nowhere, a special referral, or a home that asks for no visits.

    Of a home its village and RT alone: street and number stand on its own page, whose every look is in the audit trail.
    """
    if report.life.category == SPECIAL_REFERRAL:
        return None
    with workspace.ledger() as ledger:
        if report.household:
            homes = ledger.households([report.household])
            return next((replace(home.address, detail="") for home in homes if not home.is_do_not_visit), None)
        return next((one.address for one in ledger.complaints([report.life.id])), None)
