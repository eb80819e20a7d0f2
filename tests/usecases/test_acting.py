"""Guards who acts: handed in by the door, never read from the machine, so that each officer is one person in the audit."""

import datetime as dt
from pathlib import Path

import pytest

from planner.usecases.acting import Acting
from planner.usecases.complaints import end_complaint
from planner.usecases.persons import person
from planner.usecases.workspace import Workspace
from tests.usecases.town import make_workspace

MORNING = dt.datetime(2025, 8, 26, 1, 30, tzinfo=dt.UTC)


def at_work(person: str, minute: int) -> Acting:
    """An officer whose clock stands still."""
    return Acting(person=person, clock=lambda: MORNING + dt.timedelta(minutes=minute))


def test_three_officers_at_one_desk_are_three_persons(tmp_path: Path) -> None:
    """On one workspace each act bears the person who was handed in, and the moment of that person's clock."""
    folder = make_workspace(tmp_path).folder
    first, second, third = (Workspace(folder, at_work(name, n)) for n, name in enumerate(("piket", "kanit", "kapolsek")))
    end_complaint(first, "C1", "referred")
    person(second, "H003")
    end_complaint(third, "C1", "open")
    with first.ledger() as ledger:
        last = ledger.audit_trail()[-3:]
    assert [entry.actor for entry in last] == ["piket", "kanit", "kapolsek"]
    assert [entry.at.astimezone(dt.UTC) for entry in last] == [MORNING + dt.timedelta(minutes=n) for n in range(3)]


def test_the_moment_is_in_the_station_s_zone(tmp_path: Path) -> None:
    """Half past one in the morning of Greenwich is half past eight at the station, whatever zone the clock is in."""
    workspace = Workspace(make_workspace(tmp_path).folder, at_work("piket", 0))
    assert workspace.now().isoformat() == "2025-08-26T08:30:00+07:00"


def test_nobody_cannot_act() -> None:
    """An empty name would be an audit trail that says nothing."""
    with pytest.raises(ValueError, match="person"):
        at_work(" ", 0)
