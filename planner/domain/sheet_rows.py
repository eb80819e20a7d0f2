"""What a printed sheet says, as marks by which a change is noticed and from which nobody is known again."""

import hashlib
from collections.abc import Collection, Sequence

from planner.domain.records import Team

_WIDTH = 8
"""Hexadecimal digits of a mark: a changed row keeps its mark once in four thousand million times."""
FORGOTTEN = "0" * _WIDTH
"""In the place of a row whose home was erased."""


def row_mark(sheet: str, number: int, visit: str) -> str:
    """The mark of one row."""
    return hashlib.sha256(f"{sheet} {number} {visit}".encode()).hexdigest()[:_WIDTH]


def row_marks(sheet: str, visits: Sequence[str]) -> str:
    """Marks of all rows of a sheet, in their order."""
    return "".join(row_mark(sheet, number, visit) for number, visit in enumerate(visits, 1))


def changed_rows(kept: str, now: str) -> frozenset[int]:
    """Numbers of the rows that mean something else than they did; none where nothing was kept."""
    before, after = _parts(kept), _parts(now)
    if not before:
        return frozenset()
    return frozenset(
        number for number, mark in enumerate(after, 1) if number > len(before) or before[number - 1] not in (mark, FORGOTTEN)
    )


def without_rows(kept: str, sheet: str, visit: str) -> str:
    """The marks without those of the rows that a visit had."""
    marks = _parts(kept)
    return "".join(FORGOTTEN if mark == row_mark(sheet, number, visit) else mark for number, mark in enumerate(marks, 1))


def rows_of(kept: str, sheet: str, visits: Collection[str]) -> frozenset[int]:
    """Numbers of the rows of a sheet that are about one of some visits."""
    marks = _parts(kept)
    return frozenset(
        number for number, mark in enumerate(marks, 1) if any(row_mark(sheet, number, visit) == mark for visit in visits)
    )


def erased_rows(kept: str) -> frozenset[int]:
    """Numbers of the rows of a sheet whose homes were erased."""
    return frozenset(number for number, mark in enumerate(_parts(kept), 1) if mark == FORGOTTEN)


def crew_mark(sheet: str, team: Team) -> str:
    """The mark of whom the head of a sheet names, and where they are to meet if not at the station."""
    officers = [f"{one.rank}|{one.name}|{one.nrp}" for one in team.officers]
    post = team.day.post_name if team.day else ""
    return hashlib.sha256("\n".join([sheet, team.unit, post, *officers]).encode()).hexdigest()[:_WIDTH]


def _parts(marks: str) -> list[str]:
    return [marks[start : start + _WIDTH] for start in range(0, len(marks), _WIDTH)]
