"""Reads what is known about TOPTW instances: proven optima, and what published heuristics found."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from planner.domain.errors import Fault, InputError, Where

Key = tuple[str, int]
"""Name of the instance without its ending, and the number of teams."""

Row = TypeVar("Row")

_MAX_FAULTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class BestKnown:
    """Best profit known for one instance and number of teams; `is_optimal`: proved that there is no better one."""

    profit: int
    is_optimal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedHeuristic:
    """What a published heuristic found over its runs: best, average and worst profit, and its seconds. Lower bounds all."""

    best: int
    average: float
    worst: float
    seconds: float


def read_best_known(path: Path) -> Mapping[Key, BestKnown]:
    """Read a table with the columns instance, m, best_known, status.

    Raises
    ------
    InputError
        E3001 unreadable, E3010 a column is missing, E3042 a value that is none.
    """
    return _rows(
        path,
        ("instance", "m", "best_known", "status"),
        lambda cells: BestKnown(profit=int(cells["best_known"]), is_optimal=cells["status"] == "proven_optimal"),
    )


def read_published_heuristic(path: Path) -> Mapping[Key, PublishedHeuristic]:
    """Read a table with the columns instance, m, best, average, worst, seconds.

    Raises
    ------
    InputError
        E3001 unreadable, E3010 a column is missing, E3042 a value that is none.
    """
    return _rows(
        path,
        ("instance", "m", "best", "average", "worst", "seconds"),
        lambda cells: PublishedHeuristic(
            best=int(cells["best"]),
            average=float(cells["average"]),
            worst=float(cells["worst"]),
            seconds=float(cells["seconds"]),
        ),
    )


def _rows(path: Path, columns: tuple[str, ...], make: Callable[[dict[str, str]], Row]) -> Mapping[Key, Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            content = list(reader)
            found = reader.fieldnames or []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise InputError([Fault(code="E3001", where=Where(file=path.name), values={"reason": reason})]) from error
    missing = [column for column in columns if column not in found]
    if missing:
        raise InputError([Fault(code="E3010", where=Where(file=path.name), values={"key": name}) for name in missing])
    rows: dict[Key, Row] = {}
    faults: list[Fault] = []
    for number, cells in enumerate(content, start=2):
        try:
            rows[cells["instance"], int(cells["m"])] = make(cells)
        except (TypeError, ValueError):
            text = ",".join(str(cells[column]) for column in columns)[:40]
            faults.append(Fault(code="E3042", where=Where(file=path.name, row=number), values={"found": text}))
    if faults:
        raise InputError(faults[:_MAX_FAULTS], num_more=max(0, len(faults) - _MAX_FAULTS))
    return rows
