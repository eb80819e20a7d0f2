"""The working view of a day: map, timeline, list and reasons, one selection through all four."""

import datetime as dt
from typing import Any

from starlette.responses import Response

from planner.desk.call import Call, read_day
from planner.domain.account import Role
from planner.domain.history import SheetState
from planner.usecases.approving import approval_of
from planner.usecases.changing.keeping import taken_back
from planner.usecases.day_state import DayState, day_state
from planner.usecases.explain_words import explain_text
from planner.usecases.explaining import explain_shown
from planner.usecases.on_duty import duty_day
from planner.usecases.reading import read_version, require_plan
from planner.usecases.showing import DayView, show_plan
from planner.usecases.shut_since import shut_and_out

SHAPES = ("circle", "square", "diamond", "triangle", "hexagon", "down")
COLOURS = 12
"""Teams are told apart by colour and by shape: twelve colours, and where they begin again the next shape."""


def choose(call: Call) -> Response:
    """To the plan of today, else of the next day that has one, else to where plans are made."""
    if call.asked("day"):
        return call.go(f"/day/{read_day(call.asked('day'))}")
    workspace = call.workspace()
    today = duty_day(workspace)
    with workspace.ledger() as ledger:
        days = sorted({plan.date for plan in ledger.plans()})
    found = next((day for day in days if day >= today), days[-1] if days else None)
    if found is None:
        return call.page("refusal.html", lines=[call.say("Not planned yet.")], title=call.say("Working view"), back="/")
    return call.go(f"/day/{found}")


def show(call: Call) -> Response:
    """A version of a day, or its newest."""
    view = open_view(call)
    if call.wants_json:
        return call.data(view.as_data())
    data = view.page_data(call.words)
    for place, team in enumerate(data["teams"]):
        team |= {"colour": place % COLOURS, "shape": SHAPES[(place // COLOURS + place) % len(SHAPES)], "index": place}
    spans = [team["duty"] for team in data["teams"]] or [[8 * 3600, 16 * 3600]]
    first, last = min(start for start, _ in spans) // 3600, -(-max(end for _, end in spans) // 3600)
    data |= {"words": words_of(call), "day": view.day.date.isoformat(), "version": view.day.version}
    kept = view.kept.document.replanned
    state = day_state(call.workspace(), view.day.date)
    papers, shut = papers_of(call, state, view)
    return call.page(
        "day.html",
        papers=papers,
        num_shut=shut,
        approval=approval_of(call.workspace(), view.day.date, view.day.version),
        needs_approval=call.workspace().settings.printing.needs_approval,
        can_undo=kept is not None and bool(kept.moves),
        can_redo=bool(taken_back(call.workspace(), view.day.date)),
        view=view,
        data=data,
        hours=range(first, last + 1),
        day=view.day.date,
        version=view.day.version,
        state=state,
        before=view.day.date - dt.timedelta(days=1),
        after=view.day.date + dt.timedelta(days=1),
        is_newest=view.day.version == view.versions[-1],
        actions=actions_of(call, view),
    )


def papers_of(call: Call, state: DayState, view: DayView) -> tuple[str, int]:
    """Where the papers are of visits that may not be made any more, and how many these are: `out` with teams as the first page
    counts them, `printed` and waiting, `back`, or empty while there are none.
    """
    own = [one for one in state.sheets if one.plan_version == view.day.version and one.printed_at is not None]
    out = shut_and_out(call.workspace(), state.date, own, reading=call.house.plans.kept) if view.closed else ()
    if out:
        return "out", len(out)
    if any(sheet.state is SheetState.PRINTED for sheet in own):
        return "printed", len(view.closed)
    return "back" if own else "", len(view.closed)


def actions_of(call: Call, view: DayView) -> list[tuple[str, str]]:
    """What can be done with the day now: address and name, the next step first."""
    if not call.may(Role.DESK) or view.day.version != view.versions[-1]:
        return []
    day = view.day.date
    can_go_on = day >= duty_day(call.workspace())
    replanning = [(f"/day/{day}/replan", "Replan")] if can_go_on else []
    asking = (f"/day/{day}/whatif", "What if")
    return [(f"/day/{day}/print", "Print"), *replanning, asking, (f"/plan/{day}", "Plan anew")]


def why(call: Call) -> Response:
    """Why a visit is there, or is not, in sentences."""
    workspace = call.workspace()
    record = require_plan(workspace, call.day(), int(call.part("version")))
    read = read_version(workspace, record, reading=call.house.plans.sound)
    report = explain_shown(workspace, read, call.part("visit"), say=call.words)
    text = explain_text(call.words, report, names_commands=False)
    return call.data({**report.as_data(), "sentences": [*text.split("\n"), *report.worth]})


def draw(call: Call) -> Response:
    """The map of a version, as data: it comes after the lists; `?ways=no` leaves the ways out, which take longest."""
    return call.data(open_view(call, with_ways=call.asked("ways") != "no").map_data(call.words))


def open_view(call: Call, *, with_ways: bool = False) -> DayView:
    """The day and version that the address names."""
    version = call.request.path_params.get("version")
    return show_plan(
        call.workspace(),
        call.day(),
        None if version is None else int(version),
        language=call.language,
        plans=call.house.plans,
        with_ways=with_ways,
    )


def words_of(call: Call) -> dict[str, Any]:
    """Words that the page's script says itself."""
    return {
        "reading": call.say("Looking into it …"),
        "failed": call.say("The desk does not answer; try again."),
        "finding": call.say("Looking for the ways of the teams …"),
        "unmapped": call.say("The map cannot be drawn; the lists say the same in words."),
        "none": call.say("Choose a visit: by click, or with the arrow keys in the list."),
    }
