"""When a complaint may be followed up (again), and who is waited for.

After a visit about it, whatever was found at the door, a complaint rests: the next visit is *n* days later at the earliest
(`ProgrammeSettings.follow_up_days`, by urgency and category). One that waits for an agency or the resident rests until the day
that the desk named; one that was refused, or whose resident has moved, is the desk's until the desk has said how it goes on.
"""

import datetime as dt

from planner.domain.records import Complaint, ComplaintStatus
from planner.domain.settings import ProgrammeSettings
from planner.rules.priority import due_date

AT_DESK, WAITING, RESTING = "at_desk", "waiting", "resting"
"""Why an open complaint is not followed up on a day."""


def rests_until(complaint: Complaint, programme: ProgrammeSettings) -> dt.date | None:
    """First day of the next follow-up after the last one; `None`: nobody has been there."""
    if complaint.followed_up_on is None:
        return None
    return complaint.followed_up_on + dt.timedelta(days=programme.days_between(complaint.category, complaint.urgency))


def why_not_now(complaint: Complaint, programme: ProgrammeSettings, date: dt.date) -> str:
    """Why an open complaint is not followed up on a day; empty: it may be."""
    if complaint.status is ComplaintStatus.AT_DESK:
        return AT_DESK
    if complaint.status is ComplaintStatus.WAITING and (complaint.next_contact is None or date < complaint.next_contact):
        return WAITING
    until = rests_until(complaint, programme)
    return RESTING if until is not None and date < until else ""


def next_contact(complaint: Complaint, programme: ProgrammeSettings, today: dt.date) -> dt.date | None:
    """Day on which the resident should hear next: the desk's day, the end of the rest, or the day it is due; `None`: it ended.

    What lies with the desk is for today.
    """
    if not complaint.status.is_open:
        return None
    if complaint.status is ComplaintStatus.AT_DESK:
        return today
    until = rests_until(complaint, programme)
    if complaint.status is ComplaintStatus.WAITING and complaint.next_contact is not None:
        return max(complaint.next_contact, until or complaint.next_contact)
    return until or due_date(complaint, programme)


def is_overdue(complaint: Complaint, programme: ProgrammeSettings, date: dt.date) -> bool:
    """Whether an answer is still owed after the day it was due; one that waits by the desk's word is not late until then."""
    if complaint.status is ComplaintStatus.WAITING and complaint.next_contact is not None and date <= complaint.next_contact:
        return False
    return complaint.status.is_open and due_date(complaint, programme) < date
