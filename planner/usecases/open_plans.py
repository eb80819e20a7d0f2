"""Plans and roads that a door keeps open, so that no click reads them anew: bounded, and safe for people who click at once."""

import contextlib
import functools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from inputs.roads.facade import Roads
from inputs.roads.snapping import Places
from planner.domain.expected import ExpectedDay
from planner.domain.path import LegPath, RoadLine
from planner.improving.expectation import expected_day
from planner.usecases.reading import ReadPlan, read_kept_plan, require_sound
from planner.usecases.way_gone import way_gone
from planner.usecases.workspace import Workspace

MOST_PLANS = 8
"""Plans that stay open, those of a week and two versions besides; one of 400 stops is 30 MB with its travel."""
MOST_LEGS = 8000
"""Ways that are kept, about 2 kB each: those of a dozen versions of a day, most of which are the same."""
_Stamp = tuple[Path, int, int]
Leg = Callable[[str, int, int], LegPath]
"""Way of a shift between two places of a plan."""
Lines = Callable[[tuple[float, float, float, float]], list[RoadLine]]


@dataclass(slots=True, kw_only=True, eq=False)
class _Open:
    kept: ReadPlan
    is_sound: bool = False
    expected: tuple[ExpectedDay | None, ...] = ()


@dataclass(slots=True, kw_only=True, eq=False)
class _OpenRoads:
    stamp: tuple[object, ...]
    roads: Roads
    legs: dict[tuple[str, bytes], LegPath | None] = field(default_factory=dict)


class OpenPlans:
    """What was read stays open as long as its file is the same; the plans asked for last, and the roads of the workspace."""

    def __init__(self, *, most_plans: int = MOST_PLANS) -> None:
        self._most = most_plans
        self._plans: dict[_Stamp, _Open] = {}
        self._roads: _OpenRoads | None = None
        self._reading, self._routing = threading.Lock(), threading.Lock()

    def kept(self, path: Path) -> ReadPlan:
        """A plan file with its problem; faults as `planner.usecases.reading.read_kept_plan`."""
        return self._opened(path).kept

    def sound(self, path: Path) -> ReadPlan:
        """The same, judged by the checker once; faults as `planner.usecases.reading.read_sound_plan`."""
        found = self._opened(path)
        if not found.is_sound:
            require_sound(found.kept)
            found.is_sound = True
        return found.kept

    def expected(self, path: Path) -> ExpectedDay | None:
        """What the sheets of a plan bring on average, reckoned once; `None`: every door is planned as if it opened."""
        found = self._opened(path)
        if not found.expected:
            found.expected = (expected_day(found.kept.problem, found.kept.document.plan),)
        return found.expected[0]

    def legs(self, workspace: Workspace, kept: ReadPlan) -> Leg:
        """Ways between places of a plan, found when they are asked for; versions of a day share them.

        Raises
        ------
        InputError
            When asked: E2016, E2017 for the roads; E6107 if they are not those of the plan, E5072 if a
            door is farther from them than is allowed now.
        """
        profile_of = {shift.id: shift.profile for shift in kept.problem.shifts}
        places = np.ascontiguousarray(kept.places)
        snapped: dict[str, Places] = {}  # all at once: one by one each would be looked up, and kept, by itself

        def leg(shift_id: str, origin: int, destination: int) -> LegPath:
            profile, key = profile_of[shift_id], places[[origin, destination]].tobytes()
            with self._routing:  # an engine answers one question at a time
                found = self._open_roads(workspace)
                if (profile, key) not in found.legs:
                    if profile not in snapped:
                        snapped[profile] = found.roads.place(profile, places)
                    if len(found.legs) >= MOST_LEGS:
                        found.legs.clear()
                    found.legs[profile, key] = found.roads.leg(profile, snapped[profile], origin, destination)
                way = found.legs[profile, key]
            if way is None:
                ends = found.roads.place(profile, places[[origin, destination]])
                raise way_gone(shift_id, found.roads, ends, (0, 1))
            return way

        return leg

    def lines(self, workspace: Workspace) -> Lines:
        """Roads and waters within bounds, read when they are asked for; the last answer stays."""

        @functools.lru_cache(maxsize=1)
        def lines(bounds: tuple[float, float, float, float]) -> list[RoadLine]:
            with self._routing:
                return self._open_roads(workspace).roads.lines(bounds)

        return lines

    @contextlib.contextmanager
    def roads(self, workspace: Workspace) -> Iterator[Roads]:
        """The roads of a workspace, for one question at a time.

        Raises
        ------
        InputError
            E2016, E2017 if there are none that can be read.
        """
        with self._routing:
            yield self._open_roads(workspace).roads

    def road_names(self, workspace: Workspace) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names of the streets and of the rivers of the workspace's roads, each once, by the alphabet."""
        with self.roads(workspace) as roads:
            network = roads.network
        streets, rivers = set(network.names), {line.name for line in network.waters}
        return tuple(sorted(streets - {""})), tuple(sorted(rivers - {""}))

    def _open_roads(self, workspace: Workspace) -> _OpenRoads:
        settings = workspace.settings.roads
        stamp = (*_stamps(workspace.roads_folder), settings)
        if self._roads is None or self._roads.stamp != stamp:
            self._roads = _OpenRoads(stamp=stamp, roads=Roads.load(workspace.roads_folder, settings))
        return self._roads

    def _opened(self, path: Path) -> _Open:
        stamp = _stamp(path)
        with self._reading:
            found = self._plans.pop(stamp, None) or _Open(kept=read_kept_plan(path))
            self._plans[stamp] = found
            for old in list(self._plans)[: -self._most]:
                del self._plans[old]
        return found


def _stamp(path: Path) -> _Stamp:
    """What tells that a file is another one; of none that is there, 0."""
    try:
        found = path.stat()
    except (OSError, ValueError):  # reading it says so in words
        return path, 0, 0
    return path, found.st_mtime_ns, found.st_size


def _stamps(folder: Path) -> tuple[_Stamp, ...]:
    return tuple(_stamp(path) for path in sorted(folder.glob("[!.]*"))) if folder.is_dir() else ()
