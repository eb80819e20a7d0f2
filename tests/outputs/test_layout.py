"""Guards the layout of every sheet, whatever stands on it: margins, letters, rows, numbers, labels of the map."""

import time
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from pypdf import PdfWriter

from outputs.sheets.desk_data import overview_data
from outputs.sheets.rendering import press
from outputs.sheets.writing import write_sheets
from tests.outputs.day import make_day
from tests.outputs.hard_days import UNBROKEN, hard_days, random_day
from tests.outputs.layout import faults, overlapping

HARD = hard_days()
SIZES = {"A4": [595, 842], "F4": [609, 935]}
"""Points."""


@pytest.mark.parametrize("name", [name for name in HARD if name != "forty-teams"])
def test_hard_days_hold(name: str, tmp_path: Path) -> None:
    """Long names, 40-character addresses, RT 012/RW 007, four officers, one stop, none: two pages and a map, nothing cut."""
    assert faults(write_sheets(HARD[name], tmp_path)[0]) == []


@pytest.mark.parametrize("seed", range(3))
def test_random_days_hold(seed: int, tmp_path: Path) -> None:
    """Whatever the plan, the sheet keeps its margins, letters of 9 pt, rows of 11 mm, numbers at both ends, free labels."""
    assert faults(write_sheets(random_day(seed), tmp_path)[0]) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 203))
def test_two_hundred_random_days_hold(seed: int, tmp_path: Path) -> None:
    """The same for two hundred plans."""
    assert faults(write_sheets(random_day(seed), tmp_path)[0]) == []


@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_what_fits_one_page_takes_one(paper: str, tmp_path: Path) -> None:
    """From one stop up, as many as fit stand on one page with the foot; the first that does not makes two."""
    pages = []
    for number in range(1, 17, 3):
        day = replace(make_day(num_stops=number, num_reserves=0), paper=paper)
        with pdfplumber.open(write_sheets(day, tmp_path)[0]) as document:
            assert [round(float(side)) for side in (document.pages[0].width, document.pages[0].height)] == SIZES[paper]
            pages.append(len(document.pages) - 1)
    assert pages == sorted(pages)
    assert pages[2] == 1, "seven stops and a break fit, with short ways"
    assert pages[3] == 1, "ten miss it by less than a row, and leave the ways to the map"
    assert pages[-1] == 2


def test_words_without_a_space_stay_in_their_cells(tmp_path: Path) -> None:
    """An address typed without a space ends before the tick boxes, and nothing is lost of it."""
    with pdfplumber.open(write_sheets(HARD["folio-unbroken"], tmp_path)[0]) as document:
        page = document.pages[0]
        purpose = min(char["x0"] for char in page.chars if char["text"] == "K" and abs(char["size"] - 12) < 0.1)
        door = page.crop((0, 0, purpose - 6, page.height))
        text = "".join(char["text"] for char in door.chars if char["text"].isalnum())
        assert UNBROKEN in text


def test_a_fault_is_seen(tmp_path: Path) -> None:
    """The measure is no rubber stamp: letters drawn over each other are found, and a row number that is missing."""
    path = write_sheets(HARD["one-stop"], tmp_path)[0]
    with pdfplumber.open(path) as document:
        chars = document.pages[0].chars
        assert overlapping(chars) == []
        moved = [{**char, "x0": char["x0"] + 3, "x1": char["x1"] + 3} for char in chars[:4]]
        assert len(overlapping([*chars, *moved])) >= 4
    merger = PdfWriter()
    for _ in range(2):
        merger.append(path)
    merger.write(tmp_path / "twice.pdf")
    assert any("rows are numbered [1, 1]" in fault for fault in faults(tmp_path / "twice.pdf"))


def test_forty_teams_have_one_overview(tmp_path: Path) -> None:
    """The desk's overview of forty teams is one page."""
    day = HARD["forty-teams"]
    path = tmp_path / "overview.pdf"
    with press() as printing:
        path.write_bytes(printing.render("overview.typ", overview_data(day), day.date))
    with pdfplumber.open(path) as document:
        assert len(document.pages) == 1


@pytest.mark.long
def test_forty_full_teams_are_printed_in_ten_seconds_of_two_cores(tmp_path: Path) -> None:
    """Forty sheets of 18 stops with their maps take at most ten seconds on two cores, and no sheet passes 1.5 MB."""
    day = make_day(num_teams=40)
    began = time.process_time()
    paths = write_sheets(day, tmp_path)
    assert time.process_time() - began <= 20
    assert max(path.stat().st_size for path in paths[:40]) <= 1_500_000
