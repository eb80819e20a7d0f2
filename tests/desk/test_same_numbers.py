"""Guards that the page and the paper say the same: every form of a day has the numbers that the desk's page has."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import openpyxl
import pdfplumber
import pytest

from outputs.exchange.writing import FORMS
from planner.domain.account import Role
from planner.usecases.printing import print_plan
from planner.usecases.progress import Silent
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser
from tests.desk.test_phones import allow
from tests.usecases.desk import DATE
from tests.usecases.town import AT_DESK

Stop = tuple[str, int, str | None, str]
"""Sheet, number, start and visit."""


@pytest.fixture
def papers(browser: Browser) -> Path:
    """All forms of the planned day, printed."""
    allow(browser.folder)
    workspace = Workspace(browser.folder, AT_DESK)
    path = browser.folder / "plans" / DATE / "plan-v1.json"
    return print_plan(workspace, path, language="en", forms=frozenset(FORMS), reporter=Silent()).folder


def _told_by_gpx(papers: Path, shift: str) -> set[tuple[str, ...]]:
    comments = re.findall(r"<cmt>([^<]+)</cmt>", (papers / f"sheet-{shift}.gpx").read_text(encoding="utf-8"))
    return {(parts[0], parts[1], parts[-1]) for parts in (comment.split(" · ") for comment in comments)}


def _told_by_calendar(papers: Path, shift: str) -> set[tuple[str, ...]]:
    events = icalendar.Calendar.from_ical((papers / f"sheet-{shift}.ics").read_bytes()).walk("VEVENT")
    starts = ((event.decoded("dtstart").astimezone(ZoneInfo("Asia/Jakarta")), str(event["summary"])) for event in events)
    return {(f"{start:%H:%M}", told.split(" · ")[0], told.split(" · ")[-1]) for start, told in starts}


def _on_the_page(browser: Browser) -> tuple[list[dict[str, Any]], str]:
    browser.sign_in(Role.DESK)
    return browser.get(f"/api/day/{DATE}").json()["teams"], browser.get(f"/day/{DATE}").text


def test_every_form_has_the_numbers_of_the_page(browser: Browser, papers: Path) -> None:
    """Team by team: the same doors, order and times on the page, PDF, workbook, CSV, GeoJSON, HTML, GPX, iCalendar, phone."""
    assert set(FORMS) == {"xlsx", "csv", "geojson", "html", "gpx", "ics"}  # a new form is compared here too
    teams, page = _on_the_page(browser)
    stops: set[Stop] = {
        (team["sheet"], stop["number"], stop["start"], stop["visit"]) for team in teams for stop in team["stops"]
    }
    assert len(stops) > 20
    for _, _, start, visit in stops:
        assert f'data-visit="{visit}"' in page
        assert str(start).replace(":", ".") in page or str(start) in page

    rows = list(csv.DictReader(io.StringIO((papers / "itinerary.csv").read_text(encoding="utf-8-sig"))))
    written = {(row["sheet"], int(row["number"]), row["start"] or None, row["visit"]) for row in rows if row.get("number")}
    assert stops <= written

    features = json.loads(next(papers.glob("*.geojson")).read_text(encoding="utf-8"))["features"]
    drawn = {one["properties"].get("visit"): one["properties"] for one in features}
    for _, number, start, visit in stops:
        assert (drawn[visit]["number"], drawn[visit]["start"]) == (number, start)

    book = openpyxl.load_workbook(papers / "itinerary.xlsx", data_only=True)
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}
    assert {visit for *_, visit in stops} <= cells

    html = next(papers.glob("*.html")).read_text(encoding="utf-8")
    for team in teams:
        phone = browser.get(f"/day/{DATE}/phone/{team['team']}").text
        with pdfplumber.open(papers / f"sheet-{team['shift']}.pdf") as pdf:
            paper = "\n".join(sheet.extract_text() for sheet in pdf.pages)
        assert team["sheet"] in paper
        for stop in team["stops"]:
            row = rf'data-number="{stop["number"]}" data-visit="{re.escape(stop["visit"])}" data-start="{stop["start"]}"'
            assert re.search(row, html), stop
            assert re.search(row, phone), stop
            told = (stop["start"], str(stop["number"]), stop["visit"])
            assert told in _told_by_gpx(papers, team["shift"])
            assert told in _told_by_calendar(papers, team["shift"])
            assert stop["visit"] in paper
            assert stop["start"].replace(":", ".") in paper or stop["start"] in paper
        assert f"{len(team['stops'])}" in paper
