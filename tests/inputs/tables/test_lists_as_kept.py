"""Guards household lists as villages keep them: what is no record is named once, and no record is lost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from inputs.tables.households import read_households
from inputs.tables.reading import TableReading
from planner.domain.errors import InputError
from planner.domain.records import Household
from planner.domain.settings import DaySettings
from planner.words.language import words
from tests.inputs.tables.cases import BALARAJA, FOLDER, needs_cases
from tests.inputs.tables.writing import codes, csv_text, write_csv, write_xlsx

HEAD = ["NO", "Kode Rumah", "NAMA KEPALA KELUARGA", "DESA", "RT", "RW", "ALAMAT", "Lintang", "Bujur"]
NUMBERS = [str(number) for number in range(1, len(HEAD) + 1)]
TOTAL = ["JUMLAH", "", "", "3"]
SIGNED = [
    ["", "", "", "Balaraja, 12 Maret 2025"],
    ["", "", "", "Mengetahui,"],
    ["", "", "", "Kepala Desa Balaraja"],
    ["", "", "", "( CONTOH )"],
]


def record(number: int, *, rt: str = "1", rw: str = "2", village: str = "Balaraja") -> list[str]:
    return [str(number), f"BLR-{number:03}", f"WARGA CONTOH {number}", village, rt, rw, f"Kp. {number}", "-6,1941", "106,4551"]


def read(path: Path) -> TableReading[Household]:
    return read_households(path, villages=BALARAJA, day=DaySettings())


def noted(reading: TableReading[Household]) -> list[str]:
    for note in reading.notes:
        assert words("id").fault(note)
        assert words("en").fault(note)
    return [note.code for note in reading.notes]


def refused(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(path)
    return codes(caught.value)


def write_sheets(folder: Path, sheets: dict[str, list[list[str]]], hidden: str = "") -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title == hidden else "visible"
        for row in rows:
            sheet.append(row)
    path = folder / "t.xlsx"
    book.save(path)
    return path


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


@pytest.mark.parametrize("at", [0, 2])
@pytest.mark.parametrize(
    ("text", "rt", "rw"),
    [
        ("RT 02 (lanjutan)", "02", ""), ("Lanjutan RT 02", "02", ""), ("RT. 02 lanjutan", "02", ""), ("RW IV", "", "04"),
        ("RT 01 Ketua: CONTOH", "01", ""), ("Ketua RT 02 : CONTOH", "02", ""), ("Wilayah RT 03 RW 04", "03", "04"),
        ("Halaman 1 dari 2", "", ""), ("Hal. 2", "", ""), ("- 2 -", "", ""), ("(lanjutan)", "", ""), ("dst", "", ""),
        ("*** ***", "", ""), ("lanjutan halaman 1", "", ""), ("bersambung ...", "", ""),
    ],
)  # fmt: skip
def test_lone_texts_that_are_understood(tmp_path: Path, text: str, rt: str, rw: str, at: int) -> None:
    """What a section says amid other words goes to its rows, in whatever column it stands; numbers of pages are no homes."""
    (house,) = read(write_csv(tmp_path, [HEAD, [""] * at + [text], record(1, rt="", rw="")])).rows
    assert (house.address.rt, house.address.rw) == (rt, rw)


@pytest.mark.parametrize("text", ["WARGA CONTOH", "Belum didata", "RT KOSONG", "RT 01 s/d RT 03", "BLR-004", "Sensus 2026"])
def test_lone_texts_that_are_not_understood(tmp_path: Path, text: str) -> None:
    """One fault of the row, with a cure that fits: none asks for an id."""
    for at in (0, 1, 6):
        assert refused(write_csv(tmp_path, [HEAD, record(1), [""] * at + [text], record(2)])) == ["E1050"]


WITH_THE_WORD = [
    "Desa Balaraja RT 01 RW 02", "Desa Balaraja RT/RW 01/02", "DESA BALARAJA, RT.01 RW.02", "Desa Balaraja RT 001-RW 002",
    "Desa Balaraja RT 01/02", "Kel. Balaraja RW 02 RT 01", "Desa Balaraja RW 02/RT 01", "RT 01/02 Desa Balaraja",
    "RT 01 RW 02 - Kelurahan Balaraja", "Desa : Balaraja RT : 01 RW : 02", "Desa Balaraja (RT 01 / RW 02)",
    "Desa Balaraja RT 1 RW II",
    "Desa Balaraja 001/002", "Desa Balaraja RT01RW02", "Desa Balaraja R.T. 01 R.W. 02",
    "Desa Balaraja Rukun Tetangga 01 Rukun Warga 02",
    "Desa Balaraja RT 01 RW 02 Ketua RT: CONTOH", "Desa Balaraja Kec. Balaraja RT 01 RW 02 (lanjutan)",
]  # fmt: skip


@pytest.mark.parametrize("section", [*WITH_THE_WORD, "Balaraja RT 01 RW 02", "Balaraja, RT.01/RW.02", "RT 01/02 - Balaraja"])
def test_sections_with_village_rt_and_rw_in_one_line(tmp_path: Path, section: str) -> None:
    """A section gives its village, RT and RW, whatever of the three has a column, filled or empty, or none."""
    head = ["Kode", "Alamat", "Lintang", "Bujur"]
    home = ["BLR-001", "Kp. 1", "-6,1941", "106,4551"]
    for names, cells in (
        ((), ()), (("Desa",), ("Balaraja",)), (("RT", "RW"), ("", "")), (("Desa", "RT", "RW"), ("Balaraja", "", ""))
    ):  # fmt: skip
        rows = [[*head, *names], [section], [*home, *cells], ["Desa Balaraja RT 03 RW 02"], ["BLR-002", *home[1:], *cells]]
        first, second = read(write_csv(tmp_path, rows)).rows
        assert (first.address.village, first.address.rt, first.address.rw) == (BALARAJA[0].code, "01", "02")
        assert second.address.rt == "03"
    if section in WITH_THE_WORD:
        path = write_csv(tmp_path, [[*head, "Desa"], [section], [*home, "Balaraja"]])
        (house,) = read_households(path, villages=(), day=DaySettings()).rows
        assert (house.address.rt, house.address.rw) == ("01", "02")


@pytest.mark.parametrize(
    "said", ["RT 01 s/d RT 05", "RT 01, 02 RW 03", "RT satu RW 02", "RT 01 & 02 RW 03", "RT kosong", "RT ... RW 02"]
)
def test_sections_whose_rt_is_not_understood(tmp_path: Path, said: str) -> None:
    """What is not understood beside a village is a fault of its own row: nothing of it is dropped."""
    for section in (f"Desa Balaraja {said}", f"{said} Desa Balaraja"):
        assert refused(write_csv(tmp_path, [HEAD, [section], record(1, rt="", rw="")])) == ["E1050"]


def test_sections_that_are_a_part_of_the_address(tmp_path: Path) -> None:
    """A block, a street or a hamlet above rows belongs to their addresses, and ends where the next of its level begins."""
    rows: list[list[str]] = [HEAD]
    for number, section in enumerate(
        ("RT 01 / RW 03", "Blok A", "Blok B", "RT 02", "Dusun II", "Jl. Melati", "Kp. Baru RT 04/05")
    ):
        rows += [[section], [*record(number, rt="", rw="")[:6], ("No. 7", "Jl. Mawar 3")[number == 2], *record(1)[7:]]]
    reading = read(write_csv(tmp_path, rows))
    assert [(house.address.rt, house.address.rw, house.address.detail) for house in reading.rows] == [
        ("01", "03", "No. 7"), ("01", "03", "Blok A No. 7"), ("01", "03", "Jl. Mawar 3, Blok B"), ("02", "03", "No. 7"),
        ("", "", "No. 7, Dusun II"), ("", "", "Jl. Melati No. 7, Dusun II"), ("04", "05", "No. 7, Kp. Baru"),
    ]  # fmt: skip
    rows = [HEAD, ["Desa Balaraja"], ["RT 01 / RW 02"], record(1, village="", rt="", rw="")]
    (house,) = read(write_csv(tmp_path, rows)).rows
    assert (house.address.village, house.address.rt, house.address.rw) == ("36.03.01.1001", "01", "02")


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


def test_sections_fill_what_the_rows_leave_empty(tmp_path: Path) -> None:
    """Village, RT and RW of a section go to its rows that lack them; a row's own stays."""
    rows = [HEAD, ["RT 01 / RW 02"], record(1, rt="", rw=""), ["RT 03"], record(2, rt="", rw=""), record(3, rt="9", rw="")]
    reading = read(write_csv(tmp_path, rows))
    assert [(house.address.rt, house.address.rw) for house in reading.rows] == [("01", "02"), ("03", "02"), ("09", "02")]
    assert noted(reading) == ["E1019", "E1016"]


def test_the_village_may_stand_in_the_title(tmp_path: Path) -> None:
    """A list of one village that says so above its headings needs no column for it; a title that names none does."""
    head, row = HEAD[:3] + HEAD[4:], record(1)[:3] + record(1)[4:]
    for title in ("DAFTAR KEPALA KELUARGA DESA BALARAJA", "Desa : Balaraja", "Kelurahan Balaraja"):
        reading = read(write_csv(tmp_path, [[title], head, row]))
        assert reading.rows[0].address.village == "36.03.01.1001"
    for title in ("DAFTAR DESA TERPADU", "DATA DESA TAHUN 2026", "DESA SATU DAN DESA DUA", "DESA BALARAJA DAN TOBAT"):
        assert refused(write_csv(tmp_path, [[title], head, row])) == ["E1023"]
    with pytest.raises(InputError) as caught:
        read(write_csv(tmp_path, [["DAFTAR KK DESA TOBAT"], head, row, [row[0], "BLR-9", *row[2:]]]))
    assert [(fault.code, fault.values["count"]) for fault in caught.value.faults] == [("E1228", 2)]


def test_a_title_names_the_village_of_a_station_without_outlines(tmp_path: Path) -> None:
    """Where nobody knows the villages of the area, the word before it makes a village, and a note says which."""
    head, row = HEAD[:3] + HEAD[4:], record(1)[:3] + record(1)[4:]
    for title in (
        ["DAFTAR KK DESA BALARAJA"], ["Desa", ": BALARAJA"], ["DESA BALARAJA KECAMATAN CONTOH KABUPATEN TANGERANG"],
        ["DATA RUMAH KELURAHAN BALARAJA TAHUN 2026"],
    ):  # fmt: skip
        reading = read_households(
            write_csv(tmp_path, [["PEMERINTAH KABUPATEN"], title, head, row]), villages=(), day=DaySettings()
        )
        assert reading.rows[0].address.village == "BALARAJA"
        assert [note.values["village"] for note in reading.notes if note.code == "E1051"] == ["BALARAJA"]


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


@pytest.mark.parametrize("row", [["1", "Petugas Contoh", "", "", "Kp 2"], ["", "Ketua RT 01", "", "", "Kp Contoh"]])
def test_a_home_is_no_signature(tmp_path: Path, row: list[str]) -> None:
    """A home at the end whose name or address has words of a signature is not passed over."""
    head = ["No", "Nama KK", "RT", "RW", "Alamat", "Lintang", "Bujur"]
    rows = [["DESA BALARAJA"], head, ["1", "WARGA", "1", "2", "Kp 1", "-6,1941", "106,4551"]]
    with pytest.raises(InputError):
        read(write_csv(tmp_path, [*rows, row]))
    reading = read(write_csv(tmp_path, [*rows, ["", "Mengetahui,", "", "", "Balaraja, 12 Maret 2025"], ["", "( CONTOH )"]]))
    assert noted(reading)[-1] == "E1018"


@pytest.mark.parametrize(
    ("title", "place"),
    [
        (["RT/RW", ": 03/04"], ("03", "04")),
        (["DAFTAR KK RT 03 RW 04 DESA BALARAJA"], ("03", "04")),
        (["DAFTAR KK RT 01 s/d RT 05 RW 04"], ("", "04")),
        (["Data RT 01-05"], ("", "")),
    ],
)
def test_titles_are_read_as_a_whole(tmp_path: Path, title: list[str], place: tuple[str, str]) -> None:
    """RT and RW that a title says amid other words are taken, spans of them are not."""
    reading = read(write_csv(tmp_path, [title, HEAD, record(1, rt="", rw="")]))
    assert (reading.rows[0].address.rt, reading.rows[0].address.rw) == place


def test_sections_with_remarks_and_pages(tmp_path: Path) -> None:
    """Sections with a remark or Roman numbers are sections, and a page number is no home."""
    rows = [["RW IV"], ["RT 02 (lanjutan)"], record(1, rt="", rw=""), ["Halaman 1 dari 2"], ["RT 03 (Pak CONTOH)"]]
    reading = read(write_csv(tmp_path, [HEAD, *rows, record(2, rt="", rw="")]))
    assert [(house.address.rt, house.address.rw) for house in reading.rows] == [("02", "04"), ("03", "04")]


def test_a_cell_of_endless_letters_is_refused_at_once(tmp_path: Path) -> None:
    """A cell that no column can hold has its own fault; reading it takes no longer than reading another."""
    text = csv_text([[*HEAD, "Kunjungan Terakhir"], [*record(1), "a" * 70_000]])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    assert refused(tmp_path / "t.csv") == ["E1032", "E1106"]


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
