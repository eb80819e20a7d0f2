"""Guards the layout of every sheet, whatever stands on it: margins, letters, rows, numbers, labels of the map."""

import time
from pathlib import Path

import pdfplumber
import pytest
from pypdf import PdfWriter

from outputs.sheets.desk_data import overview_data
from outputs.sheets.rendering import press
from outputs.sheets.writing import write_sheets
from tests.outputs.day import make_day
from tests.outputs.hard_days import hard_days, random_day
from tests.outputs.layout import faults, overlapping

HARD = hard_days()


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
