"""Guards what Today says: the step that really comes next, rows counted once, papers that are out of date, plans unsigned."""

import dataclasses
import datetime as dt
import re
from pathlib import Path

import pytest

from planner.domain.units import clock
from planner.ledger.store import Ledger
from planner.usecases.acting import Acting
from planner.usecases.approving import approve_plan
from planner.usecases.complaints import NewAtDesk, enter_complaint
from planner.usecases.day_news import notes_of_day
from planner.usecases.day_state import DayState, NextStep, next_of
from planner.usecases.reading import ReadPlan, read_kept_plan
from planner.usecases.today import TodayReport, today
from planner.usecases.workspace import Workspace
from planner.words.language import words
from tests.usecases.desk import DATE, SHEET, DeskRun, sure

MORNING = dt.datetime(2025, 8, 26, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@pytest.fixture
def desk(running: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk on that day."""
    return DeskRun(running, tmp_path, capsys, monkeypatch)


def _workspace(desk: DeskRun) -> Workspace:
    return Workspace(desk.folder, Acting(person="Kapolsek", clock=lambda: MORNING))


def _report(desk: DeskRun) -> TodayReport:
    return today(_workspace(desk))


def _day(desk: DeskRun) -> DayState:
    return _report(desk).day


def test_a_replan_that_changes_nobody_asks_for_no_paper(desk: DeskRun) -> None:
    """Lock a visit where it is: a new version, the same routes; the teams' papers hold, and the next step is to record."""
    assert next_of(_day(desk)) is NextStep.RECORD
    desk("change", "lock", DATE, f"{desk.stops('T01')[2]}=T01")
    day = _day(desk)
    assert (day.newest and day.newest.version, day.outdated, next_of(day)) == (2, frozenset(), NextStep.RECORD)


def test_only_the_teams_that_change_have_old_papers(desk: DeskRun) -> None:
    """A visit taken from T01: its paper is to be made anew, T02's holds; printed, it waits to be handed out."""
    plan = desk("change", "take-out", DATE, desk.stops("T01")[3], "--waive")["plan"]
    assert (_day(desk).outdated, next_of(_day(desk))) == ({"T01"}, NextStep.PRINT)
    desk("print", plan)
    assert (_day(desk).outdated, next_of(_day(desk))) == (frozenset(), NextStep.HAND_OUT)


def test_rows_done_before_a_replan_count_as_recorded(desk: DeskRun) -> None:
    """What the first paper told counts for the grey rows of the second; all rows told in two papers: the day is done."""
    first, second = desk.stops("T01"), desk.stops("T02")
    desk("record", SHEET, typed=sure("b", "b") + "q\n")
    plan = desk("change", "take-out", DATE, first[-1], "--waive", "--at", "09:30")["plan"]
    desk("print", plan)
    day = _day(desk)
    assert (day.num_recorded, day.num_rows) == (2, len(first) - 1 + len(second))
    desk("handout", DATE, "T01")
    desk("record", "DDS-20250826-T01-v2", typed=sure(*["b"] * 40))
    desk("record", "DDS-20250826-T02-v1", typed=sure(*["b"] * 40))
    day = _day(desk)
    assert (day.num_recorded, day.num_rows, next_of(day)) == (day.num_rows, len(first) - 1 + len(second), NextStep.DONE)


def test_other_officers_make_a_paper_old(desk: DeskRun) -> None:
    """One goes and another comes: the plan holds, T01's paper names the wrong one until it is printed; T02 keeps its own."""
    borrowed = "Bripda GANTI CONTOH – 00000009"
    assert "has_old_sheet" in str(desk("day", "set", DATE, "T01", "--absent", "00000002", "--borrow", borrowed))
    assert "Lembar T01 menyebut petugas atau titik kumpul yang lain" in desk.err
    assert (_day(desk).outdated, next_of(_day(desk))) == ({"T01"}, NextStep.PRINT)
    plan = desk("change", "lock", DATE, f"{desk.stops('T02')[1]}=T02")["plan"]
    found = desk("print", plan)
    assert ("sheet-T01.pdf" in found["files"], found["unchanged"]) == (True, ["T02"])
    assert (_day(desk).outdated, next_of(_day(desk))) == (frozenset(), NextStep.HAND_OUT)
    desk("day", "clear", DATE)
    assert _day(desk).outdated == {"T01"}


def test_marks_of_officers_name_nobody(desk: DeskRun) -> None:
    """The same two officers on two papers have two marks: nobody can look a name up by them."""
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        marks = {sheet.id: sheet.crew_hash for sheet in ledger.sheets()}
    assert len({mark for mark in marks.values() if mark}) == 2
    assert {id_ for id_, mark in marks.items() if not mark} == {id_ for id_ in marks if id_.startswith("KK")}


def test_a_damaged_plan_does_not_close_the_page(desk: DeskRun) -> None:
    """Where the newest version cannot be read Today still opens, and sends to printing, which names the fault."""
    plan = Path(desk("change", "take-out", DATE, desk.stops("T01")[3], "--waive")["plan"])
    plan.write_text("{", encoding="utf-8")
    assert next_of(_day(desk)) is NextStep.PRINT


def test_unsigned_plans_are_listed(desk: DeskRun) -> None:
    """Where the station wants the Kapolsek's word, days to come without it are named, and it comes before printing."""
    assert _report(desk).unsigned == ()
    settings = desk.folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("needs_approval = false", "needs_approval = true"), encoding="utf-8")
    assert next_of(_day(desk)) is NextStep.RECORD, "the papers are out, and hold"
    desk("change", "take-out", DATE, desk.stops("T01")[3], "--waive")
    report = _report(desk)
    assert [(plan.date.isoformat(), plan.version) for plan in report.unsigned] == [(DATE, 2)]
    assert report.next_step is NextStep.APPROVE
    approve_plan(_workspace(desk), dt.date.fromisoformat(DATE), 2)
    assert (_report(desk).unsigned, _report(desk).next_step) == ((), NextStep.PRINT)


def test_the_terminal_says_the_same(desk: DeskRun) -> None:
    """`dds today` tells the step, both days, and nothing of a home."""
    text = desk.text("today")
    assert text.startswith("Langkah berikutnya: ")
    assert "Belum ada rencana" in text
    assert "Rahasia" not in text
    assert desk("today")["next_step"] in ("plan", "done"), "by the hour"


def test_complaints_that_came_after_the_plan_are_named(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """An open complaint that no plan weighed is told by its id, with the cure that fits the hour."""
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: _workspace(desk).acting)
    assert _day(desk).left_out == ()
    came = [
        enter_complaint(_workspace(desk), NewAtDesk(household=home, category=category, received=dt.date(2025, 8, 25)))
        for home, category in (("H010", "CRM"), ("H011", "RJK"), ("H029", "CRM"))  # a special referral, a home that wants none
    ]
    id_ = came[0].life.id
    assert _day(desk).left_out == (id_,)
    notes = notes_of_day(_workspace(desk), read_kept_plan(Path(desk.plan)))
    assert [(note.code, note.values["ids"]) for note in notes] == [("E4077", id_)]
    assert f"dds replan plans/{DATE}/plan-v1.json --add {id_}" in desk.text("today")
    desk("handout", DATE, "--undo", *(sheet.id for sheet in _day(desk).sheets))
    assert f"{id_}\n  Susun hari itu sekali lagi: dds plan --date {DATE}" in desk.text("today")
    desk("plan", "--date", DATE, "--engine", "insertion", "--iterations", "5", "--prove", "0")
    assert _day(desk).left_out == ()


def test_the_evening_looks_at_tomorrow(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day that is over without a plan is not planned any more: the step is tomorrow's, by its date."""

    def seen(hour: int, day: int = 25) -> tuple[str, str]:
        moment = dt.datetime(2025, 8, day, hour - 7, tzinfo=dt.UTC)
        monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: Acting(person="petugas", clock=lambda: moment))
        found = desk("today")
        return found["next_step"], found["next_date"]

    assert seen(12) == ("plan", "2025-08-25")
    assert seen(23) == ("rest", DATE)
    assert seen(23, day=24) == ("done", "2025-08-25")
    desk("handout", DATE, SHEET, "--undo")
    assert seen(23) == ("hand_out", DATE)


def test_a_plan_that_is_not_printed_asks_for_what_helps(desk: DeskRun) -> None:
    """A door shut since: out, the rest is planned anew, and what that leaves is printed; else the day is planned again."""
    first, homes = desk.stops("T02")[0], [id_ for id_ in desk.stops("T01") if id_.startswith("H")]
    desk("person", "correct", homes[-1], "--do-not-visit")
    assert (_day(desk).num_closed, next_of(_day(desk))) == (0, NextStep.RECORD), "nothing waits for paper"
    plan = desk("change", "take-out", DATE, first, "--waive")["plan"]
    day = _day(desk)
    assert (day.num_closed, next_of(day)) == (1, NextStep.REPLAN)
    desk("print", plan, code=3)
    assert "E3051" in desk.err
    again = desk("replan", plan, "--at", "08:00", "--engine", "insertion", "--iterations", "5")["plan"]
    assert (_day(desk).num_closed, next_of(_day(desk))) == (0, NextStep.PRINT)
    desk("print", again)
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        ids = [sheet.id for sheet in ledger.sheets() if sheet.handed_out_at is not None]
        ledger.mark_sheets(ids, "handed_out_at", is_undone=True, now=MORNING, actor="Kapolsek")
    assert next_of(_day(desk)) is NextStep.HAND_OUT
    desk("person", "correct", homes[-2], "--do-not-visit")
    assert (_day(desk).num_closed, next_of(_day(desk))) == (1, NextStep.PLAN), "a sheet waits that goes there"


def test_recording_is_told_with_its_hour_while_all_teams_are_out(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Right after handing out nothing is back yet: the step says when the first team is; later no hour."""
    moment = MORNING
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: Acting(person="petugas", clock=lambda: moment))
    plan = read_kept_plan(Path(desk.plan)).document.plan
    first = min(route.end_time for route in plan.routes)
    found = desk("today")
    assert (found["next_step"], found["days"][0]["first_back"]) == ("record", clock(first))
    told = f"tim pertama kembali kira-kira pukul {words('id').clock(first)}"
    assert desk.text("today").splitlines()[0].endswith(told)
    moment = MORNING.replace(hour=0, minute=0) + dt.timedelta(seconds=first + 60)
    assert desk("today")["days"][0]["first_back"] is None
    moment = MORNING
    desk("handback", DATE, "T02")
    assert desk("today")["days"][0]["first_back"] is None
    assert "tim pertama" not in desk.text("today")


def test_a_day_that_is_done_does_not_ask_for_tomorrows_plan_that_is_there(
    desk: DeskRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line of the day says that it is done; what is next stands in the line of the next step."""
    monkeypatch.setattr(
        "planner.terminal.acting.account_at_work",
        lambda: Acting(person="petugas", clock=lambda: MORNING + dt.timedelta(hours=9)),
    )
    for sheet in _day(desk).sheets:
        if sheet.num_stops:
            desk("record", sheet.id, typed=sure(*["b"] * (sheet.num_stops + 12)))
    done = desk.text("today")
    assert done.startswith("Langkah berikutnya: Hari ini selesai; susun rencana besok\n")
    assert done.count("susun rencana besok") == 1
    tomorrow = dt.date(2025, 8, 27)
    with _workspace(desk).ledger() as ledger:  # its file is not looked into: nothing of it is on paper
        ledger.record_plan(dataclasses.replace(ledger.plans(dt.date.fromisoformat(DATE))[0], date=tomorrow, version=1))
    assert "susun rencana besok" not in desk.text("today")


def test_who_wants_a_word_is_who_the_list_names(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """A complaint that is late and rests after a visit hears next when the list says, and is not told before that day."""
    moment = MORNING + dt.timedelta(hours=9)
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: Acting(person="petugas", clock=lambda: moment))
    number = desk.stops("T01").index("C1") + 1
    desk("record", SHEET, typed=f"g {number}\nb x\nq\n")
    for days in range(9):
        moment = MORNING + dt.timedelta(days=days)
        listed = {one["id"] for one in desk("complaint", "list")["complaints"] if one["next_contact"] <= f"{moment:%Y-%m-%d}"}
        assert {one["id"] for one in desk("today")["complaints"]} == listed


def test_complaints_that_no_team_serves_in_their_hours_are_told_apart(
    desk: DeskRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A door open after all duty: no plan brings it in, so nobody is told to plan again until a team has those hours."""
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: _workspace(desk).acting)
    table = tmp_path / "evening.csv"
    rows = "id,household,received,category,urgency,text,windows\nC9,H012,2025-08-25,CRM,normal,teks contoh,16:00-18:00\n"
    table.write_text(rows, encoding="utf-8")
    desk.text("import", "complaints", str(table))
    assert (_day(desk).left_out, _day(desk).unweighed.out_of_hours) == ((), ("C9",))
    (note,) = notes_of_day(_workspace(desk), read_kept_plan(Path(desk.plan)))
    assert (note.code, note.values["ids"]) == ("E4096", "C9")
    told = desk.text("today")
    assert f"E4096 1 keluhan terbuka hanya boleh didatangi pada jam ketika tidak ada tim bertugas, {DATE}: C9." in told
    assert f"dds explain plans/{DATE}/plan-v1.json C9" in told
    assert "--add" not in told
    desk("day", "set", DATE, "T01", "--hours", "08:00-18:00")
    assert (_day(desk).left_out, _day(desk).unweighed.out_of_hours) == (("C9",), ())


def test_a_team_that_is_to_serve_otherwise_is_named_and_the_day_planned_before_printing(desk: DeskRun) -> None:
    """With sheets out the rest is planned anew, once; a team that is back, or is as ever again, asks for nothing."""
    seen: list[Path] = []

    def reading(path: Path) -> ReadPlan:
        seen.append(path)
        return read_kept_plan(path)

    def state() -> tuple[tuple[str, ...], NextStep]:
        day = today(_workspace(desk), reading=reading).day
        return day.differing, next_of(day)

    assert (state(), len(seen)) == (((), NextStep.RECORD), 1)  # for doors shut since, on sheets that are out
    desk("day", "set", DATE, "T02", "--off")
    assert state() == (("T02",), NextStep.REPLAN)
    desk("day", "clear", DATE)
    assert state() == ((), NextStep.RECORD)
    desk("day", "set", DATE, "T02", "--off")
    desk("handback", DATE, "T02")
    assert state() == ((), NextStep.RECORD)
    desk("handback", DATE, "T02", "--undo")
    again = desk("replan", desk.plan, "--at", "08:00", "--engine", "insertion", "--iterations", "5")["plan"]
    assert state() == ((), NextStep.PRINT)
    assert "E4076" not in {note.code for note in notes_of_day(_workspace(desk), read_kept_plan(Path(again)))}


def test_what_helps_is_said_once_before_the_sheets_are_out(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """A team off, a door shut and a complaint that came: the day is planned again, by one line; of tomorrow as tomorrow's."""
    desk("handout", DATE, "--undo", *(sheet.id for sheet in _day(desk).sheets))
    desk("day", "set", DATE, "T02", "--off")
    home = next(id_ for id_ in desk.stops("T01") if id_.startswith("H"))
    desk("person", "correct", home, "--do-not-visit")
    moment = MORNING - dt.timedelta(hours=14)
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: Acting(person="petugas", clock=lambda: moment))
    desk("complaint", "new", "--household", "H010", "--category", "CRM", "--received", "2025-08-24", typed="\n")
    found = desk("today")
    assert (found["next_step"], found["next_date"], found["days"][1]["differing_teams"]) == ("plan", DATE, ["T02"])
    told = desk.text("today")
    assert told.startswith("Langkah berikutnya: Susun rencana (besok, Selasa")
    assert "E4076" in told
    assert told.count(f"dds plan --date {DATE}") == 1


def test_a_word_about_a_complaint_tells_which_sheet_still_goes_there(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answered by telephone while the team is on its way: sheet and hour are told; of one accepted, or made, nothing."""
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: _workspace(desk).acting)
    for word in ("accepted", "open"):
        desk.text("complaint", "C1", word)
        assert "E6150" not in desk.err
    for word, *options in (("closed",), ("solved",), ("referred",), ("waiting", "--until", "2025-08-27")):
        desk.text("complaint", "C1", word, *options)
        assert re.search(rf"E6150 Keluhan C1 .*: {SHEET} \(\d\d\.\d\d\)\. .*radio.*dds replan", desk.err), desk.err
    desk.text("complaint", "C1", "open")
    desk("record", SHEET, typed=f"g {desk.stops('T01').index('C1') + 1}\nb\nq\n")
    desk.text("complaint", "C1", "closed")
    assert "E6150" not in desk.err
