"""The comparison as rows of text in a language: what the terminal and the page show alike."""

from dataclasses import dataclass

from planner.domain.comparison import Comparison, Difference, Measure, Measures, ShiftLoad, Verdict
from planner.domain.comparison_sheet import ComparisonSheet, ParetoPoint, Reach
from planner.domain.units import HOUR, MINUTE
from planner.words.language import Words

MARKS = {Verdict.BETTER: "✔", Verdict.WORSE: "✘", Verdict.SAME: "=", Verdict.NEUTRAL: "·"}
"""Legible without colour; a legend says what they mean."""

_DURATIONS = frozenset({Measure.TRAVEL, Measure.AT_DOORS, Measure.HEAVIEST, Measure.LIGHTEST})

UNKNOWN = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value, its change against the baseline, and the mark of the change."""

    value: str
    change: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measure: its name, the baseline's value, and a cell for each scenario."""

    measure: Measure
    label: str
    baseline: str
    cells: tuple[Cell, ...]


def measure_rows(sheet: ComparisonSheet, say: Words) -> list[Row]:
    """A row for every measure; that of doors which may stay shut only where a day has such doors."""
    return [
        Row(
            measure=measure,
            label=say.text(f"compare.{measure.value}"),
            baseline=_value(measure, sheet.baseline, say),
            cells=tuple(_cell(view.comparison.difference(measure), view.measures, say) for view in sheet.scenarios),
        )
        for measure in Measure
        if measure is not Measure.MET or any(one.num_met is not None for one in _all_measures(sheet))
    ]


def _all_measures(sheet: ComparisonSheet) -> tuple[Measures, ...]:
    return (sheet.baseline, *(view.measures for view in sheet.scenarios))


def load_rows(comparison: Comparison, say: Words, *, least: int = 1) -> list[tuple[str, str, str, str, str]]:
    """Shift, stops before and after, work before and after.

    Shifts with as many stops and less than `least` seconds' change of work are left out.
    """
    rows = []
    for line in comparison.loads:
        before, after = line.baseline, line.scenario
        if not _is_alike(before, after, least):
            rows.append((line.shift_id, _stops(before, say), _stops(after, say), _work(before, say), _work(after, say)))
    return rows


def alike_shifts(comparison: Comparison, *, least: int = 1) -> list[str]:
    """Shifts that `load_rows` leaves out."""
    return [line.shift_id for line in comparison.loads if _is_alike(line.baseline, line.scenario, least)]


def _is_alike(before: ShiftLoad | None, after: ShiftLoad | None, least: int) -> bool:
    if before is None or after is None:
        return before is after
    return before.num_stops == after.num_stops and abs(before.work_duration - after.work_duration) < least


def reason_text(measures: Measures, say: Words) -> str:
    """`Tidak cukup waktu 612 · …`, most frequent first."""
    ordered = sorted(measures.reasons.items(), key=lambda item: (-item[1], item[0].value))
    return " · ".join(f"{say.text(f'reason.{reason.value}')} {say.number(count)}" for reason, count in ordered)


def curve_rows(curve: tuple[ParetoPoint, ...], say: Words) -> list[tuple[str, ...]]:
    """Balance, complaints, coverage visits, both prizes, coverage visits displaced by each further complaint."""
    return [
        (
            say.text("compare.strict") if point.balance is None else say.number(point.balance, 2),
            say.number(point.num_complaints),
            say.number(point.num_coverage),
            say.number(point.complaint_prize),
            say.number(point.coverage_prize),
            UNKNOWN if point.displaced is None else say.number(point.displaced, 1),
            say.text("compare.dominated") if point.is_dominated else "",
        )
        for point in curve
    ]


def hours(seconds: int, say: Words) -> str:
    """`17,8 jam`."""
    return say.text("compare.hours", hours=say.number(seconds / HOUR, 1))


def _cell(difference: Difference, measures: Measures, say: Words) -> Cell:
    change = difference.change
    return Cell(
        value=_value(difference.measure, measures, say),
        change="" if not change else _change(difference.measure, change, say),
        mark=MARKS[difference.verdict],
    )


def _value(measure: Measure, measures: Measures, say: Words) -> str:
    value = measures.value(measure)
    if value is None:
        return UNKNOWN
    if measure is Measure.COMPLAINTS:
        return say.text("compare.of", made=say.number(value), offered=say.number(measures.num_complaints_offered))
    if measure is Measure.LATEST_FINISH:
        return say.clock(value)
    text = _plain(measure, value, say)
    load = {Measure.HEAVIEST: measures.heaviest, Measure.LIGHTEST: measures.lightest}.get(measure)
    return text if load is None else f"{load.shift_id} {text}"


def _plain(measure: Measure, value: int, say: Words) -> str:
    if measure in _DURATIONS:
        return hours(value, say)
    return say.distance(value) if measure is Measure.DISTANCE else say.number(value)


def _change(measure: Measure, change: int, say: Words) -> str:
    sign, size = ("+" if change > 0 else "−"), abs(change)
    if measure is Measure.LATEST_FINISH or (measure in _DURATIONS and size < HOUR):
        minutes = round(size / MINUTE)
        return f"{sign}{say.text('compare.minutes', minutes=say.number(minutes))}" if minutes else ""
    return f"{sign}{_plain(measure, size, say)}"


def _stops(load: ShiftLoad | None, say: Words) -> str:
    return UNKNOWN if load is None else say.number(load.num_stops)


def _work(load: ShiftLoad | None, say: Words) -> str:
    return UNKNOWN if load is None else hours(load.work_duration, say)


def reach_text(reach: Reach, say: Words, key: str) -> str:
    """In one sentence when everybody would have been visited at a plan's pace."""
    values = {
        "who": say.text(f"compare.reach_{key}"),
        "due": say.number(reach.num_due),
        "a_day": say.number(reach.num_a_day),
        "by": say.date(reach.by),
        "made": say.number(reach.num_by),
    }
    if reach.done_on is None or reach.strength is None:
        return say.text("compare.reach_never", **values)
    key = "compare.reach_in_time" if reach.num_by >= reach.num_due else "compare.reach_late"
    return say.text(key, **values, done=say.date(reach.done_on), strength=say.number(reach.strength, 2))
