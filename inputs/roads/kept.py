"""What was worked out of a workspace's roads and holds as long as they stay: arcs, what they reach, hierarchies, scales, doors.

Each file says by a fingerprint what it was made of, so nothing has to be deleted when roads or settings change. Files are kept
for speed alone: one that is missing, damaged or made of something else is worked out anew, and where a folder or its disk
takes none, all is worked out each time. Where doors are says where people live: `kept_doors` are deleted whenever somebody is
erased or old papers are deleted.
"""

import contextlib
import hashlib
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from inputs.roads.engines import HierarchyTopology
from inputs.roads.network import RoadNetwork
from inputs.roads.profile import ProfileRoads
from inputs.roads.reaching import Walk
from inputs.roads.snapping import Places
from inputs.roads.weights import Scale
from planner import __version__
from planner.domain.arrays import Bools, Floats, Int64s
from planner.domain.errors import InputError
from planner.files import make_folder, write_whole

FOLDER = ".kept"
"""In the folder of the roads; hidden, since backups and sums of the station's files pass it over."""

_FORMAT = 1
"""To be raised whenever the same roads would tie the same door to another point, give a profile other arcs, or shape another
hierarchy. Arcs are worked out anew by each version of the program besides: which roads are open must never be an old answer."""

_UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, RuntimeError)

_COLUMNS = tuple(field.name for field in fields(Places) if field.name not in {"profile", "points"})

_SCALE = tuple(field.name for field in fields(Scale))

_ARCS = tuple(field.name for field in fields(ProfileRoads) if field.name not in {"network", "passed_over", "given_scale"})


def kept_doors(folder: Path) -> list[Path]:
    """Files that say where doors are on the roads of a folder."""
    return sorted((folder / FOLDER).glob("doors-*"))


class KeptRoads:
    """The kept files of one workspace's roads.

    Parameters
    ----------
    folder
        Of the roads.
    variant
        What else names their files, where they are not as they were imported.
    """

    def __init__(self, folder: Path, network: RoadNetwork, *, variant: str = "") -> None:
        self._roads_folder, self._folder = folder, folder / FOLDER
        self._network, self._variant = network, variant
        self._fingerprint = ""
        self._doors: dict[str, Places] = {}
        self._unscaled: dict[str, str] = {}
        """Profile to what its scale will be made of."""

    def unlocked(self, network: RoadNetwork) -> "KeptRoads":
        """The kept files of the same roads with every gate open."""
        return KeptRoads(self._roads_folder, network, variant="-unlocked")

    def arcs(self, profile: str, speeds: Mapping[str, float], make: Callable[[], ProfileRoads]) -> ProfileRoads:
        """The arcs of a profile as they were kept, or made and kept."""
        made_of = _digest(str((_FORMAT, __version__, profile, sorted(speeds.items()))).encode(), self._of_network().encode())
        name = self._name("arcs", profile)
        found = self._read(name, made_of)
        if found is not None and set(found) == {*_ARCS, "passed", "passed_sizes"}:
            passed = np.split(found.pop("passed"), np.cumsum(found.pop("passed_sizes"))[:-1])
            passed_over = frozenset(tuple(way.tolist()) for way in passed if len(way))
            return ProfileRoads(network=self._network, passed_over=passed_over, **found)
        made = make()
        ways = sorted(made.passed_over)
        nodes = np.array([one for way in ways for one in way], dtype=np.int64)
        sizes = np.array([len(way) for way in ways], dtype=np.int64)
        columns = {column: getattr(made, column) for column in _ARCS}
        self._write(name, made_of, {**columns, "passed": nodes, "passed_sizes": sizes})
        return made

    def walked(self, profile: str, walk: Walk, tail: Int64s, head: Int64s, start: Int64s, num_nodes: int) -> Bools:
        """As `walk`: the nodes that some of the start nodes have a way to, as they were kept, or walked to and kept."""
        made_of = _digest(str((_FORMAT, num_nodes)).encode(), tail, head, start)
        name = self._name("reached", profile)
        found = self._read(name, made_of)
        if found is not None and set(found) == {"nodes"} and found["nodes"].shape == (num_nodes,):
            return np.asarray(found["nodes"], dtype=bool)
        nodes = walk(tail, head, start, num_nodes)
        self._write(name, made_of, {"nodes": nodes})
        return nodes

    def hierarchy(self, profile: str, tail: Int64s, head: Int64s, positions: Floats) -> HierarchyTopology:
        """The hierarchy of a profile's arcs, as it was kept, or built and kept."""
        made_of = _digest(str(_FORMAT).encode(), tail, head, positions)
        name = self._name("hierarchy", profile)
        kept = self._read(name, made_of)
        if kept is not None:
            with contextlib.suppress(*_UNREADABLE), tempfile.TemporaryDirectory() as folder:
                for file, content in kept.items():
                    Path(folder, file).write_bytes(content.tobytes())
                return HierarchyTopology.restored(Path(folder))
        built = HierarchyTopology(tail, head, positions)
        with contextlib.suppress(*_UNREADABLE), tempfile.TemporaryDirectory() as folder:
            built.topology.save(folder)
            files = {path.name: np.frombuffer(path.read_bytes(), dtype=np.uint8) for path in Path(folder).iterdir()}
            self._write(name, made_of, files)
        return built

    def scaled(self, profile: str, roads: ProfileRoads) -> ProfileRoads:
        """A profile with the scale of its weights as it was kept; without one it is chosen when it is first asked for."""
        lengths = roads.network.lengths[roads.segments]
        of_shape = str((_FORMAT, roads.num_nodes)).encode()
        made_of = _digest(of_shape, roads.tail, roads.head, roads.arc_segment, lengths, roads.speeds)
        kept = self._read(self._name("scale", profile), made_of)
        if kept is None or set(kept) != set(_SCALE):
            self._unscaled[profile] = made_of
            return roads
        return replace(roads, given_scale=Scale(**{name: kept[name].item() for name in _SCALE}))

    def keep_scale(self, profile: str, roads: ProfileRoads) -> None:
        """Keep the scale of a profile, where it was chosen just now."""
        made_of = self._unscaled.pop(profile, None)
        if made_of is not None:
            arrays = {name: np.array(getattr(roads.scale, name)) for name in _SCALE}
            self._write(self._name("scale", profile), made_of, arrays)

    def places(self, profile: str, terms: object, points: Floats, snap: Callable[[Floats], Places]) -> Places:
        """Places of points, those kept and those that have to be snapped now, which are kept for the next time.

        Parameters
        ----------
        terms
            All that a place depends on besides the network and its point.
        """
        if not np.isfinite(points).all():
            return snap(points)  # which refuses them
        made_of = _digest(str((_FORMAT, terms)).encode(), self._of_network().encode())
        name = self._name("doors", profile)
        known = self._doors.get(name)
        rows = None if known is None else _rows(known.points, points)
        if known is None or rows is None or (rows < 0).any():
            # The file, not what this process remembers: somebody may have been erased since.
            known = _places(profile, self._read(name, made_of))
            rows = _rows(known.points, points)
            if (rows < 0).any():
                known = _joined(known, snap(np.unique(points[rows < 0], axis=0)))
                self._write(name, made_of, {column: getattr(known, column) for column in ("points", *_COLUMNS)})
                rows = _rows(known.points, points)
            self._doors[name] = known
        return Places(profile=profile, points=points, **{column: getattr(known, column)[rows] for column in _COLUMNS})

    def _name(self, what: str, profile: str) -> str:
        return f"{what}-{re.sub(r'[^a-z0-9]', '_', profile)}{self._variant}.npz"

    def _of_network(self) -> str:
        if not self._fingerprint:
            network = self._network
            arrays = [getattr(network, field.name) for field in fields(network)]
            lines = [line.points for line in (*network.waters, *network.obstacles)]
            kinds = [line.road_class for line in (*network.waters, *network.obstacles)]
            numbers = [one for one in (*arrays, *lines) if isinstance(one, np.ndarray)]
            self._fingerprint = _digest(str((kinds, network.long_turns)).encode(), *numbers)
        return self._fingerprint

    def _read(self, name: str, made_of: str) -> dict[str, Any] | None:
        try:
            with np.load(io.BytesIO((self._folder / name).read_bytes()), allow_pickle=False) as stored:
                found = {key: stored[key] for key in stored.files}
            return found if str(found.pop("made_of")) == made_of else None
        except _UNREADABLE:
            return None

    def _write(self, name: str, made_of: str, arrays: dict[str, Any]) -> None:
        content = io.BytesIO()
        np.savez(content, made_of=np.array(made_of), **arrays)
        with contextlib.suppress(InputError):  # an account that may only look, or a full disk: worked out again next time
            make_folder(self._folder)
            write_whole(self._folder / name, content.getvalue())


def _digest(first: bytes, *rest: Any) -> str:
    found = hashlib.sha256(first)
    for one in rest:
        found.update(one if isinstance(one, bytes) else str((one.dtype, one.shape)).encode() + one.tobytes())
    return found.hexdigest()


def _keys(points: Floats) -> Any:
    """One number a point, ordered by longitude, then latitude."""
    return np.ascontiguousarray(points, dtype=np.float64).view(np.complex128).ravel()


def _rows(known: Floats, points: Floats) -> Int64s:
    """Row of each point among known ones in order, -1 where it is none of them."""
    if not len(known):
        return np.full(len(points), -1, dtype=np.int64)
    keys, wanted = _keys(known), _keys(points)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.asarray(np.where(keys[at] == wanted, at, -1), dtype=np.int64)


def _joined(known: Places, new: Places) -> Places:
    columns = {name: np.concatenate([getattr(known, name), getattr(new, name)]) for name in ("points", *_COLUMNS)}
    order = np.argsort(_keys(columns["points"]), kind="stable")
    return Places(profile=known.profile, **{name: column[order] for name, column in columns.items()})


def _places(profile: str, arrays: dict[str, Any] | None) -> Places:
    if arrays is not None and set(arrays) == {"points", *_COLUMNS} and len({len(one) for one in arrays.values()}) == 1:
        return Places(profile=profile, **arrays)
    nobody, nowhere = np.zeros(0, dtype=np.int64), np.zeros((0, 2))
    return Places(
        profile=profile,
        points=nowhere,
        snapped=nowhere,
        access_distance=np.zeros(0),
        is_near=np.zeros(0, dtype=bool),
        segment=nobody,
        position=nobody,
        fraction=np.zeros(0),
    )
