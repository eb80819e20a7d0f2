"""Guards what a sheet's page asks about a row, in a real Chromium: it never takes the keyboard, and each row has its own."""

from typing import Any

from tests.desk.conftest import signed_in
from tests.desk.pages import PASSWORD
from tests.desk.test_signed_out import DIALOG, _sign_out_elsewhere
from tests.usecases.desk import SHEET

ROWS = f"/record/sheet/{SHEET}"


def _row(page: Any, number: int, more: str = "") -> Any:
    return page.locator(f'tr[data-number="{number}"]{more}')


def _opened(page: Any) -> Any:
    page.goto(ROWS)
    page.wait_for_selector("body[data-ready]")
    return page


def _typed(page: Any, number: int, line: str) -> None:
    _row(page, number).click()
    page.keyboard.press(" ")
    page.keyboard.type(line)
    page.keyboard.press("Enter")


def test_a_question_leaves_the_keyboard_to_who_types(page: Any) -> None:
    """While the next line is typed its space and digits stay in the line; Ctrl+Enter says yes, and not before."""
    other = _opened(signed_in(page.context.browser.new_context(base_url=page.url).new_page()))
    _opened(page)
    _row(other, 3).click()
    other.keyboard.press("m")
    _row(other, 3, '[data-seen="refused"]').wait_for()
    other.context.close()
    _row(page, 3).click()
    page.keyboard.press("t")
    page.keyboard.press(" ")
    page.keyboard.type("b 0815")
    page.locator("#doubt:visible", has_text="E7027").wait_for()
    page.keyboard.type(" 0830 SAL")
    assert page.input_value("#line") == "b 0815 0830 SAL"
    page.keyboard.press("Enter")
    _row(page, 4, '[data-seen="met"]').wait_for()
    assert _row(page, 3, ".asked").count() == 1
    page.keyboard.press(" ")
    page.keyboard.type("b 08")
    page.keyboard.press("Control+Enter")
    _row(page, 3, '[data-seen="not_home"]').wait_for()
    assert (page.input_value("#line"), page.input_value("#number")) == ("b 08", "5")
    assert page.locator("#doubt").is_hidden()
    assert _row(page, 5).get_attribute("data-seen") == ""


def test_each_row_has_its_own_question(page: Any) -> None:
    """Two rows in doubt wait both, with what was typed of them; Esc brings the line back, and what was begun comes after it."""
    _opened(page)
    _typed(page, 2, "b 2315 2330 CRM!")
    _typed(page, 3, "b 2335 2345")
    page.locator("#doubt:visible", has_text="(+1)").wait_for()
    assert "b 2315 2330 CRM!" in _row(page, 2, ".asked").inner_text()
    assert "b 2335 2345" in _row(page, 3, ".asked").inner_text()
    page.keyboard.press(" ")
    page.keyboard.type("t 09")
    page.keyboard.press("Escape")
    assert (page.input_value("#number"), page.input_value("#line")) == ("2", "b 2315 2330 CRM!")
    page.fill("#line", "b 0815 0830 CRM!")
    page.keyboard.press("Enter")
    _row(page, 2, '[data-seen="met"]').wait_for()
    assert (page.input_value("#number"), page.input_value("#line")) == ("4", "t 09")
    page.locator("#sure").press("Enter")
    _row(page, 3, '[data-seen="met"]').wait_for()
    assert page.locator("#rows tr.asked").count() == 0


def test_a_newer_line_takes_the_place_of_one_not_sent(page: Any) -> None:
    """A row that could not be sent and is typed anew is kept as typed last, whatever is sent again by itself."""
    _opened(page)
    page.context.set_offline(True)
    _row(page, 3).click()
    page.keyboard.press("t")
    _row(page, 3, ".unsent").wait_for()
    _typed(page, 3, "b 0815 0830")
    page.context.set_offline(False)
    _row(page, 3, '[data-seen="met"]').wait_for()
    page.wait_for_timeout(5500)  # lines not sent are sent again every five seconds
    _opened(page)
    assert "08:15" in _row(page, 3, '[data-seen="met"]').inner_text()
    _sign_out_elsewhere(page)
    _row(page, 4).click()
    page.keyboard.press("b")
    page.locator(f"{DIALOG} button[type=button]").click()
    _row(page, 4, ".unsent").wait_for()
    _typed(page, 4, "b 0835 0840")
    page.fill(f"{DIALOG} [name=password]", PASSWORD)
    page.keyboard.press("Enter")
    _row(page, 4, '[data-seen="met"]').wait_for()
    page.wait_for_timeout(5500)
    assert "08:35" in _row(page, 4).inner_text()
    assert page.locator("#doubt").is_hidden()


def test_delete_on_a_row_with_a_complaint_asks(page: Any) -> None:
    """The row shows that a complaint was taken down; Delete, and a shorter line, ask before it goes."""
    _opened(page)
    _typed(page, 3, "b 0815 0830 CRM!")
    _row(page, 3).get_by_text("complaint taken down").wait_for()
    _row(page, 3).click()
    page.keyboard.press("b")
    page.locator("#doubt:visible", has_text="E7045").wait_for()
    page.keyboard.press("Escape")
    _row(page, 3).get_by_text("complaint taken down").wait_for()
    page.keyboard.press("Delete")
    page.locator("#doubt:visible", has_text="E7045").wait_for()
    page.keyboard.press("Control+Enter")
    _row(page, 3, '[data-seen=""]').wait_for()
