"""`dds whatif` without its words: scenarios read, asked, answered, compared; nothing is kept unless somebody names what."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from planner.domain.comparison import Comparison, Measures
from planner.domain.errors import Fault, InputError
from planner.domain.known_names import KnownNames
from planner.domain.scenario import Scenario
from planner.domain.solving import Limits
from planner.domain.visit import Tier
from planner.formats.scenario_file import read_scenario, scenario_of
from planner.improving.reserves import with_reserves
from planner.learning.reach import Reach, reach
from planner.rules.compare import compare, measures
from planner.rules.cost import breakdown
from planner.rules.roster import shifts_of_day
from planner.usecases.keeping import KeptPlan, keep_plan
from planner.usecases.progress import Reporter
from planner.usecases.whatif.answering import Answer, Search, answer_all
from planner.usecases.whatif.baseline import Baseline, load_baseline
from planner.usecases.whatif.question import Question, ask, baseline_question
from planner.usecases.whatif.spoken import SpokenScenario
from planner.usecases.workspace import Workspace
from solvers.registry import DEFAULT_ENGINE

Source = Path | SpokenScenario
"""Where a scenario comes from."""

BASELINE = "baseline"
"""Name of the plan itself among the scenarios."""

DEFAULT_TIME_LIMIT = 1.75
"""Wall seconds of each search. The baseline and one scenario take twice that, and with reading, travel and reasons the answer
comes within ten seconds on two cores."""

_NAMED = 5
"""Ids named in a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatifOptions:
    """What the desk may say.

    Attributes
    ----------
    time_limit, max_iterations
        Of every search alike; `None`: `DEFAULT_TIME_LIMIT`, or none where iterations are given.
    seed, engine
        `None`: those of the plan.
    keep
        Name of the scenario whose plan is kept; empty: none.
    """

    time_limit: float | None = None
    max_iterations: int | None = None
    seed: int | None = None
    engine: str | None = None
    keep: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WhatifReport:
    """Everything that was found.

    Attributes
    ----------
    as_kept
        The plan as it lies in the file, before it was searched on.
    baseline
        The plan searched on with the limits of the scenarios.
    comparisons
        One for each of `answers`.
    reaches
        Name of a scenario to when everybody would have been visited, for those that ask; the baseline's beside each.
    notes
        Why some differences come from elsewhere.
    """

    date: dt.date
    plan_name: str
    search: Search
    loaded: Baseline
    as_kept: Measures
    baseline: Answer
    answers: tuple[Answer, ...]
    comparisons: tuple[Comparison, ...]
    reaches: Mapping[str, tuple[Reach, Reach]] = field(default_factory=dict)
    notes: tuple[Fault, ...] = ()
    kept: KeptPlan | None = None

    @property
    def cut_short(self) -> tuple[str, ...]:
        """Scenarios whose search was stopped by hand: their limits were not the same."""
        return tuple(a.question.scenario.name for a in (self.baseline, *self.answers) if a.is_cut_short)


def what_if(
    workspace: Workspace,
    path: Path,
    sources: Sequence[Source],
    options: WhatifOptions,
    *,
    reporter: Reporter,
    on_asked: Callable[[Sequence[Question]], None] = lambda _questions: None,
) -> WhatifReport:
    """Hold scenarios against a kept plan.

    Parameters
    ----------
    path
        The plan file.
    sources
        Scenario files, and scenarios given on the command line.
    on_asked
        Told the days before any of them is planned: who is cut off, which team is caught.

    Raises
    ------
    InputError
        E3xxx for the plan, E80xx for scenarios, E4xxx for engine and day, E6xxx for the workspace.
    CheckFailedError
        If a plan breaks a law.
    """
    reporter.phase("reading the plan and the ledger")
    baseline = load_baseline(workspace, path)
    scenarios = _read_all(sources, baseline.known())
    if options.keep:
        _require_known(options.keep, [scenario.name for scenario, _ in scenarios])
    reporter.phase("computing travel")
    questions = [ask(baseline, scenario, folder) for scenario, folder in scenarios]
    on_asked(questions)
    search = search_of(baseline, options)
    plan, before = baseline.kept.document.plan, baseline.kept.problem.shifts
    asked = [baseline_question(baseline, BASELINE), *questions]
    base, *answers = answer_all(asked, plan, before, search, reporter=reporter)
    report = WhatifReport(
        date=baseline.date,
        plan_name=path.name,
        search=search,
        loaded=baseline,
        as_kept=measures(baseline.kept.problem, plan, days_left=baseline.days_left),
        baseline=base,
        answers=tuple(answers),
        comparisons=tuple(compare((base.plan, base.measures), (a.plan, a.measures)) for a in answers),
        reaches=_reaches(baseline, base, answers),
        notes=baseline.notes(),
    )
    if not options.keep:
        return report
    wanted = next(answer for answer in answers if answer.question.scenario.name == options.keep)
    return replace(report, kept=keep(workspace, baseline, wanted, search))


def search_of(baseline: Baseline, options: WhatifOptions) -> Search:
    """Engine, seed and limits of all searches."""
    document = baseline.kept.document
    if options.max_iterations is not None and options.time_limit is None:
        limits = Limits(max_iterations=options.max_iterations)
    else:
        time_limit = DEFAULT_TIME_LIMIT if options.time_limit is None else options.time_limit
        limits = Limits(max_runtime=time_limit, max_iterations=options.max_iterations)
    seed = document.seed if options.seed is None else options.seed
    return Search(engine=options.engine or baseline.settings.plan.engine or DEFAULT_ENGINE, limits=limits, seed=seed)


def keep(workspace: Workspace, baseline: Baseline, answer: Answer, search: Search) -> KeptPlan:
    """Keep the plan of a scenario as the day's next version.

    Raises
    ------
    InputError
        E8049 if it names teams or complaints that the ledger does not have, E8052 if a promised visit is left out, E8053 if its
        ways are not those of the workspace's roads; E6xxx if the ledger or the disk refuses.
    """
    question, name = answer.question, answer.question.scenario.name
    if question.invented:
        named = sorted(question.invented)
        ids = ", ".join(named[:_NAMED]) + ("…" if len(named) > _NAMED else "")
        raise InputError([Fault(code="E8049", values={"name": name, "ids": ids})])
    if answer.broken:
        values = {"name": name, "num": len(answer.broken), "law": answer.broken[0].law.value}
        raise InputError([Fault(code="E8052", values=values)])
    if question.has_other_roads:
        raise InputError([Fault(code="E8053", values={"name": name})])
    policy = replace(question.problem.policy, disruption_penalty=baseline.kept.problem.policy.disruption_penalty)
    problem = replace(question.problem, kept={}, policy=policy)
    plan = with_reserves(problem, answer.plan, num_reserves=baseline.settings.plan.num_reserves)
    result = replace(answer.result, plan=plan, objective=breakdown(problem, plan))
    fingerprint = baseline.records.fingerprint
    with workspace.writing():
        return keep_plan(workspace, problem, question.places, result, limits=search.limits, fingerprint=fingerprint)


def _read_all(sources: Sequence[Source], known: KnownNames) -> list[tuple[Scenario, Path]]:
    """Scenarios with the folder of each, all faults of all files at once."""
    faults: list[Fault] = []
    found: list[tuple[Scenario, Path]] = []
    for source in sources:
        try:
            found.append(_read(source, known))
        except InputError as error:
            faults.extend(error.faults)
    names = [scenario.name for scenario, _ in found]
    faults += [Fault(code="E8047", values={"name": name}) for name in sorted({n for n in names if names.count(n) > 1})]
    if faults:
        raise InputError(faults)
    return found


def _read(source: Source, known: KnownNames) -> tuple[Scenario, Path]:
    if isinstance(source, Path):
        return read_scenario(source, known=known), source.parent
    return scenario_of(source.text, name=source.name, known=known), Path()


def _require_known(name: str, names: Sequence[str]) -> None:
    if name not in names:
        raise InputError([Fault(code="E8048", values={"name": name, "known": ", ".join(names) or "–"})])


def _reaches(baseline: Baseline, base: Answer, answers: Sequence[Answer]) -> dict[str, tuple[Reach, Reach]]:
    return {
        answer.question.scenario.name: (_reach(baseline, base, answer), _reach(baseline, answer, answer))
        for answer in answers
        if answer.question.scenario.everybody_by is not None
    }


def _reach(baseline: Baseline, answer: Answer, asked: Answer) -> Reach:
    by = asked.question.scenario.everybody_by or baseline.date
    visit_of = {visit.id: visit for visit in answer.question.problem.visits}
    made = [visit_of[stop.visit_id] for route in answer.plan.routes for stop in route.stops]
    settings, teams = baseline.settings, baseline.records.teams

    def hours(date: dt.date) -> int:
        shifts = shifts_of_day(teams, date=date, settings=settings)
        return sum(shift.window.end - shift.window.start for shift in shifts)

    whole = max(1, hours(baseline.date))

    def share(date: dt.date) -> float:
        return 0.0 if date in settings.holidays else hours(date) / whole

    num_doors = sum(visit.tier is Tier.COVERAGE for visit in made)
    num_due = sum(c.visit.tier is Tier.COVERAGE for c in baseline.due.candidates)
    return reach(num_due, num_doors, date=baseline.date, by=by, share_of=share)
