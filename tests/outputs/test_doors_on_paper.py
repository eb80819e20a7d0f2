"""Guards the paper of doors that may stay shut: blocks end with doors if time allows, the time to leave, then the anchor."""

from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest

from outputs.itinerary.model import BreakLine, Door, StopLine, TeamItinerary
from outputs.sheets.team_data import leave_text, row
from outputs.sheets.writing import write_sheets
from planner.domain.units import HOUR, MINUTE
from planner.domain.visit import VisitKind
from planner.words.language import words
from tests.outputs.day import make_day
from tests.outputs.layout import faults


def _line(number: int, time: int | None, **more: object) -> StopLine:
    return StopLine(
        number=number,
        visit_id=f"v{number}",
        kind=VisitKind.FIRST,
        start_time=time,
        end_time=time,
        door=Door(),
        visit_number=1,
        directions="",
        longitude=0,
        latitude=0,
        **more,  # type: ignore[arg-type]
    )


def _team() -> TeamItinerary:
    lines = (
        _line(1, 8 * HOUR, is_soft=True),
        _line(2, 9 * HOUR, leave_by=9 * HOUR, last_knock=9 * HOUR - 15 * MINUTE),
        _line(3, 10 * HOUR, is_soft=True),
        BreakLine(
            break_id="isoma",
            label="isoma",
            start_time=12 * HOUR,
            end_time=13 * HOUR,
            leave_by=12 * HOUR,
            last_knock=11 * HOUR + 45 * MINUTE,
        ),
    )
    return TeamItinerary(
        shift_id="T01", team_id="T01", sheet_id="", unit="", officers=(), profile="motorcycle", duty_start_time=8 * HOUR,
        duty_end_time=16 * HOUR, start_time=8 * HOUR, end_time=16 * HOUR, distance=None, travel_duration=0, lines=lines,
        reserves=(_line(4, None, is_soft=True, after=1), _line(5, None, is_soft=True, after=3), _line(6, None)),
        legs=(), start=None, end=None,
    )  # fmt: skip


def test_spare_doors_stand_in_their_block() -> None:
    """Doors if time allows stand behind the planned doors of their block; reserves without one come after all."""
    team = _team()
    assert team.has_doors
    assert [line.number if isinstance(line, StopLine) else "break" for line in team.walked] == [1, 4, 2, 3, 5, "break"]


def test_the_bar_says_when_to_leave_and_when_to_knock_last() -> None:
    """Both times are said, so that nobody has to reckon; a line without doors before it has no bar."""
    say, team = words("id"), _team()
    assert leave_text(team.lines[1], say) == "Berangkat paling lambat 09.00 – pintu terakhir diketuk sampai 08.45"
    assert row(team.lines[0], say)["leave"] == ""
    assert row(team.reserves[0], say)["spare"]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A team with forty doors that may stay shut."""
    day = make_day(num_stops=40, num_reserves=0)
    teams = tuple(
        replace(
            team,
            lines=tuple(replace(line, is_soft=True) if isinstance(line, StopLine) else line for line in team.lines),
        )
        for team in day.teams
    )
    folder = tmp_path_factory.mktemp("doors")
    write_sheets(replace(day, teams=teams), folder)
    return folder


def test_forty_knocks_fit_a_clipboard(papers: Path) -> None:
    """Rows lower than on other sheets, still 11 mm and more: three pages and the map, laid out as every sheet."""
    path = papers / "sheet-T01-hari.pdf"
    assert faults(path, most_pages=3) == []


def test_cards_to_leave_at_shut_doors_say_nothing_of_why(papers: Path) -> None:
    """Four more to a page where doors may stay shut, with the day and room for the next one; the other cards stay."""
    with pdfplumber.open(papers / "cards.pdf") as opened:
        contact, left = (page.extract_text() for page in opened.pages)
    assert "KAMI TADI DATANG" not in contact
    assert left.count("KAMI TADI DATANG") == left.count("Kami datang lagi pada:") == 4
    assert "keluhan" not in left.casefold()
