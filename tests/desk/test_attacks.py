"""Guards the desk against what attackers try from the network: methods, hosts, paths, cookies, uploads that are nothing."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.desk.routes import ENTRIES
from planner.desk.session import COOKIE
from planner.domain.account import Role
from planner.domain.errors import InputError
from planner.usecases.importing import TABLES
from planner.usecases.workspace import Workspace
from tests.desk.conftest import NOW
from tests.desk.pages import PASSWORD, Browser, filled, signing
from tests.usecases.desk import DATE, SHEET
from tests.usecases.town import AT_DESK

METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND")
HOSTS = ("elsewhere.example", "testserver.elsewhere.example", "testserver@elsewhere.example", "127.0.0.1.elsewhere.example", "")
CLIMBS = (
    "../ledger.sqlite", "..%2fledger.sqlite", "%2e%2e/%2e%2e/.desk.key", "..%5c.desk.key", "%00sheets.pdf",
    "sheets.pdf%00.html", "....//dds.toml", "/etc/passwd", "%c0%ae%c0%ae/dds.toml", "plan-v1.json",
    ".", "..", "draft/../../ledger.sqlite",
)  # fmt: skip
MARKUP = "\"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}${7*7}'--"


def _is_quiet(text: str) -> bool:
    """No inside of the program is told."""
    return not re.search(r"Traceback|sqlite3|SQLAlchemy|/planner/|site-packages|File \"", text)


def test_other_methods_do_nothing(browser: Browser) -> None:
    """A method that the table does not name is not there: no look by POST, no change by GET, nothing by any other."""
    browser.sign_in(Role.DESK)
    posts = {entry.path for entry in ENTRIES if entry.method == "POST"}
    gets = {entry.path for entry in ENTRIES if entry.method == "GET"}
    for path in sorted(posts | gets):
        if path not in gets and path != "/language/{language}":
            assert browser.client.get(filled(path)).status_code in (404, 405), path
        if path not in posts:
            assert browser.client.post(filled(path), data={"token": browser.token}).status_code in (404, 405), path
    for method in METHODS:
        for path in ("/", "/accounts", f"/record/sheet/{SHEET}", "/api/today", "/static/desk.css"):
            answer = browser.client.request(method, path)
            assert answer.status_code in ((200, 403, 404, 405) if method == "HEAD" else (404, 405)), (method, path)
    override = {"x-http-method-override": "POST", "x-method-override": "DELETE"}
    assert browser.client.get("/sign-out", headers=override).status_code in (404, 405)


def test_foreign_hosts_and_forwarding_headers(browser: Browser) -> None:
    """Another name is refused; headers by which proxies tell of hosts, paths and people count for nothing."""
    browser.sign_in(Role.OFFICER)
    for host in HOSTS:
        assert browser.client.get("/team", headers={"host": host}).status_code == 400, host
    told = {
        "x-forwarded-host": "elsewhere.example", "x-original-url": "/accounts", "x-rewrite-url": "/accounts",
        "x-forwarded-for": "127.0.0.1", "x-remote-user": "Bripka KELOLA CONTOH", "forwarded": "host=elsewhere.example",
    }  # fmt: skip
    answer = browser.client.get("/team", headers=told)
    assert "elsewhere.example" not in answer.text
    assert browser.client.get("/accounts", headers=told).status_code == 403


def test_no_path_leads_out_of_the_papers(browser: Browser) -> None:
    """Whatever is put into an address for a file's name, nothing but a paper of that day is handed out."""
    folder = Workspace(browser.folder, AT_DESK).sheet_folder(NOW.date(), 1)
    folder.mkdir(parents=True)
    (folder / "sheets.pdf").write_bytes(b"%PDF-1.4 CONTOH")
    (folder.parent / "secret.pdf").write_bytes(b"isi lain")
    browser.sign_in(Role.DESK)
    assert browser.client.get(f"/day/{DATE}/1/paper/sheets.pdf").content == b"%PDF-1.4 CONTOH"
    browser.client.follow_redirects = False
    for climb in (*CLIMBS, "../secret.pdf", "..%2fsecret.pdf"):
        for before in (f"/day/{DATE}/1/paper/", "/report/2025-08/", "/static/", "/settings?earlier="):
            answer = browser.client.get(before + climb)
            assert answer.status_code != 500, before + climb
            assert not re.search(rb"isi lain|SQLite format|root:|\[station\]", answer.content), before + climb
            assert _is_quiet(answer.text), before + climb


def test_cookies_that_are_made_up_open_nothing(browser: Browser) -> None:
    """A cookie that was cut, changed or signed by nobody is nobody's; signing in makes another than the one before."""
    browser.get("/sign-in")
    before = browser.client.cookies[COOKIE]
    token = browser.token
    browser.post("/sign-in", **signing(Role.DESK))
    browser.get("/")
    good = browser.client.cookies[COOKIE]
    assert good != before
    assert browser.token != token
    other = browser.other().client
    other.follow_redirects = False
    payload, signature = good.rsplit(".", 1)
    for value in (
        before,
        good[:-4],
        f"{payload}x.{signature}",
        f"{payload}.",
        ".",
        "e30.e30",
        "a" * 5000,
        "%00",
        '{"name":"x"}',
    ):
        other.cookies.clear()
        other.cookies.set(COOKIE, value, domain="testserver.local")
        assert other.get("/").status_code == 303, value[:30]


def test_markup_in_every_field_stays_text(browser: Browser) -> None:
    """Whatever form it is typed into, and whatever is asked, no answer contains it as markup or works it out."""
    browser.sign_in(Role.KEEPER)
    desk = browser.other().sign_in(Role.DESK)
    fields = (
        "name line q text day kind status visit shift month columns number household head_name detail rt seconds scope from"
    )
    form = dict.fromkeys(fields.split(), MARKUP) | {"password": PASSWORD}
    for person in (browser, desk):
        roles = frozenset({Role.KEEPER if person is browser else Role.DESK})
        for entry in ENTRIES:
            if not entry.is_open_to(roles) or entry.path in ("/sign-out", "/password"):
                continue
            address = filled(entry.path).replace("/xx", "/H003")
            if entry.method == "GET":
                answer = person.client.get(address, params={"q": MARKUP, "from": MARKUP, "sheet": MARKUP, "day": MARKUP})
            else:
                answer = person.client.post(address, data={"token": person.token, **form})
            assert answer.status_code != 500, entry.path
            if not answer.headers.get("content-type", "").startswith("application/json"):  # never taken for a page: nosniff
                assert "<script>alert" not in answer.text, entry.path
                assert "<img src=x" not in answer.text, entry.path
            assert _is_quiet(answer.text), entry.path


def _odd(number: int, tables: dict[str, bytes], dice: random.Random) -> Iterator[tuple[str, str, bytes]]:
    """Files that are no tables, or nearly."""
    bomb = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
    heads = (b"PK\x03\x04", b"\xff\xfe", b"%PDF-1.7", b"\x1f\x8b", bomb, b"=cmd|' /C calc'!A0", b"")
    names = ("x.csv", "x.xlsx", "x.ods", "x.xls", "../../x.csv", "x.exe", "con.csv", "a" * 300 + ".csv", "x\u202e.csv", ".csv")
    kinds = list(tables)
    for _ in range(number):
        kind = dice.choice(kinds)
        whole = bytearray(tables[kind])
        for _ in range(dice.randrange(1, 9)):
            place = dice.randrange(len(whole))
            whole[place : place + dice.randrange(4)] = dice.randbytes(dice.randrange(6))
        content = dice.choice(heads) + dice.randbytes(dice.randrange(400)) if dice.random() < 0.5 else bytes(whole)
        yield kind, dice.choice(names), content


def _upload_odd(browser: Browser, tmp_path: Path, number: int, seed: int) -> None:
    browser.sign_in(Role.KEEPER)
    browser.get("/import/households")
    tables = dict.fromkeys(TABLES, b"id,village,rt,rw,address\nH1,V1,01,01,Jl. Contoh\n")
    before = set(tmp_path.rglob("*.csv"))
    for kind, name, content in _odd(number, tables, random.Random(seed)):  # noqa: S311 (no secret)
        answer = browser.post(f"/import/{kind}", files={"file": (name, content)})
        assert answer.status_code in (200, 413, 422), (kind, name, content[:80], answer.status_code)
        assert _is_quiet(answer.text), (kind, name, content[:80])
    assert set(tmp_path.rglob("*.csv")) == before


def test_odd_uploads_are_refused(browser: Browser, tmp_path: Path) -> None:
    """Files that are nothing, broken, named like paths or bombs are taken or refused in words; nothing falls over."""
    _upload_odd(browser, tmp_path, 12, seed=1)


@pytest.mark.long
def test_a_thousand_odd_uploads(browser: Browser, tmp_path: Path) -> None:
    """The same a thousand times."""
    _upload_odd(browser, tmp_path, 1000, seed=2)


def test_uploads_where_none_belong_are_refused(browser: Browser) -> None:
    """A form that takes no file refuses one; a form with too many fields is refused."""
    browser.sign_in(Role.KEEPER)
    browser.get("/accounts")
    assert browser.post("/accounts", files={"name": ("x.csv", b"x")}, password=PASSWORD).status_code in (400, 413, 422)
    many = {f"x{number}": "1" for number in range(2100)}
    assert browser.client.post("/accounts", data={"token": browser.token, **many}).status_code in (400, 413)


CHARSETS = (
    "undefined",
    "punycode",
    "unicode_escape",
    "utf-16",
    "utf-8; charset=undefined",
    "utf-8; CharSet*=us-ascii''undefined",
)


@pytest.mark.parametrize("charset", CHARSETS)
def test_another_charset(browser: Browser, charset: str) -> None:
    """A form whose head names another way to read it is refused: some ways make signs that no page can show."""
    told = {"content-type": f"multipart/form-data; boundary=x; charset={charset}"}
    for path, name in (("/sign-in", "name"), (f"/record/sheet/{SHEET}", "line")):
        fields = {"token": browser.sign_in(Role.DESK).token, "number": "1", name: "\\ud800"}
        parts = "".join(f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{one}\r\n' for key, one in fields.items())
        answer = browser.client.post(path, content=f"{parts}--x--\r\n".encode(), headers=told)
        assert answer.status_code == 415, path


def test_endless_numbers(browser: Browser) -> None:
    """A number of thousands of digits, or of digits that are none to `int`, is refused wherever one is asked for."""
    browser.sign_in(Role.DESK)
    for path in (f"/day/{DATE}/{'9' * 5000}", f"/week/{DATE}/{'9' * 5000}/paper/x.pdf", f"/api/day/{DATE}/{'9' * 5000}"):
        browser.get(path, status=404)
    for time in (f"{'0' * 5000}8:30", "²:30", "8:³0"):
        browser.get(f"/day/{DATE}/replan?at={time}", status=422)
    for rest in ("s ²", f"s {'9' * 5000}"):
        assert browser.post(f"/record/sheet/{SHEET}", number="1", line=rest).status_code == 422


def test_a_ledger_that_does_not_answer(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it cannot even be asked who is there, that is told with its code and what was typed, and nobody is signed out."""
    browser.sign_in(Role.DESK)
    with monkeypatch.context() as patch:

        def busy(_: str) -> None:
            raise InputError.of("E6005", ledger="ledger.sqlite")

        patch.setattr(browser.app.state.house.accounts, "read", busy)
        assert "E6005" in browser.get("/", status=422).text
        assert "E6005" in browser.post(f"/record/sheet/{SHEET}", number="1", line="b").text
        page = browser.post("/complaints", household="H005", text="Lampu mati CONTOH", password="rahasia sekali")
        assert (page.status_code, "Lampu mati CONTOH" in page.text, "rahasia sekali" in page.text) == (422, True, False)
        foreign = {"origin": "http://elsewhere.example"}
        page = browser.client.post("/complaints", data={"text": "Lampu mati CONTOH"}, headers=foreign)
        assert "Lampu mati" not in page.text
    browser.get("/complaints")


def test_choices_that_no_page_offers(browser: Browser) -> None:
    """Forged values of lists and of hidden fields are refused, never a fault of ours."""
    browser.sign_in(Role.DESK)
    day = "/day/2025-08-26"
    deep = "[" * 3000 + "]" * 3000
    for page, path, form in (
        ("/complaints/C1", "/complaints/C1", {"status": "waiting", "for": "nobody"}),
        (day, f"{day}/change", {"kind": "put", "visit": "H001", "shift": "T99", "before": "end"}),
        (day, f"{day}/change", {"kind": "lock", "visit": "H001", "shift": "T99"}),
        (f"{day}/whatif", f"{day}/whatif", {"area": deep}),
    ):
        browser.get(page)
        answer = browser.post(path, **form)
        assert "inside the program" not in answer.text, path
        assert answer.status_code < 500, path
