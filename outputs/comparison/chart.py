"""The curve between complaints and coverage as a chart in millimetres."""

from collections.abc import Sequence
from typing import Any

from planner.domain.comparison_sheet import ParetoPoint
from planner.words.language import Words

WIDTH, HEIGHT = 150.0, 80.0
_LEFT, _BOTTOM, _MARGIN = 16.0, 12.0, 6.0
_NUM_TICKS = 5
_BESIDE = 0.04
"""Part of the widest complaint prize within which two labels would cover each other."""


def chart_data(curve: Sequence[ParetoPoint], say: Words) -> dict[str, Any] | None:
    """Complaint prize to the right, coverage prize upwards; `None` where there are fewer than two points.

    A point without any coverage visit stands in the table alone: it would press all others into a line.
    """
    curve = [point for point in curve if point.num_coverage]
    if len(curve) < 2:
        return None
    across = _Axis.over([point.complaint_prize for point in curve], _LEFT, WIDTH - _MARGIN)
    upwards = _Axis.over([point.coverage_prize for point in curve], HEIGHT - _BOTTOM, _MARGIN)
    best = [point for point in curve if not point.is_dominated]
    labels = _labels(curve, say)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": _LEFT,
        "bottom": HEIGHT - _BOTTOM,
        "line": [[across.at(point.complaint_prize), upwards.at(point.coverage_prize)] for point in best],
        "points": [
            {
                "x": across.at(point.complaint_prize),
                "y": upwards.at(point.coverage_prize),
                "label": label,
                "dominated": point.is_dominated,
            }
            for point, label in zip(curve, labels, strict=True)
        ],
        "across": [{"at": across.at(value), "text": say.number(round(value))} for value in across.ticks()],
        "upwards": [{"at": upwards.at(value), "text": say.number(round(value))} for value in upwards.ticks()],
    }


def _labels(curve: Sequence[ParetoPoint], say: Words) -> list[str]:
    """Values of `--balance`; those of points beside each other are written at the first of them."""
    labels: list[str] = []
    last = (-1, 0)
    for point in curve:
        text = say.text("compare.strict") if point.balance is None else say.number(point.balance, 1)
        if last[0] >= 0 and abs(point.complaint_prize - last[1]) <= _BESIDE * max(1, curve[-1].complaint_prize):
            labels[last[0]] += f" · {text}"
            labels.append("")
        else:
            last = (len(labels), point.complaint_prize)
            labels.append(text)
    return labels


class _Axis:
    """Values along millimetres; equal values get some room around them."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self._low, self._high, self._start, self._end = low, high, start, end

    @classmethod
    def over(cls, values: Sequence[int], start: float, end: float) -> "_Axis":
        low, high = min(values), max(values)
        room = max(1.0, (high - low) * 0.08)
        return cls(max(0.0, low - room), high + room, start, end)

    def at(self, value: float) -> float:
        part = (value - self._low) / (self._high - self._low)
        return round(self._start + part * (self._end - self._start), 2)

    def ticks(self) -> list[float]:
        return [self._low + (self._high - self._low) * n / (_NUM_TICKS - 1) for n in range(_NUM_TICKS)]
