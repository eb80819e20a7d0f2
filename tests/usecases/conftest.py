"""One planned day for all tests of use cases, and a desk of its own for each."""

from pathlib import Path

import pytest

from tests.usecases.desk import DeskRun, make_day, make_running_day


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planned day; not to be written to."""
    return make_day(tmp_path_factory.mktemp("planned"))


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That day with its sheets printed and handed out; not to be written to."""
    return make_running_day(tmp_path_factory.mktemp("running"))


@pytest.fixture
def desk(planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk in a copy of the planned day."""
    return DeskRun(planned, tmp_path, capsys, monkeypatch)
