"""Guards the reading of CSV and XLSX as people save them, and the refusal of what is no table."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inputs.tables.households import read_households
from inputs.tables.reading import TableReading
from planner.domain.errors import InputError
from planner.domain.records import Household
from planner.domain.settings import DaySettings
from planner.words.language import words
from tests.inputs.tables.writing import HEADINGS, HOME, VILLAGES, codes, csv_text, home, write_csv, write_xlsx, xlsx_bytes

DAY = DaySettings()
SPREADSHEET_DAY = dt.datetime(2025, 8, 26)  # noqa: DTZ001 (spreadsheets know no time zone)


def read(path: Path, **options: int) -> TableReading[Household]:
    return read_households(path, villages=VILLAGES, day=DAY, **options)


def refused(path: Path, **options: int) -> InputError:
    with pytest.raises(InputError) as caught:
        read(path, **options)
    for fault in caught.value.faults:
        assert words("en").fault(fault)
        assert words("id").fault(fault)
    return caught.value


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_separators_and_encodings(tmp_path: Path, separator: str, encoding: str) -> None:
    """Any usual separator and encoding gives the same record; a guessed encoding is said."""
    path = write_csv(tmp_path, [HEADINGS, home(address="Gang Café 1")], separator=separator, encoding=encoding)
    reading = read(path)
    (house,) = reading.rows
    assert house.address.detail == "Gang Café 1"
    assert (house.address.rt, house.address.rw, house.address.village) == ("05", "08", "36.03.01.2001")
    assert house.last_visit == dt.date(2025, 8, 26)
    assert [note.code for note in reading.notes] == (["E1011"] if encoding == "cp1252" else [])


def test_decimal_commas_spaces_and_empty_ends(tmp_path: Path) -> None:
    """Decimal commas, stray and no-break spaces, empty rows and columns do not matter; row numbers stay right."""
    rows = [
        [" ID ", *HEADINGS[1:], "", ""],
        [],
        home(latitude=" -6,21\u00a0", longitude="106,42"),
        ["", ""],
        home(rt="abc"),
        [""],
    ]
    error = refused(write_csv(tmp_path, rows))
    assert codes(error) == ["E1104", "E1103"]
    assert [fault.where.row for fault in error.faults] == [5, 5]
    rows[4] = []
    assert read(write_csv(tmp_path, rows)).rows[0].address.latitude == -6.21


def test_spreadsheet_types(tmp_path: Path) -> None:
    """Numbers, dates, times and truth values of cells are read as a person would have typed them."""
    row = home(id=17.0, rt=5, rw=8.0, latitude=-6.2101, longitude=106.4201, last_visit=SPREADSHEET_DAY, windows=None)
    path = write_xlsx(tmp_path, [[*HEADINGS, "do_not_visit", "attempts"], [*row, True, 2.0]], lead_sheets=1)
    (house,) = read(path).rows
    assert (house.id, house.address.rt, house.last_visit) == ("17", "05", dt.date(2025, 8, 26))
    assert (house.is_do_not_visit, house.num_attempts) == (True, 2)


def test_title_rows_and_separator_line(tmp_path: Path) -> None:
    """Title rows above the headings are passed over and said; the line `sep=` is obeyed."""
    rows = [["DAFTAR RUMAH"], [], HEADINGS, HOME]
    reading = read(write_csv(tmp_path, rows))
    assert [(note.code, note.where.row) for note in reading.notes] == [("E1025", 3)]
    path = tmp_path / "sep.csv"
    path.write_text("sep=|\r\n" + csv_text([HEADINGS, HOME], separator="|"), encoding="utf-8")
    assert read(path).rows[0].id == "H1"


def test_indonesian_headings_in_any_order(tmp_path: Path) -> None:
    """Headings may be Indonesian, in any order and capitals."""
    headings = [
        "Kode Rumah",
        "Desa/Kelurahan",
        "No. RT",
        "No. RW",
        "ALAMAT",
        "Lintang",
        "Bujur",
        "Nama KK",
        "Kunjungan Terakhir",
        "Jam",
    ]
    reading = read(write_csv(tmp_path, [headings[::-1], HOME[::-1]]))
    assert reading.rows[0].head_name == "WARGA CONTOH"
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Alamat", "", "", "x"], ["id", "village", "rt", "rw"], ["H1", "Contoh Barat", "1", "2"]], ["E1207"]),
        ([["id", "village", "", "rw"], ["H1", "Contoh Barat", "1", "2"]], ["E1021"]),
        ([["id", "desa", "kelurahan"], ["H1", "Contoh Barat", "1"]], ["E1022"]),
        ([["id", "rt", "rw"], ["H1", "1", "2"]], ["E1023"]),
        ([["satu", "dua"], ["H1", "1"]], ["E1020"]),
        ([HEADINGS], ["E1026"]),
        ([HEADINGS, [*HOME, "lebih"]], ["E1027"]),
        ([HEADINGS, home(id="CONTOH")], ["E1026"]),
    ],
)
def test_headings_that_cannot_be_used(tmp_path: Path, rows: list[list[str]], expected: list[str]) -> None:
    """Merged, doubled, missing headings and slipped rows are refused in clear words, in CSV and XLSX."""
    for path in (write_csv(tmp_path, rows), write_xlsx(tmp_path, rows)):
        assert codes(refused(path)) == expected


def test_missing_column_names_a_similar_one(tmp_path: Path) -> None:
    """A misspelt heading of a missing column is pointed at."""
    error = refused(write_csv(tmp_path, [["id", "vilage", "rt"], ["H1", "Contoh Barat", "1"]]))
    assert (error.faults[0].values["near"], error.faults[0].values["example"]) == ("B (vilage)", "vilage=village")


def test_unknown_columns_are_said_and_left_out(tmp_path: Path) -> None:
    """An unknown column is noted by its letter with a similar name; an empty one is nothing."""
    rows = [[*HEADINGS, "agama", "lendmark", "kosong"], [*HOME, "x", "y", ""]]
    notes = read(write_csv(tmp_path, rows)).notes
    assert [(note.code, note.values["letter"], note.values["near"]) for note in notes] == [
        ("E1024", "K", "–"),
        ("E1024", "L", "landmark"),
    ]


def test_faults_are_counted_beyond_the_limit(tmp_path: Path) -> None:
    """All faults are gathered in file order up to the limit, the others counted."""
    rows = [HEADINGS, *(home(id=f"H{n}", rt="abc", windows="x" if n else "") for n in range(31))]
    error = refused(write_csv(tmp_path, rows), max_faults=10)
    assert (len(error.faults), error.num_more) == (10, 52), "and one of the whole column of hours"
    assert [fault.where.row for fault in error.faults[:4]] == [None, 2, 3, 3]


def test_several_sheets(tmp_path: Path) -> None:
    """Where two sheets have the headings, both are read and that is said."""
    path = write_xlsx(tmp_path, [HEADINGS, HOME])
    book = load_workbook(path)
    book.create_sheet("Lagi").append(HEADINGS)
    book.save(path)
    assert [note.code for note in read(path).notes] == ["E1012"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E1004"),
        (b"  \r\n", "E1004"),
        (bytes(range(256)) * 20, "E1005"),
        (b'id;village\n"H1;Contoh', "E1006"),
        (b"PK\x03\x04 no zip", "E1007"),
        (xlsx_bytes([HEADINGS, HOME])[:2000], "E1007"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "E1008"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "E1009"),
    ],
)
def test_what_is_no_table(tmp_path: Path, content: bytes, code: str) -> None:
    """Each kind of unreadable file has its own code, whatever its name ends in."""
    path = tmp_path / "t.xlsx"
    path.write_bytes(content)
    assert codes(refused(path)) == [code]


@pytest.mark.parametrize("first", range(6))
@pytest.mark.parametrize("second", range(6))
def test_marks_that_swallow_rows(tmp_path: Path, first: int, second: int) -> None:
    """Two quotation marks that stand alone never make one row of two, wherever they stand; a text of several lines is read."""
    head = ["id", "village", "rt", "latitude", "longitude", "landmark"]
    rows = [[f"H{number}", "Contoh Barat", "5", "-6,21", "106,42", "dekat, warung"] for number in range(1, 4)]
    rows[0][first] = '"' + rows[0][first]
    rows[1][second] += '"'
    path = tmp_path / "t.csv"
    path.write_text("\n".join(map(";".join, [head, *rows])), encoding="utf-8")
    assert set(codes(refused(path))) <= {"E1006", "E1027"}
    rows[0][first], rows[1][second] = rows[2][first], rows[2][second]
    rows[0][5] = rows[1][5] = '"dekat; 1; 2; 3\n4; 5; pasar; 6, 7; 8; 9"'
    rows[0][0], rows[1][0] = "H1", "H2"
    path.write_text("\n".join(map(";".join, [head, *rows])), encoding="utf-8")
    assert len(read_households(path, villages=VILLAGES, day=DaySettings()).rows) == 3


def test_files_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing file, a folder, a locked and a huge file are told apart."""
    assert codes(refused(tmp_path / "none.csv")) == ["E1001"]
    assert codes(refused(tmp_path)) == ["E1002"]
    path = write_csv(tmp_path, [HEADINGS, HOME])
    with monkeypatch.context() as patch:
        patch.setattr("planner.files.MAX_FILE_BYTES", 10)
        assert codes(refused(path)) == ["E1010"]

    def locked(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert codes(refused(path)) == ["E1003"]


def test_xlsx_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook that would fill the memory is refused before it is unpacked."""
    path = write_xlsx(tmp_path, [HEADINGS, HOME])
    monkeypatch.setattr("inputs.tables.xlsx_file.MAX_FILE_BYTES", 100)
    assert codes(refused(path)) == ["E1010"]
    monkeypatch.undo()
    monkeypatch.setattr("inputs.tables.xlsx_file.MAX_CELLS", 5)
    assert codes(refused(path)) == ["E1007"]


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("num_right", [1, 3])
def test_shifted_cells_before_an_empty_end(tmp_path: Path, separator: str, num_right: int) -> None:
    """A separator in a cell without quotation marks shifts no cells where the last one is empty: the row is refused."""
    head = ["id", "village", "rt", "latitude", "longitude", "address", "landmark", "head_name"]
    homes = [[f"H{at}", "Contoh Barat", "5", "-6.2101", "106.4201", f"Kp. {at}", "warung", "WARGA"] for at in range(num_right)]
    shifted = ["H9", "Contoh Barat", "5", "-6.2101", "106.4201", f"Jl. Contoh{separator} Gang 1", "warung", ""]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(map(separator.join, [head, *homes, shifted])), encoding="utf-8")
    assert codes(refused(path)) == ["E1027"]


@pytest.mark.parametrize(
    "ends",
    [
        ["", ";;", ";;", ";;"],
        [";;", ";;", "", ""],
        [";", ";", ";", ";"],
        ["", "", "", ""],
    ],
)
def test_separators_at_the_end_of_rows(tmp_path: Path, ends: list[str]) -> None:
    """Separators that most rows, or the headings, have at their end are a spreadsheet's, and shift nothing."""
    rows = ["id;village;rt;latitude;longitude;landmark", *(f"H{at};Contoh Barat;5;-6,21;106,42;" for at in range(1, 4))]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(row + end for row, end in zip(rows, ends, strict=True)), encoding="utf-8")
    assert [home.id for home in read(path).rows] == ["H1", "H2", "H3"]
