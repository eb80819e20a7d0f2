"""What if on a week: teams or days taken away, both weeks planned alike and shown side by side; nothing is kept."""

import datetime as dt

from starlette.responses import Response

from planner.desk.call import Call, read_day
from planner.desk.pages.planning import begin
from planner.desk.typed import read_number
from planner.usecases.duty import duty_of_day
from planner.usecases.nameable import nameable
from planner.usecases.progress import Watched
from planner.usecases.searching import SearchWish
from planner.usecases.village_names import units_in_words, village_names
from planner.usecases.week.planning import find_week
from planner.usecases.week.question import Without
from planner.usecases.week.whatif import what_if_week

_AT = "@"
"""Between a team and the day on which it is away."""


def show(call: Call) -> Response:
    """The newest week as a table of teams and days, to be ticked; as it was asked before where the address says so."""
    workspace = call.workspace()
    record = find_week(workspace, None)
    teams = [one.team.id for one in duty_of_day(workspace, record.start)]
    return call.page("weekif.html", record=record, teams=teams, asked=set(call.request.query_params.getlist("away")))


def start(call: Call) -> Response:
    """Plan the week both ways as a job."""
    workspace, without = call.workspace(), _without(call)
    if not without.days and not without.teams:
        return call.go("/week/whatif", warned=call.say("Tick who is away, or on which days nobody is on duty."))
    record = find_week(workspace, read_day(call.typed("start")))
    search, house = SearchWish(time_limit=read_number(call.typed("seconds"), least=1, most=600)), call.house

    def work(watched: Watched) -> str:
        named = nameable(workspace)
        compared = what_if_week(workspace, record, without, search, reporter=watched)
        return f"/week/whatif/{house.weeks.keep(compared, named=named)}"

    return begin(call, "Comparing two weeks", work, back="/week/whatif", is_search=True)


def answer(call: Call) -> Response:
    """Both weeks side by side."""
    report = call.answered(call.house.weeks)
    if report is None:
        return call.go("/week/whatif", warned=call.say("That answer is no longer kept; ask again."))
    if call.wants_json:
        return call.data(report.as_data())
    before, after = report.as_it_is, report.without
    return call.page(
        "weekif_answer.html",
        report=report,
        days=list(zip(before.days, after.days, strict=True)),
        lost=units_in_words(report.lost_groups, village_names(call.workspace())),
        notes=[call.words.fault(note) for note in report.notes],
        left=sorted(set(after.complaints_left) - set(before.complaints_left)),
    )


def _without(call: Call) -> Without:
    """What was ticked: `TEAM`, `TEAM@DAY`; days without anybody."""
    teams: set[tuple[str, dt.date | None]] = set()
    for value in call.ticked("away"):
        team, sign, day = value.rpartition(_AT)
        teams.add((team, read_day(day)) if sign else (day, None))
    return Without(days=frozenset(read_day(day) for day in call.ticked("free")), teams=frozenset(teams))
