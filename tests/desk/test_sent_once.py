"""Guards forms that make something new: taken once, however often they are sent."""

import re

from planner.domain.account import Role
from tests.desk.pages import Browser


def test_a_form_that_comes_twice_is_taken_once(browser: Browser) -> None:
    """The same key and words: the first's result again. Other words: asked about, then taken with a new key."""
    browser.sign_in(Role.DESK)
    key = re.search(r'name="once" value="([^"]+)"', browser.get("/complaints").text)
    assert key
    asked = {"household": "nobody", "category": "SAL", "received": "2025-08-25", "text": "Got mampat", "once": key[1]}
    refused = browser.post("/complaints", **asked)
    assert (refused.status_code, 'value="nobody"' in refused.text, key[1] in refused.text) == (422, True, False)
    asked["household"] = "H003"
    first = browser.post("/complaints", **asked)
    again = browser.post("/complaints", **asked)
    assert (again.url, "taken once" in again.text) == (first.url, True)
    other = browser.post("/complaints", **{**asked, "text": "Lampu jalan mati"})
    assert (other.status_code, "E4122" in other.text, "Lampu jalan mati" in other.text, key[1] in other.text) == (
        422,
        True,
        True,
        False,
    )
    new = re.search(r'name="once" value="([^"]+)"', other.text)
    assert new
    second = browser.post("/complaints", **{**asked, "text": "Lampu jalan mati", "once": new[1]})
    assert second.url != first.url
