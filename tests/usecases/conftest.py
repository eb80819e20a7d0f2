"""What tests of several use cases begin with."""

from pathlib import Path

import pytest

from tests.usecases.desk import DeskRun, make_day


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a planned day."""
    return make_day(tmp_path_factory.mktemp("jobs"))


@pytest.fixture
def desk(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """The desk with a copy of it."""
    return DeskRun(source, tmp_path, capsys, monkeypatch)
