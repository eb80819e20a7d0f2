"""From a kept plan to paper and files: the plan is checked again, then every form is written from one itinerary."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from inputs.roads.facade import Roads
from inputs.roads.snapping import Places
from outputs.exchange.filled_in import require_empty
from outputs.exchange.writing import forms_made, write_forms
from outputs.itinerary.build import build_day
from outputs.itinerary.context import DayContext
from outputs.itinerary.model import Bounds, DayItinerary
from outputs.sheets.writing import write_sheets
from planner.domain.errors import Fault, refuse
from planner.domain.job import Step
from planner.domain.path import Landmark, LegPath, RoadLine
from planner.domain.place import Point
from planner.domain.records import ComplaintStatus, Household
from planner.domain.settings import OPEN_ROWS, PrintSettings, Settings
from planner.domain.spelling import printable
from planner.ledger.store import Ledger
from planner.rules.roster import teams_of_day
from planner.usecases.approving import approval_of
from planner.usecases.closed_doors import closed_visits, facts_printed, subjects_printed
from planner.usecases.day_news import notes_of_day
from planner.usecases.finishing import judged
from planner.usecases.head_left import head_notes
from planner.usecases.held_sheets import held_sheets
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.frame import attempt
from planner.usecases.jobs.papers import begin_drawing, beside, moving
from planner.usecases.no_longer_due import no_longer_due, notes_of
from planner.usecases.on_duty import require_duty
from planner.usecases.progress import Reporter
from planner.usecases.reading import ReadPlan, read_kept_plan
from planner.usecases.recording.planned import sheet_ids, slip_ids
from planner.usecases.seen import require_still_newest
from planner.usecases.sheet_list import register_sheets
from planner.usecases.way_gone import way_gone
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReport:
    """Folder and files that were written.

    Attributes
    ----------
    notes
        Which teams are to serve otherwise than they say.
    unchanged
        Teams whose sheet is as it was, and was not printed again.
    """

    folder: Path
    files: tuple[Path, ...]
    notes: tuple[Fault, ...] = ()
    unchanged: tuple[str, ...] = ()

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        names = [file.name for file in self.files]
        told = {"notes": [note.text() for note in self.notes], "unchanged": list(self.unchanged)}
        return {"folder": str(self.folder), "files": names, **told}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWish:
    """What is wished of papers.

    Attributes
    ----------
    language
        Of the papers.
    name_mode
        How names appear: `full`, `initials` or `none`; `None`: as the settings say.
    forms
        Forms beside PDF, of `outputs.exchange.writing.FORMS`.
    is_draft
        To be looked at, not handed out: marked on each page, without numbers, apart, and not on the list of sheets.
    is_whole
        The sheets of all teams, also of those whose sheet is as it was.
    is_newest
        Of the day's newest version: where somebody has kept another while printing waited, nothing is made.
    """

    language: str = "id"
    name_mode: str | None = None
    forms: frozenset[str] = frozenset()
    is_draft: bool = False
    is_whole: bool = False
    is_newest: bool = False


def print_plan(
    workspace: Workspace,
    path: Path,
    *,
    language: str = "id",
    name_mode: str | None = None,
    forms: frozenset[str] = frozenset(),
    reporter: Reporter,
) -> PrintReport:
    """Write the sheets of a plan to be handed out; see `PrintWish` and `print_as`."""
    return print_as(workspace, path, PrintWish(language=language, name_mode=name_mode, forms=forms), reporter=reporter)


def print_as(workspace: Workspace, path: Path, wish: PrintWish, *, reporter: Reporter) -> PrintReport:
    """Write the sheets of a plan as wished.

    Raises
    ------
    InputError
        E3xxx for a broken plan file, a filled workbook or somebody who may no longer be visited; E4070 and E4080 for an
        officer in two places at once; E4107 where nobody is on duty any more; E6106 if the ledger lost somebody the plan
        names; E8151 where the newest version was to be printed, and is another by now.
    CheckFailedError
        If the plan breaks a law; nothing is written.
    """
    reporter.phase("reading the plan")
    seen = read_kept_plan(path).document
    workspace.require_writable(workspace.sheet_folder(seen.date, seen.plan_version))
    # Read under the lock: nobody is erased, and no door shut, between what is read here and what stands on paper.
    with changing(workspace, reporter=reporter) as ledger:
        return _printed_as(workspace, ledger, read_kept_plan(path), wish, reporter)


def _printed_as(workspace: Workspace, ledger: Ledger, kept: ReadPlan, wish: PrintWish, reporter: Reporter) -> PrintReport:
    """Draw the sheets of a plan, under the lock of whoever calls."""
    if wish.is_newest:
        require_still_newest(workspace, kept.document.date, kept.document.plan_version)
    judged(kept.problem, kept.document.plan)
    if kept.document.plan.num_stops and not wish.is_draft:
        require_duty(workspace, ledger, kept.document.date)
    notes = [*head_notes(workspace.settings, Point.of_row(kept.places[0])), *notes_of_day(workspace, kept)]
    notes += _spent(workspace, kept)
    refuse([note for note in notes if note.code in ("E4070", "E4080")])
    usual = workspace.settings.printing
    if _lacks_approval(workspace, kept):
        date, number = kept.document.date.isoformat(), kept.document.plan_version
        wish, notes = replace(wish, is_draft=True), [*notes, Fault(code="E6088", values={"date": date, "version": number})]
    printing = replace(usual, language=wish.language, name_mode=wish.name_mode or usual.name_mode)
    context = day_context(workspace, kept, replace(workspace.settings, printing=printing))
    held = held_sheets(workspace, kept)
    day = build_day(kept.problem, kept.document.plan, context=held.told(context, kept))
    notes += held.unread
    day = _renewed(day, kept) if wish.is_whole else day
    changed = tuple(team.shift_id for team in day.teams if team.is_changed)
    version = kept.document.plan_version
    folder = workspace.sheet_folder(kept.document.date, version)
    if wish.is_draft:
        day, folder = _draft(day), folder / "draft"
    if "xlsx" in wish.forms:
        require_empty(folder / "itinerary.xlsx")
    wish = replace(wish, forms=wish.forms | forms_made(folder))  # none is left behind with other names than the rest
    about = f"{kept.document.date}/v{version}"
    with ledger.together():  # no paper lies on the disk whose number the list does not know
        new = () if wish.is_draft else _listed(workspace, ledger, kept, changed)
        undo = [Step(verb="unregister", values={"sheets": new})] if new else []
        job = begin_drawing(workspace, ledger, "print", about, folder, undo=undo)
    with attempt(workspace, ledger, job) as trying:
        others: list[Path] = []
        if wish.forms:
            reporter.phase("writing the other forms")
            others = write_forms(day, beside(folder), wish.forms)
        reporter.phase("drawing sheets and maps")
        drawn = [*write_sheets(day, beside(folder), on_progress=reporter.step, shifts=changed), *others]
        files = [folder / path.name for path in drawn]
        details: dict[str, int | str] = {"files": len(files), "names": day.name_mode, "draft": int(wish.is_draft)}
        details |= {"forms": " ".join(sorted(wish.forms)), **_opened(context.settings.printing)}
        with ledger.together():
            ledger.audit(action="print", subject=about, details=details, **workspace.stamp())
            if not wish.is_draft:
                register_sheets(workspace, ledger, kept, is_printed=True, with_slips=True, shifts=changed)
            trying.succeed(moving(workspace, folder))
    unchanged = tuple(team.team_id for team in day.teams if not team.is_changed)
    return PrintReport(folder=folder, files=tuple(files), notes=tuple(notes), unchanged=unchanged)


def _spent(workspace: Workspace, kept: ReadPlan) -> list[Fault]:
    """E3053 for rows that are printed though nobody needs to go there any more."""
    facts = facts_printed(kept)
    found = no_longer_due(workspace, kept, {id_: one for id_, one in subjects_printed(kept).items() if id_ not in facts})
    return notes_of("E3053", found, date=kept.document.date.isoformat())


def _listed(workspace: Workspace, ledger: Ledger, kept: ReadPlan, shifts: tuple[str, ...]) -> tuple[str, ...]:
    """Put the sheets that are to be printed on the list; numbers of those that were not on it.

    Raises
    ------
    InputError
        E6035 for each sheet that was printed from another plan under this number.
    """
    before = {sheet.id for sheet in ledger.sheets(kept.document.date)}
    sheets = register_sheets(workspace, ledger, kept, with_slips=True, shifts=shifts)
    refuse(
        Fault(code="E6035", values={"sheet": one.sheet.id, "numbers": ", ".join(map(str, sorted(one.changed)))})
        for one in sheets
        if one.changed
    )
    return tuple(sorted({sheet.id for sheet in ledger.sheets(kept.document.date)} - before))


def _renewed(day: DayItinerary, kept: ReadPlan) -> DayItinerary:
    """The day with a new number on every sheet."""
    ids, slips = sheet_ids(kept), slip_ids(kept)
    teams = (
        replace(team, is_changed=True, sheet_id=ids.get(team.shift_id, team.sheet_id), slip_id=slips.get(team.shift_id, ""))
        for team in day.teams
    )
    return replace(day, teams=tuple(teams))


def _lacks_approval(workspace: Workspace, kept: ReadPlan) -> bool:
    """Whether the station wants the Kapolsek's word on each plan, and this one does not have it."""
    if not workspace.settings.printing.needs_approval:
        return False
    return approval_of(workspace, kept.document.date, kept.document.plan_version) is None


def _draft(day: DayItinerary) -> DayItinerary:
    """The day as a draft shows it: said on each page, no sheet with a number that somebody could type, and no slips."""
    return replace(day, is_draft=True, teams=tuple(replace(team, sheet_id="", slip_id="", briefing=()) for team in day.teams))


def _opened(printing: PrintSettings) -> dict[str, str]:
    """Why rows of complaints tell more than their number, for the audit trail."""
    return {"complaint_rows": printable(printing.complaint_rows_reason)} if printing.complaint_rows == OPEN_ROWS else {}


def day_context(
    workspace: Workspace, kept: ReadPlan, settings: Settings, ways: "Ways | None" = None, *, refuses: bool = True
) -> DayContext:
    """What the ledger and the roads say of a plan's day, for all that shows it.

    Parameters
    ----------
    ways
        Lines and legs, where they are open already; `None`: the roads are read here.
    refuses
        Refuse a plan that visits doors that may not be visited; else the caller leaves out what `closed_visits` names.

    Raises
    ------
    InputError
        E6106 if the ledger lost somebody the plan goes to; E3051, E3052 for doors that may not be visited.
    """
    subjects, printed = {visit.subject or visit.id for visit in kept.problem.visits}, subjects_printed(kept)
    with workspace.ledger() as ledger:
        at_desk = [life.id for life in ledger.complaint_life() if life.status is ComplaintStatus.AT_DESK]
        complaints = {record.id: record for record in ledger.complaints({*subjects, *at_desk})}
        doors = subjects | {record.household for record in complaints.values() if record.household}
        households = {record.id: record for record in ledger.households(doors)}
        facilities = {record.id: record for record in ledger.facilities(subjects)}
        date = kept.document.date
        teams = {record.id: record for record in teams_of_day(ledger.teams(), ledger.team_days(date, date))}
        made = ledger.visits_made(set(printed.values()), before=kept.document.date)
    known = households.keys() | complaints.keys() | facilities.keys()
    lost = {
        one.id: one.subject for one in kept.problem.visits if one.id in printed and one.subject and one.subject not in known
    }
    closed, facts = closed_visits(printed, households, complaints), facts_printed(kept)
    refuse([Fault(code="E6106", values={"kind": "visit", "id": lost[id_]}) for id_ in lost if id_ not in facts][:100])
    if refuses:
        refuse([fault for id_, fault in closed.items() if id_ not in facts])
    ways = ways or Ways.load(workspace, kept)
    return DayContext(
        settings=settings,
        villages=workspace.villages(),
        households=households,
        complaints=complaints,
        at_desk=tuple(at_desk),
        facilities=facilities,
        teams=teams,
        positions=kept.places,
        legs=ways.legs,
        lines=ways.lines,
        landmarks=ways.landmarks,
        plan_version=kept.document.plan_version,
        sheet_ids=sheet_ids(kept),
        slip_ids=slip_ids(kept),
        visit_numbers=_visit_numbers(households, made),
        language=settings.printing.language,
        bound=kept.document.bound,
        changes=changes_of(kept),
        untold=facts & (closed.keys() | lost.keys()),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """Roads to be drawn, and the ways between the places of a plan; `None`: straight lines."""

    lines: Callable[[Bounds], list[RoadLine]] | None
    legs: Callable[[str, int, int], LegPath] | None
    landmarks: Callable[[Bounds], list[Landmark]] | None = None

    @classmethod
    def load(cls, workspace: Workspace, kept: ReadPlan) -> "Ways":
        """Read the roads; ways are looked for when they are asked for, each once."""
        roads = Roads.load(workspace.roads_folder, workspace.settings.roads)
        return cls(lines=roads.lines, legs=functools.cache(legs_of(kept, roads)), landmarks=roads.landmarks)


def _visit_numbers(households: Mapping[str, Household], made: Mapping[str, int]) -> Mapping[str, int]:
    """Which visit this one is at each home: visits that were made count, shut doors never; one before our records counts."""
    return {id_: max(made.get(id_, 0), int(home.last_visit is not None)) + 1 for id_, home in households.items()}


def changes_of(kept: ReadPlan) -> Mapping[str, str]:
    """What is new about each stop of a plan that was made during its day: `new`, `moved` or `retimed`."""
    replanned = kept.document.replanned
    changes = replanned.changes if replanned else ()
    return {change.visit_id: change.kind.value for change in changes if change.to_time is not None}


def legs_of(kept: ReadPlan, roads: Roads) -> Callable[[str, int, int], LegPath]:
    """Ways between places of the plan; each profile's places are snapped once."""
    profile_of = {shift.id: shift.profile for shift in kept.problem.shifts}

    @functools.cache
    def snapped(profile: str) -> Places:
        return roads.place(profile, np.asarray(kept.places))

    def leg(shift_id: str, origin: int, destination: int) -> LegPath:
        profile = profile_of[shift_id]
        path = roads.leg(profile, snapped(profile), origin, destination)
        if path is None:  # the checker has just proved a way, so the roads are not those of the plan
            raise way_gone(shift_id, roads, snapped(profile), (origin, destination))
        return path

    return leg
