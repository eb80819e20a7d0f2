"""What if: scenarios asked of the day of a kept plan, answered, compared; nothing is kept unless somebody names what."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.domain.comparison_sheet import Reach
from planner.domain.errors import InputError
from planner.domain.scenario import Scenario
from planner.domain.units import clock
from planner.domain.visit import Tier
from planner.learning.reach import reach
from planner.rules.cost import breakdown
from planner.rules.roster import shifts_of_day
from planner.usecases.keeping import FoundPlan, Origin
from planner.usecases.keeping_aside import keep_result
from planner.usecases.progress import Reporter
from planner.usecases.searching import SearchWish
from planner.usecases.whatif.answering import Answer, answer_all
from planner.usecases.whatif.baseline import Baseline, load_baseline
from planner.usecases.whatif.measuring import along_the_curve, compare, curve_point, measures
from planner.usecases.whatif.question import Question, ask, baseline_question
from planner.usecases.whatif.reading import Source, read_scenarios
from planner.usecases.whatif.report import WhatifReport
from planner.usecases.workspace import Workspace

BASELINE = "baseline"
"""Name of the plan itself among the scenarios."""

BALANCES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0, None)
"""Points of the curve: coverage only … complaints only, and complaints strictly above coverage."""

DEFAULT_TIME_LIMIT = 1.75
"""Wall seconds of each search. The baseline and one scenario take twice that, and with reading, travel and reasons the answer
comes within ten seconds on two cores."""

_NAMED = 5
"""Ids named in a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """The day of a kept plan with its questions, before anything is searched."""

    plan_name: str
    baseline: Baseline
    questions: tuple[Question, ...]

    def require(self, name: str) -> None:
        """Refuse a name that no scenario has, and a day that is running, before anything is searched.

        Raises
        ------
        InputError
            E8048, E8057, E8160.
        """
        names = [question.scenario.name for question in self.questions]
        if name not in names:
            raise InputError.of("E8048", name=name, known=", ".join(names) or "–")
        if self.baseline.num_recorded:
            raise InputError.of("E8057", name=name, count=self.baseline.num_recorded)
        _require_whole(self.baseline, name)


def ask_what_if(workspace: Workspace, path: Path, sources: Sequence[Source], *, reporter: Reporter) -> Asked:
    """Put the days of scenarios together: who is cut off and which team is caught is known before any of them is planned.

    Raises
    ------
    InputError
        E3xxx for the plan, E80xx for scenarios, E4001 for a day without anybody, E6xxx for the workspace.
    CheckFailedError
        If the plan breaks a law.
    """
    reporter.phase("reading the plan and the ledger")
    baseline = load_baseline(workspace, path)
    scenarios = read_scenarios(sources, baseline)
    reporter.phase("computing travel")
    questions = tuple(ask(baseline, scenario, records) for scenario, records in scenarios)
    return Asked(plan_name=path.name, baseline=baseline, questions=questions)


def compare_what_if(asked: Asked, wish: SearchWish, *, with_curve: bool = False, reporter: Reporter) -> WhatifReport:
    """Search and finish the plan of each day alike, and hold the scenarios against the baseline.

    Parameters
    ----------
    wish
        Of every search alike; engine and seed are those of the settings and the plan where nothing is wished for.
    with_curve
        Also the curve between complaints and coverage on the baseline's day.

    """
    baseline, document = asked.baseline, asked.baseline.kept.document
    search = wish.settled(time_limit=DEFAULT_TIME_LIMIT, engine=baseline.settings.plan.engine, seed=document.seed)
    as_planned = baseline_question(baseline, BASELINE)
    base, *answers = answer_all([as_planned, *asked.questions], baseline, search, reporter=reporter)
    traded = [_balanced(as_planned, balance) for balance in BALANCES] if with_curve else []
    curve = answer_all(traded, baseline, search, reporter=reporter) if with_curve else []
    return WhatifReport(
        plan_name=asked.plan_name,
        search=search,
        loaded=baseline,
        as_kept=measures(baseline.kept.problem, document.plan, days_left=baseline.days_left()),
        baseline=base,
        answers=tuple(answers),
        comparisons=tuple(compare((base.plan, base.measures), (a.plan, a.measures)) for a in answers),
        reaches=_reaches(baseline, base, answers),
        curve=along_the_curve([curve_point(answer.question.problem, answer.plan) for answer in curve]),
        notes=baseline.notes(),
    )


def keep_scenario(workspace: Workspace, report: WhatifReport, name: str, *, reporter: Reporter) -> WhatifReport:
    """Keep the plan of a scenario as the day's next version; the report that says where.

    Raises
    ------
    InputError
        E8049 if it names teams or complaints that the ledger does not have, E8052 if a promised visit is left out, E8053 if its
        ways are not those of the workspace's roads, E8057 if rows of its day are recorded, E8160 if it is the rest of a day,
        E8120 if the day was planned anew; E6xxx if the ledger or the disk refuses.
    """
    answer = next(answer for answer in report.answers if answer.question.scenario.name == name)
    question, baseline = answer.question, report.loaded
    if question.invented:
        named = sorted(question.invented)
        ids = ", ".join(named[:_NAMED]) + ("…" if len(named) > _NAMED else "")
        raise InputError.of("E8049", name=name, ids=ids)
    if answer.broken:
        raise InputError.of("E8052", name=name, num=len(answer.broken), law=answer.broken[0].law.value)
    if question.has_other_roads:
        raise InputError.of("E8053", name=name)
    with workspace.ledger() as ledger:  # the desk asks for it in a second step
        num_recorded = ledger.before(baseline.date).num_visits
    if num_recorded:
        raise InputError.of("E8057", name=name, count=num_recorded)
    _require_whole(baseline, name)
    policy = replace(question.problem.policy, disruption_penalty=baseline.kept.problem.policy.disruption_penalty)
    problem = replace(question.problem, kept={}, policy=policy)
    result = replace(answer.result, objective=breakdown(problem, answer.plan))
    origin = Origin(limits=report.search.limits, fingerprint=baseline.records.fingerprint)
    kept = keep_result(
        workspace,
        FoundPlan(problem=problem, places=question.places, result=result, origin=origin, kind="whatif", newest=baseline.newest),
        reporter=reporter,
    )
    return replace(report, kept=kept)


def _require_whole(baseline: Baseline, name: str) -> None:
    if baseline.since is not None:
        raise InputError.of("E8160", name=name, time=clock(baseline.since))


def _balanced(question: Question, balance: float | None) -> Question:
    """The baseline's day with another balance. Its plan is not favoured: a curve asks how far plans can go."""
    policy = replace(question.problem.policy, balance=balance, disruption_penalty=0)
    name = "strict" if balance is None else f"balance-{balance}"
    return replace(question, scenario=Scenario(name=name), problem=replace(question.problem, policy=policy, kept={}))


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
    settings, records = baseline.settings, baseline.records

    def hours(date: dt.date) -> int:
        shifts = shifts_of_day(records.teams_on(date), date=date, settings=settings)
        return sum(shift.window.end - shift.window.start for shift in shifts)

    whole = max(1, hours(baseline.date))

    def share(date: dt.date) -> float:
        return 0.0 if date in settings.holidays else hours(date) / whole

    num_doors = sum(visit.tier is Tier.COVERAGE for visit in (*made, *baseline.done))
    within = baseline.within_reach(baseline.due, baseline.kept.problem.shifts)
    num_due = sum(c.visit.tier is Tier.COVERAGE for c in within.candidates)
    return reach(num_due, num_doors, date=baseline.date, by=by, share_of=share)
