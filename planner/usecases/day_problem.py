"""The problem of a day: its pool, shifts and roads put together, with the travel between its places."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from inputs.roads.facade import Roads
from planner.domain.arrays import Bools
from planner.domain.candidate import DueList, Pool
from planner.domain.errors import Fault, InputError, refuse
from planner.domain.place import Point, Points, points_of
from planner.domain.problem import Policy, Problem
from planner.domain.settings import Settings
from planner.domain.shift import USUAL_PROFILE, Shift
from planner.domain.travel import Travel
from planner.rules.roster import from_posts
from planner.usecases.unreachable import station_of

_MAX_IDS = 5
"""Ids named in a fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bases:
    """Where routes begin: the station, where all end, and the posts of teams that start elsewhere that day."""

    station: Point
    posts: Mapping[str, Point] = field(default_factory=dict)


def build_problem(
    pool: Pool,
    shifts: tuple[Shift, ...],
    roads: Roads,
    *,
    bases: Bases,
    date: dt.date,
    settings: Settings,
) -> tuple[Problem, Points, tuple[Fault, ...]]:
    """Put pool, shifts and roads together; place 0 is the station, posts come last.

    Returns
    -------
    tuple
        The problem; its places; notes about places far from roads.

    """
    points = points_of([bases.station, *pool.chosen, *bases.posts.values()])
    shifts = from_posts(shifts, {team: place for place, team in enumerate(bases.posts, 1 + len(pool.chosen))})
    profiles = sorted({shift.profile for shift in shifts}) or [USUAL_PROFILE]  # a day without teams has its station
    travel: dict[str, Travel] = {}
    is_near = np.zeros(len(points), dtype=bool)
    for profile in profiles:
        travel[profile], is_near_here = profile_travel(roads, profile, points)
        is_near |= is_near_here
        _refuse_far_posts(shifts, profile, is_near_here)
    visits = pool.visits()
    twice = [id_ for id_, count in Counter(visit.id for visit in visits).items() if count > 1]
    refuse([Fault(code="E4017", values={"count": len(twice), "ids": ", ".join(twice[:_MAX_IDS])})] if twice else [])
    notes = tuple(
        Fault(code="E4005", values={"id": visit.subject or visit.id, "metres": settings.roads.max_access_distance})
        for visit in visits
        if not is_near[visit.place]
    )
    policy = Policy(
        balance=settings.plan.balance,
        overload_weight=settings.plan.overload_weight,
        foreign_village_penalty=settings.plan.foreign_village_penalty,
    )
    problem = Problem(visits=visits, shifts=shifts, travel=travel, policy=policy, date=date, time_zone=settings.day.time_zone)
    return problem, points, notes


def _refuse_far_posts(shifts: tuple[Shift, ...], profile: str, is_near: Bools) -> None:
    """Refuse, with E4075, teams that would start far from every road."""
    far = {shift.team: shift.start for shift in shifts if shift.profile == profile and not is_near[shift.start or 0]}
    refuse([Fault(code="E4075", values={"team": team, "mode": profile}) for team in far])


def profile_travel(roads: Roads, profile: str, points: Points) -> tuple[Travel, Bools]:
    """Travel of one profile between points, the first the station; which are near a road.

    Raises
    ------
    InputError
        E4004 if the station is far from every road of the profile.
    """
    places = roads.place(profile, points)
    if not places.is_near[0]:
        metres = round(float(places.access_distance[0]))
        raise InputError.of("E4004", mode=profile, metres=metres)
    return roads.travel(profile, places), places.is_near


def station_position(settings: Settings, due: DueList) -> Point:
    """Where routes begin and end.

    Without a position in the settings it is the middle of the due doors: good enough to try the
    program, and said on the plan's report.
    """
    return station_of(settings, points_of(due.candidates))
