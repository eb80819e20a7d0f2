"""Guards what is read of the ledger: paper of a day, a typed line and a door's words ask for their own records, not for all."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from planner.ledger.register import Register
from planner.ledger.rows import TEAMS
from tests.usecases.desk import SHEET, DeskRun


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tables that were read as a whole; teams are few and may be."""
    whole: list[str] = []
    get: Any = Register._get

    def noted(self: Register, shape: Any, ids: Iterable[str] | None) -> Any:
        if ids is None and shape is not TEAMS:
            whole.append(shape.table.name)
        return get(self, shape, ids)

    monkeypatch.setattr(Register, "_get", noted)
    return whole


def test_nothing_small_reads_a_whole_table(
    planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    """Printing, typing a sheet with a correction, explaining, adding a visit and looking up a complaint read what they show."""
    run = DeskRun(planned, tmp_path, capsys, monkeypatch)
    run("print", run.plan)
    run("record", SHEET, typed="b CRM\nu\nt\nq\n")
    run("record", SHEET, "--export-list", str(tmp_path / "list.csv"))
    run("explain", run.plan, run.stops()[0])
    run("complaint", "C1")
    run("replan", run.plan, "--at", "09:00", "--iterations", "50")
    assert asked == []
