"""Guards approval of single days, signed by the chief's own account for that version alone, and drafts, which are no sheets."""

import datetime as dt
import re
from pathlib import Path

from planner.domain.account import Role
from planner.usecases.daily import plan_day
from planner.usecases.progress import Silent
from planner.usecases.searching import SearchWish
from planner.usecases.week.planning import plan_week
from planner.usecases.workspace import Workspace
from tests.desk.pages import NAMES, Browser, acting
from tests.desk.test_planning import wait_for

DAY = "/day/2025-08-26"


def printed(browser: Browser, **form: str) -> None:
    """Print the newest version."""
    browser.get(f"{DAY}/print")
    browser.client.follow_redirects = False
    job = browser.post(f"{DAY}/print", **form).headers["location"]
    assert wait_for(browser, job)["faults"] == []
    browser.client.follow_redirects = True


def asks_approval(folder: Path) -> None:
    """Set the station to want the chief's word on each plan."""
    settings = folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    assert "needs_approval = false" in text
    settings.write_text(text.replace("needs_approval = false", "needs_approval = true"), encoding="utf-8")


def test_a_draft_is_looked_at_and_is_no_sheet(browser: Browser) -> None:
    """A draft lies apart, opens from the page, and no sheet of it is on the list."""
    browser.sign_in(Role.DESK)
    before = browser.app.state.house.ledger.sheets()
    printed(browser, draft="yes")
    page = browser.get(f"{DAY}/print").text
    assert f'href="{DAY}/1/draft/sheets.pdf"' in page
    assert browser.get(f"{DAY}/1/draft/sheets.pdf").content.startswith(b"%PDF")
    browser.get(f"{DAY}/1/draft/..%2Fsheets.pdf", status=404)
    assert browser.app.state.house.ledger.sheets() == before


def test_an_unsigned_plan_is_a_draft_until_the_chief_signs_that_version(browser: Browser) -> None:
    """Where the station wants it; the signature is in the trail with the chief's name, and is of that version alone."""
    asks_approval(browser.folder)
    browser.sign_in(Role.DESK)
    assert "Not approved yet" in browser.get(f"{DAY}/print").text
    printed(browser)
    assert not (browser.folder / "sheets" / "2025-08-26" / "v1" / "sheets.pdf").exists()
    browser.post(f"{DAY}/1/sign")
    assert "Approved by" not in browser.get(DAY).text
    chief = browser.other().sign_in(Role.CHIEF)
    page = chief.get(f"{DAY}/1").text
    assert f'action="{DAY}/1/sign"' in page
    assert f"Approved by {NAMES[Role.CHIEF]}" in chief.post(f"{DAY}/1/sign").text
    with browser.app.state.house.ledger as ledger:
        entry = ledger.audit_trail(action="approve")[-1]
    assert (entry.actor, entry.details["version"]) == (NAMES[Role.CHIEF], 1)
    printed(browser)
    assert (browser.folder / "sheets" / "2025-08-26" / "v1" / "sheets.pdf").exists()
    team = chief.get(DAY, json=True).json()["teams"][0]
    browser.post(f"{DAY}/change", json=True, keep="yes", kind="lock", visit=team["stops"][-1]["visit"], shift=team["shift"])
    assert "Approved by" not in browser.get(f"{DAY}/2").text
    chief.get(f"{DAY}/1")
    chief.post(f"{DAY}/1/sign", undo="yes")
    assert "Approved by" not in browser.get(f"{DAY}/1").text


def test_an_older_version_is_signed_only_knowingly(browser: Browser) -> None:
    """A page that shows what the desk has replaced since is refused and names the newest; a tick says it is meant."""
    browser.sign_in(Role.DESK)
    chief = browser.other().sign_in(Role.CHIEF)
    team = chief.get(DAY, json=True).json()["teams"][0]
    browser.get(DAY)
    browser.post(f"{DAY}/change", json=True, keep="yes", kind="lock", visit=team["stops"][-1]["visit"], shift=team["shift"])
    refused = chief.post(f"{DAY}/1/sign")
    assert (refused.status_code, "E8152" in refused.text, "version 2" in refused.text) == (422, True, True)
    assert 'name="older"' in chief.get(f"{DAY}/1").text
    assert 'name="older"' not in chief.get(f"{DAY}/2").text
    assert f"Approved by {NAMES[Role.CHIEF]}" in chief.post(f"{DAY}/1/sign", older="yes").text


def test_a_week_is_signed_as_the_page_showed_it(browser: Browser) -> None:
    """Planned again since, or with a newer plan of a day, it is refused and the versions are named; then it can be signed."""
    workspace = Workspace(browser.folder, acting("desk"))
    browser.sign_in(Role.DESK)
    start = dt.date(2025, 9, 1)
    wish = SearchWish(max_iterations=10)
    plan_week(workspace, start, wish, reporter=Silent())
    chief = browser.other().sign_in(Role.CHIEF)
    form = dict(re.findall(r'name="(start|version|plan-[^"]+)" value="([^"]*)"', chief.get("/week").text))
    assert form["plan-2025-09-02"] == "1"
    plan_day(workspace, dt.date(2025, 9, 2), wish, reporter=Silent())
    refused = chief.post("/week/sign", **form).text
    assert ("E8154" in refused, "has version 2" in refused) == (True, True)
    plan_week(workspace, start, wish, reporter=Silent())
    assert "E8153" in chief.post("/week/sign", **form).text
    form = dict(re.findall(r'name="(start|version|plan-[^"]+)" value="([^"]*)"', chief.get("/week").text))
    assert "Version 2 of the week from Monday, 1 September 2025 is approved." in chief.post("/week/sign", **form).text
