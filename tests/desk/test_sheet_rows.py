"""Guards what a sheet's page shows of its rows: condition, promise, village, and which sheet is next."""

import re
from typing import Any

from planner.domain.account import Role
from planner.terminal.main import run
from tests.desk.pages import Browser
from tests.usecases.desk import DATE, SHEET

ROWS = f"/record/sheet/{SHEET}"
BOTH = (ROWS, ROWS.replace("T01", "T02"))


def _facility(text: str) -> str:
    """Number of the row that has buttons for a condition; empty: none has."""
    return next((part.split('"')[0] for part in text.split('data-number="')[1:] if 'data-key="b k1"' in part), "")


def test_a_facility_shows_its_condition_as_recorded(browser: Browser) -> None:
    """The condition that was typed stands in the row, at once and after a reload; the keys stand beside their words."""
    browser.sign_in(Role.DESK)
    rows, page = next((rows, page) for rows in BOTH if _facility(page := browser.get(rows).text))
    number = _facility(page)
    assert all(
        f"<kbd>k{n}</kbd> {word}" in page for n, word in enumerate(("good", "light damage", "heavy damage", "missing"), 1)
    )
    found = browser.post(rows, json=True, number=number, line="b k2 +").json()
    condition, promise = found["row"]["besides"]
    assert (condition, promise[:12]) == ("light damage", "promised by ")
    assert '<span class="taken">light damage</span> <span class="taken">promised by ' in browser.get(rows).text


def test_rows_name_their_village(browser: Browser) -> None:
    """RT 04 is in several villages: each row says of which it is."""
    page = browser.sign_in(Role.DESK).get(ROWS).text
    assert re.search(r"RT \d\d/RW \d\d +\w+", page)
    assert not re.search(r"RT \d\d/RW \d\d *</td>", page)


def test_a_finished_sheet_leads_to_the_next(browser: Browser) -> None:
    """The line that it is done is there once no row is left, with the next sheet of the day that is to be typed."""
    assert run(["--workspace", str(browser.folder), "print", str(browser.folder / "plans" / DATE / "plan-v1.json")]) == 0
    browser.sign_in(Role.DESK)
    for rows, then in (BOTH, BOTH[::-1]):
        page = browser.get(rows).text
        assert re.search(r'<p id="done"[^>]* hidden>', page)
        for number in re.findall(r'<tr[^>]* data-number="(\d+)"', page):
            line = "b k1" if number == _facility(page) else "b"
            found = browser.post(rows, json=True, number=number, line=line, seen="").json()
        assert found["missing"] == []
        page = browser.get(rows).text
        assert '<p id="done" role="status">' in page
        assert (f'href="{then}"' in page) == (rows == ROWS)
    assert "no other sheet" in page


def test_a_condition_is_pressed_and_typed_in_the_browser(page: Any) -> None:
    """A button keeps its row whichever is chosen, k begins the line, and what was kept is seen without a reload."""
    row = page.locator("tr:has([data-key='b k1'])")
    for rows in BOTH:
        page.goto(rows)
        page.wait_for_selector("body[data-ready]")
        if row.count():
            break
    page.locator("#rows tr[data-number='1'] td").first.click()
    row.locator("[data-key='b k3']").click()
    row.locator(".taken").wait_for()
    assert "heavy damage" in row.inner_text()
    row.locator("td").first.click()
    page.keyboard.press("k")
    assert page.input_value("#line") == "b k"
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    row.locator(".taken", has_text="good").wait_for()
