"""Guards what a user gets without extras: the main job on paper, and a sentence with the install command for the rest."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from outputs.exchange.writing import EXTRA, FORMS, installed_forms
from planner.terminal.main import run
from tests.usecases.town import make_workspace

ROOT = Path(__file__).resolve().parents[2]
DATE = "2025-08-26"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BROUGHT = [re.split(r"[<>=]", requirement)[0] for requirement in PROJECT["optional-dependencies"][EXTRA]]
"""Packages that the extra brings; each is imported by the name that it is installed by."""


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nothing of the extra were installed."""
    for name in BROUGHT:
        monkeypatch.setitem(sys.modules, name, None)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of one Tuesday."""
    folder = make_workspace(tmp_path_factory.mktemp("town")).folder
    assert run(["--workspace", str(folder), "plan", "--date", DATE, "--time-limit", "0.2"]) == 0
    return folder / "plans" / DATE / "plan-v1.json"


@pytest.mark.usefixtures("bare")
def test_paper_and_the_desks_workbook_need_no_extra(plan: Path) -> None:
    """Sheets, overview, workbook, CSV and GeoJSON are written without the extra's packages."""
    folder = plan.parents[2]
    assert installed_forms() == ("xlsx", "csv", "geojson")
    assert run(["--workspace", str(folder), "print", str(plan), "--xlsx", "--csv", "--geojson"]) == 0
    written = {path.name for path in (folder / "sheets").rglob("*")}
    assert {"sheets.pdf", "overview.pdf", "itinerary.xlsx", "itinerary.csv", "itinerary.geojson"} <= written


@pytest.mark.usefixtures("bare")
def test_a_missing_package_is_a_sentence_and_nothing_is_written(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each form that cannot be written is named with the command that helps, before anything is written."""
    folder = plan.parents[2]
    before = {path: path.stat().st_mtime_ns for path in (folder / "sheets").rglob("*.*")}
    assert run(["--workspace", str(folder), "--lang", "en", "print", str(plan), "--all"]) == 3
    said = capsys.readouterr().err
    for package, form in (("jinja2", "HTML"), ("gpxpy", "GPX"), ("icalendar", "ICS")):
        assert f"E9001 Package {package} is not installed; {form} needs it. Install it with: pip install" in said
    assert f"'dds-planner[{EXTRA}]'" in said
    assert {path: path.stat().st_mtime_ns for path in (folder / "sheets").rglob("*.*")} == before


@pytest.mark.usefixtures("bare")
def test_the_demonstration_writes_what_it_can(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first command of the README works on a bare installation, and says in Indonesian where it put the sheets."""
    assert run(["demo", str(tmp_path / "demo"), "--size", "tiny", "--time-limit", "1"]) == 0
    written = {path.suffix for path in (tmp_path / "demo" / "sheets").rglob("*.*")}
    assert written == {".pdf", ".xlsx", ".csv", ".geojson"}
    out = capsys.readouterr().out
    assert "Lembar: " in out
    assert "Pemeriksaan: " in out


def test_developers_have_every_form() -> None:
    """`make` installs the extra with the tools, so that the tests see all forms."""
    (own,) = (need for need in PROJECT["optional-dependencies"]["dev"] if need.startswith("dds-planner["))
    assert EXTRA in own.removeprefix("dds-planner[").removesuffix("]").split(",")
    assert installed_forms() == FORMS
