"""Guards the catalogues: complete in every language, nothing too much, the same fields everywhere."""

import ast
import errno
import os
import re
import string
from collections import Counter

import pytest
from babel.messages.pofile import read_po

from planner.domain.categories import FIELD_OF, SPECIAL_REFERRAL
from planner.domain.change import ChangeKind
from planner.domain.desk_table import CONDITION_WORDS, OUTCOME_WORDS
from planner.domain.faults import FAULTS
from planner.domain.history import SheetState
from planner.domain.outcome import Outcome
from planner.domain.plan import Reason
from planner.domain.records import ComplaintStatus, Condition
from planner.domain.visit import VisitKind
from planner.words.language import FOLDER, LANGUAGES, words
from tests.words.used_keys import CLOSED_KEY, ROOT, in_templates, is_composed, literals, said, written

FAULT_FILES = sorted((ROOT / "planner" / "domain" / "faults").glob("*.py"))
SOURCE = "en"
"""The language of the sentences in the code."""


def _keys() -> set[str]:
    """Every key that a language has to say."""
    sentences = {key for language in LANGUAGES for key in words(language).texts if not CLOSED_KEY.fullmatch(key)}
    return sentences | set(words(SOURCE).texts)


def _text(key: str, language: str) -> str:
    return words(language).texts.get(key, key if language == SOURCE and not CLOSED_KEY.fullmatch(key) else "")


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_in_every_language(language: str) -> None:
    """A word that one language has, all have, and none is empty."""
    assert {key for key in _keys() if not _text(key, language).strip()} == set()
    assert {key for key in words(language).texts if CLOSED_KEY.fullmatch(key)} <= words(SOURCE).texts.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_fields(language: str) -> None:
    """A translation fills the same fields as the message it stands for."""
    assert {key for key in _keys() if _fields(_text(key, SOURCE)) != _fields(_text(key, language))} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_read_as_babel_reads(language: str) -> None:
    """What the quick reader finds is what Babel's finds, and no key stands twice: of two texts nobody knows which is said."""
    path = FOLDER / f"{language}.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    assert words(language).texts == {str(entry.id): str(entry.string) for entry in catalogue if entry.id}
    keys = Counter(re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE))
    assert {key for key, count in keys.items() if count > 1} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_said_is_in_the_catalogue(language: str) -> None:
    """Code, help and templates ask for no word that a language lacks."""
    asked = said() | in_templates() | {sentence for sentences in FAULTS.values() for sentence in sentences}
    assert len(asked) > 300
    assert {key for key in asked if not _text(key, language).strip()} == set()


def test_everything_in_the_catalogue_is_said() -> None:
    """A key that nobody asks for any more goes; settings name parts of the day, the system says why a disk refuses."""
    asked = written() | {key for key in _keys() if key.startswith("slot.")} | {os.strerror(code) for code in errno.errorcode}
    assert {key for key in _keys() if key not in asked and not is_composed(key)} == set()


def test_closed_lists_have_a_word_for_every_member() -> None:
    """Groups whose keys are put together from closed lists hold those lists; the desk's table uses the sheet's own words."""
    groups: dict[str, set[str]] = {
        "category": set(FIELD_OF) - {SPECIAL_REFERRAL},
        "change": {kind.value for kind in ChangeKind} - {"dropped"},
        "changed": {kind.value for kind in ChangeKind},
        "complaint_status": {status.value for status in ComplaintStatus},
        "condition": {condition.value for condition in Condition},
        "outcome": {outcome.value for outcome in Outcome},
        "purpose": {kind.value for kind in VisitKind},
        "reason": {reason.value for reason in Reason} | {"unknown", "at_desk"},
        "sheet_state": {state.value for state in SheetState},
    }
    assert {name: set(words("id").group(name)) for name in groups} == groups
    assert {reason.value for reason in Reason} <= words("id").group("why").keys()
    assert words("id").group("outcome") == {outcome.value: text for outcome, text in OUTCOME_WORDS.items()}
    assert words("id").group("condition") == {condition.value: text for condition, text in CONDITION_WORDS.items()}


def test_every_code_of_a_fault_is_found_somewhere() -> None:
    """The code names no fault that is not in the catalogue, and the catalogue none that nobody finds."""
    assert {literal for literal in literals() if re.fullmatch(r"E\d{4}", literal)} == FAULTS.keys()
    counts = Counter(code for file in FAULT_FILES for code in re.findall(r'"(E\d{4})": ', file.read_text(encoding="utf-8")))
    assert (set(counts), set(counts.values())) == (FAULTS.keys(), {1})


_COUNTED = re.compile(
    r"\{(?:count|total|num|minutes|tries|days|years|stops|teams|visits|doors|rows)\}(?: of \{total\})? [a-z]+s\b"
)


def test_faults_count_in_good_english() -> None:
    """No message says `1 rows`: a word after a count has both forms."""
    spoken = [_text(said, SOURCE) for fault in FAULTS.values() for said in fault]
    assert [text for text in spoken if _COUNTED.search(text)] == []


def test_refused_features_are_translated() -> None:
    """What an engine cannot obey has an Indonesian word: nothing on that interface is English."""
    found = {
        key.value
        for path in (ROOT / "solvers").rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and function.name.startswith("unsupported")
        for inner in ast.walk(function)
        if isinstance(inner, ast.Dict)
        for key in inner.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    assert {"breaks", "required visits"} <= found
    assert found - words("id").texts.keys() == set()


@pytest.mark.parametrize(
    ("word", "instead"),
    [
        (r"regu", "tim"),
        (r"rumah tangga", "keluarga"),
        (r"KK", "keluarga"),
        (r"sif", "giliran tugas"),
        (r"peladen", "server"),
        (r"cakram", "disk"),
        (r"ledger", "buku besar"),
        (r"rencana dasar", "rencana acuan"),
        (r"sholat|shalat|ijin|himbau\w*|analisa", "salat, izin, imbau, analisis"),
    ],
)
def test_one_word_for_one_thing(word: str, instead: str) -> None:
    """Each thing has one word in Bahasa (the glossary's), and words are spelled as the dictionary does."""
    texts = [text.replace("(KK)", "") for text in words("id").texts.values()]
    assert [text for text in texts if re.search(rf"\b(?:{word})\b", text, re.IGNORECASE) and "{ledger}" not in text] == [], (
        instead
    )
