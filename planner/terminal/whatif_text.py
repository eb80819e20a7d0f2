"""A comparison as a duty officer reads it on a terminal: tables as wide as the screen, then what became of whom."""

import io
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from outputs.comparison.lists import id_lists
from outputs.comparison.page import how_text
from outputs.comparison.table import Cell, curve_rows, load_rows, measure_rows, reach_text, reason_text
from planner.domain.comparison_sheet import ComparisonSheet, ScenarioView
from planner.domain.units import MINUTE
from planner.terminal.context import CommandContext
from planner.words.language import Words, words

_MIN_WIDTH, _MAX_WIDTH = 80, 200
_SCENARIO_WIDTH = 26
"""Columns of the terminal that a scenario's cell takes; more scenarios than fit are put into further tables."""
_LEAST_WORK = 15 * MINUTE
"""Change of a shift's work that is worth a line on a terminal; all of them are on the page and in JSON."""
_STYLES = {"✔": "bold", "✘": "bold"}


def whatif_text(context: CommandContext, sheet: ComparisonSheet, *, kept: Path | None, max_ids: int) -> str:
    """The whole answer."""
    say = words(context.language)
    width = max(_MIN_WIDTH, min(_MAX_WIDTH, shutil.get_terminal_size((120, 40)).columns))
    console = Console(file=io.StringIO(), width=width, highlight=False)
    console.print(f"{say.text('compare.title')} · {say.date(sheet.date)} · {sheet.plan_name}", markup=False)
    console.print(how_text(sheet, say), markup=False)
    _measures(console, sheet, say, width)
    _base_note(console, context, sheet)
    for view in sheet.scenarios:
        _scenario(console, view, say, max_ids)
    if sheet.curve:
        _curve(console, sheet, say)
    if kept is not None:
        console.print(context.say("Kept as {path}", path=kept), markup=False)
    output = console.file
    return output.getvalue().rstrip() if isinstance(output, io.StringIO) else ""


def _measures(console: Console, sheet: ComparisonSheet, say: Words, width: int) -> None:
    rows = measure_rows(sheet, say)
    per_table = max(1, (width - 48) // (_SCENARIO_WIDTH + 3))
    for first in range(0, len(sheet.scenarios), per_table):
        table = Table(show_lines=False)
        table.add_column(say.text("compare.measure"))
        table.add_column(say.text("compare.baseline"), justify="right")
        for view in sheet.scenarios[first : first + per_table]:
            table.add_column(Text(view.title or view.name), justify="right")
        for row in rows:
            table.add_row(row.label, row.baseline, *(_cell(cell) for cell in row.cells[first : first + per_table]))
        console.print(table)
    if sheet.scenarios:
        legend = [("✔", "better"), ("✘", "worse"), ("=", "same"), ("·", "neutral")]
        console.print("  ".join(f"{mark} {say.text(f'compare.{key}')}" for mark, key in legend), markup=False)


def _cell(cell: Cell) -> Text:
    change = f" ({cell.change})" if cell.change else ""
    return Text(f"{cell.value}{change} {cell.mark}", style=_STYLES.get(cell.mark, ""))


def _base_note(console: Console, context: CommandContext, sheet: ComparisonSheet) -> None:
    """Whether the baseline is better than the file says, since it was searched on like the scenarios."""
    before, after = sheet.as_kept, sheet.baseline
    if (before.num_visits, before.complaint_prize, before.coverage_prize) != (
        after.num_visits, after.complaint_prize, after.coverage_prize,
    ):  # fmt: skip
        text = context.say(
            "The baseline was searched on with the same limits: {after} visits and {points} points; "
            "in the file {before} and {old_points}.",
            after=after.num_visits,
            points=after.complaint_prize + after.coverage_prize,
            before=before.num_visits,
            old_points=before.complaint_prize + before.coverage_prize,
        )
        console.print(text, markup=False)


def _scenario(console: Console, view: ScenarioView, say: Words, max_ids: int) -> None:
    console.print()
    console.print(Text(view.title or view.name, style="bold"))
    if view.question:
        console.print(view.question, markup=False)
    for key, found in (("baseline", view.base_reach), ("scenario", view.reach)):
        if found is not None:
            console.print(reach_text(found, say, key), markup=False)
    console.print(f"{say.text('compare.reasons')}: {reason_text(view.measures, say)}", markup=False)
    for ids in id_lists(view, say, most=max_ids):
        console.print(f"{ids.label} ({ids.count}): {ids.text}", markup=False)
    _loads(console, view, say)


def _loads(console: Console, view: ScenarioView, say: Words) -> None:
    rows = load_rows(view.comparison, say, least=_LEAST_WORK)
    if not rows:
        return
    table = Table()
    table.add_column(say.text("compare.shift"))
    for key in ("stops_before", "stops_after", "work_before", "work_after"):
        table.add_column(say.text(f"compare.{key}"), justify="right")
    _fill(table, rows)
    console.print(table)


def _curve(console: Console, sheet: ComparisonSheet, say: Words) -> None:
    console.print()
    console.print(Text(say.text("compare.curve_title"), style="bold"))
    console.print(say.text("compare.curve_lead"), markup=False)
    table = Table()
    for key in ("balance", "complaints_made", "coverage_made", "complaint_prize", "coverage_prize", "displaced"):
        table.add_column(say.text(f"compare.{key}"), justify="right")
    table.add_column("")
    _fill(table, curve_rows(sheet.curve, say))
    console.print(table)


def _fill(table: Table, rows: Iterable[Sequence[str]]) -> None:
    for row in rows:
        table.add_row(*(Text(part) for part in row))
