"""Guards that no settings are kept with which pages fail, and that those that do not read can be mended from a browser."""

import re
from pathlib import Path
from typing import Any

import pytest

from planner.desk.routes import ENTRIES
from planner.domain.account import Role
from planner.terminal.main import run
from planner.usecases.duty import set_team_day
from planner.usecases.team_day_words import TeamDayWords
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser, filled, signing
from tests.usecases.desk import DATE
from tests.usecases.town import AT_DESK

GONE = '[[day.shifts]]\nname = "pagi"\nhours = "08:00-12:00"\n'


def _kept(browser: Browser, text: str) -> Any:
    shown = re.search(r'name="shown" value="([^"]*)"', browser.get("/settings").text)
    assert shown is not None
    return browser.post("/settings", text=text, shown=shown.group(1))


def _text(browser: Browser) -> str:
    return (browser.folder / "dds.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("old", "new"), [('name = "pagi"', 'name = "subuh"'), (GONE, "")])
def test_a_shift_that_teams_serve_is_not_taken_away(browser: Browser, old: str, new: str) -> None:
    """Ever, or on a day that is not over: who serves it is named, and the settings are as before; beside a new one it stays."""
    day = AT_DESK.clock().date()
    set_team_day(Workspace(browser.folder, AT_DESK), day, "T01", TeamDayWords(shifts=("pagi", "siang")))
    before = _text(browser)
    browser.sign_in(Role.KEEPER)
    refused = _kept(browser, before.replace(old, new))
    assert refused.status_code == 422
    assert re.search(rf"E5071 [^<]*T02: pagi, T01 \({day}\): pagi", refused.text)
    assert _text(browser) == before
    assert _kept(browser, before.replace(GONE, GONE + GONE.replace("pagi", "subuh"))).status_code == 200


@pytest.mark.parametrize("outline", ["tidak-ada.geojson", "ledger.sqlite"])
def test_outlines_that_are_none_are_not_named(browser: Browser, outline: str) -> None:
    """A file that is not there, or is none of outlines."""
    before = _text(browser)
    browser.sign_in(Role.KEEPER)
    assert _kept(browser, before.replace('outline = ""', f'outline = "{outline}"')).status_code == 422
    assert _text(browser) == before


def _broken(folder: Path, old: str, new: str) -> None:
    """As somebody does it with an editor."""
    path = folder / "dds.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [('name = "pagi"', 'name = "subuh"', "E5070"), ('outline = ""', 'outline = "tidak-ada.geojson"', "E6103")],
)
def test_what_was_edited_by_hand_is_told_by_a_code(
    browser: Browser, old: str, new: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By every page and command that needs it, with place and cure; none fails. The settings can be mended at the desk."""
    desk, keeper = browser.other().sign_in(Role.DESK), browser.sign_in(Role.KEEPER)
    before = _text(browser)
    _broken(browser.folder, old, new)
    told = 0
    for one, role in ((desk, Role.DESK), (keeper, Role.KEEPER)):
        for entry in ENTRIES:
            if entry.method == "GET" and entry.is_open_to(frozenset({role})):
                answer = one.client.get(filled(entry.path))
                assert answer.status_code < 500, entry.path
                told += f"{code} dds.toml" in answer.text
    assert told
    for words in (["today"], ["plan", "--date", DATE, "--any-day", "--time-limit", "1"], ["day", "show", DATE]):
        assert run([*words, "--workspace", str(browser.folder), "--lang", "en"]) not in (0, 70) or code == "E6103"
        said = capsys.readouterr()
        assert code == "E6103" or code in said.err
    assert _kept(keeper, before).status_code == 200
    assert desk.get("/").status_code == 200


@pytest.mark.parametrize(("old", "new"), [("[plan]", "[[[\n[plan]"), ("num_reserves = 4", "num_reserves = -4")])
def test_what_cannot_be_read_is_mended_at_the_desk(browser: Browser, old: str, new: str) -> None:
    """By who signs in then, too: the page has the text and its faults, and keeps none that is still faulty."""
    before = _text(browser)
    _broken(browser.folder, old, new)
    keeper = browser.other()
    keeper.get("/sign-in")
    keeper.post("/sign-in", **signing(Role.KEEPER))
    page = keeper.get("/settings").text
    assert re.search(r"E50\d\d dds.toml", page)
    assert "[plan]" in page
    assert _kept(keeper, _text(browser)).status_code == 422
    assert _kept(keeper, before).status_code == 200
    assert keeper.get("/").status_code == 200
    with Workspace(browser.folder, AT_DESK).ledger() as ledger:
        assert ledger.audit_trail()[-1].action == "settings"


def test_doors_too_far_from_roads_are_told_as_such(browser: Browser) -> None:
    """The map of a plan that was made with another setting does not say that the roads were changed."""
    keeper = browser.other().sign_in(Role.KEEPER)
    assert _kept(keeper, re.sub(r"max_access_distance = \d+", "max_access_distance = 0", _text(browser))).status_code == 200
    browser.sign_in(Role.DESK)
    answer = browser.get(f"/day/{DATE}/1/map", json=True, status=422).json()
    assert answer["codes"] == ["E5072"]


def test_a_fault_shows_its_line(browser: Browser) -> None:
    """The field has no numbers of lines: the line stands beside the fault; no other line is blamed."""
    browser.sign_in(Role.KEEPER)
    page = _kept(browser, _text(browser).replace("phone_pages = false", "phone_pages = ya", 1))
    assert page.status_code == 422
    assert page.text.count("E5014") == 1
    assert "» phone_pages = ya" in page.text
