"""The interface speaks both languages completely."""

import ast
import re
from pathlib import Path

from planner.words.interface import _catalogue, say

ROOT = Path(__file__).resolve().parents[2] / "planner" / "app"
SPEAKERS = {"say", "tell", "phase"}


def _messages() -> set[str]:
    found: set[str] = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SPEAKERS and node.args and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
            found |= {str(k.value.value) for k in node.keywords if k.arg == "help" and isinstance(k.value, ast.Constant)}
    return found


def test_every_message_is_translated() -> None:
    """Each message in the code has an Indonesian sentence."""
    assert _messages() - _catalogue("id").keys() == set()


def test_translations_keep_their_fields() -> None:
    """A translation fills the same fields as the message it stands for."""
    for message, translation in _catalogue("id").items():
        assert sorted(re.findall(r"{\w+}", message)) == sorted(re.findall(r"{\w+}", translation)), message


def test_english_is_the_message_itself() -> None:
    """English needs no entry; closed keys have one."""
    assert say("Plan {path}", "en", path="x") == "Plan x"
    assert say("not_due", "en") == "not due yet"


def test_refused_features_are_translated() -> None:
    """What an engine cannot obey has an Indonesian word: nothing on that interface is English."""
    rooms = Path(__file__).resolve().parents[2] / "solvers"
    found: set[str] = set()
    for path in rooms.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("unsupported"):
                found |= {
                    key.value
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Dict)
                    for key in inner.keys
                    if isinstance(key, ast.Constant) and isinstance(key.value, str)
                }
    assert {"breaks", "required visits"} <= found
    assert found - _catalogue("id").keys() == set()
