"""Draws the house and counts its rooms for docs/architecture.md: `python -m docs.make_architecture`.

Storeys and walls are read from the import contracts of `pyproject.toml`, imports from the code (`grimp`), so that drawing
and tables cannot say what the house is not. Sizes are lines of Python, blank ones and comments included.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import grimp

from docs.drawing import Drawing

ROOT = Path(__file__).resolve().parents[1]
PAGE = Path(__file__).with_name("architecture.md")
TARGET = Path(__file__).with_name("pictures") / "architecture.svg"
WIDTH, LEFT, BAND, GAP = 1120, 150, 76, 34
"""Pixels: of the page, of the names of storeys, height of a storey, height between two."""

STOREYS = ("doors", "use cases", "wings", "first floor", "mezzanine", "ground floor")
"""Names of the storeys as docs/architecture.md explains them, from the top; more are numbered."""


def contracts() -> list[dict[str, object]]:
    """The import contracts as they are written."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, object]] = settings["tool"]["importlinter"]["contracts"]
    return found


def layers() -> list[list[str]]:
    """Rooms of each storey, from the top."""
    written = next(contract for contract in contracts() if contract["type"] == "layers")["layers"]
    return [[room.strip() for room in re.split(r"[|:]", str(layer))] for layer in written]


def sizes(rooms: list[str]) -> Mapping[str, tuple[int, int]]:
    """Files and lines of each room."""
    found = {}
    for room in rooms:
        place = ROOT / room.replace(".", "/")
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
        found[room] = (len(files), sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files))
    return found


def imports(rooms: list[str]) -> Mapping[tuple[str, str], int]:
    """How many modules of one room import modules of another: (importer, imported) to pairs of modules."""
    graph = grimp.build_graph("planner", "solvers", "inputs", "outputs")
    found: Counter[tuple[str, str]] = Counter()
    for module in graph.modules:
        importer = _room_of(module, rooms)
        for other in graph.find_modules_directly_imported_by(module):
            imported = _room_of(other, rooms)
            if importer and imported and importer != imported:
                found[importer, imported] += 1
    return found


def _room_of(module: str, rooms: list[str]) -> str:
    return next((room for room in rooms if module == room or module.startswith(f"{room}.")), "")


def draw(storeys: list[list[str]], size: Mapping[str, tuple[int, int]]) -> None:
    """Draw storeys from the top down, each room with its size; whoever is above may use whoever is below."""
    height = 40 + len(storeys) * (BAND + GAP)
    page = Drawing(
        WIDTH, height, title="Rooms of the house by storey; imports go downwards only, rooms of a storey do not see each other."
    )
    for level, rooms in enumerate(storeys):
        top = 20 + level * (BAND + GAP)
        page.text(14, top + BAND // 2 + 5, STOREYS[level] if level < len(STOREYS) else f"storey {level}", is_bold=True, size=15)
        room_width = (WIDTH - LEFT - 20 + 8) // len(rooms) - 8
        for place, room in enumerate(rooms):
            files, lines = size[room]
            name = room.removeprefix("planner.")
            page.box(
                LEFT + place * (room_width + 8),
                top,
                room_width,
                BAND,
                [name, f"{files} files" if files > 1 else "1 file", f"{lines:,} lines"],
            )
        if level + 1 < len(storeys):
            middle = LEFT + (WIDTH - LEFT - 20) // 2
            page.arrow((middle, top + BAND + 3), (middle, top + BAND + GAP - 4))
            page.text(middle + 12, top + BAND + GAP // 2 + 5, "may import", size=12)
    page.text(14, height - 8, "Rooms side by side never see each other. Sizes by `python -m docs.make_architecture`.", size=12)
    page.save(TARGET)


def tables(storeys: list[list[str]], size: Mapping[str, tuple[int, int]], found: Mapping[tuple[str, str], int]) -> str:
    """Rooms with sizes and what each imports, and the walls beside the storeys."""
    rooms = [room for storey in storeys for room in storey]
    lines = ["| room | files | lines | imports (pairs of modules) |", "|---|---|---|---|"]
    for room in rooms:
        used = ", ".join(f"`{other}` {found[room, other]}" for other in rooms if found.get((room, other)))
        lines.append(f"| `{room}` | {size[room][0]} | {size[room][1]:,} | {used or 'nobody'} |")
    files, total = sum(size[room][0] for room in rooms), sum(size[room][1] for room in rooms)
    lines += [f"| all | {files} | {total:,} | |", "", "| wall | may not import |", "|---|---|"]
    for contract in contracts():
        if contract["type"] == "forbidden":
            lines.append(f"| {contract['name']} | {', '.join(f'`{name}`' for name in contract['forbidden_modules'])} |")
    return "\n".join(lines)


def main() -> None:
    """Draw the house and write the tables between the two marks of the page."""
    storeys = layers()
    rooms = [room for storey in storeys for room in storey]
    size = sizes(rooms)
    draw(storeys, size)
    head, mark, rest = PAGE.read_text(encoding="utf-8").partition("<!-- counted -->\n")
    _, end, tail = rest.partition("<!-- end -->")
    PAGE.write_text(f"{head}{mark}{tables(storeys, size, imports(rooms))}\n{end}{tail}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
