"""Guards the words: complete in both languages, the right form of dates, times and numbers."""

import datetime as dt
import re
import string
from pathlib import Path

import pytest

from outputs.words import LANGUAGES, words

OUTPUTS = Path(__file__).resolve().parents[2] / "outputs"


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_is_in_both_languages() -> None:
    """A word is translated, not empty, and has the same values to fill in, in every language."""
    indonesian, english = (words(language).texts for language in LANGUAGES)
    assert indonesian.keys() == english.keys()
    assert [key for key in indonesian if not indonesian[key].strip() or not english[key].strip()] == []
    assert [key for key in indonesian if _fields(indonesian[key]) != _fields(english[key])] == []


def test_every_word_of_the_templates_is_in_the_catalogue() -> None:
    """A template asks for no word that is missing."""
    known = words("id").texts
    for template in (OUTPUTS / "sheets").glob("*.typ"):
        asked = re.findall(r"\bw\.(\w+)\.([a-z]\w*)", template.read_text(encoding="utf-8"))
        missing = [f"{group}.{key}" for group, key in asked if key != "at" and f"{group}.{key}" not in known]
        assert missing == [], template.name


def test_no_english_word_in_indonesian() -> None:
    """An Indonesian sheet has no English word but DDS, QR and CSV; the languages differ where words can."""
    english = {
        "the",
        "sheet",
        "team",
        "stop",
        "route",
        "day",
        "visit",
        "of",
        "and",
        "time",
        "page",
        "break",
        "start",
        "end",
        "not",
        "met",
    }
    texts = words("id").texts
    found = {key for key, text in texts.items() if english & set(re.findall(r"[a-z]+", re.sub(r"\{.*?\}", "", text).lower()))}
    assert found == set()


def test_forms_of_dates_times_and_numbers() -> None:
    """Indonesian forms are those that the programme prints."""
    say = words("id")
    assert say.date(dt.date(2025, 8, 26)) == "Selasa, 26 Agustus 2025"
    assert say.clock_zone(10 * 3600, "Asia/Jakarta") == "10.00 WIB"
    assert say.clock_zone(10 * 3600, "UTC") == "10.00"
    assert say.distance(2410) == "2,4 km"
    assert say.distance(994) == "990 m"
    assert say.distance(996) == "1,0 km"
    assert say.number(1184) == "1.184"
    assert words("en").number(1184) == "1,184"
    assert words("en").clock(30 * 3600) == "06:00"


def test_unknown_language_and_missing_word_are_said() -> None:
    """A missing word is an error, never an English word on paper."""
    with pytest.raises(ValueError, match="not one of"):
        words("xx")
    with pytest.raises(KeyError):
        words("id").text("sheet.nothing")
