"""The day as one HTML file that any browser opens without network: map, list, search, print.

The list is plain HTML and can be read and printed without a script; the script adds map and search. The page's own
content policy forbids every request.
"""

import json
from functools import cache
from importlib import resources
from typing import Any

import jinja2
import markupsafe
import numpy as np
import shapely

from outputs.exchange.properties import stop_properties
from outputs.itinerary.model import BreakLine, DayItinerary, StopLine, TeamItinerary
from outputs.itinerary.titles import leader_name, team_name, unbroken, vehicle_word
from outputs.maps.background import background, clipped, name_spots, path_string
from outputs.maps.frame import Frame
from planner.domain.place import DRAWN_METRES_PER_DEGREE, points_of
from planner.words.language import Words, words

DETAIL = 2.0
"""Metres; a smaller bend is not drawn on the screen."""
STEP = 1.0
MARGIN = 400.0
"""Metres of roads around the outermost door."""
_MILLIMETRE = 12.0
"""Metres of ground that a millimetre of screen shows where names of small streets are first wanted."""


def html_page(day: DayItinerary) -> bytes:
    """The whole page, styles, script and data inside."""
    say = words(day.language)
    text = _template("day.html.j2").render(
        day=day,
        words=say.group("page"),
        date=say.date(day.date),
        restricted=say.text("sheet.restricted"),
        version_word=say.text("sheet.version"),
        legend=" · ".join(f"{letter} {say.text(f'purpose.{letter}')}" for letter in "KUTF"),
        teams=[_team(day, team, say) for team in day.teams],
        style=markupsafe.Markup(_source("day.css")),  # noqa: S704 (our own file)
        script=markupsafe.Markup(_source("day.js")),  # noqa: S704 (our own file)
        data=_inside_script(_map_data(day, say)),
    )
    return text.encode()


@cache
def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_source(name))


@cache
def _source(name: str) -> str:
    return resources.files("outputs").joinpath("exchange", "page", name).read_text(encoding="utf-8")


def _inside_script(data: dict[str, Any]) -> markupsafe.Markup:
    """JSON that no text can end early: every `<` is written as its number."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("&", "\\u0026")
    return markupsafe.Markup(text)  # noqa: S704 (escaped above)


def _team(day: DayItinerary, team: TeamItinerary, say: Words) -> dict[str, Any]:
    return {
        "name": team_name(team, say),
        "sheet": team.sheet_id,
        "leader": leader_name(team),
        "vehicle": vehicle_word(team, say),
        "span": f"{say.clock(team.start_time)} – {say.clock_zone(team.end_time, day.time_zone)}",
        "stops": say.text("page.found", count=len(team.stops)),
        "distance": "" if team.distance is None else say.distance(team.distance),
        "rows": [_row(line, say) for line in (*team.lines, *team.reserves)],
    }


def _row(line: StopLine | BreakLine, say: Words) -> dict[str, Any]:
    if isinstance(line, BreakLine):
        time = f"{say.clock(line.start_time)} – {say.clock(line.end_time)}"
        return {"kind": "break", "time": time, "label": say.text(f"break.{line.label}")}
    return {
        **{key: "" if value is None else value for key, value in stop_properties(line).items()},
        "kind": "reserve" if line.start_time is None else "stop",
        "time": say.text("page.reserve") if line.start_time is None else say.clock(line.start_time),
        "place": " · ".join(part for part in (line.door.neighbourhood, line.door.village) if part),
        "address": unbroken(line.door.address),
        "directions": line.directions,
        "visit_number": "" if line.visit_number is None else say.text("table.visit_number", number=line.visit_number),
        "change": say.text(f"change.{line.change}") if line.change else "",
    }


def _map_data(day: DayItinerary, say: Words) -> dict[str, Any]:
    """Roads, routes and doors in metres from the left top corner."""
    frame = _frame(day)
    under = background(day.lines(frame.bounds) if day.lines else [], frame, detail=DETAIL, step=STEP)
    names: list[list[str | int]] = []
    for _, name, length, shapes in under.names:
        if length > len(name) * _MILLIMETRE:
            spots = name_spots(shapes, len(name) * _MILLIMETRE, scale=_MILLIMETRE)
            names.extend([name, round(x), round(y), round(angle), round(length)] for x, y, angle in spots[:1])
    num_stops = sum(len(team.stops) + len(team.reserves) for team in day.teams)
    return {
        "width": round(frame.width),
        "height": round(frame.height),
        "roads": under.paths,
        "names": names,
        "found": [say.text("page.found", count=count) for count in range(num_stops + 1)],
        "teams": [{"name": team_name(team, say), **_lines(team, frame)} for team in day.teams],
    }


def _lines(team: TeamItinerary, frame: Frame) -> dict[str, Any]:
    way = frame.project(np.concatenate(team.legs)) if team.legs else np.empty((0, 2))
    parts = clipped(way, frame, DETAIL)
    stops = []
    for stop in (*team.stops, *team.reserves):
        ((x, y),) = frame.project(points_of([stop])).tolist()
        stops.append([stop.number, round(x, 1), round(y, 1), int(stop.start_time is None)])
    return {"route": "".join(path_string(shapely.get_coordinates(part), STEP) for part in parts), "stops": stops}


def _frame(day: DayItinerary) -> Frame:
    """A frame whose unit is the metre, around all doors and ways of the day."""
    doors = points_of(stop for team in day.teams for stop in (*team.stops, *team.reserves))
    points = [doors, *(leg for team in day.teams for leg in team.legs)]
    every = np.concatenate(points)
    if not len(every):
        return Frame(width=2 * MARGIN, height=2 * MARGIN, centre=(0.0, 0.0), scale=1.0)
    low, high = every.min(axis=0), every.max(axis=0)
    lon, lat = ((low + high) / 2).tolist()
    width, height = (high - low) * DRAWN_METRES_PER_DEGREE * [np.cos(np.radians(lat)), 1.0] + 2 * MARGIN
    return Frame(width=float(width), height=float(height), centre=(lon, lat), scale=1.0)
