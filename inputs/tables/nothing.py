"""Words that people write where a cell would be empty: there is nothing, it has not been, none is needed."""

import re
from functools import lru_cache

from inputs.tables.columns import Column

_STOPS = " .!?"

NOTHING = frozenset(
    {
        *("tidak ada", "tdk ada", "tak ada", "gak ada", "ga ada", "belum ada", "blm ada", "nihil", "nil", "kosong"),
        *("none", "n/a", "na", "null", "-", "–", "—", "--", ""),
    }
)
"""There is none."""
_NEVER = NOTHING | {"belum", "blm", "belum pernah", "blm pernah", "tidak pernah", "tdk pernah", "never"}
"""There is no day."""
_ANY_TIME = frozenset(
    {"bebas", "kapan saja", "kapanpun", "kapan pun", "setiap saat", "sewaktu-waktu", "24 jam", "any time", "anytime"}
)
"""Every hour will do. `tidak ada` would not say whether it is that."""
_NO_NUMBER = NOTHING | {"tanpa nomor", "tanpa no", "tidak bernomor", "tidak tahu", "belum bernomor"}
"""A house has no number."""
_NO_SKILL = NOTHING | {
    "bebas",
    "umum",
    "biasa",
    "standar",
    "siapa saja",
    "siapapun",
    "siapa pun",
    "any",
    "anyone",
    "general",
    "no",
    "0",
}
_SKILL_NEEDED = re.compile(
    r"(?:tidak|tdk|tak|gak|ga|belum|tanpa|no)"
    r"(?: (?:ada|perlu|butuh|usah|diperlukan|dibutuhkan|memerlukan|membutuhkan|punya|memiliki|mempunyai))?"
    r"(?: (?:keahlian|kemampuan|kualifikasi|keterampilan|skills?|syarat|persyaratan|kebutuhan|petugas))?"
    r"(?: (?:khusus|tertentu|apa ?pun|needed|required))?"
)
"""`tidak perlu keahlian khusus`."""
_WORDS = {
    "windows": _ANY_TIME,
    "members": NOTHING,
    "leader": NOTHING,
    "house_number": _NO_NUMBER,
    "landmark": NOTHING,
    "address": NOTHING,
    "village": NOTHING,
    "household": NOTHING,
    "head_name": NOTHING - {"kosong"},
}
"""Column to what leaves it empty; days and skills have more to say. A home whose head is `kosong` is an empty one."""


def may_be_nothing(column: Column) -> bool:
    """Whether there are words that leave a cell of a column empty."""
    return column.is_day or column.name == "skills" or column.name.rstrip("23456") in _WORDS


def is_nothing(column: Column, cell: str) -> bool:
    """Whether a cell says in words that it is empty."""
    if column.is_day:
        return _bare(cell) in _NEVER
    if column.name == "skills":
        return is_no_skill(cell)
    words = _WORDS.get(column.name.rstrip("23456"))
    return words is not None and _bare(cell) in words


def is_no_skill(cell: str) -> bool:
    """Whether a cell says that no skill is needed, or that there is none."""
    bare = _bare(cell)
    return bare in _NO_SKILL or _SKILL_NEEDED.fullmatch(bare) is not None


@lru_cache(4096)
def _bare(cell: str) -> str:
    return " ".join(cell.casefold().split()).strip(_STOPS) or ("?" if "?" in cell else "")
