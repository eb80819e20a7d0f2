"""What a planned day leaves open without saying so itself: complaints that its plan never weighed, sheets typed in by half."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import Fault, InputError
from planner.domain.history import Sheet, SheetState
from planner.domain.visit import Visit
from planner.formats.plan_file import read_plan
from planner.ledger.records import PlanRecord
from planner.rules.candidates import due_candidates
from planner.rules.permission import is_able
from planner.rules.pool import could_make
from planner.rules.roster import shifts_of_day, teams_of_day
from planner.usecases.sheets_out import elsewhere
from planner.usecases.workspace import Workspace

_LOOKED_BACK = 7
"""Days of which sheets typed in by half are named, today's among them: afterwards nobody remembers the doors."""
_NAMED = 8
"""Ids named in a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unweighed:
    """Ids of open complaints that a plan was never offered, or that no plan of its day can make.

    Attributes
    ----------
    ids
        Never offered: a plan made anew may bring them in.
    out_of_hours
        Whose door may be visited only while no team that is able to is on duty, offered or not: no plan of that day makes them.
    unable
        That no team on duty has the skill for, offered or not: no plan of that day makes them, either.
    skills
        What `unable` ask for.
    """

    ids: tuple[str, ...] = ()
    out_of_hours: tuple[str, ...] = ()
    unable: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()

    def notes(self, date: dt.date, version: int) -> list[Fault]:
        """E4096 and E4085: complaints that no team of a day serves in the hours of their doors, or has the skill for."""
        found = []
        for code, ids in (("E4096", self.out_of_hours), ("E4085", self.unable)):
            if ids:
                told = ", ".join(ids[:_NAMED]) + ("…" if len(ids) > _NAMED else "")
                values = {"count": len(ids), "ids": told, "id": ids[0], "date": date.isoformat()}
                more = {"plan": f"plans/{date}/plan-v{version}.json", "skills": ",".join(self.skills)}
                found.append(Fault(code=code, values=values | more))
        return found


def left_out_complaints(workspace: Workspace, plan: PlanRecord) -> Unweighed:
    """The open complaints that a kept plan does not weigh; see `unweighed`. Of a broken file printing speaks."""
    try:
        found = read_plan(workspace.folder / plan.path).plan
    except InputError:
        return Unweighed()
    stops = {id_ for route in found.routes for id_ in (*(stop.visit_id for stop in route.stops), *route.reserves)}
    return unweighed(workspace, plan.date, offered=stops | {left.visit_id for left in found.unassigned}, made=stops)


def unweighed(workspace: Workspace, date: dt.date, *, offered: Collection[str], made: Collection[str]) -> Unweighed:
    """The open complaints that are to be followed up on a day and are not among what its plan was offered, and those that no
    team can make, whoever made the plan.

    The former came after it was made. Left out are special referrals (RJK), what another day has, and what a team took down at
    a door that day: it has just been there.
    """
    if date < workspace.now().date():
        return Unweighed()
    with workspace.ledger() as ledger:
        taken = {visit.complaint_taken for visit in ledger.visits(date, date)}
        more = [
            one for one in ledger.complaints()
            if one.status.is_open and one.category != SPECIAL_REFERRAL and one.id not in made and one.id not in taken
        ]  # fmt: skip
        homes = ledger.households({one.household for one in more if one.household}) if more else ()
    due = due_candidates(homes, more, (), date=date, settings=workspace.settings)
    asked = {one.id for one in more}
    visits = {one.visit.id: one.visit for one in due.candidates if one.visit.id in asked}
    free = sorted(visits.keys() - elsewhere(workspace, date)) if visits else []
    found = _sorted_by_strength(workspace, date, [visits[id_] for id_ in free])
    return replace(found, ids=tuple(id_ for id_ in found.ids if id_ not in offered))


def _sorted_by_strength(workspace: Workspace, date: dt.date, visits: Sequence[Visit]) -> Unweighed:
    """Complaints by whether some team of a day is able to follow them up, and that while it is on duty; ways aside."""
    with workspace.ledger() as ledger:
        teams = teams_of_day(ledger.teams(), ledger.team_days(date, date)) if visits else ()
    shifts = shifts_of_day(teams, date=date, settings=workspace.settings)
    if not shifts:
        return Unweighed(ids=tuple(visit.id for visit in visits))
    able = [visit for visit in visits if any(is_able(shift, visit) for shift in shifts)]
    in_time = {visit.id for visit in able if any(could_make(shift, visit) for shift in shifts)}
    unable = [visit for visit in visits if visit not in able]
    return Unweighed(
        ids=tuple(visit.id for visit in able if visit.id in in_time),
        out_of_hours=tuple(visit.id for visit in able if visit.id not in in_time),
        unable=tuple(visit.id for visit in unable),
        skills=tuple(sorted({skill for visit in unable for skill in visit.skills})),
    )


def half_typed_sheets(workspace: Workspace) -> tuple[Sheet, ...]:
    """Sheets of the last week that came back, of which some rows have a result and some planned ones none; the newest first."""
    today = workspace.now().date()
    days = [today - dt.timedelta(days=n) for n in range(_LOOKED_BACK)]
    with workspace.ledger() as ledger:
        return tuple(
            sheet
            for day in days
            for sheet in ledger.sheets(day)
            if sheet.state is SheetState.RETURNED and sheet.replaced_by is None and 0 < sheet.num_recorded < sheet.num_stops
        )
