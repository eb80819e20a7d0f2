"""Takes each check of the ground floor away in turn and asks its tests whether they notice: `python -m benchmarks.guards`.

In a copy of `planner.domain` and its tests, one at a time: every `raise` and every seal (`object.__setattr__` in a
constructor, `setflags`) becomes `pass`; of the condition of a raise every part is left out and every boundary moved by
one (`<` for `<=`); of a list of names that a loop checks every name is left out. A change that all tests of
`tests/domain` pass is a check that nobody guards. Mutation testing after DeMillo, Lipton and Sayward (1978),
doi:10.1109/C-M.1978.218136.
"""

import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GUARDED = "planner/domain"
COPIED = (GUARDED, "tests/domain")
FILES = ("planner/__init__.py", "tests/__init__.py", "tests/building.py")
Edit = tuple[str, Callable[[], object]]
"""What is taken away, in words, and the function that does it in place."""

MOVED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
"""A comparison and its neighbour at the boundary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One check taken away: where, what, and the file as it then is."""

    path: str
    line: int
    what: str
    source: str


def changes(path: Path) -> Iterator[Change]:
    """Every change of one file, in the order of its lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    found = []
    for index, node in enumerate(nodes):
        for number, (what, _) in enumerate(_edits(node)):
            again = copy.deepcopy(tree)
            twin = list(ast.walk(again))[index]
            _edits(twin)[number][1]()
            source = ast.unparse(ast.fix_missing_locations(again))
            line = getattr(node, "lineno", 0)
            found.append(Change(path=path.relative_to(ROOT).as_posix(), line=line, what=what, source=source))
    yield from sorted(found, key=lambda change: change.line)


def _edits(node: ast.AST) -> list[Edit]:
    """What can be taken away at a node."""
    edits: list[Edit] = []
    for body in (getattr(node, name, None) for name in ("body", "orelse")):
        if isinstance(body, list):
            for place, statement in enumerate(body):
                if isinstance(statement, ast.Raise) or _is_seal(statement):
                    edits.append((ast.unparse(statement), lambda body=body, place=place: body.__setitem__(place, ast.Pass())))
    if isinstance(node, ast.If) and any(isinstance(statement, ast.Raise) for statement in node.body):
        for part in ast.walk(node.test):
            edits += _edits_of_condition(part)
    if isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple) and any(isinstance(n, ast.Raise) for n in ast.walk(node)):
        edits += [(f"without {ast.unparse(name)}", lambda name=name: node.iter.elts.remove(name)) for name in node.iter.elts]
    return edits


def _is_seal(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    return ast.unparse(statement.value.func) in {"object.__setattr__", "copy.setflags"}


def _edits_of_condition(part: ast.AST) -> list[Edit]:
    if isinstance(part, ast.BoolOp):
        return [(f"{ast.unparse(part)} without {ast.unparse(v)}", lambda v=v: part.values.remove(v)) for v in part.values]
    if not isinstance(part, ast.Compare):
        return []
    text = ast.unparse(part)
    moved = [
        (f"{text} with {after.__name__}", lambda place=place, after=after: part.ops.__setitem__(place, after()))
        for place, after in enumerate(MOVED.get(type(op)) for op in part.ops)
        if after is not None
    ]
    if len(part.ops) == 2:
        moved += [
            (f"{text} without its {name} end", lambda end=end: _drop(part, end)) for end, name in enumerate(("lower", "upper"))
        ]
    return moved


def _drop(part: ast.Compare, end: int) -> None:
    """Leave out one end of `low <= value <= high`."""
    part.ops.pop(end)
    if end == 0:
        part.left = part.comparators.pop(0)
    else:
        part.comparators.pop()


def unnoticed(*, only: str = "") -> tuple[list[Change], int]:
    """Return the changes that no test notices, and how many were tried; `only`: of files whose name has it."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in COPIED:
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copy(ROOT / name, tree / name)
        if not _passes(tree):
            raise SystemExit("the tests of the ground floor fail as it is")
        tried = [change for path in sorted((ROOT / GUARDED).rglob("*.py")) if only in path.name for change in changes(path)]
        return [change for change in tried if _is_unnoticed(tree, change)], len(tried)


def _is_unnoticed(tree: Path, change: Change) -> bool:
    target = tree / change.path
    before = target.read_text(encoding="utf-8")
    target.write_text(change.source, encoding="utf-8")
    try:
        return _passes(tree)
    finally:
        target.write_text(before, encoding="utf-8")


def _passes(tree: Path) -> bool:
    # nothing compiled is kept: two changes within one second would share a time stamp
    surroundings = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "tests/domain"]
    return subprocess.run(command, cwd=tree, env=surroundings, capture_output=True, check=False).returncode == 0


def main() -> None:
    """Print what nobody notices, and how much was tried."""
    begin = time.perf_counter()
    missed, num_tried = unnoticed(only=sys.argv[1] if len(sys.argv) > 1 else "")
    for change in missed:
        print(f"{change.path}:{change.line}: {change.what}")
    print(f"{num_tried - len(missed)} of {num_tried} checks taken away were noticed in {time.perf_counter() - begin:.0f} s")
    raise SystemExit(bool(missed))


if __name__ == "__main__":
    main()
