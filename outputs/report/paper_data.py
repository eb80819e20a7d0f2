"""What the report's template is handed: every number already written as words, map and charts already computed."""

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

from outputs.report.charts import chart_of, day_chart
from outputs.report.content import ReportSource, tables_before, tables_of
from outputs.report.map import MapSize, coverage_map
from outputs.report.summary import attention_lines, before_text, five_figures
from outputs.report.table import Column, Form, Table
from outputs.report.wording import HIDDEN_SIGN, named_period, period_text, title, value_text
from planner.words.language import Words

SECTIONS = (
    ("coverage", ("villages",)),
    ("results", ("results", "visits", "openings")),
    ("work", ("weeks", "units", "teams", "minutes", "durations")),
    ("complaints", ("complaints", "states", "ages", "answers")),
    ("facilities", ("agencies", "attention")),
    ("annex", ("neighbourhoods",)),
)
"""Headings, and the tables under each."""

SUMMARY_MAP = MapSize(width=100.0, height=112.0)
FULL_MAP = MapSize(width=192.0, height=128.0)

PAGE_WIDTH, GUTTER = 192.0, 6.0
"""Millimetres between the margins, and between two columns of a page."""
_CHARACTER = 1.78
"""Millimetres of an average character of 9.5 pt, on the safe side."""
_INSET = 2.6
"""Millimetres of a cell's margins."""
_FINE = 0.5
"""Millimetres that nobody sees."""
_BREAKABLE = 26
"""A table with more rows than this may run over the end of a page; its head is repeated."""


def paper_data(source: ReportSource) -> dict[str, Any]:
    """The whole report."""
    say = source.say
    tables, before = tables_of(source), tables_before(source)
    station = source.settings.station
    return {
        "language": source.language,
        "words": {group: say.group(group) for group in ("report", "foot")},
        "title": title(source.figures, say),
        "title_short": title(source.figures, say, is_short=True),
        "head_lines": list(station.head_lines),
        "station": station.name,
        "acknowledged_by": station.acknowledged_by,
        "marking": say.text("report.public" if source.is_public else "sheet.restricted"),
        "is_invented": source.is_invented,
        "period": named_period(source.figures, say),
        "period_before": "" if source.before is None else period_text(source.before.period, say),
        "figures": [
            {
                "name": say.text(f"report.figure_{figure.key}"),
                "value": value_text(figure.value, figure.form, say),
                "before": before_text(figure, say),
                "detail": figure.detail,
            }
            for figure in five_figures(tables, before, source)
        ],
        "attention": list(attention_lines(tables, source)),
        "map": _map(source, tables, SUMMARY_MAP, with_dots=False),
        "days": None if source.is_public else day_chart(source.figures.days, say),
        "dots_map": None if source.is_public else _map(source, tables, FULL_MAP, with_dots=True),
        "sections": _sections(tables, say),
        "hidden_note": _hidden_note(source),
        "anchor_note": say.text("report.anchor_note", anchor=source.anchor) if source.anchor else "",
    }


def _sections(tables: Mapping[str, Table], say: Words) -> list[dict[str, Any]]:
    found = []
    for key, names in SECTIONS:
        held = [table_data(tables[name], say) for name in names if name in tables]
        if held:
            found.append({"key": key, "title": say.text(f"report.section_{key}"), "tables": held})
    return found


def table_data(table: Table, say: Words) -> dict[str, Any]:
    """A table as the template wants it."""
    columns = [column for column in table.columns if column.on_paper]
    is_double = table.key == "neighbourhoods"
    heads = [say.text(f"report.column_{column.key}") for column in columns]
    rows = [[value_text(row.value(column), column.form, say) for column in columns] for row in table.rows]
    for index in [index for index, column in enumerate(columns) if column.is_group]:
        for above, row in reversed(list(itertools.pairwise(rows))):
            row[index] = "" if row[index] == above[index] else row[index]
    return {
        "key": table.key,
        "title": say.text(f"report.table_{table.key}"),
        "note": say.texts.get(table.note_key, ""),
        "heads": heads,
        "widths": _widths(columns, heads, rows, room=(PAGE_WIDTH - GUTTER) / 2 if is_double else PAGE_WIDTH),
        "is_text": [column.form is Form.TEXT for column in columns],
        "rows": rows,
        "has_total": table.total is not None,
        "is_long": len(rows) > _BREAKABLE,
        "is_double": is_double,
        "chart": chart_of(table, say),
    }


def _widths(columns: Sequence[Column], heads: Sequence[str], rows: Sequence[Sequence[str]], *, room: float) -> list[float]:
    """Millimetres of each column: what it needs, heads broken between words, and its part of what is left of the room."""
    needed = []
    for index, column in enumerate(columns):
        cells = max((len(row[index]) for row in rows), default=0)
        word = max(len(part) for part in heads[index].split(" "))
        shortest = 0 if column.form is Form.TEXT else math.ceil(len(heads[index]) / 2)
        needed.append(max(cells, word, shortest, 4) * _CHARACTER + _INSET)
    texts = [index for index, column in enumerate(columns) if column.form is Form.TEXT]
    while (excess := sum(needed) - room) > _FINE:  # the widest text gives way and runs over two lines
        widest, *others = sorted((needed[index] for index in texts), reverse=True)
        step = min(excess, max(_FINE, widest - (others[0] if others else 0)))
        needed[next(index for index in texts if needed[index] == widest)] -= step
    left = max(0.0, room - sum(needed)) / len(needed)
    return [round(width + left, 2) for width in needed]


def _map(source: ReportSource, tables: Mapping[str, Table], size: MapSize, *, with_dots: bool) -> dict[str, Any] | None:
    table = tables.get("villages")
    if table is None:
        return None
    dots = source.figures.neighbourhoods if with_dots else ()
    return coverage_map(source.villages, table, dots, size, source.say)


def _hidden_note(source: ReportSource) -> str:
    if not source.is_public:
        return ""
    return source.say.text("report.hidden_note", sign=HIDDEN_SIGN, minimum=source.minimum)
