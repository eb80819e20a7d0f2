"""Reads an instance of the team orienteering problem with time windows (TOPTW) as a problem.

A file has two lines that are not used, then one line for each point: number, coordinates, service duration, profit, other
columns, and in the last two the opening and closing time of the window in which service may *start*. Point 0 is where every
team starts and ends, its closing time the time budget. Travel is the Euclidean distance rounded **down** to one decimal, in
Cordeau's instances (`pr01` …) to two, so all times are whole tenths or hundredths. Maximised is the profit collected; among
equals this planner prefers less travel.

References
----------
Vansteenwegen, P., Souffriau, W., Vanden Berghe, G. and Van Oudheusden, D. (2009). Iterated local search for the team
orienteering problem with time windows. Computers & Operations Research 36(12). doi 10.1016/j.cor.2009.03.008
"""

import math
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import numpy as np

from planner.domain.arrays import IntMatrix
from planner.domain.errors import Fault, InputError, Where
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.travel import Travel
from planner.domain.visit import Visit, Window

TENTHS, HUNDREDTHS = 10, 100
"""Times are counted in these parts of the file's unit."""

_CORDEAU = "pr"
"""How the names of Cordeau's instances begin."""

PROFILE = "euclidean"

_HEAD_LINES = 2
_LEAST_COLUMNS = 7
"""Number, two coordinates, service, profit, and the two times."""

_MAX_VALUE = 10**6
"""Beyond every coordinate, profit or time of the literature: sums stay inside 32 bits."""

_MAX_FAULTS = 100

_MAX_FOUND = 40
"""Characters of a wrong value that a message repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """One line: coordinates as exact decimals, times in whole parts of the unit."""

    number: int
    x: Decimal
    y: Decimal
    service: int
    profit: int
    opens: int
    closes: int


def read_toptw(path: Path, *, num_teams: int) -> Problem:
    """Read an instance for a number of teams.

    Raises
    ------
    InputError
        E3001 unreadable, E3040 no points, E3041 a line with too few columns, E3042 a value that is none, E3043 times that
        cannot be met (opening after closing).
    """
    scale = scale_of(path)
    points = _points(path, scale)
    start, *others = points
    duty = Window(start=start.opens, end=start.closes)
    return Problem(
        visits=tuple(
            Visit(
                id=str(point.number),
                place=place,
                prize=point.profit,
                service_duration=point.service,
                windows=(Window(start=point.opens, end=point.closes),),
            )
            for place, point in enumerate(others, start=1)
        ),
        shifts=tuple(Shift(id=str(team), window=duty, start=0, end=0, profile=PROFILE) for team in range(1, num_teams + 1)),
        travel={PROFILE: Travel(durations=_distances(points, scale))},
    )


def scale_of(path: Path) -> int:
    """Parts of the file's unit that times of an instance are counted in, known by its name."""
    return HUNDREDTHS if path.stem.startswith(_CORDEAU) else TENTHS


def _points(path: Path, scale: int) -> list[_Point]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise InputError([Fault(code="E3001", where=Where(file=path.name), values={"reason": reason})]) from error
    points: list[_Point] = []
    faults: list[Fault] = []
    seen: set[int] = set()
    for row, line in enumerate(lines[_HEAD_LINES:], start=_HEAD_LINES + 1):
        if line.strip():
            where = Where(file=path.name, row=row)
            point = _point(line.split(), where, faults, scale=scale)
            if point is not None and point.number in seen:
                faults.append(Fault(code="E3014", where=where, values={"id": point.number}))
            if point is not None:
                seen.add(point.number)
                points.append(point)
    if not points and not faults:
        faults.append(Fault(code="E3040", where=Where(file=path.name)))
    if faults:
        raise InputError(faults[:_MAX_FAULTS], num_more=max(0, len(faults) - _MAX_FAULTS))
    return points


def _point(cells: list[str], where: Where, faults: list[Fault], *, scale: int) -> _Point | None:
    if len(cells) < _LEAST_COLUMNS:
        faults.append(Fault(code="E3041", where=where, values={"found": len(cells), "expected": _LEAST_COLUMNS}))
        return None
    wrong: list[str] = []
    (number, profit), (x, y) = (_whole(cells[n], 1, wrong) for n in (0, 4)), (_decimal(cells[n], wrong) for n in (1, 2))
    service, opens, closes = (_whole(cells[n], scale, wrong) for n in (3, -2, -1))
    faults += [Fault(code="E3042", where=where, values={"found": text[:_MAX_FOUND]}) for text in wrong]
    if not wrong and opens > closes:
        faults.append(Fault(code="E3043", where=where, values={"opens": cells[-2], "closes": cells[-1]}))
    if wrong or opens > closes:
        return None
    return _Point(number=number, x=x, y=y, service=service, profit=profit, opens=opens, closes=closes)


def _decimal(text: str, wrong: list[str]) -> Decimal:
    """A number, exactly as written; what is none is added to `wrong`."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("nan")
    if value.is_finite() and abs(value) <= _MAX_VALUE:
        return value
    wrong.append(text)
    return Decimal(0)


def _whole(text: str, scale: int, wrong: list[str]) -> int:
    """A number >= 0 that is whole when multiplied by a scale."""
    value = _decimal(text, wrong) * scale
    if value < 0 or value % 1:
        wrong.append(text)
    return int(value)


def _distances(points: list[_Point], scale: int) -> IntMatrix:
    """Euclidean distances in parts of the unit, rounded down: in exact arithmetic, for a float may fall to the wrong side."""
    shift = 10 ** max(0, *(-_exponent(value) for point in points for value in (point.x, point.y)))
    xy = [(int(point.x * shift), int(point.y * shift)) for point in points]
    rows = [[math.isqrt(scale**2 * ((x - u) ** 2 + (y - v) ** 2)) // shift for u, v in xy] for x, y in xy]
    return np.array(rows, dtype=np.int32).reshape(len(points), len(points))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
