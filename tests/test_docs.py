"""Guards that the docs say what the program does."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from docs.run_notebooks import NOTEBOOKS, ran, read
from planner import __version__
from planner.terminal.main import COMMANDS

ROOT = Path(__file__).resolve().parents[1]


def _made(name: str) -> ModuleType:
    """A program of docs/ that makes a page."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_errors_page_has_every_code_as_it_is() -> None:
    """docs/errors.md equals the catalogue of faults; `python docs/make_errors.py` renews it."""
    assert (ROOT / "docs" / "errors.md").read_text(encoding="utf-8") == _made("make_errors").errors_page()


def test_reference_says_what_the_commands_say() -> None:
    """docs/reference/commands.md equals the help of the commands; `python docs/make_reference.py` renews it."""
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert page == _made("make_reference").commands_page()


def test_every_command_is_named() -> None:
    """A station's day shows each command that exists."""
    page = (ROOT / "docs" / "a-stations-day.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"dds {name}" not in page] == []


def test_readme_shows_every_reader_a_door() -> None:
    """Officer, engineer and researcher find where to go, and the two commands, before the first heading."""
    first = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## ")[0]
    for text in ("docs/manual/README.md", "docs/architecture.md", "three-doors.ipynb", "make demo", "make test", "idea.svg"):
        assert text in first


def test_each_line_of_the_threat_page_names_tests_that_exist() -> None:
    """What docs/security.md says to hold is tested where it says: files, functions, benchmarks and targets are there."""
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ") and line.count(" | ") == 4][1:]
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert len(rows) >= 10
    for row in rows:
        named = re.findall(r"`([^`]+)`", row[-1])
        assert named, row[0]
        for name in named:
            if found := re.fullmatch(r"make ([\w-]+)", name):
                assert f"\n{found[1]}:" in targets, name
            elif found := re.match(r"python -m benchmarks\.(\w+)", name):
                assert any((ROOT / "benchmarks" / form).exists() for form in (found[1], f"{found[1]}.py")), name
            elif name.startswith("-m "):
                assert name == "-m long"
            elif name.startswith("test_"):
                files = [ROOT / other for other in named if other.endswith(".py")]
                assert any(f"def {name}(" in file.read_text(encoding="utf-8") for file in files), name
            else:
                assert (ROOT / name).exists(), name


def test_links_lead_somewhere() -> None:
    """Every link between pages has its file, and every anchor its heading."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    lost = []
    for page in pages:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            name, _, anchor = target.partition("#")
            if "://" in target:
                continue
            path = (page.parent / name).resolve() if name else page
            if not path.exists() or (anchor and anchor not in _anchors(path)):
                lost.append(f"{page.relative_to(ROOT).as_posix()}: {target}")
    assert lost == []


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"(?m)^#+ (.*)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_drawing_shows_the_house_as_it_is() -> None:
    """Rooms and walls of docs/architecture.md are those of the import contracts; `make drawings` renews them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawing = (ROOT / "docs" / "pictures" / "architecture.svg").read_text(encoding="utf-8")
    rooms = re.findall(r"[\w.]+", " ".join(contracts[0]["layers"]))
    assert re.findall(r"(?m)^\| `([\w.]+)` \| \d+ \|", page) == rooms
    assert [room for room in rooms if f">{room.removeprefix('planner.')}<" not in drawing] == []
    walls = [contract["name"] for contract in contracts if contract["type"] == "forbidden"]
    assert [wall for wall in walls if f"| {wall} |" not in page] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_print_what_they_show(path: Path) -> None:
    """Every code cell runs, and prints what the page shows; `python -m docs.run_notebooks` renews it."""
    kept = read(path)
    assert ran(kept) == kept


def test_one_version_everywhere() -> None:
    """Who cites, reads what changed, or asks the program is told the same version."""
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"(?m)^## {re.escape(__version__)} – \d{{4}}-\d\d-\d\d$", changes)
