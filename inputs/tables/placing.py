"""Puts addresses on the map: villages, coordinates, and the middle of the RT for houses without coordinates."""

from collections.abc import Mapping, Sequence
from typing import Annotated, TypeVar

from pydantic import BaseModel, PlainValidator

from inputs.tables.cells import read_decimal, read_id, read_rt_rw
from inputs.tables.plausible import Area
from inputs.tables.table import Entry
from inputs.tables.villages import VillageBook
from planner.domain.gathering import Gatherer
from planner.domain.masking import shown
from planner.domain.place import Point, points_of
from planner.domain.records import Address, PositionSource


class PlacedRow(BaseModel):
    """Columns that every table with an address has."""

    id: Annotated[str, PlainValidator(read_id)]
    village: str = ""
    rt: Annotated[str, PlainValidator(read_rt_rw)] = ""
    rw: Annotated[str, PlainValidator(read_rt_rw)] = ""
    address: str = ""
    landmark: str = ""
    latitude: Annotated[float | None, PlainValidator(read_decimal)] = None
    longitude: Annotated[float | None, PlainValidator(read_decimal)] = None


P = TypeVar("P", bound=PlacedRow)


def place_entries(
    entries: Sequence[Entry[P]], *, book: VillageBook, gatherer: Gatherer, has_centroids: bool = False
) -> Mapping[int, Address]:
    """Address of each row, by row number; rows that cannot be placed are missing, their faults gathered.

    Parameters
    ----------
    has_centroids
        Whether a row without coordinates goes to the middle of the rows of its RT that have some.
    """
    codes = {entry.row: code for entry in entries if (code := _village(entry, book, gatherer))}
    positions = _given_positions(entries, book, gatherer)
    placed = [entry for entry in entries if entry.row in codes]
    addresses = {
        entry.row: _address(entry.model, codes[entry.row], positions[entry.row]) for entry in placed if entry.row in positions
    }
    _note_outside(placed, addresses, book, gatherer)
    lost = [entry for entry in placed if entry.model.latitude is None and entry.model.longitude is None]
    if has_centroids:
        addresses |= _at_centroids(lost, codes, addresses, book, gatherer)
    else:
        for entry in lost:
            gatherer.fault("E1212", row=entry.row, column="latitude")
    return addresses


def _village(entry: Entry[P], book: VillageBook, gatherer: Gatherer) -> str:
    cell = entry.model.village
    if not cell:
        gatherer.fault("E1101", row=entry.row, column="village")
        return ""
    codes = book.codes(cell)
    if len(codes) == 1:
        return next(iter(codes))
    if codes:
        gatherer.fault("E1202", row=entry.row, column="village", values={"choices": ", ".join(sorted(codes))})
    else:
        gatherer.fault("E1201", row=entry.row, column="village", values=book.wrong(cell))
    return ""


def _given_positions(entries: Sequence[Entry[P]], book: VillageBook, gatherer: Gatherer) -> dict[int, Point]:
    """Good points by row number."""
    given: dict[int, Point] = {}
    for entry in entries:
        latitude, longitude = entry.model.latitude, entry.model.longitude
        if latitude is not None and longitude is not None:
            given[entry.row] = Point(longitude=longitude, latitude=latitude)
        elif latitude is not None or longitude is not None:
            gatherer.fault("E1206", row=entry.row, column="longitude" if longitude is None else "latitude")
    points = points_of(given.values())
    area = Area.of(book.bounds(), points)
    rows = list(given)
    for at, code in area.faults(points).items():
        wrong = given.pop(rows[at])
        values = {"latitude": round(wrong.latitude, 6), "longitude": round(wrong.longitude, 6), "area": area.text()}
        gatherer.fault(code, row=rows[at], column="latitude", values=values)
    return given


def _address(model: PlacedRow, code: str, point: Point, source: PositionSource = PositionSource.GIVEN) -> Address:
    return Address(
        village=code,
        rt=model.rt,
        rw=model.rw,
        detail=model.address,
        landmark=model.landmark,
        latitude=point.latitude,
        longitude=point.longitude,
        position_source=source,
    )


def _note_outside(entries: Sequence[Entry[P]], addresses: Mapping[int, Address], book: VillageBook, gatherer: Gatherer) -> None:
    placed = [entry for entry in entries if entry.row in addresses]
    homes = [addresses[entry.row] for entry in placed]
    for at, code in book.outside([home.village for home in homes], points_of(homes)):
        values = {"id": shown(placed[at].model.id), "village": book.label(homes[at].village)}
        if code:
            gatherer.note("E1210", row=placed[at].row, column="village", values={**values, "found": book.label(code)})
        else:
            gatherer.note("E1211", row=placed[at].row, column="village", values=values)


def _at_centroids(
    lost: Sequence[Entry[P]], codes: Mapping[int, str], known: Mapping[int, Address], book: VillageBook, gatherer: Gatherer
) -> dict[int, Address]:
    """Addresses of rows without coordinates: the mean position of the known houses of their RT; one note per RT."""
    sums: dict[str, list[float]] = {}
    for address in known.values():
        if address.group:
            total = sums.setdefault(address.group, [0.0, 0.0, 0.0])
            total[0] += address.latitude
            total[1] += address.longitude
            total[2] += 1
    found: dict[int, Address] = {}
    members: dict[str, list[int]] = {}
    for entry in lost:
        model, code = entry.model, codes[entry.row]
        values: dict[str, object] = {"village": book.label(code), "rt": model.rt, "rw": model.rw}
        if not (model.rt and model.rw):
            gatherer.fault("E1208", row=entry.row, column="latitude")
            continue
        group = f"{code}/{model.rw}/{model.rt}"
        if group not in sums:
            gatherer.fault("E1207", row=entry.row, column="latitude", values=values)
            continue
        latitude, longitude, count = sums[group]
        middle = Point(longitude=round(longitude / count, 7), latitude=round(latitude / count, 7))
        found[entry.row] = _address(model, code, middle, PositionSource.RT_CENTROID)
        members.setdefault(group, []).append(entry.row)
    for group, rows in members.items():
        address = found[rows[0]]
        values = {"village": book.label(address.village), "rt": address.rt, "rw": address.rw}
        gatherer.note(
            "E1209", row=rows[0], column="latitude", values={**values, "count": len(rows), "known": int(sums[group][2])}
        )
    return found
