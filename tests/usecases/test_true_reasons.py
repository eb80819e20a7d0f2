"""Guards that a visit which nobody makes is told with what really keeps it out: the hours of its door, an answer given."""

import datetime as dt
import json
from pathlib import Path

import pytest

from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, DeskRun

QUICK = ("--any-day", "--engine", "insertion", "--iterations", "5", "--prove", "0")


@pytest.fixture
def desk(planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk on the planned day, whose teams are on duty till 16.00."""
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 26, 0, tzinfo=dt.UTC))
    return DeskRun(planned, tmp_path, capsys, monkeypatch)


def test_hours_of_a_door_are_the_reason_and_are_named(desk: DeskRun) -> None:
    """A home that may be visited only when no team can be there is not "too far": the plan and explain name its hours."""
    desk("person", "correct", "H005", "--hours", "16:00-18:00")
    made = desk("plan", "--date", DATE, *QUICK)["plan"]
    assert "H005" not in {
        stop["visit"] for route in json.loads(Path(made).read_text("utf-8"))["routes"] for stop in route["stops"]
    }
    found = desk("explain", made, "H005")
    assert (found["reason"], found["hours"]) == ("outside_hours", [{"start": 16 * 3600, "end": 18 * 3600}])
    text = desk.text("explain", made, "H005")
    assert "Boleh dikunjungi 16.00–18.00." in text
    assert "jauh" not in text


def test_hours_are_the_reason_for_a_door_that_was_not_offered(desk: DeskRun) -> None:
    """What the day does not know is not told as "not chosen" where no team could be there at its hours; at any hour it is."""
    desk("person", "correct", "H029", "--visit-again")
    assert desk("explain", desk.plan, "H029")["reason"] == "not_offered"
    desk("person", "correct", "H029", "--hours", "16:00-18:00")
    assert desk("explain", desk.plan, "H029")["reason"] == "outside_hours"
    assert "Boleh dikunjungi 16.00–18.00." in desk.text("explain", desk.plan, "H029")


def test_an_answered_complaint_is_refused_as_answered(desk: DeskRun) -> None:
    """Asked for by hand it is not "not due yet"; an open one is put in once its home is free of a routine visit."""
    desk("complaint", "C1", "solved")
    made = desk("plan", "--date", DATE, *QUICK)["plan"]
    desk.text("change", "put", DATE, "C1", code=3)
    assert "E8108" in desk.err
    assert "keluhan sudah dijawab atau ditutup" in desk.err
    assert desk("explain", made, "C1")["reason"] == "closed"
    desk("complaint", "C1", "open")
    desk.text("change", "put", DATE, "C1", "--try", code=3)
    assert "E8126" in desk.err
    desk("change", "take-out", DATE, "H003")
    assert desk("change", "put", DATE, "C1", "--try")["fits"]
