"""Guards a scanner that types on a sheet's page, in a real Chromium: it opens sheets, and takes no key from who types."""

from typing import Any

from tests.desk.test_questions import ROWS, _opened, _row
from tests.usecases.desk import SHEET


def test_capitals_come_through_as_small_letters_do(page: Any) -> None:
    """With Caps Lock on, a D and the keys right behind it are kept each, whether they write, move or open the line."""
    _opened(page)
    for number, keys in ((2, "DB"), (5, "db")):
        _row(page, number).click()
        for key in keys:
            page.keyboard.press(key)
        _row(page, number, '[data-seen="postponed"]').wait_for()
        _row(page, number + 1, '[data-seen="met"]').wait_for()
    _row(page, 2).click()
    for key in ("D", "ArrowUp", "T"):  # row 3 is passed over, since it is recorded
        page.keyboard.press(key)
    _row(page, 3, '[data-seen="not_home"]').wait_for()
    _row(page, 2).click()
    for key in ("D", " ", "b"):
        page.keyboard.press(key)
    assert page.input_value("#line") == "b"


def test_what_a_scanner_reads_opens_a_sheet_or_does_nothing(page: Any) -> None:
    """A number opens its sheet; one that is cut off, and another paper's, write nothing into rows."""
    _opened(page)
    _row(page, 2).click()
    for text in (SHEET[:12], "DX12345b"):
        page.keyboard.type(text)
        page.wait_for_timeout(300)
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    assert page.locator('#rows tr[data-seen]:not([data-seen=""])').count() == 0
    other = SHEET.replace("T01", "T02")
    page.keyboard.type(other)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ROWS.replace(SHEET, other)}")
