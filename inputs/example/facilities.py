"""Rows of facilities.csv: street lights, guard posts, drains and the bridges that the network really has."""

import datetime as dt
import math
from collections.abc import Mapping

import numpy as np
import shapely
from scipy.spatial import cKDTree

from inputs.example.homes import Home
from inputs.example.network import Network
from inputs.example.plane import Spot, to_degrees

COLUMNS = (
    "id",
    "kind",
    "name",
    "village",
    "rt",
    "rw",
    "address",
    "landmark",
    "latitude",
    "longitude",
    "last_inspection",
    "condition",
)
Row = tuple[str, ...]

# Code, name, share of all.
_KINDS = (
    ("LPJ", "Lampu jalan", 0.36),
    ("CTV", "Pos ronda", 0.22),
    ("SAL", "Saluran air", 0.16),
    ("CTV", "Kamera simpang", 0.06),
    ("SMP", "Tempat sampah", 0.09),
    ("LLN", "Balai warga", 0.11),
)
_CONDITIONS = ("baik", "rusak ringan", "rusak berat", "tidak ada")
_CONDITION_SHARES = (0.66, 0.2, 0.1, 0.04)
_INSIDE = 5.0  # metres; a bridge on the border belongs to neither village
_NEVER = 0.3
_HISTORY_DAYS = 200
_MARK = "DATA CONTOH"


def facility_rows(
    count: int,
    homes: list[Home],
    network: Network,
    outlines: Mapping[str, shapely.Polygon],
    *,
    today: dt.date,
    rng: np.random.Generator,
) -> list[Row]:
    """Bridges first (at most a tenth of all), then the rest at random places among the homes."""
    at = np.array([(home.longitude, home.latitude) for home in homes])
    tree = cKDTree(at)
    rows: list[Row] = []
    for name, point in bridges(network):
        longitude, latitude = to_degrees(np.array([point]))[0].tolist()
        home = homes[int(tree.query((longitude, latitude))[1])]
        if outlines[home.village].buffer(-_INSIDE).contains(shapely.Point(point)) and len(rows) < count // 10:
            rows.append(_row(len(rows), ("JLN", f"Jembatan {name}"), home, (longitude, latitude), today=today, rng=rng))
    shares = np.array([share for _, _, share in _KINDS])
    for chosen in rng.choice(len(homes), size=count - len(rows), replace=False).tolist():
        kind, name, _ = _KINDS[int(rng.choice(len(_KINDS), p=shares))]
        place = homes[chosen]
        label = f"{name} RT {place.rt}/{place.rw}"
        rows.append(_row(len(rows), (kind, label), place, (place.longitude, place.latitude), today=today, rng=rng))
    return rows


def bridges(network: Network) -> list[tuple[str, Spot]]:
    """River and place of every bridge, in the order of the rivers' courses."""
    found: list[tuple[str, Spot]] = []
    for number, edge in enumerate(network.edges):
        if edge is None or network.streets[edge[2]].highway != "river":
            continue
        p, q = network.xy[edge[0]], network.xy[edge[1]]
        for share, other in network.crossings(p, q, leave_out=(number,)):
            point = (p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1]))
            is_new = all(math.dist(point, known) > 20 for _, known in found)
            if not network.is_barrier(other) and is_new:
                found.append((network.streets[edge[2]].name, point))
    return found


def _row(number: int, what: tuple[str, str], home: Home, position: Spot, *, today: dt.date, rng: np.random.Generator) -> Row:
    """Row of a facility: its kind and name, the home that it is beside, and where it stands."""
    is_never = rng.random() < _NEVER
    inspected = today - dt.timedelta(days=int(rng.integers(1, _HISTORY_DAYS)))
    return (
        f"CTH-F{number + 1:03d}",
        *what,
        home.village,
        home.rt,
        home.rw,
        f"Dekat {home.address}",
        _MARK,
        f"{position[1]:.6f}",
        f"{position[0]:.6f}",
        "" if is_never else inspected.isoformat(),
        "" if is_never else _CONDITIONS[int(rng.choice(len(_CONDITIONS), p=_CONDITION_SHARES))],
    )
