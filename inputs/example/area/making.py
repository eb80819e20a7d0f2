"""Makes the example area: the same files, byte for byte, for the same size, seed and day."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from inputs.example.area.complaints import write_complaints
from inputs.example.area.extents import EXTENTS
from inputs.example.area.facilities import write_facilities
from inputs.example.area.flat import to_degrees
from inputs.example.area.households import write_households
from inputs.example.area.landscape import station_place
from inputs.example.area.place import make_place
from inputs.example.area.road_files import write_roads, write_waters
from inputs.example.area.teams import write_teams
from inputs.example.area.villages import write_outlines

AREA_NAME = "Kecamatan Balaraja (DATA CONTOH)"
MARK_FILE = "DATA-CONTOH.txt"
MARK = """DATA CONTOH

Semua orang, rumah, keluhan, regu, fasilitas, jalan, sungai dan batas desa di folder ini rekaan.
Hanya nama dan kode desa serta titik tengahnya (dibulatkan) yang nyata.

Everything here is invented: people, homes, complaints, teams, facilities, roads, rivers, boundaries.
Only the villages' names, codes and rounded middles are real.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFiles:
    """Where the files of an example are.

    Attributes
    ----------
    station
        Latitude and longitude of the station, degrees.
    area_name
        What to call the area; it says that the data are a sample.
    """

    households: Path
    teams: Path
    complaints: Path
    facilities: Path
    outline: Path
    road_nodes: Path
    road_edges: Path
    waters: Path
    station: tuple[float, float]
    area_name: str


def make_example(folder: Path, *, size: str, seed: int = 1, today: dt.date) -> ExampleFiles:
    """Make the example area and write its files, DATA CONTOH one and all.

    Parameters
    ----------
    folder
        Made where it is missing; files of the same names are written over.
    size
        `full` (9 villages, 28,000 households), `small` (3 villages, 2,500) or `tiny` (2 villages, 150).
    today
        Visits and complaints lie before this day.

    Raises
    ------
    ValueError
        For an unknown size or a negative seed.
    """
    if size not in EXTENTS:
        raise ValueError(f"unknown size {size!r}: choose one of {', '.join(EXTENTS)}")
    extent = EXTENTS[size]
    files = _files(folder, seed)
    folder.mkdir(parents=True, exist_ok=True)
    place = make_place(extent, seed)
    (folder / MARK_FILE).write_text(MARK, encoding="utf-8")
    write_outlines(files.outline, place.villages)
    write_roads(files.road_nodes, files.road_edges, place.streets)
    write_waters(files.waters, place.land)
    register = write_households(files.households, place, seed=seed, today=today)
    write_teams(files.teams, place.villages, extent.num_teams, seed=seed)
    write_complaints(files.complaints, register, extent, seed=seed, today=today)
    write_facilities(files.facilities, place, num=extent.num_facilities, seed=seed, today=today)
    return files


def _files(folder: Path, seed: int) -> ExampleFiles:
    longitude, latitude = to_degrees(station_place(seed)[None, :])[0].tolist()
    return ExampleFiles(
        households=folder / "households.csv",
        teams=folder / "teams.csv",
        complaints=folder / "complaints.csv",
        facilities=folder / "facilities.csv",
        outline=folder / "desa.geojson",
        road_nodes=folder / "roads_nodes.csv",
        road_edges=folder / "roads_edges.csv",
        waters=folder / "waters.geojson",
        station=(latitude, longitude),
        area_name=AREA_NAME,
    )
