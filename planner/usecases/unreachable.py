"""Which doors a team has no way to: told when roads or homes come in, and when a day is planned."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from inputs.roads.facade import Roads
from planner.domain.candidate import DueList
from planner.domain.errors import Fault, InputError
from planner.domain.place import Point, Points, points_of
from planner.domain.plan import Reason
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.visit import VisitKind
from planner.usecases.workspace import Workspace

USUAL_PROFILE = "motorcycle"
"""How a team moves that says nothing; asked for where no team is known yet."""

MAX_IDS = 20
"""Doors named in one sentence; the report holds all."""


def unreachable_doors(
    roads: Roads, profiles: Collection[str], ids: Sequence[str], points: Points, *, station: Point
) -> dict[str, tuple[str, ...]]:
    """Profile to the ids of the doors that have no way from the station and back, in their order; only where there are some.

    Parameters
    ----------
    points
        Of the doors, shape (n, 2), in the order of `ids`.
    """
    found: dict[str, tuple[str, ...]] = {}
    if not len(points):
        return found
    for profile in sorted(profiles):
        start = roads.place(profile, points_of([station]))
        if not start.is_near[0]:
            continue  # a fault of the station, which a plan names
        is_reached = roads.is_reached(profile, roads.place(profile, points), start)
        left = tuple(ids[row] for row in np.flatnonzero(~is_reached).tolist())
        if left:
            found[profile] = left
    return found


def unreachable_notes(doors: Mapping[str, Sequence[str]]) -> tuple[Fault, ...]:
    """One note a profile: how many, and which."""
    return tuple(
        Fault(
            code="E4010",
            values={
                "mode": profile,
                "count": len(ids),
                "ids": ", ".join(ids[:MAX_IDS]) + (" …" if len(ids) > MAX_IDS else ""),
            },
        )
        for profile, ids in doors.items()
    )


def within_reach(
    due: DueList, shifts: tuple[Shift, ...], roads: Roads, station: Point
) -> tuple[DueList, dict[str, tuple[str, ...]]]:
    """What is due without the routine doors that nobody on duty has a way to; and profile to all due doors that it has none to.

    Such doors stay due for ever: offered every day, they would fill the pool. Complaints and promised visits stay in it, so
    that the plan names their reason.
    """
    ids = [one.visit.subject or one.visit.id for one in due.candidates]
    profiles = {shift.profile for shift in shifts}
    lost = unreachable_doors(roads, profiles, ids, points_of(due.candidates), station=station)
    by_nobody = set.intersection(*(set(lost.get(profile, ())) for profile in profiles))
    kept = tuple(
        one
        for one, id_ in zip(due.candidates, ids, strict=True)
        if id_ not in by_nobody or one.visit.is_required or one.visit.kind is VisitKind.COMPLAINT
    )
    num_left = len(due.candidates) - len(kept)
    excluded = dict(due.excluded) | ({Reason.UNREACHABLE.value: num_left} if num_left else {})
    return DueList(candidates=kept, excluded=excluded), lost


def unreachable_homes(workspace: Workspace, roads: Roads | None = None) -> dict[str, tuple[str, ...]]:
    """The homes of the ledger that its teams have no way to; empty where homes or roads are not known yet."""
    settings = workspace.settings
    with workspace.ledger() as ledger:
        homes = [home for home in ledger.households() if not home.is_do_not_visit]
        profiles = {team.profile for team in ledger.teams()} or {USUAL_PROFILE}
    if not homes:
        return {}
    if roads is None:
        try:
            roads = Roads.load(workspace.roads_folder, settings.roads)
        except InputError:  # none yet, or of an older version: said when they are used
            return {}
    points = points_of([home.address for home in homes])
    try:
        return unreachable_doors(roads, profiles, [home.id for home in homes], points, station=station_of(settings, points))
    except InputError:  # a profile that no road is open to: said when a day is planned
        return {}


def station_of(settings: Settings, doors: Points) -> Point:
    """Where routes begin and end: as the settings say, else the middle of the doors."""
    return settings.station.point or Point.of_row(np.median(doors, axis=0))
