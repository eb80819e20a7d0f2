"""Any road file to a simplified network of the area."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from inputs.roads.area import Area, AreaLike, make_area
from inputs.roads.csv_files import read_csv_pair
from inputs.roads.graphml_file import read_graphml
from inputs.roads.network import RoadNetwork, some_segments
from inputs.roads.osm_file import OnWay, read_osm
from inputs.roads.refusal import refusal
from inputs.roads.simplify import simplified
from inputs.roads.waters_file import read_waters
from planner.domain.place import lengths_on_earth

LONGEST_PIECE = 1_000_000
"""Metres of a piece of road: a longer one is a slip of coordinates or lengths, and its weight would leave the numbers."""

LENGTH_SLIP, ROUNDED = 0.01, 2.0
"""Share and metres by which a length may fall short of the straight line: positions and lengths are rounded."""

FAR_ENDS = 10.0
"""Metres between the ends of pieces that tell the unit of lengths."""

MAX_DETOUR = 3.0
"""In no town is the middle piece of road so many times its straight line."""

OSM_ENDINGS = (".osm.pbf", ".pbf", ".osm", ".osm.bz2", ".osm.gz")


def read_network(path: Path, *, area: AreaLike | None = None, margin: int = 0, on_progress: OnWay | None = None) -> RoadNetwork:
    """Read a road file, keep the area, contract what is no crossing.

    Parameters
    ----------
    path
        OpenStreetMap file, OSMnx GraphML, or either file of a CSV pair.
    area
        Polygon or (west, south, east, north) in degrees; `None`: everything.
    margin
        Metres kept around the area.
    on_progress
        Called with the number of ways read so far.

    Raises
    ------
    InputError
        E20xx, whatever is wrong with the file.
    """
    kept = None if area is None else make_area(area, margin=margin)
    network = _read(path, kept, on_progress)
    if not network.num_segments:
        if kept is None:
            raise refusal("E2004", path)
        raise refusal("E2005", path, bounds=", ".join(f"{degree:.4f}" for degree in kept.bounds))
    endless = np.flatnonzero(network.lengths > LONGEST_PIECE)
    if len(endless):
        first = endless[0]
        longitude, latitude = network.nodes[network.tail[first]].tolist()
        values = {"km": LONGEST_PIECE // 1000, "count": len(endless), "place": f"{latitude:.4f}, {longitude:.4f}"}
        raise refusal("E2020", path, **values)
    _check_lengths(network, path)
    return simplified(network)


def _check_lengths(network: RoadNetwork, path: Path) -> None:
    """A length that a file gives is held against the ground: no road is shorter than the straight line between its ends.

    Raises
    ------
    InputError
        E2024 for pieces that are too short, E2025 where most are a multiple of the line: another unit than metres.
    """
    tails = network.nodes[network.tail]
    air = lengths_on_earth(tails, network.nodes[network.head])
    far = air > FAR_ENDS
    if not far.any():
        return
    ratio = float(np.median(network.lengths[far] / air[far]))
    short = np.flatnonzero(network.lengths < (1 - LENGTH_SLIP) * air - ROUNDED)
    if 2 * len(short) > len(air) or ratio > MAX_DETOUR:
        raise refusal("E2025", path, ratio=f"{ratio:.3g}")
    if len(short):
        first = short[0]
        longitude, latitude = tails[first].tolist()
        said = {
            "found": f"{network.lengths[first]:.1f}",
            "air": f"{air[first]:.1f}",
            "place": f"{latitude:.4f}, {longitude:.4f}",
        }
        raise refusal("E2024", path, count=len(short), **said)


def _read(path: Path, area: Area | None, on_progress: Callable[[int], object] | None) -> RoadNetwork:
    if not path.is_file():
        raise refusal("E2001", path)
    name = path.name.lower()
    if name.endswith(OSM_ENDINGS):
        return read_osm(path, area=area, on_way=on_progress)
    if name.endswith(".graphml"):
        return _with_waters(_within(read_graphml(path), area), path.parent)
    if name.endswith((".csv", ".csv.gz")):
        return _with_waters(_within(read_csv_pair(path), area), path.parent)
    raise refusal("E2002", path, ending="".join(path.suffixes[-2:]) or path.name)


def _within(network: RoadNetwork, area: Area | None) -> RoadNetwork:
    """Segments with an end in the area."""
    if area is None or not network.num_segments:
        return network
    inside = area.covers(network.nodes)
    return some_segments(network, np.flatnonzero(inside[network.tail] | inside[network.head]))


def _with_waters(network: RoadNetwork, folder: Path) -> RoadNetwork:
    return replace(network, waters=read_waters(folder))
