"""Guards the desk in a real Chromium: one selection, dragging, nobody shut out (axe), and no request elsewhere."""

import json
import time
from typing import Any

from planner.domain.account import Role
from tests.conftest import package
from tests.desk.pages import PASSWORD, signing
from tests.usecases.desk import SHEET

PAGES = (
    "/", "/plan/2025-08-27", "/day/2025-08-26", "/day/2025-08-26/print", "/record/2025-08-26", f"/record/sheet/{SHEET}",
    "/complaints", "/homes", "/facilities", "/report", "/password",
)  # fmt: skip


def test_one_selection_through_all_four(page: Any) -> None:
    """A click in the list, an arrow key and an address choose the same visit on map, timeline and reasons."""
    page.goto("/day/2025-08-26")
    page.wait_for_selector("body[data-mapped]")
    row = page.locator("table.stops:not([hidden]) tr.stop").first
    row.click()
    page.wait_for_selector("#why[data-visit]")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("tr.chosen[data-visit]").get_attribute("data-visit")
    page.wait_for_selector(f'#why[data-visit="{chosen}"]')
    assert page.locator(f'rect.chosen[data-visit="{chosen}"]').count() == 1
    assert page.locator(".marker.chosen").count() == 1
    ways = page.evaluate("async () => (await (await fetch('/day/2025-08-26/1/map')).json()).teams.map(team => team.route)")
    drawn = page.evaluate("() => [...document.querySelectorAll('#drawing path.route')].map(one => one.getAttribute('d'))")
    assert sorted(drawn) == sorted(way for way in ways if way)  # by the roads, though doors are drawn before these are found
    assert f"visit={chosen}" in page.url
    page.reload()
    page.wait_for_selector(f'#why[data-visit="{chosen}"]')
    page.locator('button[value="take_out"]').click()
    page.wait_for_selector("#keep:visible")
    page.keyboard.press("Enter")
    page.wait_for_url("**/day/2025-08-26/2?**")


KEEPERS = ("/accounts", "/tokens", "/settings", "/backup", "/audit", "/import/households", "/import/roads")
MORE = (
    "/week",
    "/day/2025-08-26/replan",
    "/day/2025-08-26/whatif",
    "/day/2025-08-26/1/changes",
    "/complaints/C1",
    "/homes/H003",
    "/facilities/F1",
    "/plan/2025-08-27/team/T01",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def _violations(page: Any, path: str) -> list[Any]:
    axe = package("axe_playwright_python.sync_playwright", needs="axe-playwright-python").Axe()
    page.goto(path)
    assert page.locator("main").count() == 1, path
    found = axe.run(page, options=RULES).response["violations"]
    return [(path, one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]


def test_nobody_is_shut_out(page: Any) -> None:
    """Axe finds no violation of WCAG 2.2 AA on any page of the desk, nor on those of who keeps the accounts."""
    told = [one for path in (*PAGES, *MORE) for one in _violations(page, path)]
    page.context.clear_cookies()
    page.goto("/sign-in")
    told += _violations(page, "/sign-in")
    page.fill("[name=name]", signing(Role.KEEPER)["name"])
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    assert [*told, *(one for path in KEEPERS for one in _violations(page, path))] == []


def test_pages_fit_a_phone(page: Any) -> None:
    """At 360 pixels no page is wider than the screen; wide tables move within their card."""
    page.set_viewport_size({"width": 360, "height": 740})
    paths = ("/", f"/record/sheet/{SHEET}", "/complaints/C1", "/homes", "/day/2025-08-26/print", "/week", "/plan/2025-08-27")
    wide = {}
    for path in paths:
        page.goto(path)
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > 360} == {}


def test_a_row_typed_while_the_network_is_away_is_kept_later(page: Any) -> None:
    """What could not be sent is marked, stays on the page, and is kept as soon as the desk answers again."""
    page.goto(f"/record/sheet/{SHEET}")
    page.wait_for_selector("body[data-ready]")
    page.context.set_offline(True)
    page.locator("tr.chosen").press("b")
    page.wait_for_selector("#rows tr.unsent")
    page.locator("#rows tr.unsent").first.wait_for()
    number = page.locator("#rows tr.unsent").first.get_attribute("data-number")
    page.context.set_offline(False)
    page.wait_for_selector(f'#rows tr[data-number="{number}"][data-seen="met"]')
    page.reload()
    assert page.locator(f'#rows tr[data-number="{number}"]').get_attribute("data-seen") == "met"


def test_a_visit_is_dragged_and_moved_by_keys(page: Any) -> None:
    """A row dropped on another, Alt and an arrow, and a swap say alike what would happen; nothing is kept meanwhile."""
    page.goto("/day/2025-08-26")
    page.wait_for_selector("body[data-mapped]")
    rows = page.locator("table.stops:not([hidden]) tr.stop")
    tried = page.locator("#tried:not([hidden]) p")
    moved, target = rows.nth(2), rows.nth(0)
    held, there = moved.get_attribute("data-visit"), target.bounding_box()
    page.mouse.move(*_middle(moved.bounding_box()))
    page.mouse.down()
    page.mouse.move(*_middle(there), steps=6)
    assert page.locator("tr.dropping").get_attribute("data-visit") == target.get_attribute("data-visit")
    page.mouse.up()
    assert held in tried.first.inner_text()
    page.locator("#drop").click()
    moved.click()
    page.wait_for_selector(f'#why[data-visit="{held}"]')
    page.keyboard.press("Alt+ArrowUp")
    tried.first.wait_for()
    page.locator("#drop").click()
    page.locator("button[value=swap]").click()
    rows.nth(4).click()
    tried.first.wait_for()
    assert page.url.split("?")[0].endswith("/day/2025-08-26")


def test_what_was_told_is_what_is_kept(page: Any) -> None:
    """A trial goes when a field or the choice changes; late reasons change nothing; what was told is kept, and said."""
    page.goto("/day/2025-08-26")
    page.wait_for_selector("body[data-mapped]")
    teams = json.loads(page.locator("#data").text_content())["teams"]
    first, second = [line["visit"] for line in teams[0]["lines"] if line["kind"] == "stop" and line["purpose"] == "K"][:2]
    own, other = teams[0]["shift"], teams[1]["shift"]
    row, told = page.locator(f'tr[data-visit="{first}"]'), page.locator("#tried:not([hidden]) p")
    for changes in (lambda: page.select_option("#shift", own), row.click):
        row.click()
        page.select_option("#shift", other)
        page.locator("button[value=put]").click()
        told.first.wait_for()
        changes()
        assert not page.locator("#tried").is_visible()

    def late(route: Any) -> None:
        time.sleep(1.5)
        route.continue_()

    page.route(f"**/why/{first}", late)
    row.click()
    page.mouse.move(*_middle(page.locator(f'tr.stop[data-visit="{second}"]').bounding_box()))
    page.mouse.down()
    page.mouse.move(*_middle(page.locator('.lanes tr[data-team="1"]').bounding_box()), steps=6)
    page.mouse.up()
    told.first.wait_for()
    page.wait_for_timeout(1700)
    assert second in told.first.inner_text()
    page.locator("#keep").click()
    page.wait_for_url("**/day/2025-08-26/2?**")
    assert f"Kept as version 2. {second}" in page.locator(".told").inner_text()
    after = json.loads(page.locator("#data").text_content())["teams"]
    at = [[line.get("visit") for line in team["lines"]] for team in after]
    assert (first in at[0], second in at[1]) == (True, True)


def test_back_and_a_slow_network_take_no_complaint_twice(page: Any) -> None:
    """After "Back" the form is there with its key, and pressing again shows what was taken; impatient clicks send one form."""
    page.goto("/complaints")
    page.fill("[name=household]", "H003")
    page.select_option("[name=category]", "SAL")
    page.fill("main [name=text]", "Got di depan rumah mampat (DATA CONTOH).")
    take = page.locator('main form[action="/complaints"] button.main')
    take.click()
    page.wait_for_url("**/complaints/K-*")
    first = page.url
    page.go_back()
    page.wait_for_selector('main form[action="/complaints"]')
    if page.input_value("[name=household]"):  # as the browser gives it back
        take.click()
        page.wait_for_url("**/complaints/K-*")
        assert page.url == first
    page.goto("/complaints")
    page.fill("[name=household]", "H004")
    page.select_option("[name=category]", "SAL")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.route("**/session", lambda route: (page.wait_for_timeout(5000), route.continue_())[1])
    take.click(no_wait_after=True)
    page.wait_for_timeout(4500)
    take.click(no_wait_after=True)
    page.wait_for_url("**/complaints/K-*")
    assert [url.rpartition("/")[2] for url in sent] == ["complaints"]


def test_a_job_page_says_that_the_desk_is_gone_or_was_started_anew(page: Any) -> None:
    """While nobody answers the page says so and shows no progress; what is not known any more is said, and leads back."""
    going: dict[str, Any] = dict.fromkeys(("phase", "found", "elapsed", "left"), "") | {"share": None, "is_ended": False}
    page.route("**/job/*/state", lambda route: route.fulfill(json=going))
    page.goto("/plan/2025-08-27")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.fill("[name=seconds]", "1")
    page.locator("main button.main").click()
    page.wait_for_url("**/job/*")
    for answer, box in (
        (lambda route: route.abort(), "#silent"),
        (lambda route: route.fulfill(json=going), "#going"),
        (lambda route: route.fulfill(status=404, json={"faults": [], "codes": []}), "#gone"),
    ):
        page.unroute("**/job/*/state")
        page.route("**/job/*/state", answer)
        page.wait_for_selector(f"{box}:visible")
        assert page.locator("#silent:visible, #going:visible, #gone:visible").count() == 1
    assert page.locator("#gone a").first.get_attribute("href") == "/plan/2025-08-27"


def _middle(box: Any) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
