"""Makes an example area in a folder: the land, then its people, then their files."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from inputs.example import complaints, facilities, households, teams
from inputs.example.estates import lay_estate
from inputs.example.files import ExampleFiles, files_in, write_outlines, write_readme, write_roads, write_table, write_waters
from inputs.example.geography import STATION
from inputs.example.ground import Ground, Settlement, ground_of
from inputs.example.homes import homes_of
from inputs.example.houses import HouseBuilder
from inputs.example.lanes import Lanes
from inputs.example.naming import Names
from inputs.example.network import Network
from inputs.example.outlines import village_outlines
from inputs.example.placing import place_settlements
from inputs.example.plane import to_degrees
from inputs.example.sizes import SIZES, Size
from inputs.example.skeleton import lay_skeleton
from inputs.example.stitching import close_gaps
from planner.domain.arrays import Floats
from planner.domain.place import Point

# Each part of the work draws from its own stream, so that a change in one leaves the others as they are.
STREAMS = (
    "skeleton",
    "outlines",
    "names",
    "placing",
    "ground",
    "estates",
    "lanes",
    "houses",
    "homes",
    "households",
    "teams",
    "complaints",
    "facilities",
)


Rows = list[tuple[str, ...]]
AsTold = Callable[[tuple[str, ...], Rows], Rows]
"""Columns and rows of a table to its rows in another place."""


@dataclass(frozen=True, slots=True)
class Land:
    """Everything but the people.

    Attributes
    ----------
    box
        West, south, east and north end of the outlines of all villages, of those that the size leaves out too.
    """

    box: tuple[float, float, float, float]
    network: Network
    outlines: Mapping[str, shapely.Polygon]
    settlements: list[Settlement]
    ground: Ground


def make_example(
    folder: Path, *, size: str = "full", seed: int = 1, today: dt.date, heard_until: dt.date | None = None
) -> ExampleFiles:
    """Make the invented area and write its files; the same arguments give the same bytes.

    Parameters
    ----------
    folder
        Made if absent; files of the same names are replaced.
    size
        `full` (28,000 households, 24 teams), `small` (2,500, 8) or `tiny` (150, 3).
    seed
        0 or more.
    today
        Visits, complaints and inspections lie before it, or on it.
    heard_until
        Last day that a complaint may say it was received; `None`: `today`. A table with complaints of days to come is refused.

    Raises
    ------
    ValueError
        If the size is not known.
    """
    if size not in SIZES:
        raise ValueError(f"size {size!r} is not one of {', '.join(SIZES)}")
    chance = {name: np.random.default_rng([seed, number]) for number, name in enumerate(STREAMS)}
    land = make_land(SIZES[size], chance)
    folder.mkdir(parents=True, exist_ok=True)
    files = files_in(folder, station=Point.of_row(to_degrees(np.array([STATION]))[0]))
    write_readme(files.readme)
    write_outlines(files.desa, land.outlines)
    write_waters(files.waters, land.network)
    write_roads(files.roads_nodes, files.roads_edges, land.network)
    write_people(files, land, SIZES[size], today, chance, _heard_until(heard_until or today))
    return files


def _heard_until(day: dt.date) -> AsTold:
    """Tables whose complaints say a day as that of their receipt, at the latest."""

    def told(columns: tuple[str, ...], rows: Rows) -> Rows:
        at = columns.index("received") if "received" in columns else None
        return rows if at is None else [(*row[:at], min(row[at], day.isoformat()), *row[at + 1 :]) for row in rows]

    return told


def make_land(size: Size, chance: Mapping[str, np.random.Generator]) -> Land:
    """Make roads, outlines and settlements."""
    network = Network()
    lay_skeleton(network, chance["skeleton"])
    everywhere = village_outlines(chance["outlines"])
    outlines = {code: everywhere[code] for code in size.households}
    names = Names(chance["names"])
    wanted = place_settlements(network, outlines, size.households, names, chance["placing"])
    settlements = [s for s in wanted if s.plot is None]
    for estate in (s for s in wanted if s.plot is not None):
        if lay_estate(network, len(settlements), estate, chance["estates"]):
            settlements.append(estate)
    points = _road_points(network)
    area = shapely.union_all(list(outlines.values())).buffer(40)
    ground = ground_of(settlements, area, points, chance["ground"])
    lanes = Lanes(network, ground, names, chance["lanes"])
    lanes.connect(settlements)
    lanes.link(settlements)
    lanes.fill()
    close_gaps(network)
    return Land(shapely.union_all(list(everywhere.values())).bounds, network, outlines, settlements, ground)


def _road_points(network: Network) -> Floats:
    """Nodes of the big roads, shape (n, 2)."""
    big = {"trunk", "secondary", "tertiary"}
    edges = [edge for edge in network.edges if edge is not None and network.streets[edge[2]].highway in big]
    return np.array([network.xy[node] for edge in edges for node in edge[:2]])


def write_people(
    files: ExampleFiles,
    land: Land,
    size: Size,
    today: dt.date,
    chance: Mapping[str, np.random.Generator],
    as_told: AsTold = lambda _, rows: rows,
) -> None:
    """Write the four tables, each row as the area's place and names want it told."""
    houses = HouseBuilder(land.network, land.ground, chance["houses"]).build(land.outlines, size.households)
    homes = homes_of(land.network, land.settlements, houses, chance["homes"])
    rows = households.household_rows(homes, today=today, rng=chance["households"])
    write_table(files.households, households.COLUMNS, as_told(households.COLUMNS, rows))
    team_rows = teams.team_rows(size.num_teams, list(size.households), rng=chance["teams"])
    write_table(files.teams, teams.COLUMNS, as_told(teams.COLUMNS, team_rows))
    # A complaint is followed up where there is a position and the resident wants visits.
    open_doors = [home for home, row in zip(homes, rows, strict=True) if row[6] and not row[-1]]
    at_any_time = frozenset(row[0] for row in rows if not row[-2])
    complaint_rows = complaints.complaint_rows(
        size.num_complaints, open_doors, at_any_time=at_any_time, today=today, rng=chance["complaints"]
    )
    write_table(files.complaints, complaints.COLUMNS, as_told(complaints.COLUMNS, complaint_rows))
    facility_rows = facilities.facility_rows(
        size.num_facilities, homes, land.network, land.outlines, today=today, rng=chance["facilities"]
    )
    write_table(files.facilities, facilities.COLUMNS, as_told(facilities.COLUMNS, facility_rows))
