"""What a comparison found: as a sheet that every form is made from, as data, and as files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from outputs.comparison.csv_file import write_comparison_csv
from outputs.comparison.data import comparison_data
from outputs.comparison.maps import MapPlan
from outputs.comparison.page import page_data, write_comparison_page
from planner.domain.comparison import Comparison, Measures
from planner.domain.comparison_sheet import ComparisonSheet, ParetoPoint, Reach, ScenarioView
from planner.domain.errors import Fault
from planner.domain.place import Point
from planner.usecases.keeping import KeptPlan
from planner.usecases.searching import Search
from planner.usecases.whatif.answering import Answer
from planner.usecases.whatif.baseline import Baseline
from planner.words.language import Words


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
    curve
        Points of the curve between complaints and coverage; empty: not asked for.
    notes
        Why some differences come from elsewhere.
    kept
        Where the plan of a scenario was kept; `None`: none was.
    """

    plan_name: str
    search: Search
    loaded: Baseline
    as_kept: Measures
    baseline: Answer
    answers: tuple[Answer, ...]
    comparisons: tuple[Comparison, ...]
    reaches: Mapping[str, tuple[Reach, Reach]] = field(default_factory=dict)
    curve: tuple[ParetoPoint, ...] = ()
    notes: tuple[Fault, ...] = ()
    kept: KeptPlan | None = None

    def sheet(self) -> ComparisonSheet:
        """Everything that is shown."""
        pairs = zip(self.answers, self.comparisons, strict=True)
        return ComparisonSheet(
            date=self.loaded.date,
            plan_name=self.plan_name,
            engine=self.search.engine,
            seed=self.search.seed,
            limits=self.search.limits,
            as_kept=self.as_kept,
            baseline=self.baseline.measures,
            num_offered=len(self.baseline.question.problem.visits),
            num_due=self.baseline.question.num_due,
            scenarios=tuple(_view(self, answer, comparison) for answer, comparison in pairs),
            curve=self.curve,
        )

    def as_data(self) -> dict[str, object]:
        """All of it for JSON; see `outputs.comparison.data`."""
        return {
            **comparison_data(self.sheet()),
            "kept": None if self.kept is None else str(self.kept.path),
            "notes": [note.text() for note in self.notes],
        }

    def on_page(self, say: Words) -> dict[str, Any]:
        """What a page shows, in words; see `outputs.comparison.page`."""
        return page_data(self.sheet(), say, station=self.loaded.settings.station.name)

    def keeping_hindrance(self, name: str, say: Words) -> str:
        """Why the plan of a scenario cannot be kept, in a sentence; empty: it can."""
        answer = next(answer for answer in self.answers if answer.question.scenario.name == name)
        if answer.question.has_other_roads:
            return say.text("Its roads are not those of the workspace: such a plan is compared, not kept.")
        if answer.question.invented:
            return say.text("It has teams or complaints that are not there: such a plan is compared, not kept.")
        return say.text("It leaves out promised visits: such a plan is compared, not kept.") if answer.broken else ""

    def write_csv(self, path: Path) -> None:
        """Write the table of measures; see `outputs.comparison.csv_file`."""
        write_comparison_csv(self.sheet(), path)

    def write_page(self, path: Path, *, language: str) -> None:
        """Write the PDF: the table, and both plans on a map for each scenario; see `outputs.comparison.page`."""
        write_comparison_page(
            self.sheet(), path, plans=[_map_plan(answer) for answer in (self.baseline, *self.answers)],
            lines=self.loaded.roads.lines, station=self.loaded.settings.station.name, language=language,
        )  # fmt: skip


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
        reach=own,
        base_reach=base,
        is_cut_short=answer.is_cut_short,
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
