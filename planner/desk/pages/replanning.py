"""A day under way planned anew: from when on, which teams, what came in; then what the new version changes, in words."""

from starlette.responses import Response

from planner.desk.call import Call
from planner.desk.pages.planning import begin
from planner.desk.pages.today import replan_address
from planner.desk.typed import read_number, read_time, read_whole
from planner.domain.replanning import News
from planner.domain.units import MINUTE
from planner.usecases.changing.opening import newest_plan
from planner.usecases.changing.sentences import change_line
from planner.usecases.day_state import day_state
from planner.usecases.differences import difference
from planner.usecases.left_open import unweighed
from planner.usecases.progress import Watched
from planner.usecases.reading import ReadPlan, read_version, require_plan
from planner.usecases.replanning import ReplanWish, replan_day
from planner.usecases.running_day import first_start, moment_or_start
from planner.usecases.searching import SearchWish
from planner.usecases.seen import require_seen, require_still_newest
from planner.usecases.under_way import DayUnderWay, day_under_way
from planner.usecases.workspace import Workspace

GOES_ON, AWAY, UNTOUCHED = "on", "away", "untouched"
"""What becomes of a team."""
MOST_WAITING = 12
"""Complaints that are offered by a tick; others are named."""


def show(call: Call) -> Response:
    """Where each team stands at a moment: now, unless another is asked for."""
    found = _found(call, read_time(call.asked("at")))
    if call.wants_json:
        return call.data(found.as_data())
    day = call.day()
    added = call.request.query_params.getlist("add")
    waiting = sorted(found.waiting, key=lambda one: one.life.id not in added)  # who is asked for is among the ticks
    shown = waiting[: max(MOST_WAITING, len(added))]
    return call.page("replan.html", day=day, found=found, added=added, waiting=shown, state=day_state(call.workspace(), day))


def start(call: Call) -> Response:
    """Begin the search as a job."""
    workspace, day = call.workspace(), call.day()
    read = newest_plan(workspace, day, reading=call.house.plans.sound)
    require_seen(call.typed("shown"), read.document.plan_version)
    time = read_time(call.typed("at"))
    time = _found(call, time).time
    shifts = [shift.id for shift in read.problem.shifts]
    done = {id_: read_whole(call.typed(f"done-{id_}"), least=0, most=999) for id_ in shifts}
    late = {id_: read_whole(call.typed(f"late-{id_}"), least=0, most=999) for id_ in shifts}
    said = {id_: call.typed(f"team-{id_}") for id_ in shifts}
    news = News(
        time=time,
        num_done={id_: number for id_, number in done.items() if number is not None},
        delays={id_: number * MINUTE for id_, number in late.items() if number},
        away=frozenset(id_ for id_ in shifts if said[id_] == AWAY),
        untouched=frozenset(id_ for id_ in shifts if said[id_] == UNTOUCHED),
    )
    wish = ReplanWish(
        added=(*call.ticked("add"), *call.typed("more").split()),
        waived=frozenset(call.typed("waived").split()),
        max_changes=read_whole(call.typed("most"), least=0, most=9999),
    )
    search = SearchWish(time_limit=read_number(call.typed("seconds"), least=1, most=3600))

    def work(watched: Watched) -> str:
        require_still_newest(workspace, day, read.document.plan_version)
        report = replan_day(workspace, read, news, wish, search, reporter=watched)
        return f"/day/{day}/{report.kept.version}/changes"

    return begin(call, "Planning the rest of the day", work, back=f"/day/{day}/replan", is_search=True)


def changes(call: Call) -> Response:
    """What a version changes against the one that it was made from, and whose sheets are to be changed."""
    workspace, day = call.workspace(), call.day()
    record = require_plan(workspace, day, int(call.part("version")))
    read = read_version(workspace, record, reading=call.house.plans.kept)
    found, state = difference(workspace, read), day_state(workspace, day)
    if call.wants_json:
        return call.data(found.as_data())
    lines = [(change, change_line(change, say=call.words)) for change in found.changes]
    is_newest = state.newest is not None and state.newest.version == found.version
    return call.page(
        "changes.html",
        day=day,
        found=found,
        lines=lines,
        state=state,
        left_out=_left_out(workspace, read) if is_newest else (),
        replan_address=replan_address,
    )


def _left_out(workspace: Workspace, read: ReadPlan) -> tuple[str, ...]:
    """Open complaints of its day that a plan does not make, whyever."""
    made = {stop.visit_id for route in read.document.plan.routes for stop in route.stops}
    found = unweighed(workspace, read.document.date, offered=(), made=made)
    return (*found.ids, *found.out_of_hours, *found.unable)


def _found(call: Call, time: int | None) -> DayUnderWay:
    workspace, day = call.workspace(), call.day()
    read = newest_plan(workspace, day, reading=call.house.plans.sound)
    time = moment_or_start(workspace, day, read.problem, time)
    if time is None:  # a day that is over: as it began
        time = first_start(read.problem)
    return day_under_way(workspace, read, time)
