"""What is kept of an OpenStreetMap file: hops of roads in the area, lines, landmarks, barriers and bans; then as arrays."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import cast

import numpy as np

from inputs.roads.area import Area
from inputs.roads.contract import WATER_CLASSES
from inputs.roads.network import CLASS_IDS, RoadNetwork, measured, numbered_names, without_lonely_nodes
from inputs.roads.osm_tags import RoadTags
from inputs.roads.osm_turns import Ban, Stretches, banned_turns
from planner.domain.arrays import Floats, Int64s
from planner.domain.path import Landmark, RoadLine
from planner.domain.place import hop_lengths, lengths_on_earth

NodeRef = tuple[int, float, float] | None
"""Id, longitude, latitude; `None`: position not in the extract."""


CUT_SHORT, BROKEN_OFF, NOWHERE = "points_at_end", "points_between", "points_none"
"""Counted: roads whose points are missing at an end, as at the border of an extract, in between, and everywhere."""


class Keeper:
    """Gathers the hops of the ways inside the area, and numbers their nodes."""

    def __init__(self, area: Area | None) -> None:
        self.area = area
        self.numbers: dict[int, int] = {}
        self.positions: list[tuple[float, float]] = []
        self.tails: list[int] = []
        self.heads: list[int] = []
        self.owners: list[int] = []
        """Ends of each hop, and its road among `roads`."""
        self.roads: list[tuple[int, RoadTags, float]] = []
        """Id of the way, its meaning, and a ferry's seconds per metre."""
        self.lines: list[RoadLine] = []
        """Waters and obstacles."""
        self.landmarks: list[Landmark] = []
        self.shores: set[int] = set()
        """Ways that bound a lake together with others."""
        self.barriers: dict[int, int] = {}
        self.unread_at: dict[int, tuple[str, ...]] = {}
        """What of barriers is not read; counted where a road is."""
        self.bans: list[Ban] = []
        self.unread: Counter[str] = Counter()
        self.num_roads = 0
        self.num_nowhere = 0
        """Roads of the file, and those of them none of whose points is there."""

    def add_road(self, way_id: int, refs: list[NodeRef], tags: RoadTags) -> None:
        """Keep the hops that touch the area, one segment each; simplification joins them again."""
        self.num_roads += 1
        if None in refs:
            self._count_gaps(refs)
        tails, heads = (self.heads, self.tails) if tags.is_turned else (self.tails, self.heads)
        num_before = len(tails)
        for run in self._runs(refs):
            for first, last in pairwise(self._numbered(run)):
                if first != last:
                    tails.append(first)
                    heads.append(last)
        num_new = len(tails) - num_before
        if num_new:
            self.owners.extend([len(self.roads)] * num_new)
            self.roads.append((way_id, tags, _seconds_per_metre(refs, tags.duration)))
        if num_new and tags.unread:
            self.unread.update(tags.unread)

    def _count_gaps(self, refs: list[NodeRef]) -> None:
        """A road whose points are not all there is kept as far as they are, never drawn across what is missing."""
        if all(ref is None for ref in refs):
            self.num_nowhere += 1
        elif self.is_inside(refs):
            known = [number for number, ref in enumerate(refs) if ref is not None]
            is_broken = known[-1] - known[0] >= len(known)
            self.unread[BROKEN_OFF if is_broken else CUT_SHORT] += 1

    def is_inside(self, refs: list[NodeRef]) -> bool:
        """Whether a point of a way lies in the area."""
        return any(self._covered(refs))

    def add_line(self, refs: list[NodeRef], road_class: str, name: str = "") -> None:
        """Keep the pieces of a river or an obstacle that touch the area."""
        for run in self._runs(refs):
            points = np.array([ref[1:] for ref in run])
            self.lines.append(RoadLine(road_class=road_class, name=name, points=points))

    def add_landmark(self, kind: str, name: str, refs: list[NodeRef]) -> None:
        """Keep a landmark in the area: a point, or the middle of an outline as far as its points are there."""
        known = np.array([ref[1:] for ref in dict.fromkeys(refs) if ref is not None])
        if len(known) and (self.area is None or self.area.covers(known.mean(axis=0, keepdims=True))[0]):
            longitude, latitude = known.mean(axis=0).tolist()
            self.landmarks.append(Landmark(kind=kind, name=name, longitude=longitude, latitude=latitude))

    def network(self) -> RoadNetwork:
        """What was kept, as arrays."""
        nodes: Floats = np.array(self.positions, dtype=np.float64).reshape(-1, 2)
        ends = np.column_stack([np.array(one, dtype=np.int64) for one in (self.tails, self.heads)])
        owners = np.array(self.owners, dtype=np.int64)
        points, first_point = nodes[ends].reshape(-1, 2), 2 * np.arange(len(ends) + 1)
        tags = [tags for _, tags, _ in self.roads]
        names, name_ids = numbered_names(one.name for one in tags)
        way_ids = np.array([way for way, _, _ in self.roads], dtype=np.int64)[owners]
        access = np.array([one.access for one in tags], dtype=np.int64)[owners]
        paces = np.array([pace for _, _, pace in self.roads], dtype=np.float64)[owners]
        roads = Stretches(tail=self.tails, head=self.heads, access=access.tolist(), way_ids=way_ids.tolist())
        turns = banned_turns(self.bans, roads, self.numbers, self.unread)
        network = RoadNetwork(
            nodes=nodes,
            tail=ends[:, 0],
            head=ends[:, 1],
            lengths=measured(points, first_point),
            classes=np.array([CLASS_IDS[one.road_class] for one in tags], dtype=np.int64)[owners],
            name_ids=name_ids[owners],
            access=access,
            is_toll=np.array([one.is_toll for one in tags], dtype=bool)[owners],
            sailing=paces * lengths_on_earth(nodes[ends[:, 0]], nodes[ends[:, 1]]),
            node_access=self._node_access(),
            points=points,
            first_point=first_point,
            turns=turns.short,
            long_turns=turns.long,
            names=names,
            waters=tuple(line for line in self.lines if line.road_class in WATER_CLASSES),
            obstacles=tuple(line for line in self.lines if line.road_class not in WATER_CLASSES),
            landmarks=tuple(self.landmarks),
            unread=dict(self.unread),
        )
        return without_lonely_nodes(network)

    def _node_access(self) -> Int64s:
        """Whom barriers let through; what they say and is not read is counted where a road is."""
        found = np.zeros(len(self.positions), dtype=np.int64)
        for ref, access in self.barriers.items():
            if ref in self.numbers:
                found[self.numbers[ref]] = access
        for ref, keys in self.unread_at.items():
            if ref in self.numbers:
                self.unread.update(keys)
        return found

    def _numbered(self, run: list[tuple[int, float, float]]) -> list[int]:
        numbers = []
        for ref, longitude, latitude in run:
            number = self.numbers.setdefault(ref, len(self.positions))
            if number == len(self.positions):
                self.positions.append((longitude, latitude))
            numbers.append(number)
        return numbers

    def _runs(self, refs: list[NodeRef]) -> Iterator[list[tuple[int, float, float]]]:
        """Unbroken stretches of at least two known nodes, of hops with an end in the area."""
        if self.area is None and None not in refs:
            if len(refs) > 1:
                yield cast("list[tuple[int, float, float]]", refs)
            return
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

    def _covered(self, refs: list[NodeRef]) -> list[bool]:
        if self.area is None:
            return [ref is not None for ref in refs]
        # Most ways of a region are far away: their box alone says so.
        west, south, east, north = self.area.bounds
        known = [ref for ref in refs if ref is not None]
        if not known or max(ref[1] for ref in known) < west or min(ref[1] for ref in known) > east:
            return [False] * len(refs)
        if max(ref[2] for ref in known) < south or min(ref[2] for ref in known) > north:
            return [False] * len(refs)
        points = np.array([(np.nan, np.nan) if ref is None else ref[1:] for ref in refs]).reshape(-1, 2)
        return [bool(inside) for inside in self.area.covers(points)]


def _seconds_per_metre(refs: list[NodeRef], duration: float) -> float:
    """Pace of a ferry whose crossing takes `duration`; 0 where it is not known."""
    if not duration:
        return 0.0
    points = np.array([ref[1:] for ref in refs if ref is not None]).reshape(-1, 2)
    length = float(hop_lengths(points).sum()) if len(points) > 1 else 0.0
    return duration / length if length else 0.0
