"""The log of a province's runs: a line of codes and numbers for each station dealt with, no home and no person."""

import contextlib
import datetime as dt
import json
import os
from collections.abc import Iterator

from planner.domain.errors import InputError, Where
from planner.domain.province import StationDay, StationTask
from planner.files import keep_private, make_folder
from planner.usecases.plain import plain
from planner.usecases.province.places import ProvinceFolder


def make_log(place: ProvinceFolder, task: StationTask, date: dt.date) -> None:
    """Make the folder of the log, before anything is planned that is to be noted there.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    folder = place.log_path(task, date).parent
    make_folder(folder)
    keep_private(folder)


def note(place: ProvinceFolder, task: StationTask, day: StationDay) -> None:
    """Add one line at the end of the log.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    path = place.log_path(task, day.date)
    line = {"at": place.clock().isoformat(timespec="seconds"), **plain(day)}
    try:
        with path.open("ab+") as stream:
            is_cut = stream.tell() > 0 and stream.seek(-1, os.SEEK_END) >= 0 and stream.read() != b"\n"  # by a kill
            stream.write(b"\n" * is_cut + json.dumps(line).encode() + b"\n")
    except OSError as error:
        raise InputError.of("E6023", Where(file=path.name), file=path.name, reason=error.strerror) from error


def last_codes(place: ProvinceFolder, task: StationTask, date: dt.date) -> dict[str, str]:
    """Of each station in the log the code that it failed of last; empty: it did not fail."""
    rows = (row for row in _lines(place, task, date) if {"station", "code"} <= row.keys())
    return {str(row["station"]): str(row["code"]) for row in rows}


def _lines(place: ProvinceFolder, task: StationTask, date: dt.date) -> Iterator[dict[str, object]]:
    path = place.log_path(task, date)
    if path.is_file():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            with contextlib.suppress(ValueError, RecursionError):  # a line that a kill cut short
                row = json.loads(line)
                if isinstance(row, dict):
                    yield row
