"""Collects the faults and notes of one file, so that all of them are told at once."""

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.domain.errors import Fault, InputError, Where

MAX_SHEETS = 8
"""Sheets whose rows a note lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetStart:
    """Where the rows of a sheet begin when the rows of all sheets are counted through.

    Attributes
    ----------
    name
        What messages call the sheet.
    offset
        Rows counted before its first.
    """

    name: str
    offset: int


@dataclass(slots=True, kw_only=True)
class Gatherer:
    """Faults (nothing is imported) and notes (imported, but said) of one file.

    Attributes
    ----------
    file
        Name of the file, no folders.
    max_faults
        Faults listed; more are counted.
    sheets
        The sheets whose rows are counted through, in order; none: one sheet, not named.
    headings
        (sheet, field) to the column's heading as the file writes it, filled by the header.
    usual
        Field to what people call its column where the file has none.
    """

    file: str
    max_faults: int = 100
    sheets: tuple[SheetStart, ...] = ()
    headings: dict[tuple[str, str], str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def fault(self, code: str, *, row: int | None = None, column: str = "", values: Mapping[str, object] | None = None) -> None:
        """Add a fault; `row` is counted through all sheets, `column` the field, said as the file's own heading."""
        self.faults.append(Fault(code=code, where=self._where(row, column), values=values or {}))

    def note(self, code: str, *, row: int | None = None, column: str = "", values: Mapping[str, object] | None = None) -> None:
        """Add a note."""
        self.notes.append(Fault(code=code, where=self._where(row, column), values=values or {}))

    def raise_if_any(self) -> None:
        """Refuse the file if a fault was found.

        Raises
        ------
        InputError
            With the first `max_faults` faults in file order and the number of the others.
        """
        if self.faults:
            in_order = self._in_order(self.faults)
            limit = max(1, self.max_faults)
            raise InputError(in_order[:limit], num_more=max(0, len(in_order) - limit))

    def fold(self, codes: Sequence[str]) -> None:
        """Tell each of some faults once, at the first row that has it, with the `count` of rows."""
        for code in codes:
            found = [fault for fault in self.faults if fault.code == code]
            if len(found) > 1:
                first = replace(found[0], values={**found[0].values, "count": len(found)})
                self.faults = [first if fault is found[0] else fault for fault in self.faults if fault not in found[1:]]

    def join_notes(self, codes: Sequence[str]) -> None:
        """Tell alike notes of several sheets once, without a row: those that differ in count and rows alone."""
        groups: dict[tuple[object, ...], list[Fault]] = {}
        for note in self.notes:
            values = sorted((name, value) for name, value in note.values.items() if name not in {"count", "rows"})
            key = (note.code, *values) if note.code in codes else (id(note),)
            groups.setdefault(key, []).append(note)
        self.notes = [
            notes[0] if len({note.where.sheet for note in notes}) == 1 else _joined(notes) for notes in groups.values()
        ]

    def notes_in_order(self) -> tuple[Fault, ...]:
        """The notes by sheet and row, those of the whole file first; the order of finding within a row is kept."""
        return self._in_order(self.notes)

    def place_of(self, row: int) -> str:
        """A row as a list names it: `7`, with several sheets `RT 02: 7`."""
        where = self._where(row, "")
        return f"{where.sheet}: {where.row}" if where.sheet else str(where.row)

    def _in_order(self, faults: Sequence[Fault]) -> tuple[Fault, ...]:
        number_of = {sheet.name: number for number, sheet in enumerate(self.sheets)}
        return tuple(sorted(faults, key=lambda fault: (number_of.get(fault.where.sheet, 0), fault.where.row or 0)))

    def _where(self, row: int | None, column: str) -> Where:
        name = ""
        if row is not None and self.sheets:
            sheet = self.sheets[bisect.bisect_left(self.sheets, row, key=lambda start: start.offset) - 1]
            name, row = sheet.name, row - sheet.offset
        heading = self.headings.get((name, column)) or self._any_heading(column)
        return Where(file=self.file, sheet=name, row=row, column=heading)

    def heading_of(self, column: str) -> str:
        """What messages call a column of one sheet, or of the first that has it."""
        return self._any_heading(column)

    def _any_heading(self, column: str) -> str:
        return next((heading for (_, name), heading in self.headings.items() if name == column), self.usual.get(column, column))


def _joined(notes: Sequence[Fault]) -> Fault:
    """One note of several sheets; `rows` are told with their sheets."""
    values = dict(notes[0].values)
    if "count" in values:
        values["count"] = sum(int(str(note.values["count"])) for note in notes)
    if "rows" in values:
        told = [f"{note.where.sheet}: {note.values['rows']}" for note in notes[:MAX_SHEETS]]
        values["rows"] = "; ".join(told) + (" …" if len(notes) > MAX_SHEETS else "")
    where = replace(notes[0].where, sheet="", row=None)
    return replace(notes[0], where=where, values=values)
