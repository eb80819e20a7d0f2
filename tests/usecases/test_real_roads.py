"""The whole chain on real road graphs, doors placed along their streets."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from inputs.roads.facade import Roads
from planner.domain.road_settings import RoadSettings
from planner.domain.travel import UNREACHABLE
from planner.terminal.main import run
from planner.usecases.reading import read_kept_plan
from planner.usecases.workspace import Workspace
from tests.conftest import shared_file
from tests.street_households import street_households
from tests.usecases.town import AT_DESK, write_town

DATE = "2025-08-26"
NUM_HOUSEHOLDS = 60


def _plan_on(road_file: Path, folder: Path) -> Path:
    """Make a workspace on a road file, plan a day, print it; gives the plan's path."""
    town = write_town(folder / "town")
    workspace = folder / "ws"
    assert run(["init", str(workspace)]) == 0
    base = ["--workspace", str(workspace)]
    assert run([*base, "import", "roads", str(road_file)]) == 0
    roads = Roads.load(Workspace(workspace, AT_DESK).roads_folder, RoadSettings())
    doors = street_households(roads, NUM_HOUSEHOLDS, seed=3)
    rows = ["id,village,rt,rw,address,latitude,longitude,head_name"]
    rows += [f"H{n:03d},V1,{n // 20 + 1:02d},01,Jl. Contoh {n},{y},{x},Contoh" for n, (x, y) in enumerate(np.asarray(doors))]
    (town / "households.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    for kind in ("households", "teams", "complaints"):
        assert run([*base, "import", kind, str(town / f"{kind}.csv")]) == 0
    assert run([*base, "plan", "--date", DATE, "--time-limit", "0.5", "--prove", "0"]) == 0
    plan = workspace / "plans" / DATE / "plan-v1.json"
    assert run([*base, "print", str(plan), "--geojson"]) == 0
    return plan


def _assert_reached_by_road(plan: Path) -> None:
    kept = read_kept_plan(plan)
    places = {visit.id: visit.place for visit in kept.problem.visits}
    matrix = kept.problem.travel["motorcycle"].durations
    assert kept.document.plan.num_stops > 0
    for route in kept.document.plan.routes:
        walk = [0, *(places[stop.visit_id] for stop in route.stops), 0]
        assert all(matrix[i, j] < UNREACHABLE for i, j in pairwise(walk))


@pytest.mark.parametrize("name", ["jatinegara.graphml", "buahbatu.graphml"])
def test_city_quarter_from_osmnx(name: str, tmp_path: Path) -> None:
    """On an OSMnx export the chain ends with a checked plan whose every stop is reached by road, and its sheets."""
    plan = _plan_on(shared_file("roads", name), tmp_path)
    _assert_reached_by_road(plan)
    features = json.loads((plan.parents[2] / "sheets" / DATE / "v1" / "itinerary.geojson").read_text(encoding="utf-8"))[
        "features"
    ]
    assert len(features) > 0


@pytest.mark.long
@pytest.mark.parametrize("name", ["porto_alegre.osm.pbf", "jakarta_edges.csv.gz"])
def test_whole_city(name: str, tmp_path: Path) -> None:
    """The same on a whole city: an OpenStreetMap extract, and 60,000 unsimplified vertices from tables."""
    _assert_reached_by_road(_plan_on(shared_file("roads", name), tmp_path))
