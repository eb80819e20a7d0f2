"""What people type into a cell, read as a value; each reader raises a coded error that pydantic gathers."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

from pydantic_core import PydanticCustomError

from inputs.tables.clock_words import window_of
from inputs.tables.masking import seen
from inputs.tables.nothing import is_no_skill
from planner.domain.masking import NEGATIONS, misspelt, shown, shown_choice
from planner.domain.place import unit_digits
from planner.domain.visit import Window

T = TypeVar("T")

CACHE_SIZE = 4096
"""Distinct cells remembered: the days of eleven years, or every RT; columns repeat few values many times."""

MOST_CHOICES = 20
"""Words that a fault offers."""

_LONGEST_ID = 40
_ID = re.compile(r"[^\W_][\w./:+-]{0,39}")
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_ROUNDED = re.compile(r"\d[.,]\d*E\+(?:1[5-9]|[2-9]\d)", re.IGNORECASE)
"""A number of 16 digits or more, as `number_text` or the spreadsheet itself shortens it."""
_ISO_DAY = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}(?: 00:00(?::00)?)?")
_EATEN = re.compile(
    rf"{_ISO_DAY.pattern}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)\d{{2}}"
    r"|(?:\d{1,2}[- ])?(?:jan|feb|mar|apr|ma[yi]|jun|jul|a[ug][gut]|sep|o[ck]t|nov|de[cs])(?:[- ]\d{2}(?:\d{2})?)?",
    re.IGNORECASE,
)
"""What spreadsheets make of `12/3` and `3-12`."""
_FIRST_OF_DAYS = frozenset("0123456789jfmasondJFMASOND")
_ROMAN_UNIT = re.compile(r"(?:R[TW]\.?\s*[:.]?\s*)?([IVX]{1,5})", re.IGNORECASE)
_ROMAN = {
    tens + ones: 10 * number + count
    for number, tens in enumerate(("", "X", "XX"))
    for count, ones in enumerate(("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
    if tens + ones
}
_RT_RW = re.compile(r"(?:R[TW]\.?\s*[:.]?\s*)?(\d{1,3})(?:[.,]0{1,2})?", re.IGNORECASE)
_WHOLE = re.compile(r"(\d{1,6})(?:[.,]0{1,2})?")
"""Three zeros may be those of a thousand: `1.000`."""
_YES_NO = {
    **dict.fromkeys(("ya", "y", "yes", "1", "x", "v", "✓", "true", "benar", "iya"), True),
    **dict.fromkeys(("tidak", "t", "no", "n", "0", "false", "bukan", "tdk"), False),
}


def cell_error(code: str, **values: object) -> PydanticCustomError:
    """An error that becomes the fault `code` of the cell."""
    return PydanticCustomError(code, "{code}", {"code": code, **values})


def readable(reader: Callable[[str], T], cell: str) -> T | None:
    """What a cell that somebody types alone says; `None`: it cannot be read."""
    try:
        return reader(cell)
    except PydanticCustomError:
        return None


def read_id(cell: str) -> str:
    """An id: letters, digits and `. _ - / : +`, up to 40."""
    if cell.isascii() and cell.isalnum() and len(cell) <= _LONGEST_ID and cell[0] > "9":  # nearly every one
        return cell
    if _ISO_DAY.fullmatch(cell):
        raise cell_error("E1119", cell=cell)
    if _ROUNDED.fullmatch(cell):
        raise cell_error("E1100", cell=cell)
    if not _ID.fullmatch(cell) or _SCIENTIFIC.fullmatch(cell):
        raise cell_error("E1102", cell=shown(cell))
    return cell


def is_eaten(cell: str) -> bool:
    """Whether a cell that holds a number or an address is a day: a spreadsheet has made it of `12/3`."""
    return cell[0] in _FIRST_OF_DAYS and any(map(str.isdigit, cell)) and _EATEN.fullmatch(cell) is not None


def read_address(cell: str) -> str:
    """An address, as it is written."""
    if is_eaten(cell):
        raise cell_error("E1119", cell=cell)
    return cell


@lru_cache(CACHE_SIZE)
def read_rt_rw(cell: str) -> str:
    """RT or RW in its one form: `5`, `5.0`, `RT 05`, `005`, `RW V` are `05`; only zeros are nothing."""
    match = _RT_RW.fullmatch(cell)
    if match is None:
        roman = _ROMAN_UNIT.fullmatch(cell)
        number = _ROMAN.get(roman.group(1).upper()) if roman else None
        if number is None:
            raise cell_error("E1104", cell=seen(cell, "rt rw"))
        return unit_digits(str(number))
    return unit_digits(match.group(1))


@lru_cache(CACHE_SIZE)
def read_whole(cell: str) -> int:
    """A whole number of 0 or more."""
    match = _WHOLE.fullmatch(cell)
    if match is None:
        raise cell_error("E1109", cell=shown(cell))
    return int(match.group(1))


@lru_cache(CACHE_SIZE)
def read_windows(cell: str) -> tuple[Window, ...]:
    """Spans of times, `08:00-10:00;16.00-18.00`, sorted; those that touch or overlap are joined."""
    try:
        try:
            spans = _spans(cell)
        except ValueError:  # a span may run over the end of a line
            spans = _spans(" ".join(cell.split()))
    except ValueError as error:
        raise cell_error("E1107", cell=seen(cell, "times")) from error
    joined: list[Window] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Window(start=joined[-1].start, end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _spans(cell: str) -> list[Window]:
    return [window_of(part.strip()) for part in re.split(r"[;,\n]|\bdan\b|&", cell) if part.strip()]


@lru_cache(CACHE_SIZE)
def read_yes_no(cell: str) -> bool:
    """`ya` / `tidak`, `yes` / `no`, `1` / `0`, `x`."""
    answer = _YES_NO.get(cell.casefold())
    if answer is None:
        raise cell_error("E1108", cell=shown(cell))
    return answer


def choice_of(meanings: Mapping[str, T], opposites: Mapping[T, T] | None = None) -> Callable[[str], T]:
    """The reader of a closed list; `meanings` maps each accepted spelling, without capitals, to the value.

    A fault names the spellings of which the cell is likely a misspelling, then the first one for each value.

    Parameters
    ----------
    opposites
        What a value becomes behind `tidak`, `belum`, `bukan` and the like: `belum tuntas`.
    """
    first = list({value: spelling for spelling, value in reversed(list(meanings.items()))}.values())[::-1]
    turned = opposites or {}

    def read(cell: str) -> T:
        if cell.casefold() in meanings:
            return meanings[cell.casefold()]
        negation, *denied = re.findall(r"[^\W_]+", cell.casefold()) or [""]
        value = meanings.get(" ".join(denied))
        if negation in NEGATIONS and value is not None and value in turned:
            return turned[value]
        near = misspelt(cell, meanings)
        choices = ", ".join(dict.fromkeys((*near, *first[:MOST_CHOICES])))
        raise cell_error("E1110", cell=shown_choice(cell, meanings), choices=choices)

    return read


def read_names(cell: str) -> tuple[str, ...]:
    """Parts between semicolons (or commas where there are none) and line breaks, in order, each once."""
    parts = cell.replace("\n", ";" if ";" in cell else ",").split(";" if ";" in cell else ",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


_SKILL = re.compile(r"[^\W_][\w -]{0,29}")
_USUAL_SKILLS = frozenset({"polwan", "ppa", "reskrim", "lantas", "intelkam"})
"""Beside other words it is two skills (`polwan ppa`) or a sentence (`ada polwan`), which no visit asks for."""
_NO_NAMES = frozenset({"dan", "serta", "atau", "and", "or", "tidak", "tdk", "tanpa", "semua", "lengkap"})
"""Words of several skills, of none, or of all: no name of one."""


@lru_cache(CACHE_SIZE)
def read_skills(cell: str) -> frozenset[str]:
    """Skills in small letters: `polwan; PPA`; none where words say that (`tidak perlu`)."""
    if is_no_skill(cell):
        return frozenset()
    names = read_names(cell)
    words = [frozenset(name.casefold().split()) for name in names]
    is_joined = any(said & _NO_NAMES or (len(said) > 1 and said & _USUAL_SKILLS) for said in words)
    if is_joined or not all(_SKILL.fullmatch(name) and not is_no_skill(name) for name in names):
        raise cell_error("E1111", cell=shown(" ".join(cell.split())))
    return frozenset(name.casefold() for name in names)
