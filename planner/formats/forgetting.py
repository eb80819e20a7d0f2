"""Takes a household out of a plan's files: its id becomes a name that leads nowhere, and the places of its doors are blanked.

Everybody else's rows stay as they are, so that returned sheets of that plan can still be recorded.
"""

import hashlib
import json
import re
from collections.abc import Collection
from pathlib import Path

from planner.domain.errors import InputError, Where
from planner.files import read_bytes, write_whole
from planner.formats.problem_snapshot import forget_in_snapshot

_QUOTED = re.compile(r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"')


def names_any(path: Path, ids: Collection[str]) -> bool:
    """Whether a file holds one of some ids in quotation marks, as plans do; strange files are read as bytes."""
    content = read_bytes(path) if path.is_file() and path.stat().st_size else b""
    return any(quoted(id_) in content for id_ in ids)


def read_if_whole(path: Path) -> bytes:
    """What a file holds that begins and ends as a plan does; nothing of any other, nor of a folder."""
    try:
        content = path.read_bytes().strip()
    except OSError:
        return b""
    return content if content.startswith(b"{") and content.endswith(b"}") else b""


def named_in(path: Path) -> frozenset[str]:
    """Every text in quotation marks that a file holds, ids among them; none where there is no file."""
    content = read_bytes(path) if path.is_file() and path.stat().st_size else b""
    return frozenset(json.loads(text) for text in set(_QUOTED.findall(content.decode(errors="replace"))))


def quoted(id_: str) -> bytes:
    """An id as it stands in a plan file."""
    return json.dumps(id_, ensure_ascii=False).encode()


def forget_in_plan(path: Path, household: str, nameless: str, *, others: Collection[str] = ()) -> None:
    """Rename a household in a plan and its problem, and blank its place there.

    A problem that cannot be read is deleted: it holds where people live.

    Parameters
    ----------
    household
        Its id; empty: only the places of `others` are blanked.
    others
        Ids of visits that are made at the same door (its complaints): they keep their id and lose their place.

    Raises
    ------
    InputError
        E1003 if a file cannot be read, E6023 if the disk refuses.
    """
    if not path.is_file():
        return
    content = read_bytes(path)
    if household:
        content = content.replace(quoted(household), quoted(nameless))
    try:
        said = json.loads(content)["problem"]
        problem, before = path.parent / Path(said["file"]).name, str(said["sha256"])
    except (ValueError, KeyError, TypeError):
        problem, before = path.with_name(f"{path.stem.replace('plan', 'problem', 1)}.npz"), ""
    if problem.is_file():
        try:
            forget_in_snapshot(problem, {household: nameless} if household else {}, {household, nameless, *others})
            after = hashlib.sha256(problem.read_bytes()).hexdigest()
            content = content.replace(before.encode(), after.encode()) if before else content
        except InputError as error:
            if any(fault.code == "E6023" for fault in error.faults):
                raise
            try:
                problem.unlink()
            except OSError as refusal:
                raise InputError.of(
                    "E6023", Where(file=problem.name), file=problem.name, reason=str(refusal.strerror)
                ) from refusal
    write_whole(path, content)
