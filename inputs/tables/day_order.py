"""Whether the day or the month comes first in a column of days: what its cells say, and what somebody has said."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from inputs.tables.clock_words import CLOCK
from inputs.tables.columns import Column
from inputs.tables.dates import DAY_FIRST, MAX_LETTERS, MONTH_FIRST, NUMERIC, Moment, read_date, taken_apart
from inputs.tables.grid import USUAL_DAY_ZERO
from inputs.tables.masking import seen
from planner.domain.gathering import Gatherer

_REAL_DAY = re.compile(r"\d{4}-(\d{2})-(\d{2})(?:[T ]|$)")
"""How a cell comes that holds a day and not its letters."""
_ENOUGH = 3
"""Days of each kind that show a spreadsheet's turning; fewer may be chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the cells of a column say about the order of day and month.

    Attributes
    ----------
    has_day_first, has_month_first
        Whether some cell can only be read so.
    open_cell
        A cell that can be read both ways and means different days; empty: none.
    has_half_days
        Whether some open cell says AM or PM, as programs of the language that puts the month first do.
    turned_cell
        A day that a spreadsheet of the other language has probably turned: what it could read month first became days, all
        up to the 12th, and what it could not stayed letters, all above; empty: no sign of it.
    fitting
        Of the open cells with a day of the week those that fit it with the day first, and with the month first.
    """

    has_day_first: bool
    has_month_first: bool
    open_cell: str
    has_half_days: bool = False
    turned_cell: str = ""
    fitting: tuple[int, int] = (0, 0)

    @property
    def is_open(self) -> bool:
        """Whether every day has two readings and no day of the week decides."""
        return bool(self.open_cell) and not (self.has_day_first or self.has_month_first or self.fitting[0])

    @property
    def says_month_first(self) -> bool:
        """Whether days of the week fit with the month first alone."""
        return self.fitting[1] >= _ENOUGH and not self.fitting[0]


def evidence_of(cells: Iterable[str]) -> Evidence:
    """Look through the cells of a column for days above 12."""
    has_day_first = has_month_first = has_half_days = False
    open_cell = ""
    real: list[str] = []
    num_letters = 0
    fitting = [0, 0]
    for text in dict.fromkeys(cells):
        moment = _with_words(text)
        cell = moment.day if moment else text
        if _REAL_DAY.match(cell):
            real.append(cell)
        match = NUMERIC.match(cell) if len(cell) <= MAX_LETTERS else None
        if match is None or cell[match.end() : match.end() + 1].isdigit():
            continue
        first, second = int(match.group(1)), int(match.group(2))
        has_day_first |= first > 12 >= second
        num_letters += first > 12 >= second
        has_month_first |= second > 12 >= first
        if first <= 12 and second <= 12 and first != second and (open_cell or _is_day(cell)):
            open_cell = open_cell or text
            if moment and moment.weekday is not None:
                for at, order in enumerate((DAY_FIRST, MONTH_FIRST)):
                    fitting[at] += read_date(cell, order).weekday() == moment.weekday
            clock = moment.clock if moment else CLOCK.search(cell)
            has_half_days |= clock is not None and clock["half"] is not None
    is_split = not (open_cell or has_month_first) and min(len(real), num_letters) >= _ENOUGH
    is_turned = is_split and all(int(cell[8:10]) <= 12 for cell in real) and any(cell[5:7] != cell[8:10] for cell in real)
    return Evidence(
        has_day_first=has_day_first, has_month_first=has_month_first, open_cell=open_cell, has_half_days=has_half_days,
        turned_cell=real[0] if is_turned else "", fitting=(fitting[0], fitting[1]),
    )  # fmt: skip


def _with_words(cell: str) -> Moment | None:
    """The parts of a cell that begins or ends with a word."""
    has_words = len(cell) <= MAX_LETTERS and (cell[0].isalpha() or cell[-1].isalpha() or cell[-1] == ")")
    return taken_apart(cell) if has_words else None


def _is_day(cell: str) -> bool:
    """Whether a cell that begins like a day is one."""
    try:
        return bool(read_date(cell))
    except PydanticCustomError:
        return False


def _cells_of(records: Sequence[tuple[int, Mapping[str, str] | None]], name: str) -> dict[str, int]:
    """The different cells of a column, each with its first row."""
    cells: dict[str, int] = {}
    for row, raw in records:
        if raw is not None and name in raw:
            cells.setdefault(raw[name], row)
    return cells


def orders_of(
    records: Sequence[tuple[int, Mapping[str, str] | None]],
    columns: Sequence[Column],
    gatherer: Gatherer,
    said: str,
    *,
    day_zero: dt.date = USUAL_DAY_ZERO,
) -> dict[str, str]:
    """Order of day and month in each column of days: as said, else as days above 12 or AM and PM show, else day first."""
    orders = {}
    evidence = {name: evidence_of(_cells_of(records, name)) for name in (column.name for column in columns if column.is_day)}
    is_shown_once = any(one.has_month_first for one in evidence.values()) and not any(
        one.has_day_first for one in evidence.values()
    )
    for name in (column.name for column in columns if column.is_day):
        cells, found = _cells_of(records, name), evidence[name]
        if found.turned_cell:
            cell = found.turned_cell[:10]
            values = {"cell": cell, "other": f"{cell[:4]}-{cell[8:]}-{cell[5:7]}"}
            gatherer.note("E1118", row=cells[found.turned_cell], column=name, values=values)
        is_shown = found.has_month_first and not found.has_day_first
        is_guessed = found.is_open and (found.says_month_first or found.has_half_days or is_shown_once)
        orders[name] = said or (MONTH_FIRST if is_shown or is_guessed else DAY_FIRST)
        if found.is_open:
            readings = [read_date(found.open_cell, order) for order in (DAY_FIRST, MONTH_FIRST)]
            values = {
                "cell": _numbers_of(found.open_cell),
                "day_first": readings[0].isoformat(),
                "month_first": readings[1].isoformat(),
            }
            code = "E1115" if said else _code_of(found, is_shown_once=is_shown_once)
            gatherer.note(code, row=cells[found.open_cell], column=name, values={**values, "order": orders[name]})
        elif is_shown and not said:
            gatherer.note("E1114", column=name)
        _note_weekdays(cells, name, orders[name], gatherer, day_zero)
    return orders


def _code_of(found: Evidence, *, is_shown_once: bool) -> str:
    return (
        "E1127" if found.says_month_first else "E1117" if found.has_half_days else "E1122" if is_shown_once else "E1113"
    )  # fmt: skip


def _numbers_of(cell: str) -> str:
    """The day of a cell, without its time and the words beside it."""
    return taken_apart(cell).day[:10] if len(cell) <= MAX_LETTERS else cell[:10]


def _note_weekdays(cells: Mapping[str, int], name: str, order: str, gatherer: Gatherer, day_zero: dt.date) -> None:
    """Note once the days that are another day of the week than stands beside them, with the day that would fit."""
    wrong = []
    for cell, row in cells.items():
        moment = _with_words(cell)
        if moment is None or moment.weekday is None:
            continue
        try:
            day = read_date(moment.day, order, day_zero=day_zero)
        except PydanticCustomError:  # told as no day at all
            continue
        if day.weekday() != moment.weekday:
            wrong.append((row, cell, day, moment.weekday))
    if wrong:
        row, cell, day, weekday = min(wrong)
        values = {"count": len(wrong), "cell": seen(cell, "day"), "day": day.isoformat(), "other": _fitting_day(day, weekday)}
        gatherer.note("E1126", row=row, column=name, values=values)


def _fitting_day(day: dt.date, weekday: int) -> str:
    """The day that a date with another day of the week may mean: read the other way, in January of the next year, or near."""
    others = [(day.year, day.day, day.month)] if day.day <= 12 else []
    others += [(day.year + 1, 1, day.day)] if day.month == 1 else []
    found = [dt.date(*other) for other in others] + [day + dt.timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)]
    return next(other for other in found if other.weekday() == weekday).isoformat()
