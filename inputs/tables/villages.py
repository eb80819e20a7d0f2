"""The villages of the area: found by code or name, and the outlines that a position is held against."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planner.domain.arrays import Floats
from planner.domain.gathering import Gatherer
from planner.domain.masking import shown_choice, suggestion
from planner.domain.place import Points
from planner.domain.records import Village

TOLERANCE = 0.0006
"""Degrees (about 65 m) by which a house may stand outside its village: outlines are simplified, phones err."""

_PREFIXES = ("desa", "kelurahan", "kel.", "kel", "ds.", "ds")


class VillageBook:
    """Looks villages up.

    Parameters
    ----------
    villages
        Those of the area; none: every name is taken as it is written.
    spellings
        Without villages, names that are known already: the same one, written otherwise, is taken as they write it.
    """

    def __init__(self, villages: Sequence[Village], spellings: Iterable[str] = ()) -> None:
        self.villages = tuple(villages)
        self._spellings = frozenset(spellings)
        self._spelled = {village_key(name): name for name in sorted(self._spellings, reverse=True)}
        self._codes: dict[str, set[str]] = {}
        for village in self.villages:
            for spelling in (village.code, village.name):
                self._codes.setdefault(village_key(spelling), set()).add(village.code)
        self._outlines = [_geometry(village) for village in self.villages]
        self._index_of = {village.code: index for index, village in enumerate(self.villages)}

    def codes(self, cell: str) -> set[str]:
        """Codes of the villages that the cell can mean."""
        if not self.villages:
            return {cell if cell in self._spellings else self._spelled.get(village_key(cell), cell)}
        return self._codes.get(village_key(cell), set())

    def is_name(self, text: str) -> bool:
        """Whether the text is the name of a village of the area, the word for it in front or not."""
        return bool(self.villages) and bool(self._codes.get(village_key(text))) and not text.isdigit()

    def code_of(self, cell: str, *, row: int, gatherer: Gatherer, is_told: bool = False) -> str:
        """Code of the one village that the cell means; empty, and a fault of the row, where there is none or more.

        Parameters
        ----------
        is_told
            Whether it is no cell of the row, but what stands above it or on the sheet.
        """
        codes = self.codes(cell)
        if len(codes) == 1:
            return next(iter(codes))
        if codes:
            gatherer.fault("E1202", row=row, column="village", values={"choices": ", ".join(sorted(codes))})
        else:
            code, column = ("E1228", "") if is_told else ("E1201", "village")
            gatherer.fault(code, row=row, column=column, values=self._wrong(cell))
        return ""

    def are_same(self, one: str, other: str) -> bool:
        """Whether two codes are of one village; without villages they are names, however they are written."""
        return one == other or (not self.villages and village_key(one) == village_key(other))

    def _wrong(self, cell: str) -> dict[str, object]:
        """Values of the fault of an unknown village."""
        spellings = [spelling for village in self.villages for spelling in (village.name, village.code)]
        names = [village.name for village in self.villages]
        return {"count": 1, "cell": shown_choice(cell, spellings), "choices": suggestion(_bare(cell), names)}

    def label(self, code: str) -> str:
        """`Balaraja (36.03.01.1001)`."""
        index = self._index_of.get(code)
        return code if index is None else f"{self.villages[index].name} ({code})"

    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north of all outlines; `None` where there are none."""
        known = [outline for outline in self._outlines if not outline.is_empty]
        if not known:
            return None
        west, south, east, north = shapely.total_bounds(np.array(known, dtype=object)).tolist()
        return west, south, east, north

    def outside(self, codes: Sequence[str], points: Points) -> list[tuple[int, str]]:
        """Points outside their village's outline, as (index, code of the village they lie in or empty)."""
        found: list[tuple[int, str]] = []
        by_code: dict[str, list[int]] = {}
        for at, code in enumerate(codes):
            by_code.setdefault(code, []).append(at)
        for code, members in by_code.items():
            index = self._index_of.get(code)
            if index is None or self._outlines[index].is_empty:
                continue
            own = self._outlines[index].buffer(TOLERANCE)
            shapely.prepare(own)
            where = np.array(members)
            is_out = ~shapely.contains_xy(own, points[where])
            found += [(int(at), self._lies_in(points[at])) for at in where[is_out]]
        return sorted(found)

    def inside(self, code: str, points: Points) -> Points:
        """Those of the points that lie in a village; all of them where its outline is not known."""
        index = self._index_of.get(code)
        if index is None or self._outlines[index].is_empty:
            return points
        return points[shapely.contains_xy(self._outlines[index].buffer(TOLERANCE), points)]

    def at(self, point: Floats) -> str:
        """Code of the village whose outline holds (longitude, latitude); empty: none."""
        return self._lies_in(point)

    def _lies_in(self, point: Floats) -> str:
        for village, outline in zip(self.villages, self._outlines, strict=True):
            if shapely.contains_xy(outline, *point):
                return village.code
        return ""


def _bare(cell: str) -> str:
    words = cell.split()
    return " ".join(words[1:]) if len(words) > 1 and words[0].casefold() in _PREFIXES else cell


@lru_cache(maxsize=4096)  # a table names a few villages in tens of thousands of rows
def village_key(cell: str) -> str:
    """What counts of a name: letters and digits without capitals, spaces, points, and the word for village in front."""
    return "".join(char for char in _bare(cell).casefold() if char.isalnum())


def _geometry(village: Village) -> BaseGeometry:
    polygons = [shapely.Polygon(rings[0], rings[1:]) for rings in village.outline if rings]
    outline: BaseGeometry = shapely.make_valid(shapely.MultiPolygon(polygons))
    shapely.prepare(outline)
    return outline
