"""Guards what sections and titles of kept lists say of the homes beneath them."""

from pathlib import Path

import pytest

from inputs.tables.households import read_households
from planner.domain.errors import InputError
from planner.domain.settings import DaySettings
from tests.inputs.tables.cases import BALARAJA
from tests.inputs.tables.kept_lists import HEAD, noted, read, record, refused
from tests.inputs.tables.writing import write_csv


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
