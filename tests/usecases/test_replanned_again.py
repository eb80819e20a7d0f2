"""Guards replanning a replanned day: what the version before took for done is open again once the desk says otherwise."""

import json
from pathlib import Path

import pytest

from planner.terminal.main import run
from tests.usecases.desk import DATE, make_day

_QUICK = ("--iterations", "100")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A day replanned at 9.15."""
    made = make_day(tmp_path)
    assert run(["--workspace", str(made), "replan", _plan(made, 1), "--at", "09:15", *_QUICK]) == 0
    return made


def _plan(folder: Path, version: int) -> str:
    return str(folder / "plans" / DATE / f"plan-v{version}.json")


def _starts(folder: Path, version: int, shift: str) -> list[tuple[str, str]]:
    """Visits of a team and when they start."""
    routes = json.loads(Path(_plan(folder, version)).read_text(encoding="utf-8"))["routes"]
    return [(stop["visit"], stop["start"]) for route in routes if route["shift"] == shift for stop in route["stops"]]


@pytest.mark.parametrize("said", [("--late", "T01=45m"), ("--done", "T01:1"), ("--done-through", "08:20")])
def test_a_team_that_is_later_than_was_known_is_replanned_once_more(folder: Path, said: tuple[str, str]) -> None:
    """Stops that the first replanning took for done are made later, as if it had not been; nobody has to waive them."""
    for version, new in ((1, 3), (2, 4)):
        command = ["--workspace", str(folder), "replan", _plan(folder, version), "--at", "09:15", *said, *_QUICK]
        assert run(command) == 0
        assert run(["check", _plan(folder, new)]) == 0
    assert _starts(folder, 4, "T01") == _starts(folder, 3, "T01")
    before, after = dict(_starts(folder, 2, "T01")), dict(_starts(folder, 4, "T01"))
    assert any(before[visit] < "09:15" <= after[visit] for visit in before)


def test_what_is_open_again_may_be_looked_for_two_versions_back(folder: Path) -> None:
    """A visit that two versions have fixed is as the plan of the morning had it."""
    assert run(["--workspace", str(folder), "replan", _plan(folder, 2), "--at", "09:40", *_QUICK]) == 0
    late = ["--workspace", str(folder), "replan", _plan(folder, 3), "--at", "09:40", "--late", "T01=75m", *_QUICK]
    assert run(late) == 0
    assert run(["check", _plan(folder, 4)]) == 0
    made = [{visit for team in ("T01", "T02") for visit, _ in _starts(folder, version, team)} for version in (1, 4)]
    assert made[1] == made[0], "which team makes one that may be moved is the search's affair"


def test_what_the_desk_counted_stands_for_teams_that_it_does_not_speak_of(folder: Path) -> None:
    """Stops counted as done ahead of the plan stay done when another team is late."""
    ahead = ["--workspace", str(folder), "replan", _plan(folder, 2), "--at", "09:15", "--done", "T01:7", *_QUICK]
    assert run(ahead) == 0
    other = ["--workspace", str(folder), "replan", _plan(folder, 3), "--at", "09:20", "--late", "T02=30m", *_QUICK]
    assert run(other) == 0
    assert _starts(folder, 4, "T01")[:7] == _starts(folder, 2, "T01")[:7]
