"""Guards a team's day on a phone: its own doors as on the sheet and no others, no network, only where the station allows it."""

import datetime as dt
import re
from pathlib import Path

import pytest

from planner.domain.account import Role
from planner.usecases.printing import PrintWish, print_as
from planner.usecases.progress import Silent
from planner.usecases.reading import read_kept_plan
from planner.usecases.sheet_list import register_sheets
from planner.usecases.workspace import Workspace
from tests.desk.chromium import launched
from tests.desk.conftest import NOW
from tests.desk.pages import Browser
from tests.usecases.desk import DATE
from tests.usecases.town import AT_DESK


def allow(folder: Path) -> None:
    """Let the station want phones."""
    settings = folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("phone_pages = false", "phone_pages = true"), encoding="utf-8")


@pytest.fixture
def allowed(browser: Browser) -> Browser:
    """A desk of a station that allows phones, with the day's sheets on paper."""
    allow(browser.folder)
    printed(browser.folder)
    return browser


def printed(folder: Path) -> None:
    """Note the day's sheets as printed, without drawing them."""
    workspace = Workspace(folder, AT_DESK)
    kept = read_kept_plan(folder / "plans" / DATE / "plan-v1.json")
    with workspace.ledger() as ledger:
        register_sheets(workspace, ledger, kept, is_printed=True)


def _links(browser: Browser) -> dict[str, str]:
    browser.get(f"/day/{DATE}/print")
    text = browser.post(f"/day/{DATE}/phones").text
    found = re.findall(r'value="http://testserver(/phone/[^"]+)" aria-label="Link of (T\d+)"', text)
    return {team: address for address, team in found}


def test_nothing_where_the_station_does_not_want_it(browser: Browser) -> None:
    """As delivered no phone gets anything: no link, no file, no button."""
    browser.sign_in(Role.DESK)
    assert "phone" not in browser.get(f"/day/{DATE}/print").text
    assert "E6075" in browser.get(f"/day/{DATE}/phone/T01", status=422).text
    assert "E6075" in browser.post(f"/day/{DATE}/phones").text
    officer = browser.other().sign_in(Role.OFFICER)
    assert "/team/day" not in officer.get("/team").text
    assert "E6075" in officer.get("/team/day", status=422).text


def test_a_phone_shows_the_own_sheet_and_no_other(allowed: Browser) -> None:
    """The rows of the team's sheet with what the paper shows; no door of another team, no complaint's word; 200 kB at most."""
    allowed.sign_in(Role.DESK)
    teams = {team["team"]: team for team in allowed.get(f"/api/day/{DATE}").json()["teams"]}
    for team, others in (("T01", "T02"), ("T02", "T01")):
        answer = allowed.get(f"/day/{DATE}/phone/{team}")
        text = answer.text.replace("\N{NO-BREAK SPACE}", " ")
        assert len(answer.content) < 200_000
        assert f'filename="{DATE}-{team}.html"' in answer.headers["content-disposition"]
        for stop in teams[team]["stops"]:
            assert f'data-visit="{stop["visit"]}"' in answer.text
            assert stop["address"] in text
        for stop in teams[others]["stops"]:
            assert f'"{stop["visit"]}"' not in answer.text
        assert teams[others]["sheet"] not in answer.text
        assert "teks pengaduan" not in answer.text
        assert "Rahasia" not in answer.text
    assert "E6076" in allowed.get(f"/day/{DATE}/phone/T09", status=422).text


@pytest.mark.parametrize(
    ("papers", "shown"), [(["full"], "initials"), (["none"], "none"), (["initials", "none", "full"], "none")]
)
def test_a_phone_names_nobody_whom_its_paper_does_not(browser: Browser, papers: list[str], shown: str) -> None:
    """Of the settings and of each print of that version the fewest names count, and closed rows; drafts do not."""
    allow(browser.folder)
    settings = browser.folder / "dds.toml"
    text = settings.read_text(encoding="utf-8").replace('complaint_rows = "number"', 'complaint_rows = "open"')
    workspace = Workspace(browser.folder, AT_DESK)
    plan = browser.folder / "plans" / DATE / "plan-v1.json"
    print_as(workspace, plan, PrintWish(name_mode="none", is_draft=True), reporter=Silent())
    for mode in papers:
        print_as(workspace, plan, PrintWish(name_mode=mode), reporter=Silent())
    reason = re.sub(r'complaint_rows_reason = ".*"', 'complaint_rows_reason = "latihan CONTOH"', text)
    settings.write_text(reason, encoding="utf-8")
    assert "latihan CONTOH" in reason
    page = browser.sign_in(Role.DESK).get(f"/day/{DATE}/phone/T01").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Rahasia" not in page
    assert (" – R." in page) is (shown == "initials")
    assert "CRM" not in page


def test_a_link_opens_one_team_and_ends_with_the_day(allowed: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an account, until midnight; wrong words, an ended link open nothing. Each look is in the trail."""
    links = _links(allowed.sign_in(Role.DESK))
    assert set(links) == {"T01", "T02"}
    phone = allowed.other().client
    answer = phone.get(links["T01"])
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "connect-src" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert phone.get(f"{links['T01']}x").status_code == 404
    assert phone.get("/").url.path == "/sign-in"
    house = allowed.app.state.house
    monkeypatch.setattr(house, "clock", lambda: dt.datetime(2025, 8, 26, 16, 59, tzinfo=dt.UTC))
    assert phone.get(links["T01"]).status_code == 200
    monkeypatch.setattr(house, "clock", lambda: dt.datetime(2025, 8, 26, 17, 0, tzinfo=dt.UTC))
    assert phone.get(links["T01"]).status_code == 404
    with Workspace(allowed.folder, AT_DESK).ledger() as ledger:
        looks = ledger.audit_trail(action="phone")
    assert [entry.subject for entry in looks] == [f"{DATE}/T01"] * 2
    assert {entry.actor.split()[0] for entry in looks} == {"token"}


def test_an_officer_opens_the_own_team_alone(allowed: Browser) -> None:
    """By the own account: today of the own team, whatever stands behind the address."""
    officer = allowed.sign_in(Role.OFFICER)
    assert "/team/day" in officer.get("/team").text
    assert "T01" in officer.get("/team/day?team=T02").text
    assert "DDS-20250826-T02" not in officer.get("/team/day?team=T02").text
    officer.get(f"/day/{DATE}/phone/T01", status=403)
    assert NOW.date().isoformat() == DATE


def test_a_phone_opens_the_file_without_network(allowed: Browser, tmp_path: Path) -> None:
    """On a small screen, from the file alone, with the network off: map, list, no request, no error."""
    file = tmp_path / "day.html"
    file.write_bytes(allowed.sign_in(Role.DESK).get(f"/day/{DATE}/phone/T01").content)
    with launched() as program:
        context = program.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2, has_touch=True)
        context.set_offline(True)
        page, told = context.new_page(), []  # type: Any, list[str]
        page.on("request", lambda request: told.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(file.as_uri())
        assert page.locator("tr.stop").count() > 5
        assert page.locator(".marker").count() >= page.locator("tr.stop").count()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.locator("tr.stop").nth(2).tap()
        assert page.locator(".marker.chosen").count() == 1
        context.close()
    assert [one for one in told if one != file.as_uri() and not one.startswith("data:")] == []
