"""Guards that an officer is in one place at a time: lent and borrowed, in two teams, over midnight, and at the Friday break."""

import datetime as dt

import pytest

from planner.domain.errors import InputError
from planner.domain.records import TeamDay
from planner.ledger.store import Ledger
from planner.usecases.duty import duty_of_day, set_team_day
from planner.usecases.team_day_words import TeamDayWords
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, DeskRun
from tests.usecases.town import AT_DESK

DAY = dt.date.fromisoformat(DATE)


def _lend(desk: DeskRun, team: str) -> None:
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        lent = TeamDay(date=DAY, team=team, is_off=True, lent_to="Polsek Contoh", asked_by="uji")
        ledger.put_team_days([lent], now=dt.datetime(2025, 8, 25, tzinfo=dt.UTC), actor="uji")


def _set(desk: DeskRun, line: str, value: str) -> None:
    """Write another value of a key of the settings."""
    path = desk.folder / "dds.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{line} = {value}" if one.startswith(line) else one for one in lines]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_an_officer_may_change_teams_within_a_day(desk: DeskRun) -> None:
    """Two teams share an officer where their hours do not meet, or where the officer is away from one."""
    desk("day", "set", DATE, "T01", "--borrow", "00000003", "--shift", "sore")
    desk("day", "clear", DATE)
    desk("day", "set", DATE, "T02", "--absent", "00000003")
    desk("day", "set", DATE, "T01", "--borrow", "00000003")
    assert [len(one.team.officers) for one in duty_of_day(Workspace(desk.folder, AT_DESK), DAY)] == [3, 1]


def test_taking_back_what_was_said_doubles_nobody(desk: DeskRun) -> None:
    """Clearing is refused where setting is: a team that is off has lent its officer; both are cleared together, or in order."""
    for away in (("--off",), ("--absent", "00000003")):
        desk("day", "set", DATE, "T02", *away)
        desk("day", "set", DATE, "T01", "--borrow", "00000003")
        desk.text("day", "clear", DATE, "T02", code=3)
        assert "E4070" in desk.err
        assert desk("day", "clear", DATE)["teams"] == ["T01", "T02"]
    desk("day", "set", DATE, "T02", "--off")
    desk("day", "set", DATE, "T01", "--borrow", "00000003")
    desk("day", "clear", DATE, "T01")
    desk("day", "clear", DATE, "T02")


def test_doubled_from_elsewhere_is_no_reason_to_keep_anything(desk: DeskRun) -> None:
    """What already doubles an officer, such as a roster, does not stop the desk from clearing something else."""
    desk("day", "set", DATE, "T02", "--absent", "00000003")
    desk("day", "set", DATE, "T01", "--borrow", "00000003")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        same = TeamDay(date=DAY, team="T02", skills=frozenset({"ppa"}))
        ledger.put_team_days([same], now=dt.datetime(2025, 8, 25, tzinfo=dt.UTC), actor="uji")
    assert desk("day", "clear", DATE, "T02")["teams"] == ["T02"]


def test_doubled_officers_stop_every_plan_and_print(desk: DeskRun) -> None:
    """Whatever way an officer came into two teams, no plan, week, scenario or sheet is made of it."""
    desk("day", "set", DATE, "T02", "--absent", "00000003")
    desk("day", "set", DATE, "T01", "--borrow", "00000003")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        ledger.clear_team_days(DAY, ["T02"], now=dt.datetime(2025, 8, 25, tzinfo=dt.UTC), actor="uji")
    for command in (
        ("plan", "--date", DATE),
        ("week", "plan", "--from", DATE),
        ("print", desk.plan),
        ("replan", desk.plan, "--at", "09:00"),
        ("whatif", desk.plan, "--without", "T02"),
    ):
        desk.text(*command, code=3)
        assert "E4070" in desk.err, command


def test_a_lent_team_serves_elsewhere_and_so_do_its_officers(desk: DeskRun) -> None:
    """Neither the team nor one of its officers is on duty here while another station has it; taken back, both are."""
    _lend(desk, "T02")
    for command, code in (
        (("day", "set", DATE, "T02", "--on"), "E4081"),
        (("day", "set", DATE, "T01", "--borrow", "00000003"), "E4080"),
        (("day", "set", DATE, "T01", "--borrow", "Bripka TIGA CONTOH, S.H."), "E4080"),
    ):
        desk.text(*command, code=3)
        assert code in desk.err, command
        assert "Polsek Contoh" in desk.err
    desk("day", "set", DATE, "T01", "--hours", "09:00-12:00")
    desk("day", "clear", DATE, "T02")
    desk("day", "set", DATE, "T02", "--absent", "00000003")
    desk("day", "set", DATE, "T01", "--borrow", "00000003")


def test_an_officer_who_is_lent_after_being_borrowed_stops_the_plan(desk: DeskRun) -> None:
    """Whichever came first: no plan and no sheet is made of an officer in two places (E4080)."""
    desk("day", "set", DATE, "T02", "--off")
    desk("day", "set", DATE, "T01", "--borrow", "00000003")
    _lend(desk, "T02")
    for command in (("plan", "--date", DATE), ("print", desk.plan)):
        desk.text(*command, code=3)
        assert "E4080" in desk.err, command


def test_an_officer_on_night_duty_is_not_there_the_next_morning(desk: DeskRun) -> None:
    """Past midnight and on the day before, as far as that is the doing of what is set (E4082)."""
    settings = desk.folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    night = '[[day.shifts]]\nname = "malam"\nhours = "20:00-32:30"\n\n'
    settings.write_text(text.replace("[[day.shifts]]", night + "[[day.shifts]]", 1), encoding="utf-8")
    desk.text("day", "set", DATE, "T01", "--shift", "malam", "--borrow", "00000003", code=3)
    assert "E4082" in desk.err
    assert "2025-08-27" in desk.err
    desk("day", "set", "2025-08-27", "T02", "--absent", "00000003")
    desk("day", "set", DATE, "T01", "--shift", "malam", "--borrow", "00000003")
    next_day = str(desk("plan", "--date", "2025-08-27", "--iterations", "20", "--prove", "0")["plan"])
    assert not any("E4082" in note for note in desk("print", next_day)["notes"])
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        ledger.clear_team_days(dt.date(2025, 8, 27), ["T02"], now=dt.datetime(2025, 8, 25, tzinfo=dt.UTC), actor="uji")
    assert any("E4082" in note for note in desk("print", next_day)["notes"])
    again = desk("plan", "--date", "2025-08-27", "--iterations", "20", "--prove", "0")
    assert any("E4082" in note for note in again["notes"])
    desk("day", "set", "2025-08-27", "T02", "--absent", "00000003")
    desk("day", "set", "2025-08-27", "T02", "--skills", "ppa")
    with pytest.raises(InputError, match="E4082"):
        set_team_day(Workspace(desk.folder, AT_DESK), DAY + dt.timedelta(days=1), "T02", TeamDayWords(absent=()))


def test_a_team_free_of_the_friday_break_takes_it_with_whoever_takes_it(desk: DeskRun) -> None:
    """A borrowed officer of a team that prays brings the break; one of another free team does not; what is said decides."""
    friday = "2025-08-29"

    def breaks(*options: str) -> list[str]:
        (team,) = desk("day", "set", friday, "T01", *options)["teams"]
        return [span for shift in team["shifts"] for span in shift["breaks"]]

    _set(desk, "friday_exempt_teams", '["T01"]')
    without = breaks("--skills", "polwan")
    desk("day", "set", friday, "T02", "--absent", "00000003")
    assert breaks("--borrow", "00000003") != without
    assert "E4083" in desk.err
    assert breaks("--no-prayer") == without
    assert "E4083" not in desk.err
    desk("day", "clear", friday, "T01")
    _set(desk, "friday_exempt_teams", '["T01", "T02"]')
    assert breaks("--borrow", "00000003") == without
