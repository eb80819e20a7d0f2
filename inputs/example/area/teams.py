"""The roster of the example: teams of all units with invented officers, every one of them called CONTOH."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from inputs.example.area.csv_rows import write_rows
from inputs.example.area.flat import stream
from inputs.example.area.names import OFFICER_MEN, OFFICER_WOMEN
from inputs.example.area.villages import VillageCell

HEADER = ("id", "unit", "leader", "members", "skills", "mode", "shifts", "village", "days", "max_visits")
PLAIN_UNITS = ("Samapta", "Reskrim", "Lantas", "Intelkam", "SPKT", "Samapta", "Provos")
"""Units of the teams that have no village of their own, in turn; a station's patrol unit is its largest."""
UNIT_SKILLS = {"Reskrim": "reskrim", "Lantas": "lantas", "Intelkam": "intelkam"}
LEADER_RANKS = ("Bripka", "Aipda", "Aiptu", "Ipda")
MEMBER_RANKS = ("Bripda", "Briptu", "Brigpol")
WOMEN_EVERY = 4
"""One member in four is a policewoman."""


def write_teams(path: Path, villages: Sequence[VillageCell], num_teams: int, *, seed: int) -> None:
    """Write the roster: village officers (Bhabinkamtibmas) first, at most one team in three, then the other units."""
    rng = stream(seed, 11)
    num_village_teams = min(len(villages), max(1, num_teams // 3))
    rows = []
    for number in range(num_teams):
        of_unit = number - num_village_teams
        unit = "Binmas" if of_unit < 0 else PLAIN_UNITS[of_unit % len(PLAIN_UNITS)]
        village = villages[number].name if of_unit < 0 else ""
        is_woman = number % WOMEN_EVERY == 1
        leader = _officer(2 * number + 1, LEADER_RANKS, OFFICER_MEN, rng)
        member = _officer(2 * number + 2, MEMBER_RANKS, OFFICER_WOMEN if is_woman else OFFICER_MEN, rng)
        skills = [UNIT_SKILLS[unit]] if unit in UNIT_SKILLS else []
        skills += ["polwan"] if is_woman else []
        skills += ["ppa"] if number % (2 * WOMEN_EVERY) == 1 else []
        days = "Sen-Jum" if of_unit < 0 else ""
        rows.append(
            (f"T{number + 1:02d}", unit, leader, member, ";".join(skills), _mode(of_unit), _shifts(of_unit), village, days, "")
        )
    write_rows(path, HEADER, rows)


def _officer(number: int, ranks: Sequence[str], names: Sequence[str], rng: np.random.Generator) -> str:
    """A name line; the service number is invented and begins with four noughts, which no real one does."""
    rank, name = ranks[int(rng.integers(len(ranks)))], names[int(rng.integers(len(names)))]
    return f"{rank} {name} CONTOH – {number:08d}"


def _mode(of_unit: int) -> str:
    """Motorcycles, but one team in a car and one on foot of every eight."""
    return {5: "car", 3: "foot"}.get(of_unit % 8, "motorcycle") if of_unit >= 0 else "motorcycle"


def _shifts(of_unit: int) -> str:
    """Most teams serve the day; some the morning, or the afternoon and evening."""
    return {4: "pagi", 6: "siang;sore"}.get(of_unit % 8, "hari") if of_unit >= 0 else "hari"
