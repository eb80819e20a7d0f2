"""Guards that an OpenStreetMap file in any order, of editors and of the Overpass service, is read whole or refused by name."""

from pathlib import Path

import osmium
import pytest

from inputs.roads.network import RoadNetwork
from inputs.roads.road_file import read_network
from planner.domain.errors import InputError

PLACES = {1: (0.0, 0.0), 2: (2.0, 0.0), 3: (4.0, 0.0), 4: (6.0, 0.0), 5: (2.0, 6.0), 6: (4.0, 6.0)}
"""Nodes in thousandths of a degree: a street of three pieces and a long way round its middle one."""
WAYS = {10: (1, 2), 11: (2, 3), 12: (3, 4), 13: (2, 5, 6, 3)}
ROUND = 1555
"""Metres of the way round."""


def position(node: int) -> str:
    x, y = PLACES[abs(node)]
    return f'lat="{-6.2 + y / 1000:.6f}" lon="{106.45 + x / 1000:.6f}"'


def node(number: int, more: str = "", tags: str = "") -> str:
    return f'<node id="{number}" {position(number)} {more}>{tags}</node>'


def way(number: int, nodes: tuple[int, ...], more: str = "", *, points: str = "ref") -> str:
    shown = {"ref": lambda ref: f'ref="{ref}"', "geom": lambda ref: f'ref="{ref}" {position(ref)}', "bare": position}[points]
    refs = "".join(f"<nd {shown(ref)}/>" for ref in nodes)
    return f'<way id="{number}" {more}>{refs}<tag k="highway" v="residential"/></way>'


NODES = "".join(map(node, PLACES))
ALL_WAYS = "".join(way(*item) for item in WAYS.items())


def read(folder: Path, *parts: str, root: str = "osm") -> RoadNetwork:
    path = folder / "a.osm"
    path.write_text(f'<{root} version="0.6">{"".join(parts)}</{root}>', encoding="utf-8")
    return read_network(path)


def metres(network: RoadNetwork) -> list[int]:
    return sorted(round(float(length)) for length in network.lengths)


@pytest.mark.parametrize(
    "parts",
    [
        (NODES, ALL_WAYS),
        (ALL_WAYS, NODES),
        (*map(node, (1, 2, 3, 4)), ALL_WAYS, node(5), node(6)),
        tuple(way(*item, points="geom") for item in WAYS.items()),
        tuple(way(*item, points="bare") for item in WAYS.items()),
        ("".join(node(-number) for number in PLACES), *(way(-n, tuple(-ref for ref in refs)) for n, refs in WAYS.items())),
        (NODES, node(-5), way(11, (2, 3)), *(way(n, WAYS[n]) for n in (10, 12)), way(-13, (2, -5, 6, 3))),
        (NODES, ALL_WAYS, way(14, (1, 5), "action='delete'"), way(15, (1, 6), "visible='false'")),
        (NODES, ALL_WAYS, way(11, (2, 6, 3), "version='0'"), *(way(n, WAYS[n], "version='2'") for n in WAYS)),
        (NODES.replace("-6.194", "-6.1"), *(node(n, "version='3'") for n in (5, 6)), ALL_WAYS),
        (node(5, "version='1'"), NODES, way(13, (2, 3), "version='1'"), ALL_WAYS, way(13, (2, 5, 6, 3), "version='2'")),
    ],
)  # fmt: skip
def test_any_order_says_the_same(tmp_path: Path, parts: tuple[str, ...]) -> None:
    """Points after ways, points within ways, negative ids, deleted things and older versions: the same roads come out."""
    network = read(tmp_path, *parts)
    assert metres(network) == [221, 221, 221, ROUND]
    assert not network.unread


def test_binary_files_in_any_order(tmp_path: Path) -> None:
    """A binary file that does not say that it is in order, has negative ids, or positions in its ways alone, is read alike."""
    text = tmp_path / "a.osm"
    text.write_text(f'<osm version="0.6">{NODES}{ALL_WAYS}</osm>', encoding="utf-8")
    things = [osmium.FileProcessor(str(text), kind) for kind in (osmium.osm.WAY, osmium.osm.NODE)]
    with osmium.SimpleWriter(str(tmp_path / "b.osm.pbf")) as writer:
        for thing in (thing for some in things for thing in some):
            writer.add(thing)
    located = osmium.io.File(str(tmp_path / "c.osm.pbf"), "pbf,locations_on_ways=true")
    with osmium.SimpleWriter(located) as writer:
        for thing in osmium.FileProcessor(str(text)).with_locations():
            if isinstance(thing, osmium.osm.Way):
                writer.add(thing)
    for name in ("b.osm.pbf", "c.osm.pbf"):
        assert metres(read_network(tmp_path / name)) == [221, 221, 221, ROUND]


def test_a_node_given_twice_keeps_its_tags(tmp_path: Path) -> None:
    """Overpass gives a gate with its tags and once more bare (`out skel`); the gate stays, whichever comes first."""
    gate = node(2, tags='<tag k="barrier" v="block"/>')
    for parts in ((gate, NODES, ALL_WAYS), (NODES, ALL_WAYS, gate)):
        assert (read(tmp_path, *parts).node_access != 0).sum() == 1


def test_a_deleted_ban_bans_nothing(tmp_path: Path) -> None:
    """A turn restriction that an editor deleted is gone."""
    members = "".join(
        f'<member type="{kind}" ref="{ref}" role="{role}"/>'
        for kind, ref, role in (("way", 10, "from"), ("node", 2, "via"), ("way", 11, "to"))
    )
    tags = '<tag k="type" v="restriction"/><tag k="restriction" v="no_straight_on"/></relation>'
    counts = [
        len(read(tmp_path, NODES, ALL_WAYS, f'<relation id="1" {more}>{members}{tags}').turns)
        for more in ("", "action='delete'")
    ]
    assert counts[0] > 0
    assert counts[1] == 0


def test_what_is_missing_is_counted_and_never_drawn(tmp_path: Path) -> None:
    """A road is cut where its end is missing, broken where a point between is, left out without any; each is counted."""
    at_end = read(tmp_path, *(node(n) for n in (1, 2, 3, 5, 6)), ALL_WAYS)
    assert (at_end.unread, metres(at_end)) == ({"points_at_end": 1}, [221, 1777])
    between = read(tmp_path, *(node(n) for n in (1, 2, 3, 4, 5)), ALL_WAYS)
    assert (between.unread, metres(between)) == ({"points_between": 1}, [221, 442, 667])
    none = read(tmp_path, NODES, ALL_WAYS, way(14, (77, 78)))
    assert none.unread == {"points_none": 1}


@pytest.mark.parametrize(
    ("code", "parts", "root"),
    [
        ("E2021", ("<delete>", NODES, ALL_WAYS, "</delete>"), "osmChange"),
        ("E2022", (NODES, ALL_WAYS, "<remark> runtime error: Query timed out </remark>"), "osm"),
        ("E2023", (ALL_WAYS,), "osm"),
        ("E2008", (NODES, ALL_WAYS, node(4).replace("-6.2", "96.2").replace('"4"', '"9"')), "osm"),
        ("E2004", (NODES,), "osm"),
        ("E2003", (NODES, "<way>"), "osm"),
    ],
)
def test_half_files_are_refused_by_name(tmp_path: Path, code: str, parts: tuple[str, ...], root: str) -> None:
    """A list of changes, a broken-off answer, roads without points and positions off the globe each have their own word."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, *parts, root=root)
    assert [fault.code for fault in caught.value.faults] == [code]
