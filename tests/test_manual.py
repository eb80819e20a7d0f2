"""Guards that the commands in the manual and the pages are the program's, and that the manual's run on a demonstration."""

import csv
import datetime as dt
import io
import json
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from openpyxl import Workbook

from planner.terminal.context import CommandContext
from planner.terminal.main import dds, run

ROOT = Path(__file__).resolve().parents[1]
MANUAL = sorted((ROOT / "docs" / "manual").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "docs" / "a-stations-day.md", *MANUAL]
DAY = "2026-12-01"
"""The day of the manual's examples."""


def commands(page: Path) -> list[str]:
    """Every line of a page that calls the command, in boxes and within sentences, without remarks."""
    text = page.read_text(encoding="utf-8")
    found = re.findall(r"(?m)^\$ (dds .*?)(?:\s+#.*)?$|`(dds [^`]+)`", text)
    return [line for line in (box or inline for box, inline in found) if "COMMAND" not in line]


def _parsed(line: str) -> None:
    """Let click read a command line without running it."""
    words = shlex.split(line)[1:]
    context = click.Context(
        dds, info_name="dds", obj=CommandContext(folder=Path(), language="id", began=0.0), **dds.context_settings
    )
    command, name = dds, "dds"
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        inner = command.get_command(context, words[0])
        assert inner is not None, line
        name, command, words = words[0], inner, words[1:]
        context = click.Context(command, info_name=name, parent=context, obj=context.obj)
    if words not in ([], ["-h"]):
        command.make_parser(context).parse_args(list(words))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_of_a_page_are_the_programs(page: Path) -> None:
    """A renamed command or option would leave an officer with a refusal."""
    for line in commands(page):
        _parsed(line)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice workspace of the manual's first page."""
    folder = tmp_path_factory.mktemp("manual")
    assert run(["demo", str(folder / "latihan"), "--size", "small", "--history", "--time-limit", "3"]) == 0
    return folder / "latihan"


@pytest.mark.long
def test_commands_of_the_manual_run(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page by page, in the order of the manual, every command does what it says: none fails."""
    monkeypatch.chdir(practice)
    shutil.copy("data/households.csv", "keluarga.csv")
    with Path("data/households.csv").open(encoding="utf-8-sig", newline="") as table:
        homes = list(csv.reader(table))
    homes[0] = ["Letak rumah", *homes[0]]
    book = Workbook()
    for number, row in enumerate(homes):
        book.worksheets[0].append(row if not number else ["-6.19,106.45", *row])
    book.save("keluarga.xlsx")
    monkeypatch.setattr("sys.stdin", io.StringIO())  # nobody types
    plan = json.loads(next(practice.glob("plans/*/plan-v1.json")).read_text(encoding="utf-8"))
    put = {
        DAY: plan["date"],
        DAY.replace("-", ""): plan["date"].replace("-", ""),
        "2027-12-31": str(dt.date.fromisoformat(plan["date"]) + dt.timedelta(days=300)),
        "CTH-K005": next(left["visit"] for left in plan["unassigned"] if "-K" in left["visit"]),
        "CTH-K012": next(stop["visit"] for route in plan["routes"] for stop in route["stops"] if "-K" in stop["visit"]),
        "CTH-00641": next(stop["visit"] for stop in plan["routes"][0]["stops"] if "-K" not in stop["visit"]),
        "D:/cadangan": ".",
    }
    failed = {}
    for line in (line for page in MANUAL for line in commands(page)):
        for word, real in put.items():
            line = line.replace(word, real)  # noqa: PLW2901
        words = shlex.split(line)[1:]
        if words[0] in {"demo", "desk", "province"} or words[:2] == ["person", "erase"] or words in (["explain"], ["backup"]):
            continue  # made already, waits for a browser, of many stations, asks before it erases, or only named
        code = run(words)
        if code:
            failed[line] = code
    assert failed == {}
