"""Whether every street that the directions name is named on its team's map, on random days.

`python -m benchmarks.street_names [ROADS] [--days 200]`: a team, eighteen doors around a random corner of a road file, its
sheet and map as `dds print` makes them. A street counts as named on the map where its name stands along it, beside it with a
line to it, or, where there is no room or it lies beyond the frame, in the list below the map.
"""

import argparse
import datetime as dt
import functools
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.shared import SHARED, print_machine
from inputs.roads.facade import Roads
from outputs.itinerary.build import build_day
from outputs.itinerary.context import DayContext
from outputs.maps.compose import compose_map
from planner.domain.path import LegPath
from planner.domain.place import Points
from planner.domain.plan import Plan, Route, Stop
from planner.domain.problem import Problem
from planner.domain.records import Address, Household
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.travel import Travel
from planner.domain.visit import Tier, Visit, VisitKind, Window
from planner.usecases.acting import Acting
from planner.usecases.importing import import_road_file
from planner.usecases.progress import Silent
from planner.usecases.workspace import Workspace

NUM_STOPS = 18
SPREAD = 0.004
"""Degrees: the doors of a day lie within some hundred metres."""
PROFILE = "motorcycle"
EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)


def main() -> int:
    """Draw the maps of random days and count the streets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("roads", type=Path, nargs="?", default=SHARED / "roads" / "buahbatu.graphml")
    parser.add_argument("--days", type=int, default=200)
    options = parser.parse_args()
    print_machine()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "ws", Acting(person="bench", clock=lambda: dt.datetime.now(dt.UTC)))
        import_road_file(workspace, options.roads, reporter=Silent())
        counts = measure(Roads.load(workspace.roads_folder, workspace.settings.roads), options.days)
    for name, value in counts.items():
        print(f"{name}: {value}")
    return 1 if counts["named nowhere"] else 0


def measure(roads: Roads, num_days: int) -> dict[str, int]:
    """Streets of the directions of some random days, by where they are named."""
    corners = np.concatenate([line.points for line in roads.lines(EVERYWHERE)])
    counts = dict.fromkeys(("days", "streets", "along or beside", "in the list", "most in a list", "named nowhere"), 0)
    for seed in range(num_days):
        dice = np.random.default_rng(seed)
        near = corners[dice.integers(len(corners))] + dice.normal(0, SPREAD, (NUM_STOPS + 1, 2))
        day = build_day(*_day(near), context=_context(roads, near))
        drawn = compose_map(day, day.teams[0])
        if drawn is None:
            continue
        told = {street for stop in day.teams[0].stops for street in stop.streets}
        panels = [drawn, *(detail["panel"] for detail in drawn["details"])]
        on_map = told & {name["text"] for panel in panels for name in panel["names"]}
        listed = {street for street, _ in drawn["unnamed"]} - on_map
        counts["days"] += 1
        counts["streets"] += len(told)
        counts["along or beside"] += len(on_map)
        counts["in the list"] += len(listed)
        counts["most in a list"] = max(counts["most in a list"], len(listed))
        counts["named nowhere"] += len(told - on_map - listed)
    return counts


def _day(points: Points) -> tuple[Problem, Plan]:
    """The doors in a row, the first point being the station."""
    visits = tuple(
        Visit(id=f"H{place}", place=place, kind=VisitKind.FIRST, tier=Tier.COVERAGE, service_duration=600, subject=f"H{place}")
        for place in range(1, len(points))
    )
    shift = Shift(id="T1", team="T1", window=Window(start=0, end=86_000), start=0, end=0, profile=PROFILE)
    travel = Travel(durations=np.zeros((len(points), len(points))))
    problem = Problem(visits=visits, shifts=(shift,), travel={PROFILE: travel}, date=dt.date(2025, 8, 26))
    stops = tuple(
        Stop(visit_id=one.id, arrival_time=900 * n, start_time=900 * n, end_time=900 * n + 600)
        for n, one in enumerate(visits, 1)
    )
    route = Route(shift_id="T1", start_time=0, end_time=stops[-1].end_time, stops=stops)
    return problem, Plan(routes=(route,))


def _context(roads: Roads, points: Points) -> DayContext:
    places = roads.place(PROFILE, points)

    @functools.cache
    def leg(_shift: str, origin: int, target: int) -> LegPath:
        found = roads.leg(PROFILE, places, origin, target)
        if found is None:  # cut off: a straight line without a street
            return LegPath(points=points[[origin, target]], duration=0, distance=0, steps=())
        return found

    homes = {
        f"H{n}": Household(id=f"H{n}", address=Address(village="", latitude=float(lat), longitude=float(lon)))
        for n, (lon, lat) in enumerate(points)
    }
    return DayContext(
        settings=Settings(), villages=(), households=homes, complaints={}, facilities={}, teams={}, positions=points, legs=leg,
        lines=roads.lines, landmarks=roads.landmarks,
    )  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
