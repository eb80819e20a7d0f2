"""Guards that no form of the desk loses what was typed: whatever is refused comes back on the page, without any script."""

import html
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest

from planner.desk.jobs import Begun
from planner.desk.refilling import refilled
from planner.desk.routes import ENTRIES
from planner.domain.account import Role
from tests.desk.pages import Browser
from tests.desk.test_day import data_of
from tests.desk.test_planning import wait_for
from tests.usecases.desk import SHEET

DAY = "/day/2025-08-26"
ODD = 'aneh <b>"17"</b> & lagi'
"""Refused by whatever asks for a number, a day, a time or an id."""

BEGUN_BY_STATE = {
    "/first", "/sign-out", "/language/{language}", "/job/{job}/stop", "/day/{day}/closed", "/day/{day}/undo", "/day/{day}/redo",
    "/day/{day}/whatif/{key}/keep", "/tokens/{token}/end", "/plan/{day}/team/{team}/clear", "/import/{kind}/undo", "/week/roll",
    "/week/sign", "/week/print", "/record/sheet/{sheet}/clear", "/day/{day}/phones", "/day/{day}/sheets", "/week/whatif",
}  # fmt: skip
"""Forms of one button or of ticks alone, or of a page that only a new desk has."""


NO_PAGES = {"/day/{day}/{version:number}/paper/{name}", "/day/{day}/{version:number}/draft/{name}", "/report/{period}/{name}"}


class Form(HTMLParser):
    """What a form asks for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.action, self.is_file = "", False
        self.fields: dict[str, list[str]] = {}
        self.typed: dict[str, list[str]] = {}
        self._in = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name, kind = told.get("name", ""), told.get("type", "text")
        if tag == "form":
            self.action, self.is_file = told.get("action", ""), "enctype" in told
        elif tag == "select":
            self._in = name
        elif tag == "option" and self._in:
            self.fields.setdefault(self._in, []).append(told["value"])
            if "selected" in told:
                self.typed[self._in] = [told["value"]]
        elif tag == "textarea":
            self._in, self.fields[name], self.typed[name] = f"text {name}", ["text"], [""]
        elif tag == "input" and name and kind not in ("file", "password"):
            self.fields.setdefault(name, []).append(
                told.get("value", "on") if kind in ("checkbox", "radio", "hidden") else "text"
            )
            if kind not in ("checkbox", "radio") or "checked" in told:
                self.typed.setdefault(name, []).append(told.get("value", "" if kind != "checkbox" else "on"))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in.startswith("text "):
            self.typed[self._in[5:]] = [self.typed[self._in[5:]][0] + data.removeprefix("\n")]


def forms_of(page: str) -> list[Form]:
    """The forms of a page that change something."""
    return [Form(text) for text in re.findall(r'<form\b[^>]*method="post".*?</form>', page, re.DOTALL)]


def pattern_of(path: str, method: str) -> str:
    """The entry of the table that an address belongs to; empty: none."""
    for entry in ENTRIES:
        pattern = re.sub(r"\{\w+\}", "[^/]+", entry.path.replace("{version:number}", r"\d+"))
        if entry.method == method and re.fullmatch(pattern, path):
            return entry.path
    return ""


def all_forms(browser: Browser) -> dict[str, tuple[str, Form]]:
    """One form of each address that the pages lead to, with the page that it is on."""
    found: dict[str, tuple[str, Form]] = {}
    tries: Counter[str] = Counter()
    waiting = ["/", f"{DAY}/replan", "/homes?q=jl", "/password", "/complaints/C1?text=1", f"/record/sheet/{SHEET}"]
    while waiting:
        path = waiting.pop(0)
        pattern = pattern_of(path.partition("?")[0], "GET")
        tries[pattern] += 1
        if not pattern or tries[pattern] > 2 or pattern in NO_PAGES:
            continue
        answer = browser.client.get(path, headers={"accept": "text/html"})
        if answer.status_code == 200 and "html" in answer.headers["content-type"]:
            for form in forms_of(answer.text):
                found.setdefault(pattern_of(form.action, "POST"), (str(answer.url.path), form))
            links = re.findall(r'href="(/[^"]*)"', answer.text)
            waiting += [html.unescape(link).partition("#")[0] for link in links]
    return found


def odd_values(form: Form) -> dict[str, list[str]]:
    """Something in every field: what was typed is odd, what can be chosen is the last, and every tick is made."""
    sent: dict[str, list[str]] = {}
    for name, offered in form.fields.items():
        if name in ("token", "active", "once"):
            continue
        hidden = form.typed.get(name) == offered
        sent[name] = (
            offered if hidden or ("text" not in offered and name in form.typed and len(offered) == 1) else [offered[-1]]
        )
        if "text" in offered:
            sent[name] = [ODD for _ in offered]
    return sent


@pytest.mark.parametrize("role", [Role.DESK, Role.KEEPER])
def test_what_a_form_refuses_is_in_it_again(browser: Browser, role: Role) -> None:
    """Odd values to each form: an answer that refuses them has the form with all that was typed and chosen."""
    browser.sign_in(role)
    forms = all_forms(browser)
    refused = set()
    for pattern, (page, form) in forms.items():
        sent = odd_values(form)
        if pattern in BEGUN_BY_STATE or form.is_file or not sent:  # the last: passwords alone
            continue
        browser.get(page)
        data = {"token": browser.token, **sent}
        answer = browser.client.post(form.action, data=data, headers={"referer": f"http://testserver{page}"})
        assert answer.status_code < 500, (pattern, answer.text[-2000:])
        if answer.status_code < 400:
            continue
        refused.add(pattern)
        again = [one for one in forms_of(answer.text) if one.action == form.action and set(sent) <= set(one.fields)]
        assert again, (pattern, answer.status_code, answer.text[-3000:])
        assert {name: again[0].typed.get(name) for name in sent} == sent, pattern
        twice = again[0].typed | {"token": browser.token}
        answer = browser.client.post(form.action, data=twice, headers={"referer": f"http://testserver{form.action}"})
        again = [one for one in forms_of(answer.text) if one.action == form.action and set(sent) <= set(one.fields)]
        assert {name: again[0].typed.get(name) for name in sent} == sent, (pattern, "sent a second time")
    wanted = {entry.path for entry in ENTRIES if entry.method == "POST" and role in entry.roles and not entry.takes_files}
    assert wanted - BEGUN_BY_STATE <= forms.keys(), wanted - BEGUN_BY_STATE - forms.keys()
    assert len(refused) >= {Role.DESK: 8, Role.KEEPER: 3}[role], refused


def test_what_was_typed_outlives_the_session(browser: Browser) -> None:
    """Signed out while typing, without scripts: the words are on the answer; on a page of an older session in its form."""
    browser.sign_in(Role.DESK)
    browser.client.cookies.clear()
    words = {"token": browser.token, "household": "H001", "text": ODD, "received": "2025-08-26"}
    refused = browser.client.post("/complaints", data=words)
    assert refused.status_code == 401
    assert ODD in html.unescape(refused.text)
    browser.sign_in(Role.DESK)
    refused = browser.client.post("/complaints", data=words | {"token": "old"})
    assert refused.status_code == 403
    assert [form.typed["text"] for form in forms_of(refused.text) if form.action == "/complaints"] == [[ODD]]
    foreign = browser.client.post("/complaints", data=words, headers={"origin": "http://elsewhere"})
    assert foreign.status_code == 403
    assert "aneh" not in foreign.text


def test_work_that_fails_leads_back_to_its_form(browser: Browser) -> None:
    """A search that ends in a refusal: back is the form as it was sent, for the person who sent it alone."""
    browser.sign_in(Role.DESK)
    day = f"{DAY}/replan"
    house = browser.app.state.house

    def failing(_watched: Any) -> str:
        message = "broken"
        raise OSError(message)

    begun = Begun(person="Aiptu PIKET CONTOH", at=house.clock(), back=day, action=day, sent=[("more", ODD), ("most", "7")])
    job = house.jobs.start("Planning the rest of the day", failing, begun)
    wait_for(browser, f"/job/{job.id}")
    back = re.findall(r'href="([^"]*typed=[^"]*)"', browser.get(f"/job/{job.id}").text)[0]
    form = next(form for form in forms_of(browser.get(html.unescape(back)).text) if form.action == day)
    assert (form.typed["more"], form.typed["most"]) == ([ODD], ["7"])
    other = browser.other().sign_in(Role.CHIEF)
    assert "aneh" not in other.client.get(html.unescape(back)).text


def test_a_change_that_is_tried_without_scripts_is_kept_by_a_button(browser: Browser) -> None:
    """What would happen is told with a form that keeps it; the plan has a new version then."""
    browser.sign_in(Role.DESK)
    free = next(line["visit"] for line in data_of(browser.get(DAY).text)["teams"][0]["lines"] if line.get("purpose") == "K")
    told = browser.post(f"{DAY}/change", version="1", kind="take_out", visit=free)
    form = next(form for form in forms_of(told.text) if form.action == f"{DAY}/change")
    kept = browser.client.post(form.action, data=form.typed)
    assert kept.url.path == f"{DAY}/2"


def test_passwords_are_never_put_back() -> None:
    """A form with a password in it comes back without."""
    page = '<form method="post" action="/a"><input name="name" value=""><input name="password" type="password"></form>'
    again = refilled(page, "/a", [("name", "x"), ("password", "y")]).text
    assert (
        again == '<form method="post" action="/a"><input name="name" value="x"><input name="password" type="password"></form>'
    )
