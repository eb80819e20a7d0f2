"""Guards the desk in a real Chromium by keys alone: a whole day, three people at once, and reloads in the middle of work."""

from pathlib import Path
from typing import Any

from planner.usecases.importing import import_table
from planner.usecases.progress import Silent
from planner.usecases.workspace import Workspace
from tests.desk.chromium import in_focus
from tests.desk.conftest import signed_in
from tests.usecases.desk import DATE, SHEET
from tests.usecases.town import AT_DESK, SOUTH, WEST

WAIT = 60_000
FOCUS = """() => {
  const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
  const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const seen = box.width * box.height > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth;
  const steps = document.querySelectorAll('[tabindex]');
  const forced = [...steps].filter(one => one.tabIndex > 0).length;
  const place = [...document.querySelectorAll('*')].indexOf(node);
  return { tag: node.tagName, html: node.outerHTML.slice(0, 120), marked, seen, forced, place };
}"""
"""What has the focus: whether it shows, lies in the window, and where it stands in the page."""


def more_homes(folder: Path) -> None:
    """Homes for the day after the planned one, which visits all the others."""
    head = "id,village,rt,rw,address,latitude,longitude,head_name,last_visit,do_not_visit"
    rows = [f"N{n:03d},V1,04,01,Jl. Baru {n},{SOUTH + n / 5000},{WEST + 0.0003},Rahasia,," for n in range(40)]
    (folder / "more.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    import_table(Workspace(folder / "ws", AT_DESK), "households", folder / "more.csv", reporter=Silent())


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.set_default_timeout(WAIT)

    def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def go_to(self, selector: str, *, most: int = 80) -> None:
        """Tab on until it is reached: each step shows where the focus is, and goes on through the page, never back."""
        before = -1
        for _ in range(most):
            self.press("Tab")
            found = self.page.evaluate(FOCUS)
            if found["tag"] == "BODY":  # round the end of the page, by the browser's own bar
                before = -1
                continue
            assert found["marked"], f"no focus to be seen: {found['html']}"
            assert found["seen"], f"focus outside the window: {found['html']}"
            assert found["forced"] == 0
            assert found["place"] >= before, f"the order goes back: {found['html']}"
            before = found["place"]
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by Tab")


def test_a_whole_day_by_keys_alone(page: Any, tmp_path: Path) -> None:
    """Plan, view, change, print, hand out, record, report, each reached from the page before, without a mouse or an address."""
    more_homes(tmp_path)
    keys = Keys(page)
    keys.go_to("a.button[href='/plan/2025-08-27']")
    keys.press("Enter")
    page.wait_for_url("**/plan/2025-08-27")
    in_focus(page)
    keys.press("Enter")
    page.wait_for_url("**/day/2025-08-27/1")
    page.wait_for_selector("body[data-mapped]")
    keys.go_to("tr.stop")
    keys.press("ArrowDown", "Enter")
    page.wait_for_selector("#why[data-visit]")
    keys.press("Alt+ArrowUp")
    page.wait_for_selector("#keep:visible")
    keys.press("Enter")
    page.wait_for_url("**/day/2025-08-27/2?**")
    keys.go_to("a[href='/day/2025-08-27/print']")
    keys.press("Enter")
    page.wait_for_url("**/day/2025-08-27/print")
    in_focus(page)
    keys.press("Enter")
    page.wait_for_selector("text=All sheets")
    in_focus(page)
    assert page.evaluate("document.activeElement.pathname").endswith("/paper/sheets.pdf")  # Enter opens, and notes nothing
    keys.go_to("button[value=handed]")
    keys.press("Enter")
    page.wait_for_selector("text=sheets noted")
    keys.go_to("nav.menu a[href='/record']")
    keys.press("Enter")
    page.wait_for_url(f"**/record/{DATE}")
    in_focus(page)
    page.keyboard.type(SHEET)
    keys.press("Enter")
    page.wait_for_selector("body[data-ready]")
    keys.press(*"btb")
    page.locator("tr[data-seen=met]").nth(1).wait_for()
    assert page.locator("[data-count=not_home]").inner_text() == "1"
    keys.go_to("nav.menu a[href='/report']")
    keys.press("Enter")
    page.wait_for_url("**/report")
    keys.go_to("button.main")
    keys.press("Enter")
    page.wait_for_selector("a[href$='/report-en.pdf']")


def test_the_rest_key_goes_on_at_the_first_row_that_it_left(page: Any) -> None:
    """After `s` the complaint that stayed empty is chosen; after the last row the first one that was passed is."""
    page.goto(f"/record/sheet/{SHEET}")
    page.wait_for_selector("body[data-ready]")
    page.keyboard.press("s")
    page.locator("tr[data-seen=not_home]").first.wait_for()
    page.wait_for_selector("tr.chosen[data-seen='']:not(tr[data-seen=''] ~ tr)")
    page.locator("#rows tbody tr").last.click()
    page.keyboard.press("b")
    page.wait_for_selector("tr.chosen[data-seen='']:not(tr[data-seen=''] ~ tr)")


def test_three_people_at_one_sheet(page: Any) -> None:
    """Each row that any of them typed is kept once; a row that two typed differently is told to the later, and none is lost."""
    program = page.context.browser
    desks = [page, *(signed_in(program.new_context(base_url=page.url).new_page()) for _ in range(2))]
    for desk in desks:
        desk.goto(f"/record/sheet/{SHEET}")
        desk.wait_for_selector("body[data-ready]")
    for number, (desk, key) in enumerate(zip(desks, "btm", strict=True)):
        desk.keyboard.press(key)  # all three at the first row
        if number == 0:
            desk.wait_for_selector('tr[data-number="1"][data-seen="met"]')
        else:
            desk.locator("#doubt:visible", has_text="E7027").wait_for()
            desk.locator("#unsure").press("Enter")
    for number, desk in enumerate(desks):
        desk.locator(f'tr[data-number="{number + 2}"]').click()
        desk.keyboard.press("b")
        desk.wait_for_selector(f'tr[data-number="{number + 2}"][data-seen="met"]')
    page.reload()
    said = page.eval_on_selector_all("#rows tbody tr", "rows => rows.map(row => row.dataset.seen)")
    assert said[:4] == ["met"] * 4
    assert not any(said[4:])
    for desk in desks[1:]:
        desk.context.close()


def test_a_reload_in_the_middle_loses_nothing(page: Any, tmp_path: Path) -> None:
    """While rows are typed the page goes on where it was; while a day is planned the same job is there, and ends on its day."""
    more_homes(tmp_path)
    page.goto(f"/record/sheet/{SHEET}")
    page.wait_for_selector("body[data-ready]")
    for number, key in enumerate("bt", 1):
        page.keyboard.press(key)
        page.locator(f'tr[data-number="{number}"]:not([data-seen=""])').wait_for()
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert page.locator("tr.chosen").get_attribute("data-number") == "3"
    page.keyboard.press("b")
    page.locator('tr[data-number="3"][data-seen="met"]').wait_for()
    page.goto("/plan/2025-08-27")
    in_focus(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/job/**")
    address = page.url
    page.reload()
    assert page.url in (address, address.split("/job/")[0] + "/day/2025-08-27/1")
    page.wait_for_url("**/day/2025-08-27/1", timeout=WAIT)
