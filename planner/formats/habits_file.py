"""`habits.json` of a workspace: how files of other programs are read, by their headings. Read and written here alone."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from planner.domain.errors import InputError, Where
from planner.domain.file_habit import FileHabit
from planner.formats.json_text import read_json


class _Habit(BaseModel):
    model_config = ConfigDict(extra="forbid")

    table: str
    headings: list[str]
    columns: dict[str, str]
    dates: Literal["", "dmy", "mdy"] = ""


class _Habits(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Literal[1]
    files: list[_Habit]


def read_habits(path: Path) -> tuple[FileHabit, ...]:
    """Read what is remembered; nothing where there is no such file.

    Raises
    ------
    InputError
        E3001 or E3002 if the file cannot be read, E1039 if it says something else.
    """
    if not path.exists():
        return ()
    _, content = read_json(path)
    try:
        habits = _Habits.model_validate(content).files
    except ValidationError as error:
        raise InputError.of("E1039", Where(file=path.name)) from error
    return tuple(
        FileHabit(table=habit.table, headings=frozenset(habit.headings), columns=habit.columns, dates=habit.dates)
        for habit in habits
    )


def habits_text(habits: Sequence[FileHabit]) -> str:
    """The file of what is to be remembered."""
    files = [
        {"table": habit.table, "headings": sorted(habit.headings), "columns": dict(habit.columns), "dates": habit.dates}
        for habit in habits
    ]
    return json.dumps({"version": 1, "files": files}, ensure_ascii=False, indent=1) + "\n"
