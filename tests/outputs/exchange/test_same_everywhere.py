"""Guards that a day is one itinerary in many forms: the same sheets, numbers, visits and times in each of them."""

from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest

from outputs.exchange.csv_table import COLUMNS, csv_table
from outputs.exchange.geojson_file import geojson_file
from outputs.exchange.gpx_file import gpx_file
from outputs.exchange.html_page import html_page
from outputs.exchange.ics_file import ics_file
from outputs.exchange.writing import FORMS, write_forms
from outputs.exchange.xlsx_table import xlsx_table
from outputs.itinerary.model import DayItinerary
from outputs.sheets.writing import write_sheets
from planner.words.language import words
from tests.outputs.day import make_day
from tests.outputs.exchange import reading
from tests.outputs.exchange.reading import Seen


def _gpx(day: DayItinerary) -> list[Seen]:
    return [seen for team in day.teams for seen in reading.in_gpx(gpx_file(day, team))]


def _ics(day: DayItinerary) -> list[Seen]:
    return [seen for team in day.teams for seen in reading.in_ics(ics_file(day, team), day, team.sheet_id)]


FORM_READERS: dict[str, Callable[[DayItinerary], list[Seen]]] = {
    "xlsx": lambda day: reading.in_xlsx(xlsx_table(day)),
    "csv": lambda day: reading.in_csv(csv_table(day)),
    "geojson": lambda day: reading.in_geojson(geojson_file(day)),
    "html": lambda day: reading.in_html(html_page(day)),
    "gpx": _gpx,
    "ics": _ics,
}


def test_every_form_is_compared() -> None:
    """A form that is added is compared with the others."""
    assert FORM_READERS.keys() == set(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_all_forms_carry_the_same_stops_times_and_numbers(form: str) -> None:
    """Read back by a library that did not write it, each form says what the itinerary says, in its order."""
    day = make_day(num_teams=3)
    assert FORM_READERS[form](day) == reading.expected(day)


def test_paper_carries_them_too(tmp_path: Path) -> None:
    """The rows of the sheet have the numbers, visits and times of the itinerary."""
    day = make_day()
    say = words("id")
    with pdfplumber.open(write_sheets(day, tmp_path)[0]) as document:
        text = "\n".join(page.extract_text() for page in document.pages[:2])
    for stop in (*day.teams[0].stops, *day.teams[0].reserves):
        assert stop.visit_id in text
        if stop.start_time is not None:
            assert say.clock(stop.start_time) in text


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_same_day_twice_is_the_same_bytes(language: str, tmp_path: Path) -> None:
    """Writing a version again gives every form byte by byte: no clock, no chance, no order of a set."""
    for name in ("a", "b"):
        write_forms(make_day(num_teams=2, language=language), tmp_path / name, FORMS)
    first, second = (sorted((tmp_path / name).iterdir()) for name in ("a", "b"))
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.name for path in first if path.read_bytes() != (tmp_path / "b" / path.name).read_bytes()] == []


def test_forms_are_files_of_the_day_and_of_the_teams(tmp_path: Path) -> None:
    """One file a day for the desk, one a team for its phone; unknown forms are refused."""
    names = [path.name for path in write_forms(make_day(num_teams=2), tmp_path, FORMS)]
    assert names == [
        "itinerary.xlsx", "itinerary.csv", "itinerary.geojson", "itinerary.html",
        "sheet-T01-hari.gpx", "sheet-T02-hari.gpx", "sheet-T01-hari.ics", "sheet-T02-hari.ics",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="'doc'"):
        write_forms(make_day(), tmp_path, ["doc"])


def test_the_docs_name_every_form_and_column() -> None:
    """docs/formats/outputs.md has each form, and the columns of the CSV in their order."""
    page = (Path(__file__).resolve().parents[3] / "docs" / "formats" / "outputs.md").read_text(encoding="utf-8")
    assert [form for form in FORMS if f".{form}`" not in page or f"--{form}" not in page] == []
    assert ", ".join(COLUMNS) in page
