"""Guards what an approved week binds: its RTs on their days, also planned alone, while other days still get homes."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.scenario import ExtraTeam, Scenario
from planner.usecases.acting import Acting
from planner.usecases.daily import plan_day
from planner.usecases.forecasting import forecast_programme
from planner.usecases.progress import Silent
from planner.usecases.week.announcing import HOMES, Announced, announced_days
from planner.usecases.week.locks import DayLocks, day_locks
from planner.usecases.week.offering import offers_of
from planner.usecases.week.planning import plan_week, roll_week
from planner.usecases.week.question import week_data, with_announced
from planner.usecases.whatif.baseline import load_baseline
from planner.usecases.whatif.question import ask
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DeskRun
from tests.usecases.week.conftest import START, WISH

HEAD = "id,village,rt,rw,address,latitude,longitude,head_name,last_visit,do_not_visit"
EVENING = dt.datetime(2025, 8, 25, 11, tzinfo=dt.UTC)
"""Six o'clock on Monday at the station."""


@pytest.fixture
def desk(desk: DeskRun) -> DeskRun:
    """The week is approved."""
    desk("week", "approve", "--by", "AKP CONTOH")
    return desk


def at(desk: DeskRun, moment: dt.datetime = EVENING) -> Workspace:
    """The workspace at a moment."""
    return Workspace(desk.folder, Acting(person="piket", clock=lambda: moment))


def made(desk: DeskRun, date: dt.date | str, version: int | None) -> list[str]:
    """Visits of a day's plan."""
    return [stop["visit"] for route in routes(desk, date, version) for stop in route["stops"]]


def beside(desk: DeskRun, date: dt.date | str, version: int | None) -> list[str]:
    """Those in reserve."""
    return [id_ for route in routes(desk, date, version) for id_ in route["reserves"]]


def routes(desk: DeskRun, date: dt.date | str, version: int | None) -> list[dict[str, Any]]:
    """Routes of a day's plan."""
    path = desk.folder / "plans" / str(date) / f"plan-v{version}.json"
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["routes"]
    return found


def groups_of(desk: DeskRun) -> dict[str, set[str]]:
    """By day the RTs that were announced."""
    days = desk("week", "show")["days"]
    return {day["date"]: {one["group"] for one in day["neighbourhoods"]} for day in days}


def test_a_day_that_is_added_gets_homes(desk: DeskRun, tmp_path: Path) -> None:
    """All RTs are announced for other days: the sixth day takes those of their homes that no announced day goes to."""
    table = tmp_path / "more.csv"
    rows = [f"N{n:02d},V1,{n % 3 + 1:02d},01,Jl. Baru {n},{-6.2 + n / 1000},106.4513,Rahasia{n},," for n in range(9)]
    table.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    desk("import", "households", str(table))
    announced = set().union(*groups_of(desk).values())
    found = roll_week(at(desk), WISH, reporter=Silent())
    assert [day.is_locked for day in found.days] == [True] * 5 + [False]
    assert found.days[5].num_homes == 3
    assert {one.group for one in found.days[5].neighbourhoods} <= announced
    stops = [id_ for day in found.days if day.plan_version for id_ in made(desk, day.date, day.plan_version)]
    assert len(stops) == len(set(stops))


def test_today_holds_for_the_days_that_are_rolled(desk: DeskRun) -> None:
    """Tuesday is planned and not printed: a roll on its morning gives its doors, also in reserve, to no other day."""
    version = desk("week", "show")["days"][1]["plan_version"]
    tuesday = START + dt.timedelta(days=1)
    held = {*made(desk, tuesday, version), *beside(desk, tuesday, version)}
    found = roll_week(at(desk, EVENING + dt.timedelta(hours=12)), WISH, reporter=Silent())
    assert found.record.start == START + dt.timedelta(days=2)
    assert not held & {id_ for day in found.days if day.plan_version for id_ in made(desk, day.date, day.plan_version)}


def test_an_announced_day_planned_alone_keeps_its_rts(desk: DeskRun) -> None:
    """`dds plan` of Wednesday goes to Wednesday's RTs, all of them, and to nobody whom another day has."""
    told = groups_of(desk)
    report = desk("week", "show")
    wednesday = START + dt.timedelta(days=2)
    found = plan_day(at(desk), wednesday, WISH, reporter=Silent())
    visits = {visit.id: visit for visit in found.problem.visits}
    homes = {id_ for id_ in made(desk, wednesday, found.kept.version) if id_.startswith("H")}
    assert homes
    assert {visits[id_].group for id_ in homes} == told[str(wednesday)]
    others = {  # Monday was not printed, and its duty is over
        id_
        for day in report["days"]
        if day["date"] not in (str(wednesday), str(START))
        for id_ in made(desk, day["date"], day["plan_version"])
    }
    assert not homes & others
    assert "E4092" not in {note.code for note in found.notes}
    assert found.kept.version > report["days"][2]["plan_version"]
    assert day_locks(at(desk), wednesday).own is not None
    rolled = roll_week(at(desk), WISH, reporter=Silent())
    assert rolled.days[1].plan_version == found.kept.version, "the newest plan of an announced day is the one that stands"


def test_rts_that_are_lost_are_named() -> None:
    """An RT that was announced and gets no visit is told as papers say it, not by its id."""
    told = Announced(plan_version=1, visits=frozenset(), groups=frozenset({"V1/01/02"}))
    problem = Problem(visits=(), shifts=(), travel={}, date=START)
    (note,) = DayLocks(date=START, own=told, names={"V1": "Contoh"}).notes(problem, Plan(routes=()))
    assert (note.code, note.values["groups"]) == ("E4092", "RT 02/RW 01 Contoh")
    assert DayLocks(date=START).notes(problem, Plan(routes=())) == ()


def test_complaints_of_other_days_did_not_come_later(desk: DeskRun) -> None:
    """The complaint is in Monday's plan: no other day's papers say that it came after their plan was made."""
    thursday = START + dt.timedelta(days=3)
    version = desk("week", "show")["days"][3]["plan_version"]
    plan = desk.folder / "plans" / str(thursday) / f"plan-v{version}.json"
    desk_at = at(desk, EVENING - dt.timedelta(hours=10))
    from planner.usecases.day_news import notes_of_day  # noqa: PLC0415
    from planner.usecases.reading import read_kept_plan  # noqa: PLC0415

    assert [note.code for note in notes_of_day(desk_at, read_kept_plan(plan))] == []


def test_a_plan_made_alone_gives_way_with_a_word(desk: DeskRun) -> None:
    """Sunday was planned before the week took it: its version and both numbers are told; a week's own gives way silently."""
    sunday = START + dt.timedelta(days=6)
    found = plan_day(at(desk), sunday, WISH, reporter=Silent())
    told = [note for note in roll_week(at(desk), WISH, reporter=Silent()).notes if note.code in ("E4093", "E4094")]
    assert [(note.values["date"], note.values["old"]) for note in told] == [(str(sunday), found.kept.version)]
    assert told[0].values["before"] == found.result.plan.num_stops
    again = roll_week(at(desk), WISH, reporter=Silent())
    assert not [note for note in again.notes if note.code in ("E4093", "E4094")]


def test_forecast_and_week_count_alike(desk: DeskRun, tmp_path: Path) -> None:
    """Visited homes are one number in both, whoever wants no visit; the home of a complaint that is gone to waits no more."""
    table = tmp_path / "visited.csv"
    rows = [
        f"H{n:03d},V1,{n // 10 + 1:02d},01,Jl. Contoh {n},-6.2,106.45,Rahasia{n},2025-0{n % 3 + 6}-01,{'ya' if n == 7 else ''}"
        for n in range(12)
    ]
    table.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    desk("import", "households", str(table))
    workspace = at(desk)
    week = plan_week(workspace, START, WISH, reporter=Silent())
    forecast = forecast_programme(workspace, reporter=Silent()).forecast.total
    assert week.outlook.num_covered == forecast.num_visited == 12
    door = {"C1": "H003"}
    planned = {door.get(id_, id_) for day in week.days if day.plan_version for id_ in made(desk, day.date, day.plan_version)}
    due = {f"H{n:03d}" for n in range(12, 29)}
    assert week.outlook.num_left == len(due - planned)


def test_nothing_of_an_announced_week_waits_for_approval(desk: DeskRun) -> None:
    """The same six days planned again stand as they were announced, and the desk is not asked to have them approved."""
    again = plan_week(at(desk, EVENING - dt.timedelta(hours=12)), START, WISH, reporter=Silent())
    assert again.is_announced
    told = desk.text("week", "show", "--from", str(START), "--version", "2")
    assert "Semua harinya sudah diumumkan" in told
    assert "Belum disetujui" not in told


def test_a_scenario_of_a_day_of_a_week_chooses_from_the_same_doors(desk: DeskRun, tmp_path: Path) -> None:
    """With no more time it is offered what the day was, with one team more some others, in announced RTs alone."""
    table = tmp_path / "more.csv"
    rows = [f"N{n:02d},V1,{n % 6 + 1:02d},01,Jl. Baru {n},{-6.2 + n / 1000},106.4513,Rahasia{n},," for n in range(60)]
    table.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    desk("import", "households", str(table))
    day = START + dt.timedelta(days=1)
    announced = groups_of(desk)[str(day)]
    baseline = load_baseline(at(desk), desk.folder / "plans" / str(day) / "plan-v1.json")
    fewer = ask(baseline, Scenario(name="kurang", without=("T01",)), baseline.records).problem
    more = ask(baseline, Scenario(name="tambah", additions=(ExtraTeam(id="X", num_officers=2),)), baseline.records).problem
    assert {visit.id for visit in fewer.visits} == baseline.offered
    others = [visit for visit in more.visits if visit.id not in baseline.offered]
    assert others
    assert {visit.group for visit in others if visit.kind in HOMES} <= announced


def test_reserves_of_an_announced_day_are_offered_to_no_other(desk: DeskRun) -> None:
    """Many homes are due, one stands in reserve on an announced day: no day that is free is offered it."""
    workspace = at(desk)
    with workspace.ledger() as ledger:
        weeks = ledger.weeks()
    data = week_data(workspace, START + dt.timedelta(days=1), reporter=Silent())
    told = announced_days(workspace, weeks, data.dates)[0]
    free = offers_of(with_announced(data, {}), workspace.settings)
    home = min(id_ for id_ in free[3] if id_ in data.worths[3] and id_ not in told.visits)
    one = replace(told, visits=frozenset(), groups=frozenset(), reserves=frozenset({home}))
    offered = offers_of(with_announced(data, {0: one}), workspace.settings)
    assert [n for n, ids in enumerate(offered) if home in ids] == []
