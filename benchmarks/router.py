"""Our ways for cars beside Valhalla's on random pairs of a road file, speeds set alike.

`python -m benchmarks.router FOLDER [ROADS.osm.pbf] [--pairs 200]`, where FOLDER holds an unpacked wheel of `pyvalhalla`; its
programs need no Python of their own: `pip download --no-deps --only-binary :all: --python-version 3.12 pyvalhalla`, then unzip
it and make `valhalla/bin/*` executable. Nothing of the tests needs it.

One speed on all roads makes the quickest way the shortest, for us by the settings, for Valhalla by its option `shortest`: what
is left are access, one-way streets, turns and how a place is tied to a road. Places lie on the middle of roads that cars use,
so that both tie them to the same one. Pairs that differ by more than 5 % are listed, each with what makes it alike again:
banned turns let go by us or by Valhalla, its access tags or one-way streets let go.
"""

import argparse
import dataclasses
import importlib.util
import json
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from benchmarks.shared import SHARED, print_machine
from inputs.roads.access import NO_STOP
from inputs.roads.facade import Roads
from inputs.roads.profile import segment_lines
from inputs.roads.road_file import read_network
from planner.domain.arrays import Floats
from planner.domain.categories import ROAD_CLASSES
from planner.domain.road_settings import RoadSettings

SPEED = 36.0
"""km/h on every road: seconds are a tenth of the metres."""
ALIKE = 0.05
SHORTEST = 20.0
"""Metres of a road whose middle is a place."""
PROFILE = "car"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way of one router: metres, and how many of them on roads of each name."""

    metres: float
    parts: Counter[str]


def tiles(folder: Path, source: Path, target: Path) -> Path:
    """Build Valhalla's graph of a road file; gives its settings."""
    spec = importlib.util.spec_from_file_location("valhalla_settings", folder / "valhalla" / "valhalla_build_config.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no pyvalhalla in {folder}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    settings = _without_optional(module.config)
    settings["mjolnir"] |= {"tile_dir": str(target / "tiles"), "concurrency": 1}
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


def theirs(folder: Path, settings: Path, ends: Floats, **options: bool) -> Way | None:
    """Valhalla's shortest way between two points; `None`: none."""
    asked = {
        "locations": [{"lon": lon, "lat": lat, "radius": 0} for lon, lat in ends.tolist()],
        "costing": "auto",
        "costing_options": {"auto": {"shortest": True, **options}},
        "directions_options": {"units": "kilometers"},
    }
    text = _run(folder, "valhalla_service", str(settings), "route", json.dumps(asked))
    answer = next((json.loads(line) for line in text.splitlines() if line.startswith('{"trip"')), None)
    if answer is None:
        return None
    parts: Counter[str] = Counter()
    for manoeuvre in answer["trip"]["legs"][0]["maneuvers"]:
        parts[" / ".join(manoeuvre.get("street_names", ["–"]))] += round(1000 * manoeuvre["length"])
    return Way(metres=1000 * answer["trip"]["summary"]["length"], parts=parts)


def ours(roads: Roads, ends: Floats) -> Way | None:
    """Our shortest way between two points; `None`: none."""
    leg = roads.leg(PROFILE, roads.place(PROFILE, ends), 0, 1)
    if leg is None:
        return None
    parts: Counter[str] = Counter()
    for step in leg.steps:
        parts[step.name or "–"] += step.distance
    return Way(metres=leg.distance, parts=parts)


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
    speeds = {PROFILE: dict.fromkeys((name for name in ROAD_CLASSES if _is_for_cars(name)), SPEED)}
    network = read_network(options.roads)
    settings = RoadSettings(speeds=speeds, parking_duration=0)
    roads, free = (
        Roads(one, settings) for one in (network, dataclasses.replace(network, turns=np.empty((0, 4), dtype=np.int64)))
    )
    with tempfile.TemporaryDirectory() as name:
        made = tiles(options.folder, options.roads, Path(name))

        def ask(ends: Floats, **said: bool) -> Way | None:
            return theirs(options.folder, made, ends, **said)

        compared = [(ours(roads, ends), ask(ends), ends) for ends in random_pairs(roads, options.pairs, options.seed)]
        _print(compared)
        for one, other, ends in compared:
            if _is_alike(one, other):
                continue
            loose = ask(ends, ignore_restrictions=True)
            tried = {
                "no banned turns for us": _is_alike(ours(free, ends), other),
                "none for Valhalla": _is_alike(one, loose),
                "none for both": _is_alike(ours(free, ends), loose),
                "no access tags for Valhalla": _is_alike(one, ask(ends, ignore_access=True)),
                "no one-way streets for Valhalla": _is_alike(one, ask(ends, ignore_oneways=True)),
            }
            alike = ", ".join(name for name, is_alike in tried.items() if is_alike) or "by none of these"
            metres = [f"{way.metres:.0f} m" if way else "no way" for way in (one, other)]
            print(f"    {ends.round(6).tolist()}: ours {metres[0]}, Valhalla's {metres[1]}; alike: {alike}")


def _is_alike(one: Way | None, other: Way | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one.metres - other.metres) <= max(ALIKE * other.metres, 10)


def _is_for_cars(name: str) -> bool:
    return RoadSettings().speeds[PROFILE].get(name, 0) > 0


def _print(compared: list[tuple[Way | None, Way | None, Floats]]) -> None:
    ratios = np.array([one.metres / other.metres for one, other, _ in compared if one and other and other.metres])
    off = np.abs(ratios - 1)
    print(f"  {len(compared)} pairs, {len(ratios)} with a way of both")
    print(f"  ours / theirs: median {np.median(ratios):.4f}, median difference {100 * np.median(off):.2f} %")
    shares = {limit: float((off <= limit).mean()) for limit in (0.001, 0.01, ALIKE, 0.2)}
    print("  " + ", ".join(f"{100 * share:.1f} % within {100 * limit:g} %" for limit, share in shares.items()))


if __name__ == "__main__":
    main()
