"""The comparison on paper: a table of measures, then a page for each scenario with both plans on a map. Ids only, no names."""

import dataclasses
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from outputs.comparison.chart import chart_data
from outputs.comparison.maps import Lines, MapPlan, compose_pair
from outputs.comparison.table import curve_rows, load_rows, measure_rows, reach_text, reason_text
from outputs.sheets.rendering import press
from outputs.whole_file import write_whole
from outputs.words import Words, words
from planner.domain.comparison_sheet import ComparisonSheet, ScenarioView

_MAX_IDS = 60
"""Ids of a list that are printed; the rest is counted, and stands in the JSON form."""


def write_comparison_page(
    sheet: ComparisonSheet,
    path: Path,
    *,
    baseline: MapPlan,
    plans: Sequence[MapPlan],
    lines: Lines | None,
    station: str,
    language: str,
) -> None:
    """Write the PDF.

    Parameters
    ----------
    baseline, plans
        The baseline's plan and that of each scenario, in the order of the sheet.
    lines
        Roads and rivers within bounds (west, south, east, north); `None`: no background.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    say = words(language)
    data = page_data(sheet, say, station=station)
    for view, plan in zip(data["scenarios"], plans, strict=True):
        view["map"] = compose_pair(baseline, plan, lines)
    with press() as printing, resources.as_file(resources.files("outputs") / "comparison") as folder:
        pages = dataclasses.replace(printing, folder=folder).render("comparison.typ", data, sheet.date)
    write_whole(path, pages)


def page_data(sheet: ComparisonSheet, say: Words, *, station: str) -> dict[str, Any]:
    """What the template is handed, the maps aside."""
    rows = measure_rows(sheet, say)
    return {
        "words": say.group("compare"),
        "station": station,
        "date": say.date(sheet.date),
        "plan": sheet.plan_name,
        "how": how_text(sheet, say),
        "titles": [view.title or view.name for view in sheet.scenarios],
        "rows": [
            {
                "label": row.label,
                "baseline": row.baseline,
                "cells": [{"value": cell.value, "change": cell.change, "mark": cell.mark} for cell in row.cells],
            }
            for row in rows
        ],
        "reasons": [
            ["", reason_text(sheet.baseline, say)],
            *[[v.title or v.name, reason_text(v.measures, say)] for v in sheet.scenarios],
        ],
        "scenarios": [_scenario(view, say) for view in sheet.scenarios],
        "curve": [list(row) for row in curve_rows(sheet.curve, say)],
        "chart": chart_data(sheet.curve, say),
    }


def how_text(sheet: ComparisonSheet, say: Words) -> str:
    """In one sentence how all plans were searched."""
    if sheet.limits.max_runtime is not None:
        limit = say.text("compare.limit_seconds", seconds=f"{sheet.limits.max_runtime:g}")
    else:
        limit = say.text("compare.limit_iterations", iterations=say.number(sheet.limits.max_iterations or 0))
    is_equal = not any(view.is_cut_short for view in sheet.scenarios)
    key = "compare.how" if is_equal else "compare.how_unequal"
    return say.text(key, engine=sheet.engine, seed=sheet.seed, limit=limit)


def _scenario(view: ScenarioView, say: Words) -> dict[str, Any]:
    comparison = view.comparison
    lost = [f"{visit} ({say.text(f'reason.{reason.value}')})" if reason else visit for visit, reason in comparison.lost.items()]
    return {
        "title": view.title or view.name,
        "question": view.question,
        "loads": [list(row) for row in load_rows(comparison, say)],
        "lists": [
            _list("cut_off", view.measures.cut_off, say),
            _list("caught", [f"{shift} {visit}".strip() for shift, visit in view.caught], say),
            _list("required_missed", view.measures.required_missed, say),
            _list("lost", lost, say),
            _list("gained", comparison.gained, say),
            _list("moved", comparison.moved, say),
        ],
        "reach": [
            reach_text(reach, say, key) for key, reach in (("baseline", view.base_reach), ("scenario", view.reach)) if reach
        ],
    }


def _list(key: str, ids: Sequence[str], say: Words) -> dict[str, Any]:
    shown = list(ids[:_MAX_IDS])
    more = say.text("compare.more", count=say.number(len(ids) - _MAX_IDS)) if len(ids) > _MAX_IDS else ""
    return {"label": say.text(f"compare.list_{key}"), "count": say.number(len(ids)), "ids": shown, "more": more}
