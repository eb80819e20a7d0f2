"""What the code, the templates and the help of the commands ask of the catalogues, found by reading the sources."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
_GROUP_OF_FOLDER = {"report": "report", "comparison": "compare"}
"""Folders whose templates have one group of words."""
SPEAKERS = {"say", "tell", "did", "phase", "text", "gettext", "EntryProblem", "named", "Phrase", "at", "_apart"}
CLOSED_KEY = re.compile(r"[a-z_]+\.\S+")


@cache
def _read() -> dict[Path, tuple[ast.AST, ...]]:
    files = [path for package in ("planner", "solvers", "inputs", "outputs") for path in (ROOT / package).rglob("*.py")]
    return {path: tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8")))) for path in files}


def _nodes(*, besides: str = "") -> Iterator[ast.AST]:
    return (node for path, nodes in _read().items() if besides not in path.parts for node in nodes)


@cache
def said() -> frozenset[str]:
    """Literals that are said: first arguments of what speaks, helps of options, paragraphs of the commands' docstrings."""
    found: set[str] = set()
    for node in _nodes(besides="ledger"):  # whose `text` is SQL
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            heard = [*(node.args[:1] if name in SPEAKERS else ()), *(k.value for k in node.keywords if k.arg == "help")]
            found |= {text for argument in heard for text in _literals(argument) if text}
        elif isinstance(node, ast.FunctionDef) and any(
            re.search("click|command|group", ast.dump(mark)) for mark in node.decorator_list
        ):
            found |= set(_paragraphs(ast.get_docstring(node) or "")) - {""}
    return frozenset(found)


def _literals(node: ast.AST) -> Iterator[str]:
    """A literal, or both literals of a choice between two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _paragraphs(docstring: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in inspect.cleandoc(docstring).split("\n\n")]


def written() -> set[str]:
    """Every literal of the code, said at once or handed on, and every paragraph of a docstring."""
    paragraphs = {text for literal in literals() if "\n" in literal for text in _paragraphs(literal)}
    return literals() | paragraphs | said() | in_templates() | _in_loops() | _of_click()


def _of_click() -> set[str]:
    """What click may say itself; kinds of values it says in capitals too."""
    sources = (ast.parse(path.read_text(encoding="utf-8")) for path in Path(click.__file__).parent.glob("*.py"))
    found = {node.value for tree in sources for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    texts = {text for text in found if isinstance(text, str)}
    return texts | {text.upper() for text in texts}


@cache
def literals() -> frozenset[str]:
    """Every string of the code."""
    return frozenset(node.value for node in _nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str))


def is_composed(key: str) -> bool:
    """Whether the code puts this closed key together, such as `why.{reason}`, from parts that it writes somewhere."""
    found = (shape.fullmatch(key) for shape in _shapes())
    return any(match and all(_is_written(part) for part in match.groups()) for match in found)


def _is_written(part: str) -> bool:
    """Whether a part of a key is a literal, a number, or put together of two."""
    if part in literals() or part.isdecimal():
        return True
    cuts = ((part[:at], part[at:]) for at in range(1, len(part)))
    return any(head in literals() and (tail in literals() or tail.isdecimal()) for head, tail in cuts)


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    strings = [node for node in _nodes() if isinstance(node, ast.JoinedStr)]
    pages = (ROOT / "planner" / "desk" / "templates").glob("*.html")
    heads = {head for page in pages for head in re.findall(r"\bt\(\"([a-z_]+\.)\" ~", page.read_text(encoding="utf-8"))}
    shapes = {f"{re.escape(head)}(.+)" for head in heads} | {
        "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)" for part in node.values)
        for node in strings
        if isinstance(node.values[0], ast.Constant) and CLOSED_KEY.match(f"{node.values[0].value}x")
    }
    return tuple(map(re.compile, shapes))


def in_templates() -> set[str]:
    """Keys that the templates of sheets, report, comparison and page ask for."""
    found: set[str] = set()
    for folder, text in _templates():
        group = _GROUP_OF_FOLDER.get(folder)
        asked = re.findall(r"\bw\.(\w+)" if group else r"\bw\.(\w+\.[a-z]\w*)", text)
        found |= {f"{group}.{key}" if group else key for key in asked if not key.endswith(".at")}
        found |= {f"map.{key}" for key in re.findall(r"\bwords\.(\w+)", text) if folder == "sheets"}
        found |= {".".join(pair) for pair in re.findall(r"\bw\.(\w+)\.at\(\"(\w+)\"\)", text)}
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "planner" / "desk" / "templates").glob("*.html")]
    found |= {text for page in pages for text in re.findall(r"\bt\(\"([^\"]+)\"[,)]", page)}
    page = (ROOT / "outputs" / "exchange" / "page" / "day.html.j2").read_text(encoding="utf-8")
    return found | {f"page.{key}" for key in re.findall(r"\bwords\.(\w+)", page)}


def _in_loops() -> set[str]:
    """Keys that a template may ask for in a loop over their names."""
    return {
        f"{group}.{key}"
        for _, text in _templates()
        for group in re.findall(r"\bw\.(\w+)\.at\(\w+\)", text)
        for key in re.findall(r"\"(\w+)\"", text)
    }


def _templates() -> Iterator[tuple[str, str]]:
    for template in (ROOT / "outputs").rglob("*.typ"):
        yield template.parent.name, template.read_text(encoding="utf-8")
