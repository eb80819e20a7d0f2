"""Guards the words: complete in both languages, the right form of dates, times and numbers."""

import datetime as dt
import io
import re
import string
from pathlib import Path

import pdfplumber
import pytest
import python_calamine

from outputs.exchange.gpx_file import gpx_file
from outputs.exchange.html_page import html_page
from outputs.exchange.ics_file import ics_file
from outputs.exchange.xlsx_table import xlsx_table
from outputs.sheets.writing import write_sheets
from outputs.words import LANGUAGES, words
from planner.domain.categories import FIELD_OF
from planner.domain.desk_table import CONDITION_WORDS, OUTCOME_WORDS
from planner.domain.visit import VisitKind
from tests.outputs.day import make_day

OUTPUTS = Path(__file__).resolve().parents[2] / "outputs"


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_is_in_both_languages() -> None:
    """A word is translated, not empty, and has the same values to fill in, in every language."""
    indonesian, english = (words(language).texts for language in LANGUAGES)
    assert indonesian.keys() == english.keys()
    assert [key for key in indonesian if not indonesian[key].strip() or not english[key].strip()] == []
    assert [key for key in indonesian if _fields(indonesian[key]) != _fields(english[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_stands_twice(language: str) -> None:
    """Of two texts of one message nobody knows which is printed."""
    text = (OUTPUTS / "locale" / language / "outputs.po").read_text(encoding="utf-8")
    keys = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert {key for key in keys if keys.count(key) > 1} == set()


def test_every_word_of_the_templates_is_in_the_catalogue() -> None:
    """A template asks for no word that is missing."""
    known = words("id").texts
    for template in (OUTPUTS / "sheets").glob("*.typ"):
        asked = re.findall(r"\bw\.(\w+)\.([a-z]\w*)", template.read_text(encoding="utf-8"))
        missing = [f"{group}.{key}" for group, key in asked if key != "at" and f"{group}.{key}" not in known]
        assert missing == [], template.name


def test_every_word_of_the_code_and_the_page_is_in_the_catalogue() -> None:
    """Neither the code nor the page of the day asks for a word that is missing."""
    known = words("id").texts
    code = [path.read_text(encoding="utf-8") for path in OUTPUTS.rglob("*.py")]
    asked = {key for text in code for key in re.findall(r"\.text\(\s*\"([a-z_]+\.\w+)\"", text)}
    page = (OUTPUTS / "exchange" / "page" / "day.html.j2").read_text(encoding="utf-8")
    asked |= {f"page.{key}" for key in re.findall(r"\bwords\.(\w+)", page)}
    assert len(asked) > 30
    assert asked - known.keys() == set()


def test_closed_lists_have_a_word_for_every_member() -> None:
    """Categories, outcomes, conditions and purposes are all printed in words; the desk's table uses the sheet's own."""
    say = words("id")
    assert say.group("category").keys() == set(FIELD_OF) - {"RJK"}
    assert say.group("purpose").keys() == {kind.value for kind in VisitKind}
    assert say.group("outcome") == {outcome.value: text for outcome, text in OUTCOME_WORDS.items()}
    assert say.group("condition") == {condition.value: text for condition, text in CONDITION_WORDS.items()}
    assert say.group("change").keys() == {"new", "moved", "retimed"}


def test_no_english_word_on_indonesian_paper(tmp_path: Path) -> None:
    """What only the English catalogue says is on no Indonesian paper and in no Indonesian file."""
    known = {word for text in words("id").texts.values() for word in _words(text)}
    english = {word for text in words("en").texts.values() for word in _words(text)} - known
    day = make_day(changes={"V001": "new", "V002": "moved"})
    write_sheets(day, tmp_path)
    for path in sorted(tmp_path.glob("*.pdf")):
        with pdfplumber.open(path) as document:
            text = " ".join(page.extract_text() for page in document.pages)
        assert english & set(_words(text)) == set(), path.name
    (body,) = re.findall(r"<body>(.*)<script id", html_page(day).decode(), re.DOTALL)
    assert english & set(_words(re.sub(r"<[^>]*>", " ", body))) == set()
    for sheet in python_calamine.load_workbook(io.BytesIO(xlsx_table(day))).sheet_names:
        rows = python_calamine.load_workbook(io.BytesIO(xlsx_table(day))).get_sheet_by_name(sheet).to_python()
        assert english & set(_words(" ".join(str(cell) for row in rows for cell in row))) == set()
    everything = gpx_file(day, day.teams[0]).decode() + ics_file(day, day.teams[0]).decode()
    told = re.findall(r"(?:<(?:cmt|desc)>|SUMMARY:|DESCRIPTION:)([^<\r]*)", everything)
    assert english & set(_words(" ".join(told))) == set()


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]+", re.sub(r"\{.*?\}", " ", text).lower()) if len(word) > 2]


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
