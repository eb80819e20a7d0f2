"""Collects the faults and notes of one file, so that all of them are told at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.domain.errors import Fault, InputError, Where


@dataclass(slots=True, kw_only=True)
class Gatherer:
    """Faults (nothing is imported) and notes (imported, but said) of one file.

    Attributes
    ----------
    file
        Name of the file, no folders.
    max_faults
        Faults listed; more are counted.
    headings
        Field to the column's heading as the file writes it, filled by the header.
    """

    file: str
    max_faults: int = 100
    headings: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def fault(self, code: str, *, row: int | None = None, column: str = "", values: Mapping[str, object] | None = None) -> None:
        """Add a fault; `column` is the field, said as the file's own heading."""
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
            in_order = in_file_order(self.faults)
            limit = max(1, self.max_faults)
            raise InputError(in_order[:limit], num_more=max(0, len(in_order) - limit))

    def _where(self, row: int | None, column: str) -> Where:
        return Where(file=self.file, row=row, column=self.headings.get(column, column))


def in_file_order(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """By row, those of the whole file first; the order of finding within a row is kept."""
    return tuple(sorted(faults, key=lambda fault: fault.where.row or 0))
