"""Guards that a day is over when its last team is off duty."""

import datetime as dt
from pathlib import Path

import pytest

from planner.usecases.acting import Acting
from tests.usecases.desk import DATE, DeskRun
from tests.usecases.town import make_workspace


def test_a_day_whose_last_team_is_off_duty_is_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the hours of the teams themselves: the next step is tomorrow's, and who plans today is asked whether it is meant."""
    desk = DeskRun(make_workspace(tmp_path / "made").folder, tmp_path, capsys, monkeypatch)
    moment = dt.datetime(2025, 8, 26, 13, 59, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: Acting(person="petugas", clock=lambda: moment))
    monkeypatch.delenv("DDS_ANY_DAY")
    for team in ("T01", "T02"):
        desk("day", "set", DATE, team, "--hours", "08:00-14:00")
    assert desk("today")["next_date"] == DATE
    moment += dt.timedelta(minutes=2)
    assert desk("today")["next_date"] == "2025-08-27"
    for command in (["plan", "--date", DATE], ["week", "plan", "--from", DATE]):
        desk(*command, code=3)
        assert "E4105" in desk.err
    desk("plan", "--date", DATE, "--any-day", "--iterations", "20", "--prove", "0")
