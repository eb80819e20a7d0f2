"""Guards that pages name pages and buttons, and no command: who works in a browser has no window to type one into."""

import re
import string
from collections import Counter

import pytest

from planner.desk.page_cures import PAGE_CAUSES, PAGE_CURES
from planner.desk.page_words import FIELDS, ONLY_AT_THE_PC, PLACES, page_words
from planner.desk.routes import menu_of
from planner.domain.account import Role
from planner.domain.errors import Fault
from planner.domain.faults import FAULTS
from planner.words.language import LANGUAGES, words
from tests.desk.pages import Browser
from tests.words.used_keys import in_templates, literals

COMMAND = re.compile(r"\bdds [a-z{-]")
OPTION = re.compile(r"(?<![\w-])--[a-z]")
FILE = "dds.toml"
FRAGMENT = re.compile(r"\b(?:run|with|jalankan|dengan|pakai) (?:the )?(?:page|halaman)\b", re.IGNORECASE)
"""What is left of a sentence whose command became the name of a page."""
AT_THE_PC = re.compile(r"`dds (?:" + "|".join(ONLY_AT_THE_PC) + r")\b[^`]*`")
NO_MESSAGES = {"The desk is opened by the command dds only."}
"""Of the browser's way to open the desk, told by its own first page."""

BY_COMMAND_ONLY = {
    "E4019": "somebody is erased for good at the PC only",
    "E4093": "the desk prints the newest version of a day only",
    "E4100": "the desk prints the newest version of a day only",
    "E6060": "whoever lost the password that keeps the accounts can open no page",
    "E6099": "somebody is erased for good at the PC only",
    "E6137": "the ledger is verified at the PC only",
}
"""Faults for which a page names a command in full, since no page does it; and why."""
ON_NO_PAGE = {
    "E3036": "problem files of others are solved by command",
    "E3037": "problem files of others are solved by command",
    "E3038": "problem files of others are solved by command",
    "E6001": "the desk opens in a workspace only",
    "E6020": "the desk opens in a workspace only",
    "E6101": "the desk opens in a workspace only",
    "E6059": "old data are purged by command",
    "E6068": "told where the desk is opened",
    "E6069": "told where the desk is opened",
    "E6091": "told to who works in a terminal",
    "E6201": "a province has no desk",
    "E6207": "a province has no desk",
    "E6208": "a province has no desk",
    "E6209": "a province has no desk",
    "E6211": "a province has no desk",
    "E8010": "scenario files are asked about by command; the page has a form",
    "E8054": "options of the command; the page has a form",
    "E8103": "an option of the command; the page fills in the moment",
}
"""Faults that no page can show; and why."""
VALUES = {
    "option": "--hours", "kind": "print", "count": 3, "num": 3, "total": 7, "date": "2026-12-02", "today": "2026-12-01",
    "team": "T03", "teams": "T01, T02", "id": "K-12", "ids": "K-12, K-15", "sheet": "DDS-20261202-T03-v1",
    "plan": "plans/2026-12-02/plan-v2.json", "example": "Nama KK=head_name", "heading": "Ket.", "reason": "rjk",
}  # fmt: skip
"""What a fault may be told with; any other value is a word."""


def fields(text: str) -> set[str]:
    """Names of the values that a text is filled with."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def told(code: str, language: str) -> str:
    """A fault as a page tells it."""
    names = {name for sentence in FAULTS[code] for name in fields(sentence)}
    return page_words(language).fault(Fault(code=code, values={name: VALUES.get(name, name) for name in names}))


def is_of_a_terminal(text: str) -> bool:
    """Whether a text has a command, an option or the file of settings."""
    return bool(COMMAND.search(text) or OPTION.search(text) or FILE in text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_fault_names_a_command_on_a_page(language: str) -> None:
    """Every fault of the catalogue, filled with values, is told in words of pages; the few others are listed with a reason."""
    found = {code: told(code, language) for code in FAULTS}
    named = {code for code, text in found.items() if is_of_a_terminal(text)}
    assert named - ON_NO_PAGE.keys() == BY_COMMAND_ONLY.keys()
    assert {text for code, text in found.items() if code not in ON_NO_PAGE and FRAGMENT.search(text)} == set()
    assert not BY_COMMAND_ONLY.keys() & ON_NO_PAGE.keys()
    window = words(language).text("`{command}` in the command window of the PC").partition("}` ")[2]
    assert {code for code in BY_COMMAND_ONLY if window not in found[code]} == set()


def test_a_fault_with_a_command_has_a_sentence_of_its_own_for_pages() -> None:
    """No command of a fault is merely put in another word's place, which makes no sentence; nothing is listed for nothing."""
    named = {code for code, fault in FAULTS.items() if any(COMMAND.search(text) or OPTION.search(text) for text in fault)}
    sentences = {FAULTS[code][1] for code in PAGE_CURES} | {FAULTS[code][0] for code in PAGE_CAUSES}
    left = {
        code for code in named
        if any((COMMAND.search(text) or OPTION.search(text)) and text not in sentences for text in FAULTS[code])
    }  # fmt: skip
    assert left == ON_NO_PAGE.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_names_a_command_on_a_page(language: str) -> None:
    """Whatever else a page may say names no command but one that only the PC has, and no option that pages have a field for."""
    say, plain = page_words(language), words(language)
    said = {*PAGE_CURES.values(), *PAGE_CAUSES.values()} | {sentence for fault in FAULTS.values() for sentence in fault}
    keys = plain.texts.keys() - said - NO_MESSAGES
    assert {text for key in keys if COMMAND.search(AT_THE_PC.sub("", text := say.unfilled(key)))} == set()
    assert {text for key in keys if any(option in (text := say.unfilled(key)) for option in FIELDS)} == set()
    assert COMMAND.search(plain.text(FAULTS["E4096"][1]))


def test_places_are_there() -> None:
    """Pages and buttons are called as the templates and the menu call them."""
    assert {*FIELDS.values(), *(name for names in PLACES.values() for name in names)} <= in_templates() | literals()
    assert not PLACES.keys() & set(ONLY_AT_THE_PC)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_sentences_call_pages_and_buttons_by_their_names(language: str) -> None:
    """What stands in “…” is on a page, what follows the word page is a page, in each language; and values stay the same."""
    plain = words(language)
    pages = sorted({name for _, name in menu_of(frozenset(Role))} | {"Print", "Settings"}, key=len, reverse=True)
    known = "|".join(map(re.escape, pages))
    here = {plain.text(name): name for name in pages}
    called = "|".join(map(re.escape, here))
    found_here = re.compile(plain.text("the page {name}", name=rf"({called})\b").removeprefix("the "))
    for code, sentence in (*PAGE_CURES.items(), *PAGE_CAUSES.items()):
        text = plain.text(sentence)
        quoted = re.findall(r"“([^”]+)”", sentence)
        assert set(quoted) <= in_templates(), code
        assert Counter(re.findall(r"“([^”]+)”", text)) == Counter(map(plain.text, quoted)), code
        named = re.findall(rf"\bpage ({known})\b", sentence)
        assert len(named) == len(re.findall(r"\bpage [A-Z]", sentence)), code
        assert Counter(here[name] for name in found_here.findall(text)) == Counter(named), code
        assert fields(sentence) <= fields(" ".join(FAULTS[code])), code


def test_a_cure_still_reads_as_a_sentence() -> None:
    """Where no page has a sentence of its own the command goes with its options and values, at the head of a sentence too."""
    say = page_words("en")
    kept = say.unfilled("`dds change lock DATE {visit}={shift}` keeps it with that team; its time may still change.")
    assert kept.startswith("The page Working view › Lock to the team keeps it with that team;")
    assert say.unfilled(FAULTS["E2005"][1]).endswith("or correct the outline on the page Settings.")
    (phones,) = (key for key in words("id").texts if key.startswith("This address is of this PC alone"))
    assert "phones need `dds desk --lan` in the command window of the PC" in say.unfilled(phones)


def test_values_are_words_of_pages_too() -> None:
    """An option among the values is its field, a command that was interrupted has the name that the audit trail gives it."""
    assert told("E8102", "en").startswith("E8102 “Hours instead, like 08:00-12:00” text cannot be read")
    assert told("E6130", "id").startswith("E6130 Terputus: cetak (about)")


def test_pages_say_so(browser: Browser) -> None:
    """What is refused is told in these words."""
    page = browser.sign_in(Role.DESK).post("/week/print", start="2025-08-25", version="1").text
    assert "E6087" in page
    assert "Plan one on the page Week, “Plan the week”." in page
