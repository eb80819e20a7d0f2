"""A kept plan as a page shows it: teams, stops, map and what is left out, with what may leave the desk and nothing else.

Doors come through `outputs.itinerary.privacy`, as on paper: the page and the sheet cannot differ.
"""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from outputs.exchange.properties import stop_properties
from outputs.exchange.screen_map import screen_map
from outputs.itinerary.build import build_day
from outputs.itinerary.context import DayContext
from outputs.itinerary.model import BreakLine, DayItinerary, StopLine, TeamItinerary
from outputs.itinerary.privacy import listed_code, shown_door
from outputs.itinerary.titles import leader_name, vehicle_word
from planner.domain.expected import ExpectedDay
from planner.domain.place import Point
from planner.domain.plan import Unassigned
from planner.domain.settings import PrintSettings
from planner.domain.visit import Visit, VisitKind
from planner.rules.cost import breakdown
from planner.usecases.closed_doors import closed_visits, subjects_printed, without_rows
from planner.usecases.open_plans import OpenPlans
from planner.usecases.printing import Ways, day_context
from planner.usecases.reading import ReadPlan, read_version, require_plan
from planner.usecases.workspace import Workspace
from planner.words.language import Words

MOST_LEFT = 400
"""Visits left out that are listed, complaints first; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A visit that was offered and is not planned; `reason` is the key of its word."""

    visit_id: str
    kind: VisitKind
    code: str
    place: str
    village: str
    address: str
    reason: str
    point: Point


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayView:
    """A day as a page shows it.

    Attributes
    ----------
    versions
        Of the day, oldest first.
    left
        Visits left out that are listed; `num_left` are there in all.
    closed
        Ids of planned visits that are not shown, because nobody may go there any more.
    expected
        What the sheets bring on average where doors may stay shut; `None`: every door is planned as if it opened.
    """

    path: Path
    kept: ReadPlan
    day: DayItinerary
    versions: tuple[int, ...]
    left: tuple[LeftOut, ...]
    num_left: int
    closed: tuple[str, ...] = ()
    expected: ExpectedDay | None = None

    @property
    def num_stops(self) -> int:
        """Planned visits, shown or not, as every page counts them."""
        return self.kept.document.plan.num_stops

    @property
    def num_hidden(self) -> int:
        """Of them, those that are not shown."""
        return self.num_stops - sum(len(team.stops) for team in self.day.teams)

    def page_data(self, say: Words) -> dict[str, Any]:
        """What the page's lists and timelines are drawn from."""
        most = {shift.id: shift.max_visits for shift in self.kept.problem.shifts}
        return {
            "teams": [_team(team, say, max_visits=most.get(team.shift_id)) for team in self.day.teams],
            "left": [one.visit_id for one in self.left],
        }

    def map_data(self, say: Words) -> dict[str, Any]:
        """What the page's map is drawn from, its teams, stops and visits left out in the order of `page_data`."""
        return screen_map(self.day, say, others=[one.point for one in self.left])

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        terms = breakdown(self.kept.problem, self.kept.document.plan)
        return {
            "date": self.day.date.isoformat(),
            "version": self.day.version,
            "versions": list(self.versions),
            "complaint_prize": terms.complaint_prize,
            "coverage_prize": terms.coverage_prize,
            "travel_duration": terms.travel_duration,
            "expected": None if self.expected is None else self.expected.as_data(),
            "teams": [
                {
                    "shift": team.shift_id, "team": team.team_id, "sheet": team.sheet_id, "start": team.start_time,
                    "end": team.end_time, "stops": [stop_properties(stop) for stop in team.stops],
                }
                for team in self.day.teams
            ],
            "num_left": self.num_left,
            "left": [
                {"visit": one.visit_id, "purpose": one.kind.value, "code": one.code, "place": one.place, "reason": one.reason}
                for one in self.left
            ],
        }  # fmt: skip


def show_plan(
    workspace: Workspace, date: dt.date, version: int | None, *, language: str, plans: OpenPlans, with_ways: bool = False
) -> DayView:
    """Show a version of a day's plan as the settings say; without a version the newest. See `show_as`."""
    printing = replace(workspace.settings.printing, language=language)
    return show_as(workspace, date, version, printing, plans=plans, with_ways=with_ways)


def show_as(
    workspace: Workspace, date: dt.date, version: int | None, printing: PrintSettings, *, plans: OpenPlans, with_ways: bool
) -> DayView:
    """Show a version of a day's plan.

    Parameters
    ----------
    printing
        What doors tell, and in which language.
    with_ways
        Also the ways of the teams, which only the map shows: finding those of a large day takes a second or two.

    Raises
    ------
    InputError
        E6071 if there is none; E3xxx and E4095, E6106 for its files; E2xxx, E6107 for the roads.
    """
    record = require_plan(workspace, date, version)
    path = workspace.folder / record.path
    kept = read_version(workspace, record, reading=plans.kept)
    ways = Ways(lines=plans.lines(workspace), legs=plans.legs(workspace, kept) if with_ways else None)
    context = day_context(workspace, kept, replace(workspace.settings, printing=printing), ways, refuses=False)
    shut = closed_visits(subjects_printed(kept), context.households, context.complaints)
    closed = tuple(id_ for id_ in shut if id_ not in context.untold)
    day = build_day(kept.problem, without_rows(kept.document.plan, closed), context=context)
    with workspace.ledger() as ledger:
        versions = tuple(plan.version for plan in ledger.plans(date))
    left = _left_out(kept, context)
    return DayView(
        path=path,
        kept=kept,
        day=day,
        versions=versions,
        left=left[:MOST_LEFT],
        num_left=len(left),
        closed=closed,
        expected=plans.expected(path),
    )


def _left_out(kept: ReadPlan, context: DayContext) -> tuple[LeftOut, ...]:
    """Complaints first, then facilities, then homes; never a special referral, nor a door that wants no visit."""
    visits = {visit.id: visit for visit in kept.problem.visits}
    names = {village.code: village.name for village in context.villages}
    found = []
    for entry in kept.document.plan.unassigned:
        visit = visits[entry.visit_id]
        if _may_be_shown(visit, context):
            found.append(_left(visit, entry, kept, context, names))
    order = (VisitKind.COMPLAINT, VisitKind.FACILITY)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind) if one.kind in order else len(order), one.visit_id)))


def _may_be_shown(visit: Visit, context: DayContext) -> bool:
    subject = visit.subject or visit.id
    complaint = context.complaints.get(subject)
    household = context.households.get((complaint.household or "") if complaint else subject)
    return listed_code(subject, context) is not None and not (household is not None and household.is_do_not_visit)


def _left(visit: Visit, entry: Unassigned, kept: ReadPlan, context: DayContext, names: dict[str, str]) -> LeftOut:
    door = shown_door(visit, context)
    return LeftOut(
        visit_id=visit.id,
        kind=visit.kind,
        code=door.code,
        place=door.neighbourhood,
        village=names.get(door.village, door.village),
        address=door.address,
        reason=entry.reason.value if entry.reason else "unknown",
        point=Point.of_row(kept.places[visit.place]),
    )


def _team(team: TeamItinerary, say: Words, *, max_visits: int | None) -> dict[str, Any]:
    """One team for lists and timeline; times in seconds beside their words."""
    return {
        "shift": team.shift_id,
        "team": team.team_id,
        "sheet": team.sheet_id,
        "unit": team.unit,
        "leader": leader_name(team),
        "vehicle": vehicle_word(team, say),
        "duty": [team.duty_start_time, team.duty_end_time],
        "span": [team.start_time, team.end_time],
        "slack": max(0, team.duty_end_time - team.end_time),
        "travel": team.travel_duration,
        "distance": "" if team.distance is None else say.distance(team.distance),
        "num_stops": len(team.stops),
        "is_full": max_visits is not None and len(team.stops) >= max_visits,
        "lines": [_line(line, say) for line in (*team.lines, *team.reserves)],
    }


def _line(line: StopLine | BreakLine, say: Words) -> dict[str, Any]:
    if isinstance(line, BreakLine):
        label = say.text(f"break.{line.label}")
        return {"kind": "break", "label": label, "from": line.start_time, "to": line.end_time}
    return {
        **stop_properties(line),
        "marks": list(line.marks),
        "kind": "reserve" if line.start_time is None else "stop",
        "from": line.start_time,
        "to": line.end_time,
    }
