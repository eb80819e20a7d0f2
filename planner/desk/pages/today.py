"""The first page: what is to be done next."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.responses import Response

from planner.desk.call import Call
from planner.desk.jobs import Job
from planner.domain.account import Role
from planner.usecases.day_state import DayState, NextStep, next_of
from planner.usecases.today import today
from planner.usecases.week.unfinished import unfinished_note
from planner.usecases.words_owed import by_task

ADDRESSES = {
    NextStep.IMPORT_HOUSEHOLDS: "/import/households",
    NextStep.IMPORT_TEAMS: "/import/teams",
    NextStep.IMPORT_ROADS: "/import/roads",
    NextStep.PLAN: "/plan/{day}",
    NextStep.APPROVE: "/day/{day}",
    NextStep.PRINT: "/day/{day}/print",
    NextStep.HAND_OUT: "/day/{day}/print",
    NextStep.RECORD: "/record/{day}",
    NextStep.DONE: "/plan/{day}",
    NextStep.REST: "/day/{day}",
}
"""Step to the page on which it is done, but for planning anew."""


MOST_FINISHED = 6
"""Ended jobs whose results are a click away."""


def show(call: Call) -> Response:
    """Today at a glance, with one next step; an officer without other roles goes to the own team's day."""
    if not call.may(Role.DESK, Role.CHIEF, Role.KEEPER):
        return call.go("/team")
    report = today(call.workspace(), reading=call.house.plans.kept)
    if call.wants_json:
        unknown = {} if call.opens("/complaints") else dict.fromkeys(("complaints", "complaints_to"))
        return call.data(report.as_data() | unknown)
    days = [
        (day, next_of(day), address(next_of(day), day), [call.words.fault(note) for note in day.notes])
        for day in (report.day, report.tomorrow)
    ]
    next_address = address(report.next_step, report.focus)
    jobs, week = call.house.jobs, report.unfinished_week
    return call.page(
        "today.html",
        report=report,
        notes=[call.words.fault(note) for note in report.notes],
        unfinished=None if week is None else call.words.fault(unfinished_note(week, report.now.date())),
        days=days,
        owed=by_task(report.complaints),
        next_address=next_address,
        replan_address=replan_address,
        jobs=[job for job in jobs.going_on() if call.opens(job.begun.back)],
        finished=[job for job in jobs.finished() if _leads_on(call, job)][:MOST_FINISHED],
    )


def _leads_on(call: Call, job: Job) -> bool:
    """Whether somebody may see what came of a piece of work, or where it was asked for."""
    return call.opens(job.begun.back) and (not job.result or call.opens(job.result))


def address(step: NextStep, day: DayState) -> str:
    """Where a step is done."""
    return replan_address(day.date, day.left_out) if step is NextStep.REPLAN else ADDRESSES[step].format(day=day.date)


def replan_address(day: dt.date, added: Sequence[str]) -> str:
    """Where the rest of a day is planned anew, with complaints that are ticked to be taken in."""
    asked = urlencode([("add", id_) for id_ in added])
    return f"/day/{day}/replan" + (f"?{asked}" if asked else "")
