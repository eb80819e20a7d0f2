"""Pictures of every page at three sizes, to be looked at: `python -m tests.desk.pictures FOLDER`."""

import sys
import tempfile
from pathlib import Path

from planner.domain.account import Role
from tests.desk.chromium import launched, served
from tests.desk.conftest import NOW
from tests.desk.pages import NAMES, PASSWORD, add_everybody
from tests.usecases.desk import DATE, SHEET, make_day

SIZES = {"office": (1366, 768), "wide": (1920, 1080), "phone": (390, 844)}
PAGES = {
    Role.DESK: (
        "/", f"/plan/{DATE}", f"/day/{DATE}", f"/day/{DATE}/print", f"/day/{DATE}/replan", f"/day/{DATE}/whatif",
        f"/record/{DATE}", f"/record/sheet/{SHEET}", "/week", "/complaints", "/complaints/C1", "/homes?q=contoh", "/homes/H003",
        "/facilities", "/report", "/password",
    ),
    Role.KEEPER: ("/accounts", "/tokens", "/settings", "/import/households", "/import/roads", "/audit"),
    Role.OFFICER: ("/team",),
}  # fmt: skip


def main(target: Path) -> None:
    """Draw all; say where something has to be scrolled sideways."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = make_day(Path(temporary))
        add_everybody(folder)
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
                        page.wait_for_load_state("networkidle")
                        name = path.strip("/").replace("/", "_").replace("?", "_") or "today"
                        page.screenshot(path=target / f"{name}-{size}.png")
                        wide = page.evaluate("document.documentElement.scrollWidth")
                        if wide > width:
                            print(f"{path} at {width}: {wide} px wide")  # noqa: T201 (a command)
                    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
