"""Guards that nobody's id goes to another home in silence, and that no home is doubled in silence, in lists without ids."""

import random
from collections.abc import Container, Sequence
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
    return [note.code for note in reading.notes if note.code in {"E1062", "E1063", "E1064", "E1065"}]


def with_first(rows: list[Row]) -> list[Row]:
    return [FIRST, *rows[1:]]


NEW = -1
SHIFTED = (0, NEW, *LATER)


@pytest.mark.parametrize(
    ("before", "after", "who"),
    [
        (A, shifted(), SHIFTED),
        (A[:2], [home(1, 1)], (1,)),
        (A, [home(2, 0), home(1, 1), *A[2:]], range(5)),
        (A, [*A[:4], home(5, 0, nama="BARU CONTOH", alamat="Jl. Baru", lintang="-6,199"), home(6, 4)], (*range(4), NEW, 4)),
        (with_first([home(at + 1, at, **NO_PLACE) for at in range(5)]), shifted(), SHIFTED),
        (
            A, [*shifted()[:2], *(home(at + 2, at, lintang=f"-6,194{at}1", alamat=f"Jalan {NAMES[at]}") for at in LATER)],
            SHIFTED,
        ),
        (A, shifted(nama=""), SHIFTED),
        (A, [*shifted()[:2], *(home(at + 2, at, bujur=f"106,455{at}1", alamat=f"Kp. {NAMES[at]}") for at in LATER)], SHIFTED),
        (A, [*shifted()[:3], home(4, 2, nama="ISTRI CONTOH"), *shifted()[4:]], SHIFTED),
        (
            [home(at + 1, at, nama="", alamat="Kp. Baru") for at in range(5)],
            shifted(new=home(2, 0, nama="", alamat="Kp Baru", lintang="-6,199"), nama="", alamat="Kp. Baru"),
            SHIFTED,
        ),
        (
            with_first([home(at + 1, at, alamat="Kp. Baru", **NO_PLACE) for at in range(5)]),
            with_first(shifted(new=home(2, 0, nama="BARU CONTOH", alamat="", **NO_PLACE), alamat="Kampung Baru", **NO_PLACE)),
            SHIFTED,
        ),
        (
            with_first([home(at + 1, at, alamat="", **NO_PLACE) for at in range(5)]),
            with_first(shifted(new=home(2, 0, nama="BARU CONTOH", alamat="", **NO_PLACE), alamat="", **NO_PLACE)),
            SHIFTED,
        ),
        (
            with_first([home(at + 1, at, nama="", **NO_PLACE) for at in range(5)]),
            with_first(shifted(new=home(2, 0, nama="", alamat="Kp. Z", **NO_PLACE), nama="", **NO_PLACE)),
            SHIFTED,
        ),
    ],
    ids=[
        "one more", "one less", "two exchanged", "before the last", "places gained", "places and addresses written anew",
        "names taken out", "one thing written anew", "a new head", "one hamlet, no names", "no places", "names alone",
        "addresses alone",
    ],
)  # fmt: skip
def test_homes_of_a_list_numbered_anew_keep_their_ids(
    tmp_path: Path, before: list[Row], after: list[Row], who: Sequence[int]
) -> None:
    """Name, address and place tell each home, or the only one that is known; a new one gets its own id; again the same."""
    known = read(tmp_path, before).rows
    reading = read(tmp_path, after, known)
    for row, at in zip(reading.rows, who, strict=True):
        assert (row.id in {home.id for home in known}) == (at != NEW)
        assert at == NEW or row.id == known[at].id
    assert said(reading) == ["E1062"]
    later = [*{row.id: row for row in (*known, *reading.rows)}.values()]
    assert [row.id for row in read(tmp_path, after, later).rows] == [row.id for row in reading.rows]


def test_many_homes_that_could_be_several_are_refused(tmp_path: Path) -> None:
    """Each row could be either of two known homes: nothing is imported; known ids beside rows, others empty, cure it."""
    known = read(tmp_path, [home(2 * at + twin, at) for at in range(3) for twin in (1, 2)]).rows
    rows = [home(11 + at, at) for at in range(3)]
    with pytest.raises(InputError) as caught:
        read(tmp_path, rows, known)
    assert [(fault.code, fault.values["count"]) for fault in caught.value.faults] == [("E1061", 3)]
    ids = [known[1].id, known[3].id, ""]
    reading = read(tmp_path, [[id_, *row] for id_, row in zip(ids, rows, strict=True)], known, ["id", *HEAD])
    assert [row.id for row in reading.rows[:2]] == ids[:2]
    assert (reading.rows[2].id[-3:], said(reading)) == ("-13", ["E1063"])


def test_a_list_with_ids_of_its_own_names_all_of_them(tmp_path: Path) -> None:
    """Beside ids that the station does not know, a row without one is a fault."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, [["H1", *home(1, 0)], ["", *home(2, 1)]], (), ["id", *HEAD])
    assert [fault.where.column for fault in caught.value.faults] == ["id"]


def test_who_has_a_number_and_nothing_else_of_a_home_is_new(tmp_path: Path) -> None:
    """The house is another, so its history stays where it is; a better spelling of the only name is none."""
    known = read(tmp_path, A).rows
    stranger = home(5, 0, nama="BARU CONTOH", alamat="Jl. Baru", lintang="-6,199")
    reading = read(tmp_path, [*A[:4], stranger], known)
    assert (reading.rows[4].id, said(reading)) == (f"{known[4].id}.2", ["E1065"])
    names = with_first([home(at + 1, at, alamat="", **NO_PLACE) for at in range(5)])
    better = [*names[:3], home(4, 3, nama="DODDO CONTOH", alamat="", **NO_PLACE), names[4]]
    reading = read(tmp_path, better, read(tmp_path, names).rows)
    assert (reading.rows[3].id, said(reading)) == (known[3].id, [])


NUMBERED = [*HEAD[:3], "no rumah", *HEAD[4:]]


@pytest.mark.parametrize("unknown", [{}, NO_PLACE, {"nama": ""}], ids=["all", "no places", "no names"])
def test_house_numbers_that_shift_take_no_history_along(tmp_path: Path, unknown: dict[str, str]) -> None:
    """A home put in at the head of a lane gives every other the number of its neighbour, 16 m on, and its address too."""
    lane = unknown | {"alamat": "Gang Kenanga"}
    new = home(1, 0, **{"nama": "NINA CONTOH", "lintang": "-6,199"} | lane)
    far = home(90, 0, nama="JAUH CONTOH", alamat="Jl. Jauh", lintang="-6,1999")  # it lends the others of no place one
    known = read(tmp_path, [far, *(home(at + 1, at, **lane) for at in range(5))], head=NUMBERED).rows
    found = read(tmp_path, [far, new, *(home(at + 2, at, **lane) for at in range(5))], known, NUMBERED).rows
    assert [row.id for row in (found[0], *found[2:])] == [row.id for row in known]
    assert found[1].id not in {row.id for row in known}


def test_a_new_head_of_a_house_keeps_it_where_numbers_stay(tmp_path: Path) -> None:
    """Street and house number are the house; only where the list has new numbers they are another's."""
    rows = [home(at + 1, at, alamat="Gang Kenanga") for at in range(5)]
    known = read(tmp_path, rows, head=NUMBERED).rows
    rows[2] = home(3, 2, alamat="Gang Kenanga", nama="ISTRI CONTOH", **NO_PLACE)
    assert [row.id for row in read(tmp_path, rows, known, NUMBERED).rows] == [row.id for row in known]


def test_an_id_beside_a_row_is_nobody_elses(tmp_path: Path) -> None:
    """A row without an id whose number has the id that another row names gets one of its own."""
    known = read(tmp_path, A).rows
    rows = [["", *home(1, 0, nama="ZAKI CONTOH", alamat="Jl. Z", lintang="-6,199")], [known[0].id, *home(2, 0)]]
    found = read(tmp_path, rows, known, ["id", *HEAD]).rows
    assert (found[1].id, found[0].id) == (known[0].id, f"{known[0].id}.2")


class _Life:
    """Homes of an RT over many lists: each knows how the station last saw it."""

    def __init__(self, seed: int, changing: Sequence[str]) -> None:
        self.rng = random.Random(seed)  # noqa: S311 (reproducible test data)
        self.changing = changing
        self.looks: dict[int, dict[str, str]] = {}
        self.listed = [self.born() for _ in range(8)]
        self.gone: list[int] = []

    def word(self) -> str:
        return "".join(self.rng.choices(("BA", "DU", "KI", "MO", "RE", "SA", "TU", "WI", "YO", "ZE"), k=4))

    def look(self, name: str) -> str:
        if name == "place":
            return f"-6,1{self.rng.randrange(3000):05d} 106,4{self.rng.randrange(3000):05d}"
        return f"{self.word()} CONTOH" if name == "nama" else f"Jl. {self.word()} {self.rng.randrange(1, 40)}"

    def born(self) -> int:
        who = len(self.looks)
        self.looks[who] = {name: self.look(name) for name in ("nama", "alamat", "place")}
        return who

    def put_in(self, who: int) -> None:
        self.listed.insert(self.rng.randrange(len(self.listed) + 1), who)

    def goes_on(self, known: Container[int]) -> None:
        """Homes come, go, come back and change places in the list; each known one changes in one thing at most."""
        if self.rng.random() < 0.4:
            self.put_in(self.born())
        if self.rng.random() < 0.3 and len(self.listed) > 3:
            self.gone.append(self.listed.pop(self.rng.randrange(len(self.listed))))
        if self.rng.random() < 0.2 and self.gone:
            self.put_in(self.gone.pop())
        if self.rng.random() < 0.2:
            self.rng.shuffle(self.listed)
        for who in self.listed:
            if self.changing and who in known and self.rng.random() < 0.25:
                name = self.rng.choice(self.changing)
                self.looks[who] = {**self.looks[who], name: self.look(name)}

    def rows(self) -> list[Row]:
        found = []
        for number, who in enumerate(self.listed, 1):
            latitude, longitude = self.looks[who]["place"].split()
            cells = {name: self.looks[who][name] for name in ("nama", "alamat")}
            found.append(home(number, 0, **cells, lintang=latitude, bujur=longitude))
        return found


@pytest.mark.parametrize("changing", [(), ("nama", "alamat", "place")], ids=["sorted", "written anew"])
@pytest.mark.parametrize("seed", range(4))
def test_no_home_goes_astray_in_twenty_lists(tmp_path: Path, seed: int, changing: Sequence[str]) -> None:
    """However a list is numbered, and whoever comes, goes and comes back: each home has one id of its own for ever."""
    life = _Life(seed, changing)
    known: dict[str, Household] = {}
    id_of: dict[int, str] = {}
    for _ in range(20):
        found = read(tmp_path, life.rows(), list(known.values())).rows
        for row, who in zip(found, life.listed, strict=True):
            assert id_of.setdefault(who, row.id) == row.id
        known |= {row.id: row for row in found}
        life.goes_on(id_of)
    assert len(set(id_of.values())) == len(id_of) > 8


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


@pytest.mark.parametrize("again", ["BPK. UDIN", "UDIN (ALM)", "H. UDIN", "Udin, S.Pd", "Alm. Bpk Udin"])
def test_titles_come_and_go(tmp_path: Path, again: str) -> None:
    """A short name with and without a title is no other head: with the number it is the home, though nothing else is known."""
    bare = {"lintang": "", "bujur": "", "alamat": ""}
    before = [FIRST, *(home(at + 1, at, **bare, nama=name) for at, name in enumerate(("UDIN", "SARI"), start=1))]
    known = read(tmp_path, before).rows
    after = [FIRST, home(2, 1, **bare, nama=again), home(3, 2, **bare, nama="SARI")]
    found = read(tmp_path, after, known)
    assert [row.id for row in found.rows] == [row.id for row in known]
    assert said(found) == []
