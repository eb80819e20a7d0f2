"""Guards lost sheets: known as lost until found, replaced by a copy, told while three days run, typed only if that is meant."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from planner.domain.account import Role
from planner.domain.month import Period
from planner.usecases.acting import Acting
from planner.usecases.reading import read_kept_plan
from planner.usecases.recording.typed_sheet import TypedSheets
from planner.usecases.sheet_list import LostSheets, register_sheets
from planner.usecases.sheets_out import holders
from planner.usecases.today import TodayReport, today
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser, add_everybody
from tests.usecases.desk import DATE, SHEET, DeskRun, make_day, sure

WIB = dt.timezone(dt.timedelta(hours=7))
MORNING = dt.datetime(2025, 8, 26, 7, 50, tzinfo=WIB)
OTHER = SHEET.replace("T01", "T02")


class Desk(DeskRun):
    """A desk with a clock."""

    def at(self, moment: dt.datetime) -> Workspace:
        """Let it be that late; the workspace then."""
        self._patch.setattr("planner.terminal.acting.account_at_work", lambda: Acting(person="piket", clock=lambda: moment))
        return Workspace(self.folder, Acting(person="piket", clock=lambda: moment))

    def printed(self, moment: dt.datetime, *teams: str, version: int = 1) -> None:
        """Register sheets of some teams as if a version had been printed."""
        workspace = self.at(moment)
        if version == 1:
            with workspace.ledger() as ledger:
                register_sheets(workspace, ledger, read_kept_plan(Path(self.plan)), is_printed=True)
            return
        with workspace.ledger() as ledger:
            first = [one for one in ledger.sheets() if one.plan_version == 1 and one.team in teams]
            later = [dataclasses.replace(one, id=one.id.replace("v1", f"v{version}"), plan_version=version) for one in first]
            clean = {"handed_out_at": None, "lost_at": None, "replaced_by": None}
            fresh = [dataclasses.replace(one, printed_at=moment, **clean) for one in later]
            ledger.register_sheets(fresh, planned=(), **workspace.stamp())

    def states(self) -> dict[str, tuple[str, bool]]:
        """Where each sheet of the day is, and whether a paper of it is lost."""
        return {row["sheet"]: (row["state"], row["is_lost"]) for row in self("sheets", DATE)["sheets"]}


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A morning on which the sheets of two teams were handed out and that of T01 was lost."""
    run = Desk(make_day(tmp_path / "made"), tmp_path, capsys, monkeypatch)
    run.printed(MORNING - dt.timedelta(hours=2))
    run("handout", DATE)
    run.at(MORNING)
    run("handback", DATE, "T01", "--lost")
    return run


def report(desk: Desk, moment: dt.datetime) -> TodayReport:
    return today(desk.at(moment))


def test_a_lost_sheet_holds_its_rows_until_the_day_is_over(desk: Desk) -> None:
    """The team goes on: tomorrow gets none of its doors; the day after nobody will type them any more."""
    tomorrow = dt.date(2025, 8, 27)
    assert set(desk.stops("T01")) <= holders(desk.at(MORNING + dt.timedelta(hours=5)), tomorrow).keys()
    later = holders(desk.at(MORNING + dt.timedelta(days=1)), tomorrow)
    assert not set(desk.stops("T01")) & later.keys()
    assert set(desk.stops("T02")) <= later.keys()


def test_a_copy_is_printed_before_it_is_handed_out(desk: Desk) -> None:
    """E6151 without one; printed again it waits, goes out and comes back, while the first paper stays lost until found."""
    desk.at(MORNING + dt.timedelta(minutes=1))
    desk.text("handout", DATE, "T01", code=3)
    assert "E6151" in desk.err
    assert desk("handout", DATE)["sheets"] == []
    desk.printed(MORNING + dt.timedelta(minutes=5))
    assert desk.states() == {SHEET: ("printed", True), OTHER: ("handed_out", False)}
    desk.at(MORNING + dt.timedelta(minutes=6))
    assert [row["sheet"] for row in desk("handout", DATE)["sheets"]] == [SHEET]
    assert desk.states()[SHEET] == ("handed_out", True)
    desk("handback", DATE, "T01")
    assert desk.states()[SHEET] == ("returned", True)
    assert "salinan sebelumnya hilang" in desk.text("sheets", DATE)
    desk("handback", SHEET, "--lost", "--undo")
    assert desk.states()[SHEET] == ("returned", False)


def test_what_is_lost_or_back_was_handed_out(desk: Desk) -> None:
    """E6170, E6171: its hour is kept, also when all of the day is taken back; found, the sheet is what it was before."""

    def handed_out() -> list[dt.datetime | None]:
        with desk.at(MORNING + dt.timedelta(minutes=6)).ledger() as ledger:
            return [moment for _, moment in ledger.handed_out(MORNING.date())]

    before = handed_out()
    assert None not in before
    desk("handback", DATE, "T02")
    desk.at(MORNING + dt.timedelta(minutes=1))
    for name, code, option in ((SHEET, "E6171", "--lost --undo"), (OTHER, "E6170", "--undo")):
        desk.text("handout", DATE, name, "--undo", code=3)
        assert f"{code} {name}" in desk.err
        assert f"dds handback {name} {option}" in desk.err
    assert desk("handout", DATE, "--undo")["sheets"] == []
    desk.printed(MORNING + dt.timedelta(minutes=5))
    desk.text("handout", DATE, "T01", "--undo", code=3)
    desk.at(MORNING + dt.timedelta(minutes=6))
    desk("handout", DATE, "T01")
    assert [row["sheet"] for row in desk("handout", DATE, "T01", "--undo")["sheets"]] == [SHEET]
    desk("handback", SHEET, "--lost", "--undo")
    assert handed_out() == before
    assert desk.states() == {SHEET: ("handed_out", False), OTHER: ("returned", False)}


def test_today_says_which_team_goes_without_a_sheet(desk: Desk) -> None:
    """It is to be printed, and counts as handed out only once its copy is; after duty nobody needs it."""
    day = report(desk, MORNING + dt.timedelta(minutes=1)).day
    assert (day.outdated, day.num_handed_out, day.is_printed) == ({"T01"}, 1, False)
    assert SHEET in desk.text("today")
    assert not report(desk, MORNING.replace(hour=23)).day.outdated
    desk.printed(MORNING + dt.timedelta(minutes=5))
    day = report(desk, MORNING + dt.timedelta(minutes=5)).day
    assert (day.outdated, day.num_handed_out, day.is_printed) == (frozenset(), 1, True)
    desk("handout", DATE)
    assert report(desk, MORNING + dt.timedelta(minutes=6)).day.num_handed_out == 2


def test_it_is_told_while_the_three_days_run_and_listed_for_weeks(desk: Desk) -> None:
    """Until when it is to be told in writing, on the first page; on the list of sheets until it is hardly found any more."""
    found = report(desk, MORNING + dt.timedelta(hours=71))
    assert found.lost == (LostSheets(ids=(SHEET,), until=MORNING + dt.timedelta(hours=72), is_over=False),)
    assert "paling lambat Jumat, 29 Agustus 2025, 07.50" in desk.text("today")
    assert desk("today")["lost_sheets"] == [SHEET]
    assert [one.is_over for one in report(desk, MORNING + dt.timedelta(hours=73)).lost] == [True]
    assert "sudah lewat sejak Jumat, 29 Agustus 2025, 07.50" in desk.text("today")
    desk("handback", DATE, "T02")
    assert [row["sheet"] for row in desk("sheets")["sheets"]] == [SHEET]
    desk.at(MORNING + dt.timedelta(days=40))
    assert desk("sheets")["sheets"] == []
    assert desk("today")["lost_sheets"] == []


def test_the_report_counts_it_until_it_is_found(desk: Desk) -> None:
    """Each is a breach of personal data."""
    with desk.at(MORNING + dt.timedelta(days=9)).ledger() as ledger:
        assert ledger.month(Period.month(2025, 8), cycle_days=365, today=dt.date(2025, 9, 4)).num_lost == 1
        ledger.mark_sheets([SHEET], "returned_at", now=MORNING, actor="piket")
        assert ledger.month(Period.month(2025, 8), cycle_days=365, today=dt.date(2025, 9, 4)).num_lost == 0


def test_the_report_counts_it_whatever_came_of_its_copy(desk: Desk) -> None:
    """Overtaken by a newer version before it is handed out: the first paper is as lost as today and the list say."""
    desk.printed(MORNING + dt.timedelta(minutes=5))
    desk.printed(MORNING + dt.timedelta(minutes=10), "T01", version=2)
    for moment in (MORNING + dt.timedelta(minutes=11), MORNING + dt.timedelta(minutes=12)):
        with desk.at(moment).ledger() as ledger:
            figures = ledger.month(Period.month(2025, 8), cycle_days=365, today=moment.date())
        assert (figures.num_sheets, figures.num_lost) == (3, 1)
        assert desk("today")["lost_sheets"] == [SHEET]
        assert [row["sheet"] for row in desk("sheets", DATE)["sheets"] if row["is_lost"]] == [SHEET]
        desk("handout", DATE)


def test_typing_a_lost_sheet_asks_once_and_leaves_it_lost(desk: Desk) -> None:
    """Without a yes nothing is kept; with it the rows come from other notes, and the paper is as lost as before."""
    desk.at(MORNING + dt.timedelta(days=7))
    desk.text("record", SHEET, typed="t\n\nq\n")
    assert "hilang sejak 2025-08-26 07.50" in desk.err
    assert desk("sheets", DATE)["sheets"][0]["num_recorded"] == 0
    desk.text("record", SHEET, typed=sure("t") + "t\nq\n")
    assert desk.err.count("hilang sejak") == 1
    row = desk("sheets", DATE)["sheets"][0]
    assert (row["state"], row["is_lost"], row["num_recorded"]) == ("lost", True, 2)


def test_the_rest_of_a_lost_sheet_asks_as_a_row_does(desk: Desk) -> None:
    """`s` typed first keeps nothing without a yes, at the terminal and on the page; with it all the homes' rows."""
    workspace = desk.at(MORNING + dt.timedelta(days=7))
    desk.text("record", SHEET, typed="s\n\nq\n")
    assert "hilang sejak" in desk.err
    assert desk("sheets", DATE)["sheets"][0]["num_recorded"] == 0
    page = TypedSheets().shut_rest(workspace, SHEET, 1, None)
    assert ([doubt.code for doubt in page.doubts], page.kept) == (["E7035"], ())
    desk.text("record", SHEET, typed="s\nya\nq\n")
    assert desk.err.count("hilang sejak") == 1
    assert desk("sheets", DATE)["sheets"][0]["num_recorded"] > 1
    assert TypedSheets().shut_rest(workspace, SHEET, 1, None).doubts == ()
    assert desk.states()[SHEET] == ("lost", True)


def test_a_table_of_a_lost_sheet_is_refused(desk: Desk, tmp_path: Path) -> None:
    """E7035, with both ways out; found, it is typed like any other."""
    table = tmp_path / "filled.csv"
    table.write_text(f"Lembar;No;ID;Hasil\n{SHEET};1;{desk.stops()[0]};tidak di rumah\n", encoding="utf-8")
    desk.at(MORNING + dt.timedelta(days=1))
    desk.text("record", desk.plan, "--file", str(table), code=3)
    assert "E7035" in desk.err
    desk("handback", SHEET)
    assert desk("record", desk.plan, "--file", str(table))["added"] == 1
    assert desk.states()[SHEET] == ("returned", False)


def test_both_papers_that_a_team_has_are_lost_with_it(desk: Desk) -> None:
    """Named by its team both are, and both are found again; by the number of one, the other is asked for (E6152)."""
    desk.printed(MORNING, "T02", version=2)
    newer = OTHER.replace("v1", "v2")
    desk("handout", DATE, "T02")
    assert {row["sheet"] for row in desk("handback", DATE, "T02", "--lost")["sheets"]} == {OTHER, newer}
    assert {row["sheet"] for row in desk("handback", DATE, "T02", "--lost", "--undo")["sheets"]} == {OTHER, newer}
    desk("handback", newer, "--lost")
    assert "E6152" in desk.err
    assert OTHER in desk.err
    assert desk.states()[OTHER] == ("handed_out", False)


def test_a_sheet_that_came_back_can_be_lost_at_the_desk(desk: Desk) -> None:
    """Today, the list and the report know it, and its rows stay."""
    desk.text("record", OTHER, typed=sure("t") + "q\n")
    late = MORNING + dt.timedelta(hours=10)
    desk.at(late)
    desk("handback", DATE, "T02", "--lost")
    row = desk("sheets", DATE)["sheets"][1]
    assert (row["state"], row["is_lost"], row["num_recorded"]) == ("lost", True, 1)
    assert set(desk("today")["lost_sheets"]) == {SHEET, OTHER}
    with desk.at(late).ledger() as ledger:
        assert ledger.month(Period.month(2025, 8), cycle_days=365, today=late.date()).num_lost == 2


def test_the_first_loss_says_until_when_it_is_to_be_told(desk: Desk) -> None:
    """Said again, and the copy lost as well, the hours run from the first loss, also once these are over; for each number."""
    desk.at(MORNING + dt.timedelta(hours=1))
    desk("handback", DATE, "T01", "--lost")
    desk.printed(MORNING + dt.timedelta(hours=2))
    desk.at(MORNING + dt.timedelta(hours=3))
    desk("handout", DATE)
    second = MORNING + dt.timedelta(hours=4)
    desk.at(second)
    desk("handback", DATE, "T01", "--lost")
    desk("handback", DATE, "T02", "--lost")
    end = MORNING + dt.timedelta(hours=72)
    for moment in (second, MORNING + dt.timedelta(hours=73)):
        first = LostSheets(ids=(SHEET,), until=end, is_over=moment > end)
        assert report(desk, moment).lost == (first, LostSheets(ids=(OTHER,), until=second + (end - MORNING), is_over=False))
    until = {SHEET: end.isoformat(), OTHER: (second + (end - MORNING)).isoformat()}
    assert desk("today")["lost_until"] == until
    add_everybody(desk.folder)
    page = Browser(desk.folder, clock=lambda: MORNING + dt.timedelta(hours=73)).sign_in(Role.DESK).get("/").text
    assert page.count("Lost sheets: ") == 2
    assert f"Lost sheets: {SHEET}. The time to report them in writing has been over since" in page


def test_what_was_lost_earlier_is_not_found_with_what_was_lost_last(desk: Desk) -> None:
    """By team what was last said together is taken back, then what was said before; by number that one."""
    newer = SHEET.replace("v1", "v2")
    desk.printed(MORNING + dt.timedelta(minutes=5), "T01", version=2)
    desk.at(MORNING + dt.timedelta(minutes=6))
    desk("handout", DATE)
    desk.at(MORNING + dt.timedelta(minutes=50))
    desk("handback", DATE, "T01", "--lost")
    assert [row["sheet"] for row in desk("handback", DATE, "T01", "--lost", "--undo")["sheets"]] == [newer]
    assert desk.states()[SHEET] == ("lost", True)
    assert desk.states()[newer] == ("handed_out", False)
    desk("handback", newer, "--lost")
    desk("handback", SHEET, "--lost", "--undo")
    assert desk.states() == {SHEET: ("handed_out", False), newer: ("lost", True), OTHER: ("handed_out", False)}


def test_the_day_names_all_that_is_lost(desk: Desk) -> None:
    """Also an older version, and one whose copy is out: at the terminal, on the first page and among the day's papers."""
    newer = SHEET.replace("v1", "v2")
    desk.printed(MORNING + dt.timedelta(minutes=5))
    desk.printed(MORNING + dt.timedelta(minutes=6), "T01", version=2)
    desk.at(MORNING + dt.timedelta(minutes=7))
    desk("handout", DATE)
    desk("handback", newer, "--lost")
    assert f"Lost: {SHEET}, {newer}" in desk.text("--lang", "en", "today")
    assert desk("today")["days"][0]["lost_sheets"] == [SHEET, newer]
    add_everybody(desk.folder)
    officer = Browser(desk.folder, clock=lambda: MORNING + dt.timedelta(minutes=8)).sign_in(Role.DESK)
    assert f"Lost: {SHEET}, {newer}" in officer.get("/").text
    page = officer.get(f"/day/{DATE}/print").text
    assert page.count(f'value="{SHEET}"') == page.count(f'value="{newer}"') == 1
    assert "an earlier copy is lost" in page
    officer.post(f"/day/{DATE}/sheets", moment="lost", sheet=SHEET, undo="yes")
    assert f"Lost: {newer}" in desk.text("--lang", "en", "today")


def test_a_lost_sheet_that_is_typed_wants_no_copy(desk: Desk) -> None:
    """All of its rows come from other notes: nobody needs another."""
    desk.text("record", SHEET, typed=sure(*("t" for _ in desk.stops())) + "q\n")
    row = desk("sheets", DATE)["sheets"][0]
    assert (row["state"], row["num_recorded"]) == ("lost", row["num_stops"])
    assert not report(desk, MORNING + dt.timedelta(minutes=9)).day.outdated


def test_nobody_waits_for_a_lost_sheet_once_the_day_is_over(desk: Desk) -> None:
    """With all others typed the next step is tomorrow's; while teams are on duty the day still waits."""
    desk.text("record", OTHER, typed=sure(*("t" for _ in desk.stops("T02"))) + "q\n")
    assert desk.states()[OTHER] == ("returned", False)
    noon = report(desk, MORNING + dt.timedelta(hours=4))
    assert noon.focus is noon.day
    evening = report(desk, MORNING.replace(hour=23))
    assert evening.focus is evening.tomorrow
