"""The forecast through the front door, on a tiny town."""

import datetime as dt
import json
from pathlib import Path

import pytest

from planner.domain.history import PastVisit, Sheet
from planner.domain.outcome import Outcome
from planner.domain.visit import Tier, VisitKind
from planner.learning.aiming import WORTH_SCALE
from planner.terminal.main import run
from planner.usecases.daily import question
from planner.usecases.workspace import Workspace
from tests.usecases.town import AT_DESK, make_workspace

DAY = dt.date(2025, 8, 26)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_workspace(tmp_path_factory.mktemp("town"))


def record(workspace: Workspace, outcomes: dict[str, Outcome], *, day: dt.date = DAY) -> None:
    """Type in a sheet of doors tried in the morning."""
    now = dt.datetime(2025, 8, 26, 18, tzinfo=dt.UTC)
    sheet = Sheet(id=f"S-{day}", date=day, plan_version=1, shift="T01", team="T01", num_stops=len(outcomes))
    with workspace.ledger() as ledger:
        rt_of = {door.id: door.address for door in ledger.households()}
        ledger.register_sheets([sheet], now=now, actor="desk")
        lines = [
            PastVisit(
                sheet_id=sheet.id, number=number, date=day, plan_version=1, visit_id=door, kind=VisitKind.FIRST,
                household=door, village=rt_of[door].village, rt=rt_of[door].rt, rw=rt_of[door].rw, team="T01", slot="pagi",
                outcome=outcome, recorded_at=now, actor="desk",
            )
            for number, (door, outcome) in enumerate(outcomes.items(), start=1)
        ]  # fmt: skip
        ledger.record(lines, now=now, actor="desk")


def test_forecast_as_table_and_as_data(town: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """Both say the same households; the data have bands in order and every village; no name appears."""
    assert run(["--workspace", str(town.folder), "forecast"]) == 0
    text = capsys.readouterr().out
    assert "30 keluarga" in text
    assert "V1" in text
    assert run(["--workspace", str(town.folder), "--json", "forecast"]) == 0
    out = capsys.readouterr().out
    data = json.loads(out)
    assert "Rahasia" not in text + out
    total = data["total"]
    assert (total["num_households"], total["num_do_not_visit"], total["num_waiting"]) == (30, 1, 29)
    assert total["days"]["low"] <= total["days"]["middle"] <= total["days"]["high"]
    assert [area["village"] for area in data["villages"]] == ["V1"]
    assert data["until"] is None


def test_date_asks_for_strength(town: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """A date a year away is met by the two teams or fewer, and the answer says with what chance."""
    until = (town.now().date() + dt.timedelta(days=365)).isoformat()
    assert run(["--workspace", str(town.folder), "--json", "forecast", "--until", until]) == 0
    found = json.loads(capsys.readouterr().out)["until"]
    assert found["date"] == until
    assert found["chance"] == 1.0
    assert found["teams_needed"] in (1, 2)


def test_date_that_no_strength_meets_is_said(town: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """By tomorrow no number of teams has met everybody: a shut door is tried again on another day."""
    until = (town.now().date() + dt.timedelta(days=1)).isoformat()
    assert run(["--workspace", str(town.folder), "--lang", "en", "forecast", "--until", until]) == 0
    assert "No strength meets that day" in capsys.readouterr().out


def test_more_teams_are_simulated_on_request(town: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """--teams replaces the roster's number and is said."""
    assert run(["--workspace", str(town.folder), "--json", "forecast", "--teams", "9"]) == 0
    assert json.loads(capsys.readouterr().out)["num_teams"] == 9


@pytest.mark.parametrize(("until", "code"), [("2020-01-01", "E4022"), ("2199-01-01", "E4023")])
def test_impossible_date_is_refused(town: Workspace, capsys: pytest.CaptureFixture[str], until: str, code: str) -> None:
    """A day in the past, or beyond any sense, is an input error with its code."""
    assert run(["--workspace", str(town.folder), "forecast", "--until", until]) == 3
    assert code in capsys.readouterr().err


def test_empty_workspace_has_nothing_to_forecast(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without households the command says so."""
    Workspace.create(tmp_path / "ws", AT_DESK)
    assert run(["--workspace", str(tmp_path / "ws"), "forecast"]) == 3
    assert "E4020" in capsys.readouterr().err


def test_recorded_tries_reach_the_plan(tmp_path: Path) -> None:
    """Doors of an RT that stays shut are worth less next day than those of one that opens."""
    workspace = make_workspace(tmp_path)
    shut = {f"H{n:03d}": Outcome.NOT_HOME for n in range(8)}
    opened = {f"H{n:03d}": Outcome.MET for n in range(10, 18)}
    record(workspace, shut | opened)
    due, _, _ = question(workspace, DAY + dt.timedelta(days=1), workspace.settings)
    worth = {c.visit.id: c.visit.prize for c in due.candidates if c.visit.tier is Tier.COVERAGE}
    assert worth["H009"] < worth["H018"]
    assert worth["H018"] <= WORTH_SCALE * 60


def test_setting_turns_the_estimate_off(tmp_path: Path) -> None:
    """With door_estimate = false prizes and hours are what dates alone make them."""
    folder = make_workspace(tmp_path).folder
    toml = folder / "dds.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace("door_estimate = true", "door_estimate = false"), encoding="utf-8")
    workspace = Workspace(folder, AT_DESK)
    due, _, _ = question(workspace, DAY, workspace.settings)
    assert max(c.visit.prize for c in due.candidates) <= 100


def test_explanation_says_how_likely_the_door_opens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A planned routine visit is explained by its days, its RT's chance with the tries behind it, and the two together."""
    workspace = make_workspace(tmp_path)
    record(workspace, {f"H{n:03d}": Outcome.MET for n in range(10, 16)})
    day = (DAY + dt.timedelta(days=1)).isoformat()
    assert run(["--workspace", str(workspace.folder), "plan", "--date", day, "--time-limit", "1"]) == 0
    capsys.readouterr()
    path = str(workspace.folder / "plans" / day / "plan-v1.json")
    assert run(["--workspace", str(workspace.folder), "explain", path, "H018"]) == 0
    out = capsys.readouterr().out
    assert "Peluang pintu terbuka" in out
    assert "Nilai harapan" in out
    assert run(["--workspace", str(workspace.folder), "--json", "explain", path, "C1"]) == 0
    assert json.loads(capsys.readouterr().out)["worth"] == []
