"""Guards what the desk is told of complaints that want a word: apart by what is to be done, the most pressing first."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from planner.domain.records import ComplaintStatus, Urgency, WaitingFor
from planner.usecases.acting import Acting
from planner.usecases.complaints import ComplaintReport, complaint_life
from planner.usecases.words_owed import Task, by_task
from planner.usecases.workspace import Workspace
from tests.usecases.desk import SHEET, DeskRun, make_day

EVENING = dt.datetime(2025, 8, 26, 18, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planned day; not to be written to."""
    return make_day(tmp_path_factory.mktemp("owed"))


@pytest.fixture
def desk(planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk on that day, in the evening."""
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: Acting(person="petugas", clock=lambda: EVENING))
    return DeskRun(planned, tmp_path, capsys, monkeypatch)


def test_by_what_is_to_be_done_the_most_pressing_first(desk: DeskRun) -> None:
    """Decide, agency, word: in this order; within each the urgent ones first, then by the day the answer is due."""
    one = complaint_life(Workspace(desk.folder, Acting(person="petugas", clock=lambda: EVENING)), "C1")

    def like(id_: str, day: int, **told: object) -> ComplaintReport:
        life = dataclasses.replace(one.life, id=id_, due=dt.date(2025, 9, day), **{"urgency": Urgency.NORMAL, **told})  # type: ignore[arg-type]
        return dataclasses.replace(one, life=life)

    waiting = {"status": ComplaintStatus.WAITING}
    found = by_task(
        [
            like("late", 1),
            like("agency", 2, waiting_for=WaitingFor.AGENCY, **waiting),
            like("resident", 3, waiting_for=WaitingFor.RESIDENT, **waiting),
            like("urgent", 9, urgency=Urgency.URGENT),
            like("second", 5, status=ComplaintStatus.AT_DESK),
            like("first", 4, status=ComplaintStatus.AT_DESK),
        ]
    )
    assert [(task, [two.life.id for two in those]) for task, those in found.items()] == [
        (Task.DECIDE, ["first", "second"]),
        (Task.AGENCY, ["agency"]),
        (Task.CONTACT, ["urgent", "late", "resident"]),
    ]


def test_what_waits_for_the_desk_is_counted_and_named_with_its_command(desk: DeskRun) -> None:
    """Refused at the door: today says that it waits for a decision and how one is given; it is gone once that is said."""
    number = desk.stops("T01").index("C1") + 1
    desk("record", SHEET, typed=f"g {number}\nm\nq\n")
    said = desk.text("today")
    assert "Menunggu keputusan piket (1): C1" in said
    assert "dds complaint C1 accepted" in said
    assert [one["id"] for one in desk("complaint", "due")["complaints_to"]["decide"]] == ["C1"]
    assert desk("today")["complaints_to"]["decide"] == ["C1"]
    desk("complaint", "C1", "closed")
    assert "C1" not in desk.text("today") + desk.text("complaint", "due")


def test_no_special_referral_is_listed(desk: DeskRun) -> None:
    """A special referral (C2) is due, and named nowhere."""
    assert "C2" not in desk.text("today") + desk.text("complaint", "due") + str(desk("complaint", "due"))
