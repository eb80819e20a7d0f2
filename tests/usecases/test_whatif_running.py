"""Guards what if of a version that was replanned during its day: both sides are its rest, with every team as it stood then."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.terminal.main import run
from tests.usecases.desk import DATE, DeskRun, make_day

QUICK = ("--iterations", "100")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day replanned at 9.15, when T02 was stopped and T01 was late."""
    made = make_day(tmp_path_factory.mktemp("running"))
    said = ("--at", "09:15", "--away", "T02", "--late", "T01=20m")
    assert run(["--workspace", str(made), "replan", _plan(made, 1), *said, *QUICK]) == 0
    return made


@pytest.fixture
def desk(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """Commands in a copy of it."""
    return DeskRun(source, tmp_path, capsys, monkeypatch)


def _plan(folder: Path, version: int) -> str:
    return str(folder / "plans" / DATE / f"plan-v{version}.json")


def _asked(desk: DeskRun, *words: str) -> tuple[Any, Any]:
    """The report and its scenario."""
    report = desk("whatif", _plan(desk.folder, 2), *words, *QUICK)
    return report, report["scenarios"][0]


def _scenario(desk: DeskRun, text: str) -> str:
    path = desk.folder / "pertanyaan.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def _stops(desk: DeskRun) -> tuple[set[str], set[str]]:
    """Stops of the version that were done or under way when it was made, and those to come."""
    content = json.loads(Path(_plan(desk.folder, 2)).read_text(encoding="utf-8"))
    done, open_ = set[str](), set[str]()
    for route in content["routes"]:
        ids, count = [stop["visit"] for stop in route["stops"]], content["replanned"]["num_facts"].get(route["shift"], 0)
        done, open_ = done | {*ids[:count]}, open_ | {*ids[count:]}
    return done, open_


def test_a_team_that_was_stopped_makes_nothing_on_either_side(desk: DeskRun) -> None:
    """Without the other team nobody is left: nothing is made, and no stopped team has stops again."""
    report, found = _asked(desk, "--without", "T01")
    assert report["baseline"]["visits"] >= len(_stops(desk)[1])
    assert found["measures"]["visits"] == 0
    assert any(note.startswith("E8159") for note in report["notes"])
    assert not any(note.startswith(("E8051", "E8058")) for note in report["notes"])


def test_officers_of_a_team_that_was_stopped_make_nothing_by_themselves(desk: DeskRun) -> None:
    """Split teams go on from what is left of theirs."""
    _, found = _asked(desk, "--split")
    stops = {line["shift"]: line["scenario"] for line in found["shifts"]}
    assert any(shift.startswith("T01") and line for shift, line in stops.items())
    assert not any(shift.startswith("T02") and line and line["stops"] for shift, line in stops.items())


def test_what_means_nothing_changes_nothing(desk: DeskRun) -> None:
    """A closure outside everybody's hours: the scenario's rest of the day is the plan's, from the same doors."""
    _, found = _asked(desk, _scenario(desk, "[[closures]]\nclasses = ['residential']\nhours = '20:00-22:00'\n"))
    assert {line["measure"]: line["change"] for line in found["differences"] if line["change"]} == {}
    assert (found["gained"], found["lost"], found["moved"]) == ([], [], [])


def test_a_team_more_begins_when_the_version_was_made(desk: DeskRun) -> None:
    """It takes what was left open, nothing that is done, and nothing before."""
    _, found = _asked(desk, _scenario(desk, "[[teams.add]]\nid = 'TIM-1'\nofficers = 2\n"))
    assert found["gained"]
    assert not _stops(desk)[0] & {*found["gained"], *found["lost"], *found["moved"]}


def test_the_rest_of_a_day_is_not_kept_as_its_plan(desk: DeskRun) -> None:
    """Refused before anything is searched."""
    desk.text("whatif", _plan(desk.folder, 2), "--without", "T01", "--keep", "opsi", *QUICK, code=3)
    assert "E8160" in desk.err


def test_homes_that_were_erased_since_are_in_no_question(desk: DeskRun) -> None:
    """Of a day that was replanned twice, too: what the first one kept of them is forgotten with them."""
    desk.text("replan", _plan(desk.folder, 2), "--at", "09:30", *QUICK)
    for home in ("H023", "H025"):
        desk.text("person", "erase", home, "--yes")
    text = desk.text("--json", "whatif", _plan(desk.folder, 3), "--without", "T02", *QUICK)
    assert not {"H023", "H025"} & set(text.split('"'))
