"""Guards the way of the desk's workbook: printed, filled in, recorded."""

import json
from pathlib import Path

import openpyxl
import pytest

from planner.domain.desk_table import DeskColumn
from planner.terminal.main import run
from tests.usecases.town import make_workspace

DATE = "2025-08-26"


def test_a_filled_workbook_is_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `dds print --xlsx` writes is what `dds record --file` reads back; after that an empty one does not replace it."""
    workspace = make_workspace(tmp_path).folder
    base = ["--workspace", str(workspace), "--json"]
    assert run([*base, "plan", "--date", DATE, "--time-limit", "0.2"]) == 0
    plan = str(workspace / "plans" / DATE / "plan-v1.json")
    assert run([*base, "print", plan, "--xlsx"]) == 0
    path = workspace / "sheets" / DATE / "v1" / "itinerary.xlsx"
    book = openpyxl.load_workbook(path)
    table = book.worksheets[0]
    place = {column: number for number, column in enumerate(DeskColumn, 1)}
    for column, value in {
        DeskColumn.OUTCOME: "bertemu", DeskColumn.TIME_IN: "08.10", DeskColumn.TIME_OUT: "08.30", DeskColumn.COMPLAINT: "LPJ",
        DeskColumn.FOLLOW_UP: "ya",
    }.items():  # fmt: skip
        table.cell(row=2, column=place[column], value=value)
    table.cell(row=3, column=place[DeskColumn.OUTCOME], value="tidak di rumah")
    book.save(path)
    capsys.readouterr()
    assert run([*base, "record", plan, "--file", str(path)]) == 0, capsys.readouterr().err
    assert json.loads(capsys.readouterr().out)
    assert run([*base, "print", plan, "--xlsx"]) == 3
    assert "E3050" in capsys.readouterr().err
