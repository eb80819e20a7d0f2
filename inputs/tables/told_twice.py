"""What cells of a row say together, or one of them again: places, RT and RW; where they differ, both are told."""

import re
from collections.abc import Sequence

import numpy as np
from pydantic_core import PydanticCustomError

from inputs.tables.cells import read_rt_rw
from inputs.tables.columns import POSITIONS
from inputs.tables.coordinates import Pair, exchanged, is_plain, read_latitude, read_longitude, read_position
from inputs.tables.rt_rw import parts_in, within
from planner.domain.arrays import Floats
from planner.domain.gathering import Gatherer
from planner.domain.masking import shown
from planner.domain.place import METRES_PER_DEGREE, Point

AT_DOOR = 50.0
"""Metres up to which two places of a row are one."""
NEAR = 1_000.0
"""Metres above which one of the two is another home's."""

_FOREIGN = {
    "village": re.compile(r"(r[tw](?=[\s.:]*\d)|kec(?:amatan)?\b|kab(?:upaten)?\b|prov(?:insi)?\b)", re.IGNORECASE),
    "house_number": re.compile(
        r"(r[tw](?=[\s.:]*\d)|(?:desa|ds|kelurahan|kel|kec(?:amatan)?|kab(?:upaten)?|prov(?:insi)?|dusun|dsn)\b(?=\W*[^\W\d]))",
        re.IGNORECASE,
    ),
}
"""Words before what belongs in another column."""

Doubt = tuple[int, Floats, Pair]
"""Row, its point (longitude, latitude), and what another cell of it says, latitude first."""


def take_position(raw: dict[str, str], near: Point | None) -> None:
    """Give a pair, a link or a code in one cell to latitude and longitude; what is none of them is judged as a latitude.

    Columns of both axes count first, then the first cell that is a place. What other cells say is kept beside it (`also`).
    """
    latitude, longitude = raw.get("latitude", ""), raw.get("longitude", "")
    together = [raw.pop(name) for name in POSITIONS if name in raw]
    if not together and is_plain(latitude) and is_plain(longitude):
        return
    has_both, cell = bool(latitude and longitude), latitude or longitude
    if has_both and (turned := exchanged(latitude, longitude)) is not None:
        raw["latitude"], raw["longitude"] = map(repr, turned)  # told as exchanged numbers are
        return
    own = read_position(cell, near) if cell and not (has_both and is_plain(latitude)) else None
    pairs = [pair for text in together if (pair := read_position(text, near)) is not None]
    if own is not None:
        pairs = [own, *_halves("", longitude if has_both else "", own, near), *pairs]
    elif not has_both and pairs:
        pairs = [pairs[0], *_halves(latitude, longitude, pairs[0], near), *pairs[1:]]
    else:
        if together and not cell:
            raw["latitude"] = together[0]
        raw |= _also(pairs)
        return
    raw["latitude"], raw["longitude"] = map(repr, pairs[0])
    raw |= _also(pairs[1:])


def _halves(latitude: str, longitude: str, pair: Pair, near: Point | None) -> list[Pair]:
    """The pair with what a column of one axis says in place of it; a place of its own is that; nothing: none says anything."""
    found = []
    for cell, reader, is_first in ((latitude, read_latitude, True), (longitude, read_longitude, False)):
        if cell and (other := read_position(cell, near)) is not None:
            found.append(other)
        elif cell:
            try:
                found.append((reader(cell), pair[1]) if is_first else (pair[0], reader(cell)))
            except PydanticCustomError:  # the pair counts, whatever stands beside it
                continue
    return found


def _also(pairs: Sequence[Pair]) -> dict[str, str]:
    return {"also": ";".join(f"{latitude!r} {longitude!r}" for latitude, longitude in pairs)} if pairs else {}


def read_also(cell: str) -> tuple[Pair, ...]:
    """The places that `take_position` has kept."""
    return tuple((float(one), float(other)) for one, other in (pair.split() for pair in cell.split(";")))


def tell_places(doubts: Sequence[Doubt], num_places: int, gatherer: Gatherer) -> None:
    """Gather a fault for places of one row that are no neighbours, and one note of those that are.

    Parameters
    ----------
    num_places
        Rows of the table that have a place: what half of them have alike is one fault.
    """
    if not doubts:
        return
    points, others = (np.array([doubt[at] for doubt in doubts], dtype=np.float64) for at in (1, 2))
    ways = np.hypot(
        (points[:, 0] - others[:, 1]) * np.cos(np.radians(points[:, 1])), points[:, 1] - others[:, 0]
    ) * METRES_PER_DEGREE  # fmt: skip
    values = [
        {"count": 1, "metres": round(way), "one": _text(point[1], point[0]), "other": _text(*other)}
        for way, point, other in zip(ways.tolist(), points.tolist(), others.tolist(), strict=True)
    ]
    far, close = np.flatnonzero(ways > NEAR).tolist(), np.flatnonzero((ways > AT_DOOR) & (ways <= NEAR)).tolist()
    for at in far:
        gatherer.fault("E1226", row=doubts[at][0], column="latitude", values=values[at])
    if 2 * len(far) >= num_places:
        gatherer.fold(("E1226",))
    if close:
        worst = {**values[max(close, key=lambda at: float(ways[at]))], "count": len({doubts[at][0] for at in close})}
        gatherer.note("E1227", row=doubts[close[0]][0], column="latitude", values=worst)


def _text(latitude: float, longitude: float) -> str:
    return f"{latitude:.6f}, {longitude:.6f}"


def take_units(row: int, raw: dict[str, str], parts: dict[str, str], gatherer: Gatherer) -> None:
    """Give RT and RW of a cell that holds both to their fields; a fault where a column of their own says another number."""
    for name, text in parts.items():
        if not _are_same(raw.setdefault(name, text), text):
            values = {"name": name.upper(), "one": shown(raw[name]), "other": shown(text)}
            gatherer.fault("E1120", row=row, column=name, values=values)


def note_gaps(records: Sequence[tuple[int, dict[str, str] | None]], gatherer: Gatherer) -> None:
    """Note homes without RT or RW where most have one: cells that were merged lose it in CSV."""
    homes = [(row, raw) for row, raw in records if raw is not None and ("village" in raw or "address" in raw)]
    for name in ("rt", "rw"):
        zeros = [row for row, raw in homes if name in raw and not raw[name].strip("0")]
        if zeros:
            gatherer.note("E1121", row=zeros[0], column=name, values={"count": len(zeros), "name": name.upper()})
        gaps = [row for row, raw in homes if name not in raw]
        if 0 < 2 * len(gaps) <= len(homes):
            gatherer.note("E1044", row=gaps[0], column=name, values={"count": len(gaps), "heading": name.upper()})


def note_addresses(records: Sequence[tuple[int, dict[str, str] | None]], gatherer: Gatherer) -> None:
    """Note once the homes whose address names another RT or RW than the columns, titles and sections do, which count."""
    others = []
    for row, raw in records:
        for name, text in within(raw.get("address", "")).items() if raw else ():
            if raw and name in raw and not _are_same(raw[name], text):
                others.append((row, name, raw[name], text))
    if others:
        row, name, one, other = others[0]
        count = len({found[0] for found in others})
        values = {"count": count, "name": name.upper(), "one": shown(one), "other": shown(other)}
        gatherer.note("E1071", row=row, column=name, values=values)


def take_labelled(row: int, raw: dict[str, str], gatherer: Gatherer) -> None:
    """Take RT and RW apart that stand both in one column, and give one that stands in the other's column to its own.

    Gathers E1128 for a village or a house number that says it is something else (`Kec. Contoh`, `RT 01`).
    """
    for name, foreign in _FOREIGN.items():
        if word := foreign.match(raw.get(name, "")):
            gatherer.fault("E1128", row=row, column=name, values={"word": word[1]})
    found = [(name, parts) for name in ("rt", "rw") if (parts := parts_in(name, raw.get(name, "")))]
    for name, _ in found:
        del raw[name]
    for _, parts in found:
        take_units(row, raw, parts, gatherer)


def _are_same(one: str, other: str) -> bool:
    try:
        return read_rt_rw(one) == read_rt_rw(other)
    except PydanticCustomError:  # what is no number is told as that
        return True
