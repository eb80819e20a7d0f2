"""The comparison as data, `docs/formats/comparison.md`: seconds, metres and ids, the same numbers as on the page."""

import dataclasses
from typing import Any

from planner.domain.comparison import Comparison, Measure, Measures, ShiftLoad
from planner.domain.comparison_sheet import ComparisonSheet, ParetoPoint, Reach, ScenarioView

FORMAT, VERSION = "dds-comparison", 1


def comparison_data(sheet: ComparisonSheet) -> dict[str, Any]:
    """The whole sheet, ready for JSON."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "date": sheet.date.isoformat(),
        "plan": sheet.plan_name,
        "engine": sheet.engine,
        "seed": sheet.seed,
        "limits": dataclasses.asdict(sheet.limits),
        "is_equal": not any(view.is_cut_short for view in sheet.scenarios),
        "num_due": sheet.num_due,
        "num_offered": sheet.num_offered,
        "as_kept": _measures(sheet.as_kept),
        "baseline": _measures(sheet.baseline),
        "scenarios": [_scenario(view) for view in sheet.scenarios],
        "curve": [_point(point) for point in sheet.curve],
    }


def _scenario(view: ScenarioView) -> dict[str, Any]:
    return {
        "name": view.name,
        "title": view.title,
        "question": view.question,
        "num_offered": view.num_offered,
        "measures": _measures(view.measures),
        "caught": [{"shift": shift, "visit": visit or None} for shift, visit in view.caught],
        "homes_cut_off": list(view.homes_cut_off),
        "is_cut_short": view.is_cut_short,
        "everybody": None if view.reach is None else {"scenario": _reach(view.reach), "baseline": _reach(view.base_reach)},
        **_comparison(view.comparison),
    }


def _measures(measures: Measures) -> dict[str, Any]:
    return {
        **{measure.value: measures.value(measure) for measure in Measure},
        "complaints_offered": measures.num_complaints_offered,
        "reasons": {reason.value: count for reason, count in sorted(measures.reasons.items(), key=lambda item: item[0].value)},
        "cut_off_visits": list(measures.cut_off),
        "required_missed_visits": list(measures.required_missed),
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "differences": [
            {
                "measure": difference.measure.value,
                "baseline": difference.baseline,
                "scenario": difference.scenario,
                "change": difference.change,
                "verdict": difference.verdict.value,
            }
            for difference in comparison.differences
        ],
        "shifts": [
            {"shift": line.shift_id, "baseline": _load(line.baseline), "scenario": _load(line.scenario)}
            for line in comparison.loads
        ],
        "gained": list(comparison.gained),
        "lost": [
            {"visit": visit, "reason": None if reason is None else reason.value} for visit, reason in comparison.lost.items()
        ],
        "moved": list(comparison.moved),
    }


def _load(load: ShiftLoad | None) -> dict[str, Any] | None:
    if load is None:
        return None
    return {
        "stops": load.num_stops,
        "work": load.work_duration,
        "travel": load.travel_duration,
        "distance": load.distance,
        "end": load.end_time,
    }


def _reach(reach: Reach | None) -> dict[str, Any] | None:
    if reach is None:
        return None
    return {
        "by": reach.by.isoformat(),
        "due": reach.num_due,
        "a_day": reach.num_a_day,
        "made_by_then": reach.num_by,
        "done_on": None if reach.done_on is None else reach.done_on.isoformat(),
        "strength": reach.strength,
    }


def _point(point: ParetoPoint) -> dict[str, Any]:
    return dataclasses.asdict(point)
