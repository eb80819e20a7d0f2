"""Ids for households of a list that has none: village, RW, RT and number, the same at every import of the list."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pydantic_core import PydanticCustomError

from inputs.tables.cells import read_rt_rw
from inputs.tables.columns import heading_key
from inputs.tables.table import Record
from inputs.tables.villages import VillageBook
from planner.domain.gathering import Gatherer
from planner.domain.records import Household, PositionSource

_UNKNOWN = "00"
"""Stands for an RT or RW that is not given."""
_MAX_NUMBER = 12
"""Letters of a house number that an id takes."""
_MAX_VILLAGE = 16


class IdMaker:
    """Makes ids: `36.03.01.1001-02-01-7` is number 7 of RT 01, RW 02 in the village of that code.

    The number is the house number where the list has such a column, else its running number, else the place within the RT. The
    second and further households of one number get a letter less: `-7.2`.
    """

    def __init__(self, book: VillageBook) -> None:
        self._book = book

    def __call__(self, records: Sequence[Record], gatherer: Gatherer) -> None:
        """Fill in `id` in every record, and note how."""
        rows = [raw for _, raw in records if raw is not None]
        named = next((name for name in ("house_number", "number") if all(name in raw for raw in rows)), "")
        counts: dict[str, int] = {}
        for raw in rows:
            group = self._group(raw)
            number = heading_key(raw[named])[:_MAX_NUMBER] if named else ""
            if not number:
                counts[group] = counts.get(group, 0) + 1
                number = str(counts[group])
            stem = f"{group}-{number}"
            counts[stem] = counts.get(stem, 0) + 1
            raw["id"] = stem if counts[stem] == 1 else f"{stem}.{counts[stem]}"
        if rows:
            values = {"count": len(rows), "example": rows[0]["id"]}
            gatherer.note("E1033" if named == "house_number" else "E1034", values=values)

    def _group(self, raw: dict[str, str]) -> str:
        codes = self._book.codes(raw.get("village", ""))
        code = next(iter(codes)) if len(codes) == 1 else ""
        village = "".join(char for char in code if char.isalnum() or char == ".")[:_MAX_VILLAGE] or _UNKNOWN
        return "-".join((village, *(self._digits(raw.get(name, "")) for name in ("rw", "rt"))))

    def _digits(self, cell: str) -> str:
        try:
            return (read_rt_rw(cell) if cell else "") or _UNKNOWN
        except PydanticCustomError:  # told of its cell later
            return _UNKNOWN


def renumbered(rows: Sequence[Household], known: Iterable[Household]) -> list[tuple[str, str]]:
    """Known homes that a list numbered anew gives to other ids: the id that each has, and the one that the list makes.

    A home is known again by name, address and given position, at least two of them; homes that are alike in them are not told
    apart. What was recorded of a home would go to another door.
    """
    ids = {row.id for row in rows}
    before, after = (_by_looks(homes) for homes in (known, rows))
    return sorted((before[looks], id_) for looks, id_ in after.items() if looks in before and id_ != before[looks] in ids)


def _by_looks(homes: Iterable[Household]) -> dict[tuple[object, ...], str]:
    looks = {home.id: _looks(home) for home in homes}
    counts = Counter(looks.values())
    return {look: id_ for id_, look in looks.items() if counts[look] == 1 and sum(part is not None for part in look[1:]) > 1}


def _looks(home: Household) -> tuple[object, ...]:
    place = home.address
    is_given = place.position_source is PositionSource.GIVEN
    position = (round(place.latitude, 6), round(place.longitude, 6)) if is_given else None
    return place.village, heading_key(home.head_name or "") or None, heading_key(place.detail) or None, position
