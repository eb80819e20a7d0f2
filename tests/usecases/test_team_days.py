"""Guards a day's own settings: who is there, when, and from where, by every road that leads to a plan and to paper."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from planner.domain.errors import InputError
from planner.ledger.store import Ledger
from planner.usecases.duty import clear_team_days, duty_of_day, set_team_day, words_of
from planner.usecases.seen import mark_of
from planner.usecases.team_day_words import TeamDayWords
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, DeskRun
from tests.usecases.town import AT_DESK, SOUTH, STEP, WEST

DAY = dt.date.fromisoformat(DATE)
POST = f"{SOUTH + 4 * STEP}, {WEST + 4 * STEP}"


def _plan(desk: DeskRun, *options: str) -> dict[str, Any]:
    path = desk("plan", "--date", DATE, "--iterations", "200", "--prove", "0", *options)["plan"]
    return {"path": path, **json.loads(Path(path).read_text(encoding="utf-8"))}


def _teams(plan: dict[str, Any]) -> set[str]:
    return {route["shift"] for route in plan["routes"]}


def _problem(desk: DeskRun, version: int) -> dict[str, Any]:
    from planner.usecases.reading import read_kept_plan  # noqa: PLC0415

    read = read_kept_plan(desk.folder / "plans" / DATE / f"plan-v{version}.json")
    return {"shifts": {shift.id: shift for shift in read.problem.shifts}, "places": read.places}


def test_all_that_can_be_different_reaches_the_plan(desk: DeskRun) -> None:
    """Members, skills, hours, breaks and start of a team are those of the day; the roster stays as it was."""
    before = Ledger.open(desk.folder / "ledger.sqlite").teams()
    desk("day", "set", DATE, "T01", "--absent", "2", "--skills", "-", "--hours", "09:00-12:00", "--break", "10:00-10:20",
         "--post", POST, "--post-name", "Pos Contoh")  # fmt: skip
    desk("day", "set", DATE, "T02", "--borrow", "00000002")
    plan = _plan(desk)
    found = _problem(desk, 2)
    one, two = found["shifts"]["T01"], found["shifts"]["T02"]
    assert (one.window.start, one.window.end, one.team_size, one.skills) == (9 * 3600, 12 * 3600, 1, frozenset())
    assert [(rest.windows[0].start, rest.duration) for rest in one.breaks] == [(10 * 3600, 1200)]
    assert found["places"][one.start].tolist() == pytest.approx([WEST + 4 * STEP, SOUTH + 4 * STEP])
    assert (one.end, two.start, two.team_size) == (0, 0, 3)
    assert desk("check", plan["path"])["is_valid"]
    assert Ledger.open(desk.folder / "ledger.sqlite").teams() == before


def test_a_visit_put_to_a_team_that_is_away_says_so(desk: DeskRun) -> None:
    """Not the hours of the home are in the way but the team's day; a plan made without the team says how that may be."""
    desk("day", "set", DATE, "T02", "--off")
    told = desk.text("change", "put", DATE, desk.stops("T01")[2], "--team", "T02", code=4)
    assert "tim tidak bertugas hari itu" in told
    _plan(desk)
    desk.text("change", "put", DATE, desk.stops("T01")[2], "--team", "T02", code=3)
    assert "E8101" in desk.err
    assert "dds day show" in desk.err


def test_another_day_is_as_ever(desk: DeskRun) -> None:
    """What is set for a day holds for that day alone, and can be taken back."""
    desk("day", "set", DATE, "T01", "--off")
    shown = {row["team"]: row for row in desk("day", "show", "2025-08-27")["teams"]}
    assert (len(shown["T01"]["shifts"]), shown["T01"]["is_different"]) == (1, False)
    assert _teams(_plan(desk)) == {"T02"}
    assert desk("day", "clear", DATE)["teams"] == ["T01"]
    assert _teams(_plan(desk)) == {"T01", "T02"}


def test_what_is_not_named_stays_and_nothing_is_as_ever(desk: DeskRun) -> None:
    """A second setting adds to the first; an empty one takes its part back; with nothing left the day is as ever."""
    desk("day", "set", DATE, "T01", "--hours", "09:00-12:00")
    desk("day", "set", DATE, "T01", "--no-prayer")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        (day,) = ledger.team_days(DAY)
    assert (day.hours is not None, day.prays) == (True, False)
    workspace = Workspace(desk.folder, AT_DESK)
    set_team_day(workspace, DAY, "T01", TeamDayWords(hours="", prays=""))
    assert [one.day for one in duty_of_day(workspace, DAY)] == [None, None]


def test_a_form_reads_back_what_it_shows(desk: DeskRun) -> None:
    """The words of a day, sent back as they are shown, change nothing."""
    desk("day", "set", DATE, "T01", "--absent", "00000002", "--borrow", "Aiptu LIMA CONTOH – 00000005", "--skills", "ppa",
         "--shift", "sore", "--hours", "15:00-18:00", "--break", "-", "--prayer", "--post", "F1")  # fmt: skip
    workspace = Workspace(desk.folder, AT_DESK)
    (day,) = workspace.ledger().team_days(DAY)
    assert day.post_name == "Lampu Contoh"
    set_team_day(workspace, DAY, "T01", words_of(day))
    assert workspace.ledger().team_days(DAY) == (day,)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (TeamDayWords(borrowed=("00000003",)), "E4070"),
        (TeamDayWords(borrowed=("Bripka TIGA CONTOH – 00000003",)), "E4070"),
        (TeamDayWords(borrowed=("Bripka TIGA CONTOH, S.H.",)), "E4070"),
        (TeamDayWords(borrowed=("Aipda Tiga  Contoh",)), "E4070"),
        (TeamDayWords(borrowed=("TIGA CONTOH S.Sos.",)), "E4070"),
        (TeamDayWords(breaks=("17:00-18:00",)), "E4084"),
        (TeamDayWords(hours="08:00-10:00", breaks=("09:00-09:20", "12:00-13:00")), "E4084"),
        (TeamDayWords(absent=("9",)), "E4071"),
        (TeamDayWords(absent=("00000003",)), "E4071"),
        (TeamDayWords(borrowed=("00000099",)), "E4072"),
        (TeamDayWords(absent=("1", "2")), "E4073"),
        (TeamDayWords(shifts=("pagi", "sore"), hours="08:00-10:00"), "E4074"),
        (TeamDayWords(shifts=("malam",)), "E1110"),
        (TeamDayWords(hours="12:00-08:00"), "E8102"),
        (TeamDayWords(breaks=("siang",)), "E8102"),
        (TeamDayWords(prays="mungkin"), "E8102"),
        (TeamDayWords(post="di pasar"), "E8102"),
    ],
)
def test_what_cannot_be_is_refused(desk: DeskRun, words: TeamDayWords, code: str) -> None:
    """Nobody is in two teams at once, no team is empty, and words are read or refused; nothing is kept then."""
    workspace = Workspace(desk.folder, AT_DESK)
    with pytest.raises(InputError) as refused:
        set_team_day(workspace, DAY, "T01", words)
    assert [fault.code for fault in refused.value.faults] == [code]
    assert not any("CONTOH" in fault.text() for fault in refused.value.faults)
    assert workspace.ledger().team_days(DAY) == ()


def test_what_was_seen_is_still_there_when_it_is_changed(desk: DeskRun) -> None:
    """Who decided in front of what another desk has overtaken keeps and clears nothing; who saw what is there does."""
    workspace = Workspace(desk.folder, AT_DESK)

    def seen() -> str:
        return next(mark_of(one.said) for one in duty_of_day(workspace, DAY) if one.team.id == "T01")

    before = seen()
    set_team_day(workspace, DAY, "T01", TeamDayWords(hours="09:00-12:00"), seen=before)
    kept = workspace.ledger().team_days(DAY)
    for change in (
        lambda: set_team_day(workspace, DAY, "T01", TeamDayWords(hours="10:00-12:00"), seen=before),
        lambda: clear_team_days(workspace, DAY, ["T01"], seen=before),
    ):
        with pytest.raises(InputError, match="E6138"):
            change()
        assert workspace.ledger().team_days(DAY) == kept
    assert clear_team_days(workspace, DAY, ["T01"], seen=seen())[0] == ("T01",)


def test_plan_made_before_is_told(desk: DeskRun) -> None:
    """A plan that was made before the day's settings says which teams are to serve otherwise, and is printed all the same."""
    desk("day", "set", DATE, "T02", "--hours", "08:00-10:00")
    assert ["T02" in note for note in desk("print", desk.plan)["notes"]] == [True]
    assert _plan(desk)["path"].endswith("plan-v2.json")
    assert desk("print", str(desk.folder / "plans" / DATE / "plan-v2.json"))["notes"] == []


def test_replanning_obeys_the_day(desk: DeskRun) -> None:
    """After 9.00 a team goes home at 10.30 and another is off: what they did stays, nothing comes later, the checker agrees."""
    desk("day", "set", DATE, "T01", "--hours", "08:00-10:30", "--skills", "-")
    desk("day", "set", DATE, "T02", "--off")
    path = desk("replan", desk.plan, "--at", "09:00", "--iterations", "200")["plan"]
    assert desk("check", path)["is_valid"]
    routes = {route["shift"]: route for route in json.loads(Path(path).read_text(encoding="utf-8"))["routes"]}
    old = {route["shift"]: route for route in json.loads(Path(desk.plan).read_text(encoding="utf-8"))["routes"]}
    last = {team: [stop["start"] for stop in route["stops"]] for team, route in routes.items()}
    assert max(last["T01"]) <= "10:30"
    assert last["T02"] == [stop["start"] for stop in old["T02"]["stops"]][: len(last["T02"])]
    assert max(last["T02"]) < "10:00"


def test_a_break_that_is_due_already_is_taken_late_also_where_the_day_is_set(desk: DeskRun) -> None:
    """Who is at a door when the Friday prayer should have begun goes to pray afterwards, whatever was set for the team."""
    friday = "2025-08-29"
    first = desk("plan", "--date", friday, "--iterations", "200", "--prove", "0")["plan"]
    desk("day", "set", friday, "T01", "--skills", "polwan,ppa")
    path = desk("replan", first, "--at", "11:20", "--late", "T01=30m", "--iterations", "200")["plan"]
    for plan in (first, path):
        routes = json.loads(Path(plan).read_text(encoding="utf-8"))["routes"]
        breaks = next(route["pauses"] for route in routes if route["shift"] == "T01")
        assert "jumat" in {pause["break"] for pause in breaks}
    assert desk("check", path)["is_valid"]


def test_replanning_starts_at_the_post(desk: DeskRun) -> None:
    """Before duty the post of the day becomes where the team starts; once it has left, it has left."""
    desk("day", "set", DATE, "T01", "--post", POST)
    path = desk("replan", desk.plan, "--at", "07:00", "--iterations", "100")["plan"]
    assert desk("check", path)["is_valid"]
    found = _problem(desk, 2)
    assert found["places"][found["shifts"]["T01"].start].tolist() == pytest.approx([WEST + 4 * STEP, SOUTH + 4 * STEP])
    path = desk("replan", desk.plan, "--at", "10:00", "--iterations", "100")["plan"]
    assert _problem(desk, 3)["shifts"]["T01"].start == 0
    assert desk("check", path)["is_valid"]


def test_scenarios_begin_from_the_day(desk: DeskRun) -> None:
    """A scenario without changes serves as the day says, from the post, and its baseline needs no note."""
    desk("day", "set", DATE, "T01", "--hours", "08:00-11:00", "--post", POST)
    plan = _plan(desk)
    found = desk("whatif", plan["path"], "--without", "T02", "--time-limit", "0.2")
    assert "E8051" not in json.dumps(found)
    assert "E8051" not in desk.err


def test_week_goes_by_the_days(desk: DeskRun) -> None:
    """A day of the week on which everybody is off has no plan; the others have theirs."""
    for team in ("T01", "T02"):
        desk("day", "set", DATE, team, "--off")
    days = desk("week", "plan", "--from", "2025-08-25", "--iterations", "20")["days"]
    teams = {day["date"]: day["num_teams"] for day in days}
    assert (teams["2025-08-25"] > 0, teams[DATE]) == (True, 0)


def test_sheets_name_who_is_there(desk: DeskRun) -> None:
    """The sheet names the officers of the day and where the team starts; a borrowed leader signs only behind its own."""
    from planner.usecases.printing import day_context  # noqa: PLC0415
    from planner.usecases.reading import read_kept_plan  # noqa: PLC0415

    desk("day", "set", DATE, "T01", "--absent", "2", "--borrow", "Aiptu LIMA CONTOH – 00000005", "--post", "F1")
    path = Path(_plan(desk)["path"])
    workspace = Workspace(desk.folder, AT_DESK)
    kept = read_kept_plan(path)
    from outputs.itinerary.build import build_day  # noqa: PLC0415

    day = build_day(kept.problem, kept.document.plan, context=day_context(workspace, kept, workspace.settings))
    team = next(team for team in day.teams if team.team_id == "T01")
    assert [officer.name for officer in team.officers] == ["SATU CONTOH", "LIMA CONTOH"]
    assert team.meeting_point == "Lampu Contoh"
    assert {other.meeting_point for other in day.teams if other is not team} == {"Mapolsek"}


def test_audit_tells_of_days_without_names(desk: DeskRun) -> None:
    """Each setting is in the audit trail, by team and in numbers."""
    desk("day", "set", DATE, "T01", "--absent", "2")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        entry = ledger.audit_trail()[-1]
    assert (entry.action, entry.subject) == ("set", f"day {DATE} T01")
    assert entry.details["absent"] == 1


def test_names_of_borrowed_officers_are_not_kept_for_ever(desk: DeskRun) -> None:
    """What was said of days long past is purged."""
    desk("day", "set", DATE, "T01", "--borrow", "Aiptu LIMA CONTOH – 00000005")
    desk("purge")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert ledger.team_days() == ()


def test_the_answer_says_that_a_plan_goes_by_something_else(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set or taken back, the team that differs from the day's plan is named at once, with what to do; others are not."""
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 25, 9, tzinfo=dt.UTC))
    desk("day", "set", "2025-08-27", "T02", "--off")
    assert "E4076" not in desk.err
    (told,) = desk("day", "set", DATE, "T02", "--off")["teams"][0]["notes"]
    assert told.startswith("E4076")
    assert "T02" in told
    assert "dds replan" in desk.err
    (note,) = desk("print", desk.plan)["notes"]
    assert ("T02" in note, "T01" in note) == (True, False)
    (told,) = desk("day", "set", DATE, "T01", "--off")["teams"][0]["notes"]
    assert told.startswith("E4115")
    assert f"One is to go: dds day set {DATE} TEAM --on. None: hand nothing out" in told
    assert desk("day", "clear", DATE, "T01")["notes"] == []
    desk("print", _plan(desk)["path"])
    (told,) = desk("day", "clear", DATE)["notes"]
    assert "T02" in told
    assert desk("day", "set", DATE, "T01", "--post-name", "Pos")["teams"][0]["notes"] == []


def test_a_new_meeting_point_is_told_as_that(desk: DeskRun) -> None:
    """A sheet whose officers are as ever is not said to name others alone."""
    desk("print", desk.plan)
    desk("day", "set", DATE, "T01", "--post", "F1")
    assert "titik kumpul" in desk.err
