"""Guards cells that say *as above*, and apostrophes before numbers."""

from pathlib import Path

import pytest

from tests.inputs.tables.kept_lists import HEAD, noted, read, record, refused
from tests.inputs.tables.writing import write_csv, write_xlsx


@pytest.mark.parametrize("sign", ["sda", "SDA", "s.d.a.", "s d a", "idem", "Idem", '"', "”", "''", '-"-', '- " -', "~"])
@pytest.mark.parametrize("is_workbook", [False, True])
def test_cells_that_say_as_above(tmp_path: Path, sign: str, *, is_workbook: bool) -> None:
    """Village, RT, RW and address are those of the row above, also through several rows; one note says how many."""
    rows = [record(number) for number in range(1, 5)]
    for row in rows[1:3]:
        row[3:7] = [sign] * 4
    write = write_xlsx if is_workbook else write_csv
    reading = read(write(tmp_path, [HEAD, *rows]))
    assert [(home.address.village, home.address.rt, home.address.detail) for home in reading.rows[:3]] == [
        ("36.03.01.1001", "01", "Kp. 1")
    ] * 3
    assert reading.rows[3].address.detail == "Kp. 4"
    assert noted(reading) == ["E1073"]
    assert (reading.notes[0].where.row, reading.notes[0].values["count"]) == (3, 2)


def test_nothing_above_is_no_place(tmp_path: Path) -> None:
    """In the first row, and in columns that are each home's own, such a sign stays what it is."""
    first = record(1)
    first[4] = "sda"
    assert refused(write_csv(tmp_path, [HEAD, first])) == ["E1104"]
    rows = [record(1), record(2)]
    rows[1][7] = "sda"
    assert refused(write_csv(tmp_path, [HEAD, *rows])) == ["E1105"]


@pytest.mark.parametrize("address", ["Sidamulya", "Sd. Ada", "Idem Indah", "s", "Gg. Sda 1"])
def test_addresses_that_only_look_alike(tmp_path: Path, address: str) -> None:
    """The sign is the whole cell."""
    rows = [record(1), record(2)]
    rows[1][6] = address
    assert read(write_csv(tmp_path, [HEAD, *rows])).rows[1].address.detail == address


@pytest.mark.parametrize("is_workbook", [False, True])
def test_an_apostrophe_before_a_number(tmp_path: Path, *, is_workbook: bool) -> None:
    """It keeps a number text in a spreadsheet and is no part of it; before letters it is the name's."""
    row = record(1)
    row[2], row[4], row[5], row[7], row[8] = "'Aisyah CONTOH", "'01", "'002", "'-6,1941", "'106,4551"
    write = write_xlsx if is_workbook else write_csv
    (home,) = read(write(tmp_path, [HEAD, row])).rows
    assert (home.address.rt, home.address.rw, home.address.latitude) == ("01", "02", -6.1941)
    assert home.head_name == "'Aisyah CONTOH"
