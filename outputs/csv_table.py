"""The day as one CSV table, a row per stop, break and reserve, with the numbers of the sheets."""

import csv
from pathlib import Path

from outputs.itinerary.model import BreakLine, DayItinerary, StopLine, TeamItinerary
from planner.domain.units import clock

COLUMNS = (
    "date", "team", "sheet", "version", "row", "number", "visit", "start", "end",
    "place", "village", "address", "purpose", "visit_number", "code",
)  # fmt: skip


def write_csv(day: DayItinerary, path: Path) -> None:
    """Write the table in UTF-8 with a BOM, so that spreadsheets read the letters right."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for team in day.teams:
            head = (day.date.isoformat(), team.team_id, team.sheet_id, day.version)
            writer.writerows([*head, *_row(line, "stop")] for line in team.lines)
            writer.writerows([*head, *_row(line, "reserve")] for line in team.reserves)


def route_properties(day: DayItinerary, team: TeamItinerary) -> dict[str, str | int | None]:
    """What is said of a team in every file form."""
    return {
        "date": day.date.isoformat(),
        "team": team.team_id,
        "sheet": team.sheet_id,
        "version": day.version,
        "start": clock(team.start_time),
        "end": clock(team.end_time),
        "distance_m": team.distance,
        "num_stops": len(team.stops),
    }


def stop_properties(stop: StopLine) -> dict[str, str | int | None]:
    """What is said of a stop in every file form; times as `HH:MM`."""
    return {
        "number": stop.number,
        "visit": stop.visit_id,
        "start": None if stop.start_time is None else clock(stop.start_time),
        "end": None if stop.end_time is None else clock(stop.end_time),
        "place": stop.place,
        "village": stop.village,
        "address": stop.address,
        "purpose": stop.kind.value,
        "visit_number": stop.visit_number,
        "code": stop.code,
    }


def _row(line: StopLine | BreakLine, kind: str) -> list[str | int]:
    if isinstance(line, BreakLine):
        return ["break", "", line.label, clock(line.start_time), clock(line.end_time), *[""] * 6]
    values = ["" if value is None else value for value in stop_properties(line).values()]
    return [kind, *(_inert(value) for value in values)]


def _inert(value: str | int) -> str | int:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in set("=+-@\t\r") else value
