"""Guards the house: sizes of files and functions, packages of tests, nothing of one machine in tracked files."""

import ast
import statistics
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("planner", "solvers", "inputs", "outputs")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


@cache
def _read() -> dict[str, ast.Module]:
    """Each source, read once."""
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


def _num_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_median_file_is_short() -> None:
    """House style: the median file has at most 120 lines."""
    assert statistics.median(_num_lines(path) for path in SOURCES) <= 120


def test_no_file_is_long() -> None:
    """House style: no file has more than 350 lines, nor has one of tests, benchmarks or docs."""
    others = [path for name in ("tests", "benchmarks", "docs") for path in (ROOT / name).rglob("*.py")]
    assert {path.relative_to(ROOT).as_posix(): _num_lines(path) for path in [*SOURCES, *others] if _num_lines(path) > 350} == {}


def test_functions_are_short() -> None:
    """House style: no function has more than 60 lines."""
    long: dict[str, int] = {}
    for name, tree in _read().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 60:
                    long[f"{name}:{node.name}"] = length
    assert long == {}


def test_no_set_grows_by_a_view() -> None:
    """`names |= more.keys()` makes a new set, which whoever handed `names` in never sees: `names.update(more)` is meant."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _read().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.AugAssign) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute)
        if node.value.func.attr in ("keys", "items") and isinstance(node.op, ast.BitOr | ast.BitAnd | ast.Sub | ast.BitXor)
    ]
    assert found == []


def test_files_say_what_they_are_for() -> None:
    """House style: the first sentence of a file says what it is for, and its name is no catch-all."""
    assert [name for name, tree in _read().items() if not ast.get_docstring(tree)] == []
    assert {path.stem for path in SOURCES} & {"utils", "helpers", "common", "manager", "misc"} == set()


def test_every_test_folder_is_a_package() -> None:
    """Without `__init__.py`, `tests/inputs` would shadow the real `inputs`."""
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_first_floor_holds_laws_alone() -> None:
    """What only one use case or wing asks lives with it: the first floor has at most sixteen modules beside the checker's."""
    assert len([path for path in (ROOT / "planner" / "rules").glob("*.py") if path.name != "__init__.py"]) <= 16
