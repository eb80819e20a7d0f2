"""Guards that what was locked, or taken out, by hand holds in the next plan of the day, and is told where it does not."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.desk.answering import sentences
from planner.domain.errors import Fault
from planner.domain.plan import Reason
from planner.usecases.refusing import RequiredMissedError
from planner.words.language import words
from tests.usecases.desk import DATE, DeskRun, make_day

WISH = ("--any-day", "--iterations", "50", "--prove", "0")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """The tiny town, planned, with one home put to another team and locked to it, and one taken out."""
    run = DeskRun(make_day(tmp_path / "made"), tmp_path, capsys, monkeypatch)
    moved, out = _homes(run, 1, "T01")[:2]
    run("change", "take-out", DATE, out)
    run("change", "put", DATE, moved, "--team", "T02")
    run("change", "lock", DATE, f"{moved}=T02")
    return run


def _plan(desk: DeskRun, version: int) -> dict[str, Any]:
    path = desk.folder / "plans" / DATE / f"plan-v{version}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _homes(desk: DeskRun, version: int, team: str) -> list[str]:
    routes = {route["shift"]: [stop["visit"] for stop in route["stops"]] for route in _plan(desk, version)["routes"]}
    return [id_ for id_ in routes.get(team, []) if id_.startswith("H")]


def _taken_out(desk: DeskRun, version: int) -> list[str]:
    return [entry["visit"] for entry in _plan(desk, version)["unassigned"] if entry["reason"] == "taken_out"]


def _told(found: dict[str, list[str]], code: str) -> list[str]:
    return [note for note in found["notes"] if note.startswith(code)]


def test_the_next_plans_keep_locks_and_what_was_taken_out(desk: DeskRun) -> None:
    """Planned twice more: the home stays with its team, the other out, both told; with `--anew` neither counts."""
    (out,) = _taken_out(desk, 4)
    locked = next(id_ for id_ in _homes(desk, 4, "T02") if id_ in _homes(desk, 1, "T01"))
    for version in (5, 6):
        found = desk("plan", "--date", DATE, *WISH)
        assert locked in _homes(desk, version, "T02")
        assert _taken_out(desk, version) == [out]
        (note,) = _told(found, "E4102")
        assert f"{locked}=T02" in note
        assert out in note
    assert not _told(desk("plan", "--date", DATE, "--anew", *WISH), "E4102")
    assert not _taken_out(desk, 7)
    assert out in json.dumps(_plan(desk, 7)["routes"])


def test_a_lock_can_be_lifted_after_planning_again(desk: DeskRun) -> None:
    """It was no promise: unlocked, the visit may be taken out without breaking one."""
    locked = next(id_ for id_ in _homes(desk, 4, "T02") if id_ in _homes(desk, 1, "T01"))
    desk("plan", "--date", DATE, *WISH)
    desk("change", "unlock", DATE, locked)
    assert desk("change", "take-out", DATE, locked)["promises"] == []
    found = desk("plan", "--date", DATE, *WISH)
    assert "=T02" not in _told(found, "E4102")[0]
    assert locked in _taken_out(desk, 8)


def test_taking_out_ends_a_lock(desk: DeskRun) -> None:
    """Locked, then taken out: the next plan leaves it out, and tells of no lock that holds no more."""
    locked = next(id_ for id_ in _homes(desk, 4, "T02") if id_ in _homes(desk, 1, "T01"))
    desk("change", "take-out", DATE, locked)
    found = desk("plan", "--date", DATE, *WISH)
    assert not _told(found, "E4101")
    (note,) = _told(found, "E4102")
    assert f"{locked}=T02" not in note
    assert locked in _taken_out(desk, 6)


def test_a_plan_refused_for_kept_locks_names_them(desk: DeskRun) -> None:
    """The team has no time for what is locked to it: what is left out stands first, with the ways to go on, which do."""
    locked = _homes(desk, 4, "T02")[:6]
    for id_ in locked:
        desk("change", "lock", DATE, f"{id_}=T02")
    desk("day", "set", DATE, "T02", "--hours", "08:00-08:50")
    desk.text("--lang", "en", "plan", "--date", DATE, *WISH, code=4)
    assert "leaves out promised or locked visits" in desk.err
    (line,) = (line for line in desk.err.splitlines() if line.startswith("E4104"))
    assert all(f"{id_}=T02" in line for id_ in locked)
    left = [line.strip().split(":")[0] for line in desk.err.splitlines() if line.startswith("  H")]
    first = line.split("bind this plan: ")[1].split("=")[0]
    assert first in left
    assert f"dds change unlock {DATE} {first}" in line
    for id_ in left:
        desk("change", "unlock", DATE, id_)
    desk("plan", "--date", DATE, *WISH)


def test_the_desk_names_the_locks_too() -> None:
    """Below what is left out, with its cure."""
    note = Fault(code="E4104", values={"version": 4, "date": DATE, "id": "H001", "locks": "H001=T02"})
    lines = sentences(RequiredMissedError({"H001": Reason.NOT_ENOUGH_TIME}, (note,)), words("en"))
    assert lines[-2].startswith(f"E4104 Locks kept from v4 of {DATE} bind this plan: H001=T02.")


def test_a_lock_on_a_team_that_is_off_is_told(desk: DeskRun) -> None:
    """Whoever was locked to it goes with another team, or not at all; the plan is made."""
    locked = next(id_ for id_ in _homes(desk, 4, "T02") if id_ in _homes(desk, 1, "T01"))
    desk("day", "set", DATE, "T02", "--off")
    (note,) = _told(desk("plan", "--date", DATE, *WISH), "E4101")
    assert f"v4 of {DATE}" in note
    assert f"{locked}=T02" in note


def test_a_week_planned_anew_tells_what_it_drops(desk: DeskRun) -> None:
    """A week shares the visits among its days; what was said by hand in a day's plan before is named, not kept."""
    (out,) = _taken_out(desk, 4)
    (note,) = _told(desk("week", "plan", "--from", DATE, "--iterations", "20"), "E4100")
    assert "=T02" in note
    assert out in note


def test_a_damaged_plan_is_planned_over_and_told(desk: DeskRun) -> None:
    """What was said by hand in it nobody knows any more."""
    (desk.folder / "plans" / DATE / "plan-v4.json").write_text("{", encoding="utf-8")
    assert len(_told(desk("plan", "--date", DATE, *WISH), "E4095")) == 1


def test_a_week_that_plans_over_a_damaged_plan_says_so(desk: DeskRun) -> None:
    """What its plan drops there is not known, and that is told once."""
    (desk.folder / "plans" / DATE / "plan-v4.json").write_text("{", encoding="utf-8")
    (note,) = _told(desk("week", "plan", "--from", DATE, "--iterations", "20"), "E4095")
    assert "plan-v4.json" in note
