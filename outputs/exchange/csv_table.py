"""The day as one CSV table, a row per stop, break and reserve, with the numbers of the sheets."""

import csv
import io

from outputs.exchange.properties import break_properties, inert, stop_properties
from outputs.itinerary.model import BreakLine, DayItinerary, StopLine

COLUMNS = (
    "date", "team", "sheet", "version", "row", "number", "visit", "start", "end",
    "place", "village", "address", "purpose", "visit_number", "code", "change",
)  # fmt: skip
_FROM_LINE = COLUMNS[5:]


def csv_table(day: DayItinerary) -> bytes:
    """The table in UTF-8 with a BOM, so that spreadsheets read the letters right."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for team in day.teams:
        head = [inert(value) for value in (day.date.isoformat(), team.team_id, team.sheet_id)] + [day.version]
        writer.writerows([*head, *_row(line, "stop")] for line in team.lines)
        writer.writerows([*head, *_row(line, "reserve")] for line in team.reserves)
    return text.getvalue().encode("utf-8-sig")


def _row(line: StopLine | BreakLine, kind: str) -> list[str | int]:
    if isinstance(line, BreakLine):
        kind, values = "break", break_properties(line)
    else:
        values = stop_properties(line)
    return [kind, *(inert(values.get(column)) for column in _FROM_LINE)]
