"""Draws the pictures of the docs from a demonstration: `python -m docs.make_pictures` (invented data, DATA CONTOH)."""

import contextlib
import datetime as dt
import io
import json
import os
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pypdfium2
from PIL import Image

from docs.drawing import LINE_HEIGHT, Drawing
from planner.terminal.acting import account_at_work
from planner.terminal.main import run
from planner.usecases.demo import make_demo_workspace, record_history
from planner.usecases.progress import Silent

PICTURES = Path(__file__).with_name("pictures")
DOTS_PER_INCH = 110


def draw_page(pdf: Path, page: int, target: Path) -> None:
    """Render one page of a PDF as a grey PNG."""
    document = pypdfium2.PdfDocument(pdf)
    document[page].render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil().save(target, optimize=True)
    document.close()


def draw_screen(page: Path, target: Path) -> None:
    """Take a picture of the day's page with one team chosen, where there is a browser (or `DDS_BROWSER`)."""
    browser = os.environ.get("DDS_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("no browser: the picture of the page stays as it is")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as play:
        program = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-background-networking"])
        view = program.new_page(viewport={"width": 1200, "height": 700})
        view.goto(page.as_uri())
        view.select_option("#team", "1")
        view.screenshot(path=target)
        program.close()
    Image.open(target).quantize(64).save(target, optimize=True)


def main() -> None:
    """Run a demonstration and draw a sheet, a map page, the desk overview, the page for browsers and the month's report."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        if run(["demo", str(demo), "--size", "small", "--time-limit", "10"]):
            raise SystemExit("the demonstration failed")
        sheets = sorted(demo.glob("sheets/*/v1/sheet-*.pdf"))
        draw_page(sheets[0], 0, PICTURES / "sheet.png")
        document = pypdfium2.PdfDocument(sheets[0])
        last = len(document) - 1
        document.close()
        draw_page(sheets[0], last, PICTURES / "map.png")
        draw_page(next(demo.glob("sheets/*/v1/overview.pdf")), 0, PICTURES / "overview.png")
        draw_page(next(demo.glob("sheets/*/v1/cards.pdf")), 0, PICTURES / "card.png")
        draw_typing(demo, PICTURES / "record.svg")
        draw_screen(next(demo.glob("sheets/*/v1/itinerary.html")), PICTURES / "page.png")
        draw_report(Path(folder) / "area")


class TypedLines(io.StringIO):
    """What somebody types, shown on the screen as it is read."""

    def readline(self, size: int = -1, /) -> str:
        """Give the next line and show it."""
        text = super().readline(size)
        sys.stdout.write(text.rstrip("\n"))
        return text


def draw_typing(workspace: Path, target: Path) -> None:
    """Draw the conversation in which a few rows are typed in, on the evening of the day, of a sheet that begins with doors."""
    plan = json.loads(next(workspace.glob("plans/*/plan-v1.json")).read_text(encoding="utf-8"))
    team = next(route["shift"] for route in plan["routes"] if not any("-F" in one["visit"] for one in route["stops"][:5]))
    sheet = f"DDS-{plan['date'].replace('-', '')}-{team}-v1"
    evening = dt.datetime.fromisoformat(f"{plan['date']}T18:00:00+07:00")
    at_work = replace(account_at_work(), clock=lambda: evening)
    screen, before = io.StringIO(), sys.stdin
    sys.stdin = TypedLines("b 0803 0815\nt\nb CRM!\nb +\nm\ng 2\nb 0821 0834\nq\n")
    try:
        with contextlib.redirect_stdout(screen), mock.patch("planner.terminal.acting.account_at_work", return_value=at_work):
            code = run(["--workspace", str(workspace), "record", sheet])
    finally:
        sys.stdin = before
    if code:
        raise SystemExit(f"the sheet was not recorded: {code}")
    lines = [f"> dds record {sheet}", *screen.getvalue().splitlines()]
    width, height = 14 * 2 + 8 * max(map(len, lines)), 24 + len(lines) * LINE_HEIGHT
    page = Drawing(width, height, title="A sheet is typed in: one letter for each row, then Enter (DATA CONTOH).")
    page.screen(width, height, lines)
    page.save(target)


def draw_report(folder: Path) -> None:
    """Draw the first page of the last month's report of the whole example area."""
    workspace, date = make_demo_workspace(folder, account_at_work(), size="full", reporter=Silent())
    record_history(workspace, date, reporter=Silent())
    if run(["--workspace", str(folder), "report"]):
        raise SystemExit("the report failed")
    draw_page(next(folder.glob("reports/*/report-id.pdf")), 0, PICTURES / "report.png")


if __name__ == "__main__":
    main()
