"""Places for ledgers under test: a SQLite file, and a database of its own on a PostgreSQL server where there is one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.server import fresh_database, running_server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a PostgreSQL server; the test is skipped where there is none."""
    with running_server(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """Where a ledger can be made, on each kind of database in turn."""
    if request.param == "sqlite":
        yield tmp_path / "ledger.sqlite"
        return
    with fresh_database(request.getfixturevalue("server")) as url:
        yield url
