"""One planned day with accounts for all tests of the desk, and a desk of its own for each."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.pages import Browser, add_everybody, copied
from tests.usecases.desk import make_day

NOW = dt.datetime(2025, 8, 26, 1, 0, tzinfo=dt.UTC)
"""Eight o'clock in the town, on the morning of its planned day."""


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planned day with an account of every role; not to be written to."""
    folder = make_day(tmp_path_factory.mktemp("desk"))
    add_everybody(folder)
    return folder


@pytest.fixture
def browser(peopled: Path, tmp_path: Path) -> Iterator[Browser]:
    """A browser at a desk in a copy of the planned day."""
    found = Browser(copied(peopled, tmp_path), clock=lambda: NOW)
    with found.client:
        yield found
