"""Guards what is read of mosques, schools and the like, that it is kept with the roads, and that it changes no way."""

from pathlib import Path

import pytest

from inputs.roads.facade import Roads
from inputs.roads.graph import from_graph, to_graph
from inputs.roads.landmarks import read_landmark_kind
from inputs.roads.road_file import read_network
from inputs.roads.store import load_network, save_roads
from inputs.roads.summary import summary_of
from planner.domain.path import Landmark
from planner.domain.settings import RoadSettings
from tests.inputs.roads.making import degrees
from tests.inputs.roads.osm_text import write_osm

PLACES = {1: (0, 0), 2: (300, 0), 3: (100, 40), 4: (200, 40), 5: (200, 80), 6: (240, 80), 7: (240, 40), 8: (5000, 0)}
MOSQUE = {"amenity": "place_of_worship", "religion": "muslim", "name": "Masjid Al-Contoh"}
SCHOOL = {"amenity": "school", "name": "SDN Contoh 1"}


def _file(folder: Path, *, first_node: int = 1) -> Path:
    shift = first_node - 1
    return write_osm(
        folder / "a.osm",
        {node + shift: at for node, at in PLACES.items()},
        [([1 + shift, 2 + shift], {"highway": "residential"}), ([n + shift for n in (4, 5, 6, 7, 4)], SCHOOL)],
        node_tags={3 + shift: MOSQUE, 8 + shift: {"amenity": "marketplace"}},
    )


@pytest.mark.parametrize("first_node", [1, -20])
def test_landmarks_are_read_of_points_and_outlines(tmp_path: Path, first_node: int) -> None:
    """An outline stands in its middle; files in the usual order and others (negative ids) say the same."""
    network = read_network(_file(tmp_path, first_node=first_node))
    found = {mark.kind: mark for mark in network.landmarks}
    assert {kind: mark.name for kind, mark in found.items()} == {
        "mosque": "Masjid Al-Contoh",
        "school": "SDN Contoh 1",
        "market": "",
    }
    middle = degrees((220, 60))[0]
    assert (found["school"].longitude, found["school"].latitude) == pytest.approx(tuple(middle), abs=2e-5)


def test_landmarks_are_kept_with_the_roads(tmp_path: Path) -> None:
    """Stored and read back, and through the graph that people hold; the box of a map chooses; the import counts."""
    network = read_network(_file(tmp_path))
    save_roads(network, tmp_path / "roads")
    kept = load_network(tmp_path / "roads")
    assert kept.landmarks == network.landmarks
    assert from_graph(to_graph(network)).landmarks == network.landmarks
    roads = Roads(kept, RoadSettings())
    west, south, east, north = *degrees((0, 0))[0], *degrees((300, 100))[0]
    assert {mark.kind for mark in roads.landmarks((west, south, east, north))} == {"mosque", "school"}
    assert summary_of(roads).num_landmarks == 3


def test_an_area_keeps_its_landmarks_alone(tmp_path: Path) -> None:
    """A market five kilometres away is not kept."""
    (west, south), (east, north) = degrees((-10, -10))[0], degrees((400, 200))[0]
    network = read_network(_file(tmp_path), area=(west, south, east, north))
    assert {mark.kind for mark in network.landmarks} == {"mosque", "school"}


def test_kinds_of_landmarks() -> None:
    """A house of worship is a mosque where it says so; other amenities are none; a kind that nobody knows is refused."""
    assert read_landmark_kind({"amenity": "place_of_worship"}) == "worship"
    assert read_landmark_kind({"amenity": "Clinic "}) == "health"
    assert read_landmark_kind({"healthcare": "centre"}) == "health"
    assert read_landmark_kind({"amenity": "parking", "healthcare": "centre"}) is None
    assert read_landmark_kind({"highway": "residential"}) is None
    with pytest.raises(ValueError, match="kind is 'pub'"):
        Landmark(kind="pub", name="", longitude=0.0, latitude=0.0)
