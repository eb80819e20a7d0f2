"""A town with a planned week, made once for the tests of weeks."""

import datetime as dt
from pathlib import Path

import pytest

from planner.usecases.acting import Acting
from planner.usecases.progress import Silent
from planner.usecases.searching import SearchWish
from planner.usecases.week.planning import plan_week
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DeskRun
from tests.usecases.town import make_workspace

START = dt.date(2025, 8, 25)
SUNDAY = dt.datetime(2025, 8, 24, 11, tzinfo=dt.UTC)
"""The evening before, when the week is planned."""
WISH = SearchWish(max_iterations=300)


@pytest.fixture(scope="package")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town whose teams make four doors a day; not to be written to."""
    workspace = make_workspace(tmp_path_factory.mktemp("week"))
    settings = workspace.folder / "dds.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("max_visits = 18", "max_visits = 2"), encoding="utf-8")
    plan_week(Workspace(workspace.folder, Acting(person="piket", clock=lambda: SUNDAY)), START, WISH, reporter=Silent())
    return workspace.folder


@pytest.fixture
def desk(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk with a copy of the planned week."""
    return DeskRun(town, tmp_path, capsys, monkeypatch)
