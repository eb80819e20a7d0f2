"""Guards rosters as stations keep them, and an officer who cannot be in two teams at once."""

from pathlib import Path

import pytest
from pydantic_core import PydanticCustomError

from inputs.tables.officers import read_officers
from inputs.tables.reading import TableReading
from inputs.tables.teams import TeamRow, read_teams
from inputs.tables.weekdays import read_weekdays
from planner.domain.errors import InputError
from planner.domain.records import Officer, Team
from planner.domain.settings import DaySettings, ShiftHours
from planner.domain.visit import Window
from planner.words.language import words
from tests.inputs.tables.cases import BALARAJA, FOLDER, needs_cases
from tests.inputs.tables.writing import write_csv

HEAD = ["Tim", "Satuan", "Ketua Tim", "Anggota", "Shift", "Hari"]
ONE, OTHER = "IPDA BUDI CONTOH – 80010203", "Bripda SITI CONTOH – 99010203"


def read(path: Path) -> TableReading[Team]:
    return read_teams(path, villages=BALARAJA, day=DaySettings())


@needs_cases
def test_rosters_that_went_wrong() -> None:
    """Spans with s/d and Jum'at, rank and NRP with a slash, the unit's and the vehicle's full names are read."""
    days = {name: read(FOLDER / "teams" / f"{name}.xlsx").rows[0] for name in ("a-plain", "e-slash", "i-days-sd")}
    assert days["a-plain"].weekdays == days["i-days-sd"].weekdays == {0, 1, 2, 3, 4}
    assert (days["e-slash"].unit, days["e-slash"].profile) == ("Binmas", "motorcycle")
    assert days["e-slash"].officers[0] == Officer(rank="Aipda", name="BUDI CONTOH", nrp="80010203")


@needs_cases
def test_one_officer_leading_two_teams() -> None:
    """The fault names both teams and no person."""
    with pytest.raises(InputError) as caught:
        read(FOLDER / "teams" / "k-two-teams-same-officer.xlsx")
    (fault,) = caught.value.faults
    assert (fault.code, fault.values) == ("E1314", {"first": "T01", "second": "T02"})
    assert "BUDI" not in words("id").fault(fault)


@pytest.mark.parametrize(
    ("first", "second", "is_clash"),
    [(("malam", "Senin"), ("hari", "Selasa"), True), (("malam", "Minggu"), ("hari", "Senin"), True),
     (("malam", "Senin"), ("hari", "Rabu"), False), (("malam", "Senin"), ("siang", "Selasa"), False)],
)  # fmt: skip
def test_who_is_on_night_duty_is_not_there_the_next_morning(
    tmp_path: Path, first: tuple[str, str], second: tuple[str, str], is_clash: bool
) -> None:
    """A shift past midnight overlaps one of the day after, Sunday's one of Monday."""
    night = ShiftHours(name="malam", window=Window(start=20 * 3600, end=32 * 3600 + 1800))
    day = DaySettings(shifts=(*DaySettings().shifts, night))
    path = write_csv(tmp_path, [HEAD, ["T1", "SPKT", ONE, "", *first], ["T2", "SPKT", ONE, "", *second]])
    if not is_clash:
        assert len(read_teams(path, villages=BALARAJA, day=day).rows) == 2
        return
    with pytest.raises(InputError, match="E1314"):
        read_teams(path, villages=BALARAJA, day=day)


@pytest.mark.parametrize(
    ("first", "second", "is_clash"),
    [
        ((ONE, "", "hari", ""), (ONE, "", "hari", ""), True),
        ((ONE, "", "", ""), (OTHER, ONE, "hari", ""), True),
        ((ONE, "", "hari", ""), (ONE, "", "pagi", "Senin"), True),
        ((ONE, "", "pagi", ""), (ONE, "", "siang", ""), False),
        ((ONE, "", "hari", "Sen-Rab"), (ONE, "", "hari", "Kam-Min"), False),
        ((ONE, "", "hari", ""), (OTHER, "", "hari", ""), False),
        (("IPDA BUDI CONTOH", "", "hari", ""), ("IPDA BUDI CONTOH", "", "hari", ""), False),
    ],
)
def test_who_is_where_at_the_same_time(tmp_path: Path, first: tuple[str, ...], second: tuple[str, ...], is_clash: bool) -> None:
    """Known by NRP, as leader or member, in shifts that overlap on a day; a name alone is noted: it may be a namesake's."""
    path = write_csv(tmp_path, [HEAD, ["T1", "SPKT", *first], ["T2", "SPKT", *second]])
    if not is_clash:
        found = read(path)
        assert len(found.rows) == 2
        is_namesake = first[0] == second[0] == "IPDA BUDI CONTOH"
        assert [(note.code, note.values) for note in found.notes if note.code == "E1315"] == (
            [("E1315", {"first": "T1", "second": "T2"})] if is_namesake else []
        )
        return
    with pytest.raises(InputError) as caught:
        read(path)
    assert [fault.code for fault in caught.value.faults] == ["E1314"]


@pytest.mark.parametrize("between", [" s/d ", "-", " - ", " s.d. ", " sd ", " sampai ", " sampai dengan ", " hingga ", " – "])
@pytest.mark.parametrize("friday", ["Jumat", "Jum'at", "Jum’at", "JUM`AT", "jum"])
def test_spans_of_days(between: str, friday: str) -> None:
    """However the span is written, it is the same days; a list may follow."""
    assert read_weekdays(f"Senin{between}{friday}") == {0, 1, 2, 3, 4}
    assert read_weekdays(f"Senin{between}{friday}, Minggu") == {0, 1, 2, 3, 4, 6}


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("Senin/Rabu", {0, 2}),
        ("Senin dan Kamis", {0, 3}),
        ("Sabtu & Minggu", {5, 6}),
        ("Sabtu Minggu", {5, 6}),
        ("Sen/Sel s/d Kam", {0, 1, 2, 3}),
    ],
)
def test_lists_of_days(cell: str, days: set[int]) -> None:
    """Days may be listed with slashes and words."""
    assert read_weekdays(cell) == days


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("Hari kerja", {0, 1, 2, 3, 4}), ("hari kerja + Sabtu", {0, 1, 2, 3, 4, 5}), ("akhir  pekan", {5, 6}),
        ("tiap hari kecuali Minggu", {0, 1, 2, 3, 4, 5}), ("Senin-Jum'at (kecuali Rabu)", {0, 1, 3, 4}),
        ("selain Sabtu dan Minggu", {0, 1, 2, 3, 4}), ("Senin s/d Minggu", set()), ("hari kerja, akhir pekan", set()),
    ],
)  # fmt: skip
def test_words_for_several_days(cell: str, days: set[int]) -> None:
    """Working days, weekends and days left out are read as said; all seven are every day."""
    assert read_weekdays(cell) == days


@pytest.mark.parametrize(
    "cell", [";", "kecuali", "Senin kecuali", "Senin kecuali hari kerja", "hari kerja-Sabtu", "Sen-Jum (kecuali hari libur)"]
)
def test_no_days_are_no_every_day(cell: str) -> None:
    """What names no day, or leaves out what is not known, is refused and does not become every day."""
    with pytest.raises(PydanticCustomError) as caught:
        read_weekdays(cell)
    assert caught.value.type == "E1110"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("BRIPDA DUA CONTOH, BRIPDA TIGA CONTOH", ["DUA CONTOH", "TIGA CONTOH"]),
        ("Bripda DUA CONTOH, S.H. – 12345678, Aipda TIGA CONTOH", ["DUA CONTOH, S.H.", "TIGA CONTOH"]),
        ("DUA CONTOH – 12345678, TIGA CONTOH; EMPAT CONTOH", ["DUA CONTOH", "TIGA CONTOH", "EMPAT CONTOH"]),
    ],
)
def test_members_with_commas_between(cell: str, names: list[str]) -> None:
    """A comma before a rank or behind a number stands between two officers; before a degree it does not."""
    assert [officer.name for officer in read_officers(cell)] == names


@pytest.mark.parametrize("between", [" dan ", " & ", "&", " + ", " / ", " serta ", "; ", ", "])
def test_members_that_a_word_or_a_sign_joins(between: str) -> None:
    """Each that begins with a rank or has a number is an officer of its own, so that nobody serves twice unseen."""
    for one, other in (
        ("Bripda SATU CONTOH", "Bripda DUA CONTOH"), ("Bripda SATU CONTOH – 12345678", "Bripda DUA CONTOH – 12345679"),
    ):  # fmt: skip
        assert [officer.name for officer in read_officers(f"{one}{between}{other}")] == ["SATU CONTOH", "DUA CONTOH"]


@pytest.mark.parametrize(
    "cell",
    [
        "SATU CONTOH dan DUA CONTOH",
        "Bripda SATU CONTOH & DUA CONTOH",
        "Bripda SATU CONTOH Bripda DUA CONTOH",
        "SATU / DUA CONTOH",
    ],
)
def test_members_that_cannot_be_told_apart(cell: str) -> None:
    """Where a part has neither rank nor number, who is who is asked: E1311."""
    with pytest.raises(PydanticCustomError) as caught:
        read_officers(cell)
    assert caught.value.type == "E1311"


@pytest.mark.parametrize(
    "cell", ["Bripda / SATU CONTOH / 12345678", "Bripda/SATU CONTOH/12345678", "Bripda DANI DANDAN – 12345678"]
)
def test_slashes_within_one_officer(cell: str) -> None:
    """Rank, name and number with slashes between are one officer still."""
    (officer,) = read_officers(cell)
    assert (officer.rank, officer.nrp) == ("Bripda", "12345678")


@pytest.mark.parametrize("cell", ["pagi & sore", "pagi dan sore", "pagi;sore", "pagi + sore", "pagi, sore"])
def test_lists_of_shifts(cell: str) -> None:
    """Shifts of a team may be joined as people join them."""
    assert TeamRow.model_validate(
        {"row": 1, "id": "T1", "unit": "Binmas", "leader": "Aipda SATU CONTOH", "shifts": cell}
    ).shifts == (
        "pagi",
        "sore",
    )


def test_a_column_for_each_member(tmp_path: Path) -> None:
    """Rosters that give each member a column of its own are read whole, and no member is left out."""
    head = ["Kode Tim", "Satuan", "Katim", "Anggota 1", "Anggota 2", "Anggota 3"]
    row = ["T1", "Binmas", "Aipda SATU CONTOH", "Bripda DUA CONTOH, S.H.", "", "Bripda TIGA CONTOH – 12345678"]
    reading = read_teams(write_csv(tmp_path, [head, row]), villages=(), day=DaySettings())
    assert [officer.name for officer in reading.rows[0].officers] == ["SATU CONTOH", "DUA CONTOH, S.H.", "TIGA CONTOH"]
    assert not reading.notes


@pytest.mark.parametrize("cell", ["Bripda DAN CONTOH/22222222", "Bripka Dan Contoh"])
def test_a_name_that_begins_like_the_word_for_and_is_kept(cell: str) -> None:
    """A rank alone is no officer, so that `dan` behind it joins none."""
    (officer,) = read_officers(cell)
    assert officer.name.casefold() == "dan contoh"
