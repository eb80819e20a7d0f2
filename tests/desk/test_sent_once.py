"""Guards forms that make something new: taken once, however often they are sent."""

import re
import threading

from planner.desk.jobs import Begun
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


def test_another_file_is_another_piece_of_work(browser: Browser) -> None:
    """The same file, the same question in the same language, are done once; other ones are not taken for them."""
    browser.sign_in(Role.KEEPER)
    house, holding = browser.app.state.house, threading.Event()
    house.jobs.start("Planning a day", lambda _: str(holding.wait(60)), Begun(person="x", at=house.clock(), back="/"))

    def sent(name: str, text: bytes) -> str:
        browser.get("/import/roads")
        return str(browser.post("/import/roads", files={"file": (name, text, "text/xml")}).url.path)

    try:
        first, again = sent("jalan.osm", b"<osm version='0.6'/>"), sent("jalan.osm", b"<osm version='0.6'/>")
        other = sent("jalan.osm", b"<osm version='0.6'><bounds/></osm>")
        assert (first == again, first == other) == (True, False)
        spoken = browser.post("/language/id", next="/import/roads")
        assert spoken.url.path == "/import/roads"
        assert sent("jalan.osm", b"<osm version='0.6'/>") not in (first, other)
    finally:
        holding.set()
