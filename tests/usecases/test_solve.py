"""`dds solve` through the front door: answers that an independent walk confirms, limits, refusals, exit codes."""

import copy
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from planner.domain.problem import Problem
from planner.domain.solving import Result, Solver
from planner.domain.violation import Law, Phrase, Violation
from planner.terminal.main import run
from planner.usecases import finishing, solving
from planner.usecases.progress import Silent
from planner.usecases.searching import Search, SearchWish, run_engine
from planner.usecases.solving import solve_file
from tests.conftest import package, shared_file
from tests.formats.test_problem_file import DAY
from tests.usecases.neutral_files import random_file, walk_answer

ROOT = Path(__file__).resolve().parents[2]


def _write(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def _solve(folder: Path, content: object, *options: str) -> tuple[int, Any]:
    source, target = _write(folder / "problem.json", content), folder / "solution.json"
    target.unlink(missing_ok=True)
    code = run(["--lang", "en", "solve", str(source), "-o", str(target), *options])
    return code, json.loads(target.read_text(encoding="utf-8")) if target.exists() else None


@pytest.mark.parametrize("engine", ["insertion", "ortools"])
@pytest.mark.parametrize("seed", range(12))
def test_answers_walk(tmp_path: Path, engine: str, seed: int) -> None:
    """Whatever the file asks for, a walk of the JSON alone finds every rule kept, and the sums of the summary."""
    problem = random_file(seed)
    limit = ["--iterations", "50"]
    code, answer = _solve(tmp_path, problem, "--engine", engine, *limit)
    assert code == 0
    priority, travel = walk_answer(problem, answer)
    assert (answer["code"], answer["summary"]["priority"], answer["summary"]["duration"]) == (0, priority, travel)
    assert all(entry["reason"] for entry in answer["unassigned"])


def test_without_vehicles_nobody_is_on_duty(tmp_path: Path) -> None:
    """A file without vehicles is answered with no route; the reason is that nobody is there, not that a skill is missing."""
    code, answer = _solve(tmp_path, DAY | {"vehicles": []}, "--iterations", "5")
    assert (code, answer["routes"]) == (0, [])
    assert {entry["reason"] for entry in answer["unassigned"]} == {"outside_shifts"}


@pytest.mark.parametrize("engine", ["insertion", "ortools"])
def test_file_with_every_documented_key_is_answered(tmp_path: Path, engine: str) -> None:
    """Ids of both kinds, breaks without windows, vehicles without window, start or end, two profiles: all in one file."""
    file = copy.deepcopy(DAY)
    _, answer = _solve(tmp_path, file, "--engine", engine, "--iterations", "20")
    assert {entry["id"]: entry["reason"] for entry in answer["unassigned"]} == {7: "no_skill"}
    file["vehicles"][0]["skills"] = [1, "ppa"]
    file["jobs"][1]["priority"] = 3
    code, answer = _solve(tmp_path, file, "--engine", engine, "--iterations", "20")
    assert (code, answer["unassigned"]) == (0, [])
    assert walk_answer(file, answer) == (answer["summary"]["priority"], answer["summary"]["duration"])
    assert (answer["summary"]["priority"], answer["routes"][0]["vehicle"]) == (8, 1)


@pytest.mark.parametrize("seed", range(12))
def test_vroom_takes_the_same_files(tmp_path: Path, seed: int) -> None:
    """VROOM reads the same file, and the same walk confirms its answer, roundings of speeds aside: one format, two programs."""
    vroom = package("vroom", needs="'dds-planner[peers]'")
    problem = random_file(seed)
    for vehicle in problem["vehicles"]:
        vehicle.pop("speed_factor", None)  # VROOM counts hundredths of seconds and writes whole ones
    path = _write(tmp_path / "problem.json", problem)
    answer = vroom.Input.from_json(path).solve(exploration_level=5, nb_threads=1).to_dict()
    priority, travel = walk_answer(problem, answer)
    assert (answer["summary"]["priority"], answer["summary"]["duration"]) == (priority, travel)


def test_same_seed_and_iterations_same_answer(tmp_path: Path) -> None:
    """With an iteration limit the same answer comes twice, but for the seconds it took."""
    answers = [_solve(tmp_path, random_file(3), "--iterations", "40", "--seed", "5")[1] for _ in range(2)]
    for answer in answers:
        del answer["summary"]["computing"]["runtime"]
    assert answers[0] == answers[1]


def test_summary_on_stdout_and_nothing_else_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` prints the summary; no workspace is needed and no other file is written."""
    source = _write(tmp_path / "problem.json", random_file(1))
    target = tmp_path / "out" / "solution.json"
    target.parent.mkdir()
    assert run(["--json", "solve", str(source), "-o", str(target), "--time-limit", "0.5"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["summary"] == json.loads(target.read_text(encoding="utf-8"))["summary"]
    assert {path.name for path in tmp_path.rglob("*")} == {"problem.json", "out", "solution.json"}


@pytest.mark.parametrize(
    ("change", "options", "code", "words"),
    [
        ({"shipments": [{}]}, [], 3, "E3030"),
        ({"vehicles": None}, [], 3, "E3012"),
        ({}, ["--engine", "magic"], 3, "E4006"),
        ({}, ["--engine", "vroom", "--iterations", "5"], 3, "E4003"),
        ({}, ["--time-limit", "-1"], 2, "--time-limit"),
        ({}, ["--seed", "x"], 2, "--seed"),
    ],
)
def test_refusals(
    tmp_path: Path, change: dict[str, Any], options: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be read or obeyed is said with its code and exit code, and no answer is written."""
    if "vroom" in options:
        package("vroom", needs="'dds-planner[peers]'")
    assert _solve(tmp_path, random_file(2) | change, *options) == (code, None)
    assert words in capsys.readouterr().err


def test_numbers_without_room_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where priorities times seconds do not fit into 64 bits the file is refused with its code, not a traceback."""
    problem = random_file(2)
    problem["vehicles"] = [{"id": n, "start_index": 0, "time_window": [0, 10**9]} for n in range(2000)]
    problem["jobs"] = [{**problem["jobs"][0], "id": n, "priority": 100} for n in range(2000)]
    problem["matrices"]["car"]["durations"][0][1] = 99_999_999
    assert _solve(tmp_path, problem, "--iterations", "1") == (3, None)
    assert "E4008" in capsys.readouterr().err


def test_missing_files_and_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A problem that is not there is exit code 3; a folder that is not there is told before the search, exit code 6."""
    assert run(["solve", str(tmp_path / "none.json"), "-o", str(tmp_path / "s.json")]) == 3
    source = _write(tmp_path / "problem.json", random_file(2))
    assert run(["solve", str(source), "-o", str(tmp_path / "none" / "s.json"), "--time-limit", "30"]) == 6
    told = capsys.readouterr().err
    assert "foldernya tidak ada" in told
    assert "mencari rute" not in told


def test_plan_that_breaks_a_law_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that fails its check ends with exit code 5 and without a file; what was there before stays."""
    broken = Violation(law=Law.SKILLS, where=Phrase("x"), got=Phrase("y"), expected=Phrase("z"))
    monkeypatch.setattr(finishing, "check", lambda *_: (broken,))
    target = tmp_path / "solution.json"
    target.write_text("before", encoding="utf-8")
    source = _write(tmp_path / "problem.json", random_file(2))
    assert run(["solve", str(source), "-o", str(target), "--iterations", "5"]) == 5
    assert target.read_text(encoding="utf-8") == "before"


def _limit_of_the_search(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Wall seconds that the engine is given, of each search from now on."""
    given: list[float] = []

    def listening(solver: Solver, problem: Problem, how: Search, **options: Any) -> Result:
        given.append(how.limits.max_runtime or 0.0)
        return run_engine(solver, problem, how, **options)

    monkeypatch.setattr(solving, "run_engine", listening)
    return given


def test_limit_counts_from_the_start_of_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was spent before the search is taken off it."""
    given, source = _limit_of_the_search(monkeypatch), _write(tmp_path / "problem.json", random_file(2))
    began = time.monotonic() - 9.0
    solve_file(source, tmp_path / "s.json", SearchWish(time_limit=10.0), reporter=Silent(), began=began)
    assert 0 <= given[0] < 1.0


def test_spent_limit_still_gives_an_answer(tmp_path: Path) -> None:
    """Where reading alone took the time, the answer is lawful, small, and says that the search was stopped."""
    problem = random_file(2, num_jobs=30)
    source, target = _write(tmp_path / "problem.json", problem), tmp_path / "s.json"
    options = SearchWish(engine="insertion", time_limit=1.0)
    report = solve_file(source, target, options, reporter=Silent(), began=time.monotonic() - 2.0)
    walk_answer(problem, json.loads(target.read_text(encoding="utf-8")))
    assert report.result.plan.num_stops <= 1
    assert "search_stopped" in {left.reason.value for left in report.result.plan.unassigned if left.reason}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_interrupt_keeps_the_best_plan(tmp_path: Path) -> None:
    """Ctrl-C ends the search early, and the best plan so far is the answer, exit code 0."""
    source, target = _write(tmp_path / "problem.json", random_file(5, num_jobs=40)), tmp_path / "solution.json"
    timer = threading.Timer(2.0, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    assert run(["solve", str(source), "-o", str(target), "--time-limit", "60"]) == 0
    answer = json.loads(target.read_text(encoding="utf-8"))
    walk_answer(json.loads(source.read_text(encoding="utf-8")), answer)
    assert answer["summary"]["computing"]["stop_reason"] == "interrupted"


def test_command_starts_quickly(tmp_path: Path) -> None:
    """A tiny problem by insertion is answered without loading roads, tables, paper or the database."""
    source = _write(tmp_path / "problem.json", random_file(2))
    program = (
        "import sys; from planner.terminal.main import run\n"
        f"code = run(['solve', {str(source)!r}, '-o', {str(tmp_path / 's.json')!r}, '--engine', 'insertion'])\n"
        "heavy = {'ortools', 'pandas', 'networkx', 'scipy', 'sqlalchemy', 'typst', 'shapely', 'pyvrp', 'vroom', 'numba'}\n"
        "print(code, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.splitlines()[-1] == "0 []"


def test_a_large_day_leaves_time_for_what_comes_after_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the limit of a day of 1,000 visits the search is given what reading, reasons, check and writing leave."""
    maker, roads = shared_file("bench", "make_day.py"), shared_file("roads", "buahbatu.graphml")
    command = [sys.executable, str(maker), str(roads), "--visits", "1000", "--teams", "20", "--seed", "3", "--full"]
    made = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    source, target = tmp_path / "day.json", tmp_path / "s.json"
    source.write_text(made.stdout, encoding="utf-8")
    given, wish = _limit_of_the_search(monkeypatch), SearchWish(engine="insertion", time_limit=60.0)
    report = solve_file(source, target, wish, reporter=Silent(), began=time.monotonic())
    assert given[0] < 60.0 - 0.05 - 1000 * 0.0001
    priority, travel = walk_answer(json.loads(made.stdout), json.loads(target.read_text(encoding="utf-8")))
    assert (priority, travel) == (report.priority, report.result.objective.travel_duration)
