"""Homes that no team has a way to: found as a job, by village and reason, as a list and on a map."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from planner.desk.call import Call
from planner.desk.pages.planning import begin
from planner.domain.out_of_reach import NoWay, by_village
from planner.usecases.nameable import nameable
from planner.usecases.progress import Watched
from planner.usecases.reaching import note_handed_out, reach_papers

MOST_SHOWN = 200
"""Homes named on the page; the list holds all."""
LIST, MAP = "list.csv", "map.pdf"


def show(call: Call) -> Response:
    """What the question is, and the button."""
    return call.page("reach.html", report=None)


def start(call: Call) -> Response:
    """Look for them as a job."""
    workspace, house, language = call.workspace(), call.house, call.language

    def work(watched: Watched) -> str:
        named = nameable(workspace)
        papers = reach_papers(workspace, language=language, reporter=watched)
        return f"/reach/{house.reaches.keep(papers, named=named)}"

    return begin(call, "Looking for homes that no team reaches", work, back="/reach")


def answer(call: Call) -> Response:
    """By village and reason, and each home."""
    found = call.answered(call.house.reaches)
    if found is None:
        return call.go("/reach", warned=call.say("That answer is no longer kept; ask again."))
    report = found.report
    if call.wants_json:
        return call.data(report.as_data())
    doors = sorted(report.reach.nobody, key=lambda door: (door.village, door.reason.value, door.id))
    villages = [
        (report.names.get(code, code) or "–", [counts[reason] for reason in NoWay], counts.total())
        for code, counts in by_village(doors).items()
    ]
    return call.page(
        "reach.html",
        report=report,
        key=call.part("key"),
        villages=villages,
        reasons=[f"no_way.{reason.value}" for reason in NoWay],
        doors=doors[:MOST_SHOWN],
        num_more=max(0, len(doors) - MOST_SHOWN),
        parts_of=[
            (profile, [id_ for id_ in ids if id_ not in report.reach.ids]) for profile, ids in report.reach.by_profile.items()
        ],
        has_map=found.drawn is not None,
    )


def paper(call: Call) -> Response:
    """The list or the map, as a file."""
    found = call.answered(call.house.reaches)
    if found is None:
        return call.go("/reach", warned=call.say("That answer is no longer kept; ask again."))
    name = call.part("name")
    content, kind = {LIST: (found.listed, "text/csv"), MAP: (found.drawn, "application/pdf")}.get(name, (None, ""))
    if content is None:
        raise HTTPException(404)
    note_handed_out(call.workspace(), found.report)
    shown = "inline" if name == MAP else "attachment"
    return Response(content, media_type=kind, headers={"Content-Disposition": f'{shown}; filename="reach-{name}"'})
