"""Travel of a scenario: each shift moves on the roads as they are during its duty.

Matrices are made for a day, closures and slowdowns have hours. A shift that shares a moment with the hours of a closure or a
slowdown is given roads on which it lasts all day; a shift that shares none is given the usual ones. So a plan never uses a road
that is closed at that time, and never promises a travel time that the slow hour would break.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from inputs.roads.altered import AlteredRoads
from inputs.roads.facade import Roads
from planner.domain.arrays import Bools, Int64s
from planner.domain.place import Point, Points, points_of
from planner.domain.scenario import DENSEST, Closure, Scenario, Slowdown, Stretch, TeamChange
from planner.domain.shift import Shift
from planner.domain.travel import UNREACHABLE, Travel
from planner.domain.visit import Visit, Window
from planner.rules.roster import from_posts
from planner.usecases.day_problem import profile_travel
from planner.usecases.whatif.altering import within
from planner.usecases.whatif.baseline import Baseline

_Regime = tuple[tuple[int, ...], tuple[int, ...]]
"""Positions of the closures and slowdowns that a shift meets."""


_USUAL: _Regime = ((), ())
_MIN_DOORS = 6
"""Doors from which an RT is dense enough to be worth walking: fewer are done in an hour."""


class ScenarioTravel:
    """Places and travel of a scenario's day.

    Parameters
    ----------
    doors
        Station and visits, the station first.
    """

    def __init__(self, baseline: Baseline, scenario: Scenario, doors: Points) -> None:
        self._baseline, self._scenario = baseline, scenario
        self.points = doors
        self._regimes: dict[tuple[str, _Regime], str] = {}

    @property
    def has_other_roads(self) -> bool:
        """Whether some shift meets a closure or a slowdown."""
        return any(regime != _USUAL for _, regime in self._regimes)

    def post(self, shifts: Sequence[Shift], posts: Mapping[str, Point]) -> tuple[Shift, ...]:
        """Shifts of teams that start elsewhere than at the station that day."""
        first = len(self.points)
        self.points = np.vstack([self.points, points_of(posts.values())])
        return from_posts(shifts, {team: place for place, team in enumerate(posts, first)})

    def stand(self, shifts: Sequence[Shift], spots: Mapping[str, Points]) -> tuple[Shift, ...]:
        """Shifts that go on from where they stand, by their ids."""
        place_of = {id_: place for place, id_ in enumerate(spots, len(self.points))}
        self.points = np.vstack([self.points, *spots.values()])
        return tuple(replace(shift, start=place_of.get(shift.id, shift.start)) for shift in shifts)

    def park(self, shifts: tuple[Shift, ...], visits: Sequence[Visit]) -> tuple[Shift, ...]:
        """Shifts of teams that ride to an RT and make their round from there; the ride is taken off their duty."""
        found = list(shifts)
        for change in self._scenario.changes:
            if change.parks_at:
                place = self._add_place(change, visits)
                found = [self._parked(shift, place) if change.covers(shift.team) else shift for shift in found]
        return tuple(found)

    def bound(self, shifts: Sequence[Shift]) -> tuple[Shift, ...]:
        """Shifts with the name of the roads as they are during their duty."""
        return tuple(replace(shift, roads=self._name(shift.profile, self._regime(shift.window))) for shift in shifts)

    def travel(self) -> dict[str, Travel]:
        """Matrices of every way of moving on all roads that `bound` named; doors in a closed area have no way."""
        return {name or of[0]: self._travel(*of, self.points) for of, name in self._regimes.items()}

    def cut_off(self, homes: Points) -> Bools:
        """Which doors near a road no shift of `bound` has a way to and back from."""
        left = np.ones(len(homes), dtype=bool)
        is_known = np.zeros(len(homes), dtype=bool)
        for profile, (closures, _) in self._regimes:
            if left.any():
                rows = np.flatnonzero(left)
                doors, station = (self._baseline.roads.place(profile, points) for points in (homes[rows], self.points[:1]))
                is_known[rows] |= doors.is_near
                closed = [self._scenario.closures[n] for n in closures]
                is_shut = self._baseline.road_map.is_door_shut(closed, homes[rows])
                left[rows] = ~self._roads(closed, ()).is_reached(profile, doors, station) | is_shut
        return left & is_known

    def _name(self, profile: str, regime: _Regime) -> str:
        """Name of the roads of a regime; empty for the usual ones."""
        number = sum(known == profile and met != _USUAL for known, met in self._regimes) + 1
        return self._regimes.setdefault((profile, regime), "" if regime == _USUAL else f"{profile}#{number}")

    def _regime(self, window: Window) -> _Regime:
        def met(stretches: Sequence[Stretch]) -> tuple[int, ...]:
            return tuple(n for n, stretch in enumerate(stretches) if _touches(stretch.hours, window))

        return met(self._scenario.closures), met(self._scenario.slowdowns)

    def _travel(self, profile: str, regime: _Regime, points: Points) -> Travel:
        closures = [self._scenario.closures[n] for n in regime[0]]
        slowdowns = [self._scenario.slowdowns[n] for n in regime[1]]
        travel, _ = profile_travel(self._roads(closures, slowdowns), profile, points)
        is_shut = self._baseline.road_map.is_door_shut(closures, points)
        return travel if not is_shut.any() else _without(travel, np.flatnonzero(is_shut))

    def _roads(self, closures: Sequence[Closure], slowdowns: Sequence[Slowdown]) -> Roads:
        if not closures and not slowdowns:
            return self._baseline.roads
        road_map = self._baseline.road_map
        return AlteredRoads(
            self._baseline.roads, closed=road_map.closed_segments(closures), factors=road_map.factors(slowdowns)
        )

    def _add_place(self, change: TeamChange, visits: Sequence[Visit]) -> int:
        group = _densest(visits, self.points) if change.parks_at == DENSEST else change.parks_at
        places = [visit.place for visit in visits if visit.group == group]
        if places:
            middle = np.median(self.points[places], axis=0)
        else:  # nothing of it is offered today: the middle of all its doors
            homes = [home.address for home in self._baseline.records.households if home.address.group == group]
            middle = np.median(points_of(homes), axis=0)
        self.points = np.vstack([self.points, middle])
        return len(self.points) - 1

    def _ride(self, profile: str, regime: _Regime, place: int) -> tuple[int, int]:
        """Seconds from the station to a place and back."""
        durations = self._travel(profile, regime, self.points[[0, place]]).durations
        return int(durations[0, 1]), int(durations[1, 0])

    def _parked(self, shift: Shift, place: int) -> Shift:
        """There and back by the team's usual way of moving."""
        usual = {known.id: known.profile for known in self._baseline.kept.problem.shifts}.get(shift.id, shift.profile)
        there, back = self._ride(usual, self._regime(shift.window), place)
        if max(there, back) >= UNREACHABLE:  # nobody gets there: the search will find that nothing can be made
            return replace(shift, start=place, end=place)
        window = Window(start=shift.window.start + there, end=shift.window.end - back)
        return replace(within(shift, window), start=place, end=place)


def _touches(hours: Window | None, window: Window) -> bool:
    return hours is None or (hours.start < window.end and hours.end > window.start)


def _without(travel: Travel, places: Int64s) -> Travel:
    durations = travel.durations.copy()
    durations[places, :] = UNREACHABLE
    durations[:, places] = UNREACHABLE
    np.fill_diagonal(durations, 0)
    return Travel(durations=durations, distances=travel.distances)


def _densest(visits: Sequence[Visit], points: Points) -> str:
    """Id of the RT whose offered doors lie closest together: least median distance to their middle."""
    groups: dict[str, list[int]] = {}
    for visit in visits:
        if visit.group:
            groups.setdefault(visit.group, []).append(visit.place)
    most = max((len(places) for places in groups.values()), default=0)
    dense = {group: places for group, places in groups.items() if len(places) >= min(_MIN_DOORS, most)}

    def spread(group: str) -> tuple[float, str]:
        doors = points[dense[group]]
        return float(np.median(np.hypot(*(doors - np.median(doors, axis=0)).T))), group

    return min(dense, key=spread, default="")
