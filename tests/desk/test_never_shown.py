"""Guards that special referrals (RJK) and homes that want no visit are on no page, in no answer and in no log.

The town has one of each: complaint C2, a special referral, and home H029, whose people want no visit. Only the
desk's own search and page of that one home may show the home: it is where the wish is kept.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest

from planner.desk.routes import ENTRIES
from planner.domain.account import Role
from planner.usecases.importing import TABLES
from tests.desk.pages import Browser
from tests.desk.test_phones import allow, printed
from tests.usecases.desk import DATE, SHEET

CANARIES = (
    r"\bC2\b",
    r"\bH029\b",
    r"Contoh 29\b",
    r"Rahasia29",
    r"tidak boleh tersimpan",
    r"do_not_visit|tidak mau dikunjungi",
)
PARTS = {
    "day": (DATE, "2025-08-27"),
    "version": ("1",),
    "visit": ("H000", "C1", "H029", "C2"),
    "sheet": (SHEET,),
    "complaint": ("C1", "C2"),
    "home": ("H000",),
    "kind": (*TABLES, "roads"),
    "team": ("T01", "T02"),
    "name": ("sheets.pdf", "overview.pdf"),
    "language": ("id",),
}
"""Real values for the varying parts of addresses; other parts get something that is not there."""
QUERIES = {
    "/homes": "?q=rahasia0",
    "/api/homes": "?q=rahasia0",
    "/complaints/{complaint}": "?text=1",
    "/api/audit": "?kind=person",
}


def _addresses(path: str) -> Iterator[str]:
    names = re.findall(r"\{(\w+)[^}]*\}", path)
    if not names:
        yield path + QUERIES.get(path, "")
        return
    for value in PARTS.get(names[0], ("xx",)):
        yield from (one + QUERIES.get(path, "") for one in _addresses(re.sub(r"\{\w+[^}]*\}", value, path, count=1)))


def _said(answer: Any, address: str) -> list[str]:
    """What of it must not be there; what the asker typed into the address comes back in a refusal."""
    text = answer.text
    typed = [part for part in ("H029", "C2") if f"/{part}" in address]
    for part in typed:
        text = text.replace(part, "")
    shown = CANARIES[:-1] if address.startswith("/homes/") else CANARIES  # the field in which the wish is kept
    return [canary for canary in shown if re.search(canary, text)]


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_no_page_shows_them(browser: Browser, role: Role, caplog: pytest.LogCaptureFixture) -> None:
    """Every address that a role may open, as page and as data, with the ids of both given where an id is asked for."""
    allow(browser.folder)
    printed(browser.folder)
    with caplog.at_level(logging.DEBUG):
        browser.sign_in(role)
        asked = 0
        for entry in ENTRIES:
            if entry.method != "GET" or not entry.is_open_to(frozenset({role})):
                continue
            for address in _addresses(entry.path):
                for accept in ("text/html", "application/json"):
                    answer = browser.client.get(address, headers={"accept": accept})
                    asked += 1
                    assert answer.status_code != 500, address
                    if answer.headers.get("content-type", "").startswith(("text", "application/json")):
                        assert _said(answer, address) == [], (address, accept)
    assert asked > 10
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]  # the client's own log
    found = [canary for canary in CANARIES for message in ours if re.search(canary, message)]
    assert found == []


def test_the_wish_stands_on_the_homes_own_page_only(browser: Browser) -> None:
    """The desk keeps it there; the trail tells that the home was corrected, not what it wishes."""
    browser.sign_in(Role.DESK)
    assert "H029" in browser.get("/homes?q=rahasia29").text
    assert "do_not_visit" in browser.get("/homes/H029").text
    browser.get("/homes/H005")
    browser.post("/homes/H005", head_name="Rahasia5", detail="Jl. Contoh 5", rt="01", rw="01", do_not_visit="yes")
    chief = browser.other().sign_in(Role.CHIEF)
    for answer in (chief.get("/audit"), chief.get("/api/audit")):
        assert "H005" in answer.text
        assert not re.search("do_not_visit", answer.text)
