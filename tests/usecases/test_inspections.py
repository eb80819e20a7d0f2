"""Guards that due facilities are inspected, that their cost is said, and that explain does not go in a circle."""

import json
import re
from pathlib import Path

import pytest

from planner.usecases.inspecting import InspectionReport
from tests.usecases.desk import DATE, DeskRun


@pytest.fixture
def desk(planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk with a second facility and more doors than its teams can make."""
    run = DeskRun(planned, tmp_path, capsys, monkeypatch)
    table = tmp_path / "facilities.csv"
    table.write_text(
        "id,kind,name,village,rt,rw,latitude,longitude\nF2,LPJ,Lampu Contoh 2,V1,01,01,-6.191,106.459\n", encoding="utf-8"
    )
    run("import", "facilities", str(table))
    settings = run.folder / "dds.toml"
    text = re.sub(r"(?m)^max_visits = \d+", "max_visits = 6", settings.read_text(encoding="utf-8"))
    settings.write_text(re.sub(r"(?m)^pool_factor = [\d.]+", "pool_factor = 1.0", text), encoding="utf-8")
    return run


def plan(desk: DeskRun) -> dict[str, object]:
    found: dict[str, object] = desk("plan", "--date", DATE, "--time-limit", "0.5", "--prove", "0")
    return found


def test_quota_is_inspected_beside_every_complaint(desk: DeskRun) -> None:
    """The day's one long shift inspects one of two due facilities, the complaint is served, and the cost is counted."""
    found = plan(desk)
    (made, due) = (found["inspections"]["num_made"], found["inspections"]["num_due"])  # type: ignore[index]
    assert (made, due) == (1, 2)
    assert "C1" in {stop for team in ("T01", "T02") for stop in desk.stops(team)}
    text = desk.text("--lang", "en", "plan", "--date", DATE, "--time-limit", "0.5", "--prove", "0")
    assert "Inspections: 1 of 2 facilities due; without them about " in text


@pytest.mark.parametrize("is_order", [False, True])
def test_a_locked_facility_is_counted_too(desk: DeskRun, *, is_order: bool) -> None:
    """The price of inspections is that of the day without them, and without the locks that name them."""
    routes = json.loads(Path(str(plan(desk)["plan"])).read_text(encoding="utf-8"))["routes"]
    ways = {route["shift"]: [stop["visit"] for stop in route["stops"]] for route in routes}
    team, stops = next((team, stops) for team, stops in ways.items() if {"F1", "F2"} & {*stops})
    facility = next(stop for stop in stops if stop in ("F1", "F2"))
    at = max(stops.index(facility), 1)
    desk("change", "lock", DATE, f"{stops[at - 1]}<{stops[at]}" if is_order else f"{facility}={team}")
    found = plan(desk)
    assert found["inspections"]["num_made"] == 1  # type: ignore[index]
    assert "E4102" in [note[:5] for note in found["notes"]]  # type: ignore[attr-defined]


def test_explain_says_why_a_due_facility_is_not_offered(desk: DeskRun) -> None:
    """The one beyond the quota is due, and explain names the quota."""
    plan(desk)
    made = str(desk.folder / "plans" / DATE / "plan-v2.json")
    reasons = {id_: desk("explain", made, id_) for id_ in ("F1", "F2")}
    assert sorted(str(one["reason"]) for one in reasons.values()) == ["None", "over_quota"]
    (left,) = [id_ for id_, one in reasons.items() if one["reason"] == "over_quota"]
    assert "facilities_per_shift" in desk.text("--lang", "en", "explain", made, left)


def test_without_a_quota(desk: DeskRun) -> None:
    """`facilities_per_shift = 0` leaves facilities to their own worth."""
    settings = desk.folder / "dds.toml"
    text = settings.read_text(encoding="utf-8").replace("facilities_per_shift = 1", "facilities_per_shift = 0")
    settings.write_text(text, encoding="utf-8")
    assert plan(desk)["inspections"]["num_due"] == 2  # type: ignore[index]


def test_no_home_fewer_is_not_told_as_none(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inspections that displace nothing are counted, and that is all that is said of them."""
    idle = InspectionReport(num_due=2, num_made=1, num_homes_lost=0, coverage_lost=0)
    monkeypatch.setattr("planner.usecases.daily.inspection_report", lambda *_: idle)
    for language, told in (("en", "Inspections: 1 of 2 facilities due.\n"), ("id", "1 dari 2 fasilitas yang jatuh tempo.\n")):
        assert told in desk.text("--lang", language, "plan", "--date", DATE, "--time-limit", "0.1", "--prove", "0")
