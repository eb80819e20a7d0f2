"""Guards the neutral problem file: every supported key means what it says, everything else is refused by name."""

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import InputError
from planner.domain.travel import UNREACHABLE
from planner.domain.visit import Tier, Window
from planner.formats.problem_file import read_problem
from planner.words.language import words
from tests.conftest import shared_file

DAY: dict[str, Any] = {
    "jobs": [
        {"id": 7, "location_index": 1, "setup": 60, "service": 300, "priority": 5, "skills": [1, "ppa"], "description": "x"},
        {"id": "b", "location_index": 2, "time_windows": [[500, 900], [0, 100], [90, 200]], "location": [1.0, 2.0]},
    ],
    "vehicles": [
        {
            "id": 1,
            "start_index": 0,
            "end_index": 2,
            "time_window": [0, 28800],
            "skills": [1],
            "speed_factor": 2,
            "max_tasks": 3,
            "max_travel_time": 1000,
            "breaks": [{"id": 1, "time_windows": [[100, 200], [300, 400]], "service": 50}, {"id": "x"}],
        },
        {"id": "two", "profile": "foot", "start_index": 0},
        {"id": 3},
    ],
    "matrices": {
        "car": {"durations": [[0, 1, 2], [3, 0, 4], [5, 6, 0]], "distances": [[0, 10, 20], [30, 0, 40], [50, 60, 0]]},
        "foot": {"durations": [[0, 10, 4294967295], [30, 0, 40], [50, 60, 0]]},
    },
}


def _write(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content))
    return path


def test_every_key_has_its_meaning(tmp_path: Path) -> None:
    """Each supported key arrives in the field that carries its meaning."""
    problem, ids = read_problem(_write(tmp_path / "p.json", DAY))
    first, second = problem.visits
    assert (first.id, first.place, first.setup_duration, first.service_duration) == ("7", 1, 60, 300)
    assert (first.prize, first.tier, first.skills, first.is_required) == (
        5 * 3 + 1,
        Tier.COVERAGE,
        frozenset({"1", "ppa"}),
        False,
    )
    assert second.windows == (Window(start=0, end=200), Window(start=500, end=900))
    one, two, three = problem.shifts
    assert (one.start, one.end, one.window, one.profile) == (0, 2, Window(start=0, end=28_800), "car")
    assert (one.skills, one.speed_factor, one.max_visits, one.max_travel_duration) == (frozenset({"1"}), 2.0, 3, 1000)
    assert [pause.duration for pause in one.breaks] == [50, 0]
    assert one.breaks[0].windows == (Window(start=100, end=200), Window(start=300, end=400))
    assert one.breaks[1].windows == (one.window,)
    assert (two.profile, two.start, two.end, three.start, three.end) == ("foot", 0, None, None, None)
    assert problem.travel["foot"].durations[0, 2] == UNREACHABLE
    assert np.array_equal(problem.travel["car"].distances, np.array(DAY["matrices"]["car"]["distances"]))  # type: ignore[arg-type]
    assert ids.jobs == {"7": 7, "b": "b"}
    assert ids.vehicles == {"1": 1, "two": "two", "3": 3}
    assert ids.breaks == {("1", "1"): 1, ("1", "x"): "x"}


def test_unlimited_vehicle_gets_a_bound_beyond_all_work(tmp_path: Path) -> None:
    """Without a time window, the bound lies after the last window plus all service, setup, breaks and longest legs."""
    problem, _ = read_problem(_write(tmp_path / "p.json", DAY))
    assert problem.shifts[2].window.start == 0
    assert problem.shifts[2].window.end >= 28_800 + 360 + 50 + 3 * 60


def _changed(*place: str | int, to: object = None, key: str = "") -> dict[str, Any]:
    """A copy of the day with one value replaced, or one key added."""
    content = copy.deepcopy(DAY)
    target: Any = content
    steps = place if key else place[:-1]
    for step in steps:
        target = target[step]
    target[key or place[-1]] = to
    return content


@pytest.mark.parametrize(
    ("content", "code", "column"),
    [
        (_changed(key="shipments", to=[{"amount": [1]}]), "E3030", "shipments"),
        (_changed("jobs", 0, key="delivery", to=[1]), "E3030", "jobs[0].delivery"),
        (_changed("vehicles", 1, key="capacity", to=[4]), "E3030", "vehicles[1].capacity"),
        (_changed("vehicles", 1, key="costs", to={"fixed": 4}), "E3030", "vehicles[1].costs"),
        (_changed("vehicles", 2, key="start", to=[1.0, 2.0]), "E3038", "vehicles[2].start"),
        (_changed("vehicles", 0, key="max_distance", to=4), "E3030", "vehicles[0].max_distance"),
        (_changed("matrices", "car", key="costs", to=[]), "E3030", "matrices.car.costs"),
        (_changed("jobs", 0, key="servise", to=1), "E3011", "jobs[0].servise"),
        ({key: DAY[key] for key in ("jobs", "matrices")}, "E3010", "vehicles"),
        (_changed("jobs", 0, to={"id": 1, "location": [1, 2]}), "E3038", "jobs[0].location"),
        (_changed("jobs", 0, to={"id": 1}), "E3010", "jobs[0].location_index"),
        (_changed("jobs", 0, "priority", to=101), "E3012", "jobs[0].priority"),
        (_changed("jobs", 0, "service", to=-1), "E3012", "jobs[0].service"),
        (_changed("jobs", 0, "service", to=1.5), "E3012", "jobs[0].service"),
        (_changed("jobs", 1, "time_windows", to=[[5, 4]]), "E3012", "jobs[1].time_windows[0]"),
        (_changed("jobs", 1, "time_windows", to=[]), "E3012", "jobs[1].time_windows"),
        (_changed("vehicles", 0, "time_window", to=[5, 4]), "E3012", "vehicles[0].time_window"),
        (_changed("vehicles", 0, "breaks", 0, "time_windows", 1, to=[5, 4]), "E3012", "vehicles[0].breaks[0].time_windows[1]"),
        (_changed("vehicles", 0, "speed_factor", to=0), "E3012", "vehicles[0].speed_factor"),
        (_changed("jobs", 1, "id", to="7"), "E3014", "jobs[1].id"),
        (_changed("vehicles", 1, "id", to=1), "E3014", "vehicles[1].id"),
        (_changed("vehicles", 0, "breaks", 1, "id", to=1), "E3014", "vehicles[0].breaks[1].id"),
        (_changed("jobs", 0, "location_index", to=3), "E3031", "jobs[0].location_index"),
        (_changed("vehicles", 0, "end_index", to=9), "E3031", "vehicles[0].end_index"),
        (_changed("vehicles", 1, "profile", to="bike"), "E3032", "vehicles[1].profile"),
        (_changed("matrices", "car", "durations", 1, to=[1, 2]), "E3033", "matrices.car.durations[1]"),
        (_changed("matrices", "foot", "durations", to=[[0]]), "E3033", "matrices.foot"),
        (_changed("matrices", "car", "durations", 1, 2, to=-4), "E3012", "matrices.car.durations[1][2]"),
        (_changed("matrices", "car", "durations", 1, 2, to=4.5), "E3012", "matrices.car.durations[1][2]"),
        (_changed("matrices", "car", "distances", 1, 2, to="4"), "E3012", "matrices.car.distances[1][2]"),
        (_changed("matrices", "car", "durations", to={"a": 1}), "E3012", "matrices.car.durations"),
        ([], "E3012", ""),
    ],
)
def test_each_fault_is_named_with_its_place(tmp_path: Path, content: object, code: str, column: str) -> None:
    """What is wrong or not supported is refused with its code and its path, in both languages."""
    with pytest.raises(InputError) as caught:
        read_problem(_write(tmp_path / "p.json", content))
    assert (code, column) in {(fault.code, fault.where.column) for fault in caught.value.faults}
    assert all(words("id").fault(fault) and words("en").fault(fault) for fault in caught.value.faults)


def test_all_faults_are_gathered(tmp_path: Path) -> None:
    """Several faults are named in one go."""
    content = _changed("jobs", 0, "location_index", to=30)
    content["vehicles"][1]["profile"] = "bike"
    content["jobs"][1]["id"] = 7
    with pytest.raises(InputError) as caught:
        read_problem(_write(tmp_path / "p.json", content))
    assert {fault.code for fault in caught.value.faults} == {"E3014", "E3031", "E3032"}


def test_wrong_values_hide_no_other_fault(tmp_path: Path) -> None:
    """What the schema refuses stands beside what does not go together, each on its own line and in file order of its kind."""
    content = _changed("jobs", 0, "location_index", to=4)
    content["jobs"][1] = {"servise": 1, "location_index": 1, "time_windows": [[100, 50]]}
    content["vehicles"][0]["speed_factor"] = 0
    content["vehicles"][1]["profile"] = "bike"
    content["unknown"] = 1
    content["jobs"].append({"id": 9, "location_index": -1})
    with pytest.raises(InputError) as caught:
        read_problem(_write(tmp_path / "p.json", content))
    assert {(fault.code, fault.where.column) for fault in caught.value.faults} == {
        ("E3010", "jobs[1].id"),
        ("E3011", "jobs[1].servise"),
        ("E3011", "unknown"),
        ("E3012", "jobs[1].time_windows[0]"),
        ("E3012", "vehicles[0].speed_factor"),
        ("E3012", "jobs[2].location_index"),
        ("E3031", "jobs[0].location_index"),
        ("E3032", "vehicles[1].profile"),
    }


@pytest.mark.parametrize("content", [[], 3, "x", DAY | {"jobs": [1]}, DAY | {"matrices": 3}, DAY | {"vehicles": {}}])
def test_messages_name_no_class_of_ours(tmp_path: Path, content: object) -> None:
    """Where an object or a list is expected the message says so in the file's words."""
    with pytest.raises(InputError) as caught:
        read_problem(_write(tmp_path / "p.json", content))
    assert all("instance" not in str(fault.values) for fault in caught.value.faults)


def test_descriptions_are_accepted_anywhere(tmp_path: Path) -> None:
    """Of the file, its matrices, jobs, vehicles, breaks and steps."""
    content = DAY | {
        "description": "d",
        "matrices": {name: {**one, "description": "m"} for name, one in DAY["matrices"].items()},
    }
    said, plain = (read_problem(_write(tmp_path / name, one))[0] for name, one in (("p.json", content), ("q.json", DAY)))
    assert (said.visits, said.shifts) == (plain.visits, plain.shifts)


@pytest.mark.parametrize("types", [("job", "start"), ("end", "job"), ("start", "end", "job"), ("start", "start")])
def test_ends_amid_steps_are_refused(tmp_path: Path, types: tuple[str, ...]) -> None:
    """A start stands first among steps and an end last: a route that comes home in between is another one than is given."""
    content = copy.deepcopy(DAY)
    content["vehicles"][0]["steps"] = [{"type": kind, **({"id": 7} if kind == "job" else {})} for kind in types]
    with pytest.raises(InputError) as caught:
        read_problem(_write(tmp_path / "p.json", content))
    assert {fault.code for fault in caught.value.faults} == {"E3012"}


def test_nothing_to_do_is_a_problem_too(tmp_path: Path) -> None:
    """No jobs, no shipments (an empty list), no vehicles and empty matrices are read."""
    content = {"jobs": [], "shipments": [], "vehicles": [], "matrices": {"car": {"durations": []}}}
    problem, _ = read_problem(_write(tmp_path / "p.json", content))
    assert (problem.visits, problem.shifts, problem.num_places) == ((), (), 0)


_VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just([]), st.just({}), st.just([[{}]]))


@given(st.data())
def test_any_damage_is_a_fault_or_a_problem(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever value is put anywhere, the file is read or refused with codes; never a traceback."""
    content = copy.deepcopy(DAY)
    place: Any = content
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
            place = place[key]
            continue
        place[key] = data.draw(_VALUES)
        break
    codes = set()
    try:
        read_problem(_write(tmp_path_factory.getbasetemp() / "damaged.json", content))
    except InputError as error:
        codes = {fault.code for fault in error.faults}
    assert all(code.startswith("E3") for code in codes)


def test_days_of_the_benchmark_are_read(tmp_path: Path) -> None:
    """A day made on a real road graph is read whole: every job, vehicle, break and matrix entry."""
    maker, roads = shared_file("bench", "make_day.py"), shared_file("roads", "jatinegara.graphml")
    command = [sys.executable, str(maker), str(roads), "--visits", "40", "--teams", "4", "--seed", "1", "--full"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    content = json.loads(done.stdout)
    (tmp_path / "day.json").write_text(done.stdout)
    problem, ids = read_problem(tmp_path / "day.json")
    assert (len(problem.visits), len(problem.shifts)) == (40, 4)
    assert np.array_equal(problem.travel["car"].durations, content["matrices"]["car"]["durations"])
    assert [ids.priority(visit.prize) for visit in problem.visits] == [job["priority"] for job in content["jobs"]]
    assert sum(len(shift.breaks) for shift in problem.shifts) == 1


def test_numbers_beyond_64_bits_mean_no_way(tmp_path: Path) -> None:
    """A number too large for 64 bits is a number still: no way there, as for any journey of years."""
    content = _changed("matrices", "car", "durations", 1, 2, to=2**70)
    problem, _ = read_problem(_write(tmp_path / "p.json", content))
    assert problem.travel["car"].durations[1, 2] == UNREACHABLE
