"""Guards that a disk that is full is told on the page with its cure, as what it is."""

import errno
from typing import Any

import pytest

from planner.domain.account import Role
from tests.desk.pages import Browser
from tests.desk.test_planning import wait_for


def _full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_page_and_long_work_tell_it(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both with the code, where neither says that something went wrong inside the program."""
    browser.sign_in(Role.DESK)
    with monkeypatch.context() as full:
        full.setattr("planner.desk.pages.today.today", _full)
        page = browser.get("/", status=422).text
    browser.get("/reach")
    browser.client.follow_redirects = False
    monkeypatch.setattr("planner.desk.pages.reach.reach_papers", _full)
    job = browser.post("/reach").headers["location"]
    browser.client.follow_redirects = True
    wait_for(browser, job)
    for text in (page, browser.get(job).text):
        assert ("E6023" in text, "inside the program" in text) == (True, False)
