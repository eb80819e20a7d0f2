"""Guards a week that was killed half-way: it goes on as if it had not been, and until then is told for what it is."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest

from planner.domain.errors import InputError
from planner.usecases.acting import Acting
from planner.usecases.progress import Silent
from planner.usecases.status import status
from planner.usecases.today import today
from planner.usecases.week import planning
from planner.usecases.week.papers import print_week
from planner.usecases.week.planning import find_week, plan_week, roll_week
from planner.usecases.week.report import week_report
from planner.usecases.week.unfinished import unfinished_note
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DeskRun
from tests.usecases.week.conftest import START, WISH
from tests.usecases.week.test_announced import EVENING, at, made
from tests.usecases.week.test_rolled_again import TUESDAY, newest

SUNDAY = TUESDAY + dt.timedelta(days=5)


def kill_roll(desk: DeskRun, monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """Roll the week on, killed once some days are kept."""
    keep, kept = planning.keep_result, []

    def dying(*arguments: Any, **options: Any) -> Any:
        if len(kept) == after:
            raise KeyboardInterrupt
        kept.append(keep(*arguments, **options))
        return kept[-1]

    with monkeypatch.context() as patch:
        patch.setattr(planning, "keep_result", dying)
        with pytest.raises(KeyboardInterrupt):
            roll_week(at(desk), WISH, reporter=Silent())


@pytest.mark.parametrize("is_announced", [False, True])
@pytest.mark.parametrize("after", [1, 2])
def test_a_killed_roll_goes_on_to_the_same_week(
    desk: DeskRun, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, after: int, is_announced: bool
) -> None:
    """The visits of each day are those of a roll that nobody killed, which began from the same plans."""
    if is_announced:
        desk("week", "approve", "--by", "AKP CONTOH")
    for n, team in ((2, "T02"), (4, "T01"), (1, "T02")):
        desk("day", "set", str(START + dt.timedelta(days=n)), team, "--off")
    whole = tmp_path / "whole"
    shutil.copytree(desk.folder, whole)
    roll_week(Workspace(whole, Acting(person="piket", clock=lambda: EVENING)), WISH, reporter=Silent())
    kill_roll(desk, monkeypatch, after=after)
    went_on = roll_week(at(desk), WISH, reporter=Silent())
    assert went_on.record.is_finished
    killed = newest(desk)
    visits = {day: sorted(made(desk, day, version)) for day, version in killed.items() if version}
    monkeypatch.setattr(desk, "folder", whole)
    assert visits == {day: sorted(made(desk, day, version)) for day, version in newest(desk).items() if version}


def test_a_killed_week_is_told_until_somebody_goes_on_with_it(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Days that it has not come to yet show the plan that they have; `today` and `status` say how to go on."""
    waits = today(at(desk)).week_to_approve
    assert waits is not None
    assert waits.start == START
    desk("week", "approve", "--by", "AKP CONTOH")
    assert today(at(desk)).week_to_approve is None
    desk("day", "set", str(TUESDAY), "T02", "--off")
    before = {day.date: day for day in week_report(at(desk), find_week(at(desk), START)).days}
    kill_roll(desk, monkeypatch, after=1)
    record = find_week(at(desk), None)
    assert (record.start, record.is_finished) == (TUESDAY, False)
    report = week_report(at(desk), record)
    assert not report.record.is_finished
    waiting = [day for day in report.days if day.is_from_before]
    assert {day.date for day in waiting} == {day for day, version in newest(desk).items() if version} - {TUESDAY}
    assert [day.num_visits for day in waiting] == [before[day.date].num_visits for day in waiting]
    assert "C1" not in report.complaints_left or "C1" not in {id_ for day in before for id_ in made(desk, day, 1)}
    text = desk.text("--lang", "en", "week", "show")
    assert "** from before" in text
    assert "Not planned to its end" in text
    assert today(at(desk)).as_data()["unfinished_week"] == str(TUESDAY)
    assert (status(at(desk)).is_in_order, status(at(desk)).as_data()["unfinished_week"]) == (False, str(TUESDAY))
    with pytest.raises(InputError, match="E6086"):
        print_week(at(desk), record, language="id", reporter=Silent())
    later = at(desk, dt.datetime.combine(TUESDAY, dt.time(12), dt.UTC))
    assert today(later).unfinished_week == record
    assert [unfinished_note(record, day).code for day in (START, TUESDAY)] == ["E6086", "E4108"]
    plan_week(at(desk), TUESDAY + dt.timedelta(days=7), WISH, reporter=Silent())
    assert today(at(desk)).unfinished_week == record, "a week of other days does not end it"
    assert today(at(desk, dt.datetime.combine(SUNDAY, dt.time(18), dt.UTC))).unfinished_week is None
    roll_week(at(desk), WISH, reporter=Silent())
    assert today(at(desk)).unfinished_week is None
    assert status(at(desk)).is_in_order


def test_what_was_announced_waits_for_no_word(desk: DeskRun) -> None:
    """A week made anew whose days an approved one has announced waits for nobody; the day that a roll adds does."""
    desk("week", "approve", "--by", "AKP CONTOH")
    plan_week(at(desk), START, WISH, reporter=Silent())
    again = find_week(at(desk), None)
    assert (again.approved_by, again.version) == (None, 2)
    assert today(at(desk)).week_to_approve is None
    assert week_report(at(desk), again).is_announced
    roll_week(at(desk), WISH, reporter=Silent())
    rolled = find_week(at(desk), None)
    waits = today(at(desk)).week_to_approve
    assert (waits == rolled) is not week_report(at(desk), rolled).is_announced
