"""The curve between complaints and coverage: the day of a plan searched for several balances, with the same limits for each."""

from dataclasses import replace

from planner.domain.comparison_sheet import ParetoPoint
from planner.domain.scenario import Scenario
from planner.rules.curve import along_the_curve, curve_point
from planner.usecases.progress import Reporter
from planner.usecases.whatif.answering import answer_all
from planner.usecases.whatif.pipeline import WhatifReport
from planner.usecases.whatif.question import Question

BALANCES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0, None)
"""Coverage only … complaints only, and complaints strictly above coverage."""


def curve_of(report: WhatifReport, *, reporter: Reporter) -> tuple[ParetoPoint, ...]:
    """Points of the curve for the baseline's day.

    The baseline's plan is not favoured here: a curve asks how far plans can go, not how little they change.

    Raises
    ------
    CheckFailedError
        If a plan breaks a law.
    """
    asked = [_balanced(report.baseline.question, balance) for balance in BALANCES]
    kept = report.loaded.kept
    answers = answer_all(asked, kept.document.plan, kept.problem.shifts, report.search, reporter=reporter)
    return along_the_curve([curve_point(answer.question.problem, answer.plan) for answer in answers])


def _balanced(question: Question, balance: float | None) -> Question:
    policy = replace(question.problem.policy, balance=balance, disruption_penalty=0)
    name = "strict" if balance is None else f"balance-{balance}"
    return replace(question, scenario=Scenario(name=name), problem=replace(question.problem, policy=policy, kept={}))
