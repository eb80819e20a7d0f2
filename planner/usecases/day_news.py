"""What was said of teams for a day after its plan was made: told beside the plan, and obeyed when the day is planned anew.

What is behind a team stays: a visit made needs no skill any more, a break taken is not taken again, who has left does not start
elsewhere.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

from inputs.roads.facade import Roads
from planner.domain.errors import Fault, InputError, refuse
from planner.domain.place import Point, points_of
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.domain.shift import HOLD, Shift
from planner.ledger.records import PlanRecord
from planner.rules.roster import (
    doubled_officers,
    doubled_over_midnight,
    from_posts,
    on_another_day,
    posts_of,
    shifts_of_day,
    teams_of_day,
)
from planner.running.standing import Standing, standings
from planner.usecases.left_open import unweighed
from planner.usecases.on_duty import OnDuty
from planner.usecases.reading import Reading, ReadPlan
from planner.usecases.sheets_out import rows_elsewhere
from planner.usecases.workspace import Workspace

_A_DAY = dt.timedelta(days=1)
_NAMED = 8
"""Ids named in a note."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """Teams of which something is said, their shifts as they are to be, where they start; whether nobody is on duty."""

    teams: frozenset[str]
    shifts: Mapping[str, Shift]
    posts: Mapping[str, Point]
    doubled: Sequence[Fault]
    is_free: bool


def notes_of_day(workspace: Workspace, read: ReadPlan) -> list[Fault]:
    """E4070, E4080 and E4082 for officers in two places at once, E4076 for teams that are to serve otherwise than the plan has
    it, E4077 for complaints that it was never offered (E4115 and E4116 where nobody is on duty any more), E4096 and E4085 for
    those that no team serves in their hours, or has the skill for, E4091 for rows that other days have too.
    """
    said, date = _said(workspace, read), read.document.date
    notes = [*said.doubled, *over_midnight(workspace, date)]
    notes += note_of_teams(_to_tell(said, read), date, is_free=said.is_free)
    made = {stop.visit_id for route in read.document.plan.routes for stop in route.stops}
    made |= {visit.subject for visit in read.problem.visits if visit.id in made}
    offered = {id_ for visit in read.problem.visits for id_ in (visit.id, visit.subject)}
    later = unweighed(workspace, date, offered=offered, made=made)
    notes += note_of_left_out(later.ids, date, is_free=said.is_free)
    notes += later.notes(date, read.document.plan_version)
    routes = read.document.plan.routes
    printed = [id_ for route in routes for id_ in (*(stop.visit_id for stop in route.stops), *route.reserves)]
    return [*notes, *rows_elsewhere(workspace, date, printed)]


def over_midnight(workspace: Workspace, date: dt.date) -> list[Fault]:
    """E4082 for officers of a day who are on duty at the same time with a team of the day before or after, past midnight."""
    found = []
    with workspace.ledger() as ledger:
        usual, around = ledger.teams(), ledger.team_days(date - _A_DAY, date + _A_DAY)
    there = {}
    for days in (-1, 0, 1):
        teams = teams_of_day(usual, (one for one in around if one.date == date + days * _A_DAY))
        shifts = shifts_of_day(teams, date=date + days * _A_DAY, settings=workspace.settings)
        there[days] = (teams, on_another_day(shifts, days))
    for days in (-1, 1):
        others, later = there[days]
        for team in there[0][0]:
            met = doubled_over_midnight(team, there[0][1], others, later)
            told = {"first": team.id, "date": (date + days * _A_DAY).isoformat()}
            found += [Fault(code="E4082", values=told | {"second": other}) for other in met]
    return found


def note_of_teams(teams: Sequence[str], date: dt.date, *, is_free: bool) -> list[Fault]:
    """E4076 that names teams which are to serve otherwise than a plan has it, E4115 where that leaves nobody; none: no note."""
    if not teams:
        return []
    told = {"teams": ", ".join(teams)}
    return [Fault(code="E4115", values=told | {"date": date.isoformat()}) if is_free else Fault(code="E4076", values=told)]


def note_of_left_out(ids: Sequence[str], date: dt.date, *, is_free: bool) -> list[Fault]:
    """E4077 that names complaints which a plan was never offered, E4116 where nobody is on duty that day; none: no note."""
    named = ", ".join(ids[:_NAMED]) + ("…" if len(ids) > _NAMED else "")
    values = {"count": len(ids), "date": date.isoformat(), "ids": named}
    return [Fault(code="E4116" if is_free else "E4077", values=values)] if ids else []


def is_free_of_duty(workspace: Workspace, date: dt.date) -> bool:
    """Whether nobody is on duty on a day, as things are said now."""
    with workspace.ledger() as ledger:
        return not OnDuty.read(workspace, ledger, date).on


def differing_teams(workspace: Workspace, read: ReadPlan, teams: Sequence[str]) -> tuple[str, ...]:
    """Those of some teams that are to serve otherwise than a plan has it, whether something is said of them or not any more."""
    return tuple(one for one in _to_tell(_said(workspace, read, also=teams), read) if one in teams)


def teams_said_since(workspace: Workspace, plan: PlanRecord, since: dt.datetime, *, reading: Reading) -> tuple[str, ...]:
    """Teams of which something was said since a moment, and that are to serve otherwise than a plan has it.

    The plan is read only if something was said. Of a broken file printing speaks.
    """
    about = f"day {plan.date.isoformat()} "
    with workspace.ledger() as ledger:
        told = [one.subject for action in ("set", "clear") for one in ledger.audit_trail(since=since, action=action)]
    teams = sorted({subject.removeprefix(about) for subject in told if subject.startswith(about)})
    try:
        return differing_teams(workspace, reading(workspace.folder / plan.path), teams) if teams else ()
    except InputError:
        return ()


def teams_set_since(workspace: Workspace, read: ReadPlan) -> tuple[str, ...]:
    """Teams that are to serve otherwise than a plan has it, so far as that can be told."""
    return _differing(_said(workspace, read), read)


def with_day_settings(workspace: Workspace, read: ReadPlan, news: News) -> tuple[ReadPlan, News]:
    """The plan's day with shifts as they are to be from now on, and the news with the teams that are off.

    Raises
    ------
    InputError
        E4070 for an officer in two teams at once, E2xxx for roads.
    """
    said = _said(workspace, read)
    if not said.teams:
        return read, news
    refuse(said.doubled)
    stands = standings(read.problem, read.document.plan, news)
    off = {shift.id for shift in read.problem.shifts if shift.team in said.teams and shift.id not in said.shifts}
    changed = {
        shift.id: _from_now_on(shift, said.shifts[shift.id], stands[shift.id], stays=_is_at_post(shift, said, read))
        for shift in read.problem.shifts
        if shift.id in said.shifts
    }
    come = [
        dataclasses.replace(shift, end=_station(read.problem))
        for id_, shift in said.shifts.items()
        if id_ not in changed and shift.profile in read.problem.travel
    ]
    problem = dataclasses.replace(
        read.problem, shifts=(*(changed.get(shift.id, shift) for shift in read.problem.shifts), *come)
    )
    done = {stop.visit_id for stand in stands.values() for stop in stand.stops if stand.shift.id in changed}
    visits = tuple(
        dataclasses.replace(visit, skills=frozenset(), min_team_size=1) if visit.id in done else visit
        for visit in problem.visits
    )
    read = dataclasses.replace(read, problem=dataclasses.replace(problem, visits=visits))
    there = {shift.id for shift in read.problem.shifts if shift.id in changed and _is_at_post(shift, said, read)}
    idle = {id_ for id_ in said.shifts if id_ not in there and (id_ not in stands or not stands[id_].stops)}
    return _posted(workspace, read, said, idle), dataclasses.replace(news, away=news.away | off)


def _said(workspace: Workspace, read: ReadPlan, *, also: Sequence[str] = ()) -> _Said:
    date = read.document.date
    with workspace.ledger() as ledger:
        usual, days = ledger.teams(), ledger.team_days(date, date)
    teams = teams_of_day(usual, days)
    shifts = shifts_of_day(teams, date=date, settings=workspace.settings, station_place=_station(read.problem))
    named = frozenset([*(day.team for day in days), *also])
    return _Said(
        teams=named,
        shifts={shift.id: shift for shift in shifts if shift.team in named},
        posts=posts_of(teams),
        doubled=doubled_officers(teams, shifts) if named else (),
        is_free=not shifts,
    )


def _station(problem: Problem) -> int | None:
    return next((shift.end for shift in problem.shifts if shift.end is not None), None)


def _from_now_on(shift: Shift, asked: Shift, stand: Standing, *, stays: bool) -> Shift:
    """A shift of the plan as it is to be, as far as that is still to come; one that `stays` starts where it did."""
    taken = {pause.break_id for pause in stand.pauses}
    kept = tuple(rest for rest in shift.breaks if stand.stops and (rest.id in taken or rest.label == HOLD))
    owed = {rest.id for rest in shift.breaks} - taken  # late as it may be; one that is asked for now may lie behind us
    later = tuple(
        rest for rest in asked.breaks
        if rest.id not in taken and (not stand.stops or rest.id in owed or rest.windows[-1].end >= stand.free_time)
    )  # fmt: skip
    start = shift.window.start if stand.stops else asked.window.start
    window = dataclasses.replace(asked.window, start=start, end=max(start, asked.window.end))
    return dataclasses.replace(
        shift,
        window=window,
        breaks=(*kept, *later),
        skills=asked.skills,
        team_size=asked.team_size,
        start=shift.start if stand.stops or stays else asked.start,
        name=asked.name,
    )


def _posted(workspace: Workspace, read: ReadPlan, said: _Said, idle: set[str]) -> ReadPlan:
    """Shifts that have not left start at the posts of their teams, which become places of the day."""
    posts = {team: post for team, post in said.posts.items() if any(said.shifts[id_].team == team for id_ in idle)}
    if not posts:
        return read
    roads = Roads.load(workspace.roads_folder, workspace.settings.roads)
    first = read.problem.num_places
    points = np.vstack([read.places, points_of(posts.values())])
    travel = {
        profile: roads.travel(profile, roads.place(profile, points), known=before)
        for profile, before in read.problem.travel.items()
    }
    placed = from_posts(
        (shift for shift in read.problem.shifts if shift.id in idle), {team: place for place, team in enumerate(posts, first)}
    )
    by_id = {shift.id: shift for shift in placed}
    shifts = tuple(by_id.get(shift.id, shift) for shift in read.problem.shifts)
    problem = dataclasses.replace(read.problem, shifts=shifts, travel=travel)
    return dataclasses.replace(read, problem=problem, places=points)


def _differing(said: _Said, read: ReadPlan) -> tuple[str, ...]:
    known = {shift.id for shift in read.problem.shifts}
    found = {shift.team for shift in read.problem.shifts if shift.team in said.teams and _differs(shift, said, read)}
    return tuple(sorted(found | {shift.team for id_, shift in said.shifts.items() if id_ not in known}))


def _to_tell(said: _Said, read: ReadPlan) -> tuple[str, ...]:
    """Teams that differ, without those that are off and that the plan sends nowhere any more: it obeys already."""
    facts = read.document.replanned.num_facts if read.document.replanned else {}
    going = {one.shift_id for one in read.document.plan.routes if one.reserves or len(one.stops) > facts.get(one.shift_id, 0)}
    busy = {shift.team for shift in read.problem.shifts if shift.id in going} | {shift.team for shift in said.shifts.values()}
    return tuple(team for team in _differing(said, read) if team in busy)


def _is_at_post(shift: Shift, said: _Said, read: ReadPlan) -> bool:
    """Whether a shift starts at the post of its team already."""
    post = said.posts.get(shift.team)
    return post is not None and bool(np.allclose(read.places[shift.start or 0], [post.longitude, post.latitude]))


def _differs(shift: Shift, said: _Said, read: ReadPlan) -> bool:
    asked = said.shifts.get(shift.id)
    if asked is None:
        return True
    if (asked.skills, asked.team_size) != (shift.skills, shift.team_size):
        return True
    if read.document.replanned is not None and read.document.replanned.time is not None:
        return False  # hours and breaks are what is left of them
    moved = shift.start != shift.end if shift.team not in said.posts else not _is_at_post(shift, said, read)
    return moved or (asked.window, asked.breaks) != (shift.window, shift.breaks)
