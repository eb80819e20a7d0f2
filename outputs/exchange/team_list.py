"""The second sheet of the desk's workbook: a row per team with its hours, breaks and distance."""

import datetime as dt

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from outputs.itinerary.model import BreakLine, DayItinerary, TeamItinerary
from outputs.itinerary.titles import leader_name, vehicle_word
from planner.domain.units import MINUTE
from planner.words.language import Words, words

_KEYS = ("sheet_id", "team", "unit", "leader", "vehicle", "leave", "finish", "num_stops", "reserves", "distance_m", "breaks")
_WIDTHS = (24, 10, 12, 34, 18, 11, 16, 14, 14, 12, 44)


def fill_team_list(sheet: Worksheet, day: DayItinerary) -> None:
    """Write the list; its headings are not those of the desk's table, so that reading back cannot take it for one."""
    say = words(day.language)
    for number, (key, width) in enumerate(zip(_KEYS, _WIDTHS, strict=True), 1):
        sheet.cell(row=1, column=number, value=say.text(f"file.{key}")).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, team in enumerate(day.teams, 2):
        for number, value in enumerate(_values(team, say), 1):
            cell = sheet.cell(row=row, column=number, value=value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, dt.timedelta):
                cell.number_format = "hh\\.mm"
    sheet.freeze_panes = "A2"


def _values(team: TeamItinerary, say: Words) -> list[str | int | dt.timedelta | None]:
    pauses = [line for line in team.lines if isinstance(line, BreakLine)]
    return [
        team.sheet_id,
        team.team_id,
        team.unit,
        leader_name(team),
        vehicle_word(team, say),
        dt.timedelta(minutes=team.start_time // MINUTE),
        dt.timedelta(minutes=team.end_time // MINUTE),
        len(team.stops),
        len(team.reserves),
        team.distance,
        "; ".join(
            f"{say.text(f'break.{line.label}')} {say.clock(line.start_time)} – {say.clock(line.end_time)}" for line in pauses
        ),
    ]
