"""`Roads`: what the rest of the program asks of the imported roads – snap, travel, one way, lines of a map."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely

from inputs.roads.access import unlocked
from inputs.roads.contract import LONG_WALK
from inputs.roads.engines import NO_WAY, Engine, HierarchyTopology, ScipyEngine, has_hierarchies
from inputs.roads.graph import RoadGraph, to_graph
from inputs.roads.kept import KeptRoads
from inputs.roads.legs import road_way, way_points, way_steps
from inputs.roads.network import RoadNetwork
from inputs.roads.place_matrix import ROWS_AT_ONCE, Ends, ends_of, place_matrix
from inputs.roads.profile import ProfileRoads, make_profile, of_arcs, segment_lines
from inputs.roads.reaching import Walk, nodes_from, reached
from inputs.roads.snapping import Places, snap
from inputs.roads.store import load_network
from inputs.roads.walking import Walks
from inputs.roads.weights import INFINITE
from inputs.roads.weights import bounds as weight_bounds
from planner.domain.arrays import Bools, Floats, Int64s
from planner.domain.out_of_reach import NoWay
from planner.domain.path import Landmark, LegPath, RoadLine, RoadStep
from planner.domain.place import bearing
from planner.domain.road_settings import RoadSettings
from planner.domain.travel import UNREACHABLE, Travel

ENGINES = ("auto", "cch", "scipy")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Access:
    """Whole seconds and metres between the door and the road, shape (n,)."""

    durations: Int64s
    distances: Int64s


class Roads:
    """The roads of a workspace under its settings; profiles and hierarchies are built at first use and kept.

    Parameters
    ----------
    topologies
        Hierarchies that other roads of the same network have built.
    closed
        Segments (edge attribute `segment`) that nobody may use.
    kept
        Hierarchies and places of these very roads from before.
    """

    def __init__(
        self,
        network: RoadNetwork,
        settings: RoadSettings,
        *,
        topologies: dict[str, HierarchyTopology] | None = None,
        closed: Collection[int] = (),
        kept: KeptRoads | None = None,
    ) -> None:
        self.network = network
        self.settings = settings
        self.topologies = {} if topologies is None else topologies
        """Hierarchies of the profiles used so far; they hold for any weights of the same network."""
        self._profiles: dict[str, ProfileRoads] = {}
        self._walks: dict[str, Walks] = {}
        self._engines: dict[tuple[str, str], Engine] = {}
        self._closed = frozenset(closed)
        self._kept = kept

    @classmethod
    def load(cls, folder: Path, settings: RoadSettings) -> "Roads":
        """Read the roads of a workspace folder.

        Raises
        ------
        InputError
            E2016 or E2017 if there are none that can be read.
        """
        network = load_network(folder)
        return cls(network, settings, kept=KeptRoads(folder, network))

    @cached_property
    def graph(self) -> RoadGraph:
        """Everything as a `networkx.MultiDiGraph` with the attribute contract."""
        return to_graph(self.network)

    def profile(self, profile: str) -> ProfileRoads:
        """Arcs and weights of a profile.

        Raises
        ------
        InputError
            E2018 if it may use no road.
        """
        if profile not in self._profiles:
            make = partial(make_profile, self.network, profile, self.settings.speeds)
            kept, speeds = self._kept, self.settings.speeds.get(profile, {})
            self._profiles[profile] = make() if kept is None else kept.scaled(profile, kept.arcs(profile, speeds, make))
        return self._profiles[profile]

    def place(self, profile: str, points: npt.ArrayLike) -> Places:
        """Snap (longitude, latitude) points, shape (n, 2), to the profile's roads."""
        degrees, farthest = np.asarray(points, dtype=np.float64), self.settings.max_access_distance
        roads = self.profile(profile)
        walks = self._walks.setdefault(profile, Walks(roads=roads, max_distance=farthest))

        def snapped(points: Floats) -> Places:
            return snap(roads, profile, points, walks=walks, max_distance=farthest)

        if self._kept is None:
            return snapped(degrees)
        terms = profile, sorted(self.settings.speeds.get(profile, {}).items()), farthest
        return self._kept.places(profile, terms, degrees.reshape(-1, 2), snapped)

    def travel(self, profile: str, places: Places, *, known: Travel | None = None, engine: str = "auto") -> Travel:
        """Durations and distances between all places, access and parking included.

        Parameters
        ----------
        profile
            Name of the profile, the one that the places were snapped for.
        places
            From `place`.
        known
            What is known between the first places: it is kept as it is, and only ways from and to the others are computed.
        engine
            `cch`, `scipy`, or `auto`: the first where it is installed and the weights fit. Same numbers.

        Raises
        ------
        ValueError
            If the engine is unknown or not there, or the places belong to another profile.
        """
        roads, ends = self._ends(profile, places)
        ways = self._engine(profile, engine)
        access, parking = self._access(places), self.settings.parking_duration
        num_places, num_known = len(places.position), 0 if known is None else len(known.durations)
        durations, distances = (np.empty((num_places, num_places), dtype=np.int32) for _ in range(2))
        everywhere, before, new = slice(0, num_places), slice(0, num_known), slice(num_known, num_places)
        for origins, there in ((new, everywhere), (before, new)):
            packed = place_matrix(places, ends, ways, origins, there)
            for first in range(0, len(packed), ROWS_AT_ONCE):
                part = packed[first : first + ROWS_AT_ONCE]
                rows = slice(origins.start + first, origins.start + first + len(part))
                seconds = roads.scale.seconds(part) + access.durations[rows, None] + access.durations[there] + parking
                metres = roads.scale.metres(part) + access.distances[rows, None] + access.distances[there]
                durations[rows, there] = np.where(part < NO_WAY, seconds, UNREACHABLE)
                distances[rows, there] = np.where(part < NO_WAY, metres, UNREACHABLE)
        if known is not None:
            durations[before, before] = known.durations
            distances[before, before] = 0 if known.distances is None else known.distances
        for matrix in (durations, distances):
            np.fill_diagonal(matrix, 0)
            matrix.setflags(write=False)
        return Travel(durations=durations, distances=None if known is not None and known.distances is None else distances)

    def is_reached(self, profile: str, places: Places, origin: Places) -> Bools:
        """Whether each place has a way from the first place of `origin` and back to it, shape (n,); see `reaching`."""
        roads = self.profile(profile)
        walks: list[Walk | None] = [None, None]
        if self._kept is not None and not self._closed:
            walks = [partial(self._kept.walked, f"{way}-{profile}", nodes_from) for way in ("there", "back")]
        return reached(roads, places, origin, roads.is_closed(self._closed), there=walks[0], back=walks[1])

    def why_not_reached(self, profile: str, points: npt.ArrayLike, station: npt.ArrayLike) -> list[NoWay | None]:
        """Why each point, shape (n, 2), has no way from the station and back; `None`: it has one, or the station has none."""
        places, origin = self.place(profile, points), self.place(profile, station)
        if not origin.is_near[0]:  # a fault of the station, which a plan names
            return [None] * places.num_places
        is_reached = self.is_reached(profile, places, origin)
        left = np.flatnonzero(~is_reached)
        if not len(left):
            return [None] * places.num_places
        found: list[NoWay | None] = [None] * places.num_places
        unlocked = self._unlocked
        is_behind = unlocked.is_reached(profile, unlocked.place(profile, places.points[left]), unlocked.place(profile, station))
        network, segment = self.network, places.segment[left]
        doors = shapely.points(network.plane.project(places.points[left]))
        is_beside = shapely.distance(doors, segment_lines(network, segment)) <= self.settings.max_access_distance
        has_road = places.is_near[left] | (is_beside & self.profile(profile).may_use[segment])
        for row, is_on_road, would_be in zip(left.tolist(), has_road.tolist(), is_behind.tolist(), strict=True):
            found[row] = NoWay.SHUT if would_be else NoWay.CUT_OFF if is_on_road else NoWay.TOO_FAR
        return found

    @cached_property
    def _unlocked(self) -> "Roads":
        """The same roads with every gate and every closed road open."""
        access, node_access = unlocked(self.network.access), np.zeros_like(self.network.node_access)
        network = replace(self.network, access=access, node_access=node_access)
        return Roads(network, self.settings, kept=None if self._kept is None else self._kept.unlocked(network))

    def leg(self, profile: str, places: Places, i: int, j: int, *, engine: str = "auto") -> LegPath | None:
        """The quickest way from place *i* to place *j*; `None` where there is none."""
        if i == j:
            return LegPath(points=places.points[[i]], duration=0, distance=0, steps=())
        roads, ends = self._ends(profile, places)
        packed, stretches = road_way(roads, places, ends, self._engine(profile, engine), i, j)
        if packed >= NO_WAY:
            return None
        access = self._access(places)
        lines = way_points(roads, stretches)
        points = np.concatenate([places.points[[i]], *lines, places.points[[j]]])
        is_new = np.concatenate([[True], (np.diff(points, axis=0) != 0).any(axis=1)])
        weight = np.array([packed])
        return LegPath(
            points=points[is_new],
            duration=int(roads.scale.seconds(weight)[0] + access.durations[[i, j]].sum() + self.settings.parking_duration),
            distance=int(roads.scale.metres(weight)[0] + access.distances[[i, j]].sum()),
            steps=(*way_steps(roads, stretches, lines), *_walk(places, j)),
        )

    def lines(self, bounds: tuple[float, float, float, float]) -> list[RoadLine]:
        """Roads and waters that touch a box (west, south, east, north), each once, the waters first."""
        west, south, east, north = bounds
        shape = shapely.box(*self.network.plane.project(np.array([[west, south], [east, north]])).ravel())
        network, waters = self.network, self.network.waters
        found = [waters[k] for k in np.sort(self._water_tree.query(shape, predicate="intersects"))]
        for segment in np.sort(self._tree.query(shape, predicate="intersects")).tolist():
            points = network.geometry(segment)
            found.append(RoadLine(road_class=network.class_name(segment), name=network.name(segment), points=points))
        return found

    def landmarks(self, bounds: tuple[float, float, float, float]) -> list[Landmark]:
        """Landmarks within a box (west, south, east, north)."""
        west, south, east, north = bounds
        found = self.network.landmarks
        return [mark for mark in found if west <= mark.longitude <= east and south <= mark.latitude <= north]

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(segment_lines(self.network, np.arange(self.network.num_segments)))

    @cached_property
    def _water_tree(self) -> shapely.STRtree:
        return shapely.STRtree([shapely.LineString(self.network.plane.project(line.points)) for line in self.network.waters])

    def _access(self, places: Places) -> _Access:
        seconds = np.rint(places.access_distance / (self.settings.access_speed / 3.6)).astype(np.int64)
        return _Access(durations=seconds, distances=np.rint(places.access_distance).astype(np.int64))

    def _ends(self, profile: str, places: Places) -> tuple[ProfileRoads, Ends]:
        if places.profile != profile:
            raise ValueError(f"places were snapped for {places.profile!r}, not for {profile!r}")
        roads = self.profile(profile)
        return roads, ends_of(roads, places, roads.is_closed(self._closed))

    def _engine(self, profile: str, engine: str) -> Engine:
        if engine not in ENGINES:
            raise ValueError(f"engine is {engine!r}, expected one of {ENGINES}")
        if (profile, engine) not in self._engines:
            self._engines[profile, engine] = self._new_engine(profile, engine)
        return self._engines[profile, engine]

    def _new_engine(self, profile: str, engine: str) -> Engine:
        roads = self.profile(profile)
        is_open = roads.open_arcs(roads.is_closed(self._closed))
        weights = np.where(is_open, roads.arc_weights, NO_WAY)
        if self._kept is not None:
            self._kept.keep_scale(profile, roads)
        wants_hierarchy = engine == "cch" or (engine == "auto" and has_hierarchies())
        if not wants_hierarchy or not _fits(roads, is_open):
            return ScipyEngine(roads.tail, roads.head, weights, roads.num_nodes)
        if profile not in self.topologies:
            positions = self.network.nodes[roads.nodes]
            build = HierarchyTopology if self._kept is None else partial(self._kept.hierarchy, profile)
            self.topologies[profile] = build(roads.tail, roads.head, positions)
        return self.topologies[profile].engine(weights)


def _walk(places: Places, j: int) -> tuple[RoadStep, ...]:
    """The walk from the road to a door that is not beside it."""
    metres = round(float(places.access_distance[j]))
    if metres <= LONG_WALK:
        return ()
    return (RoadStep(name="", distance=metres, bearing=bearing(places.snapped[j], places.points[j]), is_walk=True),)


def _fits(roads: ProfileRoads, is_open: Bools) -> bool:
    """Whether every quickest way over the open arcs still has a weight that 31 bits hold and `base` decodes."""
    if not roads.scale.is_compact or is_open.all():
        return roads.scale.is_compact
    arcs = np.flatnonzero(is_open)
    ticks, metres = (of_arcs(values, roads.arc_segment) for values in (roads.ticks, roads.metres))
    longest, base = weight_bounds(roads.tail[arcs], roads.head[arcs], ticks[arcs], metres[arcs], roads.num_nodes)
    return base <= roads.scale.base and (longest + 1) * roads.scale.base < INFINITE
