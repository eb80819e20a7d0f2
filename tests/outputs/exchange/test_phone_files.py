"""Guards the files for a phone: waypoints and calendar as other programs read them."""

import dataclasses
import datetime as dt
import xml.etree.ElementTree as ET

import vobject

from outputs.exchange.gpx_file import gpx_file
from outputs.exchange.ics_file import ics_file
from tests.outputs.day import make_day
from tests.outputs.exchange.reading import geo_table


def test_gdal_reads_waypoints_route_and_line() -> None:
    """GPX 1.1: waypoints with the sheet's numbers, their order as a route, the way along the roads as a track."""
    day = make_day()
    content = gpx_file(day, day.teams[0])
    points = geo_table(content, ".gpx", "waypoints")
    assert points["name"] == [str(number) for number in range(1, 23)]
    assert points["type"] == ["stop"] * 18 + ["reserve"] * 4
    assert geo_table(content, ".gpx", "route_points")["name"] == [str(number) for number in range(1, 19)]
    assert len(geo_table(content, ".gpx", "tracks")["shape"]) == 1
    num_line = len(geo_table(content, ".gpx", "track_points")["shape"])
    assert num_line > 18


def test_a_line_has_no_times() -> None:
    """A plan is no record of where somebody was."""
    day = make_day()
    text = gpx_file(day, day.teams[0]).decode()
    assert "<time>" not in text.split("<trk>")[1]


def test_a_team_without_stops_has_an_empty_file() -> None:
    """Zero stops are a valid file without points."""
    day = make_day()
    empty = dataclasses.replace(day.teams[0], lines=(), reserves=(), legs=())
    text = gpx_file(day, empty).decode()
    assert "<wpt" not in text
    assert "<trk" not in text
    assert len(vobject.readOne(ics_file(day, empty).decode()).vevent_list) == 1


def test_a_calendar_has_stops_breaks_and_the_shift() -> None:
    """Every event has its id, its times in UTC and its place; the break is one; the reserves are named in the shift's."""
    day = make_day()
    events = vobject.readOne(ics_file(day, day.teams[0]).decode()).vevent_list
    assert len(events) == 18 + 1 + 1
    assert len({event.uid.value for event in events}) == len(events)
    first = next(event for event in events if hasattr(event, "geo"))
    assert first.dtstart.value == dt.datetime(2025, 8, 26, 1, 20, tzinfo=dt.UTC)
    assert any("ISOMA" in event.summary.value for event in events)


def test_a_calendar_keeps_the_rules_of_its_format() -> None:
    """RFC 5545: valid by an independent reader, lines end with CR LF and are folded at 75 octets."""
    day = make_day(language="id")
    content = ics_file(day, day.teams[0])
    assert vobject.readOne(content.decode()).validate(raiseException=True)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line for line in lines)


def test_a_waypoint_file_keeps_the_order_of_its_schema() -> None:
    """GPX 1.1 orders what a file and a waypoint hold; strict readers insist on it."""
    day = make_day()
    root = ET.fromstring(gpx_file(day, day.teams[0]))  # noqa: S314 (our own file)
    names = [child.tag.split("}")[1] for child in root]
    assert names == sorted(names, key=("metadata", "wpt", "rte", "trk").index)
    order = ("name", "cmt", "desc", "type")
    for point in root.findall("{*}wpt"):
        tags = [child.tag.split("}")[1] for child in point]
        assert tags == sorted(tags, key=order.index)
        assert -180 <= float(point.attrib["lon"]) <= 180
        assert -90 <= float(point.attrib["lat"]) <= 90
    assert root.attrib["version"] == "1.1"
    assert root.tag == "{http://www.topografix.com/GPX/1/1}gpx"


def test_a_later_version_replaces_the_events_of_the_one_before() -> None:
    """The same visit keeps its event's id, and a later version has a higher sequence number."""
    day = make_day()
    later = dataclasses.replace(day, version=2)
    old, new = (vobject.readOne(ics_file(one, one.teams[0]).decode()).vevent_list for one in (day, later))
    assert [event.uid.value for event in old] == [event.uid.value for event in new]
    assert {event.sequence.value for event in old} == {"1"}
    assert {event.sequence.value for event in new} == {"2"}
