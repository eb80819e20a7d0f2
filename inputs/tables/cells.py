"""What people type into a cell, read as a value; each reader raises a coded error that pydantic gathers."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

from pydantic_core import PydanticCustomError

from planner.domain.masking import shown, shown_choice, suggestion
from planner.domain.units import parse_clock
from planner.domain.visit import Window

T = TypeVar("T")

CACHE_SIZE = 4096
"""Distinct cells remembered: the days of eleven years, or every RT; columns repeat few values many times."""

_ID = re.compile(r"[^\W_][\w./:+-]{0,39}")
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_ROUNDED = re.compile(r"\d[.,]\d*E\+(?:1[5-9]|[2-9]\d)", re.IGNORECASE)
"""A number of 16 digits or more, as `number_text` or the spreadsheet itself shortens it."""
_RT_RW = re.compile(r"(?:R[TW]\.?\s*[:.]?\s*)?(\d{1,3})(?:[.,]0+)?", re.IGNORECASE)
_WHOLE = re.compile(r"(\d{1,6})(?:[.,]0+)?")
_SPAN = re.compile(r"\s*(?:-|–|—|s\.?/?d\.?|sampai|to)\s*", re.IGNORECASE)
_NUMERIC_DATE = re.compile(r"(\d{1,2})\s?[/.\-\s]\s?(\d{1,2})\s?[/.\-\s]\s?(\d{4}|\d{2})")
_WORD_DATE = re.compile(r"(?:[^\W\d]+['’]?[^\W\d]*,?\s+)?(\d{1,2})[\s-]+([^\W\d]+)\.?[\s,-]+(\d{4}|\d{2})")
_CLOCK_AFTER_DATE = re.compile(r"[T\s]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:\s*WIB|Z)?$")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_SERIAL_ORIGIN = dt.date(1899, 12, 30)
"""Day 0 of spreadsheet serials (1900 system, with its invented leap day)."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
"""A visit or complaint outside these years is a typing mistake."""

_MONTHS = (
    ("januari", "jan", "january"),
    ("februari", "feb", "february", "pebruari", "peb"),
    ("maret", "mar", "march"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("agustus", "agu", "agt", "ags", "aug", "august", "agust"),
    ("september", "sep", "sept"),
    ("oktober", "okt", "oct", "october"),
    ("november", "nov", "nop", "nopember"),
    ("desember", "des", "dec", "december"),
)
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words}
_YES_NO = {
    **dict.fromkeys(("ya", "y", "yes", "1", "x", "v", "✓", "true", "benar", "iya"), True),
    **dict.fromkeys(("tidak", "t", "no", "n", "0", "false", "bukan", "tdk"), False),
}


def cell_error(code: str, **values: object) -> PydanticCustomError:
    """An error that becomes the fault `code` of the cell."""
    return PydanticCustomError(code, "{code}", {"code": code, **values})


def read_id(cell: str) -> str:
    """An id: letters, digits and `. _ - / : +`, up to 40."""
    if _ROUNDED.fullmatch(cell):
        raise cell_error("E1100", cell=cell)
    if not _ID.fullmatch(cell) or _SCIENTIFIC.fullmatch(cell):
        raise cell_error("E1102", cell=shown(cell))
    return cell


@lru_cache(CACHE_SIZE)
def read_rt_rw(cell: str) -> str:
    """RT or RW with its lost zeros: `5`, `5.0`, `RT 05` are `05`; `012` stays; only zeros are nothing."""
    match = _RT_RW.fullmatch(cell)
    if match is None:
        raise cell_error("E1104", cell=shown(cell))
    digits = match.group(1)
    return digits.zfill(2) if int(digits) else ""


@lru_cache(CACHE_SIZE)
def read_whole(cell: str) -> int:
    """A whole number of 0 or more."""
    match = _WHOLE.fullmatch(cell)
    if match is None:
        raise cell_error("E1109", cell=shown(cell))
    return int(match.group(1))


@lru_cache(CACHE_SIZE)
def read_date(cell: str) -> dt.date:
    """A day: `26 Agustus 2025`, `26/08/2025`, `26-8-25`, `2025-08-26`, `20250826`, or a spreadsheet's serial. Day first."""
    text = _CLOCK_AFTER_DATE.sub("", cell)
    try:
        day = _date(text)
    except ValueError as error:
        raise cell_error("E1106", cell=shown(cell)) from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise cell_error("E1106", cell=shown(cell))
    return day


def _date(text: str) -> dt.date:
    if match := _NUMERIC_DATE.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        return dt.date(_full_year(year), month, day)
    if match := _WORD_DATE.fullmatch(text):
        month_word = match.group(2).casefold()
        if month_word not in _MONTH_OF:
            raise ValueError("not a month")
        return dt.date(_full_year(int(match.group(3))), _MONTH_OF[month_word], int(match.group(1)))
    if _SERIAL.fullmatch(text):
        return _SERIAL_ORIGIN + dt.timedelta(days=int(text[:5]))
    return dt.date.fromisoformat(text.replace("/", "-"))


def _full_year(year: int) -> int:
    return year if year > 99 else 2000 + year


@lru_cache(CACHE_SIZE)
def read_windows(cell: str) -> tuple[Window, ...]:
    """Spans of times, `08:00-10:00;16.00-18.00`, sorted; those that touch or overlap are joined."""
    spans = []
    for part in re.split(r"[;,\n]|\bdan\b|&", cell):
        if not part.strip():
            continue
        ends = _SPAN.split(part.strip())
        try:
            start, end = (parse_clock(re.sub(r"(?i)\s*WIB$|^(?:pukul|jam)\s*", "", text)) for text in ends)
            spans.append(Window(start=start, end=end))
        except ValueError as error:
            raise cell_error("E1107", cell=shown(cell)) from error
    joined: list[Window] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Window(start=joined[-1].start, end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


@lru_cache(CACHE_SIZE)
def read_yes_no(cell: str) -> bool:
    """`ya` / `tidak`, `yes` / `no`, `1` / `0`, `x`."""
    answer = _YES_NO.get(cell.casefold())
    if answer is None:
        raise cell_error("E1108", cell=shown(cell))
    return answer


def choice_of(meanings: Mapping[str, T]) -> Callable[[str], T]:
    """The reader of a closed list; `meanings` maps each accepted spelling, without capitals, to the value."""

    def read(cell: str) -> T:
        if cell.casefold() not in meanings:
            raise cell_error("E1110", cell=shown_choice(cell, meanings), choices=suggestion(cell, meanings))
        return meanings[cell.casefold()]

    return read


def read_names(cell: str) -> tuple[str, ...]:
    """Parts between semicolons (or commas where there are none), in order, each once."""
    separator = ";" if ";" in cell else ","
    return tuple(dict.fromkeys(part.strip() for part in cell.split(separator) if part.strip()))


_SKILL = re.compile(r"[^\W_][\w -]{0,29}")


@lru_cache(CACHE_SIZE)
def read_skills(cell: str) -> frozenset[str]:
    """Skills in small letters: `polwan; PPA`."""
    names = read_names(cell)
    if not all(_SKILL.fullmatch(name) for name in names):
        raise cell_error("E1111", cell=shown(cell))
    return frozenset(name.casefold() for name in names)
