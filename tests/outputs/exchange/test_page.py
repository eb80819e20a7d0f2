"""Guards the page of the day: whole in one file, readable without script, searchable, and no request ever."""

import html
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from outputs.exchange.html_page import html_page
from outputs.itinerary.build import build_day
from planner.domain.plan import Plan
from planner.domain.visit import VisitKind
from tests.conftest import lacking, package
from tests.outputs.day import make_context, make_day

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def test_nothing_is_fetched_from_anywhere() -> None:
    """The page names no address, and its own policy forbids every request."""
    text = html_page(make_day()).decode()
    assert "default-src 'none'" in html.unescape(text)
    assert "unsafe" not in text
    without_namespace = text.replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"(?:https?:)?//[a-z][\w.-]+\.[a-z]{2,}", without_namespace) == []
    assert not re.search(
        r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|localStorage|<img|<link rel=\"stylesheet|@import", text
    )


def test_text_from_files_is_text() -> None:
    """What people typed cannot open a tag or end the data."""
    text = html_page(make_day()).decode()
    assert "@ronda &lt;a&gt;" in text
    assert "@ronda <a>" not in text
    assert text.count("</script>") == 2


def test_a_day_without_teams_is_a_page() -> None:
    """Nobody on duty, no roads: a page that says so by its empty list."""
    problem, _, context = make_context(lines=None)
    text = html_page(build_day(problem, Plan(), context=context)).decode()
    assert "<article" not in text


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless browser of the system; the tests that need one are skipped where there is none."""
    driver = package("playwright.sync_api", needs="playwright")
    found = os.environ.get("DDS_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        lacking("no Chromium on this machine (set DDS_BROWSER to its path)")
    flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    with driver.sync_playwright() as play:
        program = play.chromium.launch(executable_path=found, args=[*flags, "--disable-component-update"])
        yield program
        program.close()


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """The page of a day of two teams, with every request and error that it makes."""
    file = tmp_path / "itinerary.html"
    file.write_bytes(html_page(make_day(num_teams=2)))
    view = browser.new_page(viewport={"width": 1200, "height": 800})
    view.requests, view.errors = [], []
    view.on("request", lambda request: view.requests.append(request.url))
    view.on("pageerror", lambda error: view.errors.append(str(error)))
    view.on("console", lambda message: view.errors.append(message.text) if message.type == "error" else None)
    view.goto(file.as_uri())
    yield view
    assert view.requests == [file.as_uri()]
    assert view.errors == []
    view.close()


def test_marks_of_a_follow_up_stand_in_its_row() -> None:
    """Urgent and overdue are as plain on the page as on paper."""
    day = make_day()
    team = day.teams[0]
    (line, *_), at = [one for one in team.stops if one.kind is VisitKind.COMPLAINT], team.lines
    marked = replace(line, marks=("urgent", "overdue"))
    told = replace(day, teams=(replace(team, lines=tuple(marked if one is line else one for one in at)), *day.teams[1:]))
    text = html_page(told).decode()
    row = next(row for row in text.split("<tr ") if f'data-visit="{line.visit_id}"' in row)
    assert "<mark>mendesak</mark> <mark>lewat tenggat</mark>" in row
    assert text.count("<mark>mendesak") == 1


@pytest.mark.parametrize("width", [390, 360])
def test_the_list_fits_a_phone(page: Any, width: int) -> None:
    """Nothing of it lies beside the window."""
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("() => document.getElementById('list').scrollWidth") <= width
    code = page.locator("thead th:nth-child(5)").first.bounding_box()
    assert code["x"] + code["width"] <= width


def _place(page: Any, number: int) -> tuple[float, float]:
    box = page.locator(".marker:visible").filter(has_text=re.compile(rf"^{number}\D")).first.bounding_box()
    return box["x"], box["y"]


def test_the_map_zooms_and_drags(page: Any) -> None:
    """Buttons, wheel and hand move the map; the whole comes back."""
    first = _place(page, 5)
    page.click("#zoom-in")
    closer = _place(page, 5)
    assert closer != first
    page.mouse.move(300, 400)
    page.mouse.wheel(0, -300)
    assert _place(page, 5) != closer
    page.click("#whole")
    assert _place(page, 5) == pytest.approx(first)
    page.mouse.move(300, 400)
    page.mouse.down()
    page.mouse.move(360, 430)
    page.mouse.up()
    assert _place(page, 5) == pytest.approx((first[0] + 60, first[1] + 30), abs=1)


def test_search_and_team_choose_rows_and_markers(page: Any) -> None:
    """What is searched for is what is listed and drawn, and it is counted."""
    page.select_option("#team", "1")
    assert page.locator("tr[data-number]:visible").count() == 22
    assert page.locator(".marker:visible").count() == 22
    page.fill("#search", "gg. mawar")
    shown = page.locator("tr[data-number]:visible").count()
    assert 0 < shown < 22
    assert page.locator(".marker:visible").count() == shown
    assert page.inner_text("#found") == f"{shown} titik kunjungan"
    page.fill("#search", "tidak ada sama sekali")
    assert page.inner_text("#found") == "0 titik kunjungan"


def test_row_and_marker_point_at_each_other(page: Any) -> None:
    """A row chosen by hand or key marks its door on the map, and the door its row."""
    row = page.locator("tr[data-number='7']").first
    row.focus()
    page.keyboard.press("Enter")
    assert "chosen" in row.get_attribute("class")
    assert page.locator(".marker.chosen").count() == 1
    page.locator(".marker:visible").first.dispatch_event("click")
    assert page.locator("tr.chosen").count() == 1


def test_it_prints(page: Any, tmp_path: Path) -> None:
    """Printed to PDF: map and list of the chosen team, without the tools."""
    page.select_option("#team", "0")
    page.pdf(path=tmp_path / "page.pdf")
    with pdfplumber.open(tmp_path / "page.pdf") as document:
        text = "\n".join(sheet.extract_text() for sheet in document.pages)
        first = document.pages[0]
        (title,) = first.search("Tim T01 – Binmas")
        digits = [char for char in first.crop((0, 40, first.width, title["top"])).chars if char["text"].isdigit()]
    assert len(digits) >= 9 + 2 * 13  # the numbers of all doors lie on the printed map
    assert "Tim T01 – Binmas" in text
    assert "Tim T02 – Binmas" not in text
    assert "V001" in text
    assert "Semua tim" not in text


def test_the_list_is_there_without_a_script(browser: Any, tmp_path: Path) -> None:
    """A browser that runs no script still shows every stop."""
    file = tmp_path / "itinerary.html"
    file.write_bytes(html_page(make_day()))
    view = browser.new_context(java_script_enabled=False).new_page()
    view.goto(file.as_uri())
    assert view.locator("tr[data-number]:visible").count() == 22
    assert view.locator("#map").is_hidden()


def test_an_empty_day_makes_no_error(browser: Any, tmp_path: Path) -> None:
    """Nobody on duty: the page opens, counts nothing and stays quiet."""
    problem, _, context = make_context(lines=None)
    file = tmp_path / "itinerary.html"
    file.write_bytes(html_page(build_day(problem, Plan(), context=context)))
    view, errors = browser.new_page(), []
    view.on("pageerror", lambda error: errors.append(str(error)))
    view.goto(file.as_uri())
    assert view.inner_text("#found") == "0 titik kunjungan"
    assert errors == []
