"""Guards that what a message of an import says works when it is done to the letter: the file comes in, and is right."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from inputs.tables.columns import heading_key
from inputs.tables.complaints import read_complaints
from inputs.tables.households import read_households
from inputs.tables.reading import TableReading, Told
from planner.domain.categories import FIELD_OF
from planner.domain.errors import Fault, InputError
from planner.domain.file_habit import FileHabit
from planner.domain.records import Complaint, Household
from planner.domain.settings import DaySettings, ProgrammeSettings
from planner.words.language import words
from tests.inputs.tables.cases import BALARAJA
from tests.inputs.tables.writing import csv_text

HEAD = ("Kode", "Tanggal", "Kategori", "Desa", "Lintang", "Bujur")
PLACE = "Balaraja;-6,1919;106,4565"
PLACE_HEAD = "Desa;Lintang;Bujur"
TWO_PLACES = "Kode;Nama KK;Desa;RT;RW;Alamat;{}Lintang;Bujur\nA1;P;Balaraja;1;2;Jl A;Sukamulya;3;3;Jl B;-6,1919;106,4565\n"
BESIDE = "Kode;Desa;RT;RW;Alamat;Lintang;Bujur"
SIDES = ["A1;Balaraja;1;2;Jl A;-6,1919;106,4565", "A2;Balaraja;1;2;Jl B;-6,1918;106,4566"]


def lines(*rows: str) -> str:
    return csv_text([row.split(";") for row in rows])


def homes(folder: Path, text: str, maps: Sequence[str] = ()) -> TableReading[Household]:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return read_households(path, villages=BALARAJA, day=DaySettings(), told=told(maps))


def complaints(folder: Path, text: str, maps: Sequence[str] = ()) -> TableReading[Complaint]:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    known = {"001": "36.03.01.1001"}
    return read_complaints(path, households=known, villages=BALARAJA, programme=ProgrammeSettings(), told=told(maps))


def told(maps: Sequence[str]) -> Told:
    return Told(columns=dict(tuple(each.rsplit("=", 1)) for each in maps))  # type: ignore[misc]


def faults(read: object, folder: Path, text: str) -> list[Fault]:
    with pytest.raises(InputError) as caught:
        read(folder, text)  # type: ignore[operator]
    return list(caught.value.faults)


def maps_of(found: Sequence[Fault]) -> list[str]:
    """What the messages say to write behind --map, in both languages alike."""
    said = [re.findall(r"--map '([^']+)'", words(language).fault(fault)) for language in ("en", "id") for fault in found]
    assert said[: len(found)] == said[len(found) :]
    return [each for one in said[: len(found)] for each in one]


def test_two_columns_that_are_one(tmp_path: Path) -> None:
    """Desa beside Kode Desa and Nama beside Nama KK are one table: what is left out as the message says is told once."""
    text = lines("Kode;Kode Desa;Desa;Nama;Nama KK;RT;RW;Lintang;Bujur", "A1;1001;Balaraja;P;K;1;2;-6,1919;106,4565")
    found = faults(homes, tmp_path, text)
    assert [fault.code for fault in found] == ["E1022", "E1022"]
    assert maps_of(found) == ["Kode Desa=", "Nama="]
    reading = homes(tmp_path, text, maps_of(found))
    assert [note.code for note in reading.notes] == ["E1037"]
    assert [home.head_name for home in reading.rows] == ["K"]


def test_two_days_and_two_texts_of_complaints(tmp_path: Path) -> None:
    """The heading that is not the template's is left out."""
    text = lines(
        f"Kode;Tanggal;Tanggal diterima;Kategori;Keluhan;Uraian;{PLACE_HEAD}", f"A1;1/11/2026;20/11/2026;LPJ;a;b;{PLACE}"
    )
    found = faults(complaints, tmp_path, text)
    assert maps_of(found) == ["Tanggal=", "Keluhan="]
    reading = complaints(tmp_path, text, maps_of(found))
    assert [note.code for note in reading.notes] == ["E1037"]
    assert [(str(one.received), one.text) for one in reading.rows] == [("2026-11-20", "b")]


def test_two_addresses_of_a_home(tmp_path: Path) -> None:
    """A home with two addresses is one table, whose headings come twice: another heading above each second one is enough."""
    found = faults(homes, tmp_path, TWO_PLACES.format("Desa;RT;RW;Alamat;"))
    assert [(fault.code, fault.values["second"]) for fault in found] == [("E1080", letter) for letter in "GHIJ"]
    others = [re.findall(r": ([\w ]+)\.$", words("id").fault(fault))[0] for fault in found]
    reading = homes(tmp_path, TWO_PLACES.format(";".join(others) + ";"))
    assert [home.address.rt for home in reading.rows] == ["01"]


@pytest.mark.parametrize("between", [";", ";;"])
def test_two_tables_side_by_side(tmp_path: Path, between: str) -> None:
    """Headings that begin again are two tables, with an empty column between or not; one beneath the other they come in."""
    found = faults(homes, tmp_path, lines(BESIDE + between + BESIDE, between.join(SIDES)))
    assert [fault.code for fault in found] == ["E1066"]
    assert len(homes(tmp_path, lines(BESIDE, SIDES[0], BESIDE, SIDES[1])).rows) == 2
    assert len(homes(tmp_path, lines(BESIDE, *SIDES)).rows) == 2


def test_a_heading_that_gave_way_gets_no_guess(tmp_path: Path) -> None:
    """Where another column was named as the day received, nobody is told to take the usual one for a due day."""
    text = lines(f"Kode;Tanggal;Tgl rapat;Kategori;{PLACE_HEAD}", f"A1;1/11/2026;20/11/2026;LPJ;{PLACE}")
    notes = [note for note in complaints(tmp_path, text, ["Tgl rapat=received"]).notes if note.code == "E1024"]
    assert [(note.values["heading"], note.values["near"]) for note in notes] == [("Tanggal", "–")]


def complaint(**cells: str) -> str:
    """A list of one complaint."""
    given = {
        "Kode": "K1",
        "Tanggal": "20/11/2026",
        "Kategori": "LPJ",
        "Desa": "Balaraja",
        "Lintang": "-6,1919",
        "Bujur": "106,4565",
    }
    given |= cells
    return lines(";".join(given), ";".join(given.values()))


@pytest.mark.parametrize(
    "word", ["tidak selesai", "belum tuntas", "Blm. selesai", "tidak ditutup", "belum terjawab", "not closed"]
)
def test_what_is_not_done_is_open(tmp_path: Path, word: str) -> None:
    """A negated word whose opposite is a state is read as that; nobody is told to close an unsolved complaint."""
    assert [one.status.value for one in complaints(tmp_path, complaint(Keadaan=word)).rows] == ["open"]


def test_what_is_not_urgent_is_normal(tmp_path: Path) -> None:
    """As with states."""
    assert [one.urgency.value for one in complaints(tmp_path, complaint(Urgensi="tidak darurat")).rows] == ["normal"]


@pytest.mark.parametrize(
    ("heading", "word"), [("Keadaan", "belum dirujuk"), ("Keadaan", "tidak terbuka"), ("Urgensi", "tidak biasa")]
)
def test_a_negated_word_without_opposite_has_no_nearest(tmp_path: Path, heading: str, word: str) -> None:
    """What no code says is refused with the whole list, in its usual order."""
    (fault,) = faults(complaints, tmp_path, complaint(**{heading: word}))
    assert fault.values["choices"] in {"terbuka, tertutup, terjawab, dirujuk", "mendesak, biasa"}


@pytest.mark.parametrize(
    ("word", "first"),
    [
        *(("perundungan", "BLR"), ("orang hilang", "BLR"), ("orang gila", "BLR"), ("bukan pencurian", "BLR")),
        *(("pencurain", "CRT"), ("narkba", "NRK"), ("judu", "JDI")),
    ],
)
def test_unknown_categories_get_the_whole_list(tmp_path: Path, word: str, first: str) -> None:
    """Only what is likely a misspelling stands first; the whole list with what each code means stands behind it."""
    (fault,) = faults(complaints, tmp_path, complaint(Kategori=word))
    choices = str(fault.values["choices"]).split(", ")
    assert len(choices) == len(FIELD_OF)
    assert choices[0].startswith(first)
    assert {"LLN (lainnya/lain-lain)", "RJK (kdrt/kekerasan)"} <= set(choices)
    (again,) = complaints(tmp_path, complaint(Kategori=choices[0].split()[0])).rows
    assert again.category == first


@pytest.mark.parametrize("id_", ["1", "01", "0001"])
def test_zeros_that_a_spreadsheet_took(tmp_path: Path, id_: str) -> None:
    """The home that differs in such zeros is named, and comes in as it is named."""
    (fault,) = faults(complaints, tmp_path, complaint(**{"ID rumah": id_}))
    assert (fault.code, fault.values["near"]) == ("E1301", "001")
    (found,) = complaints(tmp_path, complaint(**{"ID rumah": str(fault.values["near"])})).rows
    assert found.household == "001"


def test_another_number_is_another_home(tmp_path: Path) -> None:
    """No id of somebody else is suggested."""
    (fault,) = faults(complaints, tmp_path, complaint(**{"ID rumah": "011"}))
    assert fault.values["near"] == "–"


HOURS = "Kode;Tanggal;{};Desa;Lintang;Bujur;Kategori\nK1;20/11/2026;{};{place};LPJ\nK2;20/11/2026;{};{place};LPJ\n"


def test_hours_of_reports_are_no_visiting_hours(tmp_path: Path) -> None:
    """`Tanggal;Jam` is when a complaint came: said and left out, and the visiting hours that are known stay."""
    reading = complaints(tmp_path, HOURS.format("Jam", "14.05", "jam 9 pagi WIB", place=PLACE))
    (note,) = [note for note in reading.notes if note.code == "E1082"]
    assert (note.values["heading"], note.values["day"], note.values["count"]) == ("Jam", "Tanggal", 2)
    assert [one.windows for one in reading.rows] == [(), ()]
    assert "windows" in reading.unsaid
    spans = complaints(tmp_path, HOURS.format("Jam", "08.00-10.00", "16-18", place=PLACE))
    assert all(one.windows for one in spans.rows)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Jam kunjungan", ("14.05", "15.00")),
        ("Tingkat", ("kota", "provinsi")),
        ("Keadaan", ("rusak", "padam")),
        ("Janji", ("Rp 5", "x5")),
    ],
)
def test_columns_about_something_else_are_left_out(tmp_path: Path, heading: str, cells: tuple[str, str]) -> None:
    """Where no cell of a column can be read, the way to leave it out is told, and works."""
    text = HOURS.format(heading, *cells, place=PLACE)
    found = faults(complaints, tmp_path, text)
    assert [fault.code for fault in found].count("E1081") == 1
    assert len(complaints(tmp_path, text, maps_of(found)).rows) == 2


def test_a_slip_is_no_other_column(tmp_path: Path) -> None:
    """Where some cell can be read, the others are to be corrected."""
    found = faults(complaints, tmp_path, HOURS.format("Jam", "14.05", "15-16", place=PLACE))
    assert [fault.code for fault in found] == ["E1107"]


def test_an_order_said_for_an_earlier_file(tmp_path: Path) -> None:
    """A file of a kind whose order was said, written in the other order, names the option that reads it."""
    path = tmp_path / "t.csv"
    path.write_text(complaint(Tanggal="20/11/2026"), encoding="utf-8")

    def read(dates: str) -> TableReading[Complaint]:
        habit = FileHabit(table="", headings=frozenset(map(heading_key, HEAD)), columns={}, dates="mdy")
        said = Told(habits=(habit,), dates=dates)
        return read_complaints(path, households={}, villages=BALARAJA, programme=ProgrammeSettings(), told=said)

    with pytest.raises(InputError) as caught:
        read("")
    (fault,) = caught.value.faults
    assert (fault.code, fault.values["other"]) == ("E1083", "dmy")
    assert [str(one.received) for one in read("dmy").rows] == ["2026-11-20"]


def test_a_house_number_that_became_a_day(tmp_path: Path) -> None:
    """It is refused before it stands in an address, also where the list has ids."""
    text = "Kode;Desa;RT;RW;Alamat;No rumah;Lintang;Bujur\nA1;Balaraja;1;2;Jl A;{};-6,1919;106,4565\n"
    assert [fault.code for fault in faults(homes, tmp_path, text.format("12-Mar"))] == ["E1119"]
    assert homes(tmp_path, text.format("12/3")).rows[0].address.detail.endswith("12/3")


def test_a_last_column_without_heading(tmp_path: Path) -> None:
    """Its cells are quoted, cleared, or get the heading that the message asks for."""
    text = "Kode;Desa;RT;RW;Lintang;Bujur{}\nA1;Balaraja;1;2;-6,1919;106,4565;catatan\n"
    assert [fault.code for fault in faults(homes, tmp_path, text.format(""))] == ["E1027"]
    assert len(homes(tmp_path, text.format(";Catatan")).rows) == 1
