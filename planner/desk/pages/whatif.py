"""What if: a question about a planned day, by forms and a drawn area, and its answer beside the plan."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.responses import Response

from planner.desk.call import Call
from planner.desk.pages.planning import begin
from planner.desk.typed import read_number, read_whole
from planner.domain.errors import InputError
from planner.domain.scenario import EVERY_TEAM
from planner.usecases.changing.opening import newest_plan
from planner.usecases.nameable import nameable
from planner.usecases.progress import Silent, Watched
from planner.usecases.reading import require_plan
from planner.usecases.searching import SearchWish
from planner.usecases.whatif.comparing import ask_what_if, compare_what_if, keep_scenario
from planner.usecases.whatif.wishing import NAME, choices, wished_scenario

MOST_TEAMS = 10
"""Teams that a question may add."""


def show(call: Call) -> Response:
    """The questions that may be asked, as they were asked before where the address says so."""
    workspace, day = call.workspace(), call.day()
    read = newest_plan(workspace, day, reading=call.house.plans.sound)
    found = choices(workspace, read, call.house.plans)
    asked = {name: call.request.query_params.getlist(name) for name in call.request.query_params}
    return call.page(
        "whatif.html", day=day, version=read.document.plan_version, found=found, asked=asked, most_teams=MOST_TEAMS
    )


def start(call: Call) -> Response:
    """Answer a question as a job."""
    workspace, day = call.workspace(), call.day()
    record = require_plan(workspace, day)
    document, groups = _document(call), call.ticked("rt")
    title = call.typed("title") or _title(call, document)
    scenario = wished_scenario(workspace, document, title=title, neighbourhoods=groups)
    search = SearchWish(time_limit=read_number(call.typed("seconds"), least=1, most=600))
    path, house = workspace.folder / record.path, call.house

    def work(watched: Watched) -> str:
        named = nameable(workspace)
        asked = ask_what_if(workspace, path, [scenario], reporter=watched)
        key = house.answers.keep(compare_what_if(asked, search, reporter=watched), named=named)
        return f"/day/{day}/whatif/{key}"

    return begin(call, "Comparing two days", work, back=f"/day/{day}/whatif", is_search=True)


def answer(call: Call) -> Response:
    """The plan and the other day side by side."""
    report = call.answered(call.house.answers)
    day = call.day()
    if report is None or report.loaded.date != day:
        return call.go(f"/day/{day}/whatif", warned=call.say("That answer is no longer kept; ask again."))
    if call.wants_json:
        return call.data(report.as_data())
    return call.page(
        "answer.html",
        day=day,
        key=call.part("key"),
        shown=report.on_page(call.words),
        notes=[call.words.fault(note) for note in report.notes],
        provisos=report.provisos(call.words),
        is_searched_anew=report.is_searched_anew(),
        version=report.loaded.kept.document.plan_version,
        hindrance=report.keeping_hindrance(NAME, call.words),
    )


def page_of(call: Call) -> Response:
    """The comparison on paper, with both days on a map."""
    report = call.answered(call.house.answers)
    if report is None:
        return call.go(f"/day/{call.day()}/whatif", warned=call.say("That answer is no longer kept; ask again."))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whatif.pdf"
        report.write_page(path, language=call.language)
        content = path.read_bytes()
    name = f'inline; filename="whatif-{call.day()}.pdf"'
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": name})


def keep(call: Call) -> Response:
    """Keep the other day's plan as the next version."""
    report, day = call.answered(call.house.answers), call.day()
    if report is None:
        return call.go(f"/day/{day}/whatif", warned=call.say("That answer is no longer kept; ask again."))
    kept = keep_scenario(call.workspace(), report, NAME, reporter=Silent()).kept
    if kept is None:
        raise InputError.of("E8048", name=NAME, known="–")
    return call.go(f"/day/{day}/{kept.version}", told=call.say("Kept as version {version}.", version=kept.version))


def _title(call: Call, document: Mapping[str, Any]) -> str:
    """What was asked, in a few words."""
    teams, complaints = document["teams"], document["complaints"]
    parts = [
        call.say("without {teams}", teams=", ".join(teams["without"])) if "without" in teams else "",
        call.say("{count} teams more", count=len(teams["add"])) if "add" in teams else "",
        call.say("duty {minutes} minutes longer", minutes=teams["change"][0]["longer_minutes"]) if "change" in teams else "",
        call.say("{count} urgent complaints more", count=complaints["count"]) if complaints else "",
        call.say("slow traffic") if document["travel"] else "",
        call.say("closed areas or streets") if document["closures"] or call.ticked("rt") else "",
    ]
    told = ", ".join(part for part in parts if part)
    return told[:1].upper() + told[1:120]


def _document(call: Call) -> Mapping[str, Any]:
    """What was chosen, as a scenario file says it."""
    more = read_whole(call.typed("teams"), least=0, most=MOST_TEAMS) or 0
    longer = read_whole(call.typed("longer"), least=-600, most=600)
    count = read_whole(call.typed("complaints"), least=0, most=1000)
    factor = read_number(call.typed("travel"), least=0.1, most=20)
    teams = {
        "without": list(call.ticked("without")),
        "add": [{"id": f"TIM-{number}", "officers": 2} for number in range(1, more + 1)],
        "change": [{"teams": [EVERY_TEAM], "longer_minutes": longer}] if longer else [],
    }
    return {
        "teams": {name: said for name, said in teams.items() if said},
        "complaints": {"count": count} if count else {},
        "travel": [{"factor": factor}] if factor not in (None, 1) else [],
        "closures": list(_closures(call)),
    }


def _closures(call: Call) -> list[dict[str, Any]]:
    """Areas, villages, streets and rivers that are closed."""
    found: list[dict[str, Any]] = []
    if call.ticked("village"):
        found.append({"villages": list(call.ticked("village"))})
    streets = [street.strip() for street in call.typed("streets").split(";") if street.strip()]
    if streets:
        found.append({"streets": streets})
    if call.typed("river"):
        found.append({"river": call.typed("river"), "distance": read_whole(call.typed("metres"), least=0, most=20_000) or 100})
    if call.typed("area"):
        found.append({"polygon": _ring(call.typed("area"))})
    return found


def _ring(text: str) -> object:
    """Corners as the map's script writes them.

    Raises
    ------
    InputError
        E8026 if they are none.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # nobody draws a list within a list within a list …
        raise InputError.of("E8026", num=0) from None
