"""Guards what is said of columns that nobody knows: like one of ours is only what its cells could be."""

import datetime as dt
from pathlib import Path

import pytest

from inputs.tables.households import read_households
from inputs.tables.reading import TableReading
from planner.domain.records import Household
from planner.domain.settings import DaySettings
from tests.inputs.tables.cases import BALARAJA
from tests.inputs.tables.test_followed_cures import told
from tests.inputs.tables.writing import csv_text

HEAD = "Kode;Nama KK;Desa;RT;RW;Alamat;Lintang;Bujur"
ROW = "A{0};P {0} CONTOH;Balaraja;1;2;Jl A {0};-6,191{0};106,4565"


def read(folder: Path, heading: str, *cells: str, maps: tuple[str, ...] = ()) -> TableReading[Household]:
    """A list of homes with one column more."""
    rows = [HEAD, *(ROW.format(number) for number in range(len(cells)))]
    lines = [[*row.split(";"), cell] for row, cell in zip(rows, (heading, *cells), strict=True)]
    (folder / "t.csv").write_text(csv_text(lines), encoding="utf-8")
    return read_households(folder / "t.csv", villages=BALARAJA, day=DaySettings(), told=told(maps))


@pytest.mark.parametrize(
    ("heading", "cell", "never"),
    [
        ("Mau dikunjungi", "ya", "do_not_visit"), ("MAU DIKUNJUNGI", "tidak", "do_not_visit"),
        ("Bersedia dikunjungi", "ya", "last_visit"), ("Status kunjungan", "sudah", "windows"),
        ("Hari kunjungan", "05/02/2026", "windows"), ("Jam terakhir", "08.00-10.00", "last_visit"),
    ],
)  # fmt: skip
def test_no_column_is_proposed_that_says_something_else(tmp_path: Path, heading: str, cell: str, never: str) -> None:
    """Spelling alone would make `Mau dikunjungi: ya` a home that wants no visit, or days a column of hours."""
    (note,) = [note for note in read(tmp_path, heading, *[cell] * 6).notes if note.code == "E1024"]
    assert never not in str(note.values["example"])


@pytest.mark.parametrize(
    ("heading", "cell", "column"),
    [
        ("Tidak bersedia dikunjungi", "ya", "do_not_visit"), ("Jam kunjungann", "08.00-10.00", "windows"),
        ("Kunjungan terakir", "05/02/2026", "last_visit"),
    ],
)  # fmt: skip
def test_a_column_that_it_could_be_is_proposed(tmp_path: Path, heading: str, cell: str, column: str) -> None:
    """Done to the letter the proposal brings the column in."""
    (note,) = [note for note in read(tmp_path, heading, *[cell] * 6).notes if note.code == "E1024"]
    assert note.values["example"] == f"{heading}={column}"
    mapped = read(tmp_path, heading, *[cell] * 6, maps=(str(note.values["example"]),))
    assert "E1024" not in [one.code for one in mapped.notes]


@pytest.mark.parametrize(
    "heading",
    ["Tgl Kunjungan Terakhir", "TGL. KUNJUNGAN", "Tanggal Kunjungan", "Tgl Terakhir Dikunjungi", "Kunj. Terakhir", "Tgl Kunj"],
)
def test_days_of_visits_come_in_under_shortened_headings(tmp_path: Path, heading: str) -> None:
    """`Tgl` is `Tanggal` in every heading; a heading that was said to be none of ours stays left out."""
    found = read(tmp_path, heading, "05/02/2026", "13/02/2026")
    assert [home.last_visit for home in found.rows] == [dt.date(2026, 2, 5), dt.date(2026, 2, 13)]
    left = read(tmp_path, heading, "05/02/2026", "13/02/2026", maps=(f"{heading}=",))
    assert [home.last_visit for home in left.rows] == [None, None]


def test_a_list_that_wants_no_visits_is_told(tmp_path: Path) -> None:
    """More than half of a list, five at least: a few are as they are."""
    codes = [note.code for note in read(tmp_path, "Tidak mau dikunjungi", *["ya"] * 5, "tidak").notes]
    assert codes.count("E1078") == 1
    assert "E1078" not in [note.code for note in read(tmp_path, "Tidak mau dikunjungi", *["ya"] * 4, *["tidak"] * 4).notes]
