"""Guards that a month is published once, whatever backup was put back since."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.edition import Edition
from planner.domain.errors import Fault, InputError
from planner.usecases.published import PUBLISHED_FILE, PUBLISHED_LIST, editions_published, keep_published
from planner.usecases.workspace import Workspace
from tests.usecases.town import AT_DESK

JULY, JUNE = dt.date(2025, 7, 1), dt.date(2025, 6, 1)


def _edition(month: dt.date) -> Edition:
    cells = {("covered", "V1"): 14, ("covered", "V2"): 3}
    return Edition(month=month, values=cells, hidden=frozenset({("covered", "V2")}), balances=({("covered", "V1"): 1},))


@pytest.fixture
def told() -> list[Fault]:
    """What whoever acts was told."""
    return []


@pytest.fixture
def workspace(tmp_path: Path, told: list[Fault]) -> Workspace:
    """An empty workspace, as an old backup leaves it."""
    return Workspace.create(tmp_path / "ws", replace(AT_DESK, tell=told.append))


def test_what_an_older_backup_does_not_know_is_published_still(workspace: Workspace, told: list[Fault]) -> None:
    """Editions of the list count in, hidden counts too; the ledger knows them again, and it is told once."""
    editions = {month: _edition(month) for month in (JULY, JUNE)}
    with workspace.ledger() as ledger:
        assert editions_published(workspace, ledger) == {}
        keep_published(workspace, editions)
        assert editions_published(workspace, ledger) == editions
        assert ledger.editions() == editions
        assert editions_published(workspace, ledger) == editions
    assert [(fault.code, fault.values["months"]) for fault in told] == [("E6096", "2025-06, 2025-07")]


def test_a_month_whose_edition_is_lost_stops_what_would_be_published(workspace: Workspace) -> None:
    """A report among the papers of which nobody knows the edition, and a list that cannot be read, are refused (E6095)."""
    paper = workspace.folder / "reports" / "2025-07" / PUBLISHED_FILE
    paper.parent.mkdir(parents=True)
    paper.write_text("{}", encoding="utf-8")
    with workspace.ledger() as ledger:
        with pytest.raises(InputError, match="E6095"):
            editions_published(workspace, ledger)
        keep_published(workspace, {JULY: _edition(JULY)})
        assert set(editions_published(workspace, ledger)) == {JULY}
        for text in ("[]", "no list", '{"2025-07-01": "x"}', '{"July": "{}"}'):
            (workspace.folder / PUBLISHED_LIST).write_text(text, encoding="utf-8")
            with pytest.raises(InputError, match="E6095"):
                editions_published(workspace, ledger)
