"""A town for the fortnight: homes, teams, complaints and facilities (DATA CONTOH) along the streets of a real road file."""

import csv
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inputs.roads.network import RoadNetwork
from inputs.roads.road_file import read_network
from planner.domain.arrays import Floats, Int64s
from planner.domain.categories import ROAD_CLASSES
from planner.domain.place import METRES_PER_DEGREE

_STREETS = tuple(ROAD_CLASSES.index(name) for name in ("secondary", "tertiary", "unclassified", "residential", "living_street"))
_VILLAGES = ("Sukamaju Contoh", "Mekarsari Contoh", "Cipta Contoh", "Margahayu Contoh")
"""Invented; no outline is at hand for them, as at a station that has none."""
_RT_SIZE, _RT_IN_RW = 45, 5
_NAMES = ("SATU", "DUA", "TIGA", "EMPAT", "LIMA", "ENAM")
_CATEGORIES = ("SAL", "LPJ", "CRM", "CRT", "TTG", "SMP", "BLR", "LLP", "PNP", "TMU")
_MEMBERS = "Bripda {name} ANGGOTA CONTOH – 100000{number:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TownSize:
    """How much of everything."""

    num_homes: int = 2_041
    num_teams: int = 6
    num_complaints: int = 53
    num_facilities: int = 10
    num_far: int = 6
    """Homes that lie far from any road."""


def write_fortnight_town(folder: Path, roads: Path, size: TownSize, *, first: dt.date, seed: int = 7) -> None:
    """Write `households.csv`, `teams.csv` and `complaints.csv`.

    Parameters
    ----------
    first
        First day of duty: complaints come in from six days before it until eight days after.
    """
    random = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    network = read_network(roads)
    points, names = _doors(network, size.num_homes - size.num_far, random)
    far = points.max(axis=0) + np.array([0.0, 900.0 / METRES_PER_DEGREE])
    points = np.vstack([points, far + random.uniform(0, 0.002, (size.num_far, 2))])
    names += [""] * size.num_far
    village, rw, rt = _units(points)
    rows = [
        [f"H{n:04d}", _VILLAGES[village[n]], rt[n], rw[n], f"{names[n] or 'Gang'} No. {n % 90 + 1}", y, x, f"WARGA CONTOH {n}"]
        for n, (x, y) in enumerate(np.round(points, 6).tolist())
    ]
    _write(folder / "households.csv", "id,village,rt,rw,address,latitude,longitude,head_name", rows)
    _write(folder / "teams.csv", "id,unit,leader,members,skills,mode,shifts,village,days", _teams(size.num_teams))
    doors = random.choice(size.num_homes - size.num_far, size.num_complaints, replace=False).tolist()
    complaints = [
        [f"K{n:03d}", f"H{door:04d}", first + dt.timedelta(days=int(random.integers(-6, 9))), _CATEGORIES[n % 10],
         "urgent" if n % 9 == 0 else "normal", "Keluhan contoh untuk uji dua pekan, DATA CONTOH."]
        for n, door in enumerate(doors)
    ]  # fmt: skip
    _write(folder / "complaints.csv", "id,household,received,category,urgency,text", sorted(complaints, key=lambda row: row[2]))


def write_facilities(folder: Path, number: int, *, out_of_reach: Collection[str], seed: int = 7) -> None:
    """Write `facilities.csv`, each beside a home that a team reaches: a lamp stands where it was brought."""
    with (folder / "households.csv").open(encoding="utf-8", newline="") as file:
        homes = [row for row in csv.DictReader(file) if row["id"] not in out_of_reach]
    chosen = np.random.default_rng(seed).choice(len(homes), number, replace=False).tolist()
    rows = [
        [f"F{n:02d}", ("LPJ", "JLN", "SAL", "CTV")[n % 4], f"Fasilitas {n}",
         *(homes[door][name] for name in ("village", "rt", "rw", "latitude", "longitude"))]
        for n, door in enumerate(chosen)
    ]  # fmt: skip
    _write(folder / "facilities.csv", "id,kind,name,village,rt,rw,latitude,longitude", rows)


def _doors(network: RoadNetwork, number: int, random: np.random.Generator) -> tuple[Floats, list[str]]:
    """Doors some metres off the streets, as many on each as it is long, and their streets."""
    segments = np.flatnonzero(np.isin(network.classes, _STREETS) & (network.lengths > 5))
    weights = network.lengths[segments] / network.lengths[segments].sum()
    chosen = np.sort(random.choice(segments, number, p=weights)).tolist()
    found, names = [], []
    for segment in chosen:
        line = network.geometry(segment)
        piece = int(random.integers(len(line) - 1))
        place = line[piece] + (line[piece + 1] - line[piece]) * random.uniform(0.05, 0.95)
        angle, off = random.uniform(0, 2 * np.pi), random.uniform(5, 14) / METRES_PER_DEGREE
        found.append(place + off * np.array([np.cos(angle), np.sin(angle)]))
        names.append(network.name(segment))
    return np.array(found), names


def _units(points: Floats) -> tuple[list[int], list[str], list[str]]:
    """Village, RW and RT of each door: halved again and again at the middle of the longer side, so that they are compact."""
    group = np.zeros(len(points), dtype=np.int64)
    number = 1
    while np.bincount(group).max() > _RT_SIZE:
        for old in range(number):
            members = np.flatnonzero(group == old)
            side = int(np.ptp(points[members], axis=0).argmax())
            group[members[np.argsort(points[members, side], kind="stable")[len(members) // 2 :]]] = old + number
        number *= 2
    order = _by_halves(group, number)
    per_village = max(1, number // len(_VILLAGES))
    village = np.minimum(order // per_village, len(_VILLAGES) - 1)
    in_village = order % per_village
    return (
        village.tolist(),
        [f"{n // _RT_IN_RW + 1:02d}" for n in in_village.tolist()],
        [f"{n % _RT_IN_RW + 1:02d}" for n in in_village.tolist()],
    )


def _by_halves(group: Int64s, number: int) -> Int64s:
    """The numbers with the first halving as the highest bit, so that neighbours in number are neighbours on the ground."""
    bits = number.bit_length() - 1
    return np.asarray(sum((group >> bit & 1) << bits - 1 - bit for bit in range(bits)) if bits else group, dtype=np.int64)


def _teams(number: int) -> list[list[object]]:
    units = ("Binmas", "Samapta", "Lantas", "Reskrim", "Intelkam", "Binmas")
    return [
        [f"T{n + 1:02d}", units[n % 6], f"Aipda {_NAMES[n % 6]} CONTOH – 200000{n:02d}",
         _MEMBERS.format(name=_NAMES[n % 6], number=n),
         "polwan" if n % 3 == 0 else "", "motor", "hari" if n % 3 else "pagi, siang",
         _VILLAGES[n] if n < 2 else "", "Senin-Sabtu"]
        for n in range(number)
    ]  # fmt: skip


def _write(path: Path, head: str, rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head.split(","))
        writer.writerows(rows)
