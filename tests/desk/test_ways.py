"""Guards that pages lead nobody to a refusal: each link and each form of a role's pages is open to that role."""

import html
import re
import threading

import pytest

from planner.desk.jobs import Begun
from planner.desk.routes import ENTRIES, is_open
from planner.domain.account import Role
from tests.desk.conftest import NOW
from tests.desk.pages import NAMES, Browser
from tests.desk.test_never_shown import addresses
from tests.desk.test_phones import allow, printed
from tests.desk.test_planning import wait_for
from tests.desk.test_whatif import asked

_LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"]*)"')
_FORM = re.compile(r"<form\b[^>]*>")


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_each_link_and_form_is_open_to_who_sees_it(browser: Browser, role: Role) -> None:
    """On every page that a role may open, with work of the desk and of the chief that has ended, and some that goes on."""
    allow(browser.folder)
    printed(browser.folder)
    _work(browser)
    end = threading.Event()
    begun = Begun(person=NAMES[Role.CHIEF], at=NOW, back="/report")
    running = browser.app.state.house.jobs.start("Writing the report", lambda _: "/report" if end.wait(60) else "", begun)
    person, roles, shut, jobs = browser.other().sign_in(role), frozenset({role}), [], set()
    entries = [entry for entry in ENTRIES if entry.method == "GET" and not entry.api and entry.is_open_to(roles)]
    for page in (one for entry in entries for one in addresses(entry.path.replace("{job}", running.id))):
        answer = person.client.get(page, headers={"accept": "text/html"})
        if answer.headers["content-type"].startswith("text/html"):
            ways = [(html.unescape(address), "GET") for address in _LINK.findall(answer.text)]
            ways += [_sent(form, page) for form in _FORM.findall(answer.text)]
            shut += [(page, way) for way in ways if not way[0].startswith("/static/") and not is_open(way[0], roles, way[1])]
            jobs |= {address for address, _ in ways if page == "/" and address.startswith("/job/")}
    end.set()
    assert shut == []
    assert [job for job in jobs if person.client.get(job).status_code != 200] == []  # these lead on to what came out
    assert len(jobs) >= {Role.DESK: 3, Role.CHIEF: 2}.get(role, 0)


def _sent(form: str, page: str) -> tuple[str, str]:
    action, method = (re.search(rf'\b{name}="([^"]*)"', form) for name in ("action", "method"))
    return html.unescape(action[1]) if action else page, method[1].upper() if method else "GET"


def _work(browser: Browser) -> None:
    """What the desk and the chief have begun, so that the first page tells of it."""
    desk = browser.other().sign_in(Role.DESK)
    asked(desk, without="T02")
    for role, page, form in ((Role.DESK, "/reach", {}), (Role.CHIEF, "/report", {"month": "2025-07"})):
        one = browser.other().sign_in(role)
        one.get(page)
        one.client.follow_redirects = False
        wait_for(one, one.post(page, **form).headers["location"])
