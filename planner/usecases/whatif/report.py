"""What a comparison found: as a sheet that every form is made from, as data, and as files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from outputs.comparison.csv_file import write_comparison_csv
from outputs.comparison.data import comparison_data
from outputs.comparison.maps import MapPlan
from outputs.comparison.page import page_data, write_comparison_page
from planner.domain.comparison import Comparison, Measure, Measures, Verdict
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

    def is_searched_anew(self) -> bool:
        """Whether the plan beside the scenarios is better than the file's, because it was searched on as they were."""
        found, kept = self.baseline.measures, self.as_kept
        return any(getattr(found, name) != getattr(kept, name) for name in ("num_visits", "complaint_prize", "coverage_prize"))

    def provisos(self, say: Words) -> list[str]:
        """What whoever reads the table has to know of it, in sentences."""
        found, kept, lines = self.baseline.measures, self.as_kept, list[str]()
        if self.is_searched_anew():
            lines.append(
                say.text(
                    "The baseline was searched on with the same limits: {after} visits and {points} points; "
                    "in the file {before} and {old_points}.",
                    after=say.number(found.num_visits),
                    points=say.number(found.complaint_prize + found.coverage_prize),
                    before=say.number(kept.num_visits),
                    old_points=say.number(kept.complaint_prize + kept.coverage_prize),
                )
            )
        pairs = zip(self.answers, self.comparisons, strict=True)
        if any(answer.question.scenario.takes_only and _is_better(comparison) for answer, comparison in pairs):
            lines.append(
                say.text(
                    "With less to work with no day becomes better as a whole: what is marked better there is the chance of the "
                    "search, or is paid for by what is marked worse. More seconds of each search make it smaller."
                )
            )
        return lines

    def keeping_hindrance(self, name: str, say: Words) -> str:
        """Why the plan of a scenario cannot be kept, in a sentence; empty: it can."""
        answer = next(answer for answer in self.answers if answer.question.scenario.name == name)
        if answer.question.has_other_roads:
            return say.text("Its roads are not those of the workspace: such a plan is compared, not kept.")
        if answer.question.invented:
            return say.text("It has teams or complaints that are not there: such a plan is compared, not kept.")
        if self.loaded.num_recorded:
            return say.text("Rows of its day are recorded: such a plan is compared, not kept; replan the day instead.")
        if self.loaded.since is not None:
            return say.text("It is the rest of a running day: such a plan is compared, not kept; replan the day instead.")
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


def _is_better(comparison: Comparison) -> bool:
    """Whether more visits, or more of what they are worth, were found."""
    measures = (Measure.VISITS, Measure.COMPLAINT_PRIZE, Measure.COVERAGE_PRIZE)
    return any(comparison.difference(measure).verdict is Verdict.BETTER for measure in measures)


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
