"""A tiny and a small example, made once."""

import datetime as dt
from pathlib import Path

import pytest

from inputs.example import ExampleFiles, make_example
from inputs.example.area.extents import EXTENTS
from inputs.example.area.place import Place, make_place

TODAY = dt.date(2026, 3, 2)


@pytest.fixture(scope="session")
def tiny_files(tmp_path_factory: pytest.TempPathFactory) -> ExampleFiles:
    """Files of the tiny example."""
    return make_example(tmp_path_factory.mktemp("tiny"), size="tiny", today=TODAY)


@pytest.fixture(scope="session")
def small_files(tmp_path_factory: pytest.TempPathFactory) -> ExampleFiles:
    """Files of the small example."""
    return make_example(tmp_path_factory.mktemp("small"), size="small", today=TODAY)


@pytest.fixture(scope="session")
def small_place() -> Place:
    """The small example before it is written."""
    return make_place(EXTENTS["small"], 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that does not exist yet."""
    return tmp_path / "data"
