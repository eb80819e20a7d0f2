"""`dds bench` through the front door: rows, medians, refusals and files."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from planner.domain.errors import Fault, InputError
from planner.domain.problem import Problem
from planner.domain.solving import Limits
from planner.domain.visit import Tier
from planner.terminal.main import run
from planner.usecases.bench_cases import BenchCase, as_neutral, without_breaks
from planner.usecases.benching import BenchRun, rows_of, run_bench
from planner.usecases.progress import Silent
from solvers import registry
from tests.building import random_problem
from tests.usecases.neutral_files import random_file

TOPTW = "1 3 2 1\n0 100\n0 0 0 0 0 0 0 100\n1 3 4 2 10 1 1 0 60\n2 1 1 0 7 1 1 0 90\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A problem file, a TOPTW instance and what is known about it."""
    (tmp_path / "day.json").write_text(json.dumps(random_file(1)), encoding="utf-8")
    (tmp_path / "small.txt").write_text(TOPTW, encoding="utf-8")
    (tmp_path / "best_known.csv").write_text("instance,m,best_known,status\nsmall,2,20,proven_optimal\n", encoding="utf-8")
    return tmp_path


def _rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert run(["--json", "bench", *arguments, "--engines", "insertion", "--time-limit", "0.5"]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["rows"]
    return rows


def test_files_are_measured(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each file is a case; the deviation is against the best known, or the best of the run."""
    day, instance = _rows(capsys, str(files / "day.json"), str(files / "small.txt"), "--teams", "2", "--seeds", "1,2,3")
    assert (day["problem"], day["engine"], day["num_runs"], day["deviation"]) == ("day", "insertion", 3, 0)
    assert (instance["problem"], instance["priority"], instance["deviation"]) == ("small m=2", 17, 0.15)


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_answers_are_written(files: Path, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every answer of every seed is in the file, and the JSON names the machine."""
    target = files / f"results.{ending}"
    _rows(capsys, str(files / "small.txt"), "--seeds", "1,2", "-o", str(target))
    text = target.read_text(encoding="utf-8")
    rows: list[Any] = list(csv.DictReader(text.splitlines())) if ending == "csv" else json.loads(text)["runs"]
    assert [(row["engine"], str(row["seed"]), str(row["num_violations"])) for row in rows] == [
        ("insertion", "1", "0"),
        ("insertion", "2", "0"),
    ]
    assert ending == "csv" or json.loads(text)["machine"]["cores"] >= 1


def test_table_says_what_was_not_measured(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing package is a line with the install command, a refusal a line with its reason; the rest is measured."""

    def missing() -> None:
        raise InputError([Fault(code="E4007", values={"engine": "pyvrp", "package": "pyvrp", "extra": "peers"})])

    class Refuser:
        name = "refuser"

        def unsupported(self, _problem: Problem, _limits: Limits) -> list[str]:
            return ["breaks"]

    monkeypatch.setattr(registry, "peers", lambda: {"pyvrp": missing, "refuser": Refuser})
    assert run(["bench", str(files / "day.json"), "--engines", "insertion,pyvrp,refuser", "--time-limit", "0.5"]) == 0
    text = capsys.readouterr().out
    assert "pip install 'dds-planner[peers]'" in text
    assert "day: E4003 Mesin refuser tidak dapat menuruti: istirahat." in text
    assert text.splitlines()[0].split()[:3] == ["masalah", "mesin", "prioritas"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--engines", "magic"], 3, "E4006"),
        (["--seeds", "one"], 2, "1,2,3"),
        (["-o", "results.xls"], 2, ".csv"),
        (["--time-limit", "0"], 2, "--time-limit"),
    ],
)
def test_wrong_options(files: Path, arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong options are said before anything is measured."""
    assert run(["--lang", "en", "bench", str(files / "day.json"), *arguments]) == code
    assert words in capsys.readouterr().err


def test_other_files_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of another kind has its code."""
    (tmp_path / "day.xml").write_text("x", encoding="utf-8")
    assert run(["bench", str(tmp_path / "day.xml"), "--engines", "insertion"]) == 3
    assert "E3044" in capsys.readouterr().err


def test_without_files_the_example_area_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """Days of the example area make the command work anywhere, with and without breaks."""
    rows = _rows(capsys)
    assert [row["problem"] for row in rows] == ["example-tiny", "example-tiny-basic", "example-small", "example-small-basic"]
    assert all(row["priority"] > 0 and row["num_violations"] == 0 for row in rows)


def test_example_days_are_what_a_file_can_say() -> None:
    """A neutral day has one tier, prizes to 100, nothing required, no soft wishes; the basic one no breaks either."""
    problem = as_neutral(random_problem(3, num_visits=20, num_shifts=4))
    assert {visit.tier for visit in problem.visits} == {Tier.COVERAGE}
    assert max(visit.prize for visit in problem.visits) <= 100
    assert not any(visit.is_required for visit in problem.visits)
    assert (problem.policy.overload_weight, problem.policy.foreign_village_penalty) == (0, 0)
    basic = without_breaks(problem)
    assert not any(shift.breaks for shift in basic.shifts)
    assert max(len(visit.windows) for visit in basic.visits) <= 1


def _run(engine: str, seed: int, priority: int, *, broken: int = 0) -> BenchRun:
    return BenchRun(
        case="x", engine=engine, seed=seed, priority=priority, travel_duration=seed, num_visits=1, runtime=1.0,
        num_violations=broken,
    )  # fmt: skip


def test_medians_and_broken_answers() -> None:
    """The median counts, against the best lawful answer of the run; an answer that breaks a law counts nowhere."""
    case = BenchCase(name="x", problem=random_problem(1), best_known=90)
    runs = {"a": [_run("a", 1, 80), _run("a", 2, 95), _run("a", 3, 100)], "b": [_run("b", 1, 500, broken=2)]}
    first, second = rows_of(case, runs, {})
    assert (first.priority, first.best_priority, first.travel_duration, first.deviation) == (95, 100, 2, 0.05)
    assert (second.priority, second.num_violations) == (None, 2)


def test_stopping_keeps_what_was_measured() -> None:
    """After Ctrl-C no further search begins, and what there is is reported."""

    class Stopped(Silent):
        def is_interrupted(self) -> bool:
            return True

    cases = [BenchCase(name=str(n), problem=random_problem(n)) for n in range(3)]
    report = run_bench(cases, ["insertion"], limits=Limits(max_runtime=1.0), seeds=[1], reporter=Stopped())
    assert (report.runs, [row.case for row in report.rows]) == ((), ["0"])
