"""Kinds of values in settings and scenarios: clock times, spans, minutes, days, names out of a closed list."""

import datetime as dt
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from planner.domain.masking import shown, shown_choice, suggestion
from planner.domain.spelling import without_signs
from planner.domain.units import DAY, MINUTE, parse_clock
from planner.domain.visit import Window


def value_error(code: str, **values: object) -> PydanticCustomError:
    """An error that becomes the fault `code` of the value."""
    return PydanticCustomError(code, "{code}", {"code": code, **values})


def choice_error(cell: str, choices: Iterable[str], *, code: str = "E5008", key: str = "") -> PydanticCustomError:
    """A value that is not in a closed list."""
    known = list(choices)
    return value_error(code, cell=shown_choice(cell, known), choices=suggestion(cell, known), key=key)


def _window(value: object) -> Window:
    """`"08:00-16:00"` or `"08.00–16.00"`; one time alone is a window of that moment."""
    if not isinstance(value, str):
        raise value_error("E5003", expected='"08:00-16:00"')
    start, _, end = value.replace("–", "-").partition("-")
    try:
        return Window(start=parse_clock(start), end=parse_clock(end or start))
    except ValueError as error:
        raise value_error("E5005", cell=shown(value)) from error


def one_of(
    meanings: Mapping[str, Any], *, example: str, choices: Iterable[str] = (), fold: Callable[[str], str] = str.casefold
) -> Any:
    """A word of a closed list, read as what it means.

    Parameters
    ----------
    example
        Told where the value is no word at all.
    choices
        Told where the word is not in the list; empty: all of `meanings`.
    fold
        Spellings that are the same under it are one word.
    """
    known = tuple(choices or meanings)

    def meaning(value: object) -> Any:
        if not isinstance(value, str):
            raise value_error("E5003", expected=f'"{example}"')
        if fold(value) not in meanings:
            raise choice_error(value, known)
        return meanings[fold(value)]

    return Annotated[Any, PlainValidator(meaning)]


def _minutes(least: int) -> Callable[[object], int]:
    def seconds(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise value_error("E5003", expected="15" if least == 0 else "60")
        if not least <= value <= DAY // MINUTE:
            raise value_error("E5004", expected=f"{least} … {DAY // MINUTE}")
        return round(value * MINUTE)

    return seconds


def _clock(value: object) -> int:
    if not isinstance(value, str):
        raise value_error("E5003", expected='"10:00"')
    try:
        return parse_clock(value)
    except ValueError as error:
        raise value_error("E5005", cell=shown(value)) from error


def _day(value: object) -> dt.date:
    if type(value) is dt.date:
        return value
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else _refuse_day("?")
    except ValueError:
        return _refuse_day(shown(str(value)))


def _refuse_day(cell: str) -> dt.date:
    raise value_error("E5009", cell=cell)


def _time_zone(value: object) -> str:
    if not isinstance(value, str):
        raise value_error("E5003", expected='"Asia/Jakarta"')
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        choices = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
        raise choice_error(value, choices) from error
    return value


Span = Annotated[Window, PlainValidator(_window)]
Clock = Annotated[int, PlainValidator(_clock)]
Minutes = Annotated[int, PlainValidator(_minutes(0))]
"""Written in minutes, kept in seconds."""
SignedMinutes = Annotated[int, PlainValidator(_minutes(-DAY // MINUTE))]
"""Minutes later, or earlier where they are negative."""
Day = Annotated[dt.date, PlainValidator(_day)]
TimeZone = Annotated[str, PlainValidator(_time_zone)]
Shown = AfterValidator(without_signs)
"""What is printed: signs that no paper or workbook can hold are left out."""
Text = Annotated[str, Field(max_length=200), Shown]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Positive = Annotated[int, Field(ge=1, le=100_000)]
Speed = Annotated[float, Field(gt=0, le=200, allow_inf_nan=False)]
"""km/h"""
