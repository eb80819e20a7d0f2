"""OpenStreetMap files (.osm.pbf, .osm, .osm.bz2), streamed: only the area is kept in memory.

Node positions go into osmium's sparse array (16 bytes a node, outside Python), ways are filtered by key before Python
sees them, and everything outside the area is dropped way by way.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import osmium
from osmium.filter import KeyFilter

from inputs.roads.area import Area
from inputs.roads.network import RoadNetwork, Segment, build_network
from inputs.roads.osm_tags import RoadTags, read_road_tags, read_water_class
from inputs.roads.refusal import refusal
from planner.domain.arrays import Floats
from planner.domain.path import RoadLine

OnWay = Callable[[int], object]
"""Called with the number of ways read so far, now and then."""

WAYS_BETWEEN_REPORTS = 20_000

_NodeRef = tuple[int, float, float] | None
"""Id, longitude, latitude; `None`: position not in the extract."""


class _Keeper:
    """Gathers the hops of the ways inside the area, and numbers their nodes."""

    def __init__(self, area: Area | None) -> None:
        self.area = area
        self.numbers: dict[int, int] = {}
        self.positions: list[tuple[float, float]] = []
        self.segments: list[Segment] = []
        self.waters: list[RoadLine] = []

    def add_road(self, refs: list[_NodeRef], tags: RoadTags) -> None:
        """Keep the hops that touch the area, one segment each; simplification joins them again."""
        for run in self._runs(refs):
            for start, end in pairwise(run):
                if start[0] == end[0]:
                    continue
                first, last = (end, start) if tags.direction < 0 else (start, end)
                self.segments.append(
                    Segment(
                        tail=self._number(first),
                        head=self._number(last),
                        points=np.array([first[1:], last[1:]]),
                        road_class=tags.road_class,
                        name=tags.name,
                        is_oneway=tags.direction != 0,
                        is_toll=tags.is_toll,
                        closed=tags.closed,
                    )
                )

    def add_water(self, refs: list[_NodeRef], road_class: str, name: str) -> None:
        """Keep the pieces of a river that touch the area."""
        for run in self._runs(refs):
            points = np.array([ref[1:] for ref in run])
            self.waters.append(RoadLine(road_class=road_class, name=name, points=points))

    def _number(self, ref: tuple[int, float, float]) -> int:
        number = self.numbers.setdefault(ref[0], len(self.positions))
        if number == len(self.positions):
            self.positions.append(ref[1:])
        return number

    def _runs(self, refs: list[_NodeRef]) -> Iterator[list[tuple[int, float, float]]]:
        """Unbroken stretches of at least two known nodes, of hops with an end in the area."""
        is_in = self._covered(refs)
        run: list[tuple[int, float, float]] = []
        for ref, inside, next_inside in zip(refs, is_in, [*is_in[1:], False], strict=True):
            if ref is None:
                if len(run) > 1:
                    yield run
                run = []
            else:
                run.append(ref)
                if not inside and not next_inside:
                    if len(run) > 1:
                        yield run
                    run = []
        if len(run) > 1:
            yield run

    def _covered(self, refs: list[_NodeRef]) -> list[bool]:
        if self.area is None:
            return [ref is not None for ref in refs]
        points = np.array([(np.nan, np.nan) if ref is None else ref[1:] for ref in refs]).reshape(-1, 2)
        west, south, east, north = self.area.bounds
        known = points[~np.isnan(points[:, 0])]
        # Most ways of a region are far away: their box alone says so.
        if not len(known) or known[:, 0].min() > east or known[:, 0].max() < west:
            return [False] * len(refs)
        if known[:, 1].min() > north or known[:, 1].max() < south:
            return [False] * len(refs)
        return [bool(inside) for inside in self.area.covers(points)]


def read_osm(path: Path, *, area: Area | None = None, on_way: OnWay | None = None) -> RoadNetwork:
    """Read roads, rivers and canals of the area.

    Raises
    ------
    InputError
        E2003 if the file is damaged.
    """
    keeper = _Keeper(area)
    ways = osmium.FileProcessor(str(path)).with_locations("sparse_mem_array").with_filter(KeyFilter("highway", "waterway"))
    try:
        for number, item in enumerate(ways, 1):
            if isinstance(item, osmium.osm.Way):
                _keep(keeper, item)
            if on_way is not None and number % WAYS_BETWEEN_REPORTS == 0:
                on_way(number)
    # osmium reports a damaged file by either, depending on the layer that stumbles.
    except (RuntimeError, ValueError, OSError) as error:
        raise refusal("E2003", path) from error
    nodes: Floats = np.array(keeper.positions, dtype=np.float64).reshape(-1, 2)
    return build_network(nodes, keeper.segments, waters=keeper.waters)


def _keep(keeper: _Keeper, way: osmium.osm.Way) -> None:
    tags = {tag.k: tag.v for tag in way.tags}
    road, water = read_road_tags(tags), read_water_class(tags)
    if road is None and water is None:
        return
    refs = [(node.ref, node.lon, node.lat) if node.location.valid() else None for node in way.nodes]
    if road is not None:
        keeper.add_road(refs, road)
    if water is not None:
        keeper.add_water(refs, water, (tags.get("name") or "").strip())
