"""The streets and rivers of the example as files that `dds import roads` reads: nodes, edges, waters."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np

from inputs.example.area.csv_rows import write_rows
from inputs.example.area.flat import to_degrees
from inputs.example.area.landscape import RIVER_NAMES, Landscape
from inputs.example.area.streets import Streets


def write_roads(nodes_path: Path, edges_path: Path, streets: Streets) -> None:
    """Write both tables; a bend becomes a node, a street that bends two edges."""
    is_bent = ~np.isnan(streets.bend[:, 0])
    points = np.concatenate([streets.nodes, streets.bend[is_bent]])
    degrees = to_degrees(points).tolist()
    write_rows(nodes_path, ("node", "lon", "lat"), ((number, *place) for number, place in enumerate(degrees, start=1)))
    middle = np.where(is_bent, len(streets.nodes) + np.cumsum(is_bent) - 1, -1).tolist()
    rows = []
    labels = zip(streets.tail.tolist(), streets.head.tolist(), middle, streets.highway, streets.name, strict=True)
    for tail, head, bend, highway, name in labels:
        stops = (tail, bend, head) if bend >= 0 else (tail, head)
        for start, end in pairwise(stops):
            length = round(float(np.hypot(*(points[start] - points[end]))), 1)
            rows.append((start + 1, end + 1, length, highway, name, 0))
    write_rows(edges_path, ("from", "to", "length_m", "highway", "name", "oneway"), rows)


def write_waters(path: Path, land: Landscape) -> None:
    """Write the rivers as GeoJSON lines."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "waterway": "river"},
            "geometry": {"type": "LineString", "coordinates": to_degrees(np.array(river.coords)).tolist()},
        }
        for name, river in zip(RIVER_NAMES, land.rivers, strict=True)
    ]
    document = {"type": "FeatureCollection", "name": "DATA CONTOH: sungai rekaan", "features": features}
    path.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")
