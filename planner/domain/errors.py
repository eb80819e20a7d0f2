"""Wrong input, as data: a code, where it is, and values.

Its sentences are in `planner.domain.faults`, in English; `planner.words` says them in other languages.

Values carry ids, numbers and cells of columns that are not personal; never names, addresses or texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from planner.domain.faults import FAULTS


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Where:
    """Place of a fault: file name (no folders), sheet, row as the spreadsheet counts it (1 = first line), column name.

    The sheet is named only where several of a workbook were read.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def text(self) -> str:
        """`shifts.csv, row 7, column end`."""
        row = "" if self.row is None else f"row {self.row}"
        parts = (self.file, self.sheet and f"sheet {self.sheet}", row, self.column and f"column {self.column}")
        return ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with an input.

    Attributes
    ----------
    code
        Key of `FAULTS`, `E1203`.
    where
        Place in the file.
    values
        What fills the `{…}` of the cause and the action.

    Raises
    ------
    ValueError
        If the code is not in the catalogue.
    """

    code: str
    where: Where = field(default_factory=Where)
    values: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in FAULTS:
            raise ValueError(f"fault code {self.code!r} is not in the catalogue")

    def text(self) -> str:
        """The whole message on one line, in English: code, place, cause, action."""
        place, said = self.where.text(), " ".join(FAULTS[self.code]).format_map(dict(self.values))
        return f"{self.code} {place}{': ' if place else ''}{said}"

    def __str__(self) -> str:
        """The same, where a fault is the reason of another."""
        return self.text()


def dotted(location: Sequence[str | int]) -> str:
    """Name of a place in a document, as faults write it: `day.shifts[2].hours`; positions count from 1."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text[:80]


def asking_first(notes: Iterable[Fault]) -> list[Fault]:
    """Notes that ask for something, then those with nothing to do, each in their order: a list that is cut loses the last."""
    return sorted(notes, key=lambda note: not asks(note))


def asks(note: Fault) -> bool:
    """Whether a note asks for something, or may; else it only says what was done."""
    return not FAULTS[note.code][1].startswith("Nothing to do")


def told_once(notes: Iterable[Fault]) -> tuple[Fault, ...]:
    """Notes without those that say the very same as one before."""
    return tuple({note.text(): note for note in notes}.values())


class InputError(Exception):
    """Input that cannot be used; carries every fault found, none swallowed.

    Attributes
    ----------
    faults
        In file order, at least one, up to the reader's limit.
    num_more
        Faults found beyond that limit.
    """

    def __init__(self, faults: Iterable[Fault], *, num_more: int = 0) -> None:
        self.faults = tuple(faults)
        self.num_more = num_more
        if not self.faults:
            raise ValueError("an InputError needs at least one fault")
        super().__init__("\n".join(fault.text() for fault in self.faults))

    @classmethod
    def of(cls, code: str, where: Where | None = None, /, **values: object) -> "InputError":
        """One fault, refused by itself."""
        return cls([Fault(code=code, where=where or Where(), values=values)])


def refuse(faults: Iterable[Fault]) -> None:
    """Refuse what has faults.

    Raises
    ------
    InputError
        With all of them.
    """
    if found := tuple(faults):
        raise InputError(found)
