"""The public facilities of the example: street lights, drains, cameras, guard posts beside homes, bridges over its rivers."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely

from inputs.example.csv_rows import write_rows
from inputs.example.flat import FloatArray, stream, to_degrees
from inputs.example.homes import MAIN_CLASSES, Homes
from inputs.example.landscape import RIVER_NAMES, Landscape
from inputs.example.streets import Streets
from inputs.example.villages import VillageCell

HEADER = (
    *("id", "kind", "name", "village", "rt", "rw", "address", "landmark", "latitude", "longitude"),
    *("last_inspection", "condition"),
)
KINDS = (
    ("LPJ", "Lampu jalan", 0.40),
    ("CTV", "Pos ronda", 0.16),
    ("CTV", "Kamera CCTV", 0.10),
    ("SAL", "Saluran air", 0.16),
    ("SMP", "Tempat sampah", 0.08),
    ("LLN", "Balai warga", 0.10),
)
"""Code, what people call it, share."""
CONDITIONS = (("baik", 0.55), ("rusak ringan", 0.22), ("rusak berat", 0.10), ("tidak ada", 0.03), ("", 0.10))
NEVER_SHARE = 0.35
HISTORY_DAYS = 240


def write_facilities(
    path: Path, place: Place, homes: Homes, *, num: int, seed: int, today: dt.date
) -> None:
    """Write bridges first, then facilities at lanes of the hamlets."""
    rng = stream(seed, 13)
    bridges = _bridges(villages, land, streets)[:num]
    beside = rng.choice(len(homes.points), num - len(bridges), replace=False)
    ends = streets.nodes[streets.tail[homes.street[beside]]]
    kinds = rng.choice(len(KINDS), len(beside), p=[share for _, _, share in KINDS])
    places = [("JLN", *bridge) for bridge in bridges]
    for home, point, kind in zip(beside.tolist(), ends, kinds.tolist(), strict=True):
        hamlet = hamlets[homes.hamlet[home]]
        code, label, _ = KINDS[kind]
        unit = (f"{homes.rt[home]:02d}", f"{homes.rw[home]:02d}")
        title = f"{label} {hamlet.name} (contoh)"
        places.append((code, title, villages[hamlet.village].name, *unit, streets.name[homes.street[home]], point))
    conditions = rng.choice(len(CONDITIONS), num, p=[share for _, share in CONDITIONS])
    days = rng.integers(1, HISTORY_DAYS, num)
    is_never = rng.random(num) < NEVER_SHARE
    rows = []
    for number, (code, title, village, rt, rw, street, point) in enumerate(places):
        longitude, latitude = to_degrees(point[None, :])[0].tolist()
        last = "" if is_never[number] else (today - dt.timedelta(days=int(days[number]))).isoformat()
        condition = CONDITIONS[conditions[number]][0] if last else ""
        rows.append((f"FAS-{number + 1:03d}", code, title, village, rt, rw, street, "", latitude, longitude, last, condition))
    write_rows(path, HEADER, rows)


def _bridges(
    villages: Sequence[VillageCell], land: Landscape, streets: Streets
) -> list[tuple[str, str, str, str, str, FloatArray]]:
    """Name, village, RT, RW (none), street and place of each crossing of a main road and a river within a village."""
    pieces = [number for number, highway in enumerate(streets.highway) if highway in MAIN_CLASSES]
    lines = np.asarray(shapely.linestrings(np.stack([streets.nodes[streets.tail[pieces]], streets.nodes[streets.head[pieces]]], axis=1)))
    found: list[tuple[str, str, str, str, str, FloatArray]] = []
    for name, river in zip(RIVER_NAMES, land.rivers, strict=True):
        for at in np.flatnonzero(shapely.intersects(lines, river)).tolist():
            place = shapely.get_coordinates(shapely.intersection(lines[at], river))[0]
            village = next((each.name for each in villages if shapely.contains_xy(each.cell, *place)), None)
            if village is not None:
                found.append((f"Jembatan {name} {len(found) + 1} (contoh)", village, "", "", streets.name[pieces[at]], place))
    return found
