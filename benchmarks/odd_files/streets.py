"""Road files: any tags, barriers, bans and shapes that XML, GraphML and tables can hold, and broken bytes.

What is read has to agree with itself: both engines, the legs and the question of reach say the same of every place.
"""

import random
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.odd_files.garbling import garbage, garbled_bytes
from benchmarks.odd_files.judging import Wrong, refused_codes, said_by
from inputs.roads.facade import Roads
from inputs.roads.store import load_network
from planner.domain.place import METRES_PER_DEGREE
from planner.domain.road_settings import RoadSettings
from planner.domain.travel import UNREACHABLE

Tags = Mapping[str, str]

CLASSES = (
    *(
        "residential",
        "service",
        "footway",
        "path",
        "primary",
        "motorway",
        "steps",
        "track",
        "pedestrian",
        "trunk",
        "tertiary_link",
    ),
    *("living_street", "road", "cycleway", "construction", "motorway_link", "corridor", "x"),
)
VALUES = (
    *(
        "yes",
        "no",
        "private",
        "destination",
        "permit;no",
        "designated",
        "-1",
        "reversible",
        "",
        "sidewalk",
        "ferry",
        "roundabout",
    ),
    *(
        "no @ (06:00-09:00)",
        "yes @ (22:00-05:00)",
        "private;yes",
        "1",
        "crossing",
        "PT20M",
        "00:05",
        "99:99:99",
        "😀",
        "via",
        "-5",
    ),
)
KEYS = (
    *(
        "access",
        "motorcycle",
        "motor_vehicle",
        "oneway",
        "oneway:motorcycle",
        "vehicle:backward",
        "foot",
        "toll",
        "bridge",
        "vehicle",
    ),
    *(
        "tunnel",
        "motorroad",
        "junction",
        "footway",
        "route",
        "motorcar:forward",
        "motor_vehicle:conditional",
        "duration",
        "area",
    ),
    *("oneway:conditional", "access:conditional", "natural", "barrier", "locked", "name", "indoor", "landuse", "waterway"),
)
BARRIERS = ("gate", "bollard", "block", "stile", "lift_gate", "cycle_barrier", "wall", "toll_booth", "x")
BANS = ("no_right_turn", "only_straight_on", "no_u_turn", "no_entry", "only_u_turn", "x")
LINES: tuple[Tags, ...] = (
    {"route": "ferry", "duration": "00:05"},
    {"waterway": "river"},
    {"natural": "water"},
    {"barrier": "wall"},
    {"barrier": "fence"},
)
NODES = 14
ORIGIN = (106.45, -6.194)
"""Degrees; within the outline of the workspace."""
PROFILES = ("motorcycle", "car", "foot", "becak")


def variant(rng: random.Random, workspace: Path) -> tuple[str, ...]:
    """A road file imported by the command, then asked."""
    path = rng.choice((_osm, _osm, _osm, _csv, _graphml))(rng, workspace.parent)
    if rng.random() < 0.2:
        path.write_bytes(garbled_bytes(path.read_bytes(), rng))
    said = said_by("--workspace", str(workspace), "--json", "import", "roads", str(path))
    if said.exit_code == 0:
        hold(Roads(load_network(workspace / "roads"), RoadSettings()), np.random.default_rng(rng.randrange(2**32)))
    return said.codes if said.exit_code else ()


def hold(roads: Roads, rng: np.random.Generator) -> None:
    """Ask about places here and there.

    Raises
    ------
    Wrong
        If two answers differ.
    """
    points = np.asarray(rng.uniform(-60, 500, (9, 2)) / METRES_PER_DEGREE + ORIGIN)
    for profile in PROFILES:
        if refused_codes(lambda profile=profile: roads.place(profile, points)):  # type: ignore[misc]
            continue
        places = roads.place(profile, points)
        travel, plain = (roads.travel(profile, places, engine=engine) for engine in ("cch", "scipy"))
        if (travel.durations != plain.durations).any():
            raise Wrong(f"two engines differ for {profile}")
        is_reached = roads.is_reached(profile, places, roads.place(profile, points[:1]))
        there_and_back = np.maximum(travel.durations[0], travel.durations[:, 0]) < UNREACHABLE
        is_elsewhere = places.position != places.position[0]
        if (is_reached != there_and_back)[is_elsewhere].any():
            raise Wrong(f"reach and travel differ for {profile}")
        for i in range(4):
            leg = roads.leg(profile, places, i, 8 - i)
            if (leg.duration if leg else UNREACHABLE) != travel.durations[i, 8 - i]:
                raise Wrong(f"leg and matrix differ for {profile}")


def _places(rng: random.Random) -> list[tuple[float, float]]:
    """Corners of a grid of 70 m, some of them in one place."""
    east, north = ORIGIN
    step = 70 / METRES_PER_DEGREE
    return [(east + step * rng.randrange(7), north + step * rng.randrange(7)) for _ in range(NODES)]


def _some_tags(rng: random.Random, most: int) -> dict[str, str]:
    return {rng.choice(KEYS): rng.choice(VALUES) for _ in range(rng.randint(0, most))}


def _osm(rng: random.Random, folder: Path) -> Path:
    """Loops, missing nodes, tags of any kind, bans over anything."""
    places = _places(rng)
    ways = [_way(rng) for _ in range(rng.randint(1, 14))]
    barriers = {rng.randint(1, NODES): {"barrier": rng.choice(BARRIERS)} | _some_tags(rng, 2) for _ in range(2)}
    bans = [_ban(rng, len(ways)) for _ in range(rng.randint(0, 4))]
    return write_osm(folder / "roads.osm", places, ways, barriers, bans)


def _way(rng: random.Random) -> tuple[list[int], Tags]:
    tags: Tags = rng.choice(LINES) if rng.random() < 0.25 else {"highway": rng.choice(CLASSES)}
    refs = [rng.randint(1, NODES + 2) for _ in range(rng.randint(1, 5))]
    return (refs + refs[:1] if rng.random() < 0.2 else refs), dict(tags) | _some_tags(rng, 3)


def _ban(rng: random.Random, num_ways: int) -> tuple[list[tuple[str, int, str]], Tags]:
    def some_way() -> int:
        return rng.randint(1, num_ways + 1)

    vias = [("way", some_way(), "via")] * rng.randint(1, 2) if rng.random() < 0.4 else [("node", rng.randint(1, NODES), "via")]
    key = rng.choice(("restriction", "restriction", "restriction:motorcycle", "restriction:conditional"))
    tags = {"type": "restriction", key: rng.choice(BANS)} | ({"except": "motorcycle"} if rng.random() < 0.2 else {})
    return [("way", some_way(), "from"), *vias, ("way", some_way(), "to")], tags


def write_osm(
    path: Path,
    places: Sequence[tuple[float, float]],
    ways: Sequence[tuple[Sequence[int], Tags]],
    node_tags: Mapping[int, Tags],
    relations: Sequence[tuple[Sequence[tuple[str, int, str]], Tags]],
) -> Path:
    """Nodes numbered from 1 at (longitude, latitude), ways and relations numbered from 1."""
    rows = ['<?xml version="1.0"?><osm version="0.6">']
    for node, (longitude, latitude) in enumerate(places, 1):
        rows.append(f'<node id="{node}" lon="{longitude:.7f}" lat="{latitude:.7f}">{_tags(node_tags.get(node, {}))}</node>')
    for number, (refs, tags) in enumerate(ways, 1):
        rows.append(f'<way id="{number}">{"".join(f"<nd ref={chr(34)}{ref}{chr(34)}/>" for ref in refs)}{_tags(tags)}</way>')
    for number, (members, tags) in enumerate(relations, 1):
        inner = "".join(f'<member type="{kind}" ref="{ref}" role="{role}"/>' for kind, ref, role in members)
        rows.append(f'<relation id="{number}">{inner}{_tags(tags)}</relation>')
    path.write_text("\n".join([*rows, "</osm>"]), encoding="utf-8")
    return path


def _tags(tags: Tags) -> str:
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())


def _csv(rng: random.Random, folder: Path) -> Path:
    """A pair of tables, some cells garbled."""
    nodes = [["node", "lon", "lat"], *([str(at), f"{x:.7f}", f"{y:.7f}"] for at, (x, y) in enumerate(_places(rng)))]
    edges = [["from", "to", "length_m", "highway", "name", "oneway"]]
    for _ in range(rng.randint(1, 20)):
        ends = [str(rng.randrange(NODES)) for _ in range(2)]
        edges.append(
            [*ends, rng.choice(("", "70", "0", "1e3")), rng.choice(CLASSES), "Jl. Contoh", rng.choice(("0", "1", "-1", ""))]
        )
    for table in (nodes, edges):
        if rng.random() < 0.3:
            row = rng.choice(table)
            row[rng.randrange(len(row))] = garbage(rng).replace(",", " ").replace('"', "")
    for table, name in ((nodes, "roads_nodes.csv"), (edges, "roads_edges.csv")):
        (folder / name).write_text("\n".join(map(",".join, table)), encoding="utf-8", errors="replace")
    return folder / rng.choice(("roads_nodes.csv", "roads_edges.csv"))


def _graphml(rng: random.Random, folder: Path) -> Path:
    """As OSMnx saves it, with any values."""
    keys = {"x": "node", "y": "node", "highway": "edge", "length": "edge", "oneway": "edge", "name": "edge", "geometry": "edge"}
    rows = ['<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    rows += [f'<key id="{key}" for="{of}" attr.name="{key}" attr.type="string"/>' for key, of in keys.items()]
    kind = rng.choice(("directed", "directed", "undirected"))
    rows.append(f'<graph edgedefault="{kind}">')
    for node, (x, y) in enumerate(_places(rng)):
        rows.append(f'<node id="{node}"><data key="x">{x:.7f}</data><data key="y">{y:.7f}</data></node>')
    refs = [rng.randrange(NODES) for _ in range(rng.randint(2, 20))]
    for tail, head in pairwise(refs):
        data = {
            "highway": rng.choice((*CLASSES, "['residential', 'service']")),
            "length": rng.choice(("70.0", "0", "nan", "-1", "x", "")),
            "oneway": rng.choice(("True", "False", "yes", "[True, False]", "x")),
            "name": "Jl. Contoh",
        }
        if rng.random() < 0.1:
            data["geometry"] = rng.choice(("LINESTRING (0 0, 0.001 0.001)", "POINT (0 0)", "x", "LINESTRING EMPTY"))
        dropped = rng.choice((*data, "", "", ""))
        inner = "".join(f'<data key="{key}">{value}</data>' for key, value in data.items() if key != dropped)
        rows.append(f'<edge source="{tail}" target="{head}">{inner}</edge>')
    path = folder / "roads.graphml"
    path.write_text("\n".join([*rows, "</graph></graphml>"]), encoding="utf-8")
    return path
