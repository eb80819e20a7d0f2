"""How much of a cell a message may show: all of it where no name can stand in it."""

import re
from functools import lru_cache

from planner.domain.masking import shown

_WORD = re.compile(r"[^\W\d_]+")
_IDENTITY = re.compile(r"\d{9}")
"""So many digits in a row could be a telephone or an identity number."""
_MONTHS = (
    *(
        "januari",
        "jan",
        "january",
        "februari",
        "feb",
        "february",
        "pebruari",
        "peb",
        "maret",
        "mar",
        "march",
        "mrt",
        "april",
        "apr",
    ),
    *("mei", "may", "juni", "jun", "june", "juli", "jul", "july", "agustus", "agu", "agt", "ags", "agust", "aug", "august"),
    *("september", "sep", "sept", "oktober", "okt", "oct", "october", "november", "nov", "nop", "nopember"),
    *("desember", "des", "dec", "december"),
)
_DAYS = (
    *(
        "senin",
        "selasa",
        "rabu",
        "kamis",
        "jumat",
        "jum",
        "at",
        "sabtu",
        "minggu",
        "ahad",
        "sen",
        "sel",
        "rab",
        "kam",
        "sab",
        "min",
    ),
    *(
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
    ),
)
_CLOCK = ("wib", "wita", "wit", "utc", "gmt", "am", "pm", "pukul", "pkl", "jam", "tgl", "tanggal", "hari", "pada")
_PARTS_OF_DAY = (
    "pagi",
    "siang",
    "sore",
    "malam",
    "petang",
    "subuh",
    "dini",
    "sd",
    "sampai",
    "selesai",
    "setelah",
    "stlh",
    "sesudah",
    "sebelum",
    "sblm",
)
_KNOWN = {
    "place": frozenset(
        (
            *("ls", "lu", "bt", "bb", "lat", "long", "lng", "lon", "lintang", "bujur", "selatan", "utara", "timur", "barat"),
            *("utm", "zona", "zone", "deg", "me", "mn"),
        )
    ),
    "day": frozenset((*_MONTHS, *_DAYS, *_CLOCK, *_PARTS_OF_DAY)),
    "times": frozenset((*_CLOCK, *_PARTS_OF_DAY, "to", "dan")),
    "rt rw": frozenset(("rt", "rw", "dan", "no", "nomor")),
}
"""The words that belong to a kind of cell; any other could be a name that has slipped into the column."""
MAX_LETTERS = 40
"""Longest cell that is shown."""


@lru_cache(4096)
def seen(cell: str, kind: str) -> str:
    """The cell as a message shows it: as it is where every word of it belongs to its kind, else its shape."""
    cell = " ".join(cell.split())
    if len(cell) > MAX_LETTERS or _IDENTITY.search(cell) or not cell.isprintable():
        return shown(cell)
    words = _WORD.findall(cell)
    return cell if all(word.casefold() in _KNOWN[kind] or len(word) == 1 for word in words) else shown(cell)
