"""The public facilities of the example: street lights, drains, cameras, guard posts beside homes, bridges over its rivers."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from inputs.example.area.csv_rows import write_rows
from inputs.example.area.flat import FloatArray, stream, to_degrees
from inputs.example.area.homes import MAIN_CLASSES
from inputs.example.area.landscape import RIVER_NAMES
from inputs.example.area.place import Place

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a facility is: kind, name, village, RT and RW (empty for bridges), street, and place in metres."""

    kind: str
    name: str
    village: str
    rt: str = ""
    rw: str = ""
    street: str
    point: FloatArray


def write_facilities(path: Path, place: Place, *, num: int, seed: int, today: dt.date) -> None:
    """Write bridges first, then facilities at lanes of the hamlets."""
    rng = stream(seed, 13)
    spots = _bridges(place)[:num]
    spots += _beside_homes(place, num - len(spots), rng)
    conditions = rng.choice(len(CONDITIONS), num, p=[share for _, share in CONDITIONS])
    days = rng.integers(1, HISTORY_DAYS, num)
    is_never = rng.random(num) < NEVER_SHARE
    rows = []
    for number, spot in enumerate(spots):
        longitude, latitude = to_degrees(spot.point[None, :])[0].tolist()
        last = "" if is_never[number] else (today - dt.timedelta(days=int(days[number]))).isoformat()
        condition = CONDITIONS[conditions[number]][0] if last else ""
        what = (f"FAS-{number + 1:03d}", spot.kind, spot.name, spot.village, spot.rt, spot.rw, spot.street, "")
        rows.append((*what, latitude, longitude, last, condition))
    write_rows(path, HEADER, rows)


def _bridges(place: Place) -> list[Spot]:
    """Crossings of main roads and rivers within the villages."""
    streets = place.streets
    pieces = [number for number, highway in enumerate(streets.highway) if highway in MAIN_CLASSES]
    ends = np.stack([streets.nodes[streets.tail[pieces]], streets.nodes[streets.head[pieces]]], axis=1)
    lines = np.asarray(shapely.linestrings(ends))
    found: list[Spot] = []
    for name, river in zip(RIVER_NAMES, place.land.rivers, strict=True):
        for at in np.flatnonzero(shapely.intersects(lines, river)).tolist():
            point = shapely.get_coordinates(shapely.intersection(lines[at], river))[0]
            village = next((each.name for each in place.villages if shapely.contains_xy(each.cell, *point)), None)
            if village is not None:
                title = f"Jembatan {name} {len(found) + 1} (contoh)"
                found.append(Spot(kind="JLN", name=title, village=village, street=streets.name[pieces[at]], point=point))
    return found


def _beside_homes(place: Place, num: int, rng: np.random.Generator) -> list[Spot]:
    """Facilities at the end of the lanes of homes drawn by lot."""
    homes, streets = place.homes, place.streets
    kinds = rng.choice(len(KINDS), num, p=[share for _, _, share in KINDS]).tolist()
    found = []
    for home, kind in zip(rng.choice(len(homes.points), num, replace=False).tolist(), kinds, strict=True):
        hamlet, street = place.hamlets[homes.hamlet[home]], homes.street[home]
        code, label, _ = KINDS[kind]
        found.append(
            Spot(
                kind=code,
                name=f"{label} {hamlet.name} (contoh)",
                village=place.villages[hamlet.village].name,
                rt=f"{homes.rt[home]:02d}",
                rw=f"{homes.rw[home]:02d}",
                street=streets.name[street],
                point=streets.nodes[streets.tail[street]],
            )
        )
    return found
