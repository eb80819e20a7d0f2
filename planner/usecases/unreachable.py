"""Which doors a team has no way to, and why: told when roads or homes come in, and when a day is planned."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from inputs.roads.facade import Roads
from planner.domain.candidate import Candidate, DueList
from planner.domain.errors import Fault, InputError
from planner.domain.out_of_reach import NoWay, OutOfReach, by_village
from planner.domain.place import Point, Points, points_of
from planner.domain.plan import Reason
from planner.domain.problem import Problem
from planner.domain.records import Facility, Household, Team
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.visit import VisitKind
from planner.usecases.village_names import village_names
from planner.usecases.workspace import Workspace

USUAL_PROFILE = "motorcycle"
"""How a team moves that says nothing; asked for where no team is known yet."""

MAX_IDS = 20
"""Doors named in one sentence; the report holds all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom teams have no way to.

    Attributes
    ----------
    by_profile
        Profile to the ids of the doors that its teams have no way to, in their order; only where there are some.
    nobody
        The doors that no profile has a way to.
    names
        Code of a village to its name, where one is known.
    """

    by_profile: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nobody: tuple[OutOfReach, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the doors that nobody has a way to."""
        return frozenset(door.id for door in self.nobody)

    def notes(self) -> tuple[Fault, ...]:
        """One note of the doors that nobody has a way to, and one a profile of those that another one has."""
        own = {profile: [id_ for id_ in ids if id_ not in self.ids] for profile, ids in self.by_profile.items()}
        parts = [
            Fault(code="E4010", values={"mode": profile, "count": len(ids), "ids": _some(ids)})
            for profile, ids in own.items()
            if ids
        ]
        return (*([self._nobody()] if self.nobody else []), *parts)

    def _nobody(self) -> Fault:
        doors = self.nobody
        told = ", ".join(
            f"{self.names.get(village, village) or '–'} {reasons.total()}" for village, reasons in by_village(doors).items()
        )
        counts = {reason.value: sum(door.reason is reason for door in doors) for reason in NoWay}
        values = {"count": len(doors), "villages": told, **counts, "ids": _some([door.id for door in doors])}
        return Fault(code="E4011", values=values)

    def as_data(self) -> dict[str, object]:
        """By profile, and with village and reason."""
        doors = [{"id": door.id, "village": door.village, "reason": door.reason.value} for door in self.nobody]
        return {"unreachable": {profile: list(ids) for profile, ids in self.by_profile.items()}, "out_of_reach": doors}


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:MAX_IDS]) + (" …" if len(ids) > MAX_IDS else "")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Doors:
    """Doors to be asked about, one after the other.

    Attributes
    ----------
    points
        Degrees, shape (n, 2).
    """

    ids: Sequence[str]
    villages: Sequence[str]
    points: Points

    @classmethod
    def of_homes(cls, homes: Sequence[Household]) -> "Doors":
        """Doors of households."""
        places = [home.address for home in homes]
        return cls(ids=[home.id for home in homes], villages=[place.village for place in places], points=points_of(places))


def reach_of(roads: Roads, profiles: Collection[str], doors: Doors, *, station: Point) -> Reach:
    """Find the doors that have no way from the station and back.

    Raises
    ------
    InputError
        E2018 for a profile that may use no road.
    """
    if not len(doors.points):
        return Reach()
    start = points_of([station])
    reasons = {profile: roads.why_not_reached(profile, doors.points, start) for profile in sorted(profiles)}
    nobody = []
    for row in [row for row, reason in enumerate(next(iter(reasons.values()), ())) if reason]:  # of tens of thousands, few
        told = [found[row] for found in reasons.values()]
        known = [reason for reason in told if reason is not None]
        if len(known) == len(told):
            (longitude, latitude), nearest = doors.points[row].tolist(), min(known, key=list(NoWay).index)
            door = OutOfReach(
                id=doors.ids[row], village=doors.villages[row], reason=nearest, longitude=longitude, latitude=latitude
            )
            nobody.append(door)
    left = {
        profile: tuple(id_ for id_, reason in zip(doors.ids, found, strict=True) if reason)
        for profile, found in reasons.items()
    }
    return Reach(by_profile={profile: ids for profile, ids in left.items() if ids}, nobody=tuple(nobody))


def within_reach(due: DueList, shifts: tuple[Shift, ...], roads: Roads, station: Point) -> tuple[DueList, Reach]:
    """What is due without the routine doors that nobody on duty has a way to; and all due doors that somebody has none to.

    Such doors stay due for ever: offered every day, they would fill the pool. Complaints and promised visits stay in it, so
    that the plan names their reason.
    """
    ids = [one.visit.subject or one.visit.id for one in due.candidates]
    asked = _once(due)
    doors = Doors(
        ids=[one.visit.subject or one.visit.id for one in asked],
        villages=[one.visit.village for one in asked],
        points=points_of(asked),
    )
    reach = reach_of(roads, {shift.profile for shift in shifts}, doors, station=station)
    by_nobody = reach.ids
    kept = tuple(
        one
        for one, id_ in zip(due.candidates, ids, strict=True)
        if id_ not in by_nobody or one.visit.is_required or one.visit.kind is VisitKind.COMPLAINT
    )
    num_left = len(due.candidates) - len(kept)
    excluded = dict(due.excluded) | ({Reason.UNREACHABLE.value: num_left} if num_left else {})
    return DueList(candidates=kept, excluded=excluded), reach


def _once(due: DueList) -> list[Candidate]:
    """What is due without the complaints of homes that are due themselves: no door is counted twice."""
    homes = {(one.longitude, one.latitude) for one in due.candidates if one.visit.kind is not VisitKind.COMPLAINT}
    return [
        one for one in due.candidates if one.visit.kind is not VisitKind.COMPLAINT or (one.longitude, one.latitude) not in homes
    ]


def homes_out_of_reach(workspace: Workspace, roads: Roads | None = None) -> Reach:
    """The homes of the ledger that its teams have no way to; nobody where homes or roads are not known yet."""
    with workspace.ledger() as ledger:
        homes, teams = ledger.households(), ledger.teams()
    return reach_of_homes(workspace, homes, teams, roads)


def reach_of_homes(
    workspace: Workspace, homes: Sequence[Household], teams: Sequence[Team], roads: Roads | None = None
) -> Reach:
    """As `homes_out_of_reach`, of households and teams that were read already."""
    doors = Doors.of_homes([home for home in homes if not home.is_do_not_visit])
    return _asked(workspace, doors, doors.points, teams, roads)


def reach_of_facilities(
    workspace: Workspace, facilities: Sequence[Facility], homes: Sequence[Household], teams: Sequence[Team]
) -> Reach:
    """As `homes_out_of_reach`, of facilities; the homes say where the station is, where the settings do not."""
    places = [one.address for one in facilities]
    doors = Doors(ids=[one.id for one in facilities], villages=[place.village for place in places], points=points_of(places))
    return _asked(workspace, doors, points_of([home.address for home in homes]), teams)


def _asked(workspace: Workspace, doors: Doors, around: Points, teams: Sequence[Team], roads: Roads | None = None) -> Reach:
    settings = workspace.settings
    if not len(doors.points) or not len(around):
        return Reach()
    if roads is None:
        try:
            roads = Roads.load(workspace.roads_folder, settings.roads)
        except InputError:  # none yet, or of an older version: said when they are used
            return Reach()
    profiles = {team.profile for team in teams} or {USUAL_PROFILE}
    try:
        reach = reach_of(roads, profiles, doors, station=station_of(settings, around))
    except InputError:  # a profile that no road is open to: said when a day is planned
        return Reach()
    return with_names(workspace, reach)


def with_names(workspace: Workspace, reach: Reach) -> Reach:
    """The same with the names of villages, so that no note calls them by their codes."""
    return replace(reach, names=village_names(workspace)) if reach.nobody else reach


def why_no_way(workspace: Workspace, problem: Problem, places: Points, visit_id: str) -> NoWay | None:
    """Why nobody on duty has a way to a visit of a problem; `None`: somebody has one, or the roads are not known."""
    place = next(visit.place for visit in problem.visits if visit.id == visit_id)
    doors = Doors(ids=[visit_id], villages=[""], points=places[[place]])
    try:
        roads = Roads.load(workspace.roads_folder, workspace.settings.roads)
        found = reach_of(roads, {shift.profile for shift in problem.shifts}, doors, station=Point.of_row(places[0]))
    except InputError:  # imported anew by another version meanwhile: the rest is still known
        return None
    return found.nobody[0].reason if found.nobody else None


def station_notes(settings: Settings) -> tuple[Fault, ...]:
    """That the station's place is a guess, where nobody has said it."""
    return () if settings.station.point is not None else (Fault(code="E4012"),)


def station_of(settings: Settings, doors: Points) -> Point:
    """Where routes begin and end: as the settings say, else the middle of the doors."""
    return settings.station.point or Point.of_row(np.median(doors, axis=0))
