"""Days as people and programs write them, the order of day and month, and moments of other time zones."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from types import MappingProxyType
from zoneinfo import ZoneInfo

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from inputs.tables.cells import CACHE_SIZE, cell_error, read_windows, readable
from inputs.tables.clock_words import CLOCK, minutes_of
from inputs.tables.grid import USUAL_DAY_ZERO
from inputs.tables.masking import seen
from inputs.tables.weekdays import weekday_of
from planner.domain.gathering import Gatherer
from planner.domain.visit import Window

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
USUAL_ZONE = "Asia/Jakarta"
MAX_LETTERS = 80
"""Longest cell that is read as a day; `Rabu, 24 September 2025 pukul 14.05.00 WITA` has half."""

NUMERIC = re.compile(r"(\d{1,2})\s?[/.\-\s]\s?(\d{1,2})\s?[/.\-\s]\s?(\d{4}|\d{2})")
_WORD_BEFORE = re.compile(
    r"([^\W\d]{2,9}(?:['’`´][^\W\d]{1,3})?)[,.:]?\s+(?=\d|[^\W\d]{3,9}(?:['’`´][^\W\d]{1,3})?[,.:]?\s+[^\W\d]*)"
)
_WORD_BEHIND = re.compile(r"[\s,(]+([^\W\d]{3,7}(?:['’`´][^\W\d]{1,3})?)\)?$")
_LEADING = frozenset({"hari", "tgl", "tanggal", "pada", "pagi", "siang", "sore", "malam"})
"""Words before a day beside its weekday: `hari Kamis pagi tgl 12 November 2026`."""
_WORD = re.compile(r"(\d{1,2})[\s./-]+([^\W\d]{3,12})\.?[\s,./-]+(\d{4}|\d{2})")
_MONTH_BEFORE = re.compile(r"([^\W\d]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_SHORT_YEAR = re.compile(r"['’`´](?=\d{2}$)")
"""`13-11-'26`."""
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
"""A visit or complaint outside these years is a typing mistake."""
_LAST_SHORT = 2089
"""Of years of two digits, where nothing tells which may be meant: `98` is 1998."""
OPEN_ORDER = frozenset({"E1113", "E1115", "E1117", "E1122", "E1127"})
"""Notes of columns whose days have two readings each."""
_ZONE = re.compile(r"(?<![^\W\d_])(WIB|WITA|WIT)\b", re.IGNORECASE)
_DAY = 86_400
_HOURS = MappingProxyType({"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0, "GMT": 0, "Z": 0})
"""Hours ahead of Greenwich."""

_MONTHS = (
    ("januari", "jan", "january"),
    ("februari", "feb", "february", "pebruari", "peb"),
    ("maret", "mar", "march", "mrt"),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How the days of a table are meant.

    Attributes
    ----------
    time_zone
        Where the station is: a moment with a zone of its own falls on the station's day.
    order_of
        Field to order of day and month in numbers; day first where it is not named.
    day_zero
        The day that a number 0 means.
    today
        The day of the import; `None`: not known.
    said
        The order that somebody has said, now or for an earlier file; empty: nobody.
    """

    time_zone: str = USUAL_ZONE
    order_of: Mapping[str, str] = field(default_factory=dict)
    day_zero: dt.date = USUAL_DAY_ZERO
    today: dt.date | None = None
    said: str = ""


def read_day(cell: str, info: ValidationInfo) -> dt.date:
    """The day of a cell of a table, by the table's calendar."""
    return _by_calendar(cell, info, _LAST_SHORT)


def read_past_day(cell: str, info: ValidationInfo) -> dt.date:
    """The day of something that has been: a year of two digits is no later one than the next, where slips are told as that."""
    today = info.context.today if isinstance(info.context, Calendar) else None
    return _by_calendar(cell, info, _LAST_SHORT if today is None else min(today.year + 1, _LAST_SHORT))


def _by_calendar(cell: str, info: ValidationInfo, last_short: int) -> dt.date:
    calendar = info.context if isinstance(info.context, Calendar) else Calendar()
    order = calendar.order_of.get(info.field_name or "", DAY_FIRST)
    read = partial(read_date, time_zone=calendar.time_zone, day_zero=calendar.day_zero, last_short=last_short)
    try:
        return read(cell, order)
    except PydanticCustomError as error:
        other = MONTH_FIRST if order == DAY_FIRST else DAY_FIRST
        if calendar.said and readable(lambda text: read(text, other), cell) is not None:
            raise cell_error("E1083", cell=seen(cell, "day"), order=order, other=other) from error
        raise


def read_hours(cell: str, info: ValidationInfo) -> tuple[Window, ...]:
    """Spans of times in the station's zone, also where the cell names another: `08.00-10.00 WITA`."""
    windows = read_windows(cell)
    zones = {zone.upper() for zone in _ZONE.findall(cell)}
    calendar = info.context
    if not zones or not isinstance(calendar, Calendar):
        return windows
    ahead = dt.datetime(2026, 1, 1, tzinfo=ZoneInfo(calendar.time_zone)).utcoffset() or dt.timedelta()
    late = round(ahead.total_seconds()) - 3600 * _HOURS[min(zones)]
    if len(zones) > 1 or windows[0].start + late < 0 or windows[-1].end + late > _DAY:
        raise cell_error("E1107", cell=seen(cell, "times"))
    return tuple(Window(start=window.start + late, end=window.end + late) for window in windows)


@dataclass(frozen=True, slots=True)
class Moment:
    """The parts of a cell of a day.

    Attributes
    ----------
    day
        The day itself.
    clock
        The time behind it, as `CLOCK` has found it.
    weekday
        The day of the week that stands beside it, Monday 0; `None`: there is none.
    """

    day: str
    clock: re.Match[str] | None
    weekday: int | None


def taken_apart(cell: str) -> Moment:
    """Part a cell such as `Kamis, 12 November 2026 jam 10` into its day, its time and the word for the day of the week."""
    text, weekday = cell.strip(" ,"), None
    while (before := _WORD_BEFORE.match(text)) and before[1].casefold() not in _MONTH_OF:
        text = text[before.end() :]
        named = weekday_of(before[1])
        weekday = named if named is not None else weekday
        if named is None and before[1].casefold() not in _LEADING:  # one word that nobody knows, such as a misspelt weekday
            break
    text, behind = _without_weekday(text)
    clock = CLOCK.search(text)
    if clock is not None:
        text, behind_day = _without_weekday(text[: clock.start()])
        behind = behind if behind is not None else behind_day
    return Moment(day=_SHORT_YEAR.sub("", text.strip(" ,")), clock=clock, weekday=weekday if weekday is not None else behind)


def _without_weekday(text: str) -> tuple[str, int | None]:
    behind = _WORD_BEHIND.search(text) if text[-1:].isalpha() or text[-1:] == ")" else None
    weekday = weekday_of(behind[1]) if behind else None
    return (text[: behind.start()], weekday) if behind and weekday is not None else (text, None)


@lru_cache(CACHE_SIZE)
def read_date(
    cell: str,
    order: str = DAY_FIRST,
    time_zone: str = USUAL_ZONE,
    day_zero: dt.date = USUAL_DAY_ZERO,
    last_short: int = _LAST_SHORT,
) -> dt.date:
    """A day: `26 Agustus 2025`, `26/08/2025`, `2025-08-26`, `20250826`, a serial of spreadsheets; a time may follow.

    Parameters
    ----------
    last_short
        The last year that one of two digits means: later ones are of the century before, or none.
    """
    if len(cell) > MAX_LETTERS:
        raise cell_error("E1106", cell=seen(cell, "day"))
    try:
        moment = taken_apart(cell)
        day = _date(moment.day, order, day_zero, last_short)
        if moment.clock is not None:
            day = _local_day(day, moment.clock, time_zone)
    except ValueError as error:
        raise cell_error("E1106", cell=seen(cell, "day")) from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise cell_error("E1106", cell=seen(cell, "day"))
    return day


def note_future(days: Iterable[tuple[int, dt.date | None]], today: dt.date | None, column: str, gatherer: Gatherer) -> None:
    """Note once that visits are dated after today: (row, day) of each record."""
    if today is None:
        return
    late = [(row, day) for row, day in days if day is not None and day > today]
    if late:
        row, day = late[0]
        code = "E1124" if any(may_be_turned(one, today, column, gatherer) for _, one in late) else "E1116"
        gatherer.note(code, row=row, column=column, values={"count": len(late), "day": day.isoformat()})


def may_be_turned(day: dt.date, today: dt.date, column: str, gatherer: Gatherer) -> bool:
    """Whether a day after today would not be, read the other way: all of its column can be, which has been noted."""
    heading = gatherer.heading_of(column)
    is_open = any(note.code in OPEN_ORDER and note.where.column == heading for note in gatherer.notes)
    return is_open and day.day <= 12 and dt.date(day.year, day.day, day.month) <= today


def _local_day(day: dt.date, clock: re.Match[str], time_zone: str) -> dt.date:
    """The day in a zone of the moment that the clock says; without a zone of its own, its day."""
    minutes = minutes_of(clock)
    zone = (clock["zone"] or clock["zone_behind"] or "").upper()
    if not zone:
        return day
    if zone in _HOURS:
        ahead = dt.timedelta(hours=_HOURS[zone])
    else:
        digits = zone[1:].replace(":", "")
        ahead = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)
    at = dt.time(minutes // 60, minutes % 60)
    return dt.datetime.combine(day, at, dt.timezone(ahead)).astimezone(ZoneInfo(time_zone)).date()


def _date(text: str, order: str, day_zero: dt.date, last_short: int) -> dt.date:
    if match := NUMERIC.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        day, month = (second, first) if order == MONTH_FIRST else (first, second)
        return dt.date(_full_year(year, last_short), month, day)
    if match := _WORD.fullmatch(text):
        return dt.date(_full_year(int(match.group(3)), last_short), _month(match.group(2)), int(match.group(1)))
    if match := _MONTH_BEFORE.fullmatch(text):
        return dt.date(int(match.group(3)), _month(match.group(1)), int(match.group(2)))
    if _SERIAL.fullmatch(text):
        return day_zero + dt.timedelta(days=int(text[:5]))
    return dt.date.fromisoformat(text.replace("/", "-"))


def _month(word: str) -> int:
    month = _MONTH_OF.get(word.casefold())
    if month is None:
        raise ValueError("not a month")
    return month


def _full_year(year: int, last_short: int) -> int:
    return year if year > 99 else 2000 + year if 2000 + year <= last_short else 1900 + year
