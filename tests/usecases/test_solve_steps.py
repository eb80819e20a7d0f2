"""`dds solve`: steps and earlier answers as a start, `--check` that judges and searches nothing, places on roads."""

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from planner.formats.problem_file import read_problem_file
from planner.rules.check import check
from planner.rules.timing import schedule
from planner.terminal.main import run
from planner.usecases.steps_as_given import plan_as_given
from tests.conftest import package
from tests.usecases.neutral_files import Json, random_file, tiny_file, walk_answer
from tests.usecases.test_solve_ranking import LINE, shifted

DAY: Json = {
    "vehicles": [
        {
            "id": 4, "start_index": 0, "end_index": 0, "time_window": [0, 5000],
            "breaks": [{"id": 1, "time_windows": [[1000, 2000]], "service": 300}],
            "steps": [
                {"type": "start"}, {"type": "job", "id": 1}, {"type": "break", "id": 1}, {"type": "job", "id": 2},
                {"type": "end"},
            ],
        },
        {"id": 5, "start_index": 0, "end_index": 0, "time_window": [0, 5000], "max_tasks": 1, "skills": [1]},
    ],
    "jobs": [
        {"id": 1, "location_index": 1, "service": 300},
        {"id": 2, "location_index": 2, "service": 300, "time_windows": [[0, 3000]]},
        {"id": 3, "location_index": 3, "service": 300, "skills": [1]},
    ],
    "matrices": {"car": {"durations": LINE}},
}  # fmt: skip


def _run(folder: Path, content: Json, *options: str) -> tuple[int, Any]:
    source, target = folder / "problem.json", folder / "solution.json"
    source.write_text(json.dumps(content), encoding="utf-8")
    target.unlink(missing_ok=True)
    code = run(["--lang", "en", "solve", str(source), "-o", str(target), *options])
    return code, json.loads(target.read_text(encoding="utf-8")) if target.exists() else None


def test_lawful_steps_are_told_with_their_times(tmp_path: Path) -> None:
    """`--check` gives the steps of a file their times and finds no broken law; jobs beside them are unassigned."""
    code, answer = _run(tmp_path, DAY, "--check")
    assert (code, answer["summary"]["violations"]) == (0, [])
    assert [entry["id"] for entry in answer["unassigned"]] == [3]
    (route,) = answer["routes"]
    assert [(step["type"], step["arrival"] + step["waiting_time"]) for step in route["steps"]] == [
        ("start", 0), ("job", 300), ("break", 1000), ("job", 1300), ("end", 2100),
    ]  # fmt: skip
    assert walk_answer(DAY, answer) == (0, 1000)


def test_check_lists_every_broken_law(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Windows, skills, counts, breaks, repeated jobs and the shift's end are all named, exit code 5; times are the file's."""
    content = copy.deepcopy(DAY)
    one, two = content["vehicles"]
    one["time_window"] = [0, 1900]
    one["steps"] = [{"type": "job", "id": 3}, {"type": "job", "id": 2}, {"type": "job", "id": 1}]
    two["steps"] = [{"type": "job", "id": 3}, {"type": "job", "id": 1}]
    content["jobs"][1]["time_windows"] = [[0, 100]]
    for origin in (0, 1_756_170_000):
        code, answer = _run(tmp_path, shifted(content, origin), "--check")
        found = {(one["cause"], one["law"]) for one in answer["summary"]["violations"]}
        assert code == 5
        assert found == {
            ("visit_at_most_once", "visit_at_most_once"), ("skills", "skills"), ("delay", "visit_window"),
            ("missing_break", "break_taken"), ("delay", "shift_window"), ("max_tasks", "max_visits"),
        }  # fmt: skip
        late = next(one for one in answer["summary"]["violations"] if one["law"] == "visit_window")
        assert (late["got"], late["expected"]) == (f"starts {origin + 1200}", f"{origin}-{origin + 100}")
    assert "skills: shift 4, stop 1 (visit 3)" in capsys.readouterr().out


def test_check_needs_no_output_and_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without `-o` the judged routes are printed with `--json`; solving without `-o` is a usage error."""
    source = tmp_path / "problem.json"
    source.write_text(json.dumps(DAY), encoding="utf-8")
    assert run(["--json", "solve", str(source), "--check"]) == 0
    assert json.loads(capsys.readouterr().out)["routes"][0]["vehicle"] == 4
    assert run(["--lang", "en", "solve", str(source)]) == 2
    assert "-o" in capsys.readouterr().err


def test_legs_without_a_way_are_named(tmp_path: Path) -> None:
    """A step to a place without a way is a broken law, not a number of years."""
    content = copy.deepcopy(DAY)
    content["matrices"]["car"]["durations"] = [[0, 300, 4294967295, 700], *LINE[1:]]
    content["vehicles"][0]["steps"] = [{"type": "job", "id": 2}, {"type": "break", "id": 1}]
    code, answer = _run(tmp_path, content, "--check")
    assert (code, [one["law"] for one in answer["summary"]["violations"]]) == (5, ["reachable"])


@pytest.mark.parametrize("engine", ["insertion", "ortools", "auto"])
@pytest.mark.parametrize("how", ["merged", "start"])
def test_own_answer_is_accepted_as_input_again(tmp_path: Path, engine: str, how: str) -> None:
    """An answer merged into its problem, or beside it with `--start`, is lawful as it stands and a floor for the next one."""
    for seed in range(3):
        content = shifted(random_file(seed), 1_756_170_000 * (seed % 2))
        _, first = _run(tmp_path, content, "--engine", "insertion", "--iterations", "100")
        options = []
        given = content | first
        if how == "start":
            given, path = content, tmp_path / "first.json"
            path.write_text(json.dumps(first), encoding="utf-8")
            options = ["--start", str(path)]
        code, judged = _run(tmp_path, given, "--check", *options)
        assert (code, judged["summary"]["priority"]) == (0, first["summary"]["priority"])
        code, again = _run(tmp_path, given, "--engine", engine, "--iterations", "0", *options)
        assert code == 0
        assert _worth(content, again) >= _worth(content, first)


def _worth(content: Json, answer: Json) -> tuple[int, int, int]:
    priority, travel = walk_answer(content, answer)
    return priority, -len(answer["unassigned"]), -travel


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ([{"type": "job", "id": 9}], "E3035", "vehicles[0].steps[0].id"),
        ([{"type": "break", "id": 2}], "E3035", "vehicles[0].steps[0].id"),
        ([{"type": "job"}], "E3010", "vehicles[0].steps[0].id"),
        ([{"type": "pickup", "id": 1}], "E3012", "vehicles[0].steps[0].type"),
        ([{"type": "job", "id": 1, "service_at": 5}], "E3030", "vehicles[0].steps[0].service_at"),
        ([{"type": "job", "id": 3}], "E3037", None),
        ([{"type": "job", "id": 1}, {"type": "job", "id": 1}], "E3037", None),
    ],
)
def test_steps_that_say_nothing_possible(
    tmp_path: Path, change: list[Json], code: str, column: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unknown ids and forced times are refused with their place; steps that a vehicle cannot make are no start."""
    content = copy.deepcopy(DAY)
    content["vehicles"][0]["steps"] = change
    assert _run(tmp_path, content, "--iterations", "5") == (3, None)
    told = capsys.readouterr().err
    assert code in told
    assert column is None or column in told


def test_steps_of_an_answer_to_another_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Routes of vehicles that the problem has not, and a vehicle with two routes, are refused in the answer's own file."""
    (tmp_path / "other.json").write_text(json.dumps({"routes": [
        {"vehicle": 77, "steps": []}, {"vehicle": 4, "steps": []}, {"vehicle": 4, "steps": []},
    ]}), encoding="utf-8")  # fmt: skip
    assert _run(tmp_path, DAY, "--start", str(tmp_path / "other.json"))[0] == 3
    told = capsys.readouterr().err
    assert ("E3035 other.json" in told, "E3014 other.json" in told) == (True, True)


@pytest.mark.parametrize("seed", range(60))
def test_routes_as_given_keep_the_laws_where_any_times_do(tmp_path: Path, seed: int) -> None:
    """A route of a schedule, given by its order alone, is lawful; and where no schedule exists something is broken."""
    content = tiny_file(seed)
    path = tmp_path / "problem.json"
    order = [job["id"] for job in content["jobs"]]
    content["vehicles"][0]["steps"] = [{"type": "job", "id": id_} for id_ in order]
    path.write_text(json.dumps(content), encoding="utf-8")
    reading = read_problem_file(path)
    shift = reading.problem.shifts[0]
    route = schedule(reading.problem, shift, range(len(order)))
    if route is None:
        assert check(reading.problem, plan_as_given(reading.problem, reading.steps))
        return
    actions = [(stop.start_time, 1, {"type": "job", "id": int(stop.visit_id)}) for stop in route.stops]
    actions += [(pause.start_time, 0, {"type": "break", "id": int(pause.break_id)}) for pause in route.pauses]
    content["vehicles"][0]["steps"] = [step for _, _, step in sorted(actions, key=lambda action: action[:2])]
    path.write_text(json.dumps(content), encoding="utf-8")
    reading = read_problem_file(path)
    assert check(reading.problem, plan_as_given(reading.problem, reading.steps)) == ()


def test_vroom_judges_the_same_steps_alike(tmp_path: Path) -> None:
    """VROOM's own check of given steps, without roundings of speeds, finds something broken exactly where ours does."""
    vroom = package("vroom", needs="'dds-planner[peers]'")
    broken = 0
    for seed in range(80):
        content, rng = tiny_file(seed), random.Random(seed)  # noqa: S311 (reproducible test data)
        jobs = rng.sample([job["id"] for job in content["jobs"]], 2)
        for vehicle, id_ in zip(content["vehicles"], jobs, strict=False):
            vehicle.pop("speed_factor", None)
            breaks = sorted(vehicle.get("breaks", []), key=lambda pause: pause["time_windows"])
            ordered = [{"type": "break", "id": pause["id"]} for pause in breaks]
            ordered.insert(rng.randint(0, len(ordered)), {"type": "job", "id": id_})
            vehicle["steps"] = ordered
        code, _ = _run(tmp_path, content, "--check")
        is_broken = _is_broken_for_vroom(vroom, tmp_path / "problem.json")
        assert (code == 5) is is_broken, f"seed {seed}"
        broken += is_broken
    assert 10 < broken < 70


def _is_broken_for_vroom(vroom: Any, path: Path) -> bool:
    """What VROOM's own check says; it refuses a whole file where breaks cannot be taken."""
    try:
        routes = vroom.Input.from_json(path).check().to_dict()["routes"]
    except Exception as error:
        if "Inconsistent breaks" not in str(error):
            raise
        return True
    return any(part["violations"] for route in routes for part in (route, *route["steps"]))


TOWN = """<?xml version="1.0"?>
<osm version="0.6">
 <node id="1" lat="-6.2000" lon="106.8000"/><node id="2" lat="-6.2000" lon="106.8100"/>
 <node id="3" lat="-6.2100" lon="106.8100"/><node id="4" lat="-6.2100" lon="106.8000"/>
 <way id="9"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="highway" v="residential"/></way>
</osm>
"""

AT: Json = {
    "vehicles": [{"id": 1, "start": [106.8, -6.2], "end": [106.8, -6.2], "profile": "motorcycle"}],
    "jobs": [
        {"id": 1, "location": [106.81, -6.2]},
        {"id": 2, "location": [106.81, -6.21]},
        {"id": 3, "location": [106.9, -6.2]},
    ],
}


def test_places_on_roads(tmp_path: Path) -> None:
    """Places as [longitude, latitude] are answered on the roads of a file, each profile on its own, and written back so."""
    roads = tmp_path / "town.osm"
    roads.write_text(TOWN, encoding="utf-8")
    code, answer = _run(tmp_path, AT, "--roads", str(roads), "--iterations", "20")
    assert code == 0
    assert [(entry["id"], entry["location"], entry["reason"]) for entry in answer["unassigned"]] == [
        (3, [106.9, -6.2], "unreachable")
    ]
    steps = answer["routes"][0]["steps"]
    assert next(step["location"] for step in steps if step["type"] != "break") == [106.8, -6.2]
    assert 4400 < answer["summary"]["distance"] < 4500
    foot = AT | {"vehicles": [AT["vehicles"][0] | {"profile": "foot"}]}
    _, slower = _run(tmp_path, foot, "--roads", str(roads), "--iterations", "20")
    assert slower["summary"]["duration"] > 3 * answer["summary"]["duration"]
    code, _ = _run(tmp_path, AT | answer, "--roads", str(roads), "--check")
    assert code == 0


@pytest.mark.parametrize(
    ("change", "options", "code", "column"),
    [
        ({}, [], "E3038", "jobs[0].location"),
        ({}, [], "E3038", "vehicles[0].start"),
        ({}, [], "E3010", "matrices"),
        ({"matrices": {"motorcycle": {"durations": [[0]]}}}, ["--roads"], "E3036", "matrices"),
        ({"jobs": [{"id": 1, "location_index": 0}]}, ["--roads"], "E3010", "jobs[0].location"),
        ({"jobs": [{"id": 1, "location": [1.0]}]}, ["--roads"], "E3012", "jobs[0].location"),
        ({"jobs": [{"id": 1, "location": [-6.2, 106.8]}]}, ["--roads"], "E3012", "jobs[0].location"),
        ({"vehicles": [{"id": 1, "start_index": 0}]}, ["--roads"], "E3010", "vehicles[0].start"),
        ({"vehicles": [{"id": 1, "profile": "balloon"}]}, ["--roads"], "E2018", None),
    ],
)
def test_places_that_cannot_be_found(
    tmp_path: Path, change: Json, options: list[str], code: str, column: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without roads, places without an index are refused by name; with roads, an index without a place, and matrices."""
    (tmp_path / "town.osm").write_text(TOWN, encoding="utf-8")
    given = [*options, str(tmp_path / "town.osm")] if options else []
    assert _run(tmp_path, AT | change, *given) == (3, None)
    told = capsys.readouterr().err
    assert code in told
    assert column is None or column in told
