"""The report as data: the figures and tables of an edition with keys that are the same in every language."""

import datetime as dt
from typing import Any

from outputs.report.content import ReportSource, tables_before, tables_of
from outputs.report.summary import attention_lines, five_figures
from outputs.report.table import HIDDEN, Table, Value

FORMAT, VERSION = "dds-report", 1
PLACES = 4
"""Decimals of shares and ratios."""


def report_data(source: ReportSource) -> dict[str, Any]:
    """Everything that the papers say; a number that may not be shown is `"hidden"`, an unknown one `null`."""
    tables, before = tables_of(source), tables_before(source)
    period = source.figures.period
    return {
        "format": FORMAT,
        "version": VERSION,
        "edition": "public" if source.is_public else "internal",
        "is_invented": source.is_invented,
        "from": period.start.isoformat(),
        "to": source.figures.named.end.isoformat(),
        **({} if source.figures.asked is None else {"unfinished_until": period.end.isoformat()}),
        "before": None
        if source.before is None
        else {"from": source.before.period.start.isoformat(), "to": source.before.period.end.isoformat()},
        "figures": {
            figure.key: {"value": _plain(figure.value), "before": _plain(figure.before)}
            for figure in five_figures(tables, before, source)
        },
        "audit_anchor": source.anchor or None,
        "attention": list(attention_lines(tables, source)),
        "tables": {key: _rows(table) for key, table in tables.items()},
    }


def _rows(table: Table) -> list[dict[str, Any]]:
    return [{"id": row.id, **{column.key: _plain(row.value(column)) for column in table.columns}} for row in table.rows]


def _plain(value: Value) -> object:
    if value is HIDDEN:
        return HIDDEN.value
    if isinstance(value, dt.date):
        return value.isoformat()
    return round(value, PLACES) if isinstance(value, float) else value
