"""Guards the working view as it turns to another team: no visit of the list that is left can be changed unseen."""

from collections.abc import Callable
from typing import Any


def _turned(page: Any) -> dict[str, Any]:
    return dict(
        page.evaluate(
            """() => ({
                chosen: document.querySelectorAll(".chosen").length,
                why: document.getElementById("why").dataset.visit ?? "",
                changes: !document.getElementById("change").hidden,
                top: document.querySelector(".list").scrollTop,
            })"""
        )
    )


def test_another_team_lets_go_of_the_visit(page: Any) -> None:
    """By the field, by the team's name and by Page Down; its list begins at its top, and the address has no visit."""
    page.set_viewport_size({"width": 1366, "height": 620})
    nothing = {"chosen": 0, "why": "", "changes": False, "top": 0}
    ways: tuple[Callable[[Any], Any], ...] = (
        lambda _: page.select_option("#which", "1"),
        lambda _: page.locator('button.teamname[data-team="1"]').click(),
        lambda row: row.press("PageDown"),
    )
    for turn in ways:
        page.goto("/day/2025-08-26")
        page.wait_for_selector("body[data-mapped]")
        row = page.locator("table.stops:not([hidden]) tr.stop").last
        row.click()
        page.wait_for_selector("#why[data-visit]")
        turn(row)
        page.wait_for_selector('table.stops[data-team="1"]:not([hidden])')
        assert _turned(page) == nothing
        assert page.url.endswith("?team=1")


def test_a_swap_may_look_for_its_other_visit_in_another_list(page: Any) -> None:
    """Who is about to swap keeps the visit while turning to the team of the other one."""
    page.goto("/day/2025-08-26")
    page.wait_for_selector("body[data-mapped]")
    row = page.locator("table.stops:not([hidden]) tr.stop").first
    row.click()
    own = row.get_attribute("data-visit")
    page.locator("button[value=swap]").click()
    page.select_option("#which", "1")
    assert page.locator("#change [name=visit]").input_value() == own
    page.locator('table.stops[data-team="1"] tr.stop').first.click()
    page.locator("#tried:not([hidden]) p").first.wait_for()
    assert own in page.locator("#tried").inner_text()
