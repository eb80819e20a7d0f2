"""Guards that pages name pages and buttons, and no command: who works in a browser has no window to type one into."""

import re

import pytest

from planner.desk.page_words import FIELDS, ONLY_AT_THE_PC, PLACES, page_words
from planner.domain.account import Role
from planner.domain.faults import FAULTS
from planner.words.language import LANGUAGES, words
from tests.desk.pages import Browser
from tests.words.used_keys import in_templates, literals

COMMAND = re.compile(r"\bdds [a-z{-]")
NO_MESSAGES = {"The desk is opened by the command dds only."}
"""Of the browser's way to open the desk, told by its own first page."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_names_a_command_on_a_page(language: str) -> None:
    """Whatever a page may say, every fault of the catalogue among it, names no command; the terminal's words still do."""
    say, plain = page_words(language), words(language)
    keys = {sentence for fault in FAULTS.values() for sentence in fault} | plain.texts.keys()
    assert {text for key in keys - NO_MESSAGES if COMMAND.search(text := say.unfilled(key))} == set()
    assert {text for key in keys if any(option in (text := say.unfilled(key)) for option in FIELDS)} == set()
    assert COMMAND.search(plain.text(FAULTS["E4096"][1]))


def test_places_are_there() -> None:
    """Pages and buttons are called as the templates and the menu call them."""
    assert {*FIELDS.values(), *(name for names in PLACES.values() for name in names)} <= in_templates() | literals()
    assert not PLACES.keys() & set(ONLY_AT_THE_PC)


def test_a_cure_still_reads_as_a_sentence() -> None:
    """The command goes with its options and values, at the head of a sentence, inside one and within brackets."""
    told = {code: page_words("en").unfilled(FAULTS[code][1]) for code in ("E4096", "E4104", "E8129")}
    assert told["E4096"] == "Give a team such hours, the page Plan, or telephone; the page Working view says why."
    assert "lift it (the page Working view › Unlock), or plan" in told["E4104"]
    assert "plan with “Drop locks and visits taken out by hand”" in told["E4104"]
    assert told["E8129"].startswith("The page Working view says what would make room")


def test_pages_say_so(browser: Browser) -> None:
    """What is refused is told in these words."""
    page = browser.sign_in(Role.DESK).post("/week/print", start="2025-08-25", version="1").text
    assert "E6087" in page
    assert "Plan one with the page Week › Plan the week." in page
