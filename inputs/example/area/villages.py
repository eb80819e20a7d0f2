"""The nine villages of the example: real names, codes and rounded middles, invented outlines."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from inputs.example.area.flat import FloatArray, stream, to_degrees, to_metres

MIDDLES = (
    ("36.03.01.1001", "Balaraja", 106.457, -6.192),
    ("36.03.01.2003", "Cangkudu", 106.432, -6.228),
    ("36.03.01.2005", "Talagasari", 106.465, -6.193),
    ("36.03.01.2009", "Tobat", 106.442, -6.195),
    ("36.03.01.2010", "Sentul", 106.453, -6.215),
    ("36.03.01.2011", "Gembong", 106.415, -6.227),
    ("36.03.01.2013", "Sukamurni", 106.430, -6.210),
    ("36.03.01.2014", "Saga", 106.457, -6.173),
    ("36.03.01.2016", "Sentul Jaya", 106.442, -6.208),
)
"""Code, name, longitude and latitude (three decimals, about 100 m) of each village."""

RIM = 900.0
"""Metres from the outer villages' middles to the invented boundary, which makes an area of about the real size."""
RIM_SWING = 130.0
"""Metres by which the boundary swings in and out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageCell:
    """A village of the example: code, name, middle (metres) and cell."""

    code: str
    name: str
    middle: tuple[float, float]
    cell: shapely.Polygon


def make_villages(seed: int, names: Collection[str] = ()) -> tuple[VillageCell, ...]:
    """Voronoi cells of the middles within a smooth invented boundary; all nine, or those named."""
    middles = to_metres(np.array([[longitude, latitude] for _, _, longitude, latitude in MIDDLES]))
    boundary = _boundary(middles, seed)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(middles), extend_to=boundary).geoms
    found = []
    for (code, name, _, _), middle in zip(MIDDLES, middles, strict=True):
        cell = next(cell for cell in cells if cell.contains(shapely.Point(middle)))
        inside = cell.intersection(boundary)
        if isinstance(inside, shapely.Polygon) and (not names or name in names):
            found.append(VillageCell(code=code, name=name, middle=(float(middle[0]), float(middle[1])), cell=inside))
    return tuple(found)


def _boundary(middles: FloatArray, seed: int) -> shapely.Polygon:
    phases = stream(seed, 1).uniform(0, 2 * np.pi, 3)
    ring = np.array(shapely.MultiPoint(middles).convex_hull.buffer(RIM, quad_segs=24).segmentize(60.0).exterior.coords)
    outward = ring - middles.mean(axis=0)
    outward /= np.linalg.norm(outward, axis=1)[:, None]
    angle = np.arctan2(outward[:, 1], outward[:, 0])
    swing = sum(np.sin(waves * angle + phase) for waves, phase in zip((3, 5, 11), phases, strict=True))
    rim = shapely.simplify(shapely.linearrings(ring + outward * np.asarray(swing)[:, None] * RIM_SWING / 3), 6.0)
    return shapely.Polygon(shapely.get_coordinates(rim))


def write_outlines(path: Path, villages: Sequence[VillageCell]) -> None:
    """Write the outlines as GeoJSON with properties `kode` and `nama`."""
    features = []
    for village in villages:
        ring = to_degrees(np.array(village.cell.exterior.coords)).tolist()
        features.append(
            {
                "type": "Feature",
                "properties": {"kode": village.code, "nama": village.name},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    document = {"type": "FeatureCollection", "name": "DATA CONTOH: batas rekaan, bukan batas resmi", "features": features}
    path.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")
