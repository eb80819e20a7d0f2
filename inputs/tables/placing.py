"""Puts addresses on the map: villages, coordinates, and the middle of the RT for houses without coordinates."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Annotated, TypeVar

import numpy as np
from pydantic import PlainValidator

from inputs.roads.street_book import StreetBook
from inputs.tables.cells import read_address, read_id, read_rt_rw
from inputs.tables.coarse import Coarseness, coarseness
from inputs.tables.coordinates import Pair, read_latitude, read_longitude
from inputs.tables.place_codes import LEAST_EASTING, MOST_EASTING, MOST_NORTHING, from_utm, zone_at, zone_of
from inputs.tables.plausible import WHOLE, Area, whole_column
from inputs.tables.table import TableRow
from inputs.tables.told_twice import read_also, tell_places
from inputs.tables.unplaced import Lost, Unplaced
from inputs.tables.villages import VillageBook
from planner.domain.arrays import Bools, Floats
from planner.domain.gathering import Gatherer
from planner.domain.masking import shown
from planner.domain.place import METRES_PER_DEGREE, Point, lengths_on_earth, points_of
from planner.domain.records import Address, Complaint, Facility, Household, PositionSource

_LEAST_NEIGHBOURS, _ASTRAY = 4, 10_000.0
"""Homes of an RT from which one can be astray, and metres from their middle from which it is: no RT is as wide."""


class PlacedRow(TableRow):
    """Columns that every table with an address has."""

    id: Annotated[str, PlainValidator(read_id)]
    village: str = ""
    rt: Annotated[str, PlainValidator(read_rt_rw)] = ""
    rw: Annotated[str, PlainValidator(read_rt_rw)] = ""
    address: Annotated[str, PlainValidator(read_address)] = ""
    landmark: str = ""
    latitude: Annotated[float | None, PlainValidator(read_latitude)] = None
    longitude: Annotated[float | None, PlainValidator(read_longitude)] = None
    zone: str = ""
    also: Annotated[tuple[Pair, ...], PlainValidator(read_also)] = ()
    source: PositionSource = PositionSource.GIVEN
    is_village_told: bool = False
    """Whether a title, a section or the name of the sheet says the village, and no cell of the row."""


P = TypeVar("P", bound=PlacedRow)


def at_known_places(
    entries: Sequence[P], known: Callable[[], Iterable[Household | Complaint | Facility]], unsaid: Collection[str]
) -> list[P]:
    """The rows of a table without columns of coordinates, those of known records at the places that are known.

    Parameters
    ----------
    known
        Gives the records that are known already; asked for where the table says no coordinates.
    unsaid
        Columns that the table has not.
    """
    if not {"latitude", "longitude"} <= set(unsaid):
        return list(entries)
    places = {one.id: one.address for one in known() if one.address is not None}
    found = []
    for entry in entries:
        if (place := places.get(entry.id)) is not None:
            at = {"latitude": place.latitude, "longitude": place.longitude, "source": place.position_source}
            entry = entry.model_copy(update=at)  # noqa: PLW2901 (the same row)
        found.append(entry)
    return found


def place_entries(
    entries: Sequence[P],
    *,
    book: VillageBook,
    gatherer: Gatherer,
    station: Point | None = None,
    has_centroids: bool = False,
    streets: Callable[[], StreetBook | None] | None = None,
) -> Mapping[int, Address]:
    """Address of each row, by row number; rows that cannot be placed are missing, their faults gathered.

    Parameters
    ----------
    station
        Where the station stands; `None`: not known.
    has_centroids
        Whether a row without coordinates goes to its street, else to the middle of the rows of its RT that have some.
    streets
        Streets of the workspace's roads, asked for where a row has no coordinates.
    """
    codes = {entry.row: code for entry in entries if (code := _village(entry, book, gatherer))}
    if len({entry.village for entry in entries if entry.row not in codes}) == 1:  # a title's, or that of all rows
        gatherer.fold(("E1201", "E1228"))
    positions = _given_positions(entries, book, gatherer, station)
    placed = [entry for entry in entries if entry.row in codes]
    addresses = {
        entry.row: _address(entry, codes[entry.row], positions[entry.row], entry.source)
        for entry in placed
        if entry.row in positions
    }
    _note_outside(placed, addresses, book, gatherer)
    if has_centroids:
        _tell_astray(placed, addresses, gatherer)
    lost = [entry for entry in placed if entry.latitude is None and entry.longitude is None]
    if has_centroids and lost:
        rows = [Lost(entry.row, codes[entry.row], entry.rw, entry.rt, entry.address) for entry in lost]
        seen = [address for address in addresses.values() if address.position_source is PositionSource.GIVEN]
        found = Unplaced(seen, book, streets).place(rows, gatherer)
        addresses |= {entry.row: _address(entry, codes[entry.row], *found[entry.row]) for entry in lost if entry.row in found}
    elif not has_centroids:
        for entry in lost:
            gatherer.fault("E1212", row=entry.row, column="latitude")
    return addresses


def _tell_astray(placed: Sequence[P], addresses: Mapping[int, Address], gatherer: Gatherer) -> None:
    """Gather a fault for each home that stands nowhere near the others of its RT: it would draw those without a place along."""
    kept = [(entry, addresses[entry.row]) for entry in placed if entry.row in addresses]
    points = points_of(home for _, home in kept)
    groups: dict[tuple[str, str, str], list[int]] = {}
    for at, (_, home) in enumerate(kept):
        if home.rt:
            groups.setdefault((home.village, home.rw, home.rt), []).append(at)
    for group in groups.values():
        own = points[group]
        if len(group) < _LEAST_NEIGHBOURS or np.hypot(*np.ptp(own, axis=0)) * METRES_PER_DEGREE <= _ASTRAY:
            continue
        metres = lengths_on_earth(own, np.broadcast_to(np.median(own, axis=0), own.shape))
        if np.median(metres) > _ASTRAY / 2:  # no RT at all: nobody can say who is astray
            continue
        for at in np.flatnonzero(metres > _ASTRAY).tolist():
            row = kept[group[at]][0].row
            gatherer.fault("E1230", row=row, column="latitude", values={"km": round(float(metres[at]) / 1000)})


def _village(entry: P, book: VillageBook, gatherer: Gatherer) -> str:
    if not entry.village:
        gatherer.fault("E1101", row=entry.row, column="village")
        return ""
    return book.code_of(entry.village, row=entry.row, gatherer=gatherer, is_told=entry.is_village_told)


def middle_of(book: VillageBook, station: Point | None) -> Point | None:
    """The station, else the middle of the villages; `None`: neither is known."""
    bounds = book.bounds()
    if station is not None or bounds is None:
        return station
    west, south, east, north = bounds
    return Point(longitude=(west + east) / 2, latitude=(south + north) / 2)


def _given_positions(entries: Sequence[P], book: VillageBook, gatherer: Gatherer, station: Point | None) -> dict[int, Floats]:
    """Good points, (longitude, latitude), by row number."""
    given = []
    for entry in entries:
        if entry.latitude is not None and entry.longitude is not None:
            given.append(entry)
        elif entry.latitude is not None or entry.longitude is not None:
            gatherer.fault("E1206", row=entry.row, column="longitude" if entry.longitude is None else "latitude")
    points = np.array([(entry.longitude, entry.latitude) for entry in given], dtype=np.float64).reshape(-1, 2)
    is_metres = _is_utm(points)
    lost = _from_utm(given, points, middle_of(book, station), gatherer)
    area = Area.of(book.bounds(), points, station)
    wrong = {at: code for at, code in area.faults(points).items() if at not in lost}
    # metres that fit either way are not exchanged: a digit of them is lost
    wrong |= {at: "E1203" for at in wrong if _is_utm(points[at, ::-1]) and not _is_utm(points[at])}
    degrees = np.flatnonzero(~is_metres).tolist()
    coarse = dict(zip(degrees, coarseness(points[degrees]), strict=True))
    towns = [at for at in degrees if coarse[at] is Coarseness.TOWN]
    # whole degrees are far away because they are that; tenths that are far are wrong in another way too
    may_be_far = {at: "E1205" for at in towns if (points[at] % 1 == 0).any()}
    wrong |= {at: "E1231" for at in towns if wrong.get(at) == may_be_far.get(at) or at not in wrong}
    wrong = dict(sorted(wrong.items()))
    columns = whole_column(wrong, len(given))
    for at, code in wrong.items():
        longitude, latitude = points[at].tolist()
        values = {"latitude": round(latitude, 6), "longitude": round(longitude, 6), "area": area.text(), "count": 1}
        if code not in columns:
            gatherer.fault(code, row=given[at].row, column="latitude", values=values)
        elif at == columns[code][0]:
            counts = {"count": len(columns[code]), "total": len(given)}
            gatherer.fault(WHOLE[code], row=given[at].row, column="latitude", values={**values, **counts})
    good = [at for at in range(len(given)) if at not in wrong and at not in lost]
    blocks = [at for at in good if coarse.get(at) is Coarseness.BLOCK]
    _note_blocks([given[at].row for at in blocks], points[blocks], gatherer)
    doubts = [(given[at].row, points[at], pair) for at in good for pair in given[at].also]
    tell_places(doubts, len(good), gatherer)
    return {given[at].row: points[at] for at in good}


def _note_blocks(rows: Sequence[int], points: Floats, gatherer: Gatherer) -> None:
    """Note once the positions that name a block and no home."""
    if rows:
        longitude, latitude = points[0].round(6).tolist()
        values = {"latitude": latitude, "longitude": longitude, "count": len(rows)}
        gatherer.note("E1232", row=rows[0], column="latitude", values=values)


def _from_utm(given: Sequence[P], points: Floats, middle: Point | None, gatherer: Gatherer) -> set[int]:
    """Turn metres of UTM into degrees, in place; gives the indices of those whose zone nobody knows, their fault gathered."""
    is_utm = _is_utm(points)
    by_zone: dict[tuple[int, bool], list[int]] = {}
    lost: list[int] = []
    for at in np.flatnonzero(is_utm).tolist():
        zone = zone_of(given[at].zone) if given[at].zone else zone_at(middle) if middle is not None else None
        if zone is None:
            lost.append(at)
        else:
            by_zone.setdefault(zone, []).append(at)
    if lost:
        gatherer.fault("E1216", row=given[lost[0]].row, column="latitude", values={"count": len(lost)})
    for zone, members in by_zone.items():
        turned = np.array(from_utm(points[members], zone))
        is_turned = ~np.isnan(turned[:, 0])
        points[np.array(members)[is_turned]] = turned[is_turned].round(7)
        if is_turned.any():
            values = {"count": int(is_turned.sum()), "zone": f"{zone[0]}{'S' if zone[1] else 'N'}"}
            gatherer.note("E1215", row=given[members[0]].row, column="latitude", values=values)
    return set(lost)


def _is_utm(points: Floats) -> Bools:
    """Whether numbers, shape (…, 2), can be eastings and northings."""
    eastings, northings = points[..., 0], points[..., 1]
    found: Bools = (eastings >= LEAST_EASTING) & (eastings <= MOST_EASTING) & (northings > 90) & (northings <= MOST_NORTHING)
    return found


def _address(entry: PlacedRow, code: str, point: Iterable[float], source: PositionSource = PositionSource.GIVEN) -> Address:
    longitude, latitude = map(float, point)
    return Address(
        village=code,
        rt=entry.rt,
        rw=entry.rw,
        detail=entry.address,
        landmark=entry.landmark,
        latitude=latitude,
        longitude=longitude,
        position_source=source,
    )


def _note_outside(entries: Sequence[P], addresses: Mapping[int, Address], book: VillageBook, gatherer: Gatherer) -> None:
    placed = [entry for entry in entries if entry.row in addresses]
    homes = [addresses[entry.row] for entry in placed]
    for at, code in book.outside([home.village for home in homes], points_of(homes)):
        values = {"id": shown(placed[at].id), "village": book.label(homes[at].village)}
        if code:
            gatherer.note("E1210", row=placed[at].row, column="village", values={**values, "found": book.label(code)})
        else:
            gatherer.note("E1211", row=placed[at].row, column="village", values=values)
