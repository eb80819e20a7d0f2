"""The book of complaints: what is owed, entry without a file, the desk's word; texts for those who may read them."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from planner.desk.call import Call, read_day
from planner.domain.account import Role
from planner.domain.categories import FIELD_OF, SPECIAL_REFERRAL
from planner.domain.records import ComplaintStatus, Urgency, WaitingFor
from planner.usecases.complaints import (
    ComplaintReport,
    NewAtDesk,
    complaint_life,
    complaint_text,
    end_complaint,
    enter_complaint,
)
from planner.usecases.today import shown_complaints

_SAID = ("accepted", "waiting", "solved", "referred", "closed", "open")
"""What the desk may say of a complaint, in the order of its life; `open` takes it back."""

_CATEGORIES = sorted(code for code in FIELD_OF if code != SPECIAL_REFERRAL)


def show(call: Call) -> Response:
    """All that are owed an answer, by the day of the next contact."""
    found = shown_complaints(call.workspace())
    if call.wants_json:
        return call.data({"complaints": [one.as_data() for one in found]})
    today = call.workspace().now().date()
    states = [status.value for status in ComplaintStatus if status.is_open]
    return call.page(
        "complaints.html",
        found=found,
        categories=_CATEGORIES,
        today=today,
        household=call.asked("household"),
        states=states,
    )


def add(call: Call) -> Response:
    """Enter one that somebody brings to the desk; a special referral is taken and shown nowhere."""
    new = NewAtDesk(
        household=call.typed("household") or None,
        category=call.typed("category"),
        urgency=Urgency.URGENT if call.ticked("urgent") else Urgency.NORMAL,
        received=read_day(call.typed("received")),
        text=call.typed("text"),
    )
    report = enter_complaint(call.workspace(), new)
    due = report.life.due
    told = call.say("Complaint {id} was taken; answer due {day}.", id=report.life.id, day=call.words.date(due) if due else "–")
    return call.go("/complaints" if new.category == SPECIAL_REFERRAL else f"/complaints/{report.life.id}", told=told)


def show_one(call: Call) -> Response:
    """One complaint: its days, the next step, and its text for who may read it and asks."""
    report = _report(call)
    is_read = bool(call.asked("text")) and call.may(Role.CHIEF, Role.DESK)
    text = complaint_text(call.workspace(), report.life.id) if is_read else None
    if call.wants_json:
        return call.data(report.as_data())
    return call.page("complaint.html", one=report, text=text, said=_SAID, whom=WaitingFor)


def say(call: Call) -> Response:
    """Keep the desk's word about a complaint."""
    report, status = _report(call), call.typed("status")
    if status not in _SAID:
        raise HTTPException(422)
    is_waiting = status == ComplaintStatus.WAITING.value
    until = read_day(call.typed("until")) if is_waiting and call.typed("until") else None
    whom = WaitingFor(call.typed("for") or "date") if is_waiting else None
    end_complaint(call.workspace(), report.life.id, status, until=until, waiting_for=whom)
    told = call.say("Complaint {id}: {status}.", id=report.life.id, status=call.say(f"complaint_status.{status}"))
    return call.go(f"/complaints/{report.life.id}", told=told)


def _report(call: Call) -> ComplaintReport:
    """The complaint in the address; a special referral is as if it were not there."""
    report = complaint_life(call.workspace(), call.part("complaint"))
    if report.life.category == SPECIAL_REFERRAL:
        raise HTTPException(404)
    return report
