"""A report as the sheet that every form of output is made from, and the files themselves."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from outputs.comparison.csv_file import write_comparison_csv
from outputs.comparison.data import comparison_data
from outputs.comparison.maps import MapPlan
from outputs.comparison.page import write_comparison_page
from planner.domain.comparison import Comparison
from planner.domain.comparison_sheet import ComparisonSheet, ParetoPoint, ReachView, ScenarioView
from planner.domain.place import Point
from planner.learning.reach import Reach
from planner.usecases.whatif.answering import Answer
from planner.usecases.whatif.pipeline import WhatifReport


def sheet_of(report: WhatifReport, *, curve: Sequence[ParetoPoint] = ()) -> ComparisonSheet:
    """Everything that is shown of a report."""
    pairs = zip(report.answers, report.comparisons, strict=True)
    return ComparisonSheet(
        date=report.date,
        plan_name=report.plan_name,
        engine=report.search.engine,
        seed=report.search.seed,
        limits=report.search.limits,
        as_kept=report.as_kept,
        baseline=report.baseline.measures,
        num_offered=len(report.baseline.question.problem.visits),
        num_due=report.baseline.question.num_due,
        scenarios=tuple(_view(report, answer, comparison) for answer, comparison in pairs),
        curve=tuple(curve),
    )


def sheet_data(sheet: ComparisonSheet) -> dict[str, Any]:
    """The sheet as data for JSON; see `outputs.comparison.data`."""
    return comparison_data(sheet)


def write_csv(sheet: ComparisonSheet, path: Path) -> None:
    """Write the table of measures; see `outputs.comparison.csv_file`."""
    write_comparison_csv(sheet, path)


def write_page(report: WhatifReport, sheet: ComparisonSheet, path: Path, *, language: str) -> None:
    """Write the PDF: the table, and both plans on a map for each scenario; see `outputs.comparison.page`."""
    baseline = _map_plan(report.baseline)
    plans = [_map_plan(answer) for answer in report.answers]
    station = report.loaded.settings.station
    write_comparison_page(
        sheet, path, baseline=baseline, plans=plans, lines=report.loaded.roads.lines, station=station.name, language=language
    )


def _view(report: WhatifReport, answer: Answer, comparison: Comparison) -> ScenarioView:
    scenario = answer.question.scenario
    base, own = report.reaches.get(scenario.name, (None, None))
    return ScenarioView(
        name=scenario.name,
        title=scenario.title,
        question=scenario.question,
        measures=answer.measures,
        comparison=comparison,
        num_offered=len(answer.question.problem.visits),
        caught=answer.question.caught,
        homes_cut_off=answer.question.homes_cut_off,
        reach=None if own is None else _reach(own),
        base_reach=None if base is None else _reach(base),
        is_cut_short=answer.is_cut_short,
    )


def _reach(found: Reach) -> ReachView:
    return ReachView(
        by=found.by,
        num_due=found.num_due,
        num_a_day=found.num_a_day,
        num_by=found.num_by,
        done_on=found.done_on,
        strength=found.strength,
    )


def _map_plan(answer: Answer) -> MapPlan:
    question = answer.question
    place_of = {visit.id: visit.place for visit in question.problem.visits}
    ends_of = {shift.id: (shift.start, shift.end) for shift in question.problem.shifts}
    routes = []
    for route in answer.plan.routes:
        start, end = ends_of[route.shift_id]
        places = [start, *(place_of[stop.visit_id] for stop in route.stops), end]
        routes.append(question.places[[place for place in places if place is not None]])
    doors = {id_: Point.of_row(question.places[place]) for id_, place in place_of.items()}
    made = frozenset(stop.visit_id for route in answer.plan.routes for stop in route.stops)
    return MapPlan(
        routes=tuple(routes), doors=doors, made=made, cut_off=frozenset(question.cut_off), closed_rings=question.closed_rings
    )
