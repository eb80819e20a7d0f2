"""Turns a plan and what the station knows into the itinerary of the day."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from outputs.itinerary.context import DayContext
from outputs.itinerary.directions import directions, streets_told
from outputs.itinerary.held import break_label, cancelled_of, fallen_of, is_changed, told_against
from outputs.itinerary.model import (
    BreakLine,
    BriefingLine,
    ComplaintLine,
    DayItinerary,
    Door,
    FallenLine,
    ProofLine,
    StopLine,
    TeamItinerary,
)
from outputs.itinerary.pointing import told_point
from outputs.itinerary.privacy import briefing, listed_code, listed_marks, shown_door
from planner.domain.place import Point, Points
from planner.domain.plan import Plan, Route, Stop
from planner.domain.problem import Problem
from planner.domain.records import Officer, Team
from planner.domain.shift import Shift
from planner.domain.solving import Bound
from planner.domain.visit import Visit, VisitKind
from planner.rules.blocks import blocks_of
from planner.rules.cost import breakdown
from planner.words.language import words

__all__ = ["DayContext", "build_day"]


def build_day(problem: Problem, plan: Plan, *, context: DayContext) -> DayItinerary:
    """Make the itinerary that all forms share.

    Raises
    ------
    ValueError
        If the problem has no date, or a confidential complaint (RJK) is planned.
    """
    if problem.date is None:
        raise ValueError("a problem without a date has no itinerary")
    released = [
        Route(shift_id=id_, start_time=held.shift.window.start, end_time=held.shift.window.start, stops=())
        for id_, held in context.held.items()
        if id_ not in {route.shift_id for route in plan.routes}
    ]
    teams = tuple(_Team(problem, plan, context, route).build() for route in (*plan.routes, *released))
    visits = {visit.id: visit for visit in problem.visits}
    left = [visits[item.visit_id] for item in plan.unassigned]
    return DayItinerary(
        date=problem.date,
        time_zone=problem.time_zone,
        language=context.language,
        version=context.plan_version,
        station=context.settings.station,
        villages=tuple(context.villages),
        teams=teams,
        complaints=_complaints(plan, visits, teams, context, date=problem.date),
        proof=_proof(problem, plan, context.bound),
        num_left=sum(visit.kind is not VisitKind.COMPLAINT for visit in left),
        cards=_cards(teams, context),
        lines=context.lines,
        landmarks=context.landmarks,
        map_credit=context.settings.printing.map_credit if context.lines else "",
        name_mode=context.settings.printing.name_mode,
        cancelled=_cancelled(problem, plan, context),
        since=context.since,
        paper=context.settings.printing.paper,
    )


def _cancelled(problem: Problem, plan: Plan, context: DayContext) -> dict[str, tuple[FallenLine, ...]]:
    """By shift the events of earlier calendars that are no more."""
    routes, texts = {route.shift_id: route for route in plan.routes}, words(context.language).texts
    shifts = {held[-1].shift.id: held[-1].shift for held in context.earlier.values()} | {one.id: one for one in problem.shifts}
    found = {id_: cancelled_of(shifts[id_], routes.get(id_), earlier, texts) for id_, earlier in context.earlier.items()}
    return {id_: lines for id_, lines in found.items() if lines}


def _proof(problem: Problem, plan: Plan, bound: Bound | None) -> ProofLine | None:
    if bound is None:
        return None
    terms = breakdown(problem, plan)
    return ProofLine(
        complaint_prize=terms.complaint_prize,
        most_complaint_prize=bound.complaint_prize,
        coverage_prize=terms.coverage_prize,
        most_coverage_prize=bound.coverage_prize,
    )


def _leaving(problem: Problem, shift: Shift, route: Route) -> dict[str, tuple[int, int]]:
    """When the doors before an anchor are left and the last is knocked at, by id of the visit or break; empty: the end."""
    if not any(visit.opening for visit in problem.visits):
        return {}
    found = {}
    for block in blocks_of(problem, shift, route):
        anchor = block.visit or block.rest
        met = max((door.opening.met_duration for door in block.doors if door.opening), default=None)
        if met is not None:
            found[anchor.id if anchor else ""] = (block.leave_by, block.leave_by - met)
    return found


class _Team:
    """Builds one team's itinerary; keeps what every step of it needs."""

    def __init__(self, problem: Problem, plan: Plan, context: DayContext, route: Route) -> None:
        self.context = context
        self.route = route
        known = [*problem.shifts, *(held.shift for held in context.held.values())]
        self.shift: Shift = next(shift for shift in known if shift.id == route.shift_id)
        self.visits = {visit.id: visit for visit in problem.visits}
        self.words, self.date = words(context.language), problem.date
        self.leaving = _leaving(problem, self.shift, route)
        self.villages = {village.code: village.name for village in context.villages}
        self.held = context.held.get(route.shift_id)
        self.plan, self.shifts = plan, {shift.id: shift for shift in problem.shifts}

    def build(self) -> TeamItinerary:
        route, shift = self.route, self.shift
        team = self.context.teams.get(shift.team or shift.id)
        stops, legs = self._stops()
        pauses = [self._pause(pause.break_id, pause.start_time, pause.end_time) for pause in route.pauses]
        first_reserve = len(stops) + 1
        after = route.reserve_after or (None,) * len(route.reserves)
        leave_by, last_knock = self.leaving.get("", (None, None))
        held, is_new = self.held, is_changed(self.held, route, self.plan, shift)
        return TeamItinerary(
            shift_id=shift.id,
            team_id=shift.team or shift.id,
            sheet_id=held.sheet_id if held and not is_new else self.context.sheet_ids.get(shift.id, ""),
            unit=team.unit if team else "",
            officers=team.officers if team else (),
            profile=shift.profile,
            duty_start_time=shift.window.start,
            duty_end_time=shift.window.end,
            start_time=route.start_time,
            end_time=route.end_time,
            distance=route.distance,
            travel_duration=route.travel_duration,
            lines=tuple(sorted([*stops, *pauses], key=lambda line: line.start_time or 0)),
            reserves=tuple(
                replace(self._line(number, self.visits[visit_id], None, ""), after=place)
                for number, (visit_id, place) in enumerate(zip(route.reserves, after, strict=True), first_reserve)
            ),
            legs=legs,
            start=self._position(shift.start),
            end=self._position(shift.end),
            leave_by=leave_by,
            last_knock=last_knock,
            slip_id=held.slip_id if held and not is_new else self.context.slip_ids.get(shift.id, ""),
            briefing=self._briefing(),
            meeting_point=self._meeting_point(team),
            held_version=held.version if held else None,
            fallen=fallen_of(held, self.plan, self.shifts, self.context, self.visits) if held else (),
            is_changed=is_new,
        )

    def _meeting_point(self, team: Team | None) -> str:
        """The station's, unless the team starts elsewhere that day."""
        day = team.day if team else None
        if day is None or day.post is None or self.shift.start == self.shift.end:
            return self.context.settings.station.meeting_point
        return day.post_name or self.words.text("sheet.own_post")

    def _briefing(self) -> tuple[BriefingLine, ...]:
        ids = [*(stop.visit_id for stop in self.route.stops), *self.route.reserves]
        ids = [id_ for id_ in ids if id_ not in self.context.untold]
        lines = [line for id_ in ids if (line := briefing(self.visits[id_], self.context)) is not None]
        return tuple(sorted(lines, key=lambda line: line.complaint_id))

    def _stops(self) -> tuple[list[StopLine], tuple[Points, ...]]:
        lines: list[StopLine] = []
        legs: list[Points] = []
        at, before = self.shift.start, ""
        for number, stop in enumerate(self.route.stops, 1):
            visit = self.visits[stop.visit_id]
            way, streets = self._leg(at, visit.place, legs) if at is not None else ("", ())
            if not {before, visit.id}.isdisjoint(self.context.untold):
                way, streets = "", ()
            before = visit.id
            lines.append(replace(self._line(number, visit, stop, way), streets=streets))
            at = visit.place
        if at is not None and self.shift.end is not None:
            self._leg(at, self.shift.end, legs)
        return lines, tuple(legs)

    def _leg(self, origin: int, target: int, legs: list[Points]) -> tuple[str, tuple[str, ...]]:
        """Add the leg's line to `legs` and give its directions, and the streets that they name."""
        if origin == target:
            return self.words.text("direction.same"), ()
        if self.context.legs is None:
            legs.append(np.asarray(self.context.positions)[[origin, target]])
            return "", ()
        path = self.context.legs(self.shift.id, origin, target)
        legs.append(path.points)
        return directions(path.steps, self.words), streets_told(path.steps, self.words)

    def _line(self, number: int, visit: Visit, stop: Stop | None, way: str) -> StopLine:
        is_errand, is_untold = visit.kind is VisitKind.COMPLAINT, visit.id in self.context.untold
        door = Door(village=visit.village) if is_untold else shown_door(visit, self.context)
        at = Point.of_row(self.context.positions[visit.place])
        leave_by, last_knock = self.leaving.get(visit.id, (None, None))
        line = StopLine(
            number=number,
            visit_id=visit.id,
            kind=visit.kind,
            start_time=stop.start_time if stop else None,
            end_time=stop.end_time if stop else None,
            door=replace(door, village=self.villages.get(door.village, door.village)),
            visit_number=None if is_errand else self._visit_number(visit),
            directions=way,
            longitude=at.longitude,
            latitude=at.latitude,
            point="" if is_untold else told_point(door, at, self.context, self.words),
            is_soft=visit.opening is not None,
            leave_by=leave_by,
            last_knock=last_knock,
            marks=listed_marks(visit.subject or visit.id, self.context, self.date) if is_errand and self.date else (),
        )
        return told_against(line, self.held, self.context, self.context.num_done.get(self.shift.id, 0))

    def _visit_number(self, visit: Visit) -> int | None:
        return self.context.visit_numbers.get(visit.subject or visit.id, visit.visit_number)

    def _pause(self, break_id: str, start_time: int, end_time: int) -> BreakLine:
        known = break_label(self.shift, break_id, self.words.texts)
        leave_by, last_knock = self.leaving.get(break_id, (None, None))
        return BreakLine(
            break_id=break_id, label=known, start_time=start_time, end_time=end_time, leave_by=leave_by, last_knock=last_knock
        )

    def _position(self, place: int | None) -> Point | None:
        return None if place is None else Point.of_row(self.context.positions[place])


def _complaints(
    plan: Plan, visits: Mapping[str, Visit], teams: Sequence[TeamItinerary], context: DayContext, *, date: dt.date
) -> tuple[ComplaintLine, ...]:
    """Complaints planned, by time, then those that are not or lie with the desk, by id; special referrals left out."""
    planned = [
        ComplaintLine(
            complaint_id=_subject_id(visits, stop.visit_id),
            code=listed_code(_subject_id(visits, stop.visit_id), context) or "",
            team_id=team.team_id,
            start_time=stop.start_time,
            marks=listed_marks(_subject_id(visits, stop.visit_id), context, date),
        )
        for team in teams
        for stop in team.stops
        if stop.kind is VisitKind.COMPLAINT and stop.visit_id not in context.untold
    ]
    left = []
    for item in plan.unassigned:
        subject = _subject_id(visits, item.visit_id)
        code = listed_code(subject, context)
        if visits[item.visit_id].kind is VisitKind.COMPLAINT and code is not None:
            reason = item.reason.value if item.reason else "unknown"
            marks = listed_marks(subject, context, date)
            left.append(ComplaintLine(complaint_id=subject, code=code, reason=reason, marks=marks))
    told = {line.complaint_id for line in (*planned, *left)}
    for subject in context.at_desk:
        if subject not in told and (code := listed_code(subject, context)) is not None:
            marks = listed_marks(subject, context, date)
            left.append(ComplaintLine(complaint_id=subject, code=code, reason="at_desk", marks=marks))
    planned.sort(key=lambda line: (line.start_time or 0, line.complaint_id))
    return (*planned, *sorted(left, key=lambda line: line.complaint_id))


def _subject_id(visits: Mapping[str, Visit], visit_id: str) -> str:
    return visits[visit_id].subject or visit_id


def _cards(teams: Sequence[TeamItinerary], context: DayContext) -> tuple[tuple[str, Officer | None], ...]:
    """A card for each village visited, with the leader of the team that is assigned to it."""
    visited = {stop.door.village for team in teams for stop in (*team.stops, *team.reserves) if stop.door.village}
    officers: dict[str, Officer] = {}
    for team in sorted(context.teams.values(), key=lambda team: team.id):
        if team.village and team.officers:
            officers.setdefault(team.village, team.officers[0])
    names = {village.name: village.code for village in context.villages}
    as_written = sorted(visited - names.keys())
    ordered = [*(name for name in names if name in visited), *as_written]
    return tuple((name, officers.get(names.get(name, name))) for name in ordered)
