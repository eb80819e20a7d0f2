"""The comparison on paper: a table of measures, then a page for each scenario with both plans on a map. Ids only, no names."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from outputs.comparison.chart import chart_data
from outputs.comparison.lists import id_lists
from outputs.comparison.maps import Lines, MapPlan, compose_pair
from outputs.comparison.table import Row, alike_shifts, curve_rows, load_rows, measure_rows, reach_text, reason_text
from outputs.sheets.rendering import press
from planner.domain.comparison_sheet import ComparisonSheet, ScenarioView
from planner.files import write_whole
from planner.words.language import Words, words

_MAX_COLUMNS = 3
"""Scenarios beside each other on A4; more make another table."""

_MAX_IDS = 40
"""Ids of a list that are printed; the rest is counted, and stands in the JSON form."""


def write_comparison_page(
    sheet: ComparisonSheet,
    path: Path,
    *,
    plans: Sequence[MapPlan],
    lines: Lines | None,
    station: str,
    language: str,
) -> None:
    """Write the PDF.

    Parameters
    ----------
    plans
        The baseline's plan, then that of each scenario in the order of the sheet.
    lines
        Roads and rivers within bounds (west, south, east, north); `None`: no background.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    say = words(language)
    data = page_data(sheet, say, station=station)
    for view, plan in zip(data["scenarios"], plans[1:], strict=True):
        view["map"] = compose_pair(plans[0], plan, lines)
    with press(room="comparison") as printing:
        pages = printing.render("comparison.typ", data, sheet.date)
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
        "tables": [_table(sheet, rows, first) for first in range(0, len(sheet.scenarios), _MAX_COLUMNS)],
        "reasons": [
            ["", reason_text(sheet.baseline, say)],
            *[[v.title or v.name, reason_text(v.measures, say)] for v in sheet.scenarios],
        ],
        "scenarios": [_scenario(view, say) for view in sheet.scenarios],
        "curve": [list(row) for row in curve_rows(sheet.curve, say)],
        "chart": chart_data(sheet.curve, say),
    }


def _table(sheet: ComparisonSheet, rows: Sequence[Row], first: int) -> dict[str, Any]:
    """As many scenarios as fit beside each other."""
    last = first + _MAX_COLUMNS
    return {
        "titles": [view.title or view.name for view in sheet.scenarios[first:last]],
        "rows": [
            {
                "label": row.label,
                "baseline": row.baseline,
                "cells": [{"value": cell.value, "change": cell.change, "mark": cell.mark} for cell in row.cells[first:last]],
            }
            for row in rows
        ],
    }


def how_text(sheet: ComparisonSheet, say: Words) -> str:
    """In one sentence how all plans were searched."""
    if sheet.limits.max_runtime is not None:
        limit = say.text("compare.limit_seconds", seconds=say.number(sheet.limits.max_runtime, 2, is_short=True))
    else:
        limit = say.text("compare.limit_iterations", iterations=say.number(sheet.limits.max_iterations or 0))
    is_equal = not any(view.is_cut_short for view in sheet.scenarios)
    key = "compare.how" if is_equal else "compare.how_unequal"
    return say.text(key, engine=sheet.engine, seed=sheet.seed, limit=limit)


def _scenario(view: ScenarioView, say: Words) -> dict[str, Any]:
    reaches = (("baseline", view.base_reach), ("scenario", view.reach))
    return {
        "title": view.title or view.name,
        "question": view.question,
        "loads": [list(row) for row in load_rows(view.comparison, say)],
        "alike": alike_shifts(view.comparison),
        "lists": [[found.label, found.count, found.text] for found in id_lists(view, say, most=_MAX_IDS)],
        "reach": [reach_text(reach, say, key) for key, reach in reaches if reach is not None],
    }
