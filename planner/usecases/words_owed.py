"""Complaints that want a word by today, apart by what is to be done: decide, ask the agency, or give word to the resident."""

import datetime as dt
import enum
from collections.abc import Iterable, Mapping

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.records import ComplaintStatus, Urgency, WaitingFor
from planner.usecases.complaints import ComplaintReport, open_complaints
from planner.usecases.workspace import Workspace


class Task(enum.Enum):
    """What a complaint waits for, in the order in which the desk sees to it."""

    DECIDE = "decide"
    """Refused, moved or no such address at the door: it goes on only when the desk says how."""
    AGENCY = "agency"
    """The day has come until which the desk waits for an agency."""
    CONTACT = "contact"
    """The resident should hear: by a call, or by the visit that is planned."""


def shown_complaints(workspace: Workspace) -> tuple[ComplaintReport, ...]:
    """Open complaints that may be shown on a page: never a special referral (RJK), not even by its id."""
    return tuple(one for one in open_complaints(workspace) if one.life.category != SPECIAL_REFERRAL)


def words_owed(workspace: Workspace) -> tuple[ComplaintReport, ...]:
    """Those whose next contact, as the list of complaints tells it, is due today or was before."""
    today = workspace.now().date()
    return tuple(one for one in shown_complaints(workspace) if one.contact_on is not None and one.contact_on <= today)


def task_of(one: ComplaintReport) -> Task:
    """What is to be done about a complaint that wants a word."""
    if one.life.status is ComplaintStatus.AT_DESK:
        return Task.DECIDE
    is_agency = one.life.status is ComplaintStatus.WAITING and one.life.waiting_for is WaitingFor.AGENCY
    return Task.AGENCY if is_agency else Task.CONTACT


def by_task(complaints: Iterable[ComplaintReport]) -> Mapping[Task, tuple[ComplaintReport, ...]]:
    """The complaints of each task that has any, in the order of tasks; urgent ones first, then by the day the answer is due."""
    ordered = sorted(complaints, key=_pressing)
    found = {task: tuple(one for one in ordered if task_of(one) is task) for task in Task}
    return {task: those for task, those in found.items() if those}


def _pressing(one: ComplaintReport) -> tuple[bool, dt.date, str]:
    return one.life.urgency is not Urgency.URGENT, one.life.due or dt.date.max, one.life.id
