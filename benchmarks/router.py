"""Our ways for cars beside Valhalla's on random pairs of a road file, speeds set alike.

`python -m benchmarks.router FOLDER [ROADS.osm.pbf] [--pairs 200]`, where FOLDER holds an unpacked wheel of `pyvalhalla`; its
programs need no Python of their own: `pip download --no-deps --only-binary :all: --python-version 3.12 pyvalhalla`, then unzip
it and make `valhalla/bin/*` executable. Nothing of the tests needs it.

Places lie on the middle of roads that cars use, so that both tie them to the same one. First, *metres*: one speed on all roads
makes the quickest way the shortest, for us by the settings, for Valhalla by its option `shortest`. What is left are access,
one-way streets, turns and how a place is tied to a road. Pairs that differ by more than 5 % are listed, each with what makes it
alike again: banned turns let go by us or by Valhalla, its access tags or one-way streets let go.

Then *times*: the speeds of the settings, which Valhalla is given as the `maxspeed` of each way. It adds seconds at crossings
that cannot be switched off, so its way is walked edge by edge for the time without them. Pairs that differ by more than 5 % are
listed, each with the seconds that our way takes over Valhalla's own roads: where these are ours, the way is one that Valhalla
knows and takes to be slower for its crossings.
"""

import argparse
import dataclasses
import importlib.util
import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import osmium
import shapely

from benchmarks.shared import SHARED, print_machine
from inputs.roads.access import NO_STOP
from inputs.roads.contract import road_class
from inputs.roads.facade import Roads
from inputs.roads.network import RoadNetwork
from inputs.roads.profile import segment_lines
from inputs.roads.road_file import read_network
from planner.domain.arrays import Floats
from planner.domain.road_settings import RoadSettings

SPEED = 36.0
"""km/h on every road: seconds are a tenth of the metres."""
ALIKE = 0.05
SHORTEST = 20.0
"""Metres of a road whose middle is a place."""
PROFILE = "car"
SLOWING = ("maxspeed", "surface", "smoothness", "tracktype")
"""Keys of a way by which Valhalla drives slower, and we do not."""

NEUTRAL = {
    **dict.fromkeys(("maneuver_penalty", "service_penalty", "private_access_penalty", "gate_cost", "gate_penalty"), 0),
    **dict.fromkeys(("toll_booth_cost", "toll_booth_penalty"), 0),
    **dict.fromkeys(("use_highways", "use_tolls", "use_living_streets", "use_tracks"), 0.5),
    "service_factor": 1,
}
"""Options by which Valhalla likes every road as well as another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way of one router.

    Attributes
    ----------
    seconds
        At the speeds of the roads, without what crossings cost.
    priced
        Seconds with that.
    num_turns
        Manoeuvres that its directions name.
    points
        (longitude, latitude) along ours, shape (n, 2).
    """

    metres: float
    seconds: float
    priced: float
    num_turns: int
    points: Floats | None = None


def tiles(folder: Path, source: Path, target: Path) -> Path:
    """Build Valhalla's graph of a road file; gives its settings."""
    spec = importlib.util.spec_from_file_location("valhalla_settings", folder / "valhalla" / "valhalla_build_config.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no pyvalhalla in {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    settings = _without_optional(module.config)
    target.mkdir()
    settings["mjolnir"] |= {"tile_dir": str(target / "tiles"), "concurrency": 1}
    settings["mjolnir"]["data_processing"]["infer_turn_channels"] = False  # it would make them quicker than they are tagged
    for name in ("tile_extract", "admin", "timezone", "landmarks", "transit_dir", "transit_feeds_dir", "traffic_extract"):
        settings["mjolnir"].pop(name, None)
    path = target / "valhalla.json"
    path.write_text(json.dumps(settings), encoding="utf-8")
    _run(folder, "valhalla_build_tiles", "-c", str(path), str(source))
    return path


def _without_optional(values: dict[str, Any]) -> dict[str, Any]:
    """The defaults of the settings, without what has none."""
    kept: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, dict):
            kept[key] = _without_optional(value)
        elif isinstance(value, str | int | float | bool | list | tuple):
            kept[key] = value
    return kept


def _run(folder: Path, program: str, *arguments: str) -> str:
    found = subprocess.run(
        [str(folder / "valhalla" / "bin" / program), *arguments], capture_output=True, text=True, check=False
    )
    return found.stdout


def theirs(folder: Path, settings: Path, ends: Floats, **options: bool | float) -> Way | None:
    """Valhalla's way between two points; `None`: none."""
    asked = {
        "locations": [{"lon": lon, "lat": lat, "radius": 0} for lon, lat in ends.tolist()],
        "costing": "auto",
        "costing_options": {"auto": options},
        "directions_options": {"units": "kilometers"},
    }
    answer = _answer(folder, settings, "route", asked)
    if answer is None:
        return None
    leg, summary = answer["trip"]["legs"][0], answer["trip"]["summary"]
    seconds = _walked(folder, settings, {"encoded_polyline": leg["shape"], "shape_match": "edge_walk"})
    return Way(
        metres=1000 * summary["length"],
        seconds=seconds or summary["time"],
        priced=summary["time"],
        num_turns=len(leg["maneuvers"]) - 1,
    )


def _walked(folder: Path, settings: Path, shape: dict[str, Any]) -> float | None:
    """Seconds along a shape by the speeds of Valhalla's roads; `None` where it is on none."""
    wanted = {"attributes": ["edge.length", "edge.speed"], "action": "include"}
    walked = _answer(folder, settings, "trace_attributes", shape | {"costing": "auto", "filters": wanted})
    return sum(3600 * edge["length"] / edge["speed"] for edge in walked["edges"]) if walked else None


def _answer(folder: Path, settings: Path, action: str, asked: dict[str, Any]) -> Any:
    text = _run(folder, "valhalla_service", str(settings), action, json.dumps(asked))
    lines = (json.loads(line) for line in text.splitlines() if line.startswith("{"))
    return next((line for line in lines if "trip" in line or "edges" in line), None)


def ours(roads: Roads, ends: Floats) -> Way | None:
    """Our way between two points; `None`: none."""
    leg = roads.leg(PROFILE, roads.place(PROFILE, ends), 0, 1)
    if leg is None:
        return None
    return Way(metres=leg.distance, seconds=leg.duration, priced=leg.duration, num_turns=len(leg.steps), points=leg.points)


def with_speeds(source: Path, target: Path, speeds: Mapping[str, float]) -> Path:
    """The same road file with the speed of each way's class as its `maxspeed`, and nothing else that slows."""
    with osmium.SimpleWriter(str(target)) as writer:
        for item in osmium.FileProcessor(str(source)):
            if not isinstance(item, osmium.osm.Way) or "highway" not in item.tags:
                writer.add(item)
                continue
            tags = {tag.k: tag.v for tag in item.tags if not tag.k.startswith(SLOWING)}
            speed = speeds.get(road_class(tags["highway"]) or "", 0)
            writer.add_way(item.replace(tags=tags | ({"maxspeed": f"{speed:.0f}"} if speed else {})))
    return target


def random_pairs(roads: Roads, num_pairs: int, seed: int) -> Floats:
    """Middles of roads that cars travel and stop on, shape (n, 2, 2)."""
    rng = np.random.default_rng(seed)
    arcs = roads.profile(PROFILE)
    may_stop = ~roads.network.has_mark(NO_STOP)[arcs.segments]
    segments = arcs.segments[(arcs.part == 0) & may_stop & (roads.network.lengths[arcs.segments] > SHORTEST)]
    lines = segment_lines(roads.network, segments)
    middles = shapely.get_coordinates(shapely.line_interpolate_point(lines, 0.5, normalized=True))
    chosen: Floats = roads.network.plane.unproject(middles)[rng.integers(len(middles), size=(num_pairs, 2))]
    return chosen


def main() -> None:
    """Ask both and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="unpacked wheel of pyvalhalla")
    parser.add_argument("roads", type=Path, nargs="?", default=SHARED / "roads" / "porto_alegre.osm.pbf")
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print_machine()
    network = read_network(options.roads)
    with tempfile.TemporaryDirectory() as name:
        for compare in (compare_metres, compare_times):
            compare(network, options, Path(name))


def compare_metres(network: RoadNetwork, options: argparse.Namespace, folder: Path) -> None:
    """Shortest ways."""
    speeds = {PROFILE: {name: SPEED for name, speed in RoadSettings().speeds[PROFILE].items() if speed > 0}}
    settings = RoadSettings(speeds=speeds, parking_duration=0)
    roads, free = (Roads(one, settings) for one in (network, dataclasses.replace(network, turns=network.turns[:0])))
    made = tiles(options.folder, options.roads, folder / "metres")

    def ask(ends: Floats, **said: bool) -> Way | None:
        return theirs(options.folder, made, ends, shortest=True, **said)

    compared = [(ours(roads, ends), ask(ends), ends) for ends in random_pairs(roads, options.pairs, options.seed)]
    _print("metres", [(_metres(one), _metres(other)) for one, other, _ in compared])
    for one, other, ends in compared:
        if _is_alike(_metres(one), _metres(other)):
            continue
        loose = ask(ends, ignore_restrictions=True)
        tried = {
            "no banned turns for us": (ours(free, ends), other),
            "none for Valhalla": (one, loose),
            "none for both": (ours(free, ends), loose),
            "no access tags for Valhalla": (one, ask(ends, ignore_access=True)),
            "no one-way streets for Valhalla": (one, ask(ends, ignore_oneways=True)),
        }
        alike = [name for name, (left, right) in tried.items() if _is_alike(_metres(left), _metres(right))]
        metres = [f"{way.metres:.0f} m" if way else "no way" for way in (one, other)]
        print(f"    {_spoken(ends)}: ours {metres[0]}, theirs {metres[1]}; alike: {', '.join(alike) or 'by none of these'}")


def compare_times(network: RoadNetwork, options: argparse.Namespace, folder: Path) -> None:
    """Quickest ways at the speeds of the settings."""
    settings = RoadSettings(parking_duration=0)
    roads = Roads(network, settings)
    tagged = with_speeds(options.roads, folder / "tagged.osm.pbf", settings.speeds[PROFILE])
    made = tiles(options.folder, tagged, folder / "times")
    pairs = random_pairs(roads, options.pairs, options.seed)
    compared = [(ours(roads, ends), theirs(options.folder, made, ends, **NEUTRAL), ends) for ends in pairs]
    _print("times", [(_seconds(one), _seconds(other)) for one, other, _ in compared])
    both = [(one, other, ends) for one, other, ends in compared if one and other]
    print(
        f"  with what crossings cost Valhalla: median {np.median([one.seconds / other.priced for one, other, _ in both]):.4f}"
    )
    for one, other, ends in both:
        if not _is_alike(one.seconds, other.seconds):
            said = [f"{way.seconds:.0f} s, {way.metres:.0f} m, {way.num_turns} turns" for way in (one, other)]
            points = [] if one.points is None else [{"lon": lon, "lat": lat} for lon, lat in one.points.tolist()]
            there = _walked(options.folder, made, {"shape": points, "shape_match": "walk_or_snap"}) or np.nan
            print(f"    {_spoken(ends)}: ours {said[0]}, {there:.0f} s on their roads; theirs {said[1]}")


def _metres(way: Way | None) -> float | None:
    return way.metres if way else None


def _seconds(way: Way | None) -> float | None:
    return way.seconds if way else None


def _is_alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= max(ALIKE * other, 10)


def _spoken(ends: Floats) -> str:
    return " to ".join(f"{latitude:.5f}, {longitude:.5f}" for longitude, latitude in ends.tolist())


def _print(what: str, compared: Sequence[tuple[float | None, float | None]]) -> None:
    ratios = np.array([mine / other for mine, other in compared if mine is not None and other])
    off = np.abs(ratios - 1)
    print(f"  {what}: {len(compared)} pairs, {len(ratios)} with a way of both")
    print(f"  ours / theirs: median {np.median(ratios):.4f}, median difference {100 * np.median(off):.2f} %")
    shares = {limit: float((off <= limit).mean()) for limit in (0.001, 0.01, ALIKE, 0.2)}
    print("  " + ", ".join(f"{100 * share:.1f} % within {100 * limit:g} %" for limit, share in shares.items()))


if __name__ == "__main__":
    main()
