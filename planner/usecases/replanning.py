"""A running day planned anew: the desk's words read, the rest of the day searched, the new version kept and audited."""

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from inputs.roads.facade import Roads
from planner.domain.errors import Fault, InputError
from planner.domain.plan import Plan
from planner.domain.replanning import News, Replanned
from planner.domain.solving import Limits
from planner.domain.units import HOUR, MINUTE, clock
from planner.rules.check import check
from planner.running.standing import standings
from planner.usecases.adding import candidate_of, with_candidates
from planner.usecases.desk_words import DeskWords, read_locks, read_moment, read_news, require_visits
from planner.usecases.keeping import KeptPlan, keep_plan
from planner.usecases.progress import Reporter
from planner.usecases.reading import ReadPlan, read_kept_plan
from planner.usecases.recorded_facts import recorded_visits, with_recorded, without_recorded
from planner.usecases.records import read_records
from planner.usecases.replan_run import Choices, Replan, replan
from planner.usecases.replan_search import SearchOptions
from planner.usecases.workspace import Workspace
from solvers.registry import DEFAULT_ENGINE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanOptions:
    """What the desk says beside what has happened; `None`: as the settings say.

    Attributes
    ----------
    added
        Ids of the ledger that the day is to visit as well.
    waived
        Ids of required visits that may be left out.
    max_changes
        Most changes beyond those that cannot be avoided; `None`: as many as pay.
    disruption
        Seconds of travel that one change weighs.
    tolerance
        Seconds within which a stop is not re-timed.
    engine, time_limit, max_iterations, seed
        As in `planner.usecases.daily.PlanOptions`.
    """

    added: tuple[str, ...] = ()
    waived: frozenset[str] = frozenset()
    max_changes: int | None = None
    disruption: int | None = None
    tolerance: int | None = None
    engine: str | None = None
    time_limit: float | None = None
    max_iterations: int | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReplanReport:
    """What replanning gave: where it is kept, what was taken to have happened, and the new plan with its changes."""

    kept: KeptPlan
    news: News
    replan: Replan
    replanned: Replanned
    before: Plan


def replan_day(
    workspace: Workspace, path: Path, words: DeskWords, options: ReplanOptions, *, reporter: Reporter
) -> ReplanReport:
    """Plan the rest of a day anew and keep the plan of the whole day as a new version.

    Raises
    ------
    InputError
        E3xxx for the plan file, E81xx for the desk's words, E6xxx for the workspace.
    RequiredMissedError
        If a promised or locked visit cannot be made.
    CheckFailedError
        If the new plan broke a law; nothing is kept.
    """
    reporter.phase("reading the plan")
    read = read_sound_plan(path)
    time = read_moment(words.at, date=read.document.date.isoformat(), now=seconds_today(workspace, read))
    news = read_news(words, read.problem, read.document.plan, time=time)
    recorded = recorded_visits(workspace, read)
    news = with_recorded(news, read.problem, read.document.plan, recorded)
    read = dataclasses.replace(read, problem=without_recorded(read.problem, read.document.plan, recorded))
    read = with_added(workspace, read, options.added, reporter=reporter)
    stands = standings(read.problem, read.document.plan, news)
    facts = frozenset(stop.visit_id for stand in stands.values() for stop in stand.stops)
    locks = read_locks(words.lock, read.problem, facts=facts, news=news)
    choices = _choices(workspace, read, options)
    reporter.phase("searching for the best routes")
    found = replan(read.problem, read.document.plan, news, locks, choices, reporter=reporter)
    replanned = Replanned(
        from_version=read.document.plan_version,
        time=time,
        num_facts={id_: len(stand.stops) for id_, stand in found.stands.items() if stand.stops},
        changes=found.changes,
    )
    with workspace.writing():
        kept = keep_plan(
            workspace, found.problem, read.places, found.result,
            limits=choices.search.limits, fingerprint=read.document.data_fingerprint, replanned=replanned,
        )  # fmt: skip
        _audit(workspace, read, kept, replanned, news)
    return ReplanReport(kept=kept, news=news, replan=found, replanned=replanned, before=read.document.plan)


def read_sound_plan(path: Path) -> ReadPlan:
    """A kept plan that keeps every law.

    Raises
    ------
    InputError
        E3xxx, E6105; E8115 if it breaks a law.
    """
    read = read_kept_plan(path)
    violations = check(read.problem, read.document.plan)
    if violations:
        values = {"count": len(violations), "law": violations[0].law.value, "where": violations[0].where}
        raise InputError([Fault(code="E8115", values=values)])
    return read


def seconds_today(workspace: Workspace, read: ReadPlan) -> int | None:
    """Seconds since midnight at the station, where the plan is of today."""
    now = workspace.now()
    if now.date() != read.document.date:
        return None
    return now.hour * HOUR + now.minute * MINUTE + now.second


def with_added(workspace: Workspace, read: ReadPlan, added: tuple[str, ...], *, reporter: Reporter) -> ReadPlan:
    """The plan with the added visits in its problem; what the day offers already is not added twice.

    Raises
    ------
    InputError
        E8110 for what is planned already; E8106 to E8108 for what cannot be visited.
    """
    known = {visit.id for visit in read.problem.visits}
    asked = [id_ for id_ in dict.fromkeys(added) if id_ not in known]
    _require_unplanned(read.document.plan, added)
    if not asked:
        return read
    reporter.phase("computing travel")
    records, settings = read_records(workspace, read.document.date), workspace.settings
    candidates = [candidate_of(records, id_, problem=read.problem, settings=settings) for id_ in asked]
    roads = Roads.load(workspace.roads_folder, settings.roads)
    problem, places = with_candidates(read.problem, read.places, candidates, roads)
    return dataclasses.replace(read, problem=problem, places=places)


def _require_unplanned(plan: Plan, added: Collection[str]) -> None:
    faults = [
        Fault(code="E8110", values={"visit": stop.visit_id, "time": clock(stop.start_time), "shift": route.shift_id})
        for route in plan.routes
        for stop in route.stops
        if stop.visit_id in added
    ]
    if faults:
        raise InputError(faults)


def _choices(workspace: Workspace, read: ReadPlan, options: ReplanOptions) -> Choices:
    settings = workspace.settings
    search = SearchOptions(
        engine=options.engine or settings.plan.engine or DEFAULT_ENGINE,
        limits=_limits(settings.replan.time_limit, options),
        seed=settings.plan.seed if options.seed is None else options.seed,
        kept_bonus=settings.replan.kept_bonus,
    )
    return Choices(
        search=search,
        disruption=settings.replan.disruption_penalty if options.disruption is None else options.disruption,
        tolerance=settings.replan.tolerance if options.tolerance is None else options.tolerance,
        max_changes=options.max_changes,
        waived=require_visits(sorted(options.waived), read.problem),
        num_reserves=settings.plan.num_reserves,
    )


def _limits(default: float, options: ReplanOptions) -> Limits:
    """Iterations alone where only they are asked for, so that the plan can be made again."""
    if options.max_iterations is not None and options.time_limit is None:
        return Limits(max_iterations=options.max_iterations)
    time_limit = default if options.time_limit is None else options.time_limit
    return Limits(max_runtime=time_limit, max_iterations=options.max_iterations)


def _audit(workspace: Workspace, read: ReadPlan, kept: KeptPlan, replanned: Replanned, news: News) -> None:
    details: dict[str, int | str] = {
        "from_version": replanned.from_version,
        "version": kept.version,
        "at": clock(replanned.time),
        "num_facts": sum(replanned.num_facts.values()),
        "num_changes": len(replanned.changes),
        "num_forced": sum(change.is_forced for change in replanned.changes),
        "num_away": len(news.away),
    }
    with workspace.ledger() as ledger:
        ledger.audit(
            now=workspace.now(), actor=workspace.actor, action="replan",
            subject=f"plan {read.document.date.isoformat()}", details=details,
        )  # fmt: skip
