"""Name lines of officers: `Aipda NAMA – 12345678`, or the three parts with slashes between."""

import re

from inputs.tables.cells import cell_error
from inputs.tables.nothing import NOTHING
from planner.domain.records import Officer

RANKS = (
    *("Bharada", "Bharatu", "Bharaka", "Abripda", "Abriptu", "Abrip"),
    *("Bripda", "Briptu", "Brigpol", "Brigadir", "Bripka", "Aipda", "Aiptu"),
    *("Ipda", "Iptu", "AKP", "Kompol", "AKBP", "Kombes"),
)
_RANK_OF = {rank.casefold(): rank for rank in RANKS}
_NRP = re.compile(r"[\s/|,;:–—-]*(?:\(?\s*NRP\.?\s*:?)?\s*\(?(\d{8})\)?$", re.IGNORECASE)
_HAS_DIGIT = re.compile(r"\d")


_BETWEEN_OFFICERS = re.compile(
    rf"[;\n]|,(?=\s*(?:{'|'.join(sorted(map(re.escape, _RANK_OF), key=len, reverse=True))})[\s.,/])|(?<=\b\d{{8}}),",
    re.IGNORECASE,
)
"""A comma stands between two officers before a rank and behind a number; elsewhere a degree follows it."""


_JOINED = re.compile(r"\s+(?:dan|serta|and|/)\s+|\s*[&+]\s*", re.IGNORECASE)
_ANOTHER_RANK = re.compile(rf"\s(?:{'|'.join(map(re.escape, _RANK_OF))})[\s.,]", re.IGNORECASE)


def read_officers(cell: str) -> tuple[Officer, ...]:
    """Officers of a list: `Bripda DUA CONTOH, Bripda TIGA CONTOH, S.H. – 12345678`; also with `dan`, `&`, `+`, ` / `."""
    return tuple(
        read_officer(one.strip()) for part in _BETWEEN_OFFICERS.split(cell) if part.strip() for one in _joined(part.strip())
    )


def _joined(part: str) -> list[str]:
    """The officers that words or signs join: each begins with a rank or has a number, else it is not clear who is who."""
    found: list[str] = []
    for one in (one.strip() for one in _JOINED.split(part)):
        if found and not _is_officer(one) and re.fullmatch(r"[\s\W]*\d{8}\W*|NRP.*", one, re.IGNORECASE):
            found[-1] += f" {one}"  # `Bripda CONTOH / 12345678`
        elif found and found[-1].casefold().strip(".") in _RANK_OF:
            found[-1] += f" {one}"  # `Bripda / CONTOH / 12345678`
        else:
            found.append(one)
    if len(found) > 1 and not all(map(_is_officer, found)):
        raise cell_error("E1311")
    return found


def _is_officer(text: str) -> bool:
    first = text.replace("/", " ").partition(" ")[0].strip(" .,").casefold()
    return first in _RANK_OF or (_NRP.search(text) is not None and _NRP.sub("", text).strip() != "")


def read_officer(cell: str) -> Officer:
    """Rank (empty where the line does not begin with one), name and NRP (8 digits, or empty).

    The line itself is never part of an error: it is a name.
    """
    found = _NRP.search(cell)
    nrp = found.group(1) if found else ""
    line = (cell[: found.start()] if found else cell).strip(" /|,;:–—-")
    first, _, rest = line.replace("/", " ").partition(" ")
    rank = _RANK_OF.get(first.strip(" .,").casefold(), "")
    name = rest.strip(" /|,;:–—-") if rank else line
    if (
        not name
        or name.casefold() in NOTHING
        or _HAS_DIGIT.search(name)
        or _JOINED.search(name)
        or _ANOTHER_RANK.search(f" {name} ")
    ):
        raise cell_error("E1311")
    return Officer(rank=rank, name=name, nrp=nrp)
