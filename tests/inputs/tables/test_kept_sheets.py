"""Guards headings in two rows or that change on the way, and lists on several sheets."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.domain.errors import InputError
from planner.words.language import words
from tests.inputs.tables.kept_lists import HEAD, NUMBERS, noted, read, record, refused, write_sheets
from tests.inputs.tables.writing import write_csv, write_xlsx


@pytest.mark.parametrize(
    "lines",
    [
        [[*HEAD[:6], "ALAMAT", "KOORDINAT", ""], ["", "", "", "", "", "", "", "Lintang", "Bujur"]],
        [
            ["NO", "Kode Rumah", "NAMA KEPALA KELUARGA", "ALAMAT", "", "", "", "KOORDINAT", ""],
            ["", "", "", "Desa", "RT", "RW", "Jalan", "Lat", "Long"],
        ],
        [
            ["No", "Kode", "Nama", "Desa", "Nomor", "", "Alamat", "Garis", ""],
            ["", "Rumah", "KK", "", "RT", "RW", "", "Lintang", "Bujur"],
        ],
    ],
)
def test_headings_in_two_rows(tmp_path: Path, lines: list[list[str]]) -> None:
    """Headings merged over two rows are read as one, with one note."""
    for path in (
        write_csv(tmp_path, [*lines, NUMBERS, record(1)]),
        write_xlsx(tmp_path, [["DAFTAR"], *lines, NUMBERS, record(1)]),
    ):
        reading = read(path)
        (house,) = reading.rows
        assert (house.id, house.head_name, house.address.rt, house.address.rw) == ("BLR-001", "WARGA CONTOH 1", "01", "02")
        assert (house.address.latitude, house.address.longitude, house.address.detail) == (-6.1941, 106.4551, "Kp. 1")
        assert {"E1014", "E1030"} <= set(noted(reading))


@pytest.mark.parametrize("part", ["JALAN/GANG", "Lorong", "Kp.", "Dusun/Blok"])
@pytest.mark.parametrize("title", [[], [["DAFTAR"]]])
def test_parts_of_a_heading_may_have_any_words(tmp_path: Path, part: str, title: list[list[str]]) -> None:
    """Under headings that span several columns stand their parts, known or not; the first part of an address is the address."""
    lines = [
        ["NO", "Kode Rumah", "NAMA KEPALA KELUARGA", "ALAMAT", "", "DESA", "RT/RW", "JUMLAH JIWA", "", "KOORDINAT", ""],
        ["", "", "", part, "NO RUMAH", "", "", "L", "P", "Lintang", "Bujur"],
    ]
    row = ["1", "BLR-001", "WARGA CONTOH 1", "Gang Contoh", "7", "Balaraja", "001/002", "2", "3", "-6,1941", "106,4551"]
    for write in (write_csv, write_xlsx):
        reading = read(write(tmp_path, [*title, *lines, row]))
        assert [house.address.detail for house in reading.rows] == ["Gang Contoh No. 7"]
        assert noted(reading).count("E1030") == 1
    # Without known parts the two rows are headings all the same.
    lines = [[*HEAD, "JUMLAH JIWA", ""], [*[""] * len(HEAD), "L", "P"]]
    assert len(read(write_csv(tmp_path, [*title, *lines, [*record(1), "2", "3"]])).rows) == 1
    # A record under such a heading is none: it has cells under the others.
    assert refused(write_csv(tmp_path, [*title, lines[0], [*record(1), "L", "P"]])) == ["E1027"]


def test_a_sheet_per_rt(tmp_path: Path) -> None:
    """All sheets of the table are read, their names fill RT and RW; faults name sheet and row."""
    head, rows = HEAD[:4] + HEAD[6:], [record(n)[:4] + record(n)[6:] for n in range(1, 5)]
    sheets = {
        "RT 01 RW 02": [head, *rows[:2]],
        "RT 02 RW 02": [["RT 02"], head, *rows[2:]],
        "Rekap": [["Desa", "Jumlah"], ["Balaraja", "4"]],
    }
    reading = read(write_sheets(tmp_path, sheets))
    assert [(house.id, house.address.rt) for house in reading.rows] == [
        ("BLR-001", "01"), ("BLR-002", "01"), ("BLR-003", "02"), ("BLR-004", "02")
    ]  # fmt: skip
    assert [note.values.get("sheets") for note in reading.notes if note.code in {"E1012", "E1013"}] == [
        "Rekap",
        "RT 01 RW 02, RT 02 RW 02",
    ]
    sheets["RT 02 RW 02"][3] = rows[0]
    with pytest.raises(InputError) as caught:
        read(write_sheets(tmp_path, sheets))
    (fault,) = caught.value.faults
    assert (fault.code, fault.where.sheet, fault.where.row, fault.values["first"]) == (
        "E1103",
        "RT 02 RW 02",
        4,
        "RT 01 RW 02: 2",
    )
    assert "lembar RT 02 RW 02, baris 4" in words("id").fault(fault)


def test_sheets_are_never_half_read(tmp_path: Path) -> None:
    """A sheet that goes on without headings refuses the file; a hidden one and another table are named."""
    sheets = {"RT 01": [HEAD, record(1)], "RT 02": [record(2), record(3)]}
    assert refused(write_sheets(tmp_path, sheets)) == ["E1031"]
    sheets["RT 02"].insert(0, HEAD)
    assert len(read(write_sheets(tmp_path, sheets)).rows) == 3
    reading = read(write_sheets(tmp_path, sheets, hidden="RT 02"))
    assert len(reading.rows) == 1
    assert noted(reading) == ["E1013"]
    sheets["RT 02"][0] = ["NO", "Kod Rumh", *HEAD[2:]]
    assert refused(write_sheets(tmp_path, sheets)) == ["E1023"]


def test_names_of_sheets_are_shown_only_where_they_are_no_persons(tmp_path: Path) -> None:
    """A sheet that is called like a person appears by its number."""
    reading = read(write_sheets(tmp_path, {"SITI RAHASIA": [HEAD, record(1)], "RT 02": [HEAD, record(2)]}))
    assert reading.notes[0].values["sheets"] == "1, RT 02"


def test_headings_that_change_on_the_way(tmp_path: Path) -> None:
    """A second table under the first is read by its own headings, in whatever order; one that cannot be told is refused."""
    head = [*HEAD, "Patokan"]
    swapped = [*head[:4], "RW", "RT", *head[6:]]
    reading = read(write_csv(tmp_path, [head, record(1), swapped, [*record(2)[:4], "9", "1", *record(2)[6:]]]))
    assert [(house.address.rt, house.address.rw) for house in reading.rows] == [("01", "02"), ("01", "09")]
    assert noted(reading) == ["E1041"]
    marked = [*HEAD, "Jangan dikunjungi"]
    reading = read(write_csv(tmp_path, [head, [*record(1), "warung"], ["RT 07"], marked, [*record(2, rt=""), "ya"]]))
    assert [(house.is_do_not_visit, house.address.landmark) for house in reading.rows] == [(False, "warung"), (True, "")]
    assert reading.rows[1].address.rt == "07"
    for head_again in ([*HEAD[:7], "Lintng", "Bujur"], ["Desa", "RT", "RW", "Jumlah KK"]):
        assert "E1042" in refused(write_csv(tmp_path, [HEAD, record(1), head_again, record(2)[: len(head_again)]]))
    reading = read(write_csv(tmp_path, [HEAD, record(1), [cell.lower() for cell in HEAD], record(2), HEAD[:6], record(3)]))
    assert (len(reading.rows), noted(reading)) == (3, ["E1017"])


def test_cells_that_are_merged_downwards(tmp_path: Path) -> None:
    """A cell merged over several rows is each row's; where a CSV has lost it, the gaps are said."""
    rows = [HEAD, record(1), record(2, rt="", rw=""), record(3, rt="", rw=""), record(4)]
    book = load_workbook(write_xlsx(tmp_path, rows))
    for ref in ("E2:E4", "F2:F4"):
        book.worksheets[0].merge_cells(ref)
    book.save(tmp_path / "t.xlsx")
    reading = read(tmp_path / "t.xlsx")
    assert {(house.address.rt, house.address.rw) for house in reading.rows} == {("01", "02")}
    assert (noted(reading), reading.notes[0].values["count"]) == (["E1043"], 4)
    assert noted(read(write_csv(tmp_path, rows))) == ["E1044", "E1044"]


def test_sheets_in_other_words_and_copies_of_sheets(tmp_path: Path) -> None:
    """A sheet of the list in other accepted words is read; a copy of a sheet is refused, in a list without ids too."""
    head, other = [HEAD[0], *HEAD[2:]], ["No", "Kepala Keluarga", "Kelurahan", "No RT", "No RW", "Jalan", "Y", "X"]
    rows = [[row[0], *row[2:]] for row in map(record, range(1, 5))]
    reading = read(write_sheets(tmp_path, {"RT 01": [head, *rows[:2]], "RT 02": [other, *rows[2:]]}))
    assert (len(reading.rows), "E1013" in noted(reading)) == (4, False)
    assert refused(write_sheets(tmp_path, {"Data": [head, *rows], "Data Copy": [head, *rows[:3]]})) == ["E1045"]


def test_notes_of_many_sheets_are_one_each(tmp_path: Path) -> None:
    """Thirty sheets laid out alike give one note of each kind, with the rows by sheet, not thirty."""
    head = ["Kode Rumah", "Desa", "RT", "RW", "Alamat", "Lintang", "Bujur", "Catatan petugas"]
    sheets = {
        f"RT {number:02d}": [
            ["DAFTAR"], head, [f"H{number}", "Balaraja", "1", "2", "Kp. 1", "-6,1941", "106,4551", "x"], ["Jumlah", "1 KK"],
        ]
        for number in range(1, 31)
    }  # fmt: skip
    notes = {note.code: note for note in read(write_sheets(tmp_path, sheets)).notes}
    assert sorted(notes) == ["E1012", "E1015", "E1024", "E1025"]
    assert (notes["E1025"].values["count"], notes["E1025"].where.row, notes["E1025"].where.sheet) == (30, None, "")
    assert str(notes["E1015"].values["rows"]).startswith("RT 01: 4; RT 02: 4; ")
    assert notes["E1015"].values["count"] == 30


def test_two_tables_side_by_side(tmp_path: Path) -> None:
    """Headings that come twice in a row are two tables: told once, with the cure that helps."""
    row = [*record(1), *record(2)]
    with pytest.raises(InputError) as caught:
        read(write_csv(tmp_path, [[*HEAD, *HEAD], row]))
    (fault,) = caught.value.faults
    assert (fault.code, fault.values["letter"]) == ("E1066", "J")
