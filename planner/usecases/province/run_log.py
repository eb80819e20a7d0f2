"""The log of a province's runs: a line of codes and numbers for each station dealt with, no home and no person."""

import datetime as dt
import json
from collections.abc import Iterator

from planner.domain.province import StationDay, StationTask
from planner.files import keep_private
from planner.usecases.plain import plain
from planner.usecases.province.places import ProvinceFolder


def note(place: ProvinceFolder, task: StationTask, day: StationDay) -> None:
    """Add one line at the end of the log."""
    path = place.log_path(task, day.date)
    path.parent.mkdir(exist_ok=True)
    keep_private(path.parent)
    line = {"at": place.clock().isoformat(timespec="seconds"), **plain(day)}
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line) + "\n")


def last_codes(place: ProvinceFolder, task: StationTask, date: dt.date) -> dict[str, str]:
    """Of each station in the log the code that it failed of last; empty: it did not fail."""
    return {str(row["station"]): str(row["code"]) for row in _lines(place, task, date)}


def _lines(place: ProvinceFolder, task: StationTask, date: dt.date) -> Iterator[dict[str, object]]:
    path = place.log_path(task, date)
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:  # a line that a kill cut short
                continue
