"""Guards problem snapshots: the problem comes back equal in every field, damage is a coded fault, bytes are stable."""

import dataclasses
import hashlib
import json
import random
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import InputError
from planner.domain.problem import Policy, Problem
from planner.domain.travel import UNREACHABLE, Travel
from planner.formats import problem_snapshot
from planner.formats.problem_snapshot import read_problem_snapshot, write_problem_snapshot
from tests.building import random_problem, with_hours


def _places(problem: Problem) -> np.ndarray:  # type: ignore[type-arg]
    return np.random.default_rng(1).uniform(-180, 180, (problem.num_places, 2))


def _assert_same(one: Problem, other: Problem) -> None:
    for name in ("visits", "shifts", "policy", "date", "time_zone"):
        assert getattr(one, name) == getattr(other, name)
    assert list(one.travel) == list(other.travel)
    for profile, matrices in one.travel.items():
        for name in ("durations", "distances"):
            mine, theirs = getattr(matrices, name), getattr(other.travel[profile], name)
            assert (mine is None) == (theirs is None)
            assert mine is None or np.array_equal(mine, theirs)


@given(st.integers(0, 10_000))
def test_problem_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Any problem, with every feature, is equal after writing and reading; so are its positions, to the bit."""
    path = tmp_path_factory.getbasetemp() / "problem.npz"
    problem = random_problem(seed, num_visits=seed % 9, num_shifts=1 + seed % 3)
    problem = with_hours(problem, seed) if seed % 2 else problem
    places = _places(problem)
    digest = write_problem_snapshot(path, problem, places)
    read, read_places, _ = read_problem_snapshot(path)
    _assert_same(problem, read)
    assert np.array_equal(places, read_places)
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_deleted_while_it_is_read_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A purge beside a plan of the week: what is opened once is whole, and its hash is of the same bytes."""
    path, problem, read = tmp_path / "problem.npz", random_problem(1), problem_snapshot._read

    def deleted(archive: zipfile.ZipFile, file: str) -> object:
        path.unlink()
        return read(archive, file)

    digest = write_problem_snapshot(path, problem, _places(problem))
    monkeypatch.setattr(problem_snapshot, "_read", deleted)
    assert read_problem_snapshot(path)[2] == digest


def test_odd_problems_come_back_equal(tmp_path: Path) -> None:
    """Several profiles, no distances, pairs without a way, no date, a trading policy, no visits at all."""
    rng = random.Random(3)  # noqa: S311
    durations = np.array([[0, UNREACHABLE, 2**31 - 1], [rng.randrange(99), 0, 7], [0, 2**31 - 1, 0]])
    travel = {"motorcycle": Travel(durations=durations), "foot": Travel(durations=durations.T, distances=durations)}
    policy = Policy(balance=0.1, urgent_prize=7)
    base = random_problem(5, num_visits=1, num_shifts=1)
    visits = (dataclasses.replace(base.visits[0], place=2, visit_number=3, subject="H1"),)
    shifts = (dataclasses.replace(base.shifts[0], start=None, end=1, profile="foot", speed_factor=0.1 + 0.2),)
    for problem in (
        Problem(visits=visits, shifts=shifts, travel=travel, policy=policy, date=None, time_zone="Asia/Makassar"),
        Problem(visits=(), shifts=(), travel={}),
    ):
        write_problem_snapshot(tmp_path / "p.npz", problem, _places(problem))
        _assert_same(problem, read_problem_snapshot(tmp_path / "p.npz")[0])


def test_same_problem_same_bytes(tmp_path: Path) -> None:
    """The hash in a plan file means something: the same problem gives the same bytes at any time."""
    problem = random_problem(1)
    digests = {write_problem_snapshot(tmp_path / name, problem, _places(problem)) for name in ("a", "b")}
    assert len(digests) == 1


def test_places_must_fit(tmp_path: Path) -> None:
    """A position for each place, no more and no fewer."""
    with pytest.raises(ValueError, match="places has shape"):
        write_problem_snapshot(tmp_path / "p.npz", random_problem(1), np.zeros((1, 2)))


@given(st.integers(0, 100_000), st.integers(1, 255))
def test_damage_is_a_fault(tmp_path_factory: pytest.TempPathFactory, at: int, change: int) -> None:
    """A flipped byte anywhere is a coded fault, or harmless; never a traceback."""
    path = tmp_path_factory.getbasetemp() / "damaged.npz"
    problem = random_problem(2)
    write_problem_snapshot(path, problem, _places(problem))
    content = bytearray(path.read_bytes())
    content[at % len(content)] ^= change
    path.write_bytes(content)
    assert _codes(path) <= {"E3001", "E3004", "E3020"}


def _codes(path: Path) -> set[str]:
    """Codes of the faults of a file that may be fine."""
    try:
        read_problem_snapshot(path)
    except InputError as error:
        return {fault.code for fault in error.faults}
    return set()


def _rewrite(source: Path, target: Path, **changes: bytes | None) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = changes.get(name.split(".")[0].replace("-", "_"), old.read(name))
            if content is not None:
                new.writestr(name, content)


def test_what_is_no_snapshot(tmp_path: Path) -> None:
    """Other files, missing members, wrong sizes and wrong values are E3020; another version is E3004; no file E3001."""
    path, other = tmp_path / "p.npz", tmp_path / "o.npz"
    problem = random_problem(1)
    write_problem_snapshot(path, problem, _places(problem))
    with zipfile.ZipFile(path) as archive:
        header = archive.read("problem.json")
    damage: list[tuple[dict[str, bytes | None], str]] = [
        ({"durations_0": None}, "E3020"),
        ({"distances_0": b"123"}, "E3020"),
        ({"places": b""}, "E3020"),
        ({"problem": None}, "E3020"),
        ({"problem": b"[]"}, "E3020"),
        ({"problem": b"{"}, "E3020"),
        ({"problem": header.replace(b'"version":1', b'"version":2')}, "E3004"),
        ({"problem": header.replace(b'"place":2', b'"place":2000')}, "E3020"),
        ({"problem": header.replace(b'"visits"', b'"vizits"')}, "E3020"),
    ]
    for changes, code in damage:
        _rewrite(path, other, **changes)
        with pytest.raises(InputError, match=code):
            read_problem_snapshot(other)
    other.write_text("no archive")
    with pytest.raises(InputError, match="E3020"):
        read_problem_snapshot(other)
    with pytest.raises(InputError, match="E3001"):
        read_problem_snapshot(tmp_path / "none.npz")


def test_file_of_an_older_program_is_read_with_what_its_ids_say(tmp_path: Path) -> None:
    """Up to 0.4.0 the name of a shift's hours, RW and RT stood in ids alone; such a file is read as if it had said them."""
    base = random_problem(5, num_visits=2, num_shifts=2)
    visits = (
        dataclasses.replace(base.visits[0], village="36.03.01.2001", group="36.03.01.2001/005/02", rw="005", rt="02"),
        dataclasses.replace(base.visits[1], village="36.03.01.2001", group=""),
    )
    shifts = (
        dataclasses.replace(base.shifts[0], id="T01-sore", team="T01", name="sore"),
        dataclasses.replace(base.shifts[1], id="T02", team="T02"),
    )
    problem = dataclasses.replace(base, visits=visits, shifts=shifts)
    new, old = tmp_path / "new.npz", tmp_path / "old.npz"
    write_problem_snapshot(new, problem, _places(problem))
    with zipfile.ZipFile(new) as source, zipfile.ZipFile(old, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "problem.json":
                header = json.loads(content)
                for visit in header["visits"]:
                    del visit["rw"], visit["rt"]
                for shift in header["shifts"]:
                    del shift["name"], shift["roads"]
                content = json.dumps(header).encode()
            target.writestr(name, content)
    _assert_same(problem, read_problem_snapshot(old)[0])
