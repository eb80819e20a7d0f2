"""Bars of a chart in millimetres, from the columns that a table names; a template draws them and decides nothing."""

import math
from typing import Any

from outputs.report.table import Row, Table
from outputs.report.wording import HIDDEN_SIGN
from outputs.words import Words

LABEL, BARS = 44.0, 118.0
"""Millimetres of the names on the left and of the longest bar."""
_TICKS = 4


def chart_of(table: Table, say: Words) -> dict[str, Any] | None:
    """Bars for each row; `None` where the table names no columns or all are 0."""
    rows = [row for row in table.body if any(_number(row, key) for key in table.chart)]
    if not table.chart or not rows:
        return None
    longest = max(
        sum(_number(row, key) for key in table.chart) if table.is_stacked else max(_number(row, key) for key in table.chart)
        for row in rows
    )
    top, step = _scale(longest)
    return {
        "is_stacked": table.is_stacked,
        "label": LABEL,
        "bars": BARS,
        "ticks": [
            {"x": round(BARS * tick / top, 2), "text": say.number(tick)} for tick in range(0, top + 1, step)
        ],
        "series": [say.text(f"report.column_{key}") for key in table.chart],
        "rows": [
            {
                "label": str(row.cells[table.columns[0].key]),
                "widths": [round(BARS * _number(row, key) / top, 2) for key in table.chart],
                "texts": [_text(row, key, say) for key in table.chart],
            }
            for row in rows
        ],
    }  # fmt: skip


def _number(row: Row, key: str) -> int:
    value = row.cells.get(key)
    return value if isinstance(value, int) else 0


def _text(row: Row, key: str, say: Words) -> str:
    value = row.cells.get(key)
    return say.number(value) if isinstance(value, int) else HIDDEN_SIGN


def _scale(longest: int) -> tuple[int, int]:
    """End of the axis and distance of its ticks: 1, 2 or 5 times a power of ten."""
    rough = max(1, math.ceil(longest / _TICKS))
    power = 10 ** int(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return max(step, math.ceil(longest / step) * step), step
