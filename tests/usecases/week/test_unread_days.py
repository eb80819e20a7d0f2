"""Guards that one plan of an approved week which is gone or damaged stops no other day, is named, and can be made again."""

import datetime as dt
from pathlib import Path

import pytest

from planner.domain.account import Role
from planner.domain.errors import Fault
from planner.usecases.daily import plan_day
from planner.usecases.progress import Silent
from planner.usecases.sheet_list import register_sheets
from planner.usecases.week import planning
from planner.usecases.week.announcing import read_day
from planner.usecases.week.planning import plan_week, roll_week
from tests.desk.pages import Browser, add_everybody
from tests.usecases.desk import DeskRun
from tests.usecases.week.conftest import START, WISH
from tests.usecases.week.test_announced import EVENING, at

WEDNESDAY = START + dt.timedelta(days=2)
FILE = f"plans/{WEDNESDAY}/plan-v1.json"


@pytest.fixture
def desk(desk: DeskRun) -> DeskRun:
    """The week is approved."""
    desk("week", "approve", "--by", "AKP CONTOH")
    return desk


@pytest.fixture(params=["gone", "damaged", "without its problem"])
def damaged(desk: DeskRun, request: pytest.FixtureRequest) -> DeskRun:
    """Wednesday's plan cannot be read."""
    plan = desk.folder / FILE
    if request.param == "gone":
        plan.unlink()
    elif request.param == "damaged":
        plan.write_text("{}", encoding="utf-8")
    else:
        plan.with_name("problem-v1.npz").unlink()
    return desk


def unread(notes: tuple[Fault, ...]) -> list[tuple[str, object, object]]:
    """Plans that notes say cannot be read: code, day and file."""
    return [(note.code, note.values["date"], note.values["plan"]) for note in notes if note.code in ("E4095", "E4098")]


def test_a_roll_leaves_a_day_that_it_cannot_read_as_it_is(damaged: DeskRun) -> None:
    """The other days are rolled; nothing is planned in place of what nobody knows, and day and file are named once."""
    found = roll_week(at(damaged), WISH, reporter=Silent())
    assert unread(found.notes) == [("E4095", str(WEDNESDAY), FILE)]
    assert [(day.date, day.plan_version) for day in found.days if day.is_unread] == [(WEDNESDAY, 1)]
    assert sum(day.num_visits > 0 for day in found.days) >= 3
    assert found.record.is_finished
    assert not (damaged.folder / "plans" / str(WEDNESDAY) / "plan-v2.json").exists()


def test_the_day_is_planned_again(damaged: DeskRun) -> None:
    """Its RTs stand only in the file, which is said; from then on its new plan is what stands, and nothing is missing."""
    other = plan_day(at(damaged), START + dt.timedelta(days=6), WISH, reporter=Silent())
    assert {found[2] for found in unread(other.notes)} <= {FILE}
    assert len(unread(other.notes)) == 1
    found = plan_day(at(damaged), WEDNESDAY, WISH, reporter=Silent())
    assert unread(found.notes) == [("E4098", str(WEDNESDAY), FILE)]
    days = {day["date"]: day for day in damaged("week", "show")["days"]}
    assert (days[str(WEDNESDAY)]["plan_version"], days[str(WEDNESDAY)]["is_unread"]) == (found.kept.version, False)
    assert damaged("week", "print")["files"]
    rolled = roll_week(at(damaged), WISH, reporter=Silent())
    assert unread(rolled.notes) == []
    assert rolled.days[1].plan_version == found.kept.version


def test_a_week_is_shown_without_the_day(desk: DeskRun) -> None:
    """Question marks instead of counts at the terminal and the desk; no letter to an RT leaves the day out."""
    (desk.folder / FILE).unlink()
    report = desk("week", "show")
    (day,) = (day for day in report["days"] if day["is_unread"])
    assert day["date"] == str(WEDNESDAY)
    lines = desk.text("--lang", "en", "week", "show").splitlines()
    (line,) = (line for line in lines if "27 August" in line)
    assert line.split()[-7:] == ["?"] * 6 + ["v1"]
    assert f"E4095 The plan of {WEDNESDAY} cannot be read ({FILE})" in desk.err
    desk.text("week", "print", code=3)
    assert f"E4095 Rencana {WEDNESDAY} tidak dapat dibaca ({FILE})" in desk.err
    add_everybody(desk.folder)
    page = Browser(desk.folder, clock=lambda: EVENING).sign_in(Role.DESK).get("/week").text
    assert "cannot be read</span>" in page
    assert page.count("E4095") == 1


def test_printed_sheets_of_a_damaged_plan_stop_no_week(desk: DeskRun) -> None:
    """Monday's sheets are out and its plan is damaged: the roll goes on, and so does the paper of Monday planned again."""
    monday = at(desk, EVENING - dt.timedelta(hours=10))
    with monday.ledger() as ledger:
        register_sheets(monday, ledger, read_day(monday, START, 1), is_printed=True)
    file = f"plans/{START}/plan-v1.json"
    (desk.folder / file).write_text("{", encoding="utf-8")
    again = plan_day(monday, START, WISH, reporter=Silent())
    notes = desk("print", str(again.kept.path))["notes"]
    assert any(note.startswith("E4095") and file in note for note in notes)
    assert unread(roll_week(at(desk), WISH, reporter=Silent()).notes) == [("E4095", str(START), file)]


def test_a_day_of_an_interrupted_week_is_planned_again(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first day of a week that was interrupted is gone: the same command plans it again."""
    keep, kept = planning.keep_result, []

    def dying(*arguments: object, **options: object) -> object:
        if kept:
            raise KeyboardInterrupt
        kept.append(keep(*arguments, **options))  # type: ignore[arg-type]
        return kept[-1]

    start = START + dt.timedelta(days=14)
    monkeypatch.setattr(planning, "keep_result", dying)
    with pytest.raises(KeyboardInterrupt):
        plan_week(at(desk), start, WISH, reporter=Silent())
    monkeypatch.setattr(planning, "keep_result", keep)
    Path(kept[0].path).unlink()
    again = plan_week(at(desk), start, WISH, reporter=Silent())
    assert again.record.version == 1
    assert again.days[0].plan_version == kept[0].version + 1
