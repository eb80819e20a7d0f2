"""Reads every form back with a library that did not write it: what a phone, a calendar or a spreadsheet would see."""

import csv
import datetime as dt
import io
import json
import re
import tempfile
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyogrio.raw
import python_calamine
import vobject

from outputs.itinerary.model import DayItinerary
from planner.domain.units import clock

Seen = tuple[str, int, str, str]
"""Sheet id, number, visit id, start as HH:MM (empty for a reserve)."""


def expected(day: DayItinerary) -> list[Seen]:
    """What the itinerary itself says."""
    return [
        (team.sheet_id, stop.number, stop.visit_id, "" if stop.start_time is None else clock(stop.start_time))
        for team in day.teams
        for stop in (*team.stops, *team.reserves)
    ]


def in_csv(content: bytes) -> list[Seen]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [(row["sheet"], int(row["number"]), row["visit"], row["start"]) for row in rows if row["row"] != "break"]


def in_xlsx(content: bytes) -> list[Seen]:
    head, *rows = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    place = {name: head.index(name) for name in ("Lembar", "No", "ID", "Jam rencana")}
    return [
        (row[place["Lembar"]], int(row[place["No"]]), row[place["ID"]], _clock(row[place["Jam rencana"]]))  # type: ignore[arg-type]
        for row in rows
    ]


def _clock(value: Any) -> str:
    if value == "":
        return ""
    if isinstance(value, dt.timedelta):
        return clock(round(value.total_seconds()))
    assert isinstance(value, dt.time)
    return value.strftime("%H:%M")


def in_geojson(content: bytes) -> list[Seen]:
    points = [f["properties"] for f in json.loads(content)["features"] if f["geometry"]["type"] == "Point"]
    return [(p["sheet"], p["number"], p["visit"], p["start"] or "") for p in points]


def geo_table(content: bytes, suffix: str, layer: str | None = None) -> dict[str, list[Any]]:
    """Columns of a file as GDAL reads it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{suffix}"
        path.write_bytes(content)
        head, _, shapes, columns = pyogrio.raw.read(path, layer=layer)
    return {"shape": list(shapes), **dict(zip(head["fields"].tolist(), (column.tolist() for column in columns), strict=True))}


def in_gpx(content: bytes) -> list[Seen]:
    space = {"g": "http://www.topografix.com/GPX/1/1"}
    root = ET.fromstring(content)  # noqa: S314 (our own file)
    sheet = root.findtext("g:metadata/g:name", namespaces=space) or ""
    found = []
    for point in root.findall("g:wpt", space):
        number = int(point.findtext("g:name", namespaces=space) or 0)
        time, *_, visit = (point.findtext("g:cmt", namespaces=space) or "").split(" · ")
        found.append((sheet, number, visit, time.replace(".", ":") if re.fullmatch(r"\d\d\.\d\d", time) else ""))
    return found


def in_ics(content: bytes, day: DayItinerary, sheet: str) -> list[Seen]:
    """Stops of a calendar, then the reserves that its shift names."""
    zone, stops, reserves = ZoneInfo(day.time_zone), [], []
    for event in vobject.readOne(content.decode()).vevent_list:
        if hasattr(event, "geo"):
            number, *_, visit = event.summary.value.split(" · ")
            start = event.dtstart.value.astimezone(zone).strftime("%H:%M")
            stops.append((sheet, int(number), visit, start))
        elif hasattr(event, "transp"):
            _, *lines = event.description.value.split("\n") if hasattr(event, "description") else [""]
            reserves += [(sheet, int(line.split(" · ")[0]), line.split(" · ")[4], "") for line in lines]
    return stops + reserves


class _Rows(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[dict[str, str | None]] = []
        self.sheets: list[str] = []
        self._in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_head = tag == "p"
        if tag == "tr" and "data-number" in dict(attrs):
            self.rows.append({**dict(attrs), "sheet": self.sheets[-1]})

    def handle_data(self, data: str) -> None:
        if self._in_head and data.strip():
            self.sheets.append(data.split(" · ", maxsplit=1)[0].strip())
            self._in_head = False


def in_html(content: bytes) -> list[Seen]:
    parser = _Rows()
    parser.feed(content.decode())
    return [
        (str(row["sheet"]), int(row["data-number"] or 0), str(row["data-visit"]), row["data-start"] or "")
        for row in parser.rows
    ]
