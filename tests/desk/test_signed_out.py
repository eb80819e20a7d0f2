"""Guards what was typed when the session ends meanwhile: the page keeps it, asks for the password, then sends it."""

from pathlib import Path
from typing import Any

from planner.domain.access_token import Scope
from planner.domain.account import Role
from planner.ledger.store import Ledger
from planner.usecases.tokens import make_token
from planner.usecases.workspace import Workspace
from tests.desk.pages import PASSWORD, Browser, acting, signing
from tests.usecases.desk import SHEET

DIALOG = "dialog#signing-in[open]"


def _sign_out_elsewhere(page: Any) -> None:
    """The same person signs out in another tab."""
    other = page.context.new_page()
    other.goto("/")
    other.locator("details.person summary").click()
    other.locator("form[action='/sign-out'] button").click()
    other.wait_for_url("**/sign-in")
    other.close()


def _sign_in_again(page: Any) -> None:
    page.wait_for_selector(DIALOG)
    page.fill(f"{DIALOG} [name=password]", "salah sekali ini")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{DIALOG} [role=alert]:not(:empty)")
    page.fill(f"{DIALOG} [name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(DIALOG, state="hidden")


def test_a_row_typed_after_the_session_ended_is_kept(page: Any) -> None:
    """A row stays on the page and is kept after signing in; put off, it waits, and goes by itself once signed in elsewhere."""
    page.goto(f"/record/sheet/{SHEET}")
    page.wait_for_selector("body[data-ready]")
    _sign_out_elsewhere(page)
    page.locator("tr.chosen").press("b")
    _sign_in_again(page)
    page.wait_for_selector('tr[data-number="1"][data-seen="met"]')
    _sign_out_elsewhere(page)
    page.locator('tr[data-number="2"]').click()
    page.keyboard.press("t")
    page.locator(f"{DIALOG} button[type=button]").click()
    page.wait_for_selector('tr[data-number="2"].unsent')
    other = page.context.new_page()
    other.goto("/sign-in")
    other.fill("[name=name]", signing(Role.DESK)["name"])
    other.fill("[name=password]", PASSWORD)
    other.keyboard.press("Enter")
    other.wait_for_selector("nav.menu")
    other.close()
    page.wait_for_selector('tr[data-number="2"][data-seen="not_home"]')
    assert page.url.endswith(SHEET)


def test_a_form_filled_in_after_the_session_ended_is_sent(page: Any) -> None:
    """Forms of complaints and of what if, and a change by hand, go on where they were once the person has signed in."""
    page.goto("/complaints")
    page.fill("[name=household]", "H003")
    page.select_option("[name=category]", "SAL")
    page.fill("[name=text]", "Got di depan rumah mampat sejak Jumat (DATA CONTOH).")
    _sign_out_elsewhere(page)
    page.locator("main form button.main").click()
    _sign_in_again(page)
    page.wait_for_url("**/complaints/K-*")
    page.goto("/day/2025-08-26/whatif")
    page.fill("[name=complaints]", "2")
    _sign_out_elsewhere(page)
    page.locator("main form button.main").click()
    _sign_in_again(page)
    page.wait_for_url("**/job/*")
    page.goto("/day/2025-08-26")
    page.wait_for_selector("body[data-mapped]")
    page.locator("table.stops:not([hidden]) tr.stop").first.click()
    page.wait_for_selector("#change:not([hidden])")
    _sign_out_elsewhere(page)
    page.locator("[value=take_out]").click()
    _sign_in_again(page)
    page.wait_for_selector("#tried:not([hidden]) p")
    assert page.locator("#keep").is_visible()


def test_the_page_asks_who_is_signed_in(browser: Browser) -> None:
    """The address says name and token of the session, nobody's after it ended; signing in by a script gives the new token."""
    browser.sign_in(Role.DESK)
    name = signing(Role.DESK)["name"]
    assert browser.get("/session", json=True).json() == {"name": name, "token": browser.token}
    browser.post("/sign-out")
    nobody = browser.get("/session", json=True).json()
    assert nobody["name"] == ""
    browser.token = nobody["token"]
    wrong = browser.post("/sign-in", json=True, name=name, password="bukan ini")
    assert (wrong.status_code, wrong.json()["codes"]) == (422, ["E6061"])
    found = browser.post("/sign-in", json=True, **signing(Role.DESK)).json()
    assert found["name"] == name
    assert found["token"] not in ("", nobody["token"])
    browser.token = found["token"]
    assert browser.post(f"/record/sheet/{SHEET}", json=True, number="1", line="b", seen="").json()["row"]["outcome"] == "met"


def test_a_cookie_ends_with_its_session(browser: Browser) -> None:
    """A cookie copied before sign-out opens nothing after it, not even at a desk that was started anew."""
    kept = browser.sign_in(Role.DESK).client.cookies["dds"]
    copy = browser.other()
    copy.client.cookies.set("dds", kept)
    copy.get("/complaints", json=True)
    browser.post("/sign-out")
    for desk in (copy, Browser(browser.folder)):
        desk.client.cookies.set("dds", kept)
        desk.get("/complaints", json=True, status=401)


def test_a_cookie_or_token_of_another_ledger_opens_nothing(browser: Browser, tmp_path: Path, monkeypatch: Any) -> None:
    """A desk over another ledger signs with the same key of the folder: its cookies and tokens open nothing here."""
    other = tmp_path / "other.sqlite"
    with Ledger.open(browser.folder / "ledger.sqlite") as ledger:
        ledger.backup(other)
    monkeypatch.setenv("DDS_LEDGER", str(other))
    elsewhere = Browser(browser.folder).sign_in(Role.DESK)
    _, words = make_token(Workspace(browser.folder, acting("x")), "lain", Scope.DAYS)
    monkeypatch.delenv("DDS_LEDGER")
    elsewhere.get("/complaints", json=True)
    browser.client.cookies.set("dds", elsewhere.client.cookies["dds"])
    browser.get("/complaints", json=True, status=401)
    assert browser.client.get("/api/complaints", headers={"authorization": f"Bearer {words}"}).status_code == 401


def _speak_otherwise(page: Any) -> None:
    button = page.locator(".who form button").first
    other = button.get_attribute("lang")
    button.click()
    page.wait_for_selector(f"html[lang={other}]")


def test_another_language_costs_no_word(page: Any) -> None:
    """What was typed is in the same form of the same page, once; a reload shows the form as it is."""
    page.goto("/complaints?state=open")
    page.fill("[name=household]", "H003")
    page.select_option("[name=category]", "SAL")
    page.fill("[name=text]", "Got mampat (DATA CONTOH).")
    _speak_otherwise(page)
    assert page.url.endswith("/complaints?state=open")
    typed = [page.input_value(f"main [name={name}]") for name in ("household", "category", "text")]
    assert typed == ["H003", "SAL", "Got mampat (DATA CONTOH)."]
    page.goto("/complaints?state=open")
    assert page.input_value("main [name=text]") == ""


def test_a_line_stays_with_its_row_in_another_language(page: Any) -> None:
    """What was begun for a row is kept for that row, and for no other; an area that was drawn stays too."""
    page.goto(f"/record/sheet/{SHEET}")
    page.wait_for_selector("body[data-ready]")
    page.locator('tr[data-number="3"]').click()
    page.keyboard.press("Space")
    page.keyboard.type("b 0846 0901")
    _speak_otherwise(page)
    page.wait_for_selector("body[data-ready]")
    page.keyboard.press("Enter")
    page.wait_for_selector('tr[data-number="3"][data-seen="met"]')
    assert page.locator("tr[data-seen]:not([data-seen=''])").count() == 1
    page.goto("/day/2025-08-26/whatif")
    page.wait_for_selector("body[data-mapped]")
    for _ in range(3):
        page.click("#corner")
    drawn = page.input_value("#area")
    _speak_otherwise(page)
    page.wait_for_selector("body[data-mapped]")
    assert (page.input_value("#area"), drawn != "") == (drawn, True)
