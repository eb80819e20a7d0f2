"""Guards that two places which tell one thing say the same: rows and legend of the map, the changed sheet and the radio."""

from dataclasses import replace

import pytest

from outputs.exchange.radio_text import radio_texts
from outputs.itinerary.build import build_day
from outputs.itinerary.context import HeldSheet
from outputs.itinerary.model import DayItinerary, StopLine
from outputs.sheets.team_data import team_data
from planner.domain.visit import VisitKind
from tests.outputs.day import make_context, make_day


@pytest.mark.parametrize(
    ("marks", "told"),
    [((), ""), (("urgent",), "mendesak"), (("overdue",), "lewat tenggat"), (("urgent", "overdue"), "mendesak / lewat tenggat")],
)
def test_the_legend_names_what_black_numbers_are(marks: tuple[str, ...], told: str) -> None:
    """A black number stands for any mark of its row, and the legend says which there are; a reserve is never black."""
    day = make_day(num_stops=4, num_reserves=1, legs=None, lines=None, villages=())
    team = day.teams[0]
    given = iter(marks)
    lines = tuple(
        replace(line, marks=tuple(filter(None, [next(given, "")]))) if isinstance(line, StopLine) else line
        for line in team.lines
    )
    drawn = team_data(day, replace(team, lines=lines, reserves=(replace(team.reserves[0], marks=("overdue",)),)))["map"]
    assert drawn["marked"] == told
    panels = [drawn, *(detail["panel"] for detail in drawn["details"])]
    assert sum(stop["marked"] and not stop["reserve"] for panel in panels for stop in panel["stops"]) == len(marks)


def _replanned() -> DayItinerary:
    """Rows 2 and 3 of the sheet that the team holds are made no more; row 3 is a reserve now."""
    problem, plan, context = make_context(num_stops=5, num_reserves=2)
    (route,) = plan.routes
    held = HeldSheet(
        version=1, sheet_id="DDS-1", slip_id="", shift=problem.shifts[0], route=route,
        visits={visit.id: visit for visit in problem.visits},
    )  # fmt: skip
    gone = [stop.visit_id for stop in route.stops[1:3]]
    stops = tuple(stop for stop in route.stops if stop.visit_id not in gone)
    now = replace(plan, routes=(replace(route, stops=stops, reserves=(*route.reserves, gone[1])),))
    return build_day(problem, now, context=replace(context, plan_version=2, held={route.shift_id: held}))


def test_a_struck_row_that_is_a_reserve_is_called_so_on_paper_and_over_the_radio() -> None:
    """Nobody strikes out for good what stands below as a reserve, and its number there is said."""
    day = _replanned()
    rows = team_data(day, day.teams[0])
    assert [(row["number"], row["now"]) for row in rows["fallen"]] == [(2, "tidak jadi"), (3, "kini cadangan 6")]
    assert rows["reserves"][-1]["number"] == 6
    (text,) = radio_texts(day).values()
    assert "Nomor 3 kini cadangan: didatangi hanya bila ada waktu." in text
    assert "Tidak jadi dikunjungi: nomor 2. Coret." in text


def test_a_row_that_is_merged_with_a_complaint_of_its_home_is_told_with_its_new_number() -> None:
    """The door is gone to all the same: the sheet says as which row, the radio also when."""
    problem, plan, context = make_context(num_stops=6)
    (route,) = plan.routes
    visit = next(one for one in problem.visits if one.kind is VisitKind.COMPLAINT)
    complaint = context.complaints[visit.subject]
    number = next(n for n, stop in enumerate(route.stops, 1) if stop.visit_id == visit.id)
    home = replace(visit, id="H-CONTOH", subject="H-CONTOH", kind=VisitKind.FIRST)
    before = tuple(replace(stop, visit_id=home.id) if stop.visit_id == visit.id else stop for stop in route.stops)
    held = HeldSheet(
        version=1, sheet_id="DDS-1", slip_id="", shift=problem.shifts[0], route=replace(route, stops=before),
        visits={visit.id: visit for visit in (*problem.visits, home)},
    )  # fmt: skip
    complaints = {**context.complaints, complaint.id: replace(complaint, household=home.id)}
    day = build_day(problem, plan, context=replace(context, plan_version=2, complaints=complaints, held={route.shift_id: held}))
    rows = team_data(day, day.teams[0])
    assert [(row["number"], row["now"]) for row in rows["fallen"]] == [(number, f"jadi nomor {number}")]
    (text,) = radio_texts(day).values()
    assert f"Nomor {number} digabung dengan {visit.id}: didatangi sekali, pukul " in text
    assert "Tidak jadi" not in text
