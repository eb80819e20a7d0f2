"""The day as GeoJSON: a line per team along the roads, a point per stop and reserve."""

import json
from typing import Any

import numpy as np

from outputs.exchange.properties import route_properties, stop_properties
from outputs.itinerary.model import DayItinerary, StopLine, TeamItinerary

DECIMALS = 6
"""About 0.1 m."""


def geojson_file(day: DayItinerary) -> bytes:
    """One FeatureCollection (RFC 7946) for the day."""
    features = [feature for team in day.teams for feature in _features(day, team)]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _features(day: DayItinerary, team: TeamItinerary) -> list[dict[str, Any]]:
    head = route_properties(day, team)
    features = []
    if team.legs:
        points = np.round(np.concatenate(team.legs), DECIMALS)
        geometry = {"type": "LineString", "coordinates": points.tolist()}
        features.append({"type": "Feature", "geometry": geometry, "properties": {"kind": "route", **head}})
    for kind, stops in (("stop", team.stops), ("reserve", team.reserves)):
        features.extend(_point(stop, {"kind": kind, "team": team.team_id, "sheet": team.sheet_id}) for stop in stops)
    return features


def _point(stop: StopLine, head: dict[str, str]) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [round(stop.longitude, DECIMALS), round(stop.latitude, DECIMALS)]}
    return {"type": "Feature", "geometry": geometry, "properties": {**head, **stop_properties(stop)}}
