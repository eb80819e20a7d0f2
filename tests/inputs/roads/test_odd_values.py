"""Guards that odd values (ferry times, days of the week, classes, lengths) are understood, counted or refused."""

from pathlib import Path

import pytest

from inputs.roads.facade import Roads
from inputs.roads.hours import settled
from inputs.roads.osm_barriers import read_barrier
from inputs.roads.osm_tags import read_road_tags
from inputs.roads.road_file import read_network
from inputs.roads.sailing import sailing_seconds
from planner.domain.errors import InputError
from tests.inputs.roads.osm_text import roads_from, write_osm

STREET = {"highway": "residential"}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *[(text, 20) for text in ("20", "00:20", "20 min", "20 menit", "PT20M", "00:10-00:20", "10-20 menit", "0:20:00")],
        *[(text, 90) for text in ("1.5 h", "1,5 jam", "01:30 h", "1 h 30", "1 jam 30 menit", "1h30m", "90 minutes")],
        *[(text, 0) for text in ("xyz", "", "PT", "1:", "-", "1.5", "99999", "999:00")],
    ],
)
def test_ferries_take_what_people_write(text: str, minutes: int) -> None:
    """Clock, words of both languages, ISO and the longer end of a span; what cannot be read is 0."""
    assert sailing_seconds(text) == minutes * 60


@pytest.mark.parametrize(
    "when", ["24/7", "(24/7)", "(Mo-Su)", "(Mo-Su,PH 00:00-24:00)", "Mo,Tu,We,Th,Fr,Sa,Su 05:00-21:00", "(Sa-Fr)"]
)
def test_what_holds_all_week_holds(when: str) -> None:
    """Every way to write the whole week and the whole day is obeyed."""
    assert settled({"motor_vehicle:conditional": f"no @ {when}"}) == {"motor_vehicle": "no"}


@pytest.mark.parametrize(
    ("when", "is_counted"), [("(Mo-Fr 22:00-05:00)", False), ("(Mo-Fr 06:00-09:00)", True), ("(PH)", True)]
)
def test_what_holds_on_some_days_is_counted(when: str, *, is_counted: bool) -> None:
    """On some days of the week alone a rule is counted, unless it never touches the hours of visits."""
    assert bool(settled({"access:conditional": f"no @ {when}"})) == is_counted


@pytest.mark.parametrize(
    ("tags", "road_class", "unread"),
    [
        ({"highway": "residential;service"}, "residential", ()),
        ({"highway": "yes"}, "unclassified", ()),
        ({"highway": "residential", "oneway": "alternating"}, "residential", ("oneway",)),
        ({"highway": "residential", "oneway": "perhaps"}, "residential", ("value:oneway",)),
        ({"highway": "residential", "oneway:motorcycle": "permissive"}, "residential", ("value:oneway:motorcycle",)),
        ({"route": "ferry;road"}, "ferry", ()),
        ({"route": "ferry", "duration": "xyz"}, "ferry", ("value:duration",)),
    ],
)
def test_lists_and_unknown_values(tags: dict[str, str], road_class: str, unread: tuple[str, ...]) -> None:
    """The first class of a list counts; a value that nobody knows is named."""
    found = read_road_tags(tags)
    assert found is not None
    assert (found.road_class, found.unread) == (road_class, unread)


def test_barriers_of_a_list_all_stand_there() -> None:
    """Of several barriers at one place the strictest decides."""
    assert (
        read_barrier({"barrier": "gate;bollard"}) == read_barrier({"barrier": "bollard"}) != read_barrier({"barrier": "gate"})
    )


def test_unknown_classes_are_counted(tmp_path: Path) -> None:
    """A way whose class nobody knows is left out and counted; what is known to be no road is left out without a word."""
    ways = [((1, 2), {"highway": kind}) for kind in ("residential", "gangway", "platform", "proposed;residential")]
    network = read_network(write_osm(tmp_path / "a.osm", {1: (0.0, 0.0), 2: (100.0, 0.0)}, ways))
    assert (network.num_segments, network.unread) == (1, {"value:highway": 1})


@pytest.mark.parametrize(
    ("lengths", "code"),
    [
        (("0.221",), "E2025"),
        (("22109", "22109"), "E2025"),
        (("221", "0"), "E2024"),
        (("221", "100", ""), "E2024"),
        (("220", "400", ""), None),
    ],
)
def test_lengths_are_held_against_the_ground(tmp_path: Path, lengths: tuple[str, ...], code: str | None) -> None:
    """No road is shorter than the straight line, and most are not many times longer: that is another unit."""
    nodes = "\n".join(f"{n},{106.45 + n * 0.002:.4f},-6.2" for n in range(len(lengths) + 1))
    edges = "\n".join(f"{n},{n + 1},{length},residential,,0" for n, length in enumerate(lengths))
    (tmp_path / "a_nodes.csv").write_text(f"node,lon,lat\n{nodes}\n", encoding="utf-8")
    path = tmp_path / "a_edges.csv"
    path.write_text(f"from,to,length_m,highway,name,oneway\n{edges}\n", encoding="utf-8")
    if code is None:
        assert read_network(path).num_segments
        return
    with pytest.raises(InputError) as caught:
        read_network(path)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_class_without_a_speed_is_opened_by_name(tmp_path: Path) -> None:
    """`motorcycle=yes` on steps or a pedestrian street opens them at the slowest speed, on a motorway at the quickest."""
    places = {1: (0, 0), 2: (100, 0), 3: (200, 0)}
    for highway, seconds in (("pedestrian", 60), ("steps", 60), ("motorway", 11)):
        tags = {"highway": highway, "motorcycle": "yes", "oneway": "no"}
        found = roads_from(write_osm(tmp_path / "a.osm", places, [((1, 2), STREET), ((2, 3), tags)]))
        roads = Roads(found.network, found.settings)
        profile = roads.profile("motorcycle")
        ticks = profile.ticks[profile.positions[1]] / profile.scale.ticks_per_second
        assert ticks == pytest.approx(seconds, abs=0.3)
