"""Guards the doors of the desk: who may open what, forged and oversized forms, sessions that end, headers on every answer."""

import datetime as dt
import itertools
import re
from pathlib import Path

import pytest

from planner.desk.routes import ENTRIES
from planner.desk.session import COOKIE, IDLE, Sessions
from planner.domain.account import Role
from planner.usecases.accounts import change_account, set_password
from planner.usecases.workspace import Workspace
from tests.desk.conftest import NOW
from tests.desk.pages import NAMES, PASSWORD, PLAIN, Browser, acting, copied, filled, signing
from tests.usecases.desk import SHEET
from tests.usecases.town import AT_DESK

ROLES = [None, *Role]


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.value if role else "nobody")
def test_every_address_is_open_to_its_roles_only(browser: Browser, role: Role | None) -> None:
    """The table is the law: whoever has not the role gets nothing of a page, by looking or by sending, in HTML or JSON."""
    if role:
        browser.sign_in(role)
    else:
        browser.get("/sign-in")
    browser.client.follow_redirects = False
    roles = frozenset({role}) if role else None
    for entry in ENTRIES:
        if entry.is_public or entry.is_open_to(roles):
            continue
        for accept in ("text/html", "application/json"):
            answer = browser.client.request(
                entry.method, filled(entry.path), headers={"accept": accept, "x-token": browser.token}
            )
            if role:
                assert answer.status_code == 403, (entry.path, role)
            elif accept == "text/html" and entry.method == "GET" and entry.api is None:
                assert answer.status_code == 303
                assert answer.headers["location"].startswith("/sign-in?next=/")
            else:
                assert answer.status_code == 401, (entry.path, role)
            assert "CONTOH" not in answer.text.replace(NAMES[role] if role else "", "")


def test_a_role_opens_what_the_table_gives_it(browser: Browser) -> None:
    """Looking at an address with the right role is never a refusal of access, whatever else it may say."""
    for role in Role:
        person = browser.other().sign_in(role)
        person.client.follow_redirects = False
        for entry in ENTRIES:
            if entry.method == "GET" and entry.is_open_to(frozenset({role})):
                status = person.client.get(filled(entry.path)).status_code
                assert status not in (401, 403, 405, 500), (entry.path, role, status)


def test_no_address_stands_beside_the_table(browser: Browser) -> None:
    """All that the application answers is in the table, so that the tests of roles, attacks and secrets miss no address."""
    served = {(method, route.path) for route in browser.app.routes for method in getattr(route, "methods", None) or {"MOUNT"}}
    assert served - {("HEAD", entry.path) for entry in ENTRIES} == {
        ("MOUNT", "/static"),
        *((entry.method, entry.path) for entry in ENTRIES),
    }


def test_an_entry_without_roles_is_shut() -> None:
    """Deny is the default, and no address stands twice in the table."""
    assert [entry.path for entry in ENTRIES if not entry.roles and not entry.is_public] == []
    pairs = [(entry.method, entry.path) for entry in ENTRIES]
    assert len(pairs) == len(set(pairs))
    shut = ENTRIES[0].__class__(path="/x", handler=ENTRIES[0].handler, roles=frozenset())
    assert not any(shut.is_open_to(frozenset({role}) if role else None) for role in ROLES)


def test_every_change_wants_the_token_of_the_session(browser: Browser) -> None:
    """A form from elsewhere, with no token, a wrong one, somebody else's or a foreign origin, changes nothing."""
    browser.sign_in(Role.KEEPER)
    other = browser.other().sign_in(Role.DESK)
    form = {"name": "Baru CONTOH", "password": PASSWORD, "role": "piket"}
    for token in ("", "x", other.token):
        assert browser.client.post("/accounts", data={**form, "token": token}).status_code == 403
    foreign = {"origin": "http://elsewhere.example"}
    assert browser.client.post("/accounts", data={**form, "token": browser.token}, headers=foreign).status_code == 403
    for entry in ENTRIES:
        if entry.method == "POST":
            assert browser.client.post(filled(entry.path), data={}).status_code == 403, entry.path
    own = {"origin": "http://testserver"}
    assert browser.client.post("/accounts", data={**form, "token": browser.token}, headers=own).status_code == 200


def test_every_answer_is_protected(browser: Browser) -> None:
    """No answer may be framed, kept, sniffed or fed with scripts; the cookie is out of reach of scripts and other sites."""
    browser.get("/sign-in")
    answers = [browser.client.get(path) for path in ("/sign-in", "/nothing-here", "/static/desk.css", "/day/x")]
    browser.sign_in(Role.DESK)
    answers += [browser.client.get(path) for path in ("/", "/accounts")]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] in ("no-store", "no-cache")
        assert "http://" not in answer.text.replace("http://www.w3.org/", "")
        assert "https://" not in answer.text
    cookie = browser.client.post("/language/en", data={"token": browser.token}, follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_no_template_has_script_or_style_inside() -> None:
    """The policy of the pages forbids them; a template that had one would be broken for everybody."""
    folder = Path(__file__).resolve().parents[2] / "planner" / "desk" / "templates"
    for path in folder.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", text), path.name
        inside = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", text)
        assert all('type="application/json"' in found for found in inside), path.name
        assert "|safe" not in text


def test_names_that_are_markup_stay_text(browser: Browser) -> None:
    """What people type cannot open a tag."""
    browser.sign_in(Role.KEEPER)
    browser.get("/accounts")
    browser.post("/accounts", name='<img src=x onerror="1">', password=PASSWORD, role="piket")
    text = browser.get("/accounts").text
    assert "<img" not in text
    assert "&lt;img" in text


def test_an_oversized_form_is_refused(browser: Browser) -> None:
    """Whoever sends more than a form holds is stopped, whatever the header promised."""
    browser.sign_in(Role.KEEPER)
    assert browser.client.post("/accounts", data={"token": browser.token, "name": "x" * 1_100_000}).status_code == 413

    def endless() -> "itertools.chain[bytes]":
        return itertools.chain([b"token=x&name="], itertools.repeat(b"x" * 65536, 40))

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.client.post("/accounts", content=endless(), headers=kind).status_code == 413


def test_a_foreign_name_of_the_desk_is_refused(browser: Browser) -> None:
    """No page elsewhere can speak to the desk by a name of its own."""
    assert browser.client.get("/sign-in", headers={"host": "elsewhere.example"}).status_code == 400


def test_an_account_is_locked_after_wrong_passwords(browser: Browser) -> None:
    """Five wrong ones lock it; a name that is not there answers the same as a wrong password."""
    browser.get("/sign-in")
    unknown = browser.post("/sign-in", name="Nobody", password=PASSWORD)
    wrong = browser.post("/sign-in", **signing(Role.DESK, "wrong"))
    pick = re.compile(r"E6061[^<]*")
    assert pick.search(unknown.text).group() == pick.search(wrong.text).group()  # type: ignore[union-attr]
    for _ in range(4):
        answer = browser.post("/sign-in", **signing(Role.DESK, "wrong"))
    assert "E6062" in answer.text
    assert "E6062" in browser.post("/sign-in", **signing(Role.DESK)).text
    workspace = Workspace(browser.folder, AT_DESK)
    set_password(workspace, NAMES[Role.DESK], PASSWORD, PLAIN)
    assert browser.post("/sign-in", **signing(Role.DESK)).status_code == 200


def test_sessions_end(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that was left, a changed password, a shut account, a forged cookie and signing out each end the session."""
    browser.sign_in(Role.DESK)
    browser.client.follow_redirects = False
    assert browser.client.get("/").status_code == 200
    for end in (
        lambda: set_password(Workspace(browser.folder, acting("x")), NAMES[Role.DESK], PASSWORD, PLAIN),
        lambda: change_account(Workspace(browser.folder, acting("x")), NAMES[Role.DESK], is_active=False),
        lambda: browser.client.cookies.set(COOKIE, f"{browser.client.cookies[COOKIE]}x", domain="testserver.local"),
        lambda: monkeypatch.setattr("planner.desk.session.IDLE", -1),
    ):
        end()
        assert browser.client.get("/").status_code == 303
        browser.client.cookies.clear()
        set_password(Workspace(browser.folder, acting("x")), NAMES[Role.DESK], PASSWORD, PLAIN, is_opened=True)
        monkeypatch.setattr("planner.desk.session.IDLE", IDLE)
        browser.get("/sign-in")
        browser.post("/sign-in", **signing(Role.DESK))
        browser.get("/")
    browser.post("/sign-out")
    assert browser.client.get("/").status_code == 303


def test_a_shut_account_records_nothing(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shut or changed at this desk it ends at once, by another program within a second."""
    row = {"number": "1", "line": "b", "seen": "", "json": True}
    keeper = browser.other().sign_in(Role.KEEPER)
    browser.sign_in(Role.DESK).get(f"/record/sheet/{SHEET}")
    assert browser.post(f"/record/sheet/{SHEET}", **row).status_code == 200
    keeper.get("/accounts")
    assert keeper.post(f"/accounts/{NAMES[Role.DESK]}", role=Role.DESK.value).status_code == 200
    assert browser.post(f"/record/sheet/{SHEET}", **row).status_code == 401
    keeper.post(f"/accounts/{NAMES[Role.DESK]}", role=Role.DESK.value, active="yes")
    browser.get("/sign-in")
    browser.sign_in(Role.DESK).get(f"/record/sheet/{SHEET}")
    change_account(Workspace(browser.folder, acting("x")), NAMES[Role.DESK], is_active=False)
    monkeypatch.setattr("planner.desk.known_accounts.FOR", 0.0)  # a second later
    assert browser.post(f"/record/sheet/{SHEET}", **row).status_code == 401


def test_signing_in_leads_to_own_pages_only(browser: Browser) -> None:
    """An address to go on to that is not the desk's is not followed."""
    browser.client.follow_redirects = False
    for address in ("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:1"):
        browser.client.cookies.clear()
        browser.get("/sign-in")
        answer = browser.post("/sign-in", **signing(Role.DESK), next=address)
        assert answer.headers["location"] == "/"


def test_the_key_of_the_sessions_is_the_owners_alone(tmp_path: Path) -> None:
    """Nobody else on the PC can read the secret that signs the cookies; it stays the same after a restart."""
    Sessions(tmp_path, is_secure=False)
    path = tmp_path / ".desk.key"
    first = path.read_text(encoding="ascii")
    Sessions(tmp_path, is_secure=False)
    assert (path.stat().st_mode & 0o077, path.read_text(encoding="ascii")) == (0, first)


def test_the_first_start_makes_the_keeper(tmp_path: Path, peopled: Path) -> None:
    """A desk without accounts asks for the first, which keeps the accounts and works at the desk; then never again."""
    folder = copied(peopled, tmp_path)
    with Workspace(folder, AT_DESK).ledger() as ledger:
        for account in ledger.accounts():
            ledger.remove_account(account.name, now=NOW, actor="x")
    browser = Browser(folder, clock=lambda: NOW)
    assert "First account" in browser.get("/").text
    assert "E6063" in browser.post("/first", name="Kelola CONTOH", password="short").text
    assert browser.post("/first", name="Kelola CONTOH", password=PASSWORD).status_code == 200
    assert "Next step" in browser.get("/").text
    browser.get("/accounts")
    again = browser.other()
    again.get("/sign-in")
    assert "E6060" in again.post("/first", name="Lain CONTOH", password=PASSWORD).text
    with Workspace(folder, AT_DESK).ledger() as ledger:
        kept = ledger.audit_trail(action="account")[-1]
    assert (kept.actor, kept.subject, kept.details["roles"]) == ("Kelola CONTOH", "Kelola CONTOH", "pengelola piket")


def test_somebody_always_keeps_the_accounts(browser: Browser) -> None:
    """The last keeper can neither give the role away nor be shut out."""
    browser.sign_in(Role.KEEPER)
    browser.get("/accounts")
    assert "E6067" in browser.post(f"/accounts/{NAMES[Role.KEEPER]}", role="piket", active="yes").text
    assert "E6067" in browser.post(f"/accounts/{NAMES[Role.KEEPER]}", role="pengelola").text


def test_the_day_of_the_desk_follows_its_clock(browser: Browser) -> None:
    """The first page is of the station's day."""
    assert dt.date(2025, 8, 26) == NOW.date()
    assert "26 August 2025" in browser.sign_in(Role.DESK).get("/").text


def test_who_only_keeps_accounts_hears_of_no_complaint(browser: Browser) -> None:
    """Neither on the first page nor in its data: nobody who may not open them is told whose they are, and of what."""
    for role, sees in ((Role.KEEPER, False), (Role.CHIEF, True), (Role.DESK, True)):
        browser.sign_in(role)
        found = browser.get("/", json=True).json()
        page = browser.get("/").text
        assert (found["complaints"] is not None, found["complaints_to"] is not None) == (sees, sees), role
        assert ("<h2>Complaints</h2>" in page) is sees
        browser.post("/sign-out")
