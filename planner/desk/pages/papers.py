"""Print a day, hand its sheets out and take them back: the list of numbered sheets."""

import datetime as dt
import re
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from outputs.itinerary.file_names import stems
from planner.desk.call import Call
from planner.desk.pages.planning import begin
from planner.desk.typed import read_whole
from planner.domain.errors import InputError
from planner.usecases.approving import approval_of
from planner.usecases.day_state import DayState, day_state
from planner.usecases.on_duty import duty_day
from planner.usecases.printing import PrintWish, print_as
from planner.usecases.progress import Watched
from planner.usecases.reading import read_version, require_plan
from planner.usecases.recording.planned import is_slip
from planner.usecases.seen import mark_of, require_seen, require_still_newest
from planner.usecases.sheet_list import mark_sheets, missing_sheets
from planner.usecases.shut_since import told_of_waiting

MOMENTS = {"handed": "handed_out_at", "returned": "returned_at", "lost": "lost_at"}
"""Button to the moment that it notes."""
TYPES = {".pdf": "application/pdf", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
"""Papers that a page leads to."""
PAPERS = ("sheets.pdf", "slips.pdf", "overview.pdf", "cards.pdf", "itinerary.xlsx")
DRAFT = "draft"
"""Folder of papers that are looked at only."""


def show(call: Call) -> Response:
    """The papers of the newest version, and where each sheet is."""
    workspace, day = call.workspace(), call.day()
    record, state = require_plan(workspace, day), day_state(workspace, day)
    folder = workspace.sheet_folder(day, record.version)
    files, drafts = _files(folder), _files(folder / DRAFT)
    papers = [name for name in PAPERS if name in files]
    shut, spent = told_of_waiting(workspace, day)
    return call.page(
        "print.html",
        day=day,
        version=record.version,
        state=state,
        seen=_seen(state),
        links=_links(call, state),
        papers=papers,
        own=[name for name in files if name.startswith("sheet-") and name.endswith(".pdf")],
        usual=workspace.settings.printing.name_mode,
        may_phone=workspace.settings.printing.phone_pages,
        missing=missing_sheets(workspace),
        shut=[call.words.fault(fault) for fault in shut],
        spent=[call.words.fault(fault) for fault in spent],
        drafts=[name for name in PAPERS if name in drafts],
        approval=approval_of(workspace, day, record.version),
        needs_approval=workspace.settings.printing.needs_approval,
    )


def _seen(state: DayState) -> dict[str, str]:
    """What the page shows of each sheet, as a mark: where it is, and when that was noted."""
    return {one.id: mark_of([one.state.value, one.handed_out_at, one.returned_at, one.lost_at]) for one in state.papers}


def _links(call: Call, state: DayState) -> dict[str, str]:
    """Address of each listed paper alone, of whatever version, that is there and may be looked at by who asks."""
    found: dict[str, str] = {}
    for version in {sheet.plan_version for sheet in state.papers}:
        files = _files(call.workspace().sheet_folder(state.date, version))
        for sheet in state.papers:
            (stem,) = stems([sheet.shift])
            stem = stem.replace("sheet", "slip", 1) if is_slip(sheet.id) else stem
            address = f"/day/{state.date}/{version}/paper/{stem}.pdf"
            is_sure = f"{stem}.pdf" in files and f"{stem}-2.pdf" not in files  # names alike but for a sign: whose is which
            if sheet.plan_version == version and is_sure and call.opens(address):
                found[sheet.id] = address
    return found


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix in TYPES) if folder.is_dir() else []


def start(call: Call) -> Response:
    """Print as a job."""
    workspace, day = call.workspace(), call.day()
    record = require_plan(workspace, day)
    require_still_newest(workspace, day, read_whole(call.typed("version"), least=1, most=100_000) or record.version)
    read_version(workspace, record, reading=call.house.plans.kept)  # what is wrong with the file is told before work begins
    path, language = workspace.folder / record.path, call.language
    mode = call.typed("names") if call.typed("names") in ("full", "initials", "none") else None
    forms = frozenset({"xlsx"}) if call.typed("xlsx") else frozenset[str]()

    wish = PrintWish(language=language, name_mode=mode, forms=forms, is_draft=bool(call.ticked("draft")), is_newest=True)

    def work(watched: Watched) -> str:
        report = print_as(workspace, path, wish, reporter=watched)
        watched.tell(*report.notes)
        made = [file for file in report.files if file.suffix == ".pdf" and file.name.startswith(("sheet-", "slip-"))]
        watched.did("{count} sheets and briefing slips were made.", count=len(made))
        if report.unchanged:
            teams = ", ".join(report.unchanged)
            watched.did("Not printed again, their sheets are as they were: {teams}", teams=teams)
        return f"/day/{day}/print"

    return begin(call, "Printing the sheets", work, back=f"/day/{day}/print")


def file(call: Call) -> Response:
    """One paper, shown in the browser or kept by it."""
    workspace, name = call.workspace(), call.part("name")
    folder = workspace.sheet_folder(call.day(), int(call.part("version")))
    return sent(name, folder)


def draft(call: Call) -> Response:
    """One paper of a draft."""
    return sent(call.part("name"), call.workspace().sheet_folder(call.day(), int(call.part("version"))) / DRAFT)


def sent(name: str, folder: Path | None) -> Response:
    """A paper of a folder, of the kinds that pages lead to and by a plain name; 404 for anything else."""
    path = None if folder is None else folder / name
    if path is None or not re.fullmatch(r"[\w.'-]+", name) or path.suffix not in TYPES or not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type=TYPES[path.suffix], filename=name, content_disposition_type="inline")


def mark(call: Call) -> Response:
    """Note that sheets were handed out, came back or are lost, or take that back."""
    workspace, day, names = call.workspace(), call.day(), call.ticked("sheet")
    moment = MOMENTS.get(call.typed("moment"))
    if moment is None or (moment == "lost_at" and not names):
        return call.go(f"/day/{day}/print", warned=call.say("Tick the sheets that are lost."))
    is_undone, is_struck = bool(call.typed("undo")), bool(call.typed("struck"))
    with workspace.ledger() as ledger, ledger.together():  # nobody notes anything between the look and the note
        _require_as_shown(call, names, _seen(day_state(workspace, day)))
        found = mark_sheets(workspace, day, names, moment=moment, is_undone=is_undone, is_struck=is_struck)
    told, warned = call.say("{count} sheets noted.", count=len(found.sheets)), ""
    if moment == "lost_at" and not is_undone:
        warned = call.say("A lost sheet is a breach of personal data: report it within 3x24 hours.")
    return call.go(f"/day/{day}/print", told=told, warned=warned)


def _require_as_shown(call: Call, names: tuple[str, ...], seen: dict[str, str]) -> None:
    """Refuse a note in front of a page that shows another state: of the sheets that are ticked, else of any.

    Raises
    ------
    InputError
        E6138; a form that does not say what its page showed is believed.
    """
    was = dict(entry.partition("=")[::2] for entry in call.typed("was").split())
    if not (names and was):
        require_seen(call.typed("shown"), seen)
    elif any(was[name] != seen.get(name) for name in names if name in was):
        raise InputError.of("E6138")


def newest_day(call: Call) -> dt.date:
    """The last day that has sheets, up to today; today if none has."""
    workspace = call.workspace()
    today = duty_day(workspace)
    with workspace.ledger() as ledger:
        return max((sheet.date for sheet in ledger.sheets() if sheet.date <= today), default=today)
