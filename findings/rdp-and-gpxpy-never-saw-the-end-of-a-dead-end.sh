#!/usr/bin/env bash
# A patrol walks down a dead end and turns back; its track has thousands of points and is simplified before it is drawn. rdp 0.8 and
# gpxpy 1.6.2 measure how far a point lies from the endless line through the ends of its part, not from the part between them: the
# end of the dead end lies on that line and goes, 400 m of it here. shapely 2.1.2 measures from the part between, and keeps it.
# Guess before the run: the end of the way is the farthest point, and stays in all three.
# Seen: 897 m become 100 m in gpxpy; [0, 500, 100] becomes [0, 100] in both; shapely keeps all three.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check rdp==0.8 gpxpy==1.6.2 shapely==2.2.0 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'CODE'
import gpxpy.gpx
import rdp
import shapely

metres = [(0, 0), (500, 0), (100, 0)]
by_rdp = [list(point) for point in rdp.rdp([list(point) for point in metres], epsilon=5)]
by_shapely = list(shapely.LineString(metres).simplify(5).coords)
track = gpxpy.gpx.GPXTrackSegment([gpxpy.gpx.GPXTrackPoint(-6.19, 106.45 + x / 111_000) for x, _ in metres])
before = track.length_2d()
track.simplify(5)
print(by_rdp, by_shapely, before, track.length_2d())
assert by_rdp == [[0, 0], [100, 0]]
assert by_shapely == [(0, 0), (500, 0), (100, 0)]
assert len(track.points) == 2 and before > 890 and track.length_2d() < 100
CODE
