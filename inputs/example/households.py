"""Rows of households.csv: homes with their visit history, invented names and the mark DATA CONTOH."""

import datetime as dt

import numpy as np

from inputs.example.homes import Home
from planner.domain.arrays import Bools

COLUMNS = (
    "id",
    "village",
    "rt",
    "rw",
    "address",
    "landmark",
    "latitude",
    "longitude",
    "head_name",
    "last_visit",
    "attempts",
    "last_slot",
    "windows",
    "do_not_visit",
)
Row = tuple[str, ...]

_NAMES = [
    "Ajat",
    "Bagus",
    "Cahya",
    "Dedi",
    "Eka",
    "Fitri",
    "Galih",
    "Hani",
    "Intan",
    "Jaka",
    "Kirana",
    "Lilis",
    "Mira",
    "Nanda",
    "Oki",
    "Putri",
    "Rani",
    "Sari",
    "Tono",
    "Umi",
    "Wawan",
    "Yanti",
    "Zaki",
]
_NEVER_VISITED = 0.6
_HISTORY_DAYS = 548  # 18 months
_NAMELESS = 0.03
_WITHOUT_POSITION = 0.005
_DO_NOT_VISIT = 0.004
_ATTEMPTS = (0.78, 0.13, 0.06, 0.02, 0.01)  # shares of 0, 1, 2, 3, 4 tries since the last visit
_SLOTS = ("pagi", "siang", "sore")
_WINDOWS = ("16:00-18:00", "08:00-10:00;16:00-18:00", "08:00-12:00", "13:00-18:00")
_WINDOW_SHARE = 0.11


def household_rows(homes: list[Home], *, today: dt.date, rng: np.random.Generator) -> list[Row]:
    """One row a home, in order."""
    count = len(homes)
    is_never = rng.random(count) < _NEVER_VISITED
    days = rng.integers(1, _HISTORY_DAYS + 1, count)
    attempts = rng.choice(len(_ATTEMPTS), size=count, p=_ATTEMPTS)
    slots, names = rng.integers(len(_SLOTS), size=count), rng.integers(len(_NAMES), size=(count, 2))
    windows = np.where(rng.random(count) < _WINDOW_SHARE, rng.choice(len(_WINDOWS), size=count, p=(0.5, 0.2, 0.15, 0.15)), -1)
    is_nameless, is_placeless = rng.random(count) < _NAMELESS, _chosen(count, _WITHOUT_POSITION, rng)
    is_barred = _chosen(count, _DO_NOT_VISIT, rng)
    return [
        (
            home.id,
            home.village,
            home.rt,
            home.rw,
            home.address,
            home.landmark,
            "" if is_placeless[i] else f"{home.latitude:.6f}",
            "" if is_placeless[i] else f"{home.longitude:.6f}",
            "" if is_nameless[i] else _name(names[i, 0], names[i, 1]),
            "" if is_never[i] else (today - dt.timedelta(days=int(days[i]))).isoformat(),
            str(attempts[i]),
            _SLOTS[slots[i]] if attempts[i] else "",
            _WINDOWS[windows[i]] if windows[i] >= 0 else "",
            "ya" if is_barred[i] else "",
        )
        for i, home in enumerate(homes)
    ]


def _chosen(count: int, share: float, rng: np.random.Generator) -> Bools:
    """Exactly the given share of `count`, at least one, at random."""
    marks = np.zeros(count, dtype=np.bool_)
    marks[rng.choice(count, size=max(1, round(share * count)), replace=False)] = True
    return marks


def _name(first: int, second: int) -> str:
    return f"{_NAMES[first]} {_NAMES[second][0]}. DATA CONTOH"
