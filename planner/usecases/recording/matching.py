"""Finds the row of a plan that a line of the national list is about: by village, RT, RW and name, where one can be meant."""

import datetime as dt
from collections.abc import Iterable, Sequence

from inputs.tables.columns import heading_key
from inputs.tables.national_list import ListedVisit
from outputs.itinerary.privacy import shown_name
from planner.domain.errors import Fault
from planner.domain.place import unit_digits
from planner.domain.records import Household, Village
from planner.usecases.recording.planned import PlannedLine, PlannedSheet

Row = tuple[PlannedSheet, PlannedLine]


class Doors:
    """The households on the sheets of a plan, by where they are and what they are called."""

    def __init__(self, sheets: Sequence[PlannedSheet], *, households: Iterable[Household], villages: Iterable[Village]) -> None:
        self._codes = {heading_key(village.name): village.code for village in villages}
        self._names = {household.id: household.head_name or "" for household in households}
        self._rows = [(planned, line) for planned in sheets for line in planned.lines if line.household is not None]
        self._used: dict[tuple[str, int], int] = {}

    def match(self, listed: ListedVisit, *, date: dt.date) -> Row | Fault:
        """The one row that a line can be about, or why there is none.

        Where RT and RW leave several doors, the name decides, as a whole or by its initials; the name alone never moves a line
        to another RT.
        """
        if listed.date != date:
            return Fault(code="E7023", values={"date": listed.date.isoformat(), "expected": date.isoformat()})
        village = self._codes.get(heading_key(listed.village), listed.village)
        near = [row for row in self._rows if _is_there(row[1], village, listed)]
        found = near if len(near) == 1 and not listed.name else [row for row in near if self._is_called(row[1], listed.name)]
        # Planned rows before reserves: a door may stand on two sheets, once as a reserve.
        found = [row for row in found if not row[1].is_reserve] or found
        if len(found) != 1:
            values = {"rt": listed.rt or "-", "rw": listed.rw or "-", "count": len(found)}
            return Fault(code="E7021" if found else "E7020", values=values)
        planned, line = found[0]
        first = self._used.setdefault((planned.sheet.id, line.number), listed.row)
        if first != listed.row:
            return Fault(code="E7005", values={"number": line.number, "first": first})
        return planned, line

    def _is_called(self, line: PlannedLine, name: str) -> bool:
        known = self._names.get(line.household or "", "")
        if not name or not known:
            return False
        forms = {heading_key(shown_name(known, mode)) for mode in ("full", "initials")}
        return heading_key(name) in forms


def _is_there(line: PlannedLine, village: str, listed: ListedVisit) -> bool:
    return line.village == village and _is_unit(line.rt, listed.rt) and _is_unit(line.rw, listed.rw)


def _is_unit(digits: str, listed: str) -> bool:
    """Whether an RT or RW is the listed one, however many zeros a record of an older version has; none listed: any."""
    return not listed or unit_digits(digits) == unit_digits(listed)
