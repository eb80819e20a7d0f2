"""Guards household lists as villages keep them: what is no record is named once, and no record is lost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import InputError
from tests.inputs.tables.cases import FOLDER, needs_cases
from tests.inputs.tables.kept_lists import HEAD, NUMBERS, SIGNED, TOTAL, noted, read, record, refused
from tests.inputs.tables.writing import csv_text, write_csv, write_xlsx


@needs_cases
@pytest.mark.parametrize(
    ("name", "ids", "code"),
    [
        ("a-colnumbers", ["BLR-001", "BLR-002", "BLR-003"], "E1014"),
        ("b-total", ["BLR-001", "BLR-002", "BLR-003"], "E1015"),
        ("d-rtrw-one", ["BLR-001", "BLR-002"], ""),
        ("g-sheet-per-rt", ["BLR-001", "BLR-002", "BLR-003"], "E1012"),
        ("i-section-rows", ["BLR-001", "BLR-003"], "E1016"),
    ],
)
def test_lists_that_went_wrong(name: str, ids: list[str], code: str) -> None:
    """Every household of a kept list comes in, and what is no household is named in one note."""
    reading = read(FOLDER / "tables" / f"{name}.xlsx")
    assert [house.id for house in reading.rows] == ids
    assert noted(reading).count(code) == bool(code)
    assert {house.address.rw for house in reading.rows} == {"02"}
    assert {house.address.rt for house in reading.rows} <= {"01", "02", "03"}


OTHERS = {
    "E1014": [NUMBERS],
    "E1015": [TOTAL, ["", "Total", "", "9"], ["Sub Jumlah RT 01"]],
    "E1016": [["RT 01 / RW 02"], ["", "RT. 001 RW. 002"], ["Desa Balaraja"], ["DUSUN I"], ["Balaraja"]],
    "E1017": [HEAD],
}


@given(st.lists(st.sampled_from([(code, row) for code, rows in OTHERS.items() for row in rows]), max_size=6), st.data())
@settings(max_examples=60, deadline=None)
def test_no_record_is_lost_among_other_rows(
    tmp_path_factory: pytest.TempPathFactory, others: list[tuple[str, list[str]]], data: st.DataObject
) -> None:
    """Wherever such rows stand, all records come in, each kind is noted once, with its number of rows."""
    rows: list[list[str]] = [record(number) for number in range(1, 6)]
    expected: dict[str, int] = {}
    for code, row in others:
        # Column numbers stand beneath headings, nowhere else.
        rows.insert(0 if code == "E1014" else data.draw(st.integers(0, len(rows))), row)
        expected[code] = expected.get(code, 0) + 1
    if expected.get("E1014", 0) > 1 or (rows[0] != NUMBERS and "E1014" in expected):
        return
    reading = read(write_csv(tmp_path_factory.mktemp("list"), [HEAD, *rows, *SIGNED]))
    assert [house.id for house in reading.rows] == [f"BLR-{number:03}" for number in range(1, 6)]
    told = {note.code: note.values["count"] for note in reading.notes if note.code != "E1019"}
    assert told == {**expected, "E1018": 4}


@pytest.mark.parametrize(
    "row",
    [
        ["4", "", "WARGA", "Balaraja", "1", "2", "Kp. 4"],
        ["4", "BLR-004", "WARGA", "", "1", "2", "Kp. 4"],
        ["", "", "", "", "", "", "Kp. Sumber Rejo"],
        ["", "", "", "", "1", "2", "Petugas"],
        ["", "BLR-004"],
    ],
)
def test_a_record_with_gaps_is_never_passed_over(tmp_path: Path, row: list[str]) -> None:
    """A row that could be a household refuses the file, also as the last one; one text alone is one fault."""
    found = refused(write_csv(tmp_path, [HEAD, record(1), row]))
    assert ("E1101" in found) if sum(map(bool, row)) > 1 else found == ["E1050"]


def test_lines_of_a_form_that_nobody_filled(tmp_path: Path) -> None:
    """A line with its running number alone is passed over and said; one with village and RT but no home is a fault."""
    head = [HEAD[0], *HEAD[2:]]
    home = [record(1)[0], *record(1)[2:]]
    assert noted(read(write_csv(tmp_path, [head, home, ["2"], ["3."]]))) == ["E1034", "E1052"]
    with pytest.raises(InputError) as caught:
        read(write_csv(tmp_path, [head, home, ["2", "", "Balaraja", "1", "2"], ["3", "", "Balaraja", "1", "2"]]))
    assert [(fault.code, fault.values["count"]) for fault in caught.value.faults] == [("E1053", 2)]


def test_a_house_number_of_its_own_column_is_in_the_address(tmp_path: Path) -> None:
    """Sheets show it: `Jl. Contoh` and `7` are `Jl. Contoh No. 7`, once."""
    head = ["No. Rumah", *HEAD[1:]]
    for number, address, wanted in (
        ("7", "Jl. Contoh", "Jl. Contoh No. 7"), ("7", "Jl. Contoh No 7", "Jl. Contoh No 7"), ("Blok A/7", "", "Blok A/7"),
        ("A/7", "Jl. Contoh", "Jl. Contoh No. A/7"), ("7", "Jl. Contoh 77", "Jl. Contoh 77 No. 7"),
    ):  # fmt: skip
        (house,) = read(write_csv(tmp_path, [head, [number, *record(1)[1:6], address, *record(1)[7:]]])).rows
        assert house.address.detail == wanted


@pytest.mark.parametrize(
    ("cell", "rt", "rw"),
    [
        ("001/002", "01", "02"), ("1/2", "01", "02"), ("01 / 02", "01", "02"), ("001-002", "01", "02"),
        ("RT 01 RW 02", "01", "02"), ("RT.001/RW.002", "01", "02"), ("rt.01/rw.02", "01", "02"), ("RT:1, RW:2", "01", "02"),
        ("RW 02 RT 01", "01", "02"), ("RT/RW 001/002", "01", "02"), ("RT 01/02", "01", "02"), ("RT01RW02", "01", "02"),
        ("RT. 01", "01", ""), ("RT 01 dan RW 02", "01", "02"),
    ],
)  # fmt: skip
def test_rt_and_rw_in_one_cell(tmp_path: Path, cell: str, rt: str, rw: str) -> None:
    """However people write both numbers into one cell, they are taken apart, in a column of either name."""
    head = [*HEAD[:4], "RT/RW", *HEAD[6:]]
    for heading in ("RT/RW", "No. RT/RW", "RT - RW", "RT"):
        if heading == "RT" and not rw:
            continue
        head[4] = heading
        (house,) = read(write_csv(tmp_path, [head, [*record(1)[:4], cell, *record(1)[6:]]])).rows
        assert (house.address.rt, house.address.rw) == (rt, rw)


@pytest.mark.parametrize("cell", ["1/2/3", "2026-02-01", "Kp. Contoh", "RT 01 RT 02", "x" * 400])
def test_rt_and_rw_that_cannot_be_told_apart(tmp_path: Path, cell: str) -> None:
    """A cell that says something else is refused, never half taken."""
    head = [*HEAD[:4], "RT/RW", *HEAD[6:]]
    assert refused(write_csv(tmp_path, [head, [*record(1)[:4], cell, *record(1)[6:]]])) == ["E1104"]


def test_rw_before_rt_and_one_heading_over_two_columns(tmp_path: Path) -> None:
    """`RW/RT` has the RW first; a merged `RT/RW` over two columns is the two."""
    head = [*HEAD[:4], "RW/RT", *HEAD[6:]]
    (house,) = read(write_csv(tmp_path, [head, [*record(1)[:4], "002/001", *record(1)[6:]]])).rows
    assert (house.address.rt, house.address.rw) == ("01", "02")
    (house,) = read(write_csv(tmp_path, [[*HEAD[:4], "RT/RW", "", *HEAD[6:]], record(1)])).rows
    assert (house.address.rt, house.address.rw) == ("01", "02")


def test_ids_are_made_and_stay(tmp_path: Path) -> None:
    """A list without ids gets them of village, RW, RT and number: the same again at the next import, none twice."""
    head = [HEAD[0], *HEAD[2:]]
    rows = [[row[0], *row[2:]] for row in (record(1), record(2, rt="002"), record(3), record(3))]
    reading = read(write_csv(tmp_path, [head, *rows]))
    made = [house.id for house in reading.rows]
    assert made == ["36.03.01.1001-02-01-1", "36.03.01.1001-02-02-2", "36.03.01.1001-02-01-3", "36.03.01.1001-02-01-3.2"]
    assert noted(reading) == ["E1034", "E1049"]
    again = read(write_xlsx(tmp_path, [head, *rows[:3], rows[3], ["9", *rows[0][1:]]]))
    assert [house.id for house in again.rows][:4] == made
    head[0] = "No. Rumah"
    reading = read(write_csv(tmp_path, [head, *(["12 A", *row[1:]] for row in rows[:1])]))
    assert ([house.id for house in reading.rows], noted(reading)) == (["36.03.01.1001-02-01-12a"], ["E1033"])
    reading = read(write_csv(tmp_path, [head[1:], *(row[1:] for row in rows)]))
    assert (len({house.id for house in reading.rows}), noted(reading)) == (4, ["E1047"])


@pytest.mark.parametrize("row", [["1", "Petugas Contoh", "", "", "Kp 2"], ["", "Ketua RT 01", "", "", "Kp Contoh"]])
def test_a_home_is_no_signature(tmp_path: Path, row: list[str]) -> None:
    """A home at the end whose name or address has words of a signature is not passed over."""
    head = ["No", "Nama KK", "RT", "RW", "Alamat", "Lintang", "Bujur"]
    rows = [["DESA BALARAJA"], head, ["1", "WARGA", "1", "2", "Kp 1", "-6,1941", "106,4551"]]
    with pytest.raises(InputError):
        read(write_csv(tmp_path, [*rows, row]))
    reading = read(write_csv(tmp_path, [*rows, ["", "Mengetahui,", "", "", "Balaraja, 12 Maret 2025"], ["", "( CONTOH )"]]))
    assert noted(reading)[-1] == "E1018"


def test_a_cell_of_endless_letters_is_refused_at_once(tmp_path: Path) -> None:
    """A cell that no column can hold has its own fault; reading it takes no longer than reading another."""
    text = csv_text([[*HEAD, "Kunjungan Terakhir"], [*record(1), "a" * 70_000]])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    assert refused(tmp_path / "t.csv") == ["E1032", "E1106"]


@pytest.mark.parametrize("at", [0, 1, 3, 4])
@pytest.mark.parametrize("word", ["JUMLAH", "Jumlah seluruhnya", "TOTAL", "JUMLAH JIWA RT"])
def test_a_total_under_columns_that_nobody_knows(tmp_path: Path, at: int, word: str) -> None:
    """Numbers alone beside the word, in whatever columns: no home, also in lists without ids; a home of that name is one."""
    head = ["RT", "NAMA KEPALA KELUARGA", "DESA", "ALAMAT", "KET", "L", "P"]
    homes = [["1", f"CONTOH {number}", "Balaraja", f"Kp. {number}", "", "2", "3"] for number in (1, 2, 3)]
    total = ["", "", "", "", "", "6", "9"]
    total[at] = word
    rows = [[*head, "Lintang", "Bujur"], *([*home, "-6,1941", "106,4551"] for home in homes), total]
    reading = read(write_csv(tmp_path, rows))
    assert len(reading.rows) == 3
    assert "E1015" in [note.code for note in reading.notes]
    named = [*rows, ["1", "Total CONTOH", "Balaraja", "Kp. 4", "", "1", "1", "-6,1941", "106,4551"]]
    assert len(read(write_csv(tmp_path, named)).rows) == 4
