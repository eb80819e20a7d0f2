"""Guards that a workspace works the same with its ledger on a server."""

from pathlib import Path

import pytest

from planner.usecases.rooms import LEDGER_FILE
from planner.usecases.workspace import LEDGER_VARIABLE
from tests.ledger.server import fresh_database, running_server
from tests.usecases.desk import DATE, SHEET, DeskRun, build_day, sure


def test_day_on_a_server(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Init, import, plan, record, count, purge, erase on PostgreSQL; no ledger file is made."""
    with running_server(tmp_path) as server, fresh_database(server) as url:
        monkeypatch.setenv(LEDGER_VARIABLE, url)
        folder = build_day(tmp_path / "made")
        assert not (folder / LEDGER_FILE).exists()
        desk = DeskRun(folder, tmp_path, capsys, monkeypatch)
        rows = len(desk.stops())
        data = desk("record", SHEET, typed=sure("b", *["t"] * (rows - 1)) + "\n")["sheets"][0]
        assert (data["counts"]["met"], data["counts"]["not_home"]) == (1, rows - 1)
        assert [row["state"] for row in desk("sheets", DATE)["sheets"]] == ["returned", "planned"]
        assert desk("complaint", "C1", "closed")["status"] == "closed"
        desk("purge")
        desk("person", "erase", "H003", "--yes")
        desk.text("person", "show", "H003", code=3)
        desk.text("backup", str(tmp_path / "copy"), code=6)
        assert "E6041" in desk.err
