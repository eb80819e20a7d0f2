"""Guards that nobody's id goes to another home in silence, and that no home is doubled in silence, in lists without ids."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from inputs.tables.home_looks import address_key
from inputs.tables.households import read_households
from inputs.tables.reading import TableReading, Told
from planner.domain.errors import InputError
from planner.domain.records import Household
from planner.domain.settings import DaySettings
from tests.inputs.tables.writing import write_csv

HEAD = ["desa", "rt", "rw", "no", "nama", "alamat", "lintang", "bujur"]
NAMES = ("ANI", "BUDI", "CICI", "DODO", "EKO")
Row = list[str]


def home(number: int, at: int, **cells: str) -> Row:
    """Home `at` under a number; the homes stand 16 m from each other."""
    usual = {"desa": "Balaraja", "rt": "1", "rw": "2", "no": str(number), "nama": f"{NAMES[at]} CONTOH"}
    place = {"alamat": f"Jl. {NAMES[at]}", "lintang": f"-6,194{at}", "bujur": f"106,455{at}"}
    return list((usual | place | cells).values())


def shifted(*, new: Row | None = None, **cells: str) -> list[Row]:
    """The list with a home put in after the first, and all numbers behind it one more."""
    put_in = new or ["Balaraja", "1", "2", "2", "BARU CONTOH", "Jl. Baru", "-6,1990", "106,4590"]
    return [home(1, 0, **cells), put_in, *(home(at + 2, at, **cells) for at in range(1, 5))]


A = [home(at + 1, at) for at in range(5)]
LATER = range(1, 5)
NO_PLACE = {"lintang": "", "bujur": ""}
FIRST = home(1, 0)
"""Its place is that of the others of its RT, where they have none."""


def read(folder: Path, rows: Sequence[Row], known: Sequence[Household] = (), head: Row = HEAD) -> TableReading[Household]:
    path = write_csv(folder, [head, *rows])
    return read_households(path, villages=(), day=DaySettings(), told=Told(homes=lambda: known))


def said(reading: TableReading[Household]) -> list[str]:
    return [note.code for note in reading.notes if note.code in {"E1062", "E1063", "E1064"}]


def with_first(rows: list[Row]) -> list[Row]:
    return [FIRST, *rows[1:]]


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        (A, shifted(), 4),
        (A[:2], [home(1, 1)], 1),
        (A, [*A[:4], home(5, 0, nama="BARU CONTOH", alamat="Jl. Baru", lintang="-6,199"), home(6, 4)], 1),
        (with_first([home(at + 1, at, **NO_PLACE) for at in range(5)]), shifted(), 4),
        (A, [*shifted()[:2], *(home(at + 2, at, lintang=f"-6,194{at}1", alamat=f"Jalan {NAMES[at]}") for at in LATER)], 4),
        (A, shifted(nama=""), 4),
        (A, [*shifted()[:2], *(home(at + 2, at, bujur=f"106,455{at}1", alamat=f"Kp. {NAMES[at]}") for at in LATER)], 4),
        (
            [home(at + 1, at, nama="", alamat="Kp. Baru") for at in range(5)],
            shifted(new=home(2, 0, nama="", alamat="Kp Baru", lintang="-6,199"), nama="", alamat="Kp. Baru"),
            4,
        ),
        (
            with_first([home(at + 1, at, alamat="Kp. Baru", **NO_PLACE) for at in range(5)]),
            with_first(shifted(new=home(2, 0, nama="BARU CONTOH", alamat="", **NO_PLACE), alamat="Kampung Baru", **NO_PLACE)),
            4,
        ),
        (
            with_first([home(at + 1, at, alamat="", **NO_PLACE) for at in range(5)]),
            with_first(shifted(new=home(2, 0, nama="BARU CONTOH", alamat="", **NO_PLACE), alamat="", **NO_PLACE)),
            4,
        ),
        (
            with_first([home(at + 1, at, nama="", **NO_PLACE) for at in range(5)]),
            with_first(shifted(new=home(2, 0, nama="", alamat="Kp. Z", **NO_PLACE), nama="", **NO_PLACE)),
            4,
        ),
    ],
    ids=[
        "one more", "one less", "before the last", "places gained", "places and addresses written anew", "names taken out",
        "one thing written anew", "one hamlet, no names", "no places", "names alone", "addresses alone",
    ],
)  # fmt: skip
def test_a_list_numbered_anew_is_refused(tmp_path: Path, before: list[Row], after: list[Row], count: int) -> None:
    """Where two of name, address and place (or all that is known) are those of another id's home, nothing is imported."""
    known = read(tmp_path, before).rows
    with pytest.raises(InputError) as caught:
        read(tmp_path, after, known)
    assert [(fault.code, fault.values["count"]) for fault in caught.value.faults] == [("E1060", count)]


@pytest.mark.parametrize(
    ("after", "head", "notes"),
    [
        ([*A[:4], home(5, 4, rt="3")], HEAD, ["E1062"]),
        ([*A[:4], home(15, 4)], HEAD, ["E1062"]),
        ([*A[:4], home(15, 4, lintang="-6,1943", nama="")], HEAD, ["E1062"]),
        ([[*row, str(at + 11)] for at, row in enumerate(A)], [*HEAD, "no rumah"], ["E1062"]),
        ([home(at + 1, at, desa="BALARAJA") for at in range(5)], HEAD, ["E1064"]),
        ([home(at + 1, at, desa="Ds. Balaraja") for at in range(5)], HEAD, ["E1064"]),
        ([*A[:4], home(5, 4, lintang="-6,1999")], HEAD, []),
        ([*A[:4], home(5, 4, nama="EKO X CONTOH", alamat="Jl. Lain")], HEAD, []),
        (A[::-1], HEAD, []),
    ],
    ids=[
        "RT", "number", "number, place and name", "numbers gained", "capitals", "word for village", "place", "name and address",
        "sorted",
    ],
)  # fmt: skip
def test_a_home_keeps_its_id(tmp_path: Path, after: list[Row], head: Row, notes: list[str]) -> None:
    """A corrected number, RT or village makes no second home: the id stays, and one note says so."""
    known = read(tmp_path, A).rows
    reading = read(tmp_path, after, known, head)
    assert {row.id for row in reading.rows} == {row.id for row in known}
    assert {row.address.village for row in reading.rows} == {"Balaraja"}
    assert said(reading) == notes
    again = read(tmp_path, after, [*{row.id: row for row in (*known, *reading.rows)}.values()], head)
    assert [row.id for row in again.rows] == [row.id for row in reading.rows]


def test_new_homes_are_new(tmp_path: Path) -> None:
    """Namesakes of other RTs, neighbours of one hamlet and second families are homes of their own; only doubts are said."""
    known = read(tmp_path, [home(at + 1, at, alamat="Kp. Baru") for at in range(5)]).rows
    cases: list[tuple[Row, list[str]]] = [
        (home(1, 0, rt="3", alamat="Kp. Baru", lintang="-6,1990"), ["E1063"]),
        (home(8, 0, nama="KEDUA CONTOH", alamat="Kp. Baru"), ["E1063"]),
        (home(8, 0, nama="BARU CONTOH", alamat="Kp. Baru", lintang="-6,19401"), ["E1063"]),
        (home(8, 0, nama="BARU CONTOH", alamat="Kp. Baru", lintang="-6,1939"), []),
        (home(8, 0, alamat="Jl. Lain", lintang="-6,1990"), []),
    ]
    for row, notes in cases:
        reading = read(tmp_path, [row], known)
        assert reading.rows[0].id not in {one.id for one in known}, row
        assert said(reading) == notes, row
        both = read(tmp_path, [*(home(at + 1, at, alamat="Kp. Baru") for at in range(5)), row], known)
        assert len({one.id for one in both.rows}) == 6


def test_homes_that_a_crowd_shares_are_not_guessed(tmp_path: Path) -> None:
    """Two known homes of one name, address and place: a row like both is neither, and that is said."""
    known = read(tmp_path, [home(1, 0), home(2, 0), home(3, 1)]).rows
    reading = read(tmp_path, [home(7, 0)], known)
    assert (reading.rows[0].id[-2:], said(reading)) == ("-7", ["E1063"])
    reading = read(tmp_path, [home(7, 1), home(8, 1)], known)
    assert ([row.id[-2:] for row in reading.rows], said(reading)) == (["-7", "-8"], ["E1063"])


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("Jl. Melati No. 3", "Jalan Melati 03", True),
        ("Kp. Baru RT 01/RW 02", "kampung baru", True),
        ("Gg. Buntu RT/RW 001/002 No 5", "Gang Buntu no.5", True),
        ("Perum. Asri Blok A/1", "Perumahan Asri Blk. A-1", True),
        ("Kp. Baru Asih", "Kp Baruasih", True),
        ("Jl. Melati 12 3", "Jl. Melati 123", False),
        ("Jl. Melati", "Gg. Melati", False),
        ("Jl. Artis 5", "Jl. A 5", False),
    ],
)
def test_addresses_however_they_are_written(one: str, other: str, *, are_same: bool) -> None:
    """Abbreviations, the word for a number, RT and RW make no other address; another street or number does."""
    assert (address_key(one) == address_key(other)) == are_same
    assert address_key(" - ") is None
