#!/usr/bin/env bash
# A day's stops for a hand-held device are waypoints and a route. gpxpy 1.6.2 counts neither: for a file with both, but without a
# track, get_bounds() is None and get_points_no() is 0, though everything is written and read back.
# Guess before the run: bounds around the waypoints and the route.
# Seen: None and 0; the text holds one <wpt> and one <rtept>.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check gpxpy==1.6.2
"$folder/venv/bin/python" - <<'CODE'
import gpxpy
import gpxpy.gpx

gpx = gpxpy.gpx.GPX()
gpx.waypoints.append(gpxpy.gpx.GPXWaypoint(-6.1941, 106.4522, name="1"))
route = gpxpy.gpx.GPXRoute(name="T01")
route.points.append(gpxpy.gpx.GPXRoutePoint(-6.2, 106.46))
gpx.routes.append(route)
read = gpxpy.parse(gpx.to_xml())
print("waypoints", len(read.waypoints), "route points", len(read.routes[0].points))
print("bounds", read.get_bounds(), "points", read.get_points_no())
assert len(read.waypoints) == 1 and len(read.routes[0].points) == 1
assert read.get_bounds() is None and read.get_points_no() == 0
CODE
