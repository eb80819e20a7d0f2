"""The report of a month, made as a job and handed out as files; the audit trail."""

import datetime as dt
import re

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from planner.desk.answers_kept import MOST_ANSWERS
from planner.desk.call import Call, read_day
from planner.desk.pages.planning import begin
from planner.usecases.audit_words import details_in_words, subject_in_words
from planner.usecases.auditing import audit_trail
from planner.usecases.on_duty import duty_day
from planner.usecases.progress import Watched
from planner.usecases.reporting import chosen_period, make_report, unfinished_until
from planner.words.language import Words

_FOLDER = re.compile(r"\d{4}-\d{2}(?:-\d{2}_\d{4}-\d{2}-\d{2})?")
_FILE = re.compile(r"report-(?:public-)?[a-z]{2}\.(?:pdf|xlsx)")

_KIND = "audit."
"""Before the code of a kind of entry, in the catalogue."""


def show(call: Call) -> Response:
    """The form, and the reports that there are."""
    workspace = call.workspace()
    last = duty_day(workspace).replace(day=1) - dt.timedelta(days=1)
    folder = workspace.folder / "reports"
    found = {
        month.name: {
            file.name: unfinished_until(workspace, file) for file in sorted(month.iterdir()) if _FILE.fullmatch(file.name)
        }
        for month in sorted(folder.glob("*"), reverse=True)
        if _FOLDER.fullmatch(month.name)
    }
    made = [job for job in call.house.jobs.finished() if job.result.startswith("/forecast/")]
    return call.page("report.html", month=f"{last:%Y-%m}", found=found, forecasts=made[:MOST_ANSWERS])


def make(call: Call) -> Response:
    """Count and write a month as a job."""
    workspace, language, is_public = call.workspace(), call.language, bool(call.ticked("public"))
    month = read_day(f"{call.typed('month')}-01")
    period = chosen_period(month, None, None, today=duty_day(workspace))

    def work(watched: Watched) -> str:
        make_report(workspace, period, language=language, is_public=is_public, reporter=watched)
        return "/report"

    return begin(call, "Making the report", work, back="/report")


def hand_out(call: Call) -> Response:
    """One file of a report."""
    folder, name = call.part("period"), call.part("name")
    if not (_FOLDER.fullmatch(folder) and _FILE.fullmatch(name)):
        raise HTTPException(404)
    path = call.workspace().folder / "reports" / folder / name
    if not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, filename=f"{folder}-{name}")


_MOST_ENTRIES = 400
"""Entries of the trail shown at once, the newest."""


def show_audit(call: Call) -> Response:
    """Who did what and when, by day, person and kind."""
    first, last = (read_day(call.asked(name)) if call.asked(name) else None for name in ("from", "to"))
    asked = {name: call.asked(name) for name in ("from", "to", "person", "kind")}
    trail = audit_trail(
        call.workspace(), first_day=first, last_day=last, person=asked["person"] or None, kind=asked["kind"] or None
    )
    if call.wants_json:
        return call.data(trail.as_data())
    entries = trail.entries[::-1][:_MOST_ENTRIES]
    kinds = sorted(set(trail_kinds(call.words)) | ({asked["kind"]} - {""}), key=lambda code: call.words.word(f"audit.{code}"))
    return call.page(
        "audit.html",
        entries=entries,
        num_all=len(trail.entries),
        asked=asked,
        kinds=kinds,
        subject=lambda entry: subject_in_words(entry, call.words),
        details=lambda entry: details_in_words(entry, call.words),
    )


def trail_kinds(say: Words) -> tuple[str, ...]:
    """Codes of the kinds of entries that have a word for people."""
    return tuple(key.removeprefix(_KIND) for key in say.texts if key.startswith(_KIND))
