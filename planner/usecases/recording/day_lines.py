"""The lines that the ledger has of a day, by row and by visit; kept by a desk as long as nobody else writes any."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from planner.domain.history import PastVisit
from planner.ledger.store import Ledger

_MOST_DAYS = 4
"""Days kept: sheets come back on the day itself or the next."""

_Row = tuple[str, int]


class DayLines:
    """Lines of one day."""

    def __init__(self, visits: Iterable[PastVisit]) -> None:
        self._by_row: dict[_Row, PastVisit] = {}
        self._by_visit: dict[str, dict[_Row, PastVisit]] = defaultdict(dict)
        for visit in visits:
            self.put(visit)

    def put(self, visit: PastVisit) -> None:
        """Have a line in the place of the one that its row had."""
        row = visit.sheet_id, visit.number
        before = self._by_row.get(row)
        if before is not None:
            del self._by_visit[before.visit_id][row]
        self._by_row[row] = self._by_visit[visit.visit_id][row] = visit

    def at(self, sheet: str, number: int) -> PastVisit | None:
        """The line of a row of a paper; `None`: it has none."""
        return self._by_row.get((sheet, number))

    def all(self) -> Iterable[PastVisit]:
        """Every line of the day."""
        return self._by_row.values()

    def of(self, visit: str) -> tuple[PastVisit, ...]:
        """Lines of a visit, by sheet and row."""
        return tuple(line for _, line in sorted(self._by_visit.get(visit, {}).items()))


class LinesKept:
    """Lines of the last few days of one ledger, so that not every line that is typed reads them.

    They are what the ledger has as long as its own mark of all recorded lines is the one that was read after the last change
    made here: a line that another program writes, corrects or takes back changes the mark. A server gives none; there they
    are read for each line.
    """

    def __init__(self) -> None:
        self._days: dict[dt.date, DayLines] = {}
        self._mark: str | None = None

    def begin(self, ledger: Ledger) -> None:
        """In a transaction: forget all if somebody else has written."""
        mark = ledger.mark_of_visits()
        if mark is None or mark != self._mark:
            self.forget()

    def end(self, ledger: Ledger) -> None:
        """In the same transaction, after the last line: what is kept is what the ledger has."""
        self._mark = ledger.mark_of_visits()
        if self._mark is None:
            self.forget()

    def forget(self) -> None:
        """Read all again: something was taken back, or not kept after all."""
        self._days, self._mark = {}, None

    def of(self, ledger: Ledger, date: dt.date) -> DayLines:
        """Lines of a day."""
        found = self._days.pop(date, None) or DayLines(ledger.visits(date, date))
        self._days[date] = found
        for old in list(self._days)[:-_MOST_DAYS]:
            del self._days[old]
        return found
