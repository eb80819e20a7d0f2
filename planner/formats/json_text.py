"""Reads JSON that people edit: every fault with its line and its path in the file."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic_core import ErrorDetails

from planner.domain.errors import Fault, InputError, Where
from planner.files import read_to_limit

MAX_FOUND = 40
"""Characters of a wrong value that a message repeats."""

MAX_FAULTS = 100
"""Faults listed one by one; the rest are counted."""

_NO_OBJECT = frozenset({"model_type", "model_attributes_type", "dict_type"})
"""Pydantic's errors where an object was expected; its words name our classes."""

_SPACES = " \t\r\n"
_DECODER = json.JSONDecoder()
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""Half of a letter beyond 16 bits, as JSON writes it; without the other half no file can hold it."""


class FileFaults:
    """Collects the faults of one file, each with its line."""

    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file
        self._found: list[Fault] = []
        self._num_more = 0
        self._taken: set[str | None] = set()
        """Places that were refused otherwise: nothing more is said of them."""

    def add(self, code: str, place: Sequence[str | int], **values: object) -> None:
        """Add a fault of the value at a place."""
        if self._taken and place_text(place) in self._taken:
            return
        if len(self._found) == MAX_FAULTS:  # finding lines takes time, and these are only counted
            self._num_more += 1
            return
        where = Where(file=self._file, row=line_of(self._text, place), column=place_text(place))
        self._found.append(Fault(code=code, where=where, values=values))

    def take(self, refused: InputError) -> None:
        """Add the faults that were found otherwise."""
        self._taken.update(fault.where.column for fault in refused.faults)
        room = MAX_FAULTS - len(self._found)
        self._found.extend(refused.faults[:room])
        self._num_more += refused.num_more + max(0, len(refused.faults) - room)

    def raise_any(self) -> None:
        """Refuse the file if any was found.

        Raises
        ------
        InputError
            All of them.
        """
        if self._found:
            raise InputError(self._found, num_more=self._num_more)


def read_json(path: Path) -> tuple[str, Any]:
    """Text of a file and what it says.

    Raises
    ------
    InputError
        E3001 if the file cannot be read, E1010 if it does not end, E3002 if it is not JSON, E3013 if an object has a key twice.
    """
    try:
        text = read_to_limit(path).decode("utf-8-sig")
    except OSError as error:
        raise _refused("E3001", path, reason=error.strerror or type(error).__name__) from error
    except UnicodeDecodeError as error:
        raise _refused("E3002", path, line=None, at="UTF-8", reason=f"byte {error.start}") from error
    except ValueError as error:  # a NUL character in the name
        raise _refused("E3001", path, reason=type(error).__name__) from error
    repeated: list[str] = []

    def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        content = dict(pairs)
        if len(content) < len(pairs):
            names = [name for name, _ in pairs]
            repeated.extend(sorted(name for name, count in Counter(names).items() if count > 1))
        return content

    try:
        content = json.loads(text, object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        raise _refused("E3002", path, line=error.lineno, at=str(error.colno), reason=error.msg) from error
    except (ValueError, RecursionError) as error:
        raise _refused("E3002", path, line=None, at="-", reason=type(error).__name__) from error
    if _HALF.search(text):
        _refuse_half_letters(content, path)
    if repeated:
        raise InputError(
            [
                Fault(code="E3013", where=Where(file=path.name), values={"key": name[:MAX_FOUND]})
                for name in repeated[:MAX_FAULTS]
            ],
            num_more=max(0, len(repeated) - MAX_FAULTS),
        )
    return text, content


def _refuse_half_letters(content: object, path: Path) -> None:
    try:
        json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise _refused("E3002", path, line=None, at="-", reason="half a letter (\\ud800 … \\udfff)") from error


def place_text(place: Sequence[str | int]) -> str:
    """`routes[2].stops[0].start`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.lstrip(".")


def line_of(text: str, place: Sequence[str | int]) -> int:
    """Line on which a value stands; that of the nearest enclosing value where it is not there."""
    at = _skip(text, 0)
    for step in place:
        inside = _inside(text, at, step)
        if inside is None:
            break
        at = inside
    return text.count("\n", 0, at) + 1


def faults_of(
    errors: Iterable[ErrorDetails], text: str, file: str, *, unsupported: Collection[str] = frozenset()
) -> InputError:
    """Turn pydantic's errors into coded faults: E3010 missing, E3011 unknown key, E3012 wrong value.

    Parameters
    ----------
    unsupported
        Keys that the format has and we do not carry: E3030 instead of E3011.
    """
    found = list(errors)
    faults = [_fault(error, text, file, unsupported) for error in found[:MAX_FAULTS]]
    return InputError(faults, num_more=len(found) - len(faults))


def found_text(value: object) -> str:
    """A wrong value as a message repeats it: short, on one line."""
    text = json.dumps(value, ensure_ascii=False, default=str) if not isinstance(value, dict | list) else type(value).__name__
    return text if len(text) <= MAX_FOUND else text[: MAX_FOUND - 1] + "…"


def _fault(error: ErrorDetails, text: str, file: str, unsupported: Collection[str]) -> Fault:
    place = error["loc"]
    where = Where(file=file, row=line_of(text, place), column=place_text(place))
    if error["type"] == "missing":
        return Fault(code="E3010", where=where, values={"key": place_text(place[-1:])})
    if error["type"] == "extra_forbidden" and place[-1] in unsupported:
        return Fault(code="E3030", where=where, values={"key": place_text(place[-1:])})
    if error["type"] == "extra_forbidden":
        return Fault(code="E3011", where=where, values={"key": place_text(place[-1:])[:MAX_FOUND]})
    if error["type"] in _NO_OBJECT:
        return Fault(code="E3012", where=where, values={"found": found_text(error["input"]), "expected": "{…}"})
    expected = error["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    return Fault(code="E3012", where=where, values={"found": found_text(error["input"]), "expected": expected})


def _refused(code: str, path: Path, *, line: int | None = None, **values: object) -> InputError:
    return InputError.of(code, Where(file=path.name, row=line), **values)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACES:
        at += 1
    return at


@lru_cache(maxsize=64)  # many faults lie under the same keys, and a matrix before these keys takes long to pass
def _inside(text: str, at: int, step: str | int) -> int | None:
    """Where the value under one key or index begins, in valid JSON; `None` if it is not there."""
    is_object = text[at] == "{"
    if text[at] not in "{[" or is_object is isinstance(step, int):
        return None
    number = 0
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        name: str | int = number
        if is_object:
            name, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        if name == step:
            return at
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        number += 1
    return None
