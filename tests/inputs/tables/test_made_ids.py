"""Guards ids that are made for lists without any: one door, one id, however the list is sorted and its numbers are typed."""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from inputs.tables.columns import heading_key
from inputs.tables.households import read_households
from inputs.tables.reading import TableReading, Told
from planner.domain.errors import InputError
from planner.domain.records import Household
from planner.domain.settings import DaySettings
from tests.inputs.tables.cases import BALARAJA
from tests.inputs.tables.test_ods import write_ods
from tests.inputs.tables.writing import codes, write_csv, write_xlsx

HEAD = ["No. Rumah", "Nama KK", "Desa", "RT", "RW", "Alamat", "Lintang", "Bujur"]
START = "36.03.01.1001-02-01-"


def row(number: object, at: int = 1, **cells: object) -> list[object]:
    usual = {"number": number, "name": f"WARGA CONTOH {at}", "village": "Balaraja", "rt": 1, "rw": 2, "address": f"Gang {at}"}
    return list({**usual, "latitude": f"-6,19{at:02}", "longitude": "106,45", **cells}.values())


def read(path: Path, known: Sequence[Household] = ()) -> TableReading[Household]:
    return read_households(path, villages=BALARAJA, day=DaySettings(), told=Told(homes=lambda: known))


def doors(folder: Path, rows: Sequence[Sequence[object]], known: Sequence[Household] = ()) -> dict[str, str]:
    """Name of each head to the number in the id."""
    return {str(home.head_name)[-1]: home.id[len(START) :] for home in read(write_csv(folder, [HEAD, *rows]), known).rows}


def test_numbers_that_differ_in_signs_alone(tmp_path: Path) -> None:
    """`A/1`, `A1` and `A-1` are three doors, and stay so however the file is sorted; a blank or `No.` makes no other door."""
    numbers = ("A/1", "A1", "A-1", "12-3", "1-23", "123", "12.3")
    rows = [row(number, at) for at, number in enumerate(numbers, start=1)]
    wanted = {"1": "a/1", "2": "a1", "3": "a-1", "4": "12-3", "5": "1-23", "6": "123", "7": "12_3"}
    for order in itertools.islice(itertools.permutations(rows), 0, 5040, 700):
        assert doors(tmp_path, order) == wanted
    assert doors(tmp_path, [row("No. A 1"), row("#7", 2)]) == {"1": "a1", "2": "7"}
    long = [row(f"Perumahan Contoh Blok Melati No {at}", at) for at in (1, 2)]
    assert len(set(doors(tmp_path, long).values())) == 2
    assert doors(tmp_path, long) == doors(tmp_path, long[::-1])


def test_names_of_villages_that_begin_alike(tmp_path: Path) -> None:
    """Without outlines, villages that differ behind their sixteenth letter are two."""
    rows = [row(1, village=f"Kelurahan Balaraja {side}") for side in ("Timur", "Barat")]
    reading = read_households(write_csv(tmp_path, [HEAD, *rows]), villages=(), day=DaySettings())
    assert len({home.id.removesuffix(".2") for home in reading.rows}) == 2


def test_homes_of_one_number_keep_their_ids_however_sorted(tmp_path: Path) -> None:
    """Two families under one number are known again by their looks, in any order, with one gone and another come."""
    rows = [row(7, 1), row(7, 2, latitude="-6,1901"), row(8, 3)]
    known = read(write_csv(tmp_path, [HEAD, *rows])).rows
    wanted = {"1": "7", "2": "7.2", "3": "8"}
    assert doors(tmp_path, rows) == wanted
    assert doors(tmp_path, rows[::-1], known) == wanted
    assert doors(tmp_path, rows[1:], known) == {"2": "7.2", "3": "8"}
    assert doors(tmp_path, [row(7, 4), *rows[::-1]], known) == {**wanted, "4": "7.3"}
    renamed = row(7, 5, address="Gang 1", latitude="-6,1901")
    assert doors(tmp_path, [rows[1], renamed], known) == {"2": "7.2", "5": "7"}


def test_homes_that_nothing_tells_apart_are_said(tmp_path: Path) -> None:
    """A suffix that the next sorting would give to another door is a note, one that looks guard is not."""
    said = read(write_csv(tmp_path, [HEAD, row(7), row(7), row(8), row(8, 2)])).notes
    assert [(note.code, note.where.row, note.values.get("count")) for note in said] == [("E1033", None, 4), ("E1049", 2, 2)]


def test_ids_of_earlier_imports_keep_their_door(tmp_path: Path) -> None:
    """Ids that were once made without signs stay with the door that has them, and with no other."""
    rows = [row("A/1", 1), row("A-1", 2), row("12-3", 3)]
    made = read(write_csv(tmp_path, [HEAD, *rows])).rows
    once = tuple(replace(home, id=START + number) for home, number in zip(made, ("a1", "a1.2", "123"), strict=True))
    wanted = {"1": "a1", "2": "a1.2", "3": "123"}
    assert doors(tmp_path, rows, once) == doors(tmp_path, rows[::-1], once) == wanted
    assert doors(tmp_path, [*rows, row("A1", 4), row("123", 5)], once) == {**wanted, "4": "a1.3", "5": "123.2"}
    assert doors(tmp_path, [row("A/1", 1), row("A-1", 6, address="Gang 2", latitude="-6,1902")], once) == {
        "1": "a1",
        "6": "a1.2",
    }
    assert doors(tmp_path, [row("12-3", 3, latitude="", longitude="", address="Gang 9"), rows[0]], once)["3"] == "123"
    assert doors(tmp_path, [row("12-3", 8)], once) == {"8": "12-3"}
    assert doors(tmp_path, [row("A/1", 7), row("A-1", 8)], once) == {"7": "a/1", "8": "a-1"}
    assert doors(tmp_path, rows, made) == {"1": "a/1", "2": "a-1", "3": "12-3"}
    assert doors(tmp_path, [row("A 1", 1)], made) == {"1": "a/1"}
    assert heading_key("A/1") == "a1"


def test_a_column_of_numbers_with_gaps(tmp_path: Path) -> None:
    """A lone empty number moves the ids to the next best column, and the import says which and why."""
    rows = [["1", *row("7", 1)], ["", *row("8", 2)], ["3", *row("", 3)]]
    reading = read(write_csv(tmp_path, [["No", *HEAD], *rows]))
    assert [(note.code, note.where.row, note.where.column) for note in reading.notes] == [
        ("E1047", None, ""), ("E1048", 3, "No"), ("E1048", 4, "No. Rumah")
    ]  # fmt: skip
    reading = read(write_csv(tmp_path, [["No", *HEAD], *rows[:2]]))
    assert [note.code for note in reading.notes] == ["E1033"]


@pytest.mark.parametrize("name", ["number", "address"])
def test_a_number_eaten_as_a_day(tmp_path: Path, name: str) -> None:
    """`12/3` that a spreadsheet has made a day of is refused in numbers, addresses and ids, in every kind of file."""
    eaten = [row(**{"number": 5, name: dt.date(2026, 3, 12)})]
    for path in (
        write_xlsx(tmp_path, [HEAD, *eaten]),
        write_ods(tmp_path, [HEAD, *eaten]),
        write_csv(tmp_path, [HEAD, *eaten]),
    ):
        with pytest.raises(InputError) as caught:
            read(path)
        assert codes(caught.value) == ["E1119"]
    for cell in ("12/03/2026", "12-Mar", "Mar-12", "3-Des", "12 Okt 26"):
        with pytest.raises(InputError) as caught:
            read(write_csv(tmp_path, [HEAD, row(**{"number": 5, name: cell})]))
        assert codes(caught.value) == ["E1119"], cell
    for cell in ("12/3", "Mei", "A-12", "12 Maret", "March", "12/3/26"):
        assert read(write_csv(tmp_path, [HEAD, row(**{"number": 5, name: cell})])).rows


def test_an_id_eaten_as_a_day(tmp_path: Path) -> None:
    """An id too."""
    for path in (write_xlsx, write_csv):
        with pytest.raises(InputError) as caught:
            read(path(tmp_path, [["id", *HEAD[1:]], row(dt.date(2026, 3, 12))]))
        assert codes(caught.value) == ["E1119"]
