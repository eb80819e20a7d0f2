"""Guards the content of every page, word for word: what a change of template or data changes on paper is seen here.

To accept a change that is meant: `DDS_GOLDEN=write pytest tests/outputs/test_golden.py`, then read the difference.
"""

import os
from pathlib import Path

import pdfplumber
import pytest

from outputs.exchange.writing import FORMS, write_forms
from outputs.sheets.writing import write_sheets
from tests.outputs.day import make_day

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture(scope="module", params=["id", "en"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Language and folder of a small day with everything on it: break, reserves, a complaint, a facility, a change."""
    folder = tmp_path_factory.mktemp("golden")
    day = make_day(num_stops=8, num_reserves=2, language=request.param, changes={"V002": "moved"})
    write_sheets(day, folder)
    write_forms(day, folder, FORMS)
    return request.param, folder


def _compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("DDS_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", ["sheet-T01-hari", "slip-T01-hari", "overview", "cards"])
def test_pages_say_what_they_said(paper: str, printed: tuple[str, Path]) -> None:
    """Each page of sheet, map, overview and cards has the words of the accepted one, in their order."""
    language, folder = printed
    with pdfplumber.open(folder / f"{paper}.pdf") as document:
        pages = [f"--- {number}\n{page.extract_text()}\n" for number, page in enumerate(document.pages, 1)]
    _compare(f"{paper}-{language}.txt", "".join(pages).replace("\N{NO-BREAK SPACE}", " "))


@pytest.mark.parametrize("form", ["itinerary.csv", "sheet-T01-hari.gpx", "sheet-T01-hari.ics"])
def test_files_say_what_they_said(form: str, printed: tuple[str, Path]) -> None:
    """The text forms are those that were accepted."""
    language, folder = printed
    stem, suffix = form.split(".")
    _compare(f"{stem}-{language}.{suffix}.txt", (folder / form).read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
