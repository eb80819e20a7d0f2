"""A list of teams in the place of one of homes: told by its headings where they fit another kind of table clearly better."""

import contextlib
from collections.abc import Mapping
from pathlib import Path

from inputs.tables.columns import Column, column_by_key
from inputs.tables.header import find_header
from inputs.tables.opening import read_grids
from planner.domain.errors import Fault, InputError, Where
from planner.files import read_bytes

_CLEARLY = 2
"""More known headings than those of the kind that was asked for: one may be called alike in both."""


def other_list(path: Path, kind: str, tables: Mapping[str, tuple[Column, ...]]) -> tuple[Fault, ...]:
    """E1129 for a file that has all columns that another kind needs, and clearly more of its columns; else nothing."""
    with contextlib.suppress(InputError):  # what cannot be opened is told as that
        content = read_bytes(path)
        sizes = {name: _size(content, path.name, columns) for name, columns in tables.items()}
        best = max(sizes, key=lambda name: sizes[name][1])
        (is_whole, most), (_, asked) = sizes[best], sizes[kind]
        if is_whole and most >= asked + _CLEARLY:
            return (Fault(code="E1129", where=Where(file=path.name), values={"kind": best}),)
    return ()


def _size(content: bytes, file: str, columns: tuple[Column, ...]) -> tuple[bool, int]:
    """Whether some sheet has all columns that a kind needs, and how many it has of its columns."""
    known = column_by_key(columns)
    headers = [header for grid in read_grids(content, file, known) if (header := find_header(grid, known)) is not None]
    needed = {column.name for column in columns if column.is_required}
    return max(((needed <= header.fields, len(header.columns)) for header in headers), default=(False, 0))
