"""Guards the words on paper: nothing English on Indonesian sheets and in Indonesian files."""

import io
import re
from pathlib import Path

import pdfplumber
import python_calamine

from outputs.exchange.gpx_file import gpx_file
from outputs.exchange.html_page import html_page
from outputs.exchange.ics_file import ics_file
from outputs.exchange.xlsx_table import xlsx_table
from outputs.sheets.writing import write_sheets
from planner.words.language import words
from tests.outputs.day import make_day
from tests.words.used_keys import CLOSED_KEY

OUTPUTS = Path(__file__).resolve().parents[2] / "outputs"


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
    texts = {key: text for key, text in words("id").texts.items() if CLOSED_KEY.fullmatch(key)}
    found = {key for key, text in texts.items() if english & set(re.findall(r"[a-z]+", re.sub(r"\{.*?\}", "", text).lower()))}
    assert found == set()
