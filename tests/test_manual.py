"""Guards that the commands in the manual and the pages are the program's, and that the manual's run on a demonstration."""

import csv
import datetime as dt
import io
import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

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


NOT_RUN = [["demo"], ["desk"], ["province"], ["person", "erase"], ["sign-in"], ["backup", "ledger.sqlite"]]
"""Made already, waits for a browser, of many stations, asks before it erases, or for a password."""
NAMED = (["explain"], ["backup"], ["change"], ["replan"], ["record"])
"""Only named in a sentence: what they are about follows."""
REFUSED = {"import undo": 3, "audit --verify": 6, "change": 4}
"""Commands that may answer with a refusal here: nothing has changed since, the anchor is an example, there may be no room."""


def lay_out(practice: Path) -> dict[str, object]:
    """Put the files that the manual's examples name into the workspace; the plan of the day."""
    shutil.copy("data/households.csv", "keluarga.csv")
    shutil.copy("data/teams.csv", "tim.csv")
    with Path("data/households.csv").open(encoding="utf-8-sig", newline="") as table:
        homes = list(csv.reader(table))
    place = [homes[0].index(name) for name in ("latitude", "longitude")]
    book = Workbook()
    for number, row in enumerate(homes):
        there = ",".join(filter(None, (row[column].replace(",", ".") for column in place)))
        book.worksheets[0].append(["Letak rumah" if not number else there, *row])
    book.save("keluarga.xlsx")
    outlines = json.loads(Path("desa.geojson").read_text(encoding="utf-8"))
    for feature in outlines["features"]:
        said = feature["properties"]
        feature["properties"] = {
            "KODE_DESA": said.get("code", said.get("kode")),
            "NAMA_DESA": said.get("name", said.get("nama")),
        }
    Path("batas.geojson").write_text(json.dumps(outlines), encoding="utf-8")
    plan: dict[str, object] = json.loads(next(practice.glob("plans/*/plan-v1.json")).read_text(encoding="utf-8"))
    return plan


@pytest.mark.long
def test_commands_of_the_manual_run(practice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page by page, in the order of the manual, every command does what it says: none fails."""
    monkeypatch.chdir(practice)
    plan: Any = lay_out(practice)
    monkeypatch.setattr("sys.stdin", io.StringIO())  # nobody types
    with Path("keluarga.csv").open(encoding="utf-8-sig", newline="") as table:
        known = {row["id"] for row in csv.DictReader(table)}  # of complaints and facilities nobody is asked as of a home
    homes = {route["shift"]: [one["visit"] for one in route["stops"] if one["visit"] in known] for route in plan["routes"]}
    stops = [stop["visit"] for route in plan["routes"] for stop in route["stops"]]
    put = {
        DAY: plan["date"],
        DAY.replace("-", ""): plan["date"].replace("-", ""),
        "2027-12-31": str(dt.date.fromisoformat(plan["date"]) + dt.timedelta(days=300)),
        "CTH-K005": next(left["visit"] for left in plan["unassigned"] if "-K" in left["visit"]),
        "CTH-K012": next(visit for visit in stops if "-K" in visit),
        "CTH-00641": homes["T01"][-1],  # what is behind a team is not changed any more
        "CTH-00644": homes["T04"][-1],
        "70010002": "00000010",
        "D:/cadangan": ".",
    }
    failed = {}
    for line in (line for page in MANUAL for line in commands(page)):
        for word, real in put.items():
            line = line.replace(word, real)  # noqa: PLW2901
        words = shlex.split(line)[1:]
        if (
            "…" in words
            or "--encrypt" in words
            or words in NAMED
            or words[-1] == "text"
            or any(words[: len(first)] == first for first in NOT_RUN)
        ):
            continue
        code = run(words)
        if code and not any(line.startswith(f"dds {first}") and code == known for first, known in REFUSED.items()):
            failed[line] = int(code)
    assert failed == {}, json.dumps(failed, indent=1)
