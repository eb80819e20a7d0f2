"""Guards positions that name a town or a block, and no home."""

from pathlib import Path

import pytest

from inputs.tables.facilities import read_facilities
from inputs.tables.households import read_households
from inputs.tables.reading import Told
from planner.domain.errors import InputError
from planner.domain.settings import DaySettings
from planner.words.language import words
from tests.inputs.tables.cases import BALARAJA, STATION
from tests.inputs.tables.test_other_tables import COMPLAINT, complaint_codes
from tests.inputs.tables.test_told_twice import HEAD, HOME, read, told
from tests.inputs.tables.writing import codes, write_csv, write_xlsx

AXES = ["lintang", "bujur"]
FINE = [["F1", *HOME[1:], "-6,194100", "106,455100"], ["F2", *HOME[1:], "-6,194300", "106,455300"]]


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        (["koordinat"], ["6 S 106 E"]),
        (["koordinat"], ["6° LS 106° BT"]),
        (["koordinat"], ["https://maps.google.com/?q=-6,106"]),
        (["koordinat"], ["-6.2, 106.4"]),
        (["koordinat"], ["6°12'S 106°24'E"]),
        (AXES, ["-6", "106"]),
        (AXES, ["-6,0", "106,00"]),
        (AXES, ["-6,2", "106,5"]),
        (AXES, ["6 LS", "106 BT"]),
        (AXES, ["-6", "106,4551"]),
        (AXES, ["-6,1941", "106"]),
        (["koordinat"], ["-6;106"]),
        (["koordinat"], ["-6 | 107"]),
    ],
)
def test_whole_degrees_and_tenths_are_no_home(tmp_path: Path, columns: list[str], cells: list[str]) -> None:
    """A place without a fraction, or with one decimal in both numbers, is refused however it is written."""
    assert told(tmp_path, [*HEAD, *columns], [*HOME, *cells]) == [("E1231", 2)]


@pytest.mark.parametrize("cell", ["-6 , 107", "-6,106", "-6 106"])
def test_whole_degrees_that_are_no_pair(tmp_path: Path, cell: str) -> None:
    """A comma between two whole numbers may be a decimal one: such a cell is refused, never taken as one or the other."""
    assert told(tmp_path, [*HEAD, "koordinat"], [*HOME, cell])[0][0] in {"E1105", "E1206"}


def test_one_coarse_home_among_others(tmp_path: Path) -> None:
    """It alone is told; a whole column of them is one fault with its count, and the cure is said in Indonesian too."""
    coarse = [["H1", *HOME[1:], "-6", "106"], ["H2", *HOME[1:], "-6,2", "106,4"]]
    assert told(tmp_path, [*HEAD, *AXES], *FINE, coarse[0]) == [("E1231", 4)]
    with pytest.raises(InputError) as caught:
        read(tmp_path, [*HEAD, *AXES], *coarse)
    (fault,) = caught.value.faults
    assert fault.values["count"] == 2
    assert "-6.19191" in words("id").fault(fault)


def test_a_home_on_the_line_by_chance(tmp_path: Path) -> None:
    """A number whose zeros a spreadsheet has dropped is read, where other homes of the list stand beside that line."""
    beside = [["F1", *HOME[1:], -6.2001, 106.4551], ["F2", *HOME[1:], -6.2, 106.4551], ["F3", *HOME[1:], -6.2001, 106.46]]
    path = write_xlsx(tmp_path, [[*HEAD, *AXES], *beside])
    reading = read_households(path, villages=BALARAJA, day=DaySettings(), told=Told(station=STATION))
    assert [note.code for note in reading.notes] == []


@pytest.mark.parametrize("cells", [["-6,19", "106,46"], ["6°11'S", "106°27'E"], ["-6,2", "106,4551"], ["-6,20", "106,46"]])
def test_blocks_are_said(tmp_path: Path, cells: list[str]) -> None:
    """Two decimals, whole minutes, or tenths in one number that no other home stands near: read, and said once."""
    reading = read(tmp_path, [*HEAD, *AXES], ["H1", *HOME[1:], *cells])
    assert [(note.code, note.values["count"], note.where.row) for note in reading.notes] == [("E1232", 1, 2)]


@pytest.mark.parametrize(
    "cells", [["-6,194", "106,455"], ["6°11'38\"S", "106°27'18\"E"], ["9315100", "660990"], ["-6,19", "106,4551"]]
)
def test_fine_places_are_not_said(tmp_path: Path, cells: list[str]) -> None:
    """Three decimals, seconds and metres name a home; so does one number of two decimals beside a finer one."""
    reading = read(tmp_path, [*HEAD, *AXES], [*HOME, *cells])
    assert [note.code for note in reading.notes if note.code in {"E1231", "E1232"}] == []


def test_complaints_and_facilities_too(tmp_path: Path) -> None:
    """Whatever stands at the place."""
    row = ["K1", "", "2026-01-02", "", "JLN", "", "", "", "x", "Contoh Barat", "-6.2", "106.4"]
    assert complaint_codes(tmp_path, row) == ["E1231"]
    assert len(row) == len(COMPLAINT)
    path = write_csv(tmp_path, [["id", "jenis", "nama", "desa", "koordinat"], ["F1", "LPJ", "Lampu", "Balaraja", "6 S 106 E"]])
    with pytest.raises(InputError) as caught:
        read_facilities(path, villages=BALARAJA, told=Told(station=STATION))
    assert codes(caught.value) == ["E1231"]
