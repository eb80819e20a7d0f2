"""What a step may be that a row of the ledger or a file of the workspace asks for: kinds of closed tables, at places of ours.

Whoever may write there could otherwise have the next command of anybody write or delete any file of theirs.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any

from planner.domain.errors import InputError
from planner.domain.job import Job, Step
from planner.files import new_text_of
from planner.usecases.rooms import OUTLINE_FILE, SETTINGS_FILE

_PAPERS = frozenset({"plans", "sheets", "reports", "weeks", ".aside"})
REPLACED = frozenset({SETTINGS_FILE, OUTLINE_FILE})
"""Files whose new text, written beside them, takes their place."""
_MARK = re.compile(r"[0-9a-f]{8,64}")
_NOTED = frozenset({"replan", "change", "undo", "redo"})
"""What the trail is told together with a plan."""

Values = Mapping[str, Any]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _is_details(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and isinstance(one, int | str) for name, one in value.items()
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


_WHOM = {"household": _is_text, "nameless": _is_text, "complaints": _is_texts}
_SHAPES: Mapping[str, Mapping[str, Callable[[object], bool]]] = MappingProxyType(
    {
        "remove": {"path": _is_text},
        "sweep": {"path": _is_text},
        "discard": {"path": _is_text, "mark": _is_text},
        "forget": {"path": _is_text, **_WHOM},
        "erase": _WHOM,
        "scrub": {},
        "move": {"path": _is_text, "to": _is_text},
        "write": {"path": _is_text, "text": _is_text},
        "settle": {"path": _is_text, "mark": _is_text},
        "unsettle": {"path": _is_text, "mark": _is_text},
        "unregister": {"sheets": _is_texts},
        "forget_texts": {"before": _is_text, "details": _is_details},
        "vanish": {},
        "audit": {"action": _is_text, "subject": _is_text, "details": _is_details},
        "week_day": {
            "start": _is_text, "week": _is_number, "date": _is_text, "is_locked": _is_flag, "is_free": _is_flag,
        },
    }
)  # fmt: skip
"""Each verb with what it is told, all of it and nothing else."""

BESIDE_A_PLAN = frozenset({"audit", "week_day"})
"""Verbs of steps that are made together with the line of a plan, and never as one of a job's own."""
OF_A_JOB = frozenset(_SHAPES) - BESIDE_A_PLAN


def require_ours(folder: Path, job: Job) -> None:
    """Refuse a job that no command of this program begins, before any step of it is made.

    Raises
    ------
    InputError
        E6137 with the line of the ledger and the step's kind.
    """
    for step in job.to_do:
        if not is_ours(folder, step, OF_A_JOB):
            raise InputError.of(
                "E6137", number=job.number, verb=step.verb if _is_text(step.verb) and step.verb in _SHAPES else "?"
            )


def are_ours(folder: Path, steps: Iterable[Step], verbs: Collection[str]) -> bool:
    """Whether all of some steps are of the kinds wanted, well-formed, and about files of ours alone."""
    return all(is_ours(folder, step, verbs) for step in steps)


def is_ours(folder: Path, step: Step, verbs: Collection[str]) -> bool:
    """Whether a step is of one of the kinds wanted, well-formed, and about files of ours alone."""
    shape, values = _SHAPES.get(step.verb) if _is_text(step.verb) else None, step.values
    if shape is None or step.verb not in verbs or not isinstance(values, Mapping) or values.keys() != shape.keys():
        return False
    if not all(is_so(values[name]) for name, is_so in shape.items()):
        return False
    may = _PLACES.get(step.verb)
    return may is None or may(folder, values)


def is_of_station(folder: Path, path: str) -> bool:
    """Whether a path is that of a station's file which may go to a server and come from there: settings, roads, plans."""
    rooms = {"roads", "plans"} if "/" in path else {SETTINGS_FILE}
    return _is_in(folder, path, rooms)


def _is_in(folder: Path, text: str, rooms: Collection[str], *, is_followed: bool = True) -> bool:
    """Whether a path is written as ours are, lies in one of some rooms of the workspace, and leads over no link.

    Parameters
    ----------
    is_followed
        The last part may be no link either; otherwise what is done is done to the link.
    """
    path = PurePath(text)
    if "\0" in text or path.anchor or ".." in path.parts or path.as_posix() != text or path.parts[:1] == ():
        return False
    if path.parts[0] not in rooms:
        return False
    own = os.path.realpath(folder)
    depth = path.parts if is_followed else path.parts[:-1]
    return os.path.realpath(folder.joinpath(*depth)) == str(Path(own).joinpath(*depth))


def _may_remove(folder: Path, values: Values) -> bool:
    return "/" in values["path"] and _is_in(folder, values["path"], _PAPERS, is_followed=False)


def _may_move(folder: Path, values: Values) -> bool:
    source, target = PurePath(values["path"]), PurePath(values["to"])
    return (
        len(target.parts) > 1
        and source == target.with_name(f".{target.name}.drawing")
        and all(_is_in(folder, values[name], _PAPERS) for name in ("path", "to"))
    )


def _may_settle(folder: Path, values: Values) -> bool:
    """Only whoever may write into the folder can have laid a text there that takes the place of another."""
    name, mark = values["path"], values["mark"]
    if name not in REPLACED or _MARK.fullmatch(mark) is None:
        return False
    beside = new_text_of(folder / name, mark).name
    return _is_in(folder, name, REPLACED, is_followed=False) and _is_in(folder, beside, {beside})


_PLACES: Mapping[str, Callable[[Path, Values], bool]] = MappingProxyType(
    {
        "remove": _may_remove,
        "move": _may_move,
        "settle": _may_settle,
        "unsettle": _may_settle,
        "sweep": lambda folder, values: _is_in(folder, values["path"], {*_PAPERS, "roads"}),
        "forget": lambda folder, values: values["path"].endswith(".json") and _is_in(folder, values["path"], {"plans"}),
        "write": lambda folder, values: (
            _is_in(folder, values["path"], {"habits.json", "erased.json"}) and "/" not in values["path"]
        ),
        # Wherever a backup was to go: what is deleted is a hidden draft that bears this random mark in its name.
        "discard": lambda _folder, values: _MARK.fullmatch(values["mark"]) is not None and "\0" not in values["path"],
        "audit": lambda _folder, values: values["action"] in _NOTED and values["subject"].startswith("plan "),
    }
)
"""Verbs that are bound further, and how."""
