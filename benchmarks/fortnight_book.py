"""The independent recount of a fortnight: from the lines of its filled tables and the imported files alone, no ledger."""

import csv
import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.outcome import Outcome
from planner.domain.records import Urgency
from planner.domain.settings import ProgrammeSettings
from planner.domain.visit import VisitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a sheet that was walked."""

    date: dt.date
    sheet: str
    visit: str
    kind: VisitKind
    outcome: Outcome


def violations(lines: Sequence[Line], data: Path, programme: ProgrammeSettings, out_of_reach: frozenset[str]) -> list[str]:
    """Rules that the sheets broke, in words; a complaint's row that was put off (*ditunda*) is no visit, and comes again."""
    planned = {line.visit for line in lines}
    complaints = {row["id"]: row for row in _rows(data / "complaints.csv")}
    found = []
    for visit, dates in _dates(line for line in lines if _is_follow_up(line)).items():
        row = complaints[visit]
        rest = programme.days_between(row["category"], Urgency(row["urgency"]))
        for before, after in itertools.pairwise(dates):
            if (after - before).days < rest:
                found.append(f"complaint {visit} on {before} and {after}, {rest} days apart at least")
    first: dict[tuple[dt.date, str], Line] = {}
    for line in sorted(lines, key=lambda one: (one.date, one.sheet)):
        door = complaints[line.visit]["household"] if line.visit in complaints else line.visit
        monday = line.date - dt.timedelta(days=line.date.weekday())
        paper = first.setdefault((monday, door), line)
        if paper is not line and line.kind is not VisitKind.COMPLAINT:  # a complaint that came in meanwhile is served
            found.append(f"{door} on two sheets of a week: {paper.sheet}, {line.sheet}")
    found += [f"{id_} is out of reach and on a sheet" for id_ in sorted(out_of_reach & planned)]
    return found


def _is_follow_up(line: Line) -> bool:
    return line.kind is VisitKind.COMPLAINT and line.outcome is not Outcome.POSTPONED


def recounted(lines: Sequence[Line], data: Path, num_sheets: int, out_of_reach: frozenset[str] = frozenset()) -> dict[str, int]:
    """The numbers that a station is told, counted anew; out of reach: as told at import."""
    complaints = {row["id"]: row["household"] for row in _rows(data / "complaints.csv")}
    met, visited = set(), set()
    for line in sorted(lines, key=lambda one: one.date):
        door = complaints.get(line.visit, line.visit)
        if line.kind is not VisitKind.FACILITY and line.outcome is Outcome.MET:
            met.add(door)
        if line.kind is not VisitKind.FACILITY and line.outcome in (Outcome.MET, Outcome.REFUSED):
            visited.add(door)
    facilities = {line.visit for line in lines if line.kind is VisitKind.FACILITY and line.outcome is Outcome.MET}
    return {
        "lines (ledger)": len(lines),
        "lines (page)": len(lines),
        "sheets (page)": num_sheets,
        "homes met (report)": len(met),
        "homes visited (forecast)": len(visited),
        "out of reach (forecast)": len(out_of_reach),
        "facilities inspected (report)": len(facilities),
    }


def _dates(lines: Iterable[Line]) -> dict[str, list[dt.date]]:
    found: defaultdict[str, list[dt.date]] = defaultdict(list)
    for line in lines:
        found[line.visit].append(line.date)
    return {visit: sorted(dates) for visit, dates in found.items()}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
