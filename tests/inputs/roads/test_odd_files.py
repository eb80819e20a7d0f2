"""Guards that any file of well-formed ways, barriers and bans is read or refused, and that all that is told of it agrees."""

from pathlib import Path

import numpy as np
import pytest

from inputs.roads.facade import Roads
from inputs.roads.road_file import read_network
from inputs.roads.store import load_network, save_roads
from inputs.roads.summary import summary_of
from planner.domain.errors import InputError
from planner.domain.road_settings import RoadSettings
from planner.domain.travel import UNREACHABLE
from tests.inputs.roads.making import degrees
from tests.inputs.roads.osm_text import Tags, write_osm

CLASSES = ("residential", "service", "footway", "path", "primary", "motorway", "steps", "track", "pedestrian", "trunk")
VALUES = ("yes", "no", "private", "destination", "permit;no", "designated", "-1", "reversible", "", "sidewalk", "ferry")
KEYS = (
    *("access", "motorcycle", "motor_vehicle", "oneway", "oneway:motorcycle", "vehicle:backward", "foot", "toll", "bridge"),
    *("tunnel", "motorroad", "junction", "footway", "route", "motorcar:forward", "motor_vehicle:conditional"),
)
NODES = range(1, 15)


def odd_file(path: Path, rng: np.random.Generator) -> Path:
    """Nodes in one place, loops, missing nodes, tags of any kind, bans over anything."""

    def some(choices: tuple[str, ...]) -> str:
        return str(rng.choice(choices))

    def way() -> tuple[list[int], Tags]:
        kinds: list[Tags] = [{"highway": some(CLASSES)}] * 9 + [{"route": "ferry", "duration": "00:05"}, {"waterway": "river"}]
        tags = dict(kinds[rng.integers(len(kinds))]) | {some(KEYS): some(VALUES) for _ in range(rng.integers(4))}
        return rng.integers(1, 17, rng.integers(2, 6)).tolist(), tags

    barriers = ("gate", "bollard", "block", "stile")
    bans = ("no_right_turn", "only_straight_on", "no_u_turn", "x")
    return write_osm(
        path,
        {node: (70.0 * int(rng.integers(7)), 70.0 * int(rng.integers(7))) for node in NODES},
        [way() for _ in range(rng.integers(1, 15))],
        node_tags={int(rng.integers(1, 15)): {"barrier": some(barriers), some(KEYS): some(VALUES)} for _ in range(2)},
        relations=[
            (
                [("w", int(rng.integers(1, 15)), "from"), (some(("n", "w")), int(rng.integers(1, 15)), "via"), ("w", 1, "to")],
                {"type": "restriction", "restriction": some(bans)},
            )
            for _ in range(rng.integers(4))
        ],
    )


@pytest.mark.parametrize("seed", range(60))
def test_odd_files_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    """Both engines, legs and the question of reach say the same of every place; nothing but a coded fault is raised."""
    rng = np.random.default_rng(seed)
    try:
        save_roads(read_network(odd_file(tmp_path / "a.osm", rng)), tmp_path)
    except InputError:
        return
    roads = Roads(load_network(tmp_path), RoadSettings())
    summary_of(roads)
    points = degrees(*((float(x), float(y)) for x, y in rng.uniform(-60, 500, (9, 2))))
    for profile in ("motorcycle", "car", "foot", "becak"):
        try:
            places = roads.place(profile, points)
        except InputError:
            continue
        travel, plain = (roads.travel(profile, places, engine=engine) for engine in ("cch", "scipy"))
        assert (travel.durations == plain.durations).all()
        is_reached = roads.is_reached(profile, places, roads.place(profile, points[:1]))
        there_and_back = np.maximum(travel.durations[0], travel.durations[:, 0]) < UNREACHABLE
        is_elsewhere = places.position != places.position[0]
        assert (is_reached == there_and_back)[is_elsewhere].all()
        for i in range(4):
            leg = roads.leg(profile, places, i, 8 - i)
            assert (leg.duration if leg else UNREACHABLE) == travel.durations[i, 8 - i]
