"""Guards that two places which tell one thing say the same: rows and legend of the map, the changed sheet and the radio."""

from dataclasses import replace

import pytest

from outputs.exchange.radio_text import radio_texts
from outputs.itinerary.build import build_day
from outputs.itinerary.context import HeldSheet
from outputs.itinerary.model import DayItinerary, StopLine
from outputs.sheets.team_data import team_data
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
