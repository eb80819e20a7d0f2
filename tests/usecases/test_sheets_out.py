"""Guards the one rule of what is given to another day already: whom its newest plan or its sheets that are out hold."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.usecases.acting import Acting
from planner.usecases.daily import plan_day
from planner.usecases.progress import Silent
from planner.usecases.searching import SearchWish
from planner.usecases.sheets_out import SheetsOut, holders, rows_elsewhere, sheets_out
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, SHEET, DeskRun, make_day

WISH = ("--any-day", "--iterations", "50", "--prove", "0")
NEXT, MONDAY, TUESDAY = "2025-08-27", "2025-09-01", "2025-09-02"
BEFORE = dt.datetime(2025, 8, 25, 9, tzinfo=dt.UTC)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """The tiny town with four doors a team, its Tuesday planned and printed, and over since long."""
    run = DeskRun(make_day(tmp_path / "made"), tmp_path, capsys, monkeypatch)
    settings = run.folder / "dds.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("max_visits = 18", "max_visits = 4"), encoding="utf-8")
    run("plan", "--date", DATE, *WISH)
    run("print", str(run.folder / "plans" / DATE / "plan-v2.json"))
    return run


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday, the day before the planned one."""
    at_the_time(monkeypatch, BEFORE)


def at_the_time(monkeypatch: pytest.MonkeyPatch, moment: dt.datetime) -> None:
    """Let the clock on the wall stand still."""
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: Acting(person="petugas", clock=lambda: moment))


def workspace_of(desk: DeskRun, moment: dt.datetime = BEFORE) -> Workspace:
    """The desk's workspace at a moment."""
    return Workspace(desk.folder, Acting(person="petugas", clock=lambda: moment))


def stops(desk: DeskRun, date: str, version: int) -> list[str]:
    """Doors of a kept plan."""
    return [stop["visit"] for route in routes(desk, date, version) for stop in route["stops"]]


def reserves(desk: DeskRun, date: str, version: int) -> list[str]:
    """Doors for which there is time only when others stay shut."""
    return [id_ for route in routes(desk, date, version) for id_ in route["reserves"]]


def routes(desk: DeskRun, date: str, version: int) -> list[dict[str, Any]]:
    """Routes of a kept plan."""
    plan = json.loads((desk.folder / "plans" / date / f"plan-v{version}.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = plan["routes"]
    return found


def test_a_day_planned_alone_leaves_the_sheets_of_other_days_alone(desk: DeskRun) -> None:
    """What Tuesday's sheets hold, also in reserve, is not Wednesday's, is counted and explained; a week later all is anew."""
    held = {*stops(desk, DATE, 2), *reserves(desk, DATE, 2)}
    found = desk("plan", "--date", NEXT, *WISH)
    assert len(held) > len(stops(desk, DATE, 2)) > 0
    assert not held & {*stops(desk, NEXT, 1), *reserves(desk, NEXT, 1)}
    assert found["excluded"]["on_sheet"] == len(held)
    plan = str(desk.folder / "plans" / NEXT / "plan-v1.json")
    assert {desk("explain", plan, id_)["reason"] for id_ in ("C1", max(held))} == {"on_sheet"}
    assert "on_sheet" not in desk("plan", "--date", TUESDAY, *WISH)["excluded"]
    assert "on_sheet" not in desk("plan", "--date", DATE, *WISH)["excluded"], "the day itself is planned anew"


def test_the_week_is_the_days_on_either_side(desk: DeskRun) -> None:
    """The sheet of one week's Tuesday holds for the next week's Monday, and for the Wednesday before."""
    held = {*stops(desk, DATE, 2), *reserves(desk, DATE, 2)} - {"C1"}
    for date in (MONDAY, "2025-08-20"):
        assert held == set(holders(workspace_of(desk), dt.date.fromisoformat(date))) - {"H003"}
    assert not holders(workspace_of(desk), dt.date(2025, 8, 19))


def test_a_recorded_row_is_no_longer_on_its_sheet(desk: DeskRun) -> None:
    """A door that stayed shut is due again by the rule of tries; of a sheet that is back the reserves are free."""
    before = desk("plan", "--date", NEXT, *WISH)["excluded"]["on_sheet"]
    desk.text("record", SHEET.replace("v1", "v2"), typed="s\nq\n")
    found = desk("plan", "--date", NEXT, *WISH)["excluded"]
    assert 0 < found["on_sheet"] < before, "the other team's sheet is still out"
    own, other = ({route["shift"]: route["reserves"] for route in routes(desk, DATE, 2)}[team] for team in ("T01", "T02"))
    held = holders(workspace_of(desk), dt.date.fromisoformat(NEXT))
    assert not held.keys() & set(own)
    assert set(other) <= held.keys()
    desk("handback", DATE, "T02")
    assert not holders(workspace_of(desk), dt.date.fromisoformat(NEXT)).keys() & {*own, *other}


def test_a_complaint_is_followed_up_once_and_named(desk: DeskRun) -> None:
    """It is urgent: on a sheet, not recorded, it rests two days in both directions, and both plans say where it is."""
    sheet = next(f"DDS-20250826-{route['shift']}-v2" for route in routes(desk, DATE, 2) if "C1" in str(route["stops"]))
    for date, is_held in (("2025-08-25", True), (NEXT, True), ("2025-08-28", False)):
        notes = [note for note in desk("plan", "--date", date, *WISH)["notes"] if note.startswith("E4090")]
        assert ("C1" not in stops(desk, date, 1)) is is_held
        assert len(notes) == is_held
        assert all("1 complaint" in note and "C1" in note and sheet in note for note in notes)


def test_a_promise_of_that_very_day_comes(desk: DeskRun) -> None:
    """A home that was promised for a day and is in the plan of the next one comes on its own day, not on a third."""
    desk.text("record", SHEET.replace("v1", "v2"), typed="b +\nq\n")
    with workspace_of(desk).ledger() as ledger:
        (home,) = [one.id for one in ledger.households() if one.follow_up_on is not None]
        promised = next(one.follow_up_on for one in ledger.households() if one.id == home)
    assert promised is not None
    day = promised + dt.timedelta(days=1)
    moment = dt.datetime.combine(day, dt.time(1), tzinfo=dt.UTC)
    plan_day(workspace_of(desk, moment), day, SearchWish(max_iterations=50, proof_limit=0), reporter=Silent())
    assert home in stops(desk, str(day), 1)
    assert home not in holders(workspace_of(desk, moment), promised)
    assert home in holders(workspace_of(desk, moment), promised + dt.timedelta(days=2))


@pytest.mark.usefixtures("before")
def test_plans_to_come_hold_before_they_are_printed(desk: DeskRun) -> None:
    """Wednesday is planned and not printed: Thursday leaves it its doors, until Wednesday is over."""
    desk("plan", "--date", NEXT, *WISH)
    wednesday = set(stops(desk, NEXT, 1))
    desk("plan", "--date", "2025-08-28", *WISH)
    assert not wednesday & set(stops(desk, "2025-08-28", 1))
    held = holders(workspace_of(desk), dt.date(2025, 8, 28))
    assert {held[id_] for id_ in wednesday} == {"2025-08-27 v1"}
    assert {where for where in held.values() if DATE.replace("-", "") in where} == {
        SHEET.replace("v1", "v2"),
        "DDS-20250826-T02-v2",
    }
    later = dt.datetime(2025, 8, 28, 3, tzinfo=dt.UTC)
    assert not wednesday & holders(workspace_of(desk, later), dt.date(2025, 8, 29)).keys(), (
        "its day is over, no sheet was printed"
    )


@pytest.mark.usefixtures("before")
def test_the_hour_is_that_of_the_station(desk: DeskRun) -> None:
    """At nine in the morning of Greenwich Wednesday's duty is over at the station, and so is its unprinted plan."""
    desk("plan", "--date", NEXT, *WISH)
    wednesday, thursday = set(stops(desk, NEXT, 1)), dt.date(2025, 8, 28)
    late = dt.datetime(2025, 8, 27, 8, 59, tzinfo=dt.UTC)
    (hours, *_) = [{stop["visit"] for stop in route["stops"]} for route in routes(desk, NEXT, 1) if route["shift"] == "T01"]
    held = holders(workspace_of(desk, late), thursday).keys()
    assert hours <= held
    assert not (wednesday - hours) & held, "the other team serves until noon"
    assert not wednesday & holders(workspace_of(desk, late + dt.timedelta(minutes=1)), thursday).keys()


def test_who_does_not_serve_keeps_nothing(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """A team is set off duty before it takes its sheet: its doors are free at once; a sheet that it has taken keeps them."""
    at_the_time(monkeypatch, BEFORE)
    own = {stop["visit"] for route in routes(desk, DATE, 2) if route["shift"] == "T02" for stop in route["stops"]}
    desk("day", "set", DATE, "T02", "--off")
    assert not own & holders(workspace_of(desk), dt.date.fromisoformat(NEXT)).keys()
    desk("day", "clear", DATE, "T02")
    desk.text("handout", DATE)
    desk("day", "set", DATE, "T02", "--off")
    assert own <= holders(workspace_of(desk), dt.date.fromisoformat(NEXT)).keys()


def test_rows_left_blank_are_free_once_the_sheet_was_typed(desk: DeskRun) -> None:
    """Handed back it still holds all: it is to be typed. With a row typed the rest was not made; a lost one is never typed,
    and holds all as long as its team may go on.
    """
    sheet, after = SHEET.replace("v1", "v2"), dt.date.fromisoformat(NEXT)
    own = {stop["visit"] for route in routes(desk, DATE, 2) if route["shift"] == "T01" for stop in route["stops"]}
    desk.text("handback", DATE, "T01")
    assert own <= holders(workspace_of(desk), after).keys()
    desk.text("record", sheet, typed="b\nq\n")
    assert not own & holders(workspace_of(desk), after).keys()
    for day, codes in ((26, ["E4097"]), (27, [])):  # on its own evening it may still be under the clerk's hands
        moment = dt.datetime(2025, 8, day, 10, tzinfo=dt.UTC)
        notes = sheets_out(workspace_of(desk, moment), [dt.date(2025, 8, 28)]).notes
        assert [note.code for note in notes] == codes
        assert all(note.values["sheets"] == sheet for note in notes)
    other = {stop["visit"] for route in routes(desk, DATE, 2) if route["shift"] == "T02" for stop in route["stops"]}
    assert other <= holders(workspace_of(desk), after).keys()
    desk.text("handback", DATE, "T02", "--lost")
    assert other <= holders(workspace_of(desk), after).keys()
    assert not other & holders(workspace_of(desk, dt.datetime(2025, 8, 27, 1, tzinfo=dt.UTC)), after).keys()
    (desk.folder / "plans" / DATE / "plan-v2.json").unlink()
    assert not sheets_out(workspace_of(desk, dt.datetime(2025, 8, 27, 1, tzinfo=dt.UTC)), [after]).notes, "nobody asks for it"


def test_a_long_rest_is_kept_beyond_a_week(desk: DeskRun) -> None:
    """Follow-ups of a category may lie two weeks apart by the settings: sheets of eight days ago still hold its complaint."""
    settings = desk.folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    for usual in ("follow_up_days = 3", "follow_up_days_urgent = 2"):
        assert usual in text
        text = text.replace(usual, f"{usual[:-1]}14")
    settings.write_text(text, encoding="utf-8")
    held = holders(workspace_of(desk), dt.date(2025, 9, 4))
    assert set(held) <= {"C1"}
    assert "C1" in held


def test_a_day_of_which_others_have_all_is_refused(desk: DeskRun) -> None:
    """Tuesday's plan has every door of the town, printed: Wednesday is refused with the place, and no empty plan is kept."""
    settings = desk.folder / "dds.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("max_visits = 4", "max_visits = 18"), encoding="utf-8")
    desk("plan", "--date", DATE, *WISH)
    desk("print", str(desk.folder / "plans" / DATE / "plan-v3.json"))
    desk("plan", "--date", NEXT, *WISH, code=3)
    assert "E4094" in desk.err
    assert not (desk.folder / "plans" / NEXT).exists()


def test_papers_tell_of_a_complaint_at_a_door_of_another_day(desk: DeskRun) -> None:
    """Somebody at a home that Tuesday's sheet has complains: it is another errand, planned, and told when it is printed."""
    home = next(id_ for id_ in stops(desk, DATE, 2) if id_.startswith("H"))
    made = desk("complaint", "new", "--household", home, "--category", "LPJ", typed="Lampu jalan padam\n")
    notes = desk("plan", "--date", NEXT, *WISH)["notes"]
    assert made["id"] in stops(desk, NEXT, 1)
    assert not any(note.startswith("E4090") and made["id"] in note for note in notes)
    (note,) = rows_elsewhere(workspace_of(desk), dt.date.fromisoformat(NEXT), [made["id"]])
    assert (note.code, note.values["count"], note.values["id"]) == ("E4103", 1, made["id"])
    sheet = next(f"DDS-20250826-{route['shift']}-v2" for route in routes(desk, DATE, 2) if home in str(route["stops"]))
    assert note.values["where"] == f"{made['id']} – {home}: {home}, {sheet}"


def test_another_complaint_at_the_home_of_a_complaint_is_another_errand(desk: DeskRun) -> None:
    """C1 stands on Tuesday's sheet, its home does for its sake: both visits are told with it; C1 itself stands twice."""
    tuesday = workspace_of(desk)
    with tuesday.ledger() as ledger:
        home = next(one.household for one in ledger.complaints(["C1"]))
    assert home
    made = desk("complaint", "new", "--household", home, "--category", "LPJ", typed="Lampu jalan padam\n")["id"]
    by_code = {note.code: note for note in rows_elsewhere(tuesday, dt.date.fromisoformat(NEXT), ["C1", made, home])}
    assert by_code["E4091"].values["ids"] == "C1"
    where = str(by_code["E4103"].values["where"])
    assert f"{made} – {home}: C1, DDS-20250826-" in where
    assert f"{home} – {home}: C1, DDS-20250826-" in where
    assert rows_elsewhere(tuesday, dt.date(2025, 8, 30), ["C1"]) == (), (
        "its rest is over: the same visit again, no other errand"
    )


def test_a_sheet_that_came_back_empty_is_recorded_by_one_row_not_gone_to(desk: DeskRun) -> None:
    """What E4091 says: the row with d and the blank rest are offered again."""
    sheet, after = SHEET.replace("v1", "v2"), dt.date.fromisoformat(NEXT)
    own = {stop["visit"] for route in routes(desk, DATE, 2) if route["shift"] == "T01" for stop in route["stops"]}
    desk.text("handback", DATE, "T01")
    desk.text("record", sheet, typed="d\nq\n")
    assert not own & holders(workspace_of(desk), after).keys()


@pytest.mark.usefixtures("before")
def test_papers_tell_rows_that_other_days_have(desk: DeskRun) -> None:
    """Wednesday's plan was made before Tuesday's took its doors: printing says how many rows stand twice, and where."""
    desk("plan", "--date", NEXT, *WISH)
    plan = desk.folder / "plans" / NEXT / "plan-v1.json"
    assert not [note for note in desk("print", str(plan))["notes"] if note.startswith("E4091")]
    home = next(id_ for id_ in stops(desk, DATE, 2) if id_.startswith("H"))
    desk("change", "take-out", NEXT, stops(desk, NEXT, 1)[0])
    desk("replan", str(plan.with_name("plan-v2.json")), "--at", "07:00", "--add", home, "--iterations", "50")
    assert "E4091" in desk.err, "who is asked for by name is put in, with a word"
    (note,) = (one for one in desk("print", str(plan.with_name("plan-v3.json")))["notes"] if one.startswith("E4091"))
    assert "1 row" in note
    assert home in note
    assert "DDS-20250826-" in note


def test_a_damaged_plan_of_another_day_is_told(desk: DeskRun) -> None:
    """Wednesday is planned all the same, with the fault among its notes."""
    (desk.folder / "plans" / DATE / "plan-v2.json").write_text("{", encoding="utf-8")
    found = desk("plan", "--date", NEXT, *WISH)
    assert any(note.startswith("E4095") and DATE in note for note in found["notes"])


def test_a_later_day_keeps_no_complaint_past_its_deadline() -> None:
    """On Saturday's plan, to be answered by Friday: Thursday and Friday may have it, Sunday not; an overdue one likewise."""
    thursday, friday, saturday, sunday = (dt.date(2025, 8, 28) + dt.timedelta(days=n) for n in range(4))
    for due, free in ((friday, {thursday, friday}), (saturday, set()), (thursday, {thursday, friday})):
        out = SheetsOut(by_date=((saturday, {"K1": "2025-08-30 v1"}),), rests={"K1": 7}, due={"K1": due})
        assert {day for day in (thursday, friday, sunday) if not out.holders(day)} == free
        out = replace(out, own=frozenset({"K1"}))
        told = {day: out.taken_early(day, ["K1"]) for day in (thursday, friday, sunday)}
        assert {day for day, notes in told.items() if notes} == free, (
            "who takes it before is told that the later day has it, too"
        )
        assert {(note.code, note.values["ids"]) for notes in told.values() for note in notes} <= {("E4091", "K1")}
