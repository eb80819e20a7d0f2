"""Guards that a station lives by clicks and keys alone, from an empty workspace to the report, and how many they are."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.usecases.workspace import Workspace
from tests.desk.chromium import in_focus, launched, served
from tests.desk.conftest import NOW
from tests.desk.pages import PASSWORD
from tests.usecases.desk import DATE
from tests.usecases.town import AT_DESK, SOUTH, WEST, write_town

FIRST_DAY, ORDINARY_DAY = 250, 15
"""Keystrokes and clicks at most: from nothing to sheets in hand, and of a day before recording."""
FILE = 4
"""To choose a file: the field, the file, "Open", and one for luck."""
PAPER = 4
"""To open the sheets, print them by the browser's own dialogue, and come back."""
WAIT = 60_000


class Hand:
    """Does what a person does, and counts it: a click, a key, a sign typed are one each."""

    def __init__(self, page: Any) -> None:
        self.page, self.count = page, 0

    def click(self, selector: str) -> None:
        """Click something that is seen."""
        self.page.locator(selector).first.click()
        self.count += 1

    def type(self, text: str) -> None:
        """Type where the cursor is."""
        self.page.keyboard.type(text)
        self.count += len(text)

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def press_focused(self) -> None:
        """Press Enter on the button that the page itself has put in focus."""
        in_focus(self.page)
        self.press("Enter")

    def choose(self, path: Path) -> None:
        """Choose a file and bring it in."""
        self.page.set_input_files("input[type=file]", path)
        self.count += FILE
        self.click("button.main:has-text('Bring in')")


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[Hand]:
    """Somebody before a desk on which nothing is yet; the search is short, as a setting of the file says."""
    folder = Workspace.create(tmp_path / "ws", AT_DESK).folder
    settings = folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("time_limit = 15 ", "time_limit = 1 "), encoding="utf-8")
    with (write_town(tmp_path / "data") / "households.csv").open("a", encoding="utf-8") as file:  # more than one day can visit
        file.writelines(f"N{n:03d},V1,04,01,Jl. Baru {n},{SOUTH + n / 5000},{WEST + 0.0003},Rahasia,,\n" for n in range(40))
    with served(folder, clock=lambda: NOW) as address, launched() as program:
        context = program.new_context(viewport={"width": 1366, "height": 768}, base_url=address)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        yield Hand(page)
        context.close()


def _type_rows(hand: Hand) -> None:
    """Everybody was met, one key a row; a facility is found in some condition."""
    for number in range(1, hand.page.locator("#rows tbody tr").count() + 1):
        if "F1" in hand.page.locator(f'tr[data-number="{number}"]').inner_text():
            hand.press("Space")
            hand.type("b k1")
            hand.press("Enter")
        else:
            hand.press("b")
        hand.page.wait_for_selector(f'tr[data-number="{number}"][data-seen="met"]')


def test_a_whole_day_from_nothing_to_the_report(hand: Hand, tmp_path: Path) -> None:
    """First account, files, plan, sheets: 250 at most; the day after 15; rows by one key each; the month as a file."""
    page, data = hand.page, tmp_path / "data"
    page.goto("/")
    page.wait_for_selector("text=First account")
    in_focus(page)
    hand.type("Aiptu CONTOH")
    hand.press("Tab")
    hand.type(PASSWORD)
    hand.press("Enter")
    for kind in ("households", "teams"):
        page.wait_for_url("**/")
        hand.click("a.button.main")
        page.wait_for_url(f"**/import/{kind}")
        hand.choose(data / f"{kind}.csv")
        hand.click("a.button.main:has-text('next step')")
    for kind in ("complaints", "facilities"):
        page.wait_for_url("**/")
        hand.click("nav.menu a:has-text('Import')")
        hand.click(f"nav.tabs a[href='/import/{kind}']")
        hand.choose(data / f"{kind}.csv")
        hand.click("a.button.main:has-text('next step')")
    page.wait_for_url("**/")
    hand.click("a.button.main")
    page.wait_for_url("**/import/roads")
    hand.choose(_streets(data))
    page.wait_for_url("**/")
    _plan_and_print(hand, DATE)
    assert hand.count <= FIRST_DAY, hand.count

    hand.count = 0
    page.goto("/")
    hand.click("a.button[href='/plan/2025-08-27']")
    page.wait_for_url("**/plan/2025-08-27")
    _plan_and_print(hand, "2025-08-27", is_shown=True)
    assert hand.count <= ORDINARY_DAY, hand.count

    page.goto(f"/record/{DATE}")
    in_focus(page)
    hand.type(f"DDS-{DATE.replace('-', '')}-T01-v1")  # a scanner types it
    hand.press("Enter")
    page.wait_for_selector("body[data-ready]")
    _type_rows(hand)
    page.keyboard.type(f"DDS-{DATE.replace('-', '')}-T02-v1\n")  # from one sheet straight to the next
    page.wait_for_url("**/record/sheet/DDS-20250826-T02-v1")
    page.wait_for_selector("body[data-ready]")
    assert page.locator('tr[data-seen="met"]').count() == 0

    hand.click("nav.menu a:has-text('Report')")
    page.fill("input[name=month]", DATE[:7])
    hand.click("button.main:has-text('Make a report')")
    page.wait_for_selector(f"a[href='/report/{DATE[:7]}/report-en.pdf']")


def _streets(data: Path) -> Path:
    """The town's roads as OpenStreetMap gives them: one file, as the page takes it."""
    nodes, ways = [], []
    with (data / "roads_nodes.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            nodes += [f'<node id="{int(row["node"]) + 1}" version="1" lat="{row["lat"]}" lon="{row["lon"]}"/>']
    with (data / "roads_edges.csv").open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file), 1):
            ends = "".join(f'<nd ref="{int(row[end]) + 1}"/>' for end in ("from", "to"))
            tags = "".join(f'<tag k="{key}" v="{row[key]}"/>' for key in ("highway", "name"))
            ways.append(f'<way id="{number}" version="1">{ends}{tags}</way>')
    path = data / "roads.osm"
    path.write_text(f"<osm version='0.6'>{''.join(nodes + ways)}</osm>", encoding="utf-8")
    return path


def _plan_and_print(hand: Hand, day: str, *, is_shown: bool = False) -> None:
    """From the page that plans, or the first page, to sheets that are noted as handed out."""
    page = hand.page
    if not is_shown:
        hand.click("a.button.main")
        page.wait_for_url(f"**/plan/{day}")
    hand.press_focused()
    page.wait_for_url(f"**/day/{day}/1")
    hand.click(f"a[href='/day/{day}/print']")
    page.wait_for_url(f"**/day/{day}/print")
    hand.press_focused()
    page.wait_for_selector("text=All sheets")
    hand.count += PAPER
    hand.click("button[value=handed]")
    page.wait_for_selector("text=sheets noted")
