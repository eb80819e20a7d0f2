"""Guards the readers: every format gives the contract, every broken file a coded fault."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from inputs.roads.area import villages_outline
from inputs.roads.facade import Roads
from inputs.roads.graph import from_graph, to_graph
from inputs.roads.network import build_network
from inputs.roads.osm_tags import read_road_tags, read_water_class
from inputs.roads.road_file import read_network
from inputs.roads.simplify import simplified
from inputs.roads.store import FILE_NAME, load_network, save_roads
from planner.domain.errors import InputError
from planner.domain.records import Village
from planner.domain.road_settings import RoadSettings
from planner.words.language import words
from tests.conftest import shared_file
from tests.inputs.roads.making import degrees, road, square

OSM = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lon="106.0" lat="-6.0"/><node id="2" lon="106.001" lat="-6.0"/><node id="3" lon="106.002" lat="-6.0"/>
<node id="4" lon="106.002" lat="-6.001"/><node id="9" lon="107.0" lat="-6.0"/>
<way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="77"/>
<tag k="highway" v="residential"/><tag k="name" v="Jl. Mawar"/></way>
<way id="2"><nd ref="3"/><nd ref="4"/><tag k="highway" v="primary_link"/><tag k="oneway" v="-1"/></way>
<way id="3"><nd ref="1"/><nd ref="4"/><tag k="waterway" v="river"/><tag k="name" v="Ci Contoh"/></way>
<way id="4"><nd ref="9"/><nd ref="3"/><tag k="highway" v="construction"/></way></osm>"""

GRAPHML_WITHOUT_PLACES = b"""<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<graph edgedefault="directed"><node id="1"/></graph></graphml>"""

NODES = "node,lon,lat\na,106.0,-6.0\nb,106.001,-6.0\nc,106.001,-6.001\n"
EDGES = "from,to,length_m,highway,name,oneway\na,b,110.5,residential,Jl. A,0\nc,b,,service,,-1\n"


def write(folder: Path, *, nodes: str = NODES, edges: str = EDGES) -> Path:
    (folder / "x_nodes.csv").write_text(nodes, encoding="utf-8")
    (folder / "x_edges.csv").write_text(edges, encoding="utf-8")
    return folder / "x_nodes.csv"


def codes(path: Path, **options: object) -> set[str]:
    """Fault codes of an import that must fail; all texts are complete in both languages."""
    with pytest.raises(InputError) as caught:
        read_network(path, **options)  # type: ignore[arg-type]
    for fault in caught.value.faults:
        assert "{" not in words("en").fault(fault) + words("id").fault(fault)
    return {fault.code for fault in caught.value.faults}


def test_osm_roads_follow_the_contract(tmp_path: Path) -> None:
    """Links count as their class, -1 turns a way round, missing nodes end it, rivers are lines beside the graph."""
    path = tmp_path / "a.osm"
    path.write_text(OSM, encoding="utf-8")
    graph = to_graph(read_network(path, on_progress=lambda _: None))
    edges = {(graph.nodes[u]["lon"], graph.nodes[v]["lon"]): data for u, v, data in graph.edges(data=True)}
    mawar = edges[106.0, 106.002]
    assert (mawar["road_class"], mawar["name"], mawar["oneway"], mawar["geometry"].shape) == (
        "residential",
        "Jl. Mawar",
        False,
        (3, 2),
    )
    assert mawar["length"] == pytest.approx(221.2, abs=0.2)
    link = edges[106.002, 106.002]
    assert (link["road_class"], link["oneway"], link["geometry"][0, 1]) == ("primary", True, -6.001)
    assert graph.graph["waters"][0].name == "Ci Contoh"


def test_osm_area_keeps_what_is_near(tmp_path: Path) -> None:
    """Only hops with an end in the area (and its margin) are kept; an area elsewhere is E2005."""
    path = tmp_path / "a.osm"
    path.write_text(OSM, encoding="utf-8")
    assert read_network(path, area=(105.999, -6.0001, 106.0005, -5.999)).lengths.sum() == pytest.approx(110.6, abs=0.2)
    assert read_network(path, area=(105.99, -6.0001, 105.9999, -5.999), margin=50).num_segments == 1
    assert codes(path, area=(10.0, 10.0, 11.0, 11.0)) == {"E2005"}
    with pytest.raises(ValueError, match="west < east"):
        read_network(path, area=(11.0, 10.0, 10.0, 11.0))


def test_tags_that_are_no_road() -> None:
    """Areas, roads under construction and buried rivers are left out; a road closed to all is one that nobody travels."""
    assert read_road_tags({"highway": "construction", "access": "yes"}) is None
    assert read_road_tags({"highway": "residential", "access": "no"}) is not None
    assert read_road_tags({"highway": "pedestrian", "area": "yes"}) is None
    assert read_water_class({"waterway": "river", "tunnel": "culvert"}) is None


def test_csv_pair_from_either_file(tmp_path: Path) -> None:
    """Either file finds the other, compressed or not; an empty length is measured; waters are read beside."""
    path = write(tmp_path)
    (tmp_path / "waters.geojson").write_text(
        '{"features": [{"properties": {"name": "Ci Contoh", "waterway": "canal"},'
        ' "geometry": {"type": "LineString", "coordinates": [[106, -6], [106.1, -6]]}}]}'
    )
    network = read_network(path)
    assert sorted(network.lengths.round(1).tolist()) == [110.5, 111.2]
    assert network.waters[0].road_class == "canal"
    (tmp_path / "x_edges.csv.gz").write_bytes(gzip.compress(EDGES.encode()))
    (tmp_path / "x_edges.csv").unlink()
    assert read_network(tmp_path / "x_edges.csv.gz").num_segments == 2


@pytest.mark.parametrize(("limit", "value", "code"), [("MAX_FILE_BYTES", 40, "E1010"), ("MOST_ROWS", 1, "E2030")])
def test_a_packed_table_is_no_larger_than_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, code: str
) -> None:
    """A packed file may hold thousands of times what it weighs: bytes and rows are counted before it is read as a table."""
    monkeypatch.setattr(f"inputs.roads.csv_files.{limit}", value)
    (tmp_path / "x_nodes.csv").write_text(NODES, encoding="utf-8")
    (tmp_path / "x_edges.csv.gz").write_bytes(gzip.compress(EDGES.encode()))
    with pytest.raises(InputError) as caught:
        read_network(tmp_path / "x_edges.csv.gz")
    assert [fault.code for fault in caught.value.faults] == [code]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"nodes": ""}, {"E2014"}),
        ({"nodes": "id,lon,lat\n1,2,3\n"}, {"E2010"}),
        ({"nodes": NODES + "d,x,-6\n"}, {"E2012"}),
        ({"nodes": NODES + "d,106,-96\n"}, {"E2012"}),
        ({"nodes": NODES + "a,106,-6\n"}, {"E2013"}),
        ({"edges": "from,to\na,b\n"}, {"E2010"}),
        ({"edges": EDGES + "a,zz,1,residential,,0\na,b,-1,dragon,,perhaps\n"}, {"E2011", "E2012"}),
        ({"edges": EDGES.splitlines()[0] + "\n"}, {"E2004"}),
    ],
)
def test_broken_tables_are_coded(tmp_path: Path, options: dict[str, str], expected: set[str]) -> None:
    """All faults of a table are gathered with their codes."""
    assert codes(write(tmp_path, **options)) == expected


def test_broken_files_are_coded(tmp_path: Path) -> None:
    """Truncated, garbage, missing, foreign: a fault, never a traceback."""
    assert codes(tmp_path / "none.osm.pbf") == {"E2001"}
    contents = {
        "a.txt": (b"x", "E2002"),
        "a.osm.pbf": (b"garbage", "E2003"),
        "a.osm": (OSM[:400].encode(), "E2003"),
        "b.osm": (b'<osm version="0.6"></osm>', "E2004"),
        "a.osm.bz2": (b"BZh9", "E2003"),
        "a.graphml": (b"<graphml", "E2006"),
        "b.graphml": (GRAPHML_WITHOUT_PLACES, "E2007"),
        "lonely_nodes.csv": (NODES.encode(), "E2009"),
        "roads.csv": (NODES.encode(), "E2009"),
    }
    for name, (content, code) in contents.items():
        (tmp_path / name).write_bytes(content)
        assert codes(tmp_path / name) == {code}, name
    path = write(tmp_path)
    (tmp_path / "waters.geojson").write_text('{"features": [{"geometry": {"type": "Point", "coordinates": [1, 2]}}]}')
    assert codes(path) == {"E2015"}


def test_truncated_pbf_is_coded(tmp_path: Path) -> None:
    """A real extract cut in the middle is a fault."""
    whole = shared_file("roads", "porto_alegre.osm.pbf").read_bytes()
    (tmp_path / "cut.osm.pbf").write_bytes(whole[: len(whole) // 2])
    assert codes(tmp_path / "cut.osm.pbf") == {"E2003"}


def test_projected_graphml_is_refused(tmp_path: Path) -> None:
    """Metres instead of degrees are named."""
    text = shared_file("roads", "jatinegara.graphml").read_text(encoding="utf-8").replace(">106.", ">706.")
    (tmp_path / "m.graphml").write_text(text, encoding="utf-8")
    assert codes(tmp_path / "m.graphml") == {"E2008"}


@pytest.mark.parametrize("name", ["jatinegara.graphml", "buahbatu.graphml", "porto_alegre.osm.pbf"])
def test_real_files_survive_the_round_trip(tmp_path: Path, name: str) -> None:
    """Graph, arrays and stored file say the same; every geometry runs from node to node."""
    graph = to_graph(read_network(shared_file("roads", name)))
    save_roads(graph, tmp_path)
    network = load_network(tmp_path)
    assert network.num_segments == len({data["segment"] for _, _, data in graph.edges(data=True)})
    assert network.lengths.sum() == pytest.approx(from_graph(graph).lengths.sum())
    assert np.abs(network.points[network.first_point[:-1]] - network.nodes[network.tail]).max() < 1e-6
    assert np.abs(network.points[network.first_point[1:] - 1] - network.nodes[network.head]).max() < 1e-6
    assert Roads.load(tmp_path, RoadSettings()).graph.number_of_edges() == graph.number_of_edges()


def test_graphml_area_keeps_whole_edges() -> None:
    """An area cuts a graph at its edges: those with an end inside stay, whole."""
    path = shared_file("roads", "jatinegara.graphml")
    network, everything = read_network(path, area=(106.91, -6.21, 106.92, -6.20)), read_network(path)
    assert 10 < network.num_segments < everything.num_segments / 2
    assert codes(path, area=(10.0, 10.0, 11.0, 11.0)) == {"E2005"}


def test_stored_roads_that_cannot_be_read(tmp_path: Path) -> None:
    """No roads, damaged roads: two codes."""
    for content, code in ((None, "E2016"), (b"PK\x03\x04", "E2017"), (b"", "E2017")):
        if content is not None:
            (tmp_path / FILE_NAME).write_bytes(content)
        with pytest.raises(InputError) as caught:
            load_network(tmp_path)
        assert caught.value.faults[0].code == code


def test_simplification_keeps_names_directions_and_rings() -> None:
    """Nodes go only where a road continues; names, classes and directions stop it; a ring keeps one node."""
    nodes = degrees((0, 0), (100, 0), (200, 0), (300, 0), (900, 0), (900, 50), (950, 50))
    rows = [
        road(nodes, 1, 0, name="A"),
        road(nodes, 1, 2, name="A"),
        road(nodes, 2, 3, name="B"),
        *(road(nodes, tail, head, name="O", is_oneway=True) for tail, head in ((4, 5), (5, 6), (6, 4))),
    ]
    network = simplified(build_network(nodes, rows))
    found = {network.name(s): (network.lengths[s], len(network.geometry(s))) for s in range(network.num_segments)}
    assert found["A"] == (pytest.approx(200, abs=0.1), 3)
    assert found["B"] == (pytest.approx(100, abs=0.1), 2)
    ring = next(s for s in range(3) if network.name(s) == "O")
    assert network.tail[ring] == network.head[ring]
    assert len(network.geometry(ring)) == 4
    assert simplified(square()).num_segments == 4


def test_graph_round_trip_of_a_hand_made_network() -> None:
    """`from_graph` undoes `to_graph`."""
    network = from_graph(to_graph(square(closed=2, is_toll=True)))
    assert network.closed.tolist() == [2] * 4
    assert network.is_oneway.tolist() == [False, False, False, True]
    assert network.names == ("", "Jl. A", "Jl. B", "Jl. C", "Jl. D")


def test_outline_of_villages() -> None:
    """Outlines are joined; none known gives none."""
    ring = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0))
    outline = villages_outline([Village(code="1", name="A", outline=((ring,),)), Village(code="2", name="B")])
    assert outline is not None
    assert outline.area == pytest.approx(0.5)
    assert villages_outline([]) is None


def test_an_endless_piece_of_road_is_refused(tmp_path: Path) -> None:
    """A length beyond any road's is a slip; taken as it is, its weight would be negative."""
    (tmp_path / "a_nodes.csv").write_text("node,lon,lat\n1,106.4,-6.2\n2,106.41,-6.2\n", encoding="utf-8")
    edges = tmp_path / "a_edges.csv"
    edges.write_text(f"from,to,length_m,highway,name,oneway\n1,2,{'9' * 30},residential,,0\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_network(edges)
    assert [(fault.code, fault.values["count"]) for fault in caught.value.faults] == [("E2020", 1)]
