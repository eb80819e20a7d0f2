"""The book of complaints: what is owed, entry without a file, the desk's word; texts for those who may read them."""

from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from planner.desk.call import Call, read_day
from planner.desk.path_part import part
from planner.domain.account import Role
from planner.domain.categories import FIELD_OF, SPECIAL_REFERRAL
from planner.domain.records import ComplaintStatus, Urgency, WaitingFor
from planner.usecases.complaints import (
    NATIONAL_LETTERS,
    ComplaintReport,
    NewAtDesk,
    complaint_text,
    end_complaint,
    enter_complaint,
    short_complaints,
    shown_complaint,
    write_complaint,
)
from planner.usecases.day_state import day_state
from planner.usecases.on_duty import duty_day
from planner.usecases.place_of_complaint import address_of
from planner.usecases.still_planned import planned_about
from planner.usecases.village_names import village_names
from planner.usecases.words_owed import shown_complaints

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
        short=[one for one in short_complaints(call.workspace()) if one.life.category != SPECIAL_REFERRAL],
        letters=NATIONAL_LETTERS,
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
    return call.go("/complaints" if new.category == SPECIAL_REFERRAL else f"/complaints/{part(report.life.id)}", told=told)


def show_one(call: Call) -> Response:
    """One complaint: its days, the next step, and its text for who may read it and asks."""
    report = _report(call)
    is_read = bool(call.asked("text")) and call.may(Role.CHIEF, Role.DESK)
    text = complaint_text(call.workspace(), report.life.id) if is_read else None
    if call.wants_json:
        return call.data(report.as_data())
    is_written = text is not None or not report.num_letters  # nobody replaces words that they have not read
    return call.page(
        "complaint.html", one=report, text=text, said=_SAID, whom=WaitingFor, letters=NATIONAL_LETTERS,
        form=report.national_form(), is_written=is_written, **_place_and_plan(call, report),
    )  # fmt: skip


def _place_and_plan(call: Call, report: ComplaintReport) -> dict[str, Any]:
    """Where it is followed up, where it is planned, and the page on which it can be planned, if it is not."""
    workspace = call.workspace()
    rows = planned_about(workspace, report.life.id)
    planning = None
    if report.life.status.is_open and not rows:
        today = duty_day(workspace)
        is_out = day_state(workspace, today).is_out
        id_ = quote(report.life.id, safe="")
        planning = (f"/day/{today}/replan?add={id_}", call.say("Replan")) if is_out else (f"/plan/{today}", call.say("do.plan"))
    return {
        "address": address_of(workspace, report), "names": village_names(workspace), "rows": rows,
        "planning": planning if planning and call.opens(planning[0]) else None,
    }  # fmt: skip


def write(call: Call) -> Response:
    """Keep what was said, by who may read it: the field that held the kept words takes their place, other words are added."""
    report = _report(call)
    seen = call.typed("seen") or None
    if not call.typed("text"):
        warned = call.say("No words were typed: the complaint stays as it is.")
        return call.go(f"/complaints/{part(report.life.id)}", warned=warned)
    kept = write_complaint(call.workspace(), report.life.id, call.typed("text"), seen=seen, is_added=seen is None)
    told = call.say("Kept: {count} letters.", count=kept.num_letters)
    if report.num_letters:
        told += " " + call.say("Before: {before} letters.", before=report.num_letters)
    if kept.num_missing:
        told += " " + call.say("The national report form wants {missing} more.", missing=kept.num_missing)
    return call.go(f"/complaints/{part(report.life.id)}", told=told)


def say(call: Call) -> Response:
    """Keep the desk's word about a complaint."""
    report, status = _report(call), call.typed("status")
    if status not in _SAID or call.typed("for") not in ("", *(one.value for one in WaitingFor)):
        raise HTTPException(422)
    is_waiting = status == ComplaintStatus.WAITING.value
    until = read_day(call.typed("until")) if is_waiting and call.typed("until") else None
    whom = WaitingFor(call.typed("for") or "date") if is_waiting else None
    after = end_complaint(call.workspace(), report.life.id, status, until=until, waiting_for=whom, seen=call.typed("shown"))
    told = call.say("Complaint {id}: {status}.", id=report.life.id, status=call.say(f"complaint_status.{status}"))
    return call.go(f"/complaints/{part(report.life.id)}", told=told, notes=after.notes)


def _report(call: Call) -> ComplaintReport:
    """The complaint in the address; a special referral is as if it were not there."""
    return shown_complaint(call.workspace(), call.part("complaint"))
