"""Guards rows that say a place, or RT and RW, more than once: all is read, and what differs is told with both."""

from pathlib import Path

import pytest

from inputs.tables.households import read_households
from inputs.tables.reading import TableReading, Told
from planner.domain.errors import InputError
from planner.domain.records import Household
from planner.domain.settings import DaySettings
from tests.inputs.tables.cases import BALARAJA, STATION
from tests.inputs.tables.writing import write_csv

HEAD = ["kode", "desa", "rt", "rw", "alamat"]
HOME = ["H1", "Balaraja", "1", "2", "Kp. DATA CONTOH"]
LINK = "https://maps.google.com/?q={},{}"
HERE = LINK.format("-6.1941", "106.4551")
CODE = "6P58RF44+9X"


def read(folder: Path, head: list[str], *rows: list[str]) -> TableReading[Household]:
    path = write_csv(folder, [head, *rows])
    return read_households(path, villages=BALARAJA, day=DaySettings(), told=Told(station=STATION))


def told(folder: Path, head: list[str], *rows: list[str]) -> list[tuple[str, int | None]]:
    with pytest.raises(InputError) as caught:
        read(folder, head, *rows)
    return [(fault.code, fault.where.row) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        (["koordinat", "lintang", "bujur"], ["-6.2500, 106.5000", "-6,1941", "106,4551"]),
        (["lintang", "bujur", "google maps"], ["-6,1941", "106,4551", LINK.format("-6.1941", "106.4651")]),
        (["google maps", "plus code"], [HERE, "6P58PFX4+9X"]),
        (["koordinat", "lintang"], ["-6.1941, 106.4551", "-6,2941"]),
        (["lintang", "bujur"], ["-6.1941, 106.4551", "106,4751"]),
        (["lintang", "bujur", "koordinat"], ["6°11'38.8\"S", "106°27'18.4\"E", "-6.2500, 106.5000"]),
        (["utm x", "utm y", "koordinat"], ["660990", "9315100", "-6.2500, 106.5000"]),
    ],
)
def test_two_places_in_a_row_are_a_fault(tmp_path: Path, columns: list[str], cells: list[str]) -> None:
    """Whatever columns and kinds the two places have: one of them is another home's, and nobody knows which."""
    assert told(tmp_path, [*HEAD, *columns], [*HOME, *cells]) == [("E1226", 2)]


def test_neighbours_are_a_note_and_one_place_twice_is_nothing(tmp_path: Path) -> None:
    """Up to 50 m the two are one place; up to a kilometre the first counts, and one note says how far they are."""
    head = [*HEAD, "lintang", "bujur", "google maps"]
    near = [*HOME, "-6,1941", "106,4551", LINK.format("-6.1941", "106.4571")]
    same = ["H2", *HOME[1:], "-6,1941", "106,4551", LINK.format("-6.1943", "106.4553")]
    hidden = ["H3", *HOME[1:], "-6,1941", "106,4551", "https://maps.app.goo.gl/AbCd"]
    reading = read(tmp_path, head, near, same, hidden)
    assert [home.address.longitude for home in reading.rows] == [106.4551] * 3
    (note,) = [note for note in reading.notes if note.code == "E1227"]
    assert (note.values["count"], note.values["metres"], note.where.row) == (1, 221, 2)
    assert (note.values["one"], note.values["other"]) == ("-6.194100, 106.455100", "-6.194100, 106.457100")


def test_links_beside_plus_codes_are_both_read(tmp_path: Path) -> None:
    """Each row is where its first readable cell says, and no column is called unknown."""
    rows = [[*HOME, HERE, ""], ["H2", *HOME[1:], "", CODE], ["H3", *HOME[1:], "https://maps.app.goo.gl/AbCd", CODE]]
    reading = read(tmp_path, [*HEAD, "google maps", "plus code"], *rows)
    assert {home.address.position_source.value for home in reading.rows} == {"given"}
    assert [round(home.address.longitude, 3) for home in reading.rows] == [106.455, 106.457, 106.457]
    assert not {note.code for note in reading.notes} & {"E1024", "E1209"}


def test_a_place_beside_half_a_place(tmp_path: Path) -> None:
    """One axis with the whole place beside it is no half place."""
    reading = read(tmp_path, [*HEAD, "lintang", "bujur", "koordinat"], [*HOME, "-6,1941", "", "-6.1941, 106.4551"])
    assert reading.rows[0].address.longitude == 106.4551


@pytest.mark.parametrize(
    ("columns", "cells"),
    [(["rt/rw", "rt"], ["001/002", "3"]), (["rt/rw", "rw"], ["001/002", "4"]), (["rt", "rw"], ["001/002", "3"])],
)
def test_rt_and_rw_said_twice(tmp_path: Path, columns: list[str], cells: list[str]) -> None:
    """Two columns that say another RT or RW are a fault with both; the same number in another form is none."""
    place = ["lintang", "bujur"]
    head = ["kode", "desa", "alamat", *columns, *place]
    home = ["H1", "Balaraja", "Kp. CONTOH", *cells, "-6,1941", "106,4551"]
    assert told(tmp_path, head, home) == [("E1120", 2)]
    same = {"rt": "RT 1", "rw": "02"}[columns[1]]
    (house,) = read(tmp_path, head, [*home[:4], same, *home[5:]]).rows
    assert (house.address.rt, house.address.rw) == ("01", "02")


@pytest.mark.parametrize(
    ("rt", "rw", "both"),
    [
        ("RW 02", "RT 01", ("01", "02")),
        ("rw.II", "rt. 1", ("01", "02")),
        ("RW 02", "", ("", "02")),
        ("", "RT 01", ("01", "")),
        ("RW 02", "02", ("", "02")),
        ("", "RT 01/RW 02", ("01", "02")),
        ("RT 01", "RW 02", ("01", "02")),
    ],
)
def test_a_cell_that_says_rt_or_rw_is_that(tmp_path: Path, rt: str, rw: str, both: tuple[str, str]) -> None:
    """`RW 02` in the column RT is the RW: the word of the cell counts before the heading."""
    (house,) = read(tmp_path, [*HEAD, "lintang", "bujur"], [*HOME[:2], rt, rw, HOME[4], "-6,1941", "106,4551"]).rows
    assert (house.address.rt, house.address.rw) == both


@pytest.mark.parametrize(("rt", "rw"), [("RW 02", "01"), ("RW 02", "RW 03"), ("3", "RT 01/RW 02"), ("RT 01/RW 02", "RT 03")])
def test_what_another_column_says_too_is_held_against_it(tmp_path: Path, rt: str, rw: str) -> None:
    """An RW said twice with two numbers is a fault, wherever the two stand."""
    assert told(tmp_path, [*HEAD, "lintang", "bujur"], [*HOME[:2], rt, rw, HOME[4], "-6,1941", "106,4551"]) == [("E1120", 2)]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        *(("desa", cell) for cell in ("Kec. Contoh", "Kecamatan Contoh", "RT 01", "Kab. Contoh")),
        *(("no rumah", cell) for cell in ("RT 01/02", "Desa Contoh", "Dusun II")),
    ],
)
def test_what_belongs_in_another_column_is_refused(tmp_path: Path, column: str, cell: str) -> None:
    """A district is no village and an RT no house number, also where no outlines would tell."""
    head = ["kode", "desa", "no rumah", "alamat", "lintang", "bujur"]
    cells = dict(zip(head, ["H1", "Contoh", "5", "Jl. CONTOH", "-6,1941", "106,4551"], strict=True)) | {column: cell}
    path = write_csv(tmp_path, [head, list(cells.values())])
    with pytest.raises(InputError) as caught:
        read_households(path, villages=(), day=DaySettings(), told=Told(station=STATION))
    assert [(fault.code, fault.where.column) for fault in caught.value.faults] == [("E1128", column)]


def test_an_rt_of_zeros_is_said(tmp_path: Path) -> None:
    """Only zeros are no number, and that is told."""
    home = ["H1", "Balaraja", "000", "2", "Kp. CONTOH", "-6,1941", "106,4551"]
    reading = read(tmp_path, [*HEAD, "lintang", "bujur"], home)
    assert reading.rows[0].address.rt == ""
    assert [(note.values["name"], note.where.row) for note in reading.notes if note.code == "E1121"] == [("RT", 2)]


@pytest.mark.parametrize("cell", ["-6.2,106.46", "-6.2, 106.46", "-6.20;106.51"])
def test_pairs_of_few_decimals(tmp_path: Path, cell: str) -> None:
    """With points in both numbers a comma between them parts them, however few decimals they have."""
    (home,) = read(tmp_path, [*HEAD, "koordinat"], [*HOME, cell]).rows
    assert home.address.latitude == -6.2


def test_metres_that_lost_a_digit_are_not_called_exchanged(tmp_path: Path) -> None:
    """Exchanging such cells would help nobody; exchanged metres are still told as that."""
    assert told(tmp_path, [*HEAD, "utm x", "utm y"], [*HOME, "660673", "315119"]) == [("E1204", 2)]
    assert told(tmp_path, [*HEAD, "utm x", "utm y"], [*HOME, "9315119", "660673"]) == [("E1203", 2)]


def test_ids_that_could_be_identity_numbers_are_said(tmp_path: Path) -> None:
    """An id of 16 digits is taken as it is written, and that it may be a person's or a family's number is told."""
    home = ["9999999999999999", *HOME[1:], "-6,1941", "106,4551"]
    notes = read(tmp_path, [*HEAD, "lintang", "bujur"], home).notes
    assert [(note.code, note.values["count"]) for note in notes if note.code == "E1123"] == [("E1123", 1)]
