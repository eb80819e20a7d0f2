"""Guards that a roll loses nothing: what a day cannot do is offered to others at once, so a second roll changes nothing."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.plan import Plan, Route, Stop
from planner.domain.problem import Problem
from planner.domain.visit import VisitKind
from planner.usecases.complaints import end_complaint
from planner.usecases.day_state import NextStep, day_state, next_of
from planner.usecases.printing import PrintWish, print_as, print_plan
from planner.usecases.progress import Silent
from planner.usecases.searching import Search
from planner.usecases.sheet_list import mark_sheets
from planner.usecases.week.announcing import Announced
from planner.usecases.week.days import WeekPlanner
from planner.usecases.week.locks import Before
from planner.usecases.week.offering import offers_of
from planner.usecases.week.planning import roll_week, settled
from planner.usecases.week.question import WeekData, week_data, with_announced
from planner.usecases.week.report import WeekReport
from tests.usecases.desk import DeskRun
from tests.usecases.week.conftest import START, WISH
from tests.usecases.week.test_announced import at, beside, made

TUESDAY = START + dt.timedelta(days=1)


def two_errands(desk: DeskRun, days: Mapping[str, set[int]]) -> WeekData:
    """The question of the week in which complaints at the door of C1, and that one, may be followed up on some days alone."""
    data = week_data(at(desk), TUESDAY, reporter=Silent())
    told = next(one for one in data.records.complaints if one.id == "C1")
    first = next(day["C1"] for day in data.due if "C1" in day)
    due = tuple(
        {id_: one for id_, one in day.items() if id_ != "C1"}
        | {id_: replace(first, visit=replace(first.visit, id=id_)) for id_ in sorted(days) if n in days[id_]}
        for n, day in enumerate(data.due)
    )
    records = replace(data.records, complaints=tuple(replace(told, id=id_) for id_ in sorted(days)))
    return replace(data, due=due, records=records, homes=dict.fromkeys(days, str(told.household)))


def offered_on(data: WeekData, desk: DeskRun, id_: str) -> list[int]:
    """Days that are offered a visit."""
    return [n for n, ids in enumerate(offers_of(data, at(desk).settings)) if id_ in ids]


@pytest.mark.parametrize("told", [{}, {0: frozenset({"C1"})}, {0: frozenset({"C1"}), 3: frozenset({"C3"})}])
def test_every_errand_of_a_door_has_a_day(desk: DeskRun, told: dict[int, frozenset[str]]) -> None:
    """Another team, on other days alone, makes C2: it has a day of its own, announced or not; C3 goes along where it can."""
    data = two_errands(desk, {"C1": {0}, "C2": {2, 3}, "C3": {0, 3}})
    announced = {n: Announced(plan_version=1, visits=ids, groups=frozenset()) for n, ids in told.items()}
    data = with_announced(data, announced)
    assert offered_on(data, desk, "C1") == [0]
    assert offered_on(data, desk, "C3") == ([3] if 3 in told else [0])
    assert offered_on(data, desk, "C2") in ([[3]] if 3 in told else [[2], [3]])


def test_an_errand_that_a_day_leaves_goes_on_though_its_door_is_gone_to(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both complaints of a door are offered to a day, which makes one of them: the other is offered to the next."""
    data = two_errands(desk, {"C1": {0, 1}, "C2": {0, 1}})
    how: Search = settled(at(desk), WISH)
    planner = WeekPlanner(data, at(desk).settings, how)
    assert {"C1", "C2"} <= planner.offered[0]

    def before(n: int) -> Before:
        stop = Stop(visit_id="C1", arrival_time=0, start_time=0, end_time=0)
        route = Route(shift_id="T01", stops=(stop,), start_time=0, end_time=0)
        plan = Plan(routes=(route,) if n == 0 else ())
        return Before(problem=Problem(visits=(), shifts=(), travel={}, date=data.dates[n]), plan=plan)

    monkeypatch.setattr(WeekPlanner, "_stands", lambda *_: True)
    assert not list(planner.plan(before, reporter=Silent()))
    assert "C2" in planner.offered[1]
    assert "C1" not in planner.offered[1]


def test_a_home_is_not_held_for_a_complaint_that_nobody_can_follow_up(desk: DeskRun, tmp_path: Path) -> None:
    """Its complaint waits until Friday: on the days before, its home is visited as routine only where no team has the skill."""
    table = tmp_path / "skilled.csv"
    for id_, home, skill in (("C8", "H010", ""), ("C9", "H011", "selam")):
        table.write_text(f"id,household,received,category,skills\n{id_},{home},{START},CRM,{skill}\n", encoding="utf-8")
        desk("import", "complaints", str(table))
        end_complaint(at(desk), id_, "waiting", until=START + dt.timedelta(days=4))
    due = week_data(at(desk), TUESDAY, reporter=Silent()).due
    on_days = {id_: [n for n, day in enumerate(due) if id_ in day] for id_ in ("C8", "C9", "H010", "H011")}
    assert on_days["C8"]
    assert not on_days["C9"]
    assert not on_days["H010"]
    assert on_days["H011"] == [0, 1, 2]


def stops_of_days(desk: DeskRun, report: WeekReport) -> list[set[str]]:
    """By day what its plan goes to."""
    return [set(made(desk, day.date, day.plan_version)) if day.plan_version else set() for day in report.days]


@pytest.mark.parametrize("day", [TUESDAY, TUESDAY + dt.timedelta(days=1)])
def test_a_roll_with_nothing_changed_changes_nothing(desk: DeskRun, day: dt.date) -> None:
    """A team is off on an announced day: what it lets go has its day in the first roll, and the second finds the same doors."""
    desk("week", "approve", "--by", "AKP CONTOH")
    desk("day", "set", str(day), "T01", "--off")
    first = roll_week(at(desk), WISH, reporter=Silent())
    again = roll_week(at(desk), WISH, reporter=Silent())
    assert stops_of_days(desk, again) == stops_of_days(desk, first)
    assert [one.plan_version for one in again.days[:5]] == [one.plan_version for one in first.days[:5]]
    assert again.outlook == first.outlook
    assert first.days[5].num_homes


def test_a_facility_in_reserve_on_an_announced_day_is_offered_to_no_other(desk: DeskRun) -> None:
    """It stands on a sheet already, as a home does."""
    data = week_data(at(desk), TUESDAY, reporter=Silent())
    facility = next(id_ for id_, one in data.due[0].items() if one.visit.kind is VisitKind.FACILITY)
    assert facility in data.due[3]
    for n in (0, 3):
        told = Announced(plan_version=1, visits=frozenset(), groups=frozenset(), reserves=frozenset({facility}))
        assert offered_on(with_announced(data, {n: told}), desk, facility) == [n]


def test_reserves_of_an_announced_day_on_which_nobody_goes_are_free(desk: DeskRun) -> None:
    """All teams are off on an announced day: who stood in reserve on it has another day."""
    data = week_data(at(desk), TUESDAY, reporter=Silent())
    home = max(data.worths[3], key=lambda id_: (data.worths[3][id_], id_))
    told = Announced(plan_version=1, visits=frozenset(), groups=frozenset(), reserves=frozenset({home}))
    data = with_announced(data, {0: told})
    assert not offered_on(data, desk, home)[1:]
    off = replace(data, due=({}, *data.due[1:]), worths=({}, *data.worths[1:]), shifts=((), *data.shifts[1:]))
    assert offered_on(off, desk, home)


def test_what_a_sheet_of_today_has_waits_for_no_later_week(desk: DeskRun) -> None:
    """Monday's sheets are out and not typed yet: their homes, in reserve too, are not among those without a day."""
    desk("print", str(desk.folder / f"plans/{START}/plan-v1.json"))
    desk("handout", str(START))
    held = {"H003" if id_ == "C1" else id_ for id_ in (*made(desk, START, 1), *beside(desk, START, 1))}
    report = roll_week(at(desk), WISH, reporter=Silent())
    planned = set().union(*stops_of_days(desk, report))
    assert held
    assert report.outlook.num_left == len({f"H{n:03d}" for n in range(29)} - planned - held)


def newest(desk: DeskRun) -> dict[dt.date, int]:
    """The newest plan of each day of the week from Tuesday on."""
    with at(desk).ledger() as ledger:
        return {day: ledger.newest_version(day) for day in (TUESDAY + dt.timedelta(days=n) for n in range(6))}


def doors(desk: DeskRun, versions: Mapping[dt.date, int]) -> list[str]:
    """Doors on plans."""
    return ["H003" if id_ == "C1" else id_ for day, version in versions.items() if version for id_ in made(desk, day, version)]


def test_a_day_on_which_nobody_is_on_duty_any_more_gives_its_plan_up(desk: DeskRun) -> None:
    """Its doors may go to other days: nothing of it can be printed or handed out, until somebody is on duty again."""
    day = START + dt.timedelta(days=3)
    before = newest(desk)
    assert made(desk, day, before[day])
    old = desk.folder / f"plans/{day}/plan-v{before[day]}.json"
    print_plan(at(desk), old, reporter=Silent())
    for team in ("T01", "T02"):
        desk("day", "set", str(day), team, "--off")
    for step in (
        lambda: print_plan(at(desk), old, reporter=Silent()),
        lambda: mark_sheets(at(desk), day, [], moment="handed_out_at"),
    ):
        with pytest.raises(InputError, match="E4107"):
            step()
    assert print_as(at(desk), old, PrintWish(is_draft=True), reporter=Silent()).files
    rolled = roll_week(at(desk), WISH, reporter=Silent())
    assert [note.values["date"] for note in rolled.notes if note.code == "E4106"] == [str(day)]
    after = newest(desk)
    assert after[day] == before[day] + 1
    assert not made(desk, day, after[day])
    assert len(doors(desk, after)) == len(set(doors(desk, after)))
    assert next_of(day_state(at(desk), day)) is NextStep.DONE
    again = roll_week(at(desk), WISH, reporter=Silent())
    assert newest(desk)[day] == after[day]
    assert "E4106" not in {note.code for note in again.notes}
    desk("day", "clear", str(day))
    roll_week(at(desk), WISH, reporter=Silent())
    assert made(desk, day, newest(desk)[day])
    assert len(doors(desk, newest(desk))) == len(set(doors(desk, newest(desk))))


def test_an_announced_day_on_which_nobody_is_on_duty_any_more_gives_its_plan_up(desk: DeskRun) -> None:
    """Its RTs get nobody: that is told; a roll after it changes nothing."""
    desk("week", "approve", "--by", "AKP CONTOH")
    day = START + dt.timedelta(days=3)
    for team in ("T01", "T02"):
        desk("day", "set", str(day), team, "--off")
    rolled = roll_week(at(desk), WISH, reporter=Silent())
    assert "E4106" in {note.code for note in rolled.notes}
    after = newest(desk)
    assert not made(desk, day, after[day])
    assert len(doors(desk, after)) == len(set(doors(desk, after)))
    roll_week(at(desk), WISH, reporter=Silent())
    announced = after.keys() - {max(after)}
    assert {day: newest(desk)[day] for day in announced} == {day: after[day] for day in announced}
    desk("day", "clear", str(day))
    report = roll_week(at(desk), WISH, reporter=Silent())
    back = newest(desk)
    assert made(desk, day, back[day]), "the day has its visits again, as its newest plan"
    assert [one.plan_version for one in report.days if one.date == day] == [back[day]]
    assert len(doors(desk, back)) == len(set(doors(desk, back)))


def test_what_another_day_goes_to_stands_in_reserve_on_none(desk: DeskRun) -> None:
    """A plan that has a home in reserve stands only as long as no other day is offered that home, or a complaint there."""
    data = week_data(at(desk), TUESDAY, reporter=Silent())
    planner = WeekPlanner(data, at(desk).settings, settled(at(desk), WISH))
    problem = replace(Problem(visits=(), shifts=(), travel={}, date=data.dates[0]))
    first, second = (next(id_ for id_ in sorted(planner.offered[n]) if id_.startswith("H")) for n in (0, 1))

    def stands(reserve: str) -> bool:
        route = Route(shift_id="T01", stops=(), start_time=0, end_time=0, reserves=(reserve,))
        return planner._stands(0, Before(problem=problem, plan=Plan(routes=(route,))))

    planner.offered[0] = {first}
    planner._data = replace(data, shifts=((), *data.shifts[1:]))
    assert stands(first)
    assert not stands(second)
    planner.offered[1].add("C1")
    assert not stands("H003"), "the complaint is followed up there"
