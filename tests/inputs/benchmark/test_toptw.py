"""Guards the reader of TOPTW instances: exact distances rounded down, windows, budget; every fault coded with its row."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.benchmark.best_known import read_best_known, read_published_heuristic
from inputs.benchmark.toptw import read_toptw
from planner.domain.errors import InputError
from planner.domain.visit import Window
from planner.words.language import words
from tests.conftest import shared_file

HEAD = "1 3 2 1\n0 100\n"
START = "0 0.00 0.00 0.00 0.00 0 0 0 100\n"
FIRST = "1 3.00 4.00 2.50 10.00 1 1 1 5 60.5\n"
SECOND = "2 1.00 1.00 0.00 7.00 1 1 1 0 90\n"


def _write(folder: Path, text: str) -> Path:
    path = folder / "small.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_column_has_its_meaning(tmp_path: Path) -> None:
    """Times in tenths; the window limits the start of service, the closing time of point 0 is each team's budget."""
    problem = read_toptw(_write(tmp_path, HEAD + START + FIRST + SECOND), num_teams=3)
    first, second = problem.visits
    assert (first.id, first.prize, first.service_duration, first.windows) == ("1", 10, 25, (Window(start=50, end=605),))
    assert (second.prize, second.is_required) == (7, False)
    assert [(shift.start, shift.end, shift.window) for shift in problem.shifts] == [(0, 0, Window(start=0, end=1000))] * 3
    # 5.0 exactly; the root of 2 is 1.41…, rounded down to 1.4; the root of 13 is 3.60…
    assert problem.travel["euclidean"].durations.tolist() == [[0, 50, 14], [50, 0, 36], [14, 36, 0]]


@given(st.integers(0, 9999), st.integers(0, 9999), st.integers(0, 9999), st.integers(0, 9999))
def test_distances_are_rounded_down_exactly(tmp_path_factory: pytest.TempPathFactory, a: int, b: int, c: int, d: int) -> None:
    """The distance in tenths is the whole part of the exact root, for any coordinates with two decimals."""
    rows = f"0 {a / 100:.2f} {b / 100:.2f} 0 0 0 0 100\n1 {c / 100:.2f} {d / 100:.2f} 0 1 0 0 100\n"
    problem = read_toptw(_write(tmp_path_factory.getbasetemp(), HEAD + rows), num_teams=1)
    tenths = int(problem.travel["euclidean"].durations[0, 1])
    square = (a - c) ** 2 + (b - d) ** 2
    assert (10 * tenths) ** 2 <= square < (10 * tenths + 10) ** 2


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        (HEAD, "E3040", None),
        ("", "E3040", None),
        (HEAD + START + "1 3 4 2\n", "E3041", 4),
        (HEAD + START + FIRST.replace("3.00", "x"), "E3042", 4),
        (HEAD + START + FIRST.replace("3.00", "nan"), "E3042", 4),
        (HEAD + START + FIRST.replace("2.50", "2.55"), "E3042", 4),
        (HEAD + START + FIRST.replace("10.00", "10.5"), "E3042", 4),
        (HEAD + START + FIRST.replace("10.00", "-1"), "E3042", 4),
        (HEAD + START + FIRST.replace("60.5", "1e9"), "E3042", 4),
        (HEAD + START + FIRST.replace(" 5 60.5", " 70 60.5"), "E3043", 4),
        (HEAD + START + FIRST + FIRST, "E3014", 5),
    ],
)
def test_each_fault_is_named_with_its_row(tmp_path: Path, text: str, code: str, row: int | None) -> None:
    """What is wrong is refused with its code and row, in both languages."""
    with pytest.raises(InputError) as caught:
        read_toptw(_write(tmp_path, text), num_teams=1)
    assert [(fault.code, fault.where.row) for fault in caught.value.faults] == [(code, row)]
    assert all(words("id").fault(fault) and words("en").fault(fault) for fault in caught.value.faults)


def test_unreadable_files_are_refused(tmp_path: Path) -> None:
    """A file that is not there, or is no text, has its code."""
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none.txt", tmp_path / "bytes.txt"):
        with pytest.raises(InputError, match="E3001"):
            read_toptw(path, num_teams=1)
        with pytest.raises(InputError, match="E3001"):
            read_best_known(path)


def test_tables_of_known_values(tmp_path: Path) -> None:
    """Known values are found by instance and teams; a missing column and a word for a number have codes."""
    best = tmp_path / "best_known.csv"
    best.write_text("instance,m,best_known,status,source\nc101,1,320,proven_optimal,x\nc102,2,400,found,x\n", encoding="utf-8")
    known = read_best_known(best)
    assert (known["c101", 1].profit, known["c101", 1].is_optimal, known["c102", 2].is_optimal) == (320, True, False)
    best.write_text("instance,m,status\nc101,1,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="E3010"):
        read_best_known(best)
    best.write_text("instance,m,best,average,worst,seconds\nc101,1,320,x,310,1.0\nc101,2,590,589.5,580.0,3\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 2") as caught:
        read_published_heuristic(best)
    assert [fault.code for fault in caught.value.faults] == ["E3042"]


def test_instances_of_the_literature_are_read() -> None:
    """Solomon's files have 100 visits, Cordeau's 48 to 288; the 27 optima for one team and 116 published values are known."""
    folder = shared_file("bench", "toptw")
    files = sorted(folder.glob("*.txt"))
    problems = {path.stem: read_toptw(path, num_teams=2) for path in files}
    cordeau = {name: problem for name, problem in problems.items() if name.startswith("pr")}
    solomon = problems.keys() - cordeau.keys()
    assert {len(problems[name].visits) for name in solomon} == {100}
    assert {len(problem.visits) for problem in cordeau.values()} <= set(range(48, 289))
    c101 = problems["c101"].travel["euclidean"].durations
    assert int(c101[0, 1]) == math.isqrt(100 * (5 * 5 + 18 * 18))
    best = read_best_known(folder / "best_known.csv")
    assert sum(found.is_optimal for (_, num_teams), found in best.items() if num_teams == 1) == 27
    published = read_published_heuristic(folder / "published_heuristic.csv")
    assert {name for name, _ in published} <= solomon
    assert len(published) == 116


def test_instances_of_cordeau_count_in_hundredths(tmp_path: Path) -> None:
    """Distances of `pr` files are rounded down to two decimals, as their published values were."""
    path = tmp_path / "pr99.txt"
    path.write_text(HEAD + START + SECOND, encoding="utf-8")
    problem = read_toptw(path, num_teams=1)
    assert int(problem.travel["euclidean"].durations[0, 1]) == 141
    assert problem.shifts[0].window == Window(start=0, end=10000)
