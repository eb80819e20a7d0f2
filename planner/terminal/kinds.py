"""Kinds of values of options and arguments, that name themselves in the language asked for."""

import gettext
import math
from pathlib import Path
from typing import Any

import click


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


class File(_Named, click.Path):
    """A file, there or to be written."""

    english = "file"

    def __init__(self) -> None:
        super().__init__(path_type=Path, dir_okay=False)


class Folder(_Named, click.Path):
    """A folder, there or to be made."""

    english = "directory"

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)


DAY = click.DateTime(["%Y-%m-%d"])
PLACE = click.Path(path_type=Path)
