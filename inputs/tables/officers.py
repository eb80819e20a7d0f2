"""Name lines of officers: `Aipda NAMA – 12345678`, or the three parts with slashes between."""

import re

from inputs.tables.cells import cell_error
from inputs.tables.nothing import NOTHING
from planner.domain.officer_names import DEGREES
from planner.domain.records import Officer

RANKS = (
    *("Bharada", "Bharatu", "Bharaka", "Abripda", "Abriptu", "Abrip"),
    *("Bripda", "Briptu", "Brigpol", "Brigadir", "Bripka", "Aipda", "Aiptu"),
    *("Ipda", "Iptu", "AKP", "Kompol", "AKBP", "Kombes"),
)
_RANK_OF = {rank.casefold(): rank for rank in RANKS}
_NRP = re.compile(r"[\s/|,;:–—-]*(?:\(?\s*NRP\.?\s*:?)?\s*\(?(\d{8})\)?$", re.IGNORECASE)
_HAS_DIGIT = re.compile(r"\d")


_SURELY_BETWEEN = re.compile(
    rf",(?=\s*(?:{'|'.join(sorted(map(re.escape, _RANK_OF), key=len, reverse=True))})[\s.,/])|(?<=\b\d{{8}}),(?=\s*[^\W\d])",
    re.IGNORECASE,
)
"""A comma stands between two officers before a rank and behind a number; elsewhere a degree may follow it."""
_COUNTED = re.compile(r"\A(?:\d{1,2}\s*[.)](?!\d)\s*|[•*-]\s+)")
"""Before the entries of a list: `1.`, `2)`, `-`."""
_NUMBER_ALONE = re.compile(r"[\s\W]*\d{8}\W*|NRP.*", re.IGNORECASE)
_POINTED = re.compile(r"(?:[^\W\d_]{1,5}\.)+(?P<rest>[^\W\d_]{0,5})")
"""What may be a degree, or a name such as `M.ALI` where letters stand behind the last point."""
_MOST_LETTERS = 3
"""Of a word that may be a degree nobody listed here, or a name."""


_JOINED = re.compile(r"\s+(?:dan|serta|and|/)\s+|\s*[&+]\s*", re.IGNORECASE)
_ANOTHER_RANK = re.compile(rf"\s(?:{'|'.join(map(re.escape, _RANK_OF))})[\s.,]", re.IGNORECASE)


def read_officers(cell: str) -> tuple[Officer, ...]:
    """Officers of a list, with semicolons, line breaks or commas between; also with `dan`, `&`, `+`, ` / ` where that is clear.

    `Bripda DUA CONTOH, Bripda TIGA CONTOH, S.H. – 12345678` are two.
    """
    parts = [part for whole in cell.split(";") for part in _SURELY_BETWEEN.split(whole) if part.strip()]
    found: list[Officer] = []
    for part in (one for whole in parts for one in _joined(whole.strip())):
        names = _listed(part)
        are_ranked = list(map(_is_officer, names))
        has_comma = len(names) > len(part.splitlines())
        if not all(are_ranked) and len(names) > 1 and (any(are_ranked) or (has_comma and ";" in cell)):
            raise cell_error("E1311")
        found += map(read_officer, names)
    return tuple(found)


def read_leader(cell: str) -> Officer:
    """The one officer of a cell, whose degrees, rank or number may stand on lines of their own."""
    one, *others = _listed(cell)
    if others:
        raise cell_error("E1311")
    return read_officer(one)


def _listed(part: str) -> list[str]:
    """The officers between whom commas and line breaks stand, each with the degrees, rank or number that follow such a sign."""
    found: list[str] = []
    for line in part.split("\n"):
        for number, piece in enumerate(line.split(",")):
            one = _COUNTED.sub("", piece.strip())
            if not one:
                continue
            if found and (is_degree(one) or _NUMBER_ALONE.fullmatch(one) or found[-1].casefold().strip(".") in _RANK_OF):
                found[-1] += (", " if is_degree(one) else " ") + one
                continue
            if number and ((one.isalpha() and len(one) <= _MOST_LETTERS) or _POINTED.fullmatch(one)):
                raise cell_error("E1311")
            found.append(one)
    return found


def is_degree(text: str) -> bool:
    """Whether a text is one degree or several, with an NRP behind them or not: `S.H.`, `M. Si`, `SIK MH – 12345678`."""
    words = [word for word in _NRP.sub("", text).split() if word.casefold().strip(".") not in _RANK_OF]
    plain = [word.casefold().replace(".", "") for word in words]
    are_degrees = [
        one in DEGREES or ((found := _POINTED.fullmatch(word)) is not None and not found["rest"])
        for one, word in zip(plain, words, strict=True)
    ]
    return bool(words) and ("".join(plain) in DEGREES or all(are_degrees))


def _joined(part: str) -> list[str]:
    """The officers that words or signs join: each begins with a rank or has a number, else it is not clear who is who."""
    found: list[str] = []
    between = ["", *(match.group().strip() for match in _JOINED.finditer(part))]
    for sign, one in zip(between, map(str.strip, _JOINED.split(part)), strict=True):
        if found and not _is_officer(one) and _NUMBER_ALONE.fullmatch(one):
            found[-1] += f" {one}"  # `Bripda CONTOH / 12345678`
        elif found and found[-1].casefold().strip(".") in _RANK_OF:
            found[-1] += f" {sign} {one}" if sign.isalpha() else f" {one}"  # `Bripda / CONTOH`; `Bripda DAN CONTOH` is one
        else:
            found.append(one)
    if len(found) > 1 and not all(map(_is_officer, found)):
        raise cell_error("E1311")
    return found


def _is_officer(text: str) -> bool:
    first = " ".join(text.replace("/", " ").split()[:1]).strip(" .,").casefold()
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
    is_name = name and name.casefold() not in NOTHING and not is_degree(name) and not _HAS_DIGIT.search(name)
    has_more = _JOINED.search(name) or _ANOTHER_RANK.search(f" {name} ") or not all(map(is_degree, name.split(",")[1:]))
    if not is_name or has_more:
        raise cell_error("E1311")
    return Officer(rank=rank, name=name, nrp=nrp)
