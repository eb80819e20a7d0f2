"""What every file form says of a day's teams, stops and breaks: said here once, so that no two forms can differ."""

from outputs.itinerary.model import BreakLine, DayItinerary, StopLine, TeamItinerary
from planner.domain.units import clock

Value = str | int | None


def route_properties(day: DayItinerary, team: TeamItinerary) -> dict[str, Value]:
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


def stop_properties(stop: StopLine) -> dict[str, Value]:
    """What is said of a stop in every file form; times as `HH:MM`."""
    return {
        "number": stop.number,
        "visit": stop.visit_id,
        "start": None if stop.start_time is None else clock(stop.start_time),
        "end": None if stop.end_time is None else clock(stop.end_time),
        "place": stop.door.neighbourhood,
        "village": stop.door.village,
        "address": stop.door.address,
        "purpose": stop.kind.value,
        "visit_number": stop.visit_number,
        "code": stop.door.code,
        "change": stop.change,
    }


def break_properties(pause: BreakLine) -> dict[str, Value]:
    """What is said of a break in every file form; `visit` holds the key of its word."""
    return {"number": None, "visit": pause.label, "start": clock(pause.start_time), "end": clock(pause.end_time)}


def inert(value: Value) -> str | int:
    """Text that a spreadsheet does not take for a formula; nothing for what is not known."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value[:1] in set("=+-@\t\r") else value
