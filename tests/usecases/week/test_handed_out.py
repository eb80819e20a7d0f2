"""Guards that a week leaves a day alone whose sheets are handed out, and says which papers do not say what the plan says."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.account import Role
from planner.domain.week_record import WeekDay
from planner.usecases.acting import Acting
from planner.usecases.daily import plan_day
from planner.usecases.progress import Silent
from planner.usecases.week.announcing import announced_days
from planner.usecases.week.handed_out import DayOut, days_out, without_days_out
from planner.usecases.week.planning import plan_week, roll_week
from planner.usecases.week.question import week_data, with_announced
from tests.desk.pages import Browser, add_everybody
from tests.usecases.desk import DeskRun
from tests.usecases.week.conftest import START, WISH
from tests.usecases.week.test_announced import EVENING, at, beside, made

TUESDAY = START + dt.timedelta(days=1)
PLAN = f"plans/{TUESDAY}/plan-v1.json"


@pytest.fixture
def out(desk: DeskRun) -> DeskRun:
    """Tuesday's sheets are printed and handed out."""
    desk("print", str(desk.folder / PLAN))
    desk("handout", str(TUESDAY))
    return desk


def test_a_roll_keeps_a_day_that_is_on_paper(out: DeskRun) -> None:
    """The week was never approved: all days are planned anew but Tuesday, which is told, and whose doors no other day has."""
    found = roll_week(at(out), WISH, reporter=Silent())
    assert [(note.values["date"], note.values["version"]) for note in found.notes if note.code == "E4099"] == [
        (str(TUESDAY), 1)
    ]
    assert [day.plan_version for day in found.days[:2]] == [1, 2]
    assert found.record.is_finished
    assert found.record.days[0] == WeekDay(date=TUESDAY, plan_version=1)
    held = {*made(out, TUESDAY, 1), *beside(out, TUESDAY, 1)}
    others = [id_ for day in found.days[1:] if day.plan_version for id_ in made(out, day.date, day.plan_version)]
    assert others
    assert not held & set(others)
    assert not any(day.outdated for day in found.days)


def test_a_copy_that_is_handed_out_is_out(out: DeskRun) -> None:
    """A day whose sheets are all lost may be planned anew; not one where a team goes by a copy of its lost sheet."""
    teams = [row["team"] for row in out("sheets", str(TUESDAY))["sheets"] if row["num_stops"]]
    out("handback", str(TUESDAY), *teams, "--lost")
    assert not days_out(at(out), [TUESDAY])
    out("print", str(out.folder / PLAN))
    assert not days_out(at(out), [TUESDAY])
    out("handout", str(TUESDAY), teams[0])
    assert [day.plan_version for day in days_out(at(out), [TUESDAY]).values()] == [1]


def test_a_team_that_has_lost_its_sheet_lacks_one(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """No paper of it is out that could say otherwise, also once the day is planned anew."""
    out, acting = desk, Acting(person="piket", clock=lambda: EVENING)
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: acting)
    out("print", str(out.folder / PLAN))
    out("handout", str(TUESDAY))
    out("handback", str(TUESDAY), "T01", "--lost")
    text = out.text("--lang", "en", "week", "show")
    assert f"{TUESDAY}: teams that lack their sheet: T01." in text
    assert "do not say what the plan says" not in text
    assert "To be printed anew: T01" in out.text("--lang", "en", "today")
    add_everybody(out.folder)
    page = Browser(out.folder, clock=lambda: EVENING).sign_in(Role.DESK).get("/week").text
    assert "teams that lack their sheet: T01." in page
    assert "do not say what the plan says" not in page
    out("day", "set", str(TUESDAY), "T02", "--off")
    plan_day(at(out), TUESDAY, WISH, reporter=Silent())
    (day,) = [day for day in out("week", "show")["days"] if day["date"] == str(TUESDAY)]
    assert "T01" in day["lacking"]
    assert "T02" in day["outdated"]
    assert not {*day["lacking"]} & {*day["outdated"]}


def test_papers_of_a_day_planned_anew_are_told(out: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planned again by name and not printed: that plan stands in a roll, and papers that say something else are named."""
    out("day", "set", str(TUESDAY), "T01", "--off")
    again = plan_day(at(out), TUESDAY, WISH, reporter=Silent())
    found = roll_week(at(out), WISH, reporter=Silent())
    assert found.days[0].plan_version == again.kept.version
    assert "T01" in found.days[0].outdated
    acting = Acting(person="piket", clock=lambda: EVENING)
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: acting)
    text = out.text("--lang", "en", "week", "show")
    assert f"{TUESDAY}: papers that are out do not say what the plan says: T01" in text
    assert "To be printed anew: T01" in out.text("--lang", "en", "today")
    add_everybody(out.folder)
    page = Browser(out.folder, clock=lambda: EVENING).sign_in(Role.DESK).get("/week").text
    assert "papers that are out do not say what the plan says: T01" in page


def test_an_announced_day_on_paper_stands_whatever_changes(out: DeskRun) -> None:
    """Announced and unchanged it stands silently; with a complaint ended it stands too, with a word."""
    out("week", "approve", "--by", "AKP CONTOH")
    found = plan_week(at(out), TUESDAY, WISH, reporter=Silent())
    assert not [note for note in found.notes if note.code == "E4099"]
    assert found.record.days[0] == WeekDay(date=TUESDAY, plan_version=1, is_locked=True)
    out("day", "set", str(TUESDAY), "T02", "--off")
    found = plan_week(at(out), TUESDAY, WISH, reporter=Silent())
    assert [note.code for note in found.notes if note.code in ("E4093", "E4099")] == ["E4099"]
    assert found.days[0].plan_version == 1


def test_a_promise_for_another_day_is_kept(desk: DeskRun) -> None:
    """A home on Tuesday's paper that was promised Thursday is asked of Thursday; one promised Tuesday of no other day."""
    workspace = at(desk)
    with workspace.ledger() as ledger:
        weeks = ledger.weeks()
    data = week_data(workspace, TUESDAY, reporter=Silent())
    data = with_announced(data, announced_days(workspace, weeks, data.dates))
    early, late, plain = sorted(id_ for id_ in data.due[0] if all(id_ in day and id_ in data.worths[0] for day in data.due))[:3]
    required = {early: 0, late: 2}
    due = tuple(
        {
            id_: replace(one, visit=replace(one.visit, is_required=True)) if n >= required.get(id_, 9) else one
            for id_, one in day.items()
        }
        for n, day in enumerate(data.due)
    )
    out = DayOut(plan_version=1, made=frozenset({early, late, plain}))
    left = without_days_out(replace(data, due=due), {0: out})
    assert (left.due[0], left.worths[0], left.shifts[0]) == ({}, {}, ())
    assert late in left.due[2]
    assert not {early, plain} & set().union(*left.due)
