"""OpenStreetMap files of a few ways, written out: what a test wants to say in metres and tags."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from inputs.roads.facade import Roads
from inputs.roads.road_file import read_network
from planner.domain.arrays import Floats
from planner.domain.settings import RoadSettings
from tests.inputs.roads.making import degrees

Tags = Mapping[str, str]


def write_osm(
    path: Path,
    places: Mapping[int, tuple[float, float]],
    ways: Sequence[tuple[Sequence[int], Tags]],
    *,
    node_tags: Mapping[int, Tags] | None = None,
    relations: Sequence[tuple[Sequence[tuple[str, int, str]], Tags]] = (),
) -> Path:
    """Write nodes (metres around 0, 0), ways (ids 1, 2, … in order) and relations."""
    rows = ['<?xml version="1.0"?><osm version="0.6">']
    for node, metres in places.items():
        longitude, latitude = degrees(metres)[0]
        rows.append(
            f'<node id="{node}" lon="{longitude:.7f}" lat="{latitude:.7f}">{_tags((node_tags or {}).get(node, {}))}</node>'
        )
    for number, (nodes, tags) in enumerate(ways, 1):
        refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
        rows.append(f'<way id="{number}">{refs}{_tags(tags)}</way>')
    for number, (members, tags) in enumerate(relations, 1):
        refs = "".join(f'<member type="{kind}" ref="{ref}" role="{role}"/>' for kind, ref, role in members)
        rows.append(f'<relation id="{number}">{refs}{_tags(tags)}</relation>')
    path.write_text("\n".join([*rows, "</osm>"]), encoding="utf-8")
    return path


def roads_from(path: Path) -> Roads:
    """The roads of a file with the speeds of the programme, without parking, 3.6 km/h to the door."""
    return Roads(read_network(path), RoadSettings(access_speed=3.6, parking_duration=0))


def durations(roads: Roads, profile: str, *doors: tuple[float, float], engine: str = "scipy") -> list[list[int]]:
    """Seconds between doors in metres around 0, 0."""
    points: Floats = degrees(*doors)
    found: list[list[int]] = roads.travel(profile, roads.place(profile, points), engine=engine).durations.tolist()
    return found


def _tags(tags: Tags) -> str:
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
