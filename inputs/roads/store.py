"""The workspace's own copy of the roads: one compressed file of arrays, replaced in one step."""

import io
import json
import zipfile
import zlib
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from inputs.roads.graph import RoadGraph, from_graph
from inputs.roads.network import RoadNetwork
from inputs.roads.refusal import refusal
from planner.domain.path import Landmark, RoadLine
from planner.files import make_folder, write_whole

FILE_NAME = "roads.npz"
FORMAT = 2
"""2 since access by direction, barriers, banned turns and ferries are kept; older roads are imported again."""
DEGREE_UNITS = 10**7
"""Degrees are kept as integers of 1e-7, OpenStreetMap's own grain (about 1 cm)."""

_LINES = ("waters", "obstacles")
_DEGREES = ("nodes", "points")
_INTEGERS = ("tail", "head", "classes", "name_ids", "access", "node_access", "turns", "first_point")


def save_roads(roads: RoadNetwork | RoadGraph, folder: Path) -> Path:
    """Write the roads into a workspace folder; a reader sees the old file or the new one, never half.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    network = roads if isinstance(roads, RoadNetwork) else from_graph(roads)
    arrays = {
        f.name: getattr(network, f.name)
        for f in fields(network)
        if f.name not in {"names", "unread", "long_turns", "landmarks", *_LINES}
    }
    arrays |= {name: np.rint(arrays[name] * DEGREE_UNITS).astype(np.int32) for name in _DEGREES}
    arrays |= {name: arrays[name].astype(np.int32) for name in _INTEGERS}
    meta = {
        "format": FORMAT,
        "names": network.names,
        "unread": dict(network.unread),
        "long_turns": network.long_turns,
        "landmarks": [[mark.kind, mark.name, mark.longitude, mark.latitude] for mark in network.landmarks],
    }
    meta |= {
        name: [[line.road_class, line.name, line.points.round(7).tolist()] for line in getattr(network, name)]
        for name in _LINES
    }
    arrays["meta"] = np.frombuffer(json.dumps(meta, ensure_ascii=False).encode(), dtype=np.uint8)
    content, path = io.BytesIO(), folder / FILE_NAME
    np.savez_compressed(content, **arrays)
    make_folder(folder)
    write_whole(path, content.getvalue())
    return path


def load_network(folder: Path) -> RoadNetwork:
    """Read the workspace's roads.

    Raises
    ------
    InputError
        E2016 if there are none, E2017 if they are damaged or of another version.
    """
    path = folder / FILE_NAME
    if not path.exists():
        raise refusal("E2016", path)
    found: object = "?"
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        meta = json.loads(arrays.pop("meta").tobytes())
        found = meta["format"]
        if found == FORMAT:
            return _network(arrays, meta)
    except (ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise refusal("E2017", path, found=found, expected=FORMAT) from error
    raise refusal("E2017", path, found=found, expected=FORMAT)


def _network(arrays: dict[str, np.ndarray], meta: dict[str, Any]) -> RoadNetwork:
    arrays |= {name: arrays[name] / DEGREE_UNITS for name in _DEGREES}
    arrays |= {name: arrays[name].astype(np.int64) for name in _INTEGERS}
    lines = {
        name: tuple(RoadLine(road_class=kind, name=said, points=np.array(points)) for kind, said, points in meta.get(name, ()))
        for name in _LINES  # roads stored before obstacles were kept have none
    }
    landmarks = (  # roads stored before landmarks were kept have none
        Landmark(kind=kind, name=name, longitude=longitude, latitude=latitude)
        for kind, name, longitude, latitude in meta.get("landmarks", ())
    )
    return RoadNetwork(
        **arrays,
        waters=lines["waters"],
        obstacles=lines["obstacles"],
        landmarks=tuple(landmarks),
        long_turns=tuple(map(tuple, meta.get("long_turns", ()))),
        names=tuple(meta["names"]),
        unread=meta["unread"],
    )
