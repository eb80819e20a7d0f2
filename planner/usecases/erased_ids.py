"""Knows again the homes that were erased at request, when a list brings them back, without keeping who they were.

Of each erased id a mark of twelve bits is kept, keyed by the workspace: of some ten thousand ids several bear the same mark, so
that it tells nobody's; among the few new homes of a list it is hardly ever borne by chance.
"""

import hmac
import json
import secrets
from collections.abc import Sequence
from pathlib import Path

from planner.domain.errors import Fault
from planner.domain.records import Household

ERASED_FILE = "erased.json"
"""In the workspace, not in the ledger: an older backup brings back rows, and not the wish that they be gone."""
_HEX_DIGITS = 3
_MOST_NAMED = 5


def with_erased(folder: Path, id_: str) -> str:
    """The file's text once an id is erased, too."""
    key, marks = _read(folder)
    return json.dumps({"key": key.hex(), "marks": sorted({*marks, _mark(key, id_)})}, indent=1)


def come_back(folder: Path, rows: Sequence[Household], known: Sequence[Household]) -> tuple[Fault, ...]:
    """A note of new homes of a list that bear the mark of one that was erased."""
    key, marks = _read(folder)
    there = {home.id for home in known} if marks else set()
    found = [home.id for home in rows if home.id not in there and _mark(key, home.id) in marks] if marks else []
    if not found:
        return ()
    some = ", ".join(found[:_MOST_NAMED]) + (" …" if len(found) > _MOST_NAMED else "")
    return (Fault(code="E6099", values={"count": len(found), "ids": some}),)


def _read(folder: Path) -> tuple[bytes, frozenset[str]]:
    """Key and marks; a new key and none where there is no such file, or one that says something else."""
    try:
        said = json.loads((folder / ERASED_FILE).read_text(encoding="utf-8"))
        return bytes.fromhex(said["key"]), frozenset(map(str, said["marks"]))
    except (OSError, ValueError, KeyError, TypeError):
        return secrets.token_bytes(16), frozenset()


def _mark(key: bytes, id_: str) -> str:
    return hmac.digest(key, id_.encode(), "sha256").hex()[:_HEX_DIGITS]
