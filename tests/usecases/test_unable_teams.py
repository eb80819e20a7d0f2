"""Guards that a complaint for which no team on duty has the skill is told as that, with what helps."""

import datetime as dt
from pathlib import Path

import pytest

from planner.domain.account import Role
from planner.usecases.acting import Acting
from planner.usecases.day_news import notes_of_day
from planner.usecases.reading import read_kept_plan
from planner.usecases.today import DayState, NextStep, next_of, today
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser, add_everybody
from tests.usecases.desk import DATE, DeskRun, make_day

MORNING = dt.datetime(2025, 8, 26, 6, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
AT_DESK = Acting(person="petugas", clock=lambda: MORNING)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A planned day, and a complaint that came since and asks for what no team is able to."""
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: AT_DESK)
    desk = DeskRun(make_day(tmp_path / "made"), tmp_path, capsys, monkeypatch)
    table = tmp_path / "asks.csv"
    rows = "id,household,received,category,urgency,text,skills\nC9,H012,2025-08-25,CRM,normal,teks contoh,lantas\n"
    table.write_text(rows, encoding="utf-8")
    desk.text("import", "complaints", str(table))
    return desk


def day_of(desk: DeskRun) -> DayState:
    """Today as the desk sees it."""
    return today(Workspace(desk.folder, AT_DESK)).day


def test_nobody_is_told_to_plan_again_for_a_skill_that_no_team_has(desk: DeskRun) -> None:
    """At print, by `dds today` and on the desk's first page: the skill, and how to get it; no word of planning again."""
    day = day_of(desk)
    assert (day.left_out, day.unweighed.out_of_hours, day.unweighed.unable) == ((), (), ("C9",))
    assert next_of(day) is NextStep.PRINT
    notes = notes_of_day(Workspace(desk.folder, AT_DESK), read_kept_plan(Path(desk.plan)))
    assert [(note.code, note.values["ids"], note.values["skills"]) for note in notes] == [("E4085", "C9", "lantas")]
    told = desk.text("--lang", "en", "today")
    assert f"E4085 1 open complaint needs a skill that no team on duty on {DATE} has (lantas): C9. Borrow: " in told
    assert "dds plan --date" not in told
    assert desk("today")["days"][0]["unable_complaints"] == ["C9"]
    add_everybody(desk.folder)
    page = Browser(desk.folder, clock=lambda: MORNING).sign_in(Role.DESK).get("/").text
    assert "E4085 1 open complaint needs" in page


def test_an_officer_with_the_skill_brings_it_in(desk: DeskRun) -> None:
    """Borrowed with the skill said, planning again takes the complaint in."""
    desk("day", "set", DATE, "T02", "--borrow", "Bripda LIMA CONTOH – 00000005", "--skills", "lantas")
    assert (day_of(desk).left_out, day_of(desk).unweighed.unable) == (("C9",), ())
    again = desk("plan", "--date", DATE, "--engine", "insertion", "--iterations", "5", "--prove", "0")["plan"]
    assert '"C9"' in Path(again).read_text(encoding="utf-8")
    assert day_of(desk).left_out == ()


def test_a_complaint_referred_is_nobodys_any_more(desk: DeskRun) -> None:
    """The other way that is told: it has ended here."""
    desk.text("complaint", "C9", "referred")
    assert (day_of(desk).left_out, day_of(desk).unweighed.unable) == ((), ())


def test_a_day_without_anybody_on_duty_lacks_no_skill(desk: DeskRun) -> None:
    """All teams are off: complaints wait for somebody on duty (E4116), not for a skill, nor for another plan."""
    for team in ("T01", "T02"):
        desk("day", "set", DATE, team, "--off")
    day = day_of(desk)
    assert (day.left_out, day.unweighed.ids, day.unweighed.unable) == ((), ("C9",), ())
    assert "E4116" in {note.code for note in day.notes}


def test_it_is_told_whichever_command_made_the_plan(desk: DeskRun) -> None:
    """A plan that was offered the complaint and cannot make it leaves it as open as one that never was."""
    again = desk("plan", "--date", DATE, "--engine", "insertion", "--iterations", "5", "--prove", "0")["plan"]
    kept = read_kept_plan(Path(str(again)))
    assert "C9" in {visit.id for visit in kept.problem.visits}
    assert (day_of(desk).left_out, day_of(desk).unweighed.unable) == ((), ("C9",))
    assert [note.code for note in notes_of_day(Workspace(desk.folder, AT_DESK), kept)] == ["E4085"]


def test_what_if_sends_nobody_to_plan_again_for_it_either(desk: DeskRun) -> None:
    """The question of a day leaves it out on both sides, and says that nobody on duty can go there (E8140, not E8058)."""
    told = desk("whatif", desk.plan, "--without", "T02", "--engine", "insertion", "--iterations", "5")["notes"]
    assert [note for note in told if note.startswith("E8058")] == []
    assert [note[: note.index(". ") + 1] for note in told if note.startswith("E8140")] == [
        f"E8140 1 complaints or promised visits are not in the plan, and nobody on duty on {DATE} can make them: C9."
    ]
