"""The desk's table, filled in from returned sheets (CSV or XLSX): a row of a sheet a row."""

from pathlib import Path
from typing import Annotated

from pydantic import PlainValidator

from inputs.tables.cells import cell_error, choice_of, read_id, read_whole, read_yes_no
from inputs.tables.columns import Column
from inputs.tables.table import TableRow, read_table
from planner.domain.categories import FIELD_OF
from planner.domain.desk_table import CONDITION_WORDS, OUTCOME_WORDS, DeskColumn
from planner.domain.gathering import Gatherer
from planner.domain.masking import shown
from planner.domain.outcome import NewComplaint, Outcome, RecordedVisit
from planner.domain.records import Condition, Urgency
from planner.domain.units import parse_clock

_REQUIRED = (DeskColumn.SHEET, DeskColumn.NUMBER, DeskColumn.OUTCOME)

COLUMNS = tuple(
    Column(name=column.name.casefold(), aliases=(column.value,), is_required=column in _REQUIRED) for column in DeskColumn
)
"""Columns of the table by the names of `DeskColumn`; the printed ones beside sheet and number may be missing."""

_LETTERS = {
    "b": Outcome.MET, "t": Outcome.NOT_HOME, "m": Outcome.REFUSED, "p": Outcome.MOVED, "a": Outcome.NO_ADDRESS,
    "d": Outcome.POSTPONED, "tidak di tempat": Outcome.NOT_HOME, "alamat tidak ditemukan": Outcome.NO_ADDRESS,
}  # fmt: skip
_OUTCOMES = {word: outcome for outcome, word in OUTCOME_WORDS.items()} | _LETTERS
_CONDITIONS = {word: condition for condition, word in CONDITION_WORDS.items()}
_CATEGORIES = {code.casefold(): code for code in FIELD_OF}


def _clock(cell: str) -> int:
    text = cell if not cell.isdigit() or len(cell) not in (3, 4) else f"{cell[:-2]}:{cell[-2:]}"
    try:
        return parse_clock(text)
    except ValueError as error:
        raise cell_error("E7014", cell=shown(cell)) from error


class DeskRow(TableRow):
    """Cells of a row, validated one by one."""

    sheet: str
    number: Annotated[int, PlainValidator(read_whole)]
    visit: Annotated[str, PlainValidator(read_id)] = ""
    outcome: Annotated[Outcome | None, PlainValidator(choice_of(_OUTCOMES))] = None
    time_in: Annotated[int | None, PlainValidator(_clock)] = None
    time_out: Annotated[int | None, PlainValidator(_clock)] = None
    complaint: Annotated[str | None, PlainValidator(choice_of(_CATEGORIES))] = None
    urgent: Annotated[bool, PlainValidator(read_yes_no)] = False
    answered: Annotated[bool | None, PlainValidator(read_yes_no)] = None
    follow_up: Annotated[bool, PlainValidator(read_yes_no)] = False
    condition: Annotated[Condition | None, PlainValidator(choice_of(_CONDITIONS))] = None

    @property
    def is_filled_in(self) -> bool:
        """Whether anything stands beside the printed cells."""
        return any((self.time_in, self.time_out, self.complaint, self.answered is not None, self.follow_up, self.condition))


def read_desk_table(path: Path, *, max_faults: int = 100) -> tuple[tuple[int, RecordedVisit], ...]:
    """Read a filled table; rows that nobody filled in are left out.

    Returns
    -------
    tuple
        (row of the file, line) for each row with an outcome.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    gatherer = Gatherer(file=path.name, max_faults=max_faults)
    entries = read_table(path, columns=COLUMNS, model=DeskRow, gatherer=gatherer).rows
    first_row_of: dict[tuple[str, int], int] = {}
    for entry in entries:
        _check(entry, first_row_of, gatherer)
    gatherer.raise_if_any()
    return tuple((entry.row, _line(entry, entry.outcome)) for entry in entries if entry.outcome)


def _check(entry: DeskRow, first_row_of: dict[tuple[str, int], int], gatherer: Gatherer) -> None:
    row = entry.row
    first = first_row_of.setdefault((entry.sheet, entry.number), row)
    if first != row:
        gatherer.fault("E7005", row=row, column="number", values={"number": entry.number, "first": first})
    if not entry.number:
        gatherer.fault("E7002", row=row, column="number", values={"number": 0, "sheet": shown(entry.sheet)})
    if entry.outcome is None and entry.is_filled_in:
        gatherer.fault("E7008", row=row, column="outcome")
    if entry.time_in is not None and entry.time_out is not None and entry.time_out < entry.time_in:
        gatherer.fault("E7009", row=row, column="time_out")
    if entry.urgent and entry.complaint is None:
        gatherer.fault("E7010", row=row, column="urgent")


def _line(entry: DeskRow, outcome: Outcome) -> RecordedVisit:
    urgency = Urgency.URGENT if entry.urgent else Urgency.NORMAL
    return RecordedVisit(
        sheet_id=entry.sheet,
        number=entry.number,
        visit_id=entry.visit,
        outcome=outcome,
        time_in=entry.time_in,
        time_out=entry.time_out,
        complaint=None if entry.complaint is None else NewComplaint(category=entry.complaint, urgency=urgency),
        is_answered=entry.answered,
        needs_follow_up=entry.follow_up,
        condition=entry.condition,
    )
