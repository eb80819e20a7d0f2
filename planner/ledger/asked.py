"""Questions about some ids that are asked at every line that is typed: put together once for each of a few sizes.

SQLAlchemy writes the text of `IN` anew for each list that it is handed, which costs more than SQLite takes to answer. A list of
up to `_SIZES[-1]` ids goes into the text of the next size, its last id said again; a longer one is written as usual.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam

_SIZES = (1, 4, 16, 64)

Among = Callable[[ColumnElement[Any]], ColumnElement[bool]]
"""Whether a column holds one of the ids."""


class ByIds:
    """One question about some ids.

    Parameters
    ----------
    make
        Puts the question together, given what says of a column that it holds one of the ids.
    """

    def __init__(self, make: Callable[[Among], Select[Any]]) -> None:
        self._sized = {size: make(lambda column, size=size: column.in_(_names(size))) for size in _SIZES}  # type: ignore[misc]
        ids: BindParameter[Any] = bindparam("ids", expanding=True)
        self._open = make(lambda column: column.in_(ids))

    def __call__(self, ids: Sequence[str]) -> tuple[Select[Any], dict[str, Any]]:
        """The question of so many ids, and its values."""
        count = len(ids)
        size = next((size for size in _SIZES if 0 < count <= size), 0)
        if not size:
            return self._open, {"ids": list(ids)}
        return self._sized[size], {f"id_{number}": ids[min(number, count - 1)] for number in range(size)}


def _names(size: int) -> list[BindParameter[Any]]:
    return [bindparam(f"id_{number}") for number in range(size)]
