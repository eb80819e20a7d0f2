"""What a planned day leaves open without saying so itself: complaints that its plan never weighed, sheets typed in by half."""

import contextlib
import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import Fault, InputError
from planner.domain.history import Sheet, SheetState
from planner.domain.outcome import Outcome
from planner.domain.sheet_rows import erased_rows, rows_of
from planner.domain.shift import Shift
from planner.domain.visit import Visit
from planner.formats.plan_file import read_plan
from planner.ledger.records import PlanRecord
from planner.ledger.store import Ledger
from planner.rules.candidates import due_candidates
from planner.rules.permission import is_able
from planner.rules.pool import could_make
from planner.rules.roster import shifts_of_day, teams_of_day
from planner.usecases.on_duty import duty_day
from planner.usecases.sheet_list import SOUGHT
from planner.usecases.sheets_out import elsewhere, routes_of
from planner.usecases.workspace import Workspace

_KNOWN = dt.timedelta(weeks=1)
"""How long a sheet that was begun is asked about: most have a last door that nobody reached, which is no work left."""
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
    if date < duty_day(workspace):
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
    with workspace.ledger() as ledger:
        teams = teams_of_day(ledger.teams(), ledger.team_days(date, date)) if free else ()
    found = by_strength([visits[id_] for id_ in free], shifts_of_day(teams, date=date, settings=workspace.settings))
    return replace(found, ids=tuple(id_ for id_ in found.ids if id_ not in offered))


def by_strength(visits: Sequence[Visit], shifts: Sequence[Shift]) -> Unweighed:
    """Visits by whether some team on duty is able to make them, and that while it is on duty; ways aside."""
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
    """Sheets that came back and of which planned rows are nowhere told, the newest day first.

    Of the last week those that were begun, whose doors somebody still knows; of the last four those of which nothing was typed.
    Once the row typed last says that nobody went there, the rest stays open, and the sheet is not named any more.
    """
    today = workspace.now().date()
    with workspace.ledger() as ledger:
        days = {sheet.date for sheet in ledger.sheets() if sheet.date >= today - SOUGHT and _is_partial(sheet)}
        found = [sheet for day in sorted(days, reverse=True) for sheet in _half_typed_on(workspace, ledger, day)]
    return tuple(sheet for sheet in found if not sheet.num_recorded or sheet.date > today - _KNOWN)


def _is_partial(sheet: Sheet) -> bool:
    return sheet.state is SheetState.RETURNED and sheet.num_recorded < sheet.num_stops


def _half_typed_on(workspace: Workspace, ledger: Ledger, day: dt.date) -> Iterator[Sheet]:
    """Sheets of a day typed in by half; rows of a newer paper that somebody took, of whatever team, are that one's to tell."""
    sheets, visits = ledger.sheets(day), ledger.visits(day, day)
    told = {visit.visit_id for visit in visits if visit.outcome is not Outcome.POSTPONED}
    for sheet in filter(_is_partial, sheets):
        after = [one for one in sheets if one.printed_at and not one.is_kept_back and one.plan_version > sheet.plan_version]
        newer = {(one.plan_version, one.shift) for one in after}
        typed = {visit.number: visit for visit in visits if visit.sheet_id == sheet.id and visit.number <= sheet.num_stops}
        last = max(typed.values(), key=lambda visit: (visit.recorded_at, visit.number), default=None)
        is_left = last is not None and last.outcome is Outcome.POSTPONED
        if is_left or any(shift == sheet.shift for _, shift in newer):
            continue
        others = rows_of(sheet.rows_hash, sheet.id, told | _stops_of(workspace, day, newer)) | erased_rows(sheet.rows_hash)
        if set(range(1, sheet.num_stops + 1)) - typed.keys() - others:
            yield sheet


def _stops_of(workspace: Workspace, day: dt.date, papers: Collection[tuple[int, str]]) -> set[str]:
    """Visits on papers, named by version and shift; of a broken file printing speaks."""
    found: set[str] = set()
    for version in {version for version, _ in papers}:
        with contextlib.suppress(InputError):
            routes = routes_of(workspace, day, version)
            found.update(*(stops for shift, stops, _ in routes if (version, shift) in papers))
    return found
