"""Guards a day on which nobody is on duty any more: it waits for the papers that are out, and for nothing else."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from planner.usecases.acting import Acting
from planner.usecases.day_news import notes_of_day
from planner.usecases.day_state import DayState, NextStep, next_of
from planner.usecases.reading import read_kept_plan
from planner.usecases.today import today
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, DeskRun

MORNING = dt.datetime(2025, 8, 26, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@pytest.fixture
def desk(running: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk on that day."""
    return DeskRun(running, tmp_path, capsys, monkeypatch)


def _workspace(desk: DeskRun) -> Workspace:
    return Workspace(desk.folder, Acting(person="Kapolsek", clock=lambda: MORNING))


def _day(desk: DeskRun) -> DayState:
    return today(_workspace(desk)).day


def _emptied(day: DayState) -> DayState:
    plans = (*day.plans, dataclasses.replace(day.plans[-1], version=2, num_stops=0))
    return dataclasses.replace(day, plans=plans, sheets=())


def test_a_day_on_which_nobody_is_on_duty_any_more_asks_for_no_plan(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """All teams off after the day was planned: either one goes all the same, or nothing is handed out and the plan is left."""
    desk("handout", DATE, "--undo", *(sheet.id for sheet in _day(desk).sheets))
    for team in ("T01", "T02"):
        desk("day", "set", DATE, team, "--off")
    moment = MORNING - dt.timedelta(hours=14)
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: Acting(person="petugas", clock=lambda: moment))
    desk("complaint", "new", "--household", "H010", "--category", "CRM", "--received", "2025-08-24", typed="\n")
    notes = {note.code for note in notes_of_day(_workspace(desk), read_kept_plan(Path(desk.plan)))}
    assert (notes >= {"E4115", "E4116"}, notes & {"E4076", "E4077"}) == (True, set())
    text = desk.text("today")
    assert ("E4115" in text, "E4116" in text, "E4076" in text) == (True, True, False)
    assert ("biarkan rencananya" in text, "tidak ada tim yang keluar" in text) == (True, True)
    assert "Hari itu selesai" not in text
    assert ("dds plan" in text, desk("today")["next_step"]) == (False, "rest")
    desk("day", "set", DATE, "T02", "--on")
    text = desk.text("today")
    assert ("E4115" in text, "E4076" in text, f"dds plan --date {DATE}" in text) == (False, True, True)


def test_a_day_on_which_nobody_is_on_duty_any_more_waits_for_what_is_out_alone(desk: DeskRun) -> None:
    """Sheets that are out come back, whatever was planned and printed since; then nothing is left to do."""
    for team in ("T01", "T02"):
        desk("day", "set", DATE, team, "--off")
    assert next_of(_day(desk)) is NextStep.RECORD
    sheets = [sheet for sheet in _day(desk).sheets if sheet.num_stops]
    assert next_of(_emptied(_day(desk))) is NextStep.RECORD, "an empty plan printed since does not bring them back"
    desk("handback", DATE)
    assert next_of(_day(desk)) is NextStep.RECORD
    for sheet in sheets:
        desk("record", sheet.id, typed="d\n\n")
    assert next_of(_day(desk)) is NextStep.DONE
