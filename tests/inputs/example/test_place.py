"""The invented place itself: outlines, streets, homes."""

import numpy as np
import pytest
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from inputs.example.area.extents import EXTENTS
from inputs.example.area.homes import MAIN_CLASSES
from inputs.example.area.landscape import STEP
from inputs.example.area.neighbourhoods import split_into_units
from inputs.example.area.place import Place, make_place
from inputs.example.area.villages import MIDDLES, make_villages

TOLL = {"motorway", "motorway_link"}


def lines(place: Place) -> np.ndarray:
    streets = place.streets
    straight = (streets.nodes[streets.tail] + streets.nodes[streets.head]) / 2
    bend = np.where(np.isnan(streets.bend), straight, streets.bend)
    return shapely.linestrings(np.stack([streets.nodes[streets.tail], bend, streets.nodes[streets.head]], axis=1))


def is_toll(place: Place) -> np.ndarray:
    return np.array([highway in TOLL for highway in place.streets.highway])


def test_nine_villages_share_the_area() -> None:
    """Each village's cell holds its own middle, cells do not overlap, and the area has about the real size (33.6 km²)."""
    villages = make_villages(1)
    assert [village.code for village in villages] == [code for code, *_ in MIDDLES]
    assert all(village.cell.contains(shapely.Point(village.middle)) for village in villages)
    cells = [village.cell for village in villages]
    assert shapely.union_all(cells).area == pytest.approx(sum(cell.area for cell in cells))
    assert 25e6 < sum(cell.area for cell in cells) < 45e6


def test_streets_without_the_toll_road_hang_together(small_place: Place) -> None:
    """A motorcycle gets everywhere without the toll road."""
    streets, keep = small_place.streets, ~is_toll(small_place)
    num = len(streets.nodes)
    graph = coo_array((np.ones(keep.sum()), (streets.tail[keep], streets.head[keep])), shape=(num, num))
    used = np.unique([streets.tail[keep], streets.head[keep]])
    assert len(set(connected_components(graph, directed=False)[1][used])) == 1


def test_only_main_roads_cross_barriers(small_place: Place) -> None:
    """Lanes end at rivers and at the toll road; only a few bridges cross a river."""
    crosses = shapely.intersects(lines(small_place), shapely.MultiLineString(list(small_place.land.rivers)))
    under = shapely.intersects(lines(small_place), small_place.land.toll) & ~is_toll(small_place)
    classes = {small_place.streets.highway[at] for at in np.flatnonzero((crosses & ~is_toll(small_place)) | under)}
    assert classes <= MAIN_CLASSES
    assert 1 <= (crosses & ~is_toll(small_place)).sum() <= 12


def test_the_toll_road_joins_nothing_within(small_place: Place) -> None:
    """The toll road has no junction in the villages: it shares nodes with its two links only."""
    streets, toll = small_place.streets, is_toll(small_place)
    shared = np.intersect1d(
        np.concatenate([streets.tail[toll], streets.head[toll]]), np.concatenate([streets.tail[~toll], streets.head[~toll]])
    )
    assert len(shared) == 2
    assert not shapely.contains_xy(small_place.land.region, streets.nodes[shared]).any()


def test_no_two_lanes_cross_without_a_crossing(small_place: Place) -> None:
    """The network is clean: straight lanes meet at nodes only."""
    streets = small_place.streets
    keep = np.flatnonzero(~is_toll(small_place))
    ends = np.stack([streets.nodes[streets.tail[keep]], streets.nodes[streets.head[keep]]], axis=1)
    straight = shapely.linestrings(ends)
    pairs = shapely.STRtree(straight).query(straight, predicate="crosses")
    assert pairs.size == 0


def test_homes_stand_beside_their_street(small_place: Place) -> None:
    """A door is 4 to 25 m from its street, and not on another one."""
    homes, drawn = small_place.homes, lines(small_place)
    doors = shapely.points(homes.points)
    to_own = shapely.distance(doors, drawn[homes.street])
    assert 4.0 <= to_own.min() <= to_own.max() <= 25.0
    on_road = shapely.STRtree(drawn).query(doors, predicate="dwithin", distance=3.9)
    assert on_road.size == 0


def test_homes_lie_in_their_village(small_place: Place) -> None:
    """A home lies in the village of its hamlet."""
    homes, villages = small_place.homes, small_place.villages
    owner = np.array([hamlet.village for hamlet in small_place.hamlets])[homes.hamlet]
    for number, village in enumerate(villages):
        assert shapely.contains_xy(village.cell, homes.points[owner == number]).all()


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_other_seeds_hold_the_same_laws(seed: int) -> None:
    """Another seed makes another place with the same counts and whole neighbourhoods."""
    place = make_place(EXTENTS["tiny"], seed)
    homes = place.homes
    assert len(homes.points) == EXTENTS["tiny"].num_households
    owner = np.array([hamlet.village for hamlet in place.hamlets])[homes.hamlet]
    _, sizes = np.unique(np.column_stack([owner, homes.rw, homes.rt]), axis=0, return_counts=True)
    assert 30 <= sizes.min() <= sizes.max() <= 150


def test_kampung_have_dead_ends_and_loops(small_place: Place) -> None:
    """The lanes look like a place: some ends are dead, some ways lead round."""
    streets, keep = small_place.streets, ~is_toll(small_place)
    degree = np.bincount(np.concatenate([streets.tail[keep], streets.head[keep]]))
    assert 0.08 < (degree == 1).sum() / (degree > 0).sum() < 0.40
    assert keep.sum() > (degree > 0).sum()
    assert shapely.length(lines(small_place)).max() < 3 * STEP


def test_a_single_lane_is_one_unit() -> None:
    """A hamlet that is one lane is not cut: whole lanes make an RT."""
    rt, rw = split_into_units(np.zeros(80, dtype=int), np.zeros(80, dtype=int), np.array([[0.0, 0.0]]), [0])
    assert set(rt) == {1}
    assert set(rw) == {1}
