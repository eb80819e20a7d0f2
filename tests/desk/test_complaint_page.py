"""Guards the page of a complaint: where it is followed up, where it is planned, what leads to planning it, and its state."""

import re

import pytest

from planner.domain.account import Role
from planner.terminal.main import run
from planner.usecases.persons import correct_person
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser, acting
from tests.usecases.desk import DATE

PAGE = "/complaints/C1"


@pytest.fixture
def desk(browser: Browser) -> Browser:
    """Somebody at the desk."""
    return browser.sign_in(Role.DESK)


def _address(browser: Browser) -> tuple[str, str]:
    """Home and address of the complaint as the ledger has them."""
    ledger = browser.app.state.house.ledger
    (complaint,) = ledger.complaints(["C1"])
    (home,) = ledger.households([complaint.household])
    return home.id, home.address.detail


@pytest.mark.parametrize("role", [Role.DESK, Role.CHIEF])
def test_it_says_where_and_when(browser: Browser, role: Role) -> None:
    """Home, RT and the row of the day's plan; the home is a link for the desk alone, and no street is told here."""
    home, address = _address(browser)
    page = browser.sign_in(role).get(PAGE).text
    assert home in page
    assert re.search(r"RT \d+/RW \d+", page)
    assert address not in page, "each look at it is in the audit trail: it stands on the home's own page"
    assert (f'href="/homes/{home}"' in page) == (role is Role.DESK)
    assert re.search(rf'href="/day/{DATE}\?visit=C1">[^<]+</a> \d\d:\d\d · T0\d', page)


def test_a_home_that_asks_for_no_visits_has_no_address_there(desk: Browser) -> None:
    """What the working view does not show is not shown here."""
    home, address = _address(desk)
    correct_person(Workspace(desk.folder, acting("desk")), home, is_do_not_visit=True)
    page = desk.get(PAGE).text
    assert address not in page
    assert not re.search(r"RT \d+/RW \d+", page)


def test_one_that_is_not_planned_leads_to_the_plan_of_the_day(desk: Browser) -> None:
    """Before sheets are out the day is planned again, afterwards the rest of it, with the complaint ticked or named."""
    taken = desk.post("/complaints", household="H007", category="CRM", received=DATE, text="DATA CONTOH", once="a")
    address = taken.url.path
    id_ = address.rpartition("/")[2]
    assert f'href="/plan/{DATE}"' in taken.text
    assert run(["--workspace", str(desk.folder), "print", str(desk.folder / "plans" / DATE / "plan-v1.json")]) == 0
    desk.get(f"/day/{DATE}/print")
    desk.post(f"/day/{DATE}/sheets", moment="handed")
    assert f'href="/day/{DATE}/replan?add={id_}"' in desk.get(address).text
    page = desk.get(f"/day/{DATE}/replan?add={id_}").text
    assert f'name="add" value="{id_}" checked' in page
    assert 'name="more" value=""' in page
    assert 'name="more" value="H003"' in desk.get(f"/day/{DATE}/replan?add=H003").text


def test_the_state_begins_as_it_is(desk: Browser) -> None:
    """Nothing is said of a complaint by keeping the form as it was opened."""
    assert '<option value="open" selected>' in desk.get(PAGE).text
    assert run(["--workspace", str(desk.folder), "print", str(desk.folder / "plans" / DATE / "plan-v1.json")]) == 0
    page = desk.get(PAGE).text
    assert f"DDS-{DATE.replace('-', '')}-T0" in page
    first = re.search(r'<select name="status" required><option value="([^"]*)"', page)
    assert first
    assert first[1] == ""
    desk.post(PAGE, status="waiting")
    assert '<option value="waiting" selected>' in desk.get(PAGE).text
