"""Guards the readers of single cells."""

import datetime as dt

import pytest
from pydantic_core import PydanticCustomError

from inputs.tables.cells import choice_of, read_id, read_rt_rw, read_skills, read_whole, read_windows, read_yes_no
from inputs.tables.dates import read_date
from inputs.tables.facilities import CONDITIONS
from inputs.tables.grid import clean
from inputs.tables.officers import read_officer
from inputs.tables.rt_rw import split_rt_rw
from inputs.tables.weekdays import read_weekdays
from planner.domain.masking import shown
from planner.domain.records import Officer
from planner.domain.visit import Window

DAY = dt.date(2025, 8, 26)


@pytest.mark.parametrize(
    "cell",
    [
        *("26 Agustus 2025", "Selasa, 26 Agustus 2025", "26 Agu 2025", "26-Aug-25", "26 agustus 25", "Jum'at, 26 Agustus 2025"),
        *("26/08/2025", "26/8/25", "26-8-25", "26.08.2025", "26 08 2025", "26/08/2025 10:15", "2025-08-26 00:00:00"),
        *("2025-08-26", "2025/08/26", "20250826", "2025-08-26T07:00:00Z", "45895", "45895.5", "45895,0"),
    ],
)
def test_date_spellings(cell: str) -> None:
    """Every way in which people and spreadsheets write a day is read day first."""
    assert read_date(cell) == DAY


def test_day_comes_first() -> None:
    """A date that could be read both ways has the day first."""
    assert read_date("03/04/2025") == dt.date(2025, 4, 3)


@pytest.mark.parametrize("cell", ["08/26/2025", "31/02/2025", "26 Augustusan 2025", "kemarin", "99999", "0001-01-01", "26/08"])
def test_wrong_dates_are_refused(cell: str) -> None:
    """A day that does not exist is never guessed."""
    with pytest.raises(PydanticCustomError) as caught:
        read_date(cell)
    assert caught.value.type == "E1106"


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("5", "05"),
        ("5.0", "05"),
        ("5,0", "05"),
        ("05", "05"),
        ("012", "12"),
        ("001", "01"),
        ("120", "120"),
        ("RT 05", "05"),
        ("rw. 8", "08"),
        ("000", ""),
    ],
)
def test_rt_rw_get_their_zeros_back(cell: str, digits: str) -> None:
    """One unit has one spelling: two digits at least, and no zeros in front of more."""
    assert read_rt_rw(cell) == digits


@pytest.mark.parametrize(
    ("cell", "windows"),
    [
        ("08:00-10:00;16:00-18:00", (Window(start=28800, end=36000), Window(start=57600, end=64800))),
        ("16.00 s/d 18.00, 08.00 – 10.00", (Window(start=28800, end=36000), Window(start=57600, end=64800))),
        ("08:00-10:00;09:00-11:00 WIB", (Window(start=28800, end=39600),)),
    ],
)
def test_windows_are_sorted_and_joined(cell: str, windows: tuple[Window, ...]) -> None:
    """Windows come out sorted and disjoint, as visits need them."""
    assert read_windows(cell) == windows


@pytest.mark.parametrize(
    ("reader", "cell", "code"),
    [
        (read_windows, "10:00-08:00", "E1107"),
        (read_windows, "sore", "E1107"),
        (read_windows, "08:00-09:00-10:00", "E1107"),
        (read_id, "ada spasi", "E1102"),
        (read_id, "1,23E+11", "E1102"),
        (read_rt_rw, "05/08", "E1104"),
        (split_rt_rw, "001", "E1125"),
        (split_rt_rw, "12.0", "E1125"),
        (split_rt_rw, "1234", "E1104"),
        (read_whole, "-1", "E1109"),
        *((read_whole, cell, "E1109") for cell in ("1.000", "1,000", "12.000", "1.000.000", "1.000,00")),
        (read_rt_rw, "1.000", "E1104"),
        (split_rt_rw, "RT 1.000 RW 2", "E1104"),
        (read_yes_no, "mungkin", "E1108"),
        (read_skills, "a;?", "E1111"),
        *((read_skills, cell, "E1111") for cell in ("Polwan dan PPA", "polwan ppa", "ada polwan", "juru bahasa dan sopir")),
        (read_weekdays, "Sen-Foo", "E1110"),
        (read_officer, "Bripda", "E1311"),
        (read_officer, "Bripda CONTOH 123", "E1311"),
    ],
)
def test_wrong_cells_have_their_code(reader: object, cell: str, code: str) -> None:
    """Each kind of wrong cell has its own code."""
    with pytest.raises(PydanticCustomError) as caught:
        reader(cell)  # type: ignore[operator]
    assert caught.value.type == code


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("Sen-Jum", {0, 1, 2, 3, 4}),
        ("Sen;Rab", {0, 2}),
        ("Sabtu s.d. Senin", {5, 6, 0}),
        ("Jum'at, Ahad", {4, 6}),
        ("setiap hari", set()),
    ],
)
def test_weekdays(cell: str, days: set[int]) -> None:
    """Spans and lists of days, over the weekend too."""
    assert read_weekdays(cell) == days


@pytest.mark.parametrize(
    ("cell", "officer"),
    [
        ("Aipda BUDI CONTOH – 12345678", Officer(rank="Aipda", name="BUDI CONTOH", nrp="12345678")),
        ("AIPDA BUDI CONTOH, NRP. 12345678", Officer(rank="Aipda", name="BUDI CONTOH", nrp="12345678")),
        ("Aipda/BUDI CONTOH/12345678", Officer(rank="Aipda", name="BUDI CONTOH", nrp="12345678")),
        ("Bripda SITI CONTOH", Officer(rank="Bripda", name="SITI CONTOH")),
        ("SITI CONTOH", Officer(rank="", name="SITI CONTOH")),
    ],
)
def test_name_lines(cell: str, officer: Officer) -> None:
    """Rank, name and NRP are taken apart however they are joined."""
    assert read_officer(cell) == officer


def test_clean_removes_what_cannot_be_seen() -> None:
    """No-break spaces, zero-width and control characters never reach a record."""
    assert clean("\ufeff RT\u00a005\u200b\x01 ") == "RT 05"
    assert clean(" – ") == ""


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("SITI CONTOH", "xxxx xxxxxx"),
        ("Jl. Melati 5", "xx. xxxxxx 9"),
        ("3603011234567890", "9" * 16),
        ("H000123", "H000123"),
        ("-6,191910644666", "-6,191910644666"),
    ],
)
def test_only_codes_are_shown(cell: str, text: str) -> None:
    """A fault never shows a cell that could be a name, an address, or an identity number."""
    assert shown(cell) == text


@pytest.mark.parametrize(("cell", "digits"), [("RW II", "02"), ("iv", "04"), ("RT. XII", "12"), ("IX", "09")])
def test_roman_numbers_of_rt_and_rw(cell: str, digits: str) -> None:
    """Old lists number their RW as I, II, III."""
    assert read_rt_rw(cell) == digits


def test_a_closed_list_offers_a_word_for_each_value() -> None:
    """A word that is like none is answered with one spelling of each value, not with all that are accepted."""
    with pytest.raises(PydanticCustomError) as caught:
        choice_of(CONDITIONS)("zzz")
    assert (caught.value.context or {})["choices"] == "baik, rusak ringan, rusak berat, tidak ada"


def test_skills_of_several_words() -> None:
    """A skill of the station's own may have several words."""
    assert read_skills("Juru Bahasa; PPA") == {"juru bahasa", "ppa"}
