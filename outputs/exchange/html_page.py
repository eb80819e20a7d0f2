"""The day as one HTML file that any browser opens without network: map, list, search, print.

The list is plain HTML and can be read and printed without a script; the script adds map and search. The page's own
content policy forbids every request.
"""

import base64
import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any

import jinja2
import markupsafe

from outputs.exchange.properties import stop_properties
from outputs.exchange.screen_map import screen_map
from outputs.itinerary.model import BreakLine, DayItinerary, StopLine, TeamItinerary
from outputs.itinerary.titles import leader_name, team_name, unbroken, vehicle_word
from planner.words.language import Words, words


def page_policy() -> str:
    """What the page may do: its own style and script, known by their digests, and not one request."""
    digests = [
        f"'sha256-{base64.b64encode(hashlib.sha256(_source(name).encode()).digest()).decode()}'"
        for name in ("day.css", "day.js")
    ]
    style, script = digests
    return f"default-src 'none'; style-src {style}; script-src {script}; img-src data:; base-uri 'none'; form-action 'none'"


def html_page(day: DayItinerary) -> bytes:
    """The whole page, styles, script and data inside."""
    say = words(day.language)
    text = _template("day.html.j2").render(
        day=day,
        policy=page_policy(),
        words=say.group("page"),
        date=say.date(day.date),
        restricted=say.text("sheet.restricted"),
        version_word=say.text("sheet.version"),
        legend=" · ".join(f"{letter} {say.text(f'purpose.{letter}')}" for letter in "KUTF"),
        teams=[_team(day, team, say) for team in day.teams],
        style=markupsafe.Markup(_source("day.css")),  # noqa: S704 (our own file)
        script=markupsafe.Markup(_source("day.js")),  # noqa: S704 (our own file)
        data=_inside_script(screen_map(day, say)),
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
        "marks": [say.text(f"mark.{mark}") for mark in line.marks],
        "change": say.text(f"change.{line.change}") if line.change else "",
    }
