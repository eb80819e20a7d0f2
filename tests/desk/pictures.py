"""Pictures of every page at three sizes, to be looked at: `python -m tests.desk.pictures FOLDER`."""

import datetime as dt
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from planner.domain.account import Role
from planner.usecases.progress import Silent
from planner.usecases.searching import SearchWish
from planner.usecases.week.papers import print_week
from planner.usecases.week.planning import find_week, plan_week
from planner.usecases.workspace import Workspace
from tests.desk.chromium import launched, served
from tests.desk.conftest import NOW
from tests.desk.pages import NAMES, PASSWORD, add_everybody
from tests.usecases.desk import DATE, SHEET, build_day
from tests.usecases.town import AT_DESK

SIZES = {"office": (1366, 768), "wide": (1920, 1080), "phone": (390, 844)}
PAGES = {
    Role.DESK: (
        "/", f"/plan/{DATE}", f"/day/{DATE}", f"/day/{DATE}/print", f"/day/{DATE}/replan", f"/day/{DATE}/whatif",
        f"/record/{DATE}", f"/record/sheet/{SHEET}", "/week", "/complaints", "/complaints/C1", "/homes?q=contoh", "/homes/H003",
        "/facilities", "/facilities/F1", "/report", "/password", "/plan/2025-08-27", "/plan/2025-08-27/team/T01",
        "/week/whatif", "/reach", "/record",
    ),
    Role.KEEPER: ("/accounts", "/tokens", "/settings", "/import/households", "/import/roads", "/audit"),
    Role.OFFICER: ("/team",),
    Role.CHIEF: (f"/day/{DATE}", "/week"),
}  # fmt: skip
DONE = {"/week/whatif": "button.main", "/reach": "button.main", "/report": "form[action='/forecast'] button"}
"""Pages whose answer is drawn too: what is pressed for it, after one box is ticked where there are boxes."""


def main(target: Path) -> None:
    """Draw all; say where something has to be scrolled sideways."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = build_day(Path(temporary))
        add_everybody(folder)
        settings = folder / "dds.toml"
        settings.write_text(
            settings.read_text(encoding="utf-8").replace("time_limit = 15 ", "time_limit = 1 "), encoding="utf-8"
        )
        workspace = Workspace(folder, AT_DESK)
        plan_week(
            workspace, dt.date.fromisoformat(DATE) + dt.timedelta(days=1), SearchWish(max_iterations=50), reporter=Silent()
        )
        print_week(workspace, find_week(workspace, None), language="id", reporter=Silent())
        with served(folder, language="id", clock=lambda: NOW) as address, launched() as program:
            for size, (width, height) in SIZES.items():
                for role, paths in PAGES.items():
                    context = program.new_context(viewport={"width": width, "height": height}, base_url=address)
                    page = context.new_page()
                    page.goto("/sign-in")
                    page.fill("[name=name]", NAMES[role])
                    page.fill("[name=password]", PASSWORD)
                    page.keyboard.press("Enter")
                    page.wait_for_selector("nav.menu")
                    for path in paths:
                        page.goto(path)
                        name = f"{role.value}_{path.strip('/').replace('/', '_').replace('?', '_') or 'today'}"
                        _draw(page, target / f"{name}-{size}.png")
                        if path in DONE:
                            for box in page.locator("input[type=checkbox]").all()[:2]:
                                box.check()
                            page.locator(DONE[path]).first.click()
                            page.wait_for_url(re.compile(r"/(week/whatif|reach|forecast)/"), timeout=60_000)
                            _draw(page, target / f"{name}_answer-{size}.png")
                    context.close()


def _draw(page: Any, path: Path) -> None:
    """A picture of the window; say where something has to be scrolled sideways."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path)
    wide, width = page.evaluate("document.documentElement.scrollWidth"), page.viewport_size["width"]
    if wide > width:
        print(f"{path.stem}: {wide} px wide")  # noqa: T201 (a command)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
