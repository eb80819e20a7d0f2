"""From the cells of a row to its fields, before any of them is read."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import PydanticCustomError

from inputs.tables.columns import Column
from inputs.tables.formulas import FIRST_OF_FORMULAS, FORMULA, is_without_result
from inputs.tables.grid import listed
from inputs.tables.header import letter
from inputs.tables.nothing import is_nothing, may_be_nothing
from inputs.tables.rt_rw import split_rt_rw
from inputs.tables.told_twice import take_labelled, take_units
from planner.domain.gathering import Gatherer

SPLITTERS: Mapping[tuple[str, ...], Callable[[str], dict[str, str]]] = {
    parts: functools.partial(split_rt_rw, parts=parts) for parts in (("rt", "rw"), ("rw", "rt"))
}
"""How a cell that holds several fields is taken apart."""


@dataclass(slots=True)
class Layout:
    """Where the fields of a table's rows are.

    Attributes
    ----------
    columns
        Position and column of those that are known.
    width
        Cells that a row has at most.
    """

    columns: Sequence[tuple[int, Column]]
    width: int
    _names: list[str] = field(init=False)
    _limits: dict[str, int] = field(init=False)
    _least: int = field(init=False)
    _special: list[Column] = field(init=False)

    _lists: list[str] = field(init=False)

    def __post_init__(self) -> None:
        by_place = dict(self.columns)
        self._names = [by_place[at].name if at in by_place else "" for at in range(max(by_place, default=-1) + 1)]
        self._limits = {column.name: column.max_letters for _, column in self.columns}
        self._least = min(self._limits.values(), default=0)
        self._lists = [column.name for _, column in self.columns if column.is_list]
        self._special = [column for _, column in self.columns if may_be_nothing(column) or column.parts in SPLITTERS]

    def fields(self, row: int, cells: list[str], gatherer: Gatherer) -> dict[str, str] | None:
        """Field to cell, empty cells left out; `None`: the row is longer than the headings, or a formula in it says nothing."""
        if len(cells) > self.width:
            values = {"count": len(cells), "expected": self.width, "letter": letter(self.width)}
            gatherer.fault("E1027", row=row, values=values)
            return None
        raw = {name: cell for name, cell in zip(self._names, cells, strict=False) if cell and name}
        for name in self._lists:
            if name in raw:
                raw[name] = listed(raw[name])
        is_bare = False
        for name, cell in raw.items():
            if cell[0] in FIRST_OF_FORMULAS and is_without_result(cell):
                gatherer.fault("E1040" if cell[0] == FORMULA else "E1029", row=row, column=name, values={"count": 1})
                is_bare = True
            elif len(cell) > self._least and len(cell) > self._limits[name]:
                gatherer.fault("E1032", row=row, column=name, values={"count": len(cell), "limit": self._limits[name]})
                raw[name] = cell[: self._limits[name]]
        if is_bare:
            return None
        for column in self._special:
            cell = raw.get(column.name, "")
            if cell and is_nothing(column, cell):
                del raw[column.name]
            elif cell and column.parts in SPLITTERS:
                _take_apart(row, column, raw, gatherer)
        take_labelled(row, raw, gatherer)
        return raw


def _take_apart(row: int, column: Column, raw: dict[str, str], gatherer: Gatherer) -> None:
    """Give the parts of a cell to their fields, where no column of their own fills them."""
    try:
        parts = SPLITTERS[column.parts](raw.pop(column.name))
    except PydanticCustomError as error:
        gatherer.fault(error.type, row=row, column=column.parts[0], values=values_of(error.context or {}))
        return
    take_units(row, raw, parts, gatherer)


def values_of(context: Mapping[str, Any]) -> dict[str, object]:
    """What a reader's error says beside its code."""
    return {name: value for name, value in context.items() if name != "code"}
