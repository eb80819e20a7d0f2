"""Guards that what stands above rows says one thing: a copied title or an old name of a sheet puts no home elsewhere."""

from pathlib import Path

import pytest

from inputs.tables.households import read_households
from inputs.tables.reading import TableReading
from planner.domain.errors import InputError
from planner.domain.records import Household, Village
from planner.domain.settings import DaySettings
from planner.words.language import words
from tests.inputs.tables.cases import BALARAJA
from tests.inputs.tables.kept_lists import write_sheets
from tests.inputs.tables.writing import codes

HEAD = ["No", "Nama", "Alamat", "Lintang", "Bujur"]
SAGA = Village(code="36.03.01.2002", name="Saga")


def homes(start: int = 1) -> list[list[str]]:
    return [[str(at), f"WARGA CONTOH {at}", f"Kp. {at}", f"-6,19{at:02}", "106,4551"] for at in range(start, start + 2)]


def read(folder: Path, sheets: dict[str, list[list[str]]], villages: tuple[Village, ...] = BALARAJA) -> TableReading[Household]:
    return read_households(write_sheets(folder, sheets), villages=villages, day=DaySettings())


def contradictions(
    folder: Path, sheets: dict[str, list[list[str]]], villages: tuple[Village, ...] = BALARAJA
) -> list[tuple[str, int, str, str]]:
    with pytest.raises(InputError) as caught:
        read(folder, sheets, villages)
    assert {fault.code for fault in caught.value.faults} == {"E1069"}
    for fault in caught.value.faults:
        assert words("id").fault(fault)
        assert words("en").fault(fault)
    return [
        (str(fault.values["name"]), fault.where.row or 0, str(fault.values["one"]), str(fault.values["other"]))
        for fault in caught.value.faults
    ]


def test_a_title_copied_from_sheet_to_sheet_is_told(tmp_path: Path) -> None:
    """Sheets RT 01 to RT 03 that all bear the title of RT 01 put no home of RT 02 into RT 01: two are refused."""
    title = ["DESA BALARAJA RT 01 RW 02"]
    sheets = {f"RT 0{at}": [title, HEAD, *homes(3 * at)] for at in (1, 2, 3)}
    assert contradictions(tmp_path, sheets) == [("RT", 3, "02", "01"), ("RT", 3, "03", "01")]


@pytest.mark.parametrize(
    ("tab", "above", "told"),
    [
        ("RT 003-RW 05", ["DESA BALARAJA RW 02"], ("RW", "05", "02")),
        ("RT 2", ["DESA BALARAJA", "RT 01 RW 02"], ("RT", "2", "01")),
        ("Data", ["DESA BALARAJA RT 01 RW 02", "Keadaan RT 04 RW 02"], ("RT", "01", "04")),
        ("Saga", ["DESA BALARAJA RT 01 RW 02"], ("desa", "Saga", "BALARAJA")),
        ("Data", ["DESA BALARAJA", "Kelurahan Saga"], ("desa", "BALARAJA", "Saga")),
        ("Desa Lain", ["DESA BALARAJA"], ("desa", "Lain", "BALARAJA")),
        ("Balaraja", ["DESA LAIN"], ("desa", "Balaraja", "LAIN")),
    ],
)
def test_name_and_titles_that_differ_are_told(tmp_path: Path, tab: str, above: list[str], told: tuple[str, str, str]) -> None:
    """Whatever two of the sheet's name and its titles say differently of rows that have no cell for it is a fault."""
    ((name, _, one, other),) = contradictions(tmp_path, {tab: [*([line] for line in above), HEAD, *homes()]}, (*BALARAJA, SAGA))
    assert (name, one, other) == told


def test_villages_of_a_station_without_outlines_are_told_too(tmp_path: Path) -> None:
    """Where nobody knows the villages, a sheet's name that names one counts against a title that names another."""
    ((name, _, one, other),) = contradictions(tmp_path, {"Desa Saga": [["DESA BALARAJA RT 01 RW 02"], HEAD, *homes()]}, ())
    assert (name, one, other) == ("desa", "Saga", "BALARAJA")


def test_sections_none_of_which_is_the_sheets_are_told(tmp_path: Path) -> None:
    """Sections count before the sheet's name, but where all rows stand in other ones it is a copy of another sheet."""
    copied = {"RT 02": [["DESA BALARAJA"], HEAD, ["RT 01 / RW 02"], *homes()]}
    assert contradictions(tmp_path, copied) == [("RT", 4, "02", "01")]
    goes_on = {"RT 02": [["DESA BALARAJA RT 02 RW 01"], HEAD, *homes(), ["RT 03"], *homes(5)]}
    assert [home.address.rt for home in read(tmp_path, goes_on).rows] == ["02", "02", "03", "03"]
    first = {"RT 01": [["DESA BALARAJA"], HEAD, ["RT 01"], *homes(), ["RT 02"], *homes(5)]}
    assert [home.address.rt for home in read(tmp_path, first).rows] == ["01", "01", "02", "02"]


@pytest.mark.parametrize(
    ("tab", "above"),
    [
        ("RT 1", ["DESA BALARAJA RT 001 RW 02"]),
        ("RT 01 RW 02", ["Sekretariat: Jl. Contoh RT 07 RW 03", "DESA BALARAJA"]),
        ("Data", ["Sekretariat: Jl. Contoh RT 07 RW 03", "DESA BALARAJA RT 01 RW 02"]),
        ("RT 01", ["RW 02 DESA BALARAJA", "Lampiran: RT 01", "Lampiran: RT 04"]),
        ("Balaraja", ["PEMERINTAH DESA BALARAJA RT 01 RW 02", "DATA DESA PRIORITAS"]),
    ],
)
def test_what_agrees_is_taken(tmp_path: Path, tab: str, above: list[str]) -> None:
    """Other spellings are the same, an office's address is no title, and of several titles the sheet's own counts."""
    reading = read(tmp_path, {tab: [*([line] for line in above), HEAD, *homes()]})
    assert {(home.address.village, home.address.rt, home.address.rw) for home in reading.rows} == {
        ("36.03.01.1001", "01", "02")
    }


def test_rows_that_say_it_themselves_need_nobody(tmp_path: Path) -> None:
    """A copied title above rows with cells of their own for RT and RW says nothing wrong."""
    head = [*HEAD, "RT", "RW"]
    rows = [[*cells, "2", "2"] for cells in homes()]
    assert [home.address.rt for home in read(tmp_path, {"RT 02": [["DESA BALARAJA RT 01"], head, *rows]}).rows] == ["02", "02"]


LETTERED = ("RT 01A", "RT 01 B", "RT. 1a", "RT 1/A", "RT 01-A RW 02", "DESA BALARAJA RT 01 A RW 02", "RT 01 B (lanjutan)")


@pytest.mark.parametrize("said", LETTERED)
def test_an_rt_with_a_letter_is_no_number(tmp_path: Path, said: str) -> None:
    """RT 01A and RT 01B are two, and neither is RT 01: as section, title or name of a sheet they are refused."""
    village = [["DESA BALARAJA"], HEAD]
    for sheets, code in (
        ({"Data": [*village, [said], *homes()]}, "E1050"),
        ({"Data": [[said], *village, *homes()]}, "E1104"),
        ({said.replace("/", " "): [*village, *homes()]}, "E1104"),
    ):
        with pytest.raises(InputError) as caught:
            read(tmp_path, sheets)
        assert codes(caught.value) == [code]


@pytest.mark.parametrize("said", ["RT 01 H. CONTOH", "RT 01 Ketua: A. CONTOH", "RT 01 a.n. CONTOH", "RT 01 (10 KK)"])
def test_a_letter_of_a_name_is_none_of_an_rt(tmp_path: Path, said: str) -> None:
    """The initial of who heads an RT makes no other RT of it."""
    reading = read(tmp_path, {"Data": [["DESA BALARAJA"], HEAD, [said], *homes()]})
    assert {home.address.rt for home in reading.rows} == {"01"}


@pytest.mark.parametrize(("address", "is_said"), [("Kp. 1 RT 03/02", True), ("Kp. 1 RT 01/RW 002", False), ("Kp. 1", False)])
def test_an_address_in_another_rt_is_said(tmp_path: Path, address: str, *, is_said: bool) -> None:
    """The column counts, but a note says that the address names another RT: one of the two has slipped."""
    rows = [[*cells[:2], address, *cells[3:], "1", "2"] for cells in homes()]
    reading = read(tmp_path, {"Data": [["DESA BALARAJA"], [*HEAD, "RT", "RW"], *rows]})
    assert {home.address.rt for home in reading.rows} == {"01"}
    notes = [note.values for note in reading.notes if note.code == "E1071"]
    assert notes == ([{"count": 2, "name": "RT", "one": "1", "other": "03"}] if is_said else [])
