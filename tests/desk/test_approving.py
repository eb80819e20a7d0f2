"""Guards approval of single days, signed by the chief's own account for that version alone, and drafts, which are no sheets."""

from pathlib import Path

from planner.domain.account import Role
from tests.desk.pages import NAMES, Browser
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
