"""Guards the week: no home on two days, ordinary plans, a roll that keeps what was announced, a kill that loses no day."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from planner.usecases.acting import Acting
from planner.usecases.progress import Silent
from planner.usecases.reading import read_kept_plan
from planner.usecases.sheet_list import register_sheets
from planner.usecases.week import planning
from planner.usecases.week.planning import plan_week, roll_week
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DeskRun
from tests.usecases.town import AT_DESK
from tests.usecases.week.conftest import START, WISH


def stops(folder: Path, day: dict[str, Any]) -> list[str]:
    """Visits of a day, from its plan file alone."""
    path = folder / "plans" / str(day["date"]) / f"plan-v{day['plan_version']}.json"
    routes = json.loads(path.read_text(encoding="utf-8"))["routes"]
    return [stop["visit"] for route in routes for stop in route["stops"]]


def test_no_home_is_on_two_days(desk: DeskRun) -> None:
    """Counted from the plan files: every door once, a complaint's home not again, numbers as the report says."""
    found = desk("week", "show")
    made = [id_ for day in found["days"] if day["plan_version"] for id_ in stops(desk.folder, day)]
    doors = ["H003" if id_ == "C1" else id_ for id_ in made]
    assert len(doors) == len(set(doors)) == found["num_visits"]
    assert {"C1", "F1"} <= set(made)
    assert "C2" not in made, "a special referral is never planned"
    assert "H029" not in made, "nobody who wants no visit"
    assert len(made) >= 20, "teams with strength left go on to the next doors"


def test_urgent_complaint_is_on_the_first_day(desk: DeskRun) -> None:
    """It is overdue the day after it came."""
    found = desk("week", "show")
    assert "C1" in stops(desk.folder, found["days"][0])


def test_a_day_is_an_ordinary_plan(desk: DeskRun) -> None:
    """`dds check`, `dds explain` and `dds print` take it."""
    day = desk("week", "show")["days"][1]
    plan = str(desk.folder / "plans" / day["date"] / f"plan-v{day['plan_version']}.json")
    assert desk("check", plan)["is_valid"]
    assert desk("explain", plan, stops(desk.folder, day)[0])
    assert desk("print", plan)["files"]


def test_approved_by_name_and_back(desk: DeskRun) -> None:
    """The ledger keeps who and when; the trail names both steps."""
    found = desk("week", "approve", "--by", "AKP  CONTOH")
    assert (found["approved_by"], bool(found["approved_at"])) == ("AKP CONTOH", True)
    assert found["approved_at"].endswith("+07:00")
    (line,) = (line for line in desk.text("week", "show").splitlines() if "AKP CONTOH" in line)
    assert re.fullmatch(r"Disetujui oleh AKP CONTOH, \d{4}-\d\d-\d\d \d\d:\d\d\.", line.strip())
    assert desk("week", "approve", "--undo")["approved_by"] is None
    actions = [entry["kind"] for entry in desk("audit")["entries"]]
    assert actions[-2:] == ["approve", "unapprove"]
    desk("week", "approve", code=2)
    desk("week", "approve", "--from", "2020-01-06", "--by", "X", code=6)


def test_roll_keeps_announced_rts(desk: DeskRun) -> None:
    """Days that stand as announced keep their very plan; where a door is done elsewhere the RT is still gone to."""
    before = desk("week", "approve", "--by", "AKP CONTOH")
    changed = before["days"][2]
    lost = next(id_ for id_ in stops(desk.folder, changed) if id_.startswith("H"))
    table = desk.folder.parent / "again.csv"
    head = "id,village,rt,rw,address,latitude,longitude,head_name,last_visit,do_not_visit\n"
    number = int(lost[1:])
    longitude, latitude = 106.45 + 0.002 * (number % 6) * 0.8 + 0.0003, -6.20 + 0.002 * (number // 6) + 0.0002
    text = f"{lost},V1,{number // 10 + 1:02d},01,Jl. Contoh {number},{latitude},{longitude},Rahasia{number},,ya\n"
    table.write_text(head + text, encoding="utf-8")
    desk("import", "households", str(table))
    workspace = Workspace(desk.folder, AT_DESK)
    after = roll_week(workspace, WISH, today=START, reporter=Silent()).as_data()
    days: list[Any] = after["days"]  # type: ignore[assignment]
    assert [day["is_locked"] for day in days] == [True] * 5 + [False]
    told = {day["date"]: day for day in before["days"]}
    for day in days[:5]:
        groups = {one["group"] for one in day["neighbourhoods"]}
        assert groups <= {one["group"] for one in told[day["date"]]["neighbourhoods"]}
        made_here = stops(desk.folder, day)
        if day["date"] != changed["date"] and "C1" not in made_here:  # nothing was recorded of the first day: it is due again
            assert day["plan_version"] == told[day["date"]]["plan_version"], "nothing changed, so the plan stands"
    assert days[1]["plan_version"] == changed["plan_version"] + 1
    made = [id_ for day in days if day["plan_version"] for id_ in stops(desk.folder, day)]
    assert lost not in made
    assert len(made) == len(set(made))


@pytest.mark.parametrize("told", ["ditunda", ""])
def test_a_home_stands_on_one_sheet_of_a_week(desk: DeskRun, told: str) -> None:
    """A home put off on Monday, or of whose printed row nothing is told, comes to no other announced day of that week."""
    before = desk("week", "approve", "--by", "AKP CONTOH")
    first = before["days"][0]
    plan = desk.folder / "plans" / first["date"] / f"plan-v{first['plan_version']}.json"
    with Workspace(desk.folder, AT_DESK).ledger() as ledger:
        kept = read_kept_plan(plan)
        register_sheets(Workspace(desk.folder, AT_DESK), ledger, kept, is_printed=True)
    homes = [id_ for id_ in stops(desk.folder, first) if id_.startswith("H")]
    if told:
        rows = ["Lembar;No;ID;Hasil"]
        for route in json.loads(plan.read_text(encoding="utf-8"))["routes"]:
            sheet = f"DDS-{START:%Y%m%d}-{route['shift']}-v{first['plan_version']}"
            rows += [f"{sheet};{number};{stop['visit']};{told}" for number, stop in enumerate(route["stops"], 1)]
        table = desk.folder.parent / "filled.csv"
        table.write_text("\n".join(rows) + "\n", encoding="utf-8")
        desk("record", str(plan), "--file", str(table))
    workspace = Workspace(desk.folder, Acting(person="piket", clock=lambda: dt.datetime(2025, 8, 25, 12, tzinfo=dt.UTC)))
    after = roll_week(workspace, WISH, today=START, reporter=Silent()).as_data()
    days: list[Any] = after["days"]  # type: ignore[assignment]
    made = [id_ for day in days if day["is_locked"] and day["plan_version"] for id_ in stops(desk.folder, day)]
    assert homes
    assert not set(homes) & set(made)


def test_a_kill_loses_no_day(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed while the third day is kept, the same command goes on: two days stay, the others are planned now."""
    workspace = Workspace(desk.folder, AT_DESK)
    keep, kept = planning.keep_result, []

    def dying(*arguments: Any, **options: Any) -> Any:
        if len(kept) == 2:
            raise KeyboardInterrupt
        kept.append(keep(*arguments, **options))
        return kept[-1]

    monkeypatch.setattr(planning, "keep_result", dying)
    with pytest.raises(KeyboardInterrupt):
        plan_week(workspace, START, WISH, reporter=Silent())
    monkeypatch.setattr(planning, "keep_result", keep)
    desk("week", "approve", "--version", "2", "--by", "X", code=6)
    report = plan_week(workspace, START, WISH, reporter=Silent())
    assert (report.record.version, report.record.is_finished) == (2, True)
    assert [day.plan_version for day in report.days[:2]] == [one.version for one in kept]
    made = [id_ for day in report.as_data()["days"] if day["plan_version"] for id_ in stops(desk.folder, day)]  # type: ignore[attr-defined]
    assert len(made) == len(set(made))


def test_text_of_a_week(desk: DeskRun) -> None:
    """The desk reads days, who approved, and what comes next, in both languages."""
    assert "Belum disetujui" in desk.text("week", "show")
    assert "Week from 2025-08-25" in desk.text("--lang", "en", "week", "show")
