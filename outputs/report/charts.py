"""Bars of a chart in millimetres, from the columns that a table names; a template draws them and decides nothing."""

import math
from collections.abc import Sequence
from typing import Any

from outputs.report.table import Row, Table
from outputs.report.wording import HIDDEN_SIGN, day_month
from planner.domain.history import SATURDAY
from planner.domain.month import DayCount
from planner.words.language import Words

LABEL, BARS = 62.0, 100.0
"""Millimetres of the names on the left and of the longest bar."""
DAYS_WIDTH, DAYS_HEIGHT = 174.0, 26.0
"""Millimetres of the columns of days."""
_DATE_WIDTH = 13.0
"""Millimetres of a written date."""
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


def day_chart(days: Sequence[DayCount], say: Words) -> dict[str, Any] | None:
    """A column for each day: homes where somebody was met; `None` where there was none."""
    most = max((day.num_reached for day in days), default=0)
    if not most:
        return None
    top, step = _scale(most)
    pitch = DAYS_WIDTH / len(days)
    every = math.ceil(_DATE_WIDTH / pitch)
    return {
        "width": DAYS_WIDTH,
        "height": DAYS_HEIGHT,
        "ticks": [
            {"y": round(DAYS_HEIGHT * (1 - tick / top), 2), "text": say.number(tick)} for tick in range(0, top + 1, step)
        ],
        "columns": [
            {
                "x": round(pitch * number, 2),
                "width": round(0.78 * pitch, 2),
                "height": round(DAYS_HEIGHT * day.num_reached / top, 2),
                "text": day_month(day.date, say) if number % every == 0 else "",
                "is_weekend": day.date.weekday() >= SATURDAY,
            }
            for number, day in enumerate(days)
        ],
    }


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
