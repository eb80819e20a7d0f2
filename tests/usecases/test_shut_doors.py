"""Guards days whose doors may stay shut from the setting to the paper: plan, check, print, replan, what if, week."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.minutes import DoorTime
from planner.domain.visit import VisitKind
from planner.terminal.main import run
from planner.usecases.progress import Silent
from planner.usecases.reading import read_kept_plan
from planner.usecases.records import read_records
from planner.usecases.week.planning import plan_week
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DeskRun
from tests.usecases.town import AT_DESK, make_workspace
from tests.usecases.week.conftest import START, WISH

DATE = dt.date(2025, 8, 26)


def _set(folder: Path, **values: object) -> None:
    path = folder / "dds.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    for name, value in values.items():
        row = next(n for n, line in enumerate(lines) if line.startswith(f"{name} = "))
        lines[row] = f"{name} = {value}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town whose teams have three conversations a shift; its doors may stay shut."""
    folder = make_workspace(tmp_path_factory.mktemp("shut")).folder
    _set(folder, shut_minutes=3, max_visits=3)
    return folder


@pytest.fixture
def desk(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk with a copy of it."""
    return DeskRun(town, tmp_path, capsys, monkeypatch)


def test_a_plan_says_what_its_sheets_bring(desk: DeskRun, capsys: pytest.CaptureFixture[str]) -> None:
    """More doors on the sheets than conversations may be had, and how many of them open on average, in words and in numbers."""
    found = desk("plan", "--date", str(DATE), "--iterations", "200", "--prove", "0")
    told = found["expected"]
    assert 0 < told["met"] < told["knocked"] <= told["num_doors"]
    assert len(told["routes"]) == 2
    assert told["num_doors"] > 6
    assert all(route["met"] < 3 + 1 for route in told["routes"])
    assert desk("check", found["plan"])["is_valid"]
    assert desk("print", found["plan"])["files"]
    assert run(["--workspace", str(desk.folder), "plan", "--date", str(DATE), "--iterations", "50", "--prove", "0"]) == 0
    assert "Rata-rata" in capsys.readouterr().out


def test_a_replanned_day_keeps_the_laws(desk: DeskRun) -> None:
    """The rest of the day of a team that is late is a plan that the checker takes."""
    found = desk("plan", "--date", str(DATE), "--iterations", "100", "--prove", "0")
    later = desk("replan", found["plan"], "--at", "09:30", "--late", "T01=20m")
    assert desk("check", later["plan"])["is_valid"]


def test_the_teams_of_a_week_knock_as_often_as_those_of_a_day(town: Path, tmp_path: Path) -> None:
    """A limit of conversations is not one of knocks on days that are planned together, either."""
    folder = make_workspace(tmp_path).folder
    (folder / "dds.toml").write_text((town / "dds.toml").read_text(encoding="utf-8"), encoding="utf-8")
    workspace = Workspace(folder, AT_DESK)
    plan_week(workspace, START, WISH, reporter=Silent())
    days = [read_kept_plan(path) for path in sorted((folder / "plans").rglob("plan-v1.json"))]
    assert all(shift.max_visits in (5, 6, 7) for day in days for shift in day.problem.shifts)
    assert max(len(route.stops) for day in days for route in day.document.plan.routes) > 3


def test_learned_minutes_are_planned_with_only_where_they_are_wanted(town: Path, tmp_path: Path) -> None:
    """Off, the ledger is not even asked; on, enough rows move the duration of a visit."""
    folder = make_workspace(tmp_path).folder
    times = (DoorTime(kind=VisitKind.FIRST, is_met=True, num_timed=200, duration=200 * 600),)
    for is_on, wanted in ((False, 900), (True, 750)):
        _set(folder, learned_minutes=str(is_on).lower())
        workspace = Workspace(folder, AT_DESK)
        records = read_records(workspace, DATE)
        assert records.door_times == ()
        settings = replace(records, door_times=times).as_learned(workspace.settings)
        assert settings.day.routine_duration == wanted
