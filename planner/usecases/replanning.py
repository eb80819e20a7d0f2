"""A running day planned anew: what the desk says held against the plan, the rest of the day searched, the new version kept."""

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from planner.domain.errors import Fault, refuse
from planner.domain.job import Step
from planner.domain.lock import Lock
from planner.domain.plan import Plan, Reason, Unassigned
from planner.domain.replanning import News, Replanned
from planner.domain.settings import Settings
from planner.domain.units import clock
from planner.domain.visit import Visit
from planner.rules.disruption import changes
from planner.running.standing import facts_of, standings
from planner.usecases.adding import Adding, with_added
from planner.usecases.closed_doors import (
    closed_doors,
    note_of_closed,
    subjects_of,
    subjects_printed,
    without_rows,
    without_stops,
)
from planner.usecases.day_news import with_day_settings
from planner.usecases.keeping import FoundPlan, KeptPlan, Origin
from planner.usecases.keeping_aside import keep_result
from planner.usecases.no_longer_due import asked_anyway, no_longer_due, notes_of
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.reading import ReadPlan
from planner.usecases.reopening import reopened
from planner.usecases.replan_run import Choices, Replan, replan
from planner.usecases.running_day import (
    faults_of_locks,
    faults_of_news,
    faults_of_visits,
    recorded_visits,
    with_recorded,
    without_recorded,
)
from planner.usecases.searching import SearchWish
from planner.usecases.sheets_out import rows_elsewhere, sheets_out
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanWish:
    """What the desk wishes beside what has happened; `None`: as the settings say.

    Attributes
    ----------
    added
        Ids of the ledger that the day is to visit as well.
    waived
        Ids of required visits that may be left out.
    locks
        On visits that are to come. Who is locked to a team, to be first or last, has to be made; who was taken out by hand
        comes back with a lock as if it were added.
    max_changes
        Most changes beyond those that cannot be avoided; `None`: as many as pay.
    disruption
        Seconds of travel that one change weighs.
    tolerance
        Seconds within which a stop is not re-timed.
    """

    added: tuple[str, ...] = ()
    waived: frozenset[str] = frozenset()
    locks: tuple[Lock, ...] = ()
    max_changes: int | None = None
    disruption: int | None = None
    tolerance: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReplanReport:
    """What replanning gave: where it is kept, what was taken to have happened, and the new plan with its changes."""

    kept: KeptPlan
    news: News
    replan: Replan
    replanned: Replanned
    before: Plan
    notes: tuple[Fault, ...] = ()
    """What was told: what is left out and why, what was merged, what has no place, what other days have too."""

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        objective = self.replan.result.objective
        return {
            "plan": str(self.kept.path),
            "version": self.kept.version,
            "from_version": self.replanned.from_version,
            "at": clock(self.news.time),
            "num_stops": self.replan.result.plan.num_stops,
            "num_facts": dict(self.replanned.num_facts),
            "complaint_prize": objective.complaint_prize,
            "coverage_prize": objective.coverage_prize,
            "travel_duration": objective.travel_duration,
            "changes": plain(self.replan.changes),
            "notes": [note.text() for note in self.notes],
        }


def replan_day(
    workspace: Workspace, read: ReadPlan, news: News, wish: ReplanWish, search: SearchWish, *, reporter: Reporter
) -> ReplanReport:
    """Plan the rest of a day anew and keep the plan of the whole day as a new version.

    Parameters
    ----------
    read
        The plan, sound.

    Raises
    ------
    InputError
        E81xx for news and wishes that the plan contradicts, E8120 for a version that came during the search, E4070 for an
        officer in two teams at once, E4xxx for engine and limits, E6xxx for the workspace.
    RequiredMissedError
        If a promised or locked visit cannot be made.
    CheckFailedError
        If the new plan broke a law; nothing is kept.
    """
    workspace.require_writable(workspace.plan_folder(read.document.date))
    refuse(faults_of_news(news, read.problem, read.document.plan))
    recorded = recorded_visits(workspace, read)
    said, news = news, with_recorded(news, read.problem, read.document.plan, recorded)
    before = read.document.plan
    wish = _with_locked(wish, before)
    with workspace.ledger() as ledger:
        newest = ledger.newest_version(read.document.date)
    facts, known = facts_of(standings(read.problem, before, news)), {visit.id for visit in read.problem.visits}
    read = reopened(workspace, read, said, facts)
    read, kept_out, left_out = _without_left_out(workspace, read, wish, recorded, facts)
    left = read.document.plan
    read, merged = with_added(workspace, read, wish.added, Adding(reporter=reporter, facts=facts, merges=True))
    notes = _told_of(workspace, (*left_out, *merged))
    asked = asked_anyway(workspace, read, wish.added)
    read, news = with_day_settings(workspace, read, news)
    facts = facts_of(standings(read.problem, read.document.plan, news))
    refuse(faults_of_locks(wish.locks, read.problem, facts=facts, news=news))
    refuse(faults_of_visits(sorted(wish.waived - known), read.problem))  # who is left out need not be waived, and may be
    choices = _choices(workspace.settings, wish, search)
    reporter.phase("searching for the best routes")
    found = replan(read.problem, read.document.plan, news, wish.locks, choices, reporter=reporter)
    found = _with_taken_out(_with_gone(found, before, left, recorded, tolerance=choices.tolerance), kept_out)
    notes += _told_of(workspace, _notes_of(workspace, read, found.result.plan, wish.added))
    replanned = Replanned(
        from_version=read.document.plan_version,
        time=news.time,
        num_facts={id_: len(stand.stops) for id_, stand in found.stands.items() if stand.stops},
        changes=found.changes,
        asked=asked,
    )
    origin = Origin(limits=choices.search.limits, fingerprint=read.document.data_fingerprint, replanned=replanned)
    plan = FoundPlan(
        problem=found.problem, places=read.places, result=found.result, origin=origin, kind="replan", newest=newest,
        also=(_audited(read, replanned, news),),
    )  # fmt: skip
    kept = keep_result(workspace, plan, reporter=reporter)
    return ReplanReport(kept=kept, news=news, replan=found, replanned=replanned, before=before, notes=notes)


def _without_left_out(
    workspace: Workspace, read: ReadPlan, wish: ReplanWish, recorded: frozenset[str], facts: frozenset[str]
) -> tuple[ReadPlan, list[Visit], tuple[Fault, ...]]:
    """The day without what may not, or need not, be visited any more, what was made beside the plan, and what other days have
    that no row of it has; visits that the new plan is to name as left out; and what there is to tell of it.
    """
    plan, added = read.document.plan, set(wish.added)
    with workspace.ledger() as ledger:
        closed = closed_doors(ledger, read) - facts
    due = no_longer_due(workspace, read, subjects_of(read))
    spent = {id_: why for id_, why in due.items() if id_ not in facts | closed}
    printed = subjects_printed(read).keys()
    still_open = closed - recorded  # at the others somebody was already, at a reserve for example
    notes = [note_of_closed(still_open & printed)] if still_open & printed else []
    notes += notes_of("E8125", {id_: why for id_, why in spent.items() if id_ in printed - added})
    elsewhere = sheets_out(workspace, [read.document.date])
    held = elsewhere.holders(read.document.date).keys() - printed - added
    left_out = (still_open & printed) | _taken_out(plan).difference(added, recorded)
    gone = recorded | left_out | still_open | (spent.keys() - added) | held
    left = without_rows(without_stops(plan, closed | spent.keys()), held)
    problem = without_recorded(read.problem, left, gone)
    kept_out = [visit for visit in read.problem.visits if visit.id in left_out]
    read = dataclasses.replace(read, problem=problem, document=dataclasses.replace(read.document, plan=left))
    return read, kept_out, (*notes, *elsewhere.notes)


def _choices(settings: Settings, wish: ReplanWish, search: SearchWish) -> Choices:
    usual = settings.replan
    return Choices(
        search=search.settled(time_limit=usual.time_limit, engine=settings.plan.engine, seed=settings.plan.seed),
        kept_bonus=usual.kept_bonus,
        disruption=usual.disruption_penalty if wish.disruption is None else wish.disruption,
        tolerance=usual.tolerance if wish.tolerance is None else wish.tolerance,
        max_changes=wish.max_changes,
        waived=wish.waived,
        num_reserves=settings.plan.num_reserves,
        run_out=settings.plan.run_out,
    )


def _taken_out(plan: Plan) -> frozenset[str]:
    """Visits that somebody took out by hand: a search does not bring them back."""
    return frozenset(entry.visit_id for entry in plan.unassigned if entry.reason is Reason.TAKEN_OUT)


def _with_locked(wish: ReplanWish, plan: Plan) -> ReplanWish:
    """The wish with what was taken out by hand and is to be locked now among what is to be visited as well."""
    locked = {id_ for lock in wish.locks for id_ in (lock.visit_id, lock.later_id)}
    back = sorted(_taken_out(plan) & locked)
    return dataclasses.replace(wish, added=tuple(dict.fromkeys((*wish.added, *back)))) if back else wish


def _with_gone(found: Replan, before: Plan, left: Plan, recorded: Collection[str], *, tolerance: int) -> Replan:
    """The new plan with what may not, or need not, be visited any more among its changes: its sheets lack those rows, too."""
    made = {stop.visit_id for route in found.result.plan.routes for stop in route.stops} | set(recorded)
    gone = [dataclasses.replace(one, is_forced=True) for one in changes(before, left, tolerance=tolerance)]
    more = [one for one in gone if one.visit_id not in made]
    told = sorted((*found.changes, *more), key=lambda change: change.visit_id)
    return dataclasses.replace(found, changes=tuple(told)) if more else found


def _with_taken_out(found: Replan, visits: Sequence[Visit]) -> Replan:
    """The new plan with the visits taken out by hand among those left out, so that it says why they are not made."""
    free = tuple(dataclasses.replace(visit, is_required=False) for visit in visits)
    left = tuple(Unassigned(visit_id=visit.id, reason=Reason.TAKEN_OUT) for visit in free)
    plan = found.result.plan
    return dataclasses.replace(
        found,
        problem=dataclasses.replace(found.problem, visits=(*found.problem.visits, *free)),
        result=dataclasses.replace(found.result, plan=dataclasses.replace(plan, unassigned=(*plan.unassigned, *left))),
    )


def _told_of(workspace: Workspace, notes: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """The notes, each told at once."""
    for note in notes:
        workspace.acting.tell(note)
    return notes


def _notes_of(workspace: Workspace, read: ReadPlan, plan: Plan, added: Collection[str]) -> tuple[Fault, ...]:
    """E8129 for each visit that was asked for and that no team makes, E4091 for rows of the plan that other days have too."""
    rows = [id_ for route in plan.routes for id_ in (*(stop.visit_id for stop in route.stops), *route.reserves)]
    return (*_without_place(plan, added), *rows_elsewhere(workspace, read.document.date, dict.fromkeys([*rows, *added])))


def _without_place(plan: Plan, added: Collection[str]) -> list[Fault]:
    """E8129 for each visit that was asked for and that no team makes."""
    left = {entry.visit_id: entry.reason or Reason.NOT_ENOUGH_TIME for entry in plan.unassigned if entry.visit_id in added}
    return [Fault(code="E8129", values={"visit": id_, "reason": reason.value}) for id_, reason in sorted(left.items())]


def _audited(read: ReadPlan, replanned: Replanned, news: News) -> Step:
    """What the audit trail is told of it."""
    details: dict[str, int | str] = {
        "from_version": replanned.from_version,
        "at": clock(news.time),
        "num_facts": sum(replanned.num_facts.values()),
        "num_changes": len(replanned.changes),
        "num_forced": sum(change.is_forced for change in replanned.changes),
        "num_away": len(news.away),
    }
    subject = f"plan {read.document.date.isoformat()}"
    return Step(verb="audit", values={"action": "replan", "subject": subject, "details": details})
