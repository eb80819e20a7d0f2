"""Guards the API: a document that is true of every answer, tokens that open little, are kept as digests, and end."""

import datetime as dt
import json
import sqlite3
from pathlib import Path
from typing import Any

import openapi_spec_validator
import pytest
from jsonschema import Draft202012Validator

from planner.desk.routes import ENTRIES
from planner.domain.access_token import Scope
from planner.domain.account import Role
from planner.domain.month import Period
from planner.usecases.progress import Silent
from planner.usecases.published import PUBLISHED_FILE
from planner.usecases.reporting import make_report
from planner.usecases.tokens import end_token, make_token
from planner.usecases.workspace import Workspace
from tests.desk.conftest import NOW
from tests.desk.pages import NAMES, Browser, acting, filled
from tests.usecases.desk import DATE, SHEET
from tests.usecases.town import AT_DESK

JULY = Period.month(2025, 7)


def _publish(folder: Path) -> None:
    make_report(Workspace(folder, AT_DESK), JULY, language="en", is_public=True, reporter=Silent())


def _token(browser: Browser, scope: Scope, **wishes: Any) -> str:
    return make_token(Workspace(browser.folder, AT_DESK), "Polres CONTOH", scope, **wishes)[1]


def _ask(browser: Browser, path: str, words: str) -> Any:
    return browser.client.get(path, headers={"authorization": f"Bearer {words}"})


def test_the_document_is_openapi(browser: Browser) -> None:
    """The document is valid OpenAPI, has exactly the table's addresses of the API, and names each one's roles and scopes."""
    found = browser.sign_in(Role.DESK).get("/api/openapi.json").json()
    openapi_spec_validator.validate(found)
    described = [entry for entry in ENTRIES if entry.api]
    assert {entry.path.replace(":number", "") for entry in described} == set(found["paths"])
    assert all(entry.path.startswith("/api/") for entry in described)
    assert [entry.path for entry in ENTRIES if entry.scopes and (entry.method != "GET" or not entry.api)] == []
    security = found["paths"]["/api/homes"]["get"]["security"]
    assert security == [{"session": []}]


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.api], ids=lambda entry: entry.path)
def test_every_answer_is_as_the_document_says(browser: Browser, entry: Any) -> None:
    """What an address answers has the shape that the document promises."""
    _publish(browser.folder)
    role = Role.KEEPER if "audit" in entry.path else Role.DESK
    browser.sign_in(role)
    complaint = browser.sign_in(Role.DESK).get("/api/complaints").json()["complaints"][0]["id"]
    path = entry.path.format_map({"day": DATE, "complaint": complaint}) if ":number" not in entry.path else f"/api/day/{DATE}/1"
    found = browser.sign_in(role).get(path + ("?q=warga" if entry.path.endswith("/homes") else "")).json()
    Draft202012Validator(dict(entry.api.shape)).validate(found)
    assert found or entry.path == "/api/week"


def test_a_token_of_coverage_sees_published_counts_only(browser: Browser) -> None:
    """It opens the counts of a published month and the document; no name, id of a home or complaint is in them."""
    words = _token(browser, Scope.COVERAGE)
    assert _ask(browser, "/api/coverage?month=2025-07", words).json()["codes"] == ["E6077"]
    _publish(browser.folder)
    found = _ask(browser, "/api/coverage?month=2025-07", words)
    assert found.json()["edition"] == "public"
    assert found.json() == _ask(browser, "/api/coverage", words).json()
    with sqlite3.connect(browser.folder / "ledger.sqlite") as ledger:
        homes = ledger.execute("select id, head_name from households").fetchall()
        complaints = ledger.execute("select id from complaints").fetchall()
    assert not [value for row in homes + complaints for value in row if value and value in found.text]
    for entry in ENTRIES:
        if entry.method == "GET" and Scope.COVERAGE not in entry.scopes:
            assert _ask(browser, filled(entry.path), words).status_code in (401, 403), entry.path
    assert "set-cookie" not in found.headers


def test_what_is_published_is_not_counted_anew(browser: Browser) -> None:
    """A visit recorded later does not change what a published month answers: the difference would tell of it."""
    _publish(browser.folder)
    kept = (Workspace(browser.folder, AT_DESK).report_folder(JULY) / PUBLISHED_FILE).read_text(encoding="utf-8")
    browser.sign_in(Role.DESK).get(f"/record/sheet/{SHEET}")
    browser.post(f"/record/sheet/{SHEET}", number="1", line="b")
    assert _ask(browser, "/api/coverage", _token(browser, Scope.COVERAGE)).json() == json.loads(kept)


def test_tokens_change_nothing_and_end(browser: Browser) -> None:
    """No token sends a form; one that was ended, is over, or is made up opens nothing; no cookie helps it."""
    words = _token(browser, Scope.DAYS)
    assert _ask(browser, f"/api/day/{DATE}", words).status_code == 200
    assert _ask(browser, "/api/complaints", words).status_code == 403
    browser.sign_in(Role.KEEPER)
    assert _ask(browser, "/api/audit", words).status_code == 403
    for entry in ENTRIES:
        if entry.method == "POST":
            shown = {"authorization": f"Bearer {words}"}
            assert browser.client.post(filled(entry.path), headers=shown).status_code in (401, 403), entry.path
    assert [_ask(browser, f"/api/day/{DATE}", one).status_code for one in ("dds_x", "", words[:-1])] == [401] * 3
    workspace = Workspace(browser.folder, acting("x"))
    with workspace.ledger() as ledger:
        (token,) = ledger.tokens()
    end_token(workspace, token.id)
    assert _ask(browser, f"/api/day/{DATE}", words).status_code == 401
    assert not token.is_open(NOW + dt.timedelta(days=10_000))


def test_the_keeper_makes_and_ends_tokens_on_a_page(browser: Browser) -> None:
    """Its words are shown once, kept nowhere, and both steps are in the audit trail with the person."""
    browser.sign_in(Role.KEEPER)
    browser.get("/tokens")
    page = browser.post("/tokens", name="Polres CONTOH", scope="coverage", days="30").text
    words = page.split('value="dds_')[1].split('"')[0]
    assert words not in browser.get("/tokens").text
    assert words.encode() not in b"".join(path.read_bytes() for path in browser.folder.glob("ledger.sqlite*"))
    with Workspace(browser.folder, AT_DESK).ledger() as ledger:
        (token,) = ledger.tokens()
    assert "ended" not in browser.get("/tokens").text.split("</h1>")[1].split("<form")[0]
    browser.post(f"/tokens/{token.id}/end")
    browser.post(f"/tokens/{token.id}/end")
    with Workspace(browser.folder, AT_DESK).ledger() as ledger:
        found = [(entry.actor, entry.details["did"]) for entry in ledger.audit_trail(action="token")]
    assert [did for _, did in found] == ["made", "ended"]
    assert {actor for actor, _ in found} == {NAMES[Role.KEEPER]}
    assert "E6078" in browser.sign_in(Role.KEEPER).post("/tokens", name="").text
    assert "E6079" in browser.post("/tokens/xx/end").text
