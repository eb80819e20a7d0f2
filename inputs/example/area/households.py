"""The households of the example: addresses as people write them, visit histories, wishes; nobody is real."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inputs.example.area.csv_rows import write_rows
from inputs.example.area.flat import stream, to_degrees
from inputs.example.area.names import LANDMARKS, MEN, WOMEN
from inputs.example.area.place import Place

HEADER = (
    *("id", "village", "rt", "rw", "address", "landmark", "latitude", "longitude", "head_name", "last_visit", "attempts"),
    *("last_slot", "windows", "do_not_visit"),
)
SLOTS = ("pagi", "siang", "sore")
WINDOWS = ("08:00-10:00", "08:00-11:00", "09:00-12:00", "13:00-16:00", "15:00-18:00", "16:00-18:00", "08:00-10:00;16:00-18:00")
NEVER_SHARE = 0.60
"""Share of households that nobody has visited yet."""
HISTORY_DAYS = 548
"""The others were visited within eighteen months."""
ATTEMPTS = (0.78, 0.14, 0.06, 0.02)
"""Chances of 0, 1, 2, 3 tries without an answer since."""
WINDOW_SHARE = 0.10
LANDMARK_SHARE = 0.12
REFUSAL_SHARE = 0.004
LOST_SHARE = 0.005
"""Share of households without coordinates, as in every register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What other tables need of the households: ids, and positions as written (latitude, longitude), in row order."""

    ids: tuple[str, ...]
    places: tuple[tuple[float, float], ...]


def write_households(path: Path, place: Place, *, seed: int, today: dt.date) -> Register:
    """Write a row for each home."""
    rng = stream(seed, 10)
    homes, num = place.homes, len(place.homes.points)
    degrees = to_degrees(homes.points).tolist()
    addresses = _addresses(place)
    histories = _histories(num, today, rng)
    is_lost, is_refusing = rng.random(num) < LOST_SHARE, rng.random(num) < REFUSAL_SHARE
    landmarks = _some(LANDMARKS, LANDMARK_SHARE, num, rng)
    windows = _some(WINDOWS, WINDOW_SHARE, num, rng)
    names = _head_names(num, rng)
    ids = tuple(f"KK-{number:05d}" for number in range(1, num + 1))
    rows = []
    for row in range(num):
        longitude, latitude = ("", "") if is_lost[row] else degrees[row]
        village = place.villages[place.hamlets[homes.hamlet[row]].village].name
        unit = (f"{homes.rt[row]:02d}", f"{homes.rw[row]:02d}")
        refusal = "ya" if is_refusing[row] else ""
        where = (addresses[row], landmarks[row], latitude, longitude)
        rows.append((ids[row], village, *unit, *where, names[row], *histories[row], windows[row], refusal))
    write_rows(path, HEADER, rows)
    return Register(ids=ids, places=tuple((latitude, longitude) for longitude, latitude in degrees))


def _addresses(place: Place) -> list[str]:
    """`Kp. Cariu RT 03/02 No. 14`, or `Perum. Griya Contoh Blok C4/12`; numbers run through the RT or the block."""
    hamlets, streets, homes = place.hamlets, place.streets, place.homes
    counts: dict[tuple[int, int, int, str], int] = {}
    found = []
    for hamlet, street, rt, rw in zip(homes.hamlet.tolist(), homes.street.tolist(), homes.rt, homes.rw, strict=True):
        name = streets.name[street]
        is_block = hamlets[hamlet].is_estate and " Blok " in name
        key = (hamlet, 0, 0, name) if is_block else (hamlet, int(rt), int(rw), "")
        counts[key] = counts.get(key, 0) + 1
        if is_block:
            found.append(f"{hamlets[hamlet].name} Blok {name.rpartition(' ')[2]}/{counts[key]}")
        else:
            lane = f"{name}, " if name and counts[key] % 3 == 0 else ""
            found.append(f"{lane}{hamlets[hamlet].name} RT {rt:02d}/{rw:02d} No. {counts[key]}")
    return found


def _histories(num: int, today: dt.date, rng: np.random.Generator) -> list[tuple[str, int, str]]:
    """Last visit, tries since, slot last tried (empty where nobody ever tried)."""
    is_never = rng.random(num) < NEVER_SHARE
    days_ago = rng.integers(1, HISTORY_DAYS, num)
    tries = rng.choice(len(ATTEMPTS), num, p=ATTEMPTS)
    slots = rng.integers(0, len(SLOTS), num)
    found = []
    for row in range(num):
        last = "" if is_never[row] else (today - dt.timedelta(days=int(days_ago[row]))).isoformat()
        slot = SLOTS[slots[row]] if last or tries[row] else ""
        found.append((last, int(tries[row]), slot))
    return found


def _some(words: Sequence[str], share: float, num: int, rng: np.random.Generator) -> list[str]:
    picks = rng.integers(0, len(words), num)
    return [words[pick] if draw < share else "" for pick, draw in zip(picks.tolist(), rng.random(num).tolist(), strict=True)]


def _head_names(num: int, rng: np.random.Generator) -> list[str]:
    people = [*(f"Bpk. {name} Contoh" for name in MEN), *(f"Ibu {name} Contoh" for name in WOMEN)]
    return [people[pick] for pick in rng.integers(0, len(people), num)]
