"""The week: six days planned together as a job, rolled on in the evening, signed by the chief by name, and printed."""

import datetime as dt

from starlette.responses import Response

from planner.desk.call import Call, read_day
from planner.desk.pages.papers import sent
from planner.desk.pages.planning import begin, require_sure
from planner.desk.typed import read_whole
from planner.domain.errors import InputError
from planner.usecases.on_duty import duty_day
from planner.usecases.progress import Watched
from planner.usecases.searching import SearchWish
from planner.usecases.village_names import units_in_words, village_names
from planner.usecases.week.approving import approve_week, require_newest_week
from planner.usecases.week.papers import print_week, printed_papers
from planner.usecases.week.planning import find_week, plan_week, roll_week
from planner.usecases.week.question import NUM_DAYS
from planner.usecases.week.report import WeekReport, week_report

_NONE = "E6083"
"""Code of the fault that there is no week."""


def show(call: Call) -> Response:
    """The newest week, or the way to a first one."""
    report = _newest(call)
    if call.wants_json:
        return call.data({} if report is None else report.as_data())
    tomorrow = duty_day(call.workspace()) + dt.timedelta(days=1)
    papers = None if report is None else printed_papers(call.workspace(), report.record)
    notes = [] if report is None else [call.words.fault(note) for note in report.notes]
    names = village_names(call.workspace())
    return call.page(
        "week.html", report=report, tomorrow=tomorrow, papers=papers, names=names, notes=notes, units=units_in_words
    )


def plan(call: Call) -> Response:
    """Plan a week from a day on; interrupted, the same form goes on where it was."""
    workspace, start = call.workspace(), read_day(call.typed("start"))
    require_sure(call, start)

    def work(watched: Watched) -> str:
        watched.tell(*plan_week(workspace, start, SearchWish(), reporter=watched).notes)
        return "/week"

    return begin(call, "Planning a week", work, back="/week", is_search=True)


def roll(call: Call) -> Response:
    """Roll the week on at the end of today."""
    workspace = call.workspace()

    def work(watched: Watched) -> str:
        watched.tell(*roll_week(workspace, SearchWish(), reporter=watched).notes)
        return "/week"

    return begin(call, "Rolling the week on", work, back="/week", is_search=True)


def sign(call: Call) -> Response:
    """The chief signs the week that the page showed, with the name of the account; or takes that back."""
    start, version = read_day(call.typed("start")), read_whole(call.typed("version"), least=0, most=1000) or 0
    name = None if call.ticked("undo") else call.person
    if name is not None:
        days = (start + dt.timedelta(days=n) for n in range(NUM_DAYS))
        shown = {day: read_whole(call.typed(f"plan-{day}"), least=0, most=100_000) for day in days}
        known = {day: plan for day, plan in shown.items() if plan is not None}  # a form that does not say is believed
        require_newest_week(call.workspace(), start, version, known)
    approve_week(call.workspace(), start, version, by=name)
    is_signed = call.say(
        "Version {version} of the week from {start} is approved.", version=version, start=call.words.date(start)
    )
    return call.go("/week", told=call.say("The approval was taken back.") if name is None else is_signed)


def start_printing(call: Call) -> Response:
    """Print the chief's page and the notices of the week that the page showed, as a job."""
    workspace, language = call.workspace(), call.language
    record = find_week(workspace, read_day(call.typed("start")), read_whole(call.typed("version"), least=1, most=1000))

    def work(watched: Watched) -> str:
        watched.did(
            "{count} papers were made.", count=len(print_week(workspace, record, language=language, reporter=watched).files)
        )
        return "/week"

    return begin(call, "Printing the papers of the week", work, back="/week")


def paper(call: Call) -> Response:
    """One paper of a week."""
    papers = printed_papers(call.workspace(), find_week(call.workspace(), call.day(), int(call.part("version"))))
    return sent(call.part("name"), papers.folder if papers else None)


def _newest(call: Call) -> WeekReport | None:
    try:
        return week_report(call.workspace(), find_week(call.workspace(), None), reading=call.house.plans.kept)
    except InputError as error:
        if [fault.code for fault in error.faults] != [_NONE]:
            raise
        return None
