"""Rows of teams.csv: invented teams of all units, with skills, shifts and the villages that they look after."""

import numpy as np

from inputs.example.geography import VILLAGES

COLUMNS = ("id", "unit", "leader", "members", "skills", "mode", "shifts", "village", "days", "max_visits")
Row = tuple[str, ...]

_NAMES = [
    "ADI",
    "BAYU",
    "CANDRA",
    "DIMAS",
    "ELANG",
    "FAJAR",
    "GUNTUR",
    "HARUM",
    "INDRA",
    "JAYA",
    "KARTA",
    "LESTARI",
    "MEGA",
    "NIRMALA",
    "OMBAK",
    "PANDU",
    "RATNA",
    "SURYA",
    "TIRTA",
    "UTARI",
    "WAHYU",
    "YOGA",
    "ZAMRUD",
    "ANGGUN",
    "BINTANG",
    "CAKRA",
    "DEWA",
    "EMBUN",
    "FITRAH",
    "GEMILANG",
    "HIJAU",
    "ILHAM",
    "JINGGA",
    "KELANA",
    "LANGIT",
    "MUTIARA",
    "NUSA",
    "OKTA",
    "PERMATA",
    "RIMBA",
    "SAMUDRA",
    "TERATAI",
    "UNGGUL",
    "WIRA",
    "YUDA",
    "ZAITUN",
]
_LEADERS = ("Aipda", "Bripka", "Aiptu", "Ipda")
_MEMBERS = ("Bripda", "Briptu", "Brigpol")

# Unit, skills, mode, shifts, days; in the order in which a smaller roster keeps them. "@" marks teams with a village.
_ROSTER = (
    ("Binmas@", "polwan", "motor", "", ""),
    ("Reskrim", "reskrim;ppa", "motor", "", ""),
    ("Lantas", "lantas", "motor", "", ""),
    ("Binmas@", "", "motor", "", ""),
    ("Samapta", "", "motor", "", ""),
    ("Binmas@", "polwan;ppa", "motor", "", ""),
    ("Intelkam", "intelkam", "motor", "", ""),
    ("SPKT", "polwan", "mobil", "pagi", ""),
    ("Samapta", "", "motor", "", ""),
    ("Binmas@", "", "motor", "", ""),
    ("Binmas@", "polwan", "motor", "pagi;siang", ""),
    ("Reskrim", "reskrim", "motor", "", ""),
    ("Binmas@", "", "motor", "", "Sen-Sab"),
    ("Samapta", "", "motor", "siang;sore", ""),
    ("Lantas", "lantas;polwan", "motor", "", ""),
    ("Binmas@", "", "motor", "", ""),
    ("Intelkam", "intelkam", "motor", "siang;sore", ""),
    ("Binmas@", "ppa", "motor", "", ""),
    ("Samapta", "", "jalan kaki", "pagi", ""),
    ("Provos", "", "mobil", "", "Sen-Jum"),
    ("Reskrim", "reskrim;polwan;ppa", "motor", "pagi;siang", ""),
    ("Binmas@", "", "motor", "", ""),
    ("SPKT", "", "jalan kaki", "siang", ""),
    ("Lantas", "lantas", "motor", "sore", ""),
)


def team_rows(count: int, villages: list[str], *, rng: np.random.Generator) -> list[Row]:
    """The first `count` teams of the roster.

    Parameters
    ----------
    villages
        Codes of the villages of the area; each gets at most one team of its own.
    """
    codes = [village.code for village in VILLAGES if village.code in villages]
    names = [_NAMES[i] for i in rng.permutation(len(_NAMES))]
    rows: list[Row] = []
    num_officers = 0
    for number, (unit, skills, mode, shifts, days) in enumerate(_ROSTER[:count]):
        size = 3 if number in {4, 13} else 2
        lines = [
            f"{_rank(person, rng)} {names[(num_officers + person) % len(names)]} CONTOH – {num_officers + person + 1:08d}"
            for person in range(size)
        ]
        num_officers += size
        village = codes.pop(0) if unit.endswith("@") and codes else ""
        most = "12" if mode == "jalan kaki" else ""
        rows.append(
            (f"T{number + 1:02d}", unit.rstrip("@"), lines[0], ";".join(lines[1:]), skills, mode, shifts, village, days, most)
        )
    return rows


def _rank(person: int, rng: np.random.Generator) -> str:
    ranks = _LEADERS if person == 0 else _MEMBERS
    return ranks[int(rng.integers(len(ranks)))]
