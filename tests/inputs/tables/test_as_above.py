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


@pytest.mark.parametrize("sign", ["idem.", "//", "s/d/a", "ditto", "do.", "sama", "ibid", "sda", "sama dengan atas"])
def test_other_spellings_of_as_above(tmp_path: Path, sign: str) -> None:
    """Whatever the word is, no village is called so."""
    rows = [record(1), record(2)]
    rows[1][3] = rows[1][6] = sign
    home = read(write_csv(tmp_path, [HEAD, *rows])).rows[1].address
    assert (home.village, home.detail) == ("36.03.01.1001", "Kp. 1")


@pytest.mark.parametrize("column", [3, 4, 5, 6])
def test_nothing_above_is_refused(tmp_path: Path, column: int) -> None:
    """In the first row of a sheet, also behind the template's example, which is nobody's row above."""
    first, example = record(1), record(2)
    first[column] = "sda"
    assert refused(write_csv(tmp_path, [HEAD, first]))[0] == "E1085"
    example[1] = "CONTOH"
    assert refused(write_csv(tmp_path, [HEAD, example, first]))[0] == "E1085"


@pytest.mark.parametrize("cell", ["sda No. 5", '" no 5', "idem, 7", "sda RT 3", "Idem blok 2"])
def test_as_above_and_more_is_refused(tmp_path: Path, cell: str) -> None:
    """The street above with another number is written out: no address is called `sda No. 5`."""
    rows = [record(1), record(2)]
    rows[1][6] = cell
    assert refused(write_csv(tmp_path, [HEAD, *rows])) == ["E1085"]


def test_house_numbers_are_each_homes_own(tmp_path: Path) -> None:
    """A number as above is refused; an address as above gives its street, and the number of the row's own."""
    head = [*HEAD, "No Rumah"]
    rows = [[*record(1), "1"], [*record(2), "2"]]
    rows[0][6], rows[1][6] = "Jl. Melati No. 1", "sda"
    reading = read(write_csv(tmp_path, [head, *rows]))
    assert [home.address.detail for home in reading.rows] == ["Jl. Melati No. 1", "Jl. Melati No. 2"]
    rows[1][-1] = '"'
    assert refused(write_csv(tmp_path, [head, *rows])) == ["E1085"]


def test_signs_under_other_columns_stay(tmp_path: Path) -> None:
    """A column that is neither a place nor a number says what it says."""
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
