"""An invented province: areas side by side, each the district of a station, all DATA CONTOH.

Names and codes of the districts are real, and nothing else: where each lies is invented as much as who lives there.
"""

import datetime as dt
import functools
import math
import re
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from inputs.example.districts import DISTRICTS, District
from inputs.example.files import ExampleFiles, files_in, write_outlines, write_readme, write_roads, write_waters
from inputs.example.geography import STATION, VILLAGES, VillageFact
from inputs.example.make import STREAMS, Land, Rows, make_land, write_people
from inputs.example.network import Network
from inputs.example.sizes import SIZES, Size
from inputs.example.tiles import Border, Tile, border_towards, joined
from planner.domain.place import Point

MOST_STATIONS = len(DISTRICTS)
FULL_HOUSEHOLDS = 24_000
"""Households of a station of full size: 140 of them have 3.36 million."""

_SHARED = ("skeleton", "outlines")
"""Streams that all areas share, so that their roads and borders meet."""

_STRENGTH, _COMPLAINTS = (0.7, 1.0), (0.6, 1.4)
"""Teams and complaints of a station, as shares of its size's numbers: stations differ, and some can lend."""

_MOST_OFFICERS = 60
_FEWEST_COMPLAINTS = 3
_NUMBER = re.compile(r"0000(\d{4})")
"""An invented officer's number: four noughts, and four digits."""

_BORDER_VILLAGE = "36.03.01.2005"


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedStation:
    """A station of an invented province.

    Attributes
    ----------
    number
        From 0.
    name
        As a province's list may call it: `pasar-kemis`.
    """

    number: int
    name: str
    district: District
    column: int
    row: int


class InventedProvince:
    """Stations in rows and columns; the same size, number of stations and seed give the same province.

    Parameters
    ----------
    num_stations
        1 to `MOST_STATIONS`.
    size
        `full` (24,000 households a station), `small` (2,500) or `tiny` (150).
    """

    def __init__(self, num_stations: int, *, size: str, seed: int) -> None:
        if size not in SIZES:
            raise ValueError(f"size {size!r} is not one of {', '.join(SIZES)}")
        if not 1 <= num_stations <= MOST_STATIONS:
            raise ValueError(f"{num_stations} stations, expected 1 to {MOST_STATIONS}")
        self._size, self._seed = _size(size), seed
        self._columns = math.ceil(math.sqrt(num_stations))
        self.stations = tuple(
            InventedStation(
                number=number, name=name, district=district, column=number % self._columns, row=number // self._columns
            )
            for number, (district, name) in enumerate(zip(DISTRICTS[:num_stations], _names(num_stations), strict=True))
        )
        # a station's land is asked for by its neighbours in the rows before and after it
        self._land = functools.lru_cache(maxsize=2 * self._columns + 2)(self._make_land)

    def neighbours(self, station: InventedStation) -> list[InventedStation]:
        """Those to the east, west, north and south."""
        at = (station.column, station.row)
        return [other for other in self.stations if abs(other.column - at[0]) + abs(other.row - at[1]) == 1]

    def make(self, station: InventedStation, folder: Path, *, today: dt.date) -> ExampleFiles:
        """Make the area of a station and write its files."""
        land = self._land(station.number)
        tile = _tile(station, land)
        folder.mkdir(parents=True, exist_ok=True)
        files = files_in(folder, station=Point.of_row(tile.degrees(np.array([STATION]))[0]))
        write_readme(files.readme)
        telling = _Telling(station, tile)
        write_outlines(files.desa, land.outlines, tile.degrees, telling.village)
        write_waters(files.waters, land.network, tile.degrees)
        beside = [self._beside(tile, other) for other in self.neighbours(station)]
        roads = joined(land.network, beside, is_mirrored=tile.is_mirrored)
        write_roads(files.roads_nodes, files.roads_edges, roads, tile.degrees)
        write_people(files, land, self._varied(station), today, self._chance(station), telling.rows)
        return files

    def _make_land(self, number: int) -> Land:
        return make_land(self._size, self._chance(self.stations[number]))

    def _beside(self, tile: Tile, other: InventedStation) -> tuple[Border, Network]:
        land = self._land(other.number)
        return border_towards(tile.box, tile, _tile(other, land)), land.network

    def _chance(self, station: InventedStation) -> dict[str, np.random.Generator]:
        return {
            name: np.random.default_rng([self._seed, number] if name in _SHARED else [self._seed, number, station.number])
            for number, name in enumerate(STREAMS)
        }

    def _varied(self, station: InventedStation) -> Size:
        """The size with the station's own strength and complaints."""
        rng = np.random.default_rng([self._seed, len(STREAMS), station.number])
        teams, complaints = rng.uniform(*_STRENGTH), rng.uniform(*_COMPLAINTS)
        return Size(
            households=self._size.households,
            num_teams=max(2, round(self._size.num_teams * teams)),
            num_complaints=max(_FEWEST_COMPLAINTS, round(self._size.num_complaints * complaints)),
            num_facilities=self._size.num_facilities,
        )


def _size(name: str) -> Size:
    size = SIZES[name]
    if name == "full":
        share = FULL_HOUSEHOLDS / sum(size.households.values())
        households = {code: round(share * number) for code, number in size.households.items()}
        households[_BORDER_VILLAGE] += FULL_HOUSEHOLDS - sum(households.values())
    elif name == "tiny":  # the one village of a tiny area lies at a border, so that neighbours have something to trade
        households = {_BORDER_VILLAGE: sum(size.households.values())}
        # the fewest complaints, none of them promised: three teams of one shift could not always keep a promise
        size = replace(size, num_complaints=0)
    else:
        households = dict(size.households)
    return Size(
        households=MappingProxyType(households),
        num_teams=size.num_teams,
        num_complaints=size.num_complaints,
        num_facilities=size.num_facilities,
    )


def _tile(station: InventedStation, land: Land) -> Tile:
    return Tile(column=station.column, row=station.row, box=land.box)


def _names(count: int) -> list[str]:
    """Names for a list, those that districts of several regencies share with the regency's number behind."""
    names: list[str] = []
    for district in DISTRICTS[:count]:
        name = district.name.lower().replace(" ", "-")
        names.append(f"{name}-{district.code[3:5]}" if name in names else name)
    return names


class _Telling:
    """Rows of the example's tables as a station's own: its ids, its villages, its place on Earth."""

    def __init__(self, station: InventedStation, tile: Tile) -> None:
        self._station, self._tile = station, tile
        self._villages = {village.code: self.village(village)[0] for village in VILLAGES}

    def village(self, village: VillageFact) -> tuple[str, str]:
        """Code and name: the example's own villages keep theirs, others have numbers that no real village has."""
        if self._station.number == 0:
            return village.code, village.name
        place = VILLAGES.index(village) + 1
        return f"{self._station.district.code}.{9000 + place}", f"{self._station.district.name} {place} CONTOH"

    def rows(self, columns: tuple[str, ...], rows: Rows) -> Rows:
        """The rows of a table, told of the station."""
        at = {column: number for number, column in enumerate(columns)}
        told = [list(row) for row in rows]
        for row in told:
            for column in ("id", "household"):
                if column in at:
                    row[at[column]] = row[at[column]].replace("CTH-", f"CTH-{self._station.number:03d}-")
            for column in ("leader", "members"):
                if column in at:  # no two officers of a province have one number
                    row[at[column]] = _NUMBER.sub(self._own_number, row[at[column]])
            row[at["village"]] = self._villages.get(row[at["village"]], "")
        if "latitude" in at:
            self._move(told, at["longitude"], at["latitude"])
        return [tuple(row) for row in told]

    def _own_number(self, found: re.Match[str]) -> str:
        return f"0000{int(found[1]) + _MOST_OFFICERS * self._station.number:04d}"

    def _move(self, rows: list[list[str]], longitude: int, latitude: int) -> None:
        placed = [row for row in rows if row[latitude]]
        if placed:
            moved = self._tile.moved(np.array([(float(row[longitude]), float(row[latitude])) for row in placed]))
            for row, (x, y) in zip(placed, moved.tolist(), strict=True):
                row[longitude], row[latitude] = f"{x:.6f}", f"{y:.6f}"
