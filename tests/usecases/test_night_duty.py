"""Guards that a day is today until its last team is off duty, past midnight too: its step, sheets, plan and report."""

import datetime as dt
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.account import Role
from planner.domain.month import Period
from planner.domain.units import DAY, HOUR, parse_clock
from planner.terminal.main import run
from planner.usecases.acting import Acting
from planner.usecases.no_longer_due import ENDED, no_longer_due
from planner.usecases.odd_days import plan_doubt
from planner.usecases.on_duty import duty_day, seconds_since
from planner.usecases.progress import Silent
from planner.usecases.reading import read_kept_plan
from planner.usecases.reporting import make_report, unfinished_until
from planner.usecases.sheets_out import elsewhere
from planner.usecases.still_planned import still_planned
from planner.usecases.tokens import make_phone_token
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser, add_everybody
from tests.usecases.desk import DATE, SHEET, DeskRun
from tests.usecases.town import make_workspace

WIB = dt.timezone(dt.timedelta(hours=7))
DAY_OF_DUTY = dt.date.fromisoformat(DATE)
NEXT = "2025-08-27"
HALF_PAST = dt.datetime(2025, 8, 27, 0, 30, tzinfo=WIB)
OVER = dt.datetime(2025, 8, 27, 2, 0, tzinfo=WIB)
QUICK = ("--iterations", "20", "--prove", "0", "--any-day")


class Clock:
    """The station's clock, set by hand."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def acting(self) -> Acting:
        return Acting(person="petugas", clock=lambda: self.now)


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day on which both teams serve from 16:00 to 02:00, planned, printed and handed out; not to be written to."""
    folder = make_workspace(tmp_path_factory.mktemp("night")).folder
    clock = Clock(dt.datetime(2025, 8, 26, 7, 0, tzinfo=WIB))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("planner.terminal.acting.account_at_work", clock.acting)

        def dds(*words: str) -> None:
            assert run(["--workspace", str(folder), *words]) == 0

        for team in ("T01", "T02"):
            dds("day", "set", DATE, team, "--hours", "16:00-26:00")
        dds("plan", "--date", DATE, *QUICK)
        dds("print", str(folder / "plans" / DATE / "plan-v1.json"))
        clock.now = dt.datetime(2025, 8, 26, 16, 0, tzinfo=WIB)
        dds("handout", DATE)
    return folder


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Half past midnight, the teams still out."""
    found = Clock(HALF_PAST)
    monkeypatch.setattr("planner.terminal.acting.account_at_work", found.acting)
    return found


@pytest.fixture
def desk(
    night: Path, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> DeskRun:
    assert clock.now == HALF_PAST
    return DeskRun(night, tmp_path, capsys, monkeypatch)


@pytest.fixture
def opened(desk: DeskRun, clock: Clock) -> Callable[[], Workspace]:
    """The workspace as it is now."""
    return lambda: Workspace(desk.folder, clock.acting())


def test_the_day_of_duty_is_yesterday_until_its_last_team_is_off_duty(clock: Clock, opened: Callable[[], Workspace]) -> None:
    """00:30 is 24:30 of it; from 02:00 on, and where nobody is on duty past midnight, it is the calendar's day."""
    assert (duty_day(opened()), seconds_since(opened(), duty_day(opened()))) == (DAY_OF_DUTY, DAY + HOUR // 2)
    clock.now = OVER - dt.timedelta(minutes=1)
    assert duty_day(opened()) == DAY_OF_DUTY
    clock.now = OVER
    assert duty_day(opened()).isoformat() == NEXT
    clock.now = HALF_PAST + dt.timedelta(days=1)
    assert duty_day(opened()).isoformat() == "2025-08-28"


def test_an_officer_s_day_is_that_of_the_own_team(desk: DeskRun, opened: Callable[[], Workspace]) -> None:
    """Off duty before midnight it has begun the next day, while another team's still runs on."""
    desk("day", "set", DATE, "T02", "--hours", "16:00-22:00")
    assert [duty_day(opened(), team=team).isoformat() for team in ("", "T01", "T02")] == [DATE, DATE, NEXT]


def test_today_speaks_of_the_running_day(desk: DeskRun, clock: Clock) -> None:
    """Its sheets are not missing, its rows are what comes next; once its last team is off duty all is as on any morning."""
    found = desk("today")
    assert [day["date"] for day in found["days"]] == [DATE, NEXT]
    assert (found["next_step"], found["next_date"], found["duty_until"]) == ("record", DATE, "26:00")
    assert found["missing_sheets"] == []
    text = desk.text("--lang", "en", "today")
    assert "runs on until 02:00; until then that day is today here" in text
    assert "Sheets of earlier days" not in text
    clock.now = OVER
    found = desk("today")
    assert [day["date"] for day in found["days"]] == [NEXT, "2025-08-28"]
    assert (found["next_step"], found["next_date"], found["duty_until"]) == ("plan", NEXT, None)
    assert [id_ for id_ in found["missing_sheets"] if id_.startswith("DDS")] == [SHEET, SHEET.replace("T01", "T02")]


def test_a_night_that_nobody_planned_is_left_alone(desk: DeskRun, clock: Clock) -> None:
    """After midnight the next step is the day that begins, not what is left of a night without a plan."""
    desk("day", "set", NEXT, "T01", "--hours", "16:00-26:00")
    clock.now = HALF_PAST + dt.timedelta(days=1)
    found = desk("today")
    assert [day["date"] for day in found["days"]] == [NEXT, "2025-08-28"]
    assert found["next_date"] == "2025-08-28"


def test_sheets_of_the_running_day_are_not_missing(desk: DeskRun, clock: Clock) -> None:
    """Listed as sheets of today, and named by that word; missing once the last team is off duty."""
    for words in (["sheets"], ["sheets", DATE], ["sheets", "today"]):
        assert {(row["team"], row["is_missing"]) for row in desk(*words)["sheets"]} == {("T01", False), ("T02", False)}, words
    assert {row["team"] for row in desk("handback", "today", "T02")["sheets"]} == {"T02"}
    clock.now = OVER
    assert {(row["team"], row["is_missing"]) for row in desk("sheets")["sheets"]} == {("T01", True)}


def test_nobody_is_asked_whether_a_running_day_is_meant(clock: Clock, opened: Callable[[], Workspace]) -> None:
    """E4013 comes with the end of its last duty, and for the day before it at once."""
    day_before = DAY_OF_DUTY - dt.timedelta(days=1)
    assert plan_doubt(opened(), DAY_OF_DUTY) is None
    assert plan_doubt(opened(), dt.date.fromisoformat(NEXT)) is None
    doubt = plan_doubt(opened(), day_before)
    assert doubt is not None
    assert (doubt.code, doubt.values["today"]) == ("E4013", NEXT)
    clock.now = OVER
    doubt = plan_doubt(opened(), DAY_OF_DUTY)
    assert doubt is not None
    assert doubt.code == "E4013"


def test_the_running_day_is_planned_on_after_midnight(desk: DeskRun) -> None:
    """Replanned from now without `--at`; a change by hand is held against now, by which every stop is done."""
    found = desk("replan", desk.plan, "--iterations", "20")
    assert found["at"] == "24:30"
    assert "done or under way" in desk.text("--lang", "en", "change", "lock", DATE, f"{desk.stops('T01')[-1]}=T01", code=4)


def test_what_a_running_day_holds_counts_until_it_is_over(desk: DeskRun, clock: Clock, opened: Callable[[], Workspace]) -> None:
    """A home that asks for no visits is told as on its sheet (E6058), a complaint that ended as nothing to go about any more,
    and its rows as another day's; when the day is over, they are its sheets' alone.
    """
    home, complaint = desk.stops("T02")[-1], "C1"
    kept = read_kept_plan(Path(desk.plan))
    desk("complaint", complaint, "closed")
    assert no_longer_due(opened(), kept, {complaint: complaint}) == {complaint: ENDED}
    with opened().ledger() as ledger:
        assert [note.code for note in still_planned(opened(), ledger, [home])] == ["E6058"]
    assert home in elsewhere(opened(), dt.date.fromisoformat(NEXT))
    clock.now = OVER
    assert no_longer_due(opened(), kept, {complaint: complaint}) == {}
    with opened().ledger() as ledger:
        assert still_planned(opened(), ledger, [home]) == ()


def test_a_week_is_rolled_on_from_the_day_after_the_running_one(desk: DeskRun, clock: Clock) -> None:
    """Tomorrow is the day that the calendar has just begun; the day that ends may be named without a question."""
    assert desk("week", "roll", "--iterations", "5")["start"] == NEXT
    assert Path(desk("plan", *QUICK)["plan"]).parent.name == NEXT
    clock.now = OVER
    assert desk("week", "roll", "--iterations", "5")["start"] == "2025-08-28"


def test_rolling_asks_of_no_running_day(desk: DeskRun, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--date` of the running day is meant; when it is over, it is asked about."""
    monkeypatch.delenv("DDS_ANY_DAY")
    assert desk("week", "roll", "--date", DATE, "--iterations", "5")["start"] == NEXT
    clock.now = OVER
    desk("week", "roll", "--date", DATE, code=3)
    assert "E4013" in desk.err


def test_a_report_knows_that_its_last_day_is_running(clock: Clock, opened: Callable[[], Workspace]) -> None:
    """Its sheets are not counted as missing, it is marked as not finished, and so is its paper, by when it was written."""
    period = Period(start=DAY_OF_DUTY, end=DAY_OF_DUTY)
    made = make_report(opened(), period, reporter=Silent())
    assert made.source.figures.num_missing == 0
    assert made.source.figures.asked == period
    for moment, until in ((HALF_PAST, DAY_OF_DUTY), (OVER, None)):
        os.utime(made.files[0], (moment.timestamp(), moment.timestamp()))
        assert unfinished_until(opened(), made.files[0]) == until
    clock.now = OVER
    made = make_report(opened(), period, reporter=Silent())
    assert (made.source.figures.num_missing, made.source.figures.asked) == (3, None)


def test_a_phone_s_link_ends_with_the_duty(opened: Callable[[], Workspace]) -> None:
    """Not at midnight, while its team is at doors; of a day whose teams are off duty before, at midnight."""
    token, _ = make_phone_token(opened(), "T01", DAY_OF_DUTY)
    assert token.ends_at == OVER
    token, _ = make_phone_token(opened(), "T01", dt.date(2025, 8, 28))
    assert token.ends_at == dt.datetime(2025, 8, 29, tzinfo=WIB)


def test_the_desk_s_pages_speak_of_the_running_day(desk: DeskRun, clock: Clock) -> None:
    """Today, the plan that opens, replanning it, its papers, where results are typed, the own team's sheets, the week."""
    add_everybody(desk.folder)
    browser = Browser(desk.folder, clock=lambda: clock.now).sign_in(Role.DESK)
    text = browser.get("/").text
    assert "runs on until 02:00" in text
    assert "No sheet of an earlier day is missing." in text
    assert str(browser.get("/day").url).endswith(f"/day/{DATE}")
    assert f"/day/{DATE}/replan" in browser.get(f"/day/{DATE}").text
    assert str(browser.get("/record").url).endswith(f"/record/{DATE}")
    assert str(browser.get("/plan").url).endswith(f"/plan/{NEXT}")
    assert f'value="{NEXT}"' in browser.get("/week").text
    assert SHEET in browser.other().sign_in(Role.OFFICER).get("/team").text
    clock.now = OVER
    assert "3 sheets of earlier days still out there" in browser.get("/").text
    assert f"/day/{DATE}/replan" not in browser.get(f"/day/{DATE}").text


def test_times_after_midnight_are_of_the_night(desk: DeskRun) -> None:
    """Typed as people say them: `2350 0005` is no time out before a time in, and `0030` no knock before the paper went out."""
    found = desk("record", SHEET, typed="b 2350 0005\nt 0030\nq\n")
    with Workspace(desk.folder, Acting(person="petugas", clock=lambda: HALF_PAST)).ledger() as ledger:
        visits = sorted(ledger.visits(DAY_OF_DUTY, DAY_OF_DUTY), key=lambda visit: visit.number)
    assert [(visit.time_in, visit.time_out) for visit in visits] == [
        (parse_clock("23:50"), parse_clock("24:05")), (parse_clock("24:30"), None),
    ], found  # fmt: skip


def test_the_desk_is_told_times_as_the_clock_has_them(desk: DeskRun) -> None:
    """Past midnight as on the paper, in questions too: no clock shows 26.00."""
    desk("record", SHEET, typed="b 0330 0345\n\nq\n")
    assert "03.30 – 03.45" in desk.err
    assert "02.00" in desk.err
    assert not re.search(r"\b2[4-9]\.[0-5]\d\b", desk.err)
