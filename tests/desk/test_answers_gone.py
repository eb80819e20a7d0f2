"""Guards that answers which a desk keeps in memory name nobody who may not be named any more."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.domain.account import Role
from planner.domain.categories import SPECIAL_REFERRAL
from planner.usecases.persons import correct_person, erase_person
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser
from tests.desk.test_planning import wait_for
from tests.desk.test_whatif import WHATIF, asked
from tests.usecases.town import AT_DESK

FAR = """id,village,rt,rw,address,latitude,longitude,head_name
H900,V1,01,01,Jl. Jauh 900,-6.14321,106.50321,
H901,V1,01,01,Jl. Jauh 901,-6.14333,106.50345,
"""
Wish = Callable[[Workspace, str], object]


def _shut(workspace: Workspace, home: str) -> None:
    correct_person(workspace, home, is_do_not_visit=True)


def _referred(workspace: Workspace, _home: str) -> None:
    """As an import of complaints does that calls one of them so."""
    with workspace.ledger() as ledger:
        (one,) = ledger.complaints(["C1"])
        ledger.put_complaints([replace(one, category=SPECIAL_REFERRAL)], source="keluhan.csv", **workspace.stamp())


def _require_gone(browser: Browser, addresses: dict[str, str], name: str) -> None:
    """Each leads to the page of the question and names nobody."""
    for address, question in addresses.items():
        for json in (False, True):
            answer = browser.get(address, json=json)
            assert (answer.url.path, name in answer.text) == (question, False), address


@pytest.mark.parametrize("wish", [_shut, erase_person])
def test_homes_that_nobody_reaches(browser: Browser, wish: Wish) -> None:
    """Page, data, list and map are gone with one of the homes; what is asked then has the other."""
    keeper = browser.other().sign_in(Role.KEEPER)
    keeper.get("/import/households")
    keeper.post("/import/households", files={"file": ("warga.csv", FAR.encode(), "text/csv")})
    browser.sign_in(Role.DESK)
    found = _reach(browser)
    assert "H900" in browser.get(f"{found}/list.csv").text
    wish(Workspace(browser.folder, AT_DESK), "H900")
    assert "no longer kept" in browser.get(found).text
    _require_gone(browser, {f"{found}{rest}": "/reach" for rest in ("", "/list.csv", "/map.pdf")}, "H900")
    again = browser.get(f"{_reach(browser)}/list.csv").text
    assert ("H901" in again, "H900" in again) == (True, False)


def _reach(browser: Browser) -> str:
    browser.get("/reach")
    browser.client.follow_redirects = False
    job = browser.post("/reach").headers["location"]
    browser.client.follow_redirects = True
    return str(wait_for(browser, job)["result"])


@pytest.mark.parametrize("wish", [_shut, erase_person, _referred])
def test_what_if_on_a_day(browser: Browser, wish: Wish) -> None:
    """Page, data and paper; another change of the register leaves the answer as it is."""
    browser.sign_in(Role.DESK)
    found = asked(browser, without="T02")
    workspace = Workspace(browser.folder, AT_DESK)
    correct_person(workspace, "H003", {"head_name": "Bpk. LAIN CONTOH"})
    assert browser.get(found).url.path == found
    wish(workspace, "H004")
    assert "no longer kept" in browser.get(found).text
    _require_gone(browser, {found: WHATIF, f"{found}/paper": WHATIF}, "C1" if wish is _referred else "H004")
    assert browser.post(f"{found}/keep").url.path == WHATIF
