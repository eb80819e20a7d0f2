"""Guards days as people and programs write them, the order of day and month, and days after today."""

import datetime as dt
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from inputs.tables.complaints import read_complaints
from inputs.tables.dates import read_date
from inputs.tables.day_order import evidence_of
from inputs.tables.households import read_households
from inputs.tables.reading import TableReading, Told
from planner.domain.errors import InputError
from planner.domain.records import Complaint
from planner.domain.settings import DaySettings, ProgrammeSettings
from planner.words.language import words
from tests.inputs.tables.cases import BALARAJA, FOLDER, STATION, needs_cases
from tests.inputs.tables.writing import HEADINGS, VILLAGES, codes, home, write_csv

TODAY = dt.date(2026, 11, 29)
TOLD = Told(station=STATION, today=TODAY)
HEAD = ["no keluhan", "id rumah", "tanggal", "kategori"]


def read(path: Path, told: Told = TOLD) -> TableReading[Complaint]:
    return read_complaints(path, households={"H1": ""}, villages=BALARAJA, programme=ProgrammeSettings(), told=told)


def complaints(folder: Path, days: list[str]) -> Path:
    return write_csv(folder, [HEAD, *([f"K{number}", "H1", day, "LPJ"] for number, day in enumerate(days))])


@needs_cases
@pytest.mark.parametrize(
    ("name", "day", "noted"),
    [
        ("c-words", (2025, 3, 12), ["E1113", "E1306"]),
        ("d-iso-z", (2025, 3, 12), []),
        ("d-us-ampm", (2025, 3, 12), ["E1117"]),
        ("d-wib", (2025, 3, 12), []),
        ("s-selesai", (2025, 3, 12), ["E1113"]),
    ],
)
def test_complaints_that_went_wrong(name: str, day: tuple[int, int, int], noted: list[str]) -> None:
    """Words for codes, moments of other zones, PM and what can be read in two ways come in, said where it is open."""
    reading = read(FOLDER / "complaints" / f"{name}.xlsx")
    assert [(complaint.received, complaint.category) for complaint in reading.rows] == [(dt.date(*day), "LPJ")]
    assert sorted(note.code for note in reading.notes) == noted


@needs_cases
def test_a_complaint_of_the_future_is_refused() -> None:
    """A complaint received after today is a slip of the year."""
    with pytest.raises(InputError) as caught:
        read(FOLDER / "complaints" / "z-future.xlsx")
    assert codes(caught.value) == ["E1305"]


FORMS = (
    "d MMMM y",
    "d MMM y",
    "EEEE, d MMMM y",
    "EEE d MMM y",
    "dd-MMM-yy",
    "d MMMM y HH.mm",
    "EEEE, dd MMMM y 'pukul' HH.mm 'WIB'",
    "dd/MM/y hh:mm a",
)


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2068, 12, 31)),
    st.sampled_from(FORMS),
    st.sampled_from(["id", "en"]),
    st.integers(0, 23),
)
@settings(max_examples=300)
def test_days_as_programs_write_them(day: dt.date, form: str, locale: str, hour: int) -> None:
    """Whatever Babel writes in Indonesian or English is read as the same day."""
    from babel.dates import format_datetime  # noqa: PLC0415

    assert format_date(day, locale=locale)
    text = format_datetime(dt.datetime.combine(day, dt.time(hour, 5)), form, locale=locale).replace("\u202f", " ")
    assert read_date(text) == day
    assert read_date(text.upper().replace("JUMAT", "JUM'AT")) == day


@pytest.mark.parametrize("month", ["Agustus", "Agt", "Ags", "Agu", "Agu.", "Aug", "AGUSTUS", "agust"])
@pytest.mark.parametrize("weekday", ["", "Jumat ", "Jum'at, ", "Jum’at, ", "Jum. "])
def test_august_in_every_spelling(month: str, weekday: str) -> None:
    """Babel 2.18.0 and dateparser 1.5.0 read some of these only; offices write them all."""
    assert read_date(f"{weekday}5 {month} 2026") == dt.date(2026, 8, 5)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-03-12T18:05:00Z", 13), ("2025-03-12T16:59:59.000Z", 12), ("2025-03-12T23:30:00+09:00", 12),
        ("2025-03-12 18:05 UTC", 13),
        ("12 Maret 2025 pukul 14.05 WIB", 12), ("13/03/2025 00.30 WITA", 12),
        ("13 Mar 2025, 01:30 WIT", 12), ("13/03/2025 00:30", 13),
        ("Rabu, 12 Maret 2025 jam 14:05", 12), ("March 12, 2025", 12),
        ("12 Nop 2025", 12), ("12-Peb-2025", 12), ("12 Des. 2025", 12),
        ("13/03/2025 12:10 AM WITA", 12), ("13/03/2025 12:10 PM WITA", 13),
    ],
)  # fmt: skip
def test_a_moment_falls_on_the_stations_day(cell: str, day: int) -> None:
    """A moment with a zone of its own falls on the day in the station's zone, one without on its own day."""
    assert read_date(cell).day == day


@pytest.mark.parametrize(
    "cell",
    ["32 Maret 2025", "12 Marret 2025", "25:00", "12/03/2025 25:00", "12/03/2025 10:99 Z", "Kp. 5", "a" * 5000],
)
def test_what_is_no_day_is_refused_at_once(cell: str) -> None:
    """A wrong day, month or time is never guessed, and a long cell takes no time."""
    with pytest.raises(PydanticCustomError):
        read_date(cell)


def test_days_above_twelve_say_the_order(tmp_path: Path) -> None:
    """A column of an English-language spreadsheet is read month first when a day shows it, with a note."""
    reading = read(complaints(tmp_path, ["02/05/2026", "02/25/2026"]))
    assert [complaint.received.isoformat() for complaint in reading.rows] == ["2026-02-05", "2026-02-25"]
    assert [note.code for note in reading.notes] == ["E1114"]
    assert not read(complaints(tmp_path, ["02/05/2026", "25/02/2026"])).notes
    with pytest.raises(InputError) as caught:
        read(complaints(tmp_path, ["25/02/2026", "02/25/2026"]))
    assert codes(caught.value) == ["E1106"]


def test_what_can_be_read_in_two_ways_is_said(tmp_path: Path) -> None:
    """Both readings are in the note; an officer's word settles it."""
    path = complaints(tmp_path, ["02/05/2026", "03/03/2026"])
    reading = read(path)
    (note,) = reading.notes
    assert (note.code, note.values["day_first"], note.values["month_first"]) == ("E1113", "2026-05-02", "2026-02-05")
    assert "2026-02-05" in words("id").fault(note)
    assert [complaint.received.month for complaint in reading.rows] == [5, 3]
    asked = read(path, Told(dates="mdy"))
    assert [complaint.received.month for complaint in asked.rows] == [2, 3]
    assert [note.code for note in asked.notes] == ["E1115"]
    assert not read(complaints(tmp_path, ["03/03/2026", "2026-05-02", "5 Mei 2026"])).notes


def test_half_days_speak_for_the_month_in_front(tmp_path: Path) -> None:
    """AM and PM come from a language that puts the month first; a day above 12 or an officer's word is stronger."""
    path = complaints(tmp_path, ["03/12/2025 02:05:00 PM", "05/03/2026 09:00 am"])
    reading = read(path)
    assert [complaint.received.isoformat() for complaint in reading.rows] == ["2025-03-12", "2026-05-03"]
    assert [(note.code, note.values["day_first"]) for note in reading.notes] == [("E1117", "2025-12-03")]
    assert "2025-12-03" in words("id").fault(reading.notes[0])
    assert [complaint.received.month for complaint in read(path, Told(dates="dmy")).rows] == [12, 3]
    sure = complaints(tmp_path, ["03/12/2025 02:05:00 PM", "25/02/2026 09:00 AM"])
    assert [complaint.received.month for complaint in read(sure).rows] == [12, 2]
    assert [note.code for note in read(complaints(tmp_path, ["03/12/2025 14:05"])).notes] == ["E1113"]


def test_the_other_order_is_offered_where_it_may_be_the_cure(tmp_path: Path) -> None:
    """Days that can be read both ways may be turned; days that cannot are to be corrected."""
    path = write_csv(tmp_path, [HEADINGS, home(last_visit="05/12/2026")])
    reading = read_households(path, villages=VILLAGES, day=DaySettings(), told=TOLD)
    assert [note.code for note in reading.notes] == ["E1113", "E1124"]
    for cells, code, count in ((["05/12/2026", "07/12/2026"], "E1318", 2), (["05/12/2026", "13/11/2026"], "E1305", 1)):
        with pytest.raises(InputError) as caught:
            read(complaints(tmp_path, cells))
        assert [(fault.code, fault.values["count"]) for fault in caught.value.faults] == [(code, count)]
        assert ("--dates" in words("id").fault(caught.value.faults[0])) == (code == "E1318")


def test_last_visits_of_the_future_are_said(tmp_path: Path) -> None:
    """A last visit after today is one note with the count; nobody is refused for it."""
    path = write_csv(tmp_path, [HEADINGS, *(home(id=f"H{n}", last_visit="26/08/2035") for n in range(3))])
    reading = read_households(path, villages=VILLAGES, day=DaySettings(), told=TOLD)
    assert [(note.code, note.values["count"]) for note in reading.notes] == [("E1116", 3)]
    path = complaints(tmp_path, ["26/08/2035", "27/08/2035"])
    with pytest.raises(InputError) as caught:
        read(path)
    assert [(fault.code, fault.values["count"]) for fault in caught.value.faults] == [("E1305", 2)]
    assert len(read(path, Told()).rows) == 2


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Lampu jalan padam", "LPJ"), ("LAMPU PJU MATI", "LPJ"), ("jalan berlubang", "JLN"), ("Street Light Outages", "LPJ"),
        ("Banjir di jalan", "SAL"),
        ("Sampah menumpuk", "SMP"), ("pencurian motor", "CRM"), ("maling motor", "CRM"), ("Motor warga hilang", "CRM"),
        ("theft of a car", "CRM"),
        ("mobil dicuri", "CRM"), ("pencurian spion motor", "CRT"), ("pencurian dengan kekerasan", "CRT"),
        ("pemerkosaan", "RJK"),
        ("balap motor", "BLR"), ("Judi online", "JDI"), ("KDRT tetangga", "RJK"),
        ("Lain-lain", "LLN"), ("lpj", "LPJ"),
    ],
)  # fmt: skip
def test_words_for_categories(tmp_path: Path, cell: str, code: str) -> None:
    """The longest word decides, a word of the special referral before all; the note holds words of ours alone."""
    path = write_csv(tmp_path, [[*HEAD, "isi keluhan"], ["K1", "H1", "26/08/2026", f"{cell}", "RAHASIA"]])
    reading = read(path)
    assert reading.rows[0].category == code
    assert (reading.rows[0].text == "") == (code == "RJK")
    noted = {note.code: note for note in reading.notes}
    assert ("E1306" in noted) == (cell != "lpj")


@pytest.mark.parametrize(
    ("cell", "code", "named"),
    [
        ("SITI RAHASIA", "E1110", "CRM (curanmor/ranmor)"), ("x" * 300, "E1110", "LPJ (lampu jalan/pju)"),
        ("Selokn", "E1110", ": SAL (saluran/selokan), "), ("LPj2", "E1110", ": LPJ (lampu jalan/pju), "),
        ("tamu parkir", "E1319", "tamu → TMU"), ("lampu jalan mati, got mampet", "E1319", "got → SAL"),
    ],
)  # fmt: skip
def test_words_that_say_nothing_or_two_things(tmp_path: Path, cell: str, code: str, named: str) -> None:
    """Between two categories nobody chooses for the officer, who is told which; codes are told with words, near ones first."""
    with pytest.raises(InputError) as caught:
        read(write_csv(tmp_path, [HEAD, ["K1", "H1", "26/08/2026", cell]]))
    assert codes(caught.value) == [code]
    said = words("id").fault(caught.value.faults[0])
    assert named in said
    assert "RAHASIA" not in said


@pytest.mark.parametrize("cell", ["belum", "Belum pernah.", "tidak ada", "-", "never"])
def test_no_day_in_words(tmp_path: Path, cell: str) -> None:
    """A word for nothing in a column of days is an empty cell."""
    path = write_csv(tmp_path, [HEADINGS, home(last_visit=cell)])
    (house,) = read_households(path, villages=VILLAGES, day=DaySettings(), told=TOLD).rows
    assert house.last_visit is None


@pytest.mark.parametrize(
    "cell", ["05/08/2025 lalu", "1/8/2025 s/d 3/8/2025", "01/08/2025 (CONTOH)", "05/08/25 jam 99", "5/8/1985"]
)
def test_what_only_begins_like_a_day_shows_no_order(cell: str) -> None:
    """A cell that is no day to the end is refused as a cell, and is no witness for the order of a column."""
    assert evidence_of([cell]).open_cell == ""
    assert evidence_of([cell, "06/08/2025"]).open_cell == "06/08/2025"


def test_days_turned_by_a_spreadsheet_are_said() -> None:
    """05/08 typed into a spreadsheet in English becomes 8 May, 26/08 stays letters: the split shows it. Chance is let be."""
    letters = ["26/08/2026", "13/09/2026", "31/07/2026"]
    real = ["2026-05-08", "2026-03-09", "2026-12-12"]
    assert evidence_of([*real, *letters]).turned_cell == "2026-05-08"
    for others in (
        [*real, "2026-05-20", *letters],
        [*real, "03/04/2026", *letters],
        [*real[:2], *letters],
        [*real, *letters[:2]],
    ):
        assert evidence_of(others).turned_cell == ""


def test_one_file_has_one_order(tmp_path: Path) -> None:
    """Where one column proves that the month comes first, open days in another are read so, and it is said."""
    head = ["id", "desa", "lintang", "bujur", "diterima", "tenggat", "kategori"]
    rows = [["K1", "Balaraja", "-6,1941", "106,4551", "02/13/2025", "03/05/2025", "LPJ"]]
    reading = read(write_csv(tmp_path, [head, *rows]), TOLD)
    assert reading.rows[0].due == dt.date(2025, 3, 5)
    assert {note.code for note in reading.notes} >= {"E1114", "E1122"}


def test_a_short_year_and_a_household_of_other_capitals(tmp_path: Path) -> None:
    """`13-11-'26` is a day; an id that differs in capitals alone is told with the one that is known."""
    (complaint,) = read(complaints(tmp_path, ["13-11-'26"])).rows
    assert complaint.received == dt.date(2026, 11, 13)
    with pytest.raises(InputError) as caught:
        read(write_csv(tmp_path, [HEAD, ["K1", "h1", "26/08/2026", "LPJ"]]))
    (fault,) = caught.value.faults
    assert (fault.code, fault.values["near"]) == ("E1301", "H1")


@pytest.mark.parametrize(
    ("cell", "year"),
    [("15/08/98", 1998), ("15 Agt '98", 1998), ("15-Aug-90", 1990), ("15/08/26", 2026), ("15/08/00", 2000), ("15/08/27", 2027)],
)
def test_years_of_two_digits_have_been(tmp_path: Path, cell: str, year: int) -> None:
    """The last visit, inspection or receipt is of the last year with these digits; the next is told as a slip."""
    (day,) = last_visits(tmp_path, cell)
    assert (day.year, day.month, day.day) == (year, 8, 15)


@pytest.mark.parametrize("cell", ["15/08/28", "15/08/45", "15/08/89"])
def test_years_of_two_digits_yet_to_come_are_refused(tmp_path: Path, cell: str) -> None:
    """Neither a visit decades ahead nor one before 1990 can be meant: E1106."""
    with pytest.raises(InputError) as caught:
        last_visits(tmp_path, cell)
    assert codes(caught.value) == ["E1106"]


def last_visits(folder: Path, *cells: str) -> list[dt.date]:
    rows = [home(id=f"H{number}", last_visit=cell) for number, cell in enumerate(cells)]
    told = Told(today=dt.date(2026, 11, 30))
    reading = read_households(write_csv(folder, [HEADINGS, *rows]), villages=VILLAGES, day=DaySettings(), told=told)
    return [one.last_visit for one in reading.rows if one.last_visit is not None]


def test_years_of_two_digits_of_days_to_come() -> None:
    """Where nothing says that a day has been, `45` is 2045; no day is read as one of the years 2090 to 2099."""
    assert [read_date(f"15/08/{year}").year for year in ("45", "89", "90", "98")] == [2045, 2089, 1990, 1998]
