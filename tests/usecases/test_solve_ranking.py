"""The neutral problem file ranks plans as VROOM does: highest sum of priority, then most jobs, then least travel."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from planner.formats.problem_file import read_problem
from planner.rules.cost import breakdown, soft_bound, weights
from planner.terminal.main import run
from solvers.orders import plan_of
from tests.conftest import package, shared_file
from tests.solvers.oracle import lowest_cost
from tests.usecases.neutral_files import Json, best_answer, random_file, tiny_file, walk_answer

ENGINES = ["insertion", "auto", "vroom"]

LINE = [[0, 300, 500, 700], [300, 0, 200, 400], [500, 200, 0, 200], [700, 400, 200, 0]]
"""Three places in a row, and the start before them."""


def solved(folder: Path, content: Json, *options: str) -> Any:
    """Answer to a problem, through the front door."""
    source, target = folder / "problem.json", folder / "solution.json"
    source.write_text(json.dumps(content), encoding="utf-8")
    assert run(["--lang", "en", "solve", str(source), "-o", str(target), *(options or ("--iterations", "50"))]) == 0
    return json.loads(target.read_text(encoding="utf-8"))


def _limit(engine: str) -> tuple[str, ...]:
    if engine == "vroom":
        package("vroom", needs="'dds-planner[peers]'")
        return ("--engine", engine, "--time-limit", "1")
    return ("--engine", engine, "--iterations", "50")


def _row(**jobs: Json) -> Json:
    return {
        "vehicles": [{"id": 0, "start_index": 0, "end_index": 0, "time_window": [0, 20_000]}],
        "jobs": [{"id": int(name[1:]), "location_index": int(name[1:]), "service": 300} | job for name, job in jobs.items()],
        "matrices": {"car": {"durations": LINE}},
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_jobs_without_priorities_are_all_made(tmp_path: Path, engine: str) -> None:
    """A file without priorities is answered with as many jobs as fit, in the shortest way; their priority is 0."""
    answer = solved(tmp_path, _row(_1={}, _2={}, _3={}), *_limit(engine))
    summary = answer["summary"]
    assert (summary["priority"], summary["unassigned"], summary["duration"]) == (0, 0, 1400)


@pytest.mark.parametrize("engine", ["insertion", "auto"])
def test_priority_stands_above_the_number_of_jobs(tmp_path: Path, engine: str) -> None:
    """One job of priority 3 is made rather than two of 1 each, two of 2 and 1 rather than one of 3: equal sums, more jobs."""
    content = _row(_1={"priority": 1}, _2={"priority": 1}, _3={"priority": 3})
    content["vehicles"][0]["max_travel_time"] = 1400
    content["matrices"]["car"]["durations"] = [[0, 300, 500, 700], [300, 0, 200, 900], [500, 200, 0, 900], [700, 900, 900, 0]]
    answer = solved(tmp_path, content, *_limit(engine))
    assert (answer["summary"]["priority"], [entry["id"] for entry in answer["unassigned"]]) == (3, [1, 2])
    content["jobs"][0]["priority"] = 2
    answer = solved(tmp_path, content, *_limit(engine))
    assert (answer["summary"]["priority"], [entry["id"] for entry in answer["unassigned"]]) == (3, [3])


SMALL_MATRIX = {"car": {"durations": [[0, 1800, 2400], [1800, 0, 700], [2400, 700, 0]]}}

CASES: dict[str, Json] = {
    "two-breaks-one-window": {
        "vehicles": [{"id": 1, "start_index": 0, "end_index": 0, "time_window": [28800, 57600], "breaks": [
            {"id": 2, "time_windows": [[43200, 46800]], "service": 3600},
            {"id": 1, "time_windows": [[43200, 46800]], "service": 900},
        ]}],
        "jobs": [
            {"id": 11, "location_index": 1, "service": 600, "priority": 10, "time_windows": [[43200, 43200]]},
            {"id": 12, "location_index": 2, "service": 600, "priority": 10, "time_windows": [[50400, 50400]]},
        ],
        "matrices": SMALL_MATRIX,
    },
    "breaks-outside-the-shift": {
        "vehicles": [
            {"id": 1, "start_index": 0, "end_index": 0, "time_window": [28800, 57600],
             "breaks": [{"id": 1, "time_windows": [[10, 20]], "service": 900}]},
            {"id": 2, "start_index": 0, "time_window": [28800, 57600]},
        ],
        "jobs": [{"id": 11, "location_index": 1, "service": 600, "priority": 10}],
        "matrices": SMALL_MATRIX,
    },
    "unix-times": {
        "vehicles": [{"id": 1, "start_index": 0, "end_index": 0, "time_window": [1756170000, 1756198800]}],
        "jobs": [
            {"id": 11, "location_index": 1, "service": 900, "priority": 10, "time_windows": [[1756173600, 1756177200]]},
            {"id": 12, "location_index": 2, "service": 900, "priority": 10, "time_windows": [[1756184400, 1756188000]]},
        ],
        "matrices": SMALL_MATRIX,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", [*CASES, "shared/no-priorities", *(f"shared/{name}" for name in CASES)])
@pytest.mark.parametrize("engine", ENGINES)
def test_every_job_of_these_files_is_made(tmp_path: Path, name: str, engine: str) -> None:
    """Small files that went wrong once: every job is made, at lawful times of the file's own origin."""
    if name in CASES:
        content = CASES[name]
    else:
        content = json.loads(shared_file("cases", "vroom", f"{Path(name).name}.json").read_text(encoding="utf-8"))
    answer = solved(tmp_path, content, *_limit(engine))
    assert answer["unassigned"] == []
    assert walk_answer(content, answer) == (answer["summary"]["priority"], answer["summary"]["duration"])


@pytest.mark.parametrize("origin", [1_756_170_000, -1_000_000, 10**12])
@pytest.mark.parametrize("seed", range(4))
def test_origin_of_times_changes_nothing_else(tmp_path: Path, origin: int, seed: int) -> None:
    """The same day counted from another moment has the same answer, counted from there."""
    content = random_file(seed)
    plain = solved(tmp_path, content, "--engine", "insertion")
    moved = solved(tmp_path, shifted(content, origin), "--engine", "insertion")
    assert moved["routes"] == _shifted_routes(plain["routes"], origin)
    assert moved["unassigned"] == plain["unassigned"]


def shifted(content: Json, origin: int) -> Json:
    """A problem with all its times later."""
    moved: Json = json.loads(json.dumps(content))
    for owner in [
        *moved["jobs"],
        *moved["vehicles"],
        *(one for vehicle in moved["vehicles"] for one in vehicle.get("breaks", [])),
    ]:
        if "time_window" in owner:
            owner["time_window"] = [time + origin for time in owner["time_window"]]
        if "time_windows" in owner:
            owner["time_windows"] = [[time + origin for time in span] for span in owner["time_windows"]]
    return moved


def _shifted_routes(routes: list[Json], origin: int) -> list[Json]:
    return [route | {"steps": [step | {"arrival": step["arrival"] + origin} for step in route["steps"]]} for route in routes]


def test_vehicle_without_window_may_leave_before_the_first_one(tmp_path: Path) -> None:
    """With Unix times a vehicle without a window still leaves early enough for the first window of the day."""
    content = _row(_3={"time_windows": [[1_756_170_000, 1_756_170_000]]})
    del content["vehicles"][0]["time_window"]
    answer = solved(tmp_path, content)
    assert answer["routes"][0]["steps"][0]["arrival"] == 1_756_170_000 - 700


def test_windows_without_end_and_times_of_two_ages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """4294967295 as "no end" is taken; windows more than 34 years apart are refused, unless the early ones are still open."""
    content = _row(_1={"time_windows": [[100, 4_294_967_295]]}, _2={})
    content["vehicles"][0]["time_window"] = [0, 4_294_967_295]
    assert solved(tmp_path, content)["unassigned"] == []
    content["jobs"][1]["time_windows"] = [[1_756_170_000, 1_756_180_000]]
    answer = solved(tmp_path, content)
    assert answer["unassigned"] == []
    walk_answer(content, answer)
    content["jobs"][0]["time_windows"] = [[100, 5000]]
    (tmp_path / "problem.json").write_text(json.dumps(content), encoding="utf-8")
    assert run(["--lang", "en", "solve", str(tmp_path / "problem.json"), "-o", str(tmp_path / "s.json")]) == 3
    told = capsys.readouterr().err
    assert "E3034" in told
    assert "jobs[1].time_windows[0]" in told


def test_many_vehicles_without_windows_have_room(tmp_path: Path) -> None:
    """Weights of 5,000 jobs and 200 vehicles without windows fit into 64 bits: the ways say how long all travel can be."""
    content = _row(_1={})
    content["jobs"] = [{"id": n, "location_index": 1 + n % 3, "priority": 100, "service": 600} for n in range(5000)]
    content["vehicles"] = [{"id": n, "start_index": 0, "end_index": 0} for n in range(200)]
    content["matrices"]["car"]["durations"] = [[entry * 10 for entry in row] for row in LINE]
    (tmp_path / "p.json").write_text(json.dumps(content), encoding="utf-8")
    problem, _ = read_problem(tmp_path / "p.json")
    assert min(weights(problem).visits) > soft_bound(problem) >= 5200 * 7000


@pytest.mark.parametrize("seed", range(15))
def test_answers_are_the_best_by_the_ranking(tmp_path: Path, seed: int) -> None:
    """On tiny files the answer has the (priority, jobs, travel) that trying everything finds."""
    best = _hold_against_everything(tmp_path, seed)
    content = json.loads((tmp_path / "problem.json").read_text(encoding="utf-8"))
    answer = solved(tmp_path, content, "--engine", "auto", "--iterations", "200")
    priority, travel = walk_answer(content, answer)
    assert (priority, len(content["jobs"]) - len(answer["unassigned"]), -travel) == best


def test_documented_example_of_vroom(tmp_path: Path) -> None:
    """The example with a matrix in VROOM's documentation has the cost that its answer there has."""
    content = {
        "vehicles": [{"id": 0, "start_index": 0, "end_index": 3}],
        "jobs": [{"id": 1414, "location_index": 1}, {"id": 1515, "location_index": 2}],
        "matrices": {"car": {"durations": [
            [0, 2104, 197, 1299], [2103, 0, 2255, 3152], [197, 2256, 0, 1102], [1299, 3153, 1102, 0],
        ]}},
    }  # fmt: skip
    answer = solved(tmp_path, content)
    assert (answer["summary"]["cost"], answer["summary"]["unassigned"]) == (5461, 0)
    assert [step.get("id") for step in answer["routes"][0]["steps"]] == [None, 1414, 1515, None]


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_ten_thousand_tiny_files_are_ranked_exactly(tmp_path: Path, block: int) -> None:
    """500 files a block: cost by the oracle orders plans as the ranking does, and every answer walks."""
    for seed in range(1000 + 500 * block, 1500 + 500 * block):
        _hold_against_everything(tmp_path, seed)


def _hold_against_everything(folder: Path, seed: int) -> tuple[int, int, int]:
    """Hold one file against everything that could be done; the best that there is."""
    content = tiny_file(seed)
    path = folder / "problem.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    problem, ids = read_problem(path)
    best = best_answer(content)
    answer = solved(folder, content, "--engine", "insertion", "--iterations", "30")
    priority, travel = walk_answer(content, answer)
    made = len(content["jobs"]) - len(answer["unassigned"])
    assert (priority, made, -travel) <= best, f"seed {seed}: better than everything"
    terms = breakdown(problem, plan_of(problem, [[] for _ in problem.shifts]))
    lowest = lowest_cost(problem)
    prize, rest = divmod(terms.cost - lowest, soft_bound(problem) + 1)
    prize += rest > 0
    assert (ids.priority(prize), prize % ids.priority_prize) == best[:2], f"seed {seed}"
    assert prize * (soft_bound(problem) + 1) - (terms.cost - lowest) == -best[2], f"seed {seed}"
    return best


@pytest.mark.parametrize("engine", ENGINES)
def test_vehicle_that_cannot_take_its_breaks_is_named(tmp_path: Path, engine: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It stays at home and is named in the answer and on the screen; its jobs have that reason, not another."""
    content = _row(_1={}, _2={"skills": [7]})
    content["vehicles"].append({"id": 1, "start_index": 0, "skills": [7], "time_window": [100, 9000], "breaks": [
        {"id": 4, "time_windows": [[8000, 8100]], "service": 800}, {"id": 5, "time_windows": [[8050, 8150]], "service": 700},
    ]})  # fmt: skip
    answer = solved(tmp_path, content, *_limit(engine))
    (named,) = answer["summary"]["violations"]
    assert (named["cause"], named["vehicle"], named["breaks"]) == ("missing_break", 1, [4, 5])
    assert [(entry["id"], entry["reason"]) for entry in answer["unassigned"]] == [(2, "breaks_impossible")]
    assert "Vehicle 1 can never take all its breaks" in capsys.readouterr().err


@pytest.mark.parametrize("engine", ENGINES)
def test_vehicle_that_may_make_no_visit(tmp_path: Path, engine: str) -> None:
    """`max_tasks` 0 is the reason why its jobs are left out, not their distance."""
    content = _row(_1={})
    content["vehicles"][0]["max_tasks"] = 0
    answer = solved(tmp_path, content, *_limit(engine))
    assert [entry["reason"] for entry in answer["unassigned"]] == ["visit_limit"]


@pytest.mark.parametrize("engine", ENGINES)
def test_full_vehicle_is_no_lack_of_time(tmp_path: Path, engine: str) -> None:
    """What fits in but for `max_tasks` is left out by that limit; what does not fit anyway has no time."""
    content = _row(_1={}, _2={}, _3={"time_windows": [[0, 0]]})
    content["vehicles"][0] |= {"max_tasks": 1, "time_window": [0, 9000]}
    answer = solved(tmp_path, content, *_limit(engine))
    reasons = {entry["id"]: entry["reason"] for entry in answer["unassigned"]}
    assert reasons.pop(3) == "outside_hours"
    assert list(reasons.values()) == ["visit_limit"]


@pytest.mark.parametrize("engine", ENGINES)
def test_breaks_that_leave_no_room(tmp_path: Path, engine: str) -> None:
    """A job that only the break keeps out is not too far."""
    content = _row(_1={"service": 900})
    breaks = [{"id": 4, "time_windows": [[0, 1000]], "service": 600}]
    content["vehicles"][0] |= {"time_window": [0, 2000], "breaks": breaks}
    travel = content["matrices"]["car"]["durations"][0][1]
    content["vehicles"][0]["time_window"][1] = 2 * travel + 900 + 300
    answer = solved(tmp_path, content, *_limit(engine))
    assert [(entry["id"], entry["reason"]) for entry in answer["unassigned"]] == [(1, "breaks_impossible")]


def test_breaks_in_any_order_reach_vroom(tmp_path: Path) -> None:
    """VROOM takes breaks in the order given: sorted as its reader does, and in another order where that one cannot be kept."""
    for breaks in (
        [
            {"id": 1, "time_windows": [[5000, 6000]], "service": 100},
            {"id": 2, "time_windows": [[3000, 3500], [0, 90]], "service": 50},
        ],
        [{"id": 1, "time_windows": [[0, 9000]], "service": 800}, {"id": 2, "time_windows": [[10, 20]], "service": 50}],
    ):
        content = _row(_1={}, _2={})
        content["vehicles"][0]["breaks"] = breaks
        answer = solved(tmp_path, content, *_limit("vroom"))
        assert answer["summary"]["violations"] == []
        assert walk_answer(content, answer)[1] == 1000


def test_what_a_peer_refuses_itself_is_a_coded_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A refusal by VROOM that nobody foresaw ends with exit code 3 and its own words, never as our bug."""
    package("vroom", needs="'dds-planner[peers]'")
    vroom_input = importlib.import_module("solvers.vroom_peer.vroom_input")
    monkeypatch.setattr(vroom_input, "can_take_breaks", lambda _: True)
    monkeypatch.setattr(vroom_input, "_break_order", lambda shift: range(len(shift.breaks)))
    content = _row(_1={})
    content["vehicles"].append({"id": 1, "start_index": 0, "time_window": [100, 9000], "breaks": [
        {"id": 4, "time_windows": [[10, 20]], "service": 800},
    ]})  # fmt: skip
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    code = run(["--lang", "en", "solve", str(path), "-o", str(tmp_path / "s.json"), "--engine", "vroom", "--time-limit", "1"])
    told = capsys.readouterr().err
    assert (code, "E4009" in told, "Inconsistent breaks" in told) == (3, True, True)
