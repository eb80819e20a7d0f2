"""Houses without coordinates: by the street that they name, else amid the known houses of their RT; one line an RT."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np

from inputs.roads.street_book import StreetBook, spread
from inputs.tables.villages import VillageBook
from planner.domain.arrays import Floats
from planner.domain.gathering import Gatherer
from planner.domain.place import METRES_PER_DEGREE, group_of
from planner.domain.records import Address, PositionSource

FROM_RT = 1_000.0
"""Metres from the middle of an RT within which a street of that name is taken for its own."""
SHORT = 800.0
"""Metres across a street whose middle says enough where nothing else is known."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A row without coordinates."""

    row: int
    village: str
    rw: str
    rt: str
    address: str

    @property
    def group(self) -> str:
        """Its RT; empty: not said."""
        return group_of(village=self.village, rw=self.rw, rt=self.rt) if self.rt and self.rw else ""


K = TypeVar("K")


@dataclass(slots=True)
class _Lines(Generic[K]):
    """Rows that one line of the report is about."""

    rows: dict[K, list[Lost]] = field(default_factory=dict)

    def add(self, key: K, one: Lost) -> None:
        self.rows.setdefault(key, []).append(one)


class Unplaced:
    """Places the rows of a table that have no coordinates.

    Parameters
    ----------
    known
        Addresses of the rows that have some.
    streets
        Streets of the workspace's roads; `None`: there are none yet.
    """

    def __init__(self, known: Iterable[Address], book: VillageBook, streets: Callable[[], StreetBook | None] | None) -> None:
        self._book = book
        self._ask, self._known = streets, False
        self._found: StreetBook | None = None
        members: dict[str, list[tuple[float, float]]] = {}
        for address in known:
            if address.group:
                members.setdefault(address.group, []).append((address.longitude, address.latitude))
        self._middles = {group: np.array(points).mean(axis=0) for group, points in members.items()}
        self._counts = {group: len(points) for group, points in members.items()}

    def place(self, lost: Sequence[Lost], gatherer: Gatherer) -> Mapping[int, tuple[Floats, PositionSource]]:
        """Point and source of each row that can be placed; notes and faults are gathered, one for an RT."""
        found: dict[int, tuple[Floats, PositionSource]] = {}
        amid, by_street, nowhere = _Lines[str](), _Lines[tuple[str, str, str]](), _Lines[tuple[str, str, str]]()
        for one in lost:
            unit = (one.village, one.rw, one.rt)
            point = self._on_street(one)
            if point is not None:
                found[one.row] = point, PositionSource.STREET
                by_street.add(unit, one)
            elif one.group in self._middles:
                found[one.row] = self._middles[one.group].round(7), PositionSource.RT_CENTROID
                amid.add(one.group, one)
            else:
                nowhere.add(unit if one.group else ("", "", ""), one)
        for group, rows in amid.rows.items():
            self._note("E1209", rows, gatherer, known=self._counts[group])
        for rows in by_street.rows.values():
            self._note("E1219", rows, gatherer)
        for rows in nowhere.rows.values():
            code = "E1207" if rows[0].group else "E1208"
            gatherer.fault(code, row=rows[0].row, column="latitude", values=self._values(rows))
        return found

    def _note(self, code: str, rows: Sequence[Lost], gatherer: Gatherer, **more: object) -> None:
        gatherer.note(code, row=rows[0].row, column="latitude", values={**self._values(rows), **more})

    def _values(self, rows: Sequence[Lost]) -> dict[str, object]:
        first = rows[0]
        return {"village": self._book.label(first.village), "rt": first.rt, "rw": first.rw, "count": len(rows)}

    def _street_book(self) -> StreetBook | None:
        """The streets, read when the first row asks for them."""
        if not self._known and self._ask is not None:
            self._found = self._ask()
        self._known = True
        return self._found

    def _on_street(self, one: Lost) -> Floats | None:
        """The point of the street that is nearest to the RT's known houses, else the middle of a short street."""
        streets = self._street_book()
        points = None if streets is None else streets.points(one.address)
        if points is None:
            return None
        middle = self._middles.get(one.group)
        if middle is None:
            own = self._book.inside(one.village, points)
            if not len(own) or spread(own) > SHORT:
                return None
            middle = own.mean(axis=0)
            points = own
        ways = np.hypot(*((points - middle) * METRES_PER_DEGREE * [np.cos(np.radians(middle[1])), 1.0]).T)
        nearest = int(ways.argmin())
        return points[nearest].round(7) if ways[nearest] <= FROM_RT else None
