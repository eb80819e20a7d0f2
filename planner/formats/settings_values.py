"""Kinds of values in `dds.toml`: clock times, spans, minutes, days, names out of a closed list."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from planner.domain.masking import shown, shown_choice, suggestion
from planner.domain.units import DAY, MINUTE, parse_clock
from planner.domain.visit import Window


class Table(BaseModel):
    """A table of the file: unknown keys are refused, numbers are not texts."""

    model_config = ConfigDict(extra="forbid", strict=True)


def cell_error(code: str, **values: object) -> PydanticCustomError:
    """An error that becomes the fault `code` of the value."""
    return PydanticCustomError(code, "{code}", {"code": code, **values})


def choice_error(cell: str, choices: Iterable[str], *, code: str = "E5008", key: str = "") -> PydanticCustomError:
    """A value that is not in a closed list."""
    known = list(choices)
    return cell_error(code, cell=shown_choice(cell, known), choices=suggestion(cell, known), key=key)


def _window(value: object) -> Window:
    """`"08:00-16:00"` or `"08.00–16.00"`; one time alone is a window of that moment."""
    if not isinstance(value, str):
        raise cell_error("E5003", expected='"08:00-16:00"')
    start, _, end = value.replace("–", "-").partition("-")
    try:
        return Window(start=parse_clock(start), end=parse_clock(end or start))
    except ValueError as error:
        raise cell_error("E5005", cell=shown(value)) from error


def _seconds(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise cell_error("E5003", expected="15")
    if not 0 <= value <= DAY // MINUTE:
        raise cell_error("E5004", expected=f"0 … {DAY // MINUTE}")
    return round(value * MINUTE)


def _day(value: object) -> dt.date:
    if type(value) is dt.date:
        return value
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else _refuse_day("?")
    except ValueError:
        return _refuse_day(shown(str(value)))


def _refuse_day(cell: str) -> dt.date:
    raise cell_error("E5009", cell=cell)


def _time_zone(value: object) -> str:
    if not isinstance(value, str):
        raise cell_error("E5003", expected='"Asia/Jakarta"')
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        choices = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
        raise choice_error(value, choices) from error
    return value


Span = Annotated[Window, PlainValidator(_window)]
Minutes = Annotated[int, PlainValidator(_seconds)]
"""Written in minutes, kept in seconds."""
Day = Annotated[dt.date, PlainValidator(_day)]
TimeZone = Annotated[str, PlainValidator(_time_zone)]
Text = Annotated[str, Field(max_length=200)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Positive = Annotated[int, Field(ge=1, le=100_000)]
Speed = Annotated[float, Field(gt=0, le=200, allow_inf_nan=False)]
"""km/h"""
