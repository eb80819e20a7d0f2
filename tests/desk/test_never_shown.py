"""Guards that special referrals (RJK) and homes that want no visit are on no page, in no answer and in no log.

The town has one of each: complaint C2, a special referral, and home H029, whose people want no visit. Only the
desk's own search and page of that one home may show the home: it is where the wish is kept. Other special
referrals are taken at the desk's form, by command and at a door.
"""

import datetime as dt
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from planner.desk.routes import ENTRIES
from planner.domain.account import Role
from planner.usecases.complaints import NewAtDesk, end_complaint, enter_complaint
from planner.usecases.importing import TABLES
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser
from tests.desk.test_phones import allow, printed
from tests.usecases.desk import DATE, SHEET
from tests.usecases.town import AT_DESK

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


def _taken(browser: Browser) -> list[str]:
    """Ids of special referrals that were taken at the form, by command and at a door, the former two then handed on."""
    workspace = Workspace(browser.folder, AT_DESK)
    desk = browser.other().sign_in(Role.DESK)
    desk.get("/homes/H007")
    desk.get("/complaints?household=H007")
    for category in ("SAL", "RJK"):
        text = "tidak boleh tersimpan" if category == "RJK" else ""
        desk.post("/complaints", household="H007", category=category, received=DATE, text=text)
    made = enter_complaint(workspace, NewAtDesk(household="H008", category="RJK", received=dt.date.fromisoformat(DATE)))
    desk.get(f"/record/sheet/{SHEET}")
    assert desk.post(f"/record/sheet/{SHEET}", json=True, number="3", line="b 0815 0830 RJK!", seen="").status_code == 200
    with workspace.ledger() as ledger:
        found = sorted(ledger.special_referrals() - {"C2"})
    assert made.life.id in found
    for id_ in found:
        end_complaint(workspace, id_, "accepted")
        end_complaint(workspace, id_, "referred")
    assert len(found) == 3
    return found


def addresses(path: str, parts: Mapping[str, Sequence[str]] = PARTS) -> Iterator[str]:
    names = re.findall(r"\{(\w+)[^}]*\}", path)
    if not names:
        yield path + QUERIES.get(path, "")
        return
    for value in parts.get(names[0], ("xx",)):
        yield from (one + QUERIES.get(path, "") for one in addresses(re.sub(r"\{\w+[^}]*\}", value, path, count=1), parts))


def _said(answer: Any, address: str, secret: Sequence[str]) -> list[str]:
    """What of it must not be there; what the asker typed into the address comes back in a refusal."""
    text = answer.text
    typed = [part for part in ("H029", "C2", *secret) if f"/{part}" in address]
    for part in typed:
        text = text.replace(part, "")
    shown = CANARIES[:-1] if address.startswith("/homes/") else CANARIES  # the field in which the wish is kept
    text = text.replace('<option value="RJK">', "")  # the form has to offer it
    return [canary for canary in (*shown, r"\bRJK\b", *map(re.escape, secret)) if re.search(canary, text)]


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_no_page_shows_them(browser: Browser, role: Role, caplog: pytest.LogCaptureFixture) -> None:
    """Every address that a role may open, as page and as data, with the ids of both given where an id is asked for."""
    allow(browser.folder)
    printed(browser.folder)
    secret = _taken(browser)
    parts = {**PARTS, "complaint": (*PARTS["complaint"], *secret)}
    with caplog.at_level(logging.DEBUG):
        browser.sign_in(role)
        asked = 0
        for entry in ENTRIES:
            if entry.method != "GET" or not entry.is_open_to(frozenset({role})):
                continue
            for address in addresses(entry.path, parts):
                for accept in ("text/html", "application/json"):
                    answer = browser.client.get(address, headers={"accept": accept})
                    asked += 1
                    assert answer.status_code != 500, address
                    if answer.headers.get("content-type", "").startswith(("text", "application/json")):
                        assert _said(answer, address, secret) == [], (address, accept)
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


def test_the_trail_does_not_tell_special_referrals(browser: Browser) -> None:
    """What is done about others stands there, without the category; what is done about them does not, nor leaves a gap."""
    secret = _taken(browser)
    with Workspace(browser.folder, AT_DESK).ledger() as ledger:
        entries = ledger.audit_trail()
        assert all("category" not in entry.details for entry in entries)
        assert {entry.subject for entry in entries} >= {f"complaint {id_}" for id_ in secret[1:]}
    chief = browser.other().sign_in(Role.CHIEF)
    shown = chief.get("/api/audit").json()["entries"]
    taken = [entry for entry in shown if entry["kind"] in {"enter", "complaint"}]
    assert [(entry["kind"], entry["details"]) for entry in taken] == [("enter", {})]
    assert all("number" not in entry for entry in shown)
