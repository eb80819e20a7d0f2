"""The files of an example area: their names, and how tables, roads and shapes are written."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from inputs.example.geography import VILLAGES, VillageFact
from inputs.example.network import Network
from inputs.example.plane import to_degrees
from planner.domain.arrays import Floats
from planner.domain.place import Point, lengths_on_earth

Degrees = Callable[[Floats], Floats]
"""Points of the plane (n, 2) to longitude and latitude."""

_README = """DATA CONTOH – DDS

Semua warga, alamat, petugas, NRP, keluhan, jalan, sungai dan batas desa di dalam folder ini adalah rekaan.
Hanya nama dan kode desa/kelurahan serta titik tengahnya yang nyata. Jangan dipakai untuk tugas di lapangan.

All residents, addresses, officers, numbers, complaints, roads, rivers and outlines in this folder are invented.
Only the names, codes and rounded centres of the villages are real. Do not use them in the field.

households.csv, teams.csv, complaints.csv, facilities.csv · desa.geojson · roads_nodes.csv, roads_edges.csv · waters.geojson
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFiles:
    """Where the files of an example area are, and what a workspace has to know of it.

    Attributes
    ----------
    households, teams, complaints, facilities
        Tables (CSV, UTF-8, comma).
    desa
        Village outlines (GeoJSON, properties `kode` and `nama`).
    roads_nodes, roads_edges
        The road graph (CSV).
    waters
        Rivers (GeoJSON, properties `name` and `waterway`).
    readme
        Says that all is invented.
    station
        Where the invented station stands.
    """

    folder: Path
    households: Path
    teams: Path
    complaints: Path
    facilities: Path
    desa: Path
    roads_nodes: Path
    roads_edges: Path
    waters: Path
    readme: Path
    station: Point


def files_in(folder: Path, *, station: Point) -> ExampleFiles:
    """The paths in a folder."""
    return ExampleFiles(
        folder=folder,
        households=folder / "households.csv",
        teams=folder / "teams.csv",
        complaints=folder / "complaints.csv",
        facilities=folder / "facilities.csv",
        desa=folder / "desa.geojson",
        roads_nodes=folder / "roads_nodes.csv",
        roads_edges=folder / "roads_edges.csv",
        waters=folder / "waters.geojson",
        readme=folder / "README.txt",
        station=station,
    )


def write_readme(path: Path) -> None:
    """Write the note that all is invented."""
    path.write_text(_README, encoding="utf-8", newline="\n")


def write_table(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write a header line and rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def write_roads(nodes_path: Path, edges_path: Path, network: Network, degrees_of: Degrees = to_degrees) -> None:
    """Write the roads of the network; rivers are left out, nodes numbered from 1 without gaps."""
    roads = [edge for edge in network.edges if edge is not None and network.streets[edge[2]].highway != "river"]
    used = sorted({node for edge in roads for node in edge[:2]})
    number = {node: str(i + 1) for i, node in enumerate(used)}
    degrees = degrees_of(np.array(network.xy))
    ends = np.array(roads)
    lengths = lengths_on_earth(degrees[ends[:, 0]], degrees[ends[:, 1]]).tolist()
    write_table(
        nodes_path,
        ("node", "lon", "lat"),
        ((number[node], f"{degrees[node, 0]:.6f}", f"{degrees[node, 1]:.6f}") for node in used),
    )
    streets = network.streets
    write_table(
        edges_path,
        ("from", "to", "length_m", "highway", "name", "oneway"),
        (
            (number[a], number[b], f"{length:.2f}", streets[s].highway, streets[s].name, "1" if streets[s].is_oneway else "0")
            for (a, b, s), length in zip(roads, lengths, strict=True)
        ),
    )


def write_waters(path: Path, network: Network, degrees_of: Degrees = to_degrees) -> None:
    """Write the rivers as lines."""
    degrees = degrees_of(np.array(network.xy))
    features: list[dict[str, object]] = []
    for number, street in enumerate(network.streets):
        if street.highway == "river":
            edges = [edge for edge in network.edges if edge is not None and edge[2] == number]
            nodes = [edges[0][0], *(edge[1] for edge in edges)]
            line = {"type": "LineString", "coordinates": degrees[nodes].tolist()}
            features.append({"type": "Feature", "properties": {"name": street.name, "waterway": "river"}, "geometry": line})
    _write_geojson(path, features)


def write_outlines(
    path: Path,
    outlines: Mapping[str, shapely.Polygon],
    degrees_of: Degrees = to_degrees,
    called: Callable[[VillageFact], tuple[str, str]] = lambda village: (village.code, village.name),
) -> None:
    """Write the outlines of villages, each with the code and the name that it is called by."""
    features: list[dict[str, object]] = []
    for village in VILLAGES:
        if village.code in outlines:
            ring = degrees_of(np.array(shapely.normalize(outlines[village.code]).exterior.coords)).tolist()
            code, name = called(village)
            properties = {"kode": code, "nama": name, "keterangan": "DATA CONTOH"}
            features.append(
                {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
            )
    _write_geojson(path, features)


def _write_geojson(path: Path, features: list[dict[str, object]]) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
