"""A team's route as GPX 1.1, for a phone without network: numbered waypoints, their order, the line along the roads.

The waypoints (`wpt`) have the numbers of the sheet; `rte` is the order to navigate; `trk` is the planned line for
the display. Nobody's position is recorded in it: it is a plan.
"""

import datetime as dt

import numpy as np
from gpxpy import gpx

from outputs.itinerary.model import DayItinerary, StopLine, TeamItinerary
from outputs.itinerary.titles import stop_title
from planner.words.language import Words, words

DECIMALS = 6
"""About 0.1 m."""


def gpx_file(day: DayItinerary, team: TeamItinerary) -> bytes:
    """One team's file; the moment of making is the planning day, so that the same version is the same file."""
    say = words(day.language)
    content = gpx.GPX()
    content.creator = "dds-planner"
    content.name = team.sheet_id or team.shift_id
    content.description = say.text("file.route_of", team=team.team_id, date=say.date(day.date), version=day.version)
    content.time = dt.datetime(day.date.year, day.date.month, day.date.day, tzinfo=dt.UTC)
    content.waypoints = [_waypoint(stop, say) for stop in (*team.stops, *team.reserves)]
    order = gpx.GPXRoute(name=content.name)
    for stop in team.stops:
        order.points.append(gpx.GPXRoutePoint(*_position(stop.latitude, stop.longitude), name=str(stop.number)))
    if order.points:
        content.routes.append(order)
    if team.legs:
        content.tracks.append(_line(content.name, team))
    return content.to_xml(version="1.1", prettyprint=True).encode()


def _waypoint(stop: StopLine, say: Words) -> gpx.GPXWaypoint:
    kind = "reserve" if stop.start_time is None else "stop"
    time = say.text("table.reserve") if stop.start_time is None else say.clock(stop.start_time)
    point = gpx.GPXWaypoint(
        *_position(stop.latitude, stop.longitude), name=str(stop.number), comment=f"{time} · {stop_title(stop)}", type=kind
    )
    point.description = " · ".join(part for part in (stop.door.address, say.text(f"purpose.{stop.kind.value}")) if part)
    return point


def _line(name: str, team: TeamItinerary) -> gpx.GPXTrack:
    track = gpx.GPXTrack(name=name)
    segment = gpx.GPXTrackSegment()
    points = np.concatenate(team.legs)
    is_new = np.concatenate([[True], (np.diff(points, axis=0) != 0).any(axis=1)])
    for longitude, latitude in points[is_new].tolist():
        segment.points.append(gpx.GPXTrackPoint(*_position(latitude, longitude)))
    track.segments.append(segment)
    return track


def _position(latitude: float, longitude: float) -> tuple[float, float]:
    return round(latitude, DECIMALS), round(longitude, DECIMALS)
