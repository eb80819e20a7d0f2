"""Guards that no words on any paper lie on others or run over a rule, however long ids and names are."""

from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest

from outputs.itinerary.model import StopLine
from outputs.sheets.writing import write_sheets
from outputs.week.writing import write_week
from tests.outputs.day import make_day
from tests.outputs.layout import word_faults
from tests.outputs.wide import MADE, wide_day, wide_week


@pytest.fixture(scope="module", params=["A4", "F4"])
def papers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All papers of a day of long words."""
    return write_sheets(wide_day(paper=request.param), tmp_path_factory.mktemp("wide"))


def test_no_words_touch_on_any_paper(papers: list[Path]) -> None:
    """Sheets, maps, slips, overview and cards: no letter lies on another text, and none on a line between two cells."""
    found = [fault for path in papers if path.name != "sheets.pdf" for fault in word_faults(path)]
    assert found == []


def test_whole_ids_are_printed(papers: list[Path]) -> None:
    """Room is made by place, never by cutting: whoever types an id from the sheet finds the home."""
    with pdfplumber.open(papers[0]) as document:
        text = "".join(char["text"] for page in document.pages for char in page.chars if char["text"].strip())
    printed = text.replace("\N{ZERO WIDTH SPACE}", "").replace("\N{WORD JOINER}", "")
    assert [id_ for id_ in MADE if id_ not in printed] == []


def test_long_ids_cost_no_page(tmp_path: Path) -> None:
    """Nine doors with made ids still take one page and the map: the id takes the room that its row has."""
    day = make_day(num_stops=9, num_reserves=0)
    named = tuple(replace(line, visit_id=MADE[0]) if isinstance(line, StopLine) else line for line in day.teams[0].lines)
    with pdfplumber.open(write_sheets(replace(day, teams=(replace(day.teams[0], lines=named),)), tmp_path)[0]) as document:
        assert len(document.pages) == 2


def test_no_words_touch_on_the_papers_of_a_week(tmp_path: Path) -> None:
    """The chief's page and the notices hold long ids of teams, villages of three words and numbers of complaints."""
    assert [fault for path in write_week(wide_week(), tmp_path) for fault in word_faults(path)] == []
