"""Guards ids of lists without ids through what happens in a village: families move, heads die, lists are sorted, respelt."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from planner.domain.records import Household
from tests.inputs.tables.test_known_again import HEAD, LATER, NAMES, Row, home, read, said


def known_of(folder: Path, rows: list[Row]) -> tuple[Household, ...]:
    return read(folder, rows).rows


def test_a_family_that_moves_takes_no_id_along_in_silence(tmp_path: Path) -> None:
    """Its name and running number at another address and place may be another door: a new id, and told."""
    rows = [home(at + 1, at, alamat=f"Jl. {NAMES[at]} 1{at}") for at in range(5)]
    known = known_of(tmp_path, rows)
    moved = home(3, 2, alamat="Gg. Lain 77", lintang="-6,1990")
    reading = read(tmp_path, [*rows[:2], moved, *rows[3:]], known)
    assert reading.rows[2].id not in {one.id for one in known}
    assert said(reading) == ["E1063"]


def test_a_list_that_is_corrected_as_a_whole_keeps_its_ids(tmp_path: Path) -> None:
    """Addresses and places of all written anew under the same names and numbers: nobody has moved."""
    known = known_of(tmp_path, [home(at + 1, at) for at in range(5)])
    reading = read(tmp_path, [home(at + 1, at, alamat=f"Gg. Baru {at}", lintang=f"-6,195{at}") for at in range(5)], known)
    assert [row.id for row in reading.rows] == [one.id for one in known]


def test_a_namesake_takes_no_id_by_its_number(tmp_path: Path) -> None:
    """Where several of an RT have the name, name and running number tell nothing against another address."""
    nowhere = {"lintang": "", "bujur": ""}
    rows = [home(1, 0), *(home(at + 1, at, nama="SAMA CONTOH", alamat=f"Jl. Melati {at}", **nowhere) for at in LATER)]
    known = known_of(tmp_path, rows)
    reading = read(tmp_path, [*rows[:4], home(5, 4, nama="SAMA CONTOH", alamat="Gg. Mawar 9", **nowhere)], known)
    assert reading.rows[4].id not in {one.id for one in known}
    assert said(reading) == ["E1063"]


@pytest.mark.parametrize(
    "cells", [{"alamat": "Jl. Mawar 12", "bujur": "", "lintang": ""}, {"alamat": "", "lintang": "-6,19401"}]
)
def test_a_new_head_under_another_number_is_told(tmp_path: Path, cells: dict[str, str]) -> None:
    """An address with a number, or a place beside the only one known there, may be the known home: never doubled in silence."""
    others = [home(1, 0, alamat="Jl. Lama 1" if cells["alamat"] else "")]
    known = known_of(tmp_path, [*others, home(2, 1, **{**cells, "rt": "2"}), home(3, 2, rt="2")])
    reading = read(tmp_path, [*others, home(7, 3, **{**cells, "rt": "2"}), home(3, 2, rt="2")], known)
    is_same = reading.rows[1].id == known[1].id
    assert is_same or said(reading) == ["E1063"]


FULL = frozenset({"nama", "alamat", "place"})
SPELT = (("Jl. {} No. {}", "Jalan {} {}", "JL {} NOMOR {}"), ("Gg. {} No. {}", "Gang {}, {}, RT 01/2", "GG {} NO.{}"))


class Village:
    """Doors with their families; the list as somebody keeps it."""

    def __init__(self, seed: int, num_doors: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311
        self.doors: dict[int, dict[str, str]] = {}
        self.listed = [self.build() for _ in range(num_doors)]
        self.gone: list[int] = []

    def family(self) -> str:
        return "".join(self.rng.choice(("BA", "DU", "KI", "MO", "RE", "SA", "TU", "WI")) for _ in range(4)) + " CONTOH"

    def build(self) -> int:
        door, namesake = len(self.doors), self.rng.random() < 0.08 and len(self.doors) > 3
        name = self.doors[self.rng.randrange(door)]["nama"] if namesake else self.family()
        kind, street = str(self.rng.randrange(2)), self.rng.choice(("Melati", "Kenanga", "Mawar", "Anggrek"))
        self.doors[door] = {"nama": name, "kind": kind, "street": street, "no": str(10 + door), "rt": str(1 + door % 3)}
        return door

    def live(self) -> None:
        rng = self.rng
        if rng.random() < 0.5:
            self.listed.insert(rng.randrange(len(self.listed) + 1), self.build())
        if rng.random() < 0.4:
            self.gone.append(self.listed.pop(rng.randrange(len(self.listed))))
        if rng.random() < 0.25 and self.gone:
            self.listed.insert(0, self.gone.pop(rng.randrange(len(self.gone))))
        if rng.random() < 0.3:
            key = rng.choice(("nama", "street", "rt"))
            self.listed.sort(key=lambda door: (self.doors[door][key], door))
        if rng.random() < 0.4:
            self.doors[rng.choice(self.listed)]["nama"] = self.family()

    def row(self, number: int, door: int, columns: frozenset[str]) -> Row:
        """A line of the list: spelt in one way or another, measured within a few metres."""
        home_of, error = self.doors[door], self.rng.randrange(-8, 9)
        address = self.rng.choice(SPELT[int(home_of["kind"])]).format(home_of["street"], home_of["no"])
        place = (f"-6,1{(door * 7919) % 6000 + error + 100:05d}", f"106,4{(door * 104729) % 6000 + error + 100:05d}")
        north, east = place if "place" in columns else ("", "")
        name = home_of["nama"] if "nama" in columns else ""
        return ["Balaraja", home_of["rt"], "2", str(number), name, address if "alamat" in columns else "", north, east]


@pytest.mark.long
@pytest.mark.parametrize(
    "columns", [FULL, FULL - {"place"}, FULL - {"alamat"}, FULL - {"nama"}], ids=lambda one: "-".join(sorted(one))
)
@pytest.mark.parametrize("num_doors", [8, 40, 200])
def test_years_of_lists(tmp_path: Path, columns: frozenset[str], num_doors: int) -> None:
    """Whatever is put in, struck out, back, sorted, respelt or inherited: no id is another door's, no door has two unsaid."""
    anchors = [home(0, 0, rt=str(rt), nama=f"JANGKAR {rt}", alamat=f"Jl. Jangkar {rt}") for rt in (1, 2, 3)]
    for seed in range(2 if num_doors > 99 else 8):
        village, known, ids = Village(seed, num_doors), dict[str, Household](), dict[int, str]()
        for year in range(20):
            if year:
                village.live()
            _import(village, columns, anchors if "place" not in columns else [], tmp_path, known, ids)
        assert len(set(ids.values())) == len(ids)


def _import(
    village: Village,
    columns: frozenset[str],
    anchors: list[Row],
    folder: Path,
    known: dict[str, Household],
    ids: dict[int, str],
) -> None:
    rows = [*anchors, *(village.row(at, door, columns) for at, door in enumerate(village.listed, 1))]
    head, is_partly = HEAD, bool(known) and village.rng.random() < 0.3
    if is_partly:  # somebody writes some of the known ids
        written = [*[""] * len(anchors), *(ids.get(door, "") if village.rng.random() < 0.4 else "" for door in village.listed)]
        head, rows = ["id", *HEAD], [[id_, *row] for id_, row in zip(written, rows, strict=True)]
    reading = read(folder, rows, [*known.values()], head)
    is_told = bool({"E1049", "E1063", "E1065"} & {note.code for note in reading.notes})
    _judge(dict(zip(village.listed, (row.id for row in reading.rows[len(anchors) :]), strict=True)), ids, is_told=is_told)
    known |= {row.id: row for row in reading.rows}


def _judge(found: Mapping[int, str], ids: dict[int, str], *, is_told: bool) -> None:
    owner = {id_: door for door, id_ in ids.items()}
    for door, id_ in found.items():
        assert owner.get(id_, door) == door, "another door's id"
        assert ids.get(door, id_) == id_ or is_told, "a second id in silence"
        ids[door] = id_
