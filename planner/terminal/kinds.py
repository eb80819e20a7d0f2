"""Kinds of values of options and arguments, that name themselves in the language asked for."""

import contextlib
import datetime as dt
import gettext
import math
import os
from pathlib import Path
from typing import Any

import click

from planner.domain.units import FIRST_YEAR, LAST_YEAR, MAX_SEARCH_SECONDS, MAX_SEED


class _Named:
    """A kind of values that names itself in the language asked for, in help and in what is wrong with a value."""

    english = ""

    @property
    def name(self) -> str:
        """Name of the kind."""
        return gettext.gettext(self.english)

    @name.setter
    def name(self, english: str) -> None:
        """Keep the name that click gives to a path."""


class Number(_Named, click.FloatRange):
    """A number in a range."""

    english = "float range"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number; neither `nan` nor `inf` is one that somebody can have meant."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            text = gettext.gettext("{value!r} is not a valid {number_type}.")
            self.fail(text.format(value=value, number_type=self.name), param, ctx)
        return number


class Whole(_Named, click.IntRange):
    """A whole number in a range."""

    english = "integer range"


class Day(click.DateTime):
    """A day, or a month by its first day."""

    def __init__(self, *, form: str = "%Y-%m-%d", example: str = "2025-08-26") -> None:
        super().__init__([form])
        self.form, self.example = form, example

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The day."""
        day = None
        with contextlib.suppress(ValueError):
            day = dt.datetime.strptime(value, self.form).date()  # noqa: DTZ007 (a day has no zone)
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            text = gettext.gettext("{value!r} is not written like {example}, of the years {first} to {last}.")
            self.fail(text.format(value=value, example=self.example, first=FIRST_YEAR, last=LAST_YEAR), param, ctx)
        return day


class _Place(click.Path):
    """A place on the disk that a name can have."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The place; what no disk can name is refused before anything is asked of the disk."""
        try:
            os.lstat(value)
        except (OSError, ValueError) as error:  # what is not there may be made
            if not isinstance(error, FileNotFoundError | PermissionError | NotADirectoryError):
                text = gettext.gettext("{value!r} cannot be the name of a file or folder.")
                self.fail(text.format(value=str(value)[:40]), param, ctx)
        return super().convert(value, param, ctx)


class File(_Named, _Place):
    """A file, there or to be written."""

    english = "file"

    def __init__(self, *, readable: bool = True) -> None:
        super().__init__(path_type=Path, dir_okay=False, readable=readable)


class OutFile(File):
    """A file to be written, outside of what a workspace keeps for itself; another account's may stand there already."""

    def __init__(self) -> None:
        super().__init__(readable=False)


class NewFile(OutFile):
    """The same, which may be none of those that the command reads."""


class Folder(_Named, _Place):
    """A folder, there or to be made."""

    english = "directory"

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)


DAY = Day()
MONTH = Day(form="%Y-%m", example="2025-08")
SECONDS = Number(0, MAX_SEARCH_SECONDS)
"""Of a search or a proof: as many as dds.toml may say."""
SEED = Whole(0, MAX_SEED)
COUNT = Whole(0, 2**31 - 1)
PLACE = _Place(path_type=Path)
