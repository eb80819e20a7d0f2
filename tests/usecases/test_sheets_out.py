"""Guards that a day planned alone comes to no home that stands on a printed sheet of another day of its week."""

import json
from pathlib import Path

import pytest

from tests.usecases.desk import DATE, SHEET, DeskRun, make_day

WISH = ("--any-day", "--time-limit", "0.2", "--prove", "0")
NEXT, MONDAY = "2025-08-27", "2025-09-01"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """The tiny town with four doors a team, its Tuesday planned and printed."""
    run = DeskRun(make_day(tmp_path / "made"), tmp_path, capsys, monkeypatch)
    settings = run.folder / "dds.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("max_visits = 18", "max_visits = 4"), encoding="utf-8")
    run("plan", "--date", DATE, *WISH)
    run("print", str(run.folder / "plans" / DATE / "plan-v2.json"))
    return run


def stops(desk: DeskRun, date: str, version: int) -> list[str]:
    """Doors of a kept plan."""
    plan = json.loads((desk.folder / "plans" / date / f"plan-v{version}.json").read_text(encoding="utf-8"))
    return [stop["visit"] for route in plan["routes"] for stop in route["stops"]]


def test_a_day_planned_alone_leaves_the_sheets_of_its_week_alone(desk: DeskRun) -> None:
    """What Tuesday's sheets hold is not Wednesday's, is counted and explained; the next week starts anew."""
    held = {id_ for id_ in stops(desk, DATE, 2) if not id_.startswith("C")}
    found = desk("plan", "--date", NEXT, *WISH)
    assert held
    assert not held & set(stops(desk, NEXT, 1))
    assert found["excluded"]["on_sheet"] == len(held)
    told = desk("explain", str(desk.folder / "plans" / NEXT / "plan-v1.json"), min(held))
    assert told["reason"] == "on_sheet"
    assert "on_sheet" not in desk("plan", "--date", MONDAY, *WISH)["excluded"]
    assert "on_sheet" not in desk("plan", "--date", DATE, *WISH)["excluded"], "the day itself is planned anew"


def test_a_recorded_row_is_no_longer_on_its_sheet(desk: DeskRun) -> None:
    """A door that stayed shut is due again by the rule of tries, in the same week."""
    before = desk("plan", "--date", NEXT, *WISH)["excluded"]["on_sheet"]
    desk.text("record", SHEET.replace("v1", "v2"), typed="s\nq\n")
    found = desk("plan", "--date", NEXT, *WISH)["excluded"]
    assert 0 < found["on_sheet"] < before, "the other team's sheet is still out"


def test_a_damaged_plan_of_another_day_is_told(desk: DeskRun) -> None:
    """Wednesday is planned all the same, with the fault among its notes."""
    (desk.folder / "plans" / DATE / "plan-v2.json").write_text("{", encoding="utf-8")
    found = desk("plan", "--date", NEXT, *WISH)
    assert any("plan-v2.json" in note for note in found["notes"])
