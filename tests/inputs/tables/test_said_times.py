"""Guards times and days of the week as people say them, beside days and as times to visit."""

import datetime as dt
from pathlib import Path

import pytest
from pydantic_core import PydanticCustomError

from inputs.tables.cells import read_windows
from inputs.tables.dates import read_date
from inputs.tables.households import read_households
from planner.domain.settings import DaySettings
from planner.domain.units import clock
from planner.words.language import words
from tests.inputs.tables.test_dates import complaints, read
from tests.inputs.tables.writing import HEADINGS, VILLAGES, home, write_csv, write_xlsx

DAY = dt.date(2026, 11, 12)


@pytest.mark.parametrize(
    "cell",
    [
        "12 November 2026 jam 10", "12 November 2026 jam 10 s/d 11", "12 November 2026 jam 10.00 s.d. selesai",
        "12/11/2026 pkl. 10.00 WIB", "12/11/2026 pkl 10", "12-11-2026, jam 10 pagi", "12/11/2026 9 pagi", "12 Nov 2026 malam",
        "Kamis 12-11-2026 pukul 9 pagi", "12/11/2026 (Kamis)", "12/11/2026 Kamis pukul 9", "Kamis, 12.11.26",
        "hari Kamis tgl 12 November 2026 sekitar jam 3 sore", "Kamis pagi, 12 November 2026", "12/11/2026 10.00-11.00",
        "12/11/2026 08:00-10:00 WIB", "2026-11-12 08:00-10:00", "12 November 2026 pukul 24.00", "12/11/2026 jam10",
    ],
)  # fmt: skip
def test_a_time_behind_a_day(cell: str) -> None:
    """It changes nothing of the day, however it is said; a minus between times is a span, no zone."""
    assert read_date(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("12/11/2026 jam 1 pagi WIT", 11), ("12/11/2026 jam 1 siang WIT", 12), ("12/11/2026 jam 11 malam WIB", 12),
        ("2026-11-12T22:05:00-05:00", 13), ("2026-11-12 22:05:00-05:00", 13), ("2026-11-12T22:05-05:00", 13),
        ("12/11/2026 00.30-01.00 WITA", 11),
    ],
)  # fmt: skip
def test_a_zone_behind_such_a_time(cell: str, day: int) -> None:
    """The moment falls on the station's day; of a span its begin."""
    assert read_date(cell).day == day


@pytest.mark.parametrize(
    "cell", ["12/11/2026 10", "12/11/2026 pukul 25.00", "12/11/2026 jam 20 pagi", "jam 10", "Kamis jam 10"]
)
def test_what_is_no_moment_is_refused(cell: str) -> None:
    """A number that nothing makes an hour, an hour that is none, an hour without its day."""
    with pytest.raises(PydanticCustomError) as caught:
        read_date(cell)
    assert caught.value.type == "E1106"


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("jam 10 s/d 11", "10:00 11:00"), ("pukul 9 pagi s/d 11 siang", "09:00 11:00"), ("4-6 sore", "16:00 18:00"),
        ("4 sore - 6", "16:00 18:00"), ("10-2 siang", "10:00 14:00"), ("7-9 malam", "19:00 21:00"),
        ("pkl. 08.00 WIB s/d pkl. 10.00 WIB", "08:00 10:00"), ("10-12 malam", "22:00 24:00"), ("> 17.00", "17:00 24:00"),
        ("setelah jam 17", "17:00 24:00"), ("jam 5 sore ke atas", "17:00 24:00"), ("10.00 - selesai", "10:00 24:00"),
        ("sebelum jam 10", "00:00 10:00"),
    ],
)  # fmt: skip
def test_times_to_visit_as_people_say_them(cell: str, span: str) -> None:
    """A word for the part of the day counts for both ends where one alone has it."""
    (window,) = read_windows(cell)
    assert f"{clock(window.start)} {clock(window.end)}" == span


@pytest.mark.parametrize("cell", ["sore", "jam 10", "4-9 malam", "20 pagi - 22", "setelah maghrib", "11-9 pagi"])
def test_times_that_two_people_read_otherwise_are_refused(cell: str) -> None:
    """A part of the day without an hour, one time alone, an evening that may begin in the afternoon."""
    with pytest.raises(PydanticCustomError) as caught:
        read_windows(cell)
    assert caught.value.type == "E1107"


@pytest.mark.parametrize(
    ("cell", "day", "other"),
    [
        ("Rabu, 7 Oktober 2026", "2026-10-07", ""),
        ("Rabu, 5 Januari 2026", "2026-01-05", "2026-01-07"),
        ("Senin, 5 Januari 2025", "2025-01-05", "2026-01-05"),
        ("5 Januari 2025 (Senin)", "2025-01-05", "2026-01-05"),
        ("Jum'at 13/11/2026", "2026-11-13", ""),
        ("Sabtu 13/11/2026 pukul 9", "2026-11-13", "2026-11-14"),
        ("Min, 29 Feb 2024", "2024-02-29", "2024-03-03"),
    ],
)
@pytest.mark.parametrize("is_workbook", [False, True])
def test_a_weekday_that_does_not_fit(tmp_path: Path, cell: str, day: str, other: str, *, is_workbook: bool) -> None:
    """The date counts, and the note says both, and the day that would fit: in January that of the next year, or one near."""
    write = write_xlsx if is_workbook else write_csv
    reading = read(write(tmp_path, [["no keluhan", "id rumah", "tanggal", "kategori"], ["K1", "H1", cell, "LPJ"]]))
    assert reading.rows[0].received.isoformat() == day
    found = [note for note in reading.notes if note.code == "E1126"]
    assert [(note.values["cell"], note.values["other"], note.where.row) for note in found] == (
        [(cell, other, 2)] if other else []
    )
    assert all(cell in words("id").fault(note) for note in found)


def test_weekdays_decide_the_order(tmp_path: Path) -> None:
    """Days with a weekday before them have two readings as others have; weekdays that fit one of them alone decide."""
    english = ["Thu, 12/11/2025", "Fri, 12/12/2025", "Mon, 11/10/2025", "Tue, 10/07/2025"]
    reading = read(complaints(tmp_path, english))
    assert reading.rows[0].received == dt.date(2025, 12, 11)
    assert [(note.code, note.values["cell"]) for note in reading.notes if note.code != "E1306"] == [("E1127", "12/11/2025")]
    reading = read(complaints(tmp_path, ["Kamis, 06/11/2025", "Sabtu, 01/11/2025"]))
    assert [note.code for note in reading.notes if note.code != "E1306"] == []
    reading = read(complaints(tmp_path, ["Senin, 12/11/2025"]))  # fits neither
    assert sorted(note.code for note in reading.notes if note.code != "E1306") == ["E1113", "E1126"]


def test_a_weekday_that_fits_the_other_order(tmp_path: Path) -> None:
    """Where the column's order is sure, the day read the other way is offered first."""
    reading = read(complaints(tmp_path, ["13/11/2025", "Kamis, 12/11/2025"]))
    (note,) = (note for note in reading.notes if note.code == "E1126")
    assert (note.values["day"], note.values["other"]) == ("2025-11-12", "2025-12-11")


def test_visits_too(tmp_path: Path) -> None:
    """The rule is one of all columns of days."""
    rows = [HEADINGS, home(last_visit="Rabu, 26/08/2025"), home(id="H2", last_visit="Selasa 26/08/2025")]
    reading = read_households(write_csv(tmp_path, rows), villages=VILLAGES, day=DaySettings())
    assert [(note.code, note.values["count"]) for note in reading.notes] == [("E1126", 1)]
