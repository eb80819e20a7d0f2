"""The report over stations as tables, PDF, workbook, CSV, map and text, all from what may be shown."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from outputs.province.disclosure import MEASURES
from outputs.report.map import MapSize, coverage_map
from outputs.report.paper_data import table_data
from outputs.report.table import HIDDEN, TOTAL, Column, Form, Row, Table, Value
from outputs.report.wording import HIDDEN_SIGN, period_text, value_text
from outputs.report.workbook import table_book
from outputs.sheets.rendering import press
from planner.domain.month import Period
from planner.domain.province_month import ProvinceMonth
from planner.domain.records import Village
from planner.words.language import Words

_MAP = MapSize(width=110.0, height=128.0)
_NAME = Column(key="station", form=Form.TEXT)
_COVERAGE = (
    _NAME, Column(key="homes"), Column(key="reached"), Column(key="covered"),
    Column(key="covered_share", form=Form.SHARE, of=("covered", "homes")), Column(key="gaps"),
    Column(key="forecast", form=Form.DATE),
)  # fmt: skip
_WORK = (
    _NAME, Column(key="received"), Column(key="answered_of_received"), Column(key="in_time"), Column(key="facilities"),
    Column(key="attention"), Column(key="duty_days"), Column(key="idle_days"),
)  # fmt: skip
_FIGURES = ("reached", "covered", "in_time", "attention", "idle_days")


def province_tables(month: ProvinceMonth, say: Words) -> tuple[Table, Table]:
    """Homes by station, and work by station; hidden counts hide their shares."""
    rows = [
        Row(id=one.station, cells={"station": one.title, "forecast": one.forecast, **_cells(one.counts)})
        for one in month.stations
    ]
    total = Row(id=TOTAL, cells={"station": say.text("report.total"), **_cells(month.total)}, is_total=True)
    body = (*rows, total)
    return Table(key="stations", columns=_COVERAGE, rows=body), Table(key="station_work", columns=_WORK, rows=body)


def province_lines(month: ProvinceMonth, say: Words) -> list[list[str]]:
    """Heading and rows of all figures, for a terminal."""
    coverage, work = province_tables(month, say)
    columns = (*coverage.columns, *work.columns[1:])
    heads = [say.text(f"report.column_{column.key}") for column in columns]
    return [heads, *([value_text(row.value(column), column.form, say) for column in columns] for row in coverage.rows)]


def province_csv(month: ProvinceMonth) -> bytes:
    """One row a station and month, for SQL over many of them; a number that may not be shown is empty."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("month", "station", *MEASURES, "forecast"))
    for one in month.stations:
        counts = (one.counts.get(measure, "") for measure in MEASURES)
        writer.writerow((f"{month.month:%Y-%m}", one.station, *counts, one.forecast or ""))
    return stream.getvalue().encode()


def province_geojson(month: ProvinceMonth, outlines: Mapping[str, Village]) -> bytes:
    """Stations as areas with what is shown of them."""
    features = [
        {
            "type": "Feature",
            "properties": {"station": one.station, "title": one.title, **one.counts},
            "geometry": {"type": "MultiPolygon", "coordinates": outlines[one.station].outline},
        }
        for one in month.stations
        if one.station in outlines
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def province_workbook(month: ProvinceMonth, say: Words) -> bytes:
    """A sheet for each table, as in a station's own report."""
    return table_book(
        province_tables(month, say), say, period=_period(month), creator=month.name, is_invented=month.is_invented
    )


def province_pdf(month: ProvinceMonth, outlines: Sequence[Village], say: Words) -> bytes:
    """A page with figures and map, and the tables, on the template of a station's report."""
    with press(room="report") as printing:
        return printing.render("report.typ", _paper(month, outlines, say), _period(month).end)


def _period(month: ProvinceMonth) -> Period:
    return Period.month(month.month.year, month.month.month)


def _cells(counts: Mapping[str, int]) -> dict[str, Value]:
    return {measure: counts.get(measure, HIDDEN) for measure in MEASURES}


def _paper(month: ProvinceMonth, outlines: Sequence[Village], say: Words) -> dict[str, Any]:
    tables = province_tables(month, say)
    called = {name: say.text(f"report.province_{name}") for name in ("title", "title_short", "map")}
    names = {name: called[name] for name in ("title", "title_short")}
    return {
        "language": say.language,
        "words": {"report": {**say.group("report"), **called}, "foot": say.group("foot")},
        **names,
        "head_lines": [month.name],
        "station": month.name,
        "acknowledged_by": "",
        "marking": say.text("sheet.restricted"),
        "is_invented": month.is_invented,
        "period": period_text(_period(month), say),
        "period_before": "",
        "figures": [_figure(month, tables, key, say) for key in _FIGURES],
        "attention": _lines(month, say),
        "map": coverage_map(outlines, tables[0], (), _MAP, say) if outlines else None,
        "days": None,
        "dots_map": None,
        "sections": [
            {
                "key": "stations",
                "title": say.text("report.section_stations"),
                "tables": [table_data(one, say) for one in tables],
            }
        ],
        "hidden_note": say.text("report.province_hidden_note", sign=HIDDEN_SIGN, minimum=month.minimum),
        "anchor_note": "",
    }


def _figure(month: ProvinceMonth, tables: Sequence[Table], key: str, say: Words) -> dict[str, str]:
    beside = {
        "reached": "homes",
        "covered": "homes",
        "in_time": "received",
        "attention": "facilities",
        "idle_days": "duty_days",
    }
    total = tables[0].rows[-1]
    return {
        "name": say.text(f"report.column_{key}"),
        "value": value_text(total.cells[key], Form.COUNT, say),
        "before": "",
        "detail": say.text(
            "report.province_of", number=value_text(total.cells[beside[key]], Form.COUNT, say),
            what=say.text(f"report.column_{beside[key]}"),
        ),
    }  # fmt: skip


def _lines(month: ProvinceMonth, say: Words) -> list[str]:
    """Who is covered least, who has most strength idle, and who is left out."""
    named = []
    shares = sorted(
        (one.counts["covered"] / one.counts["homes"], one.title)
        for one in month.stations
        if {"covered", "homes"} <= one.counts.keys() and one.counts["homes"]
    )
    if shares:
        named.append(say.text("report.province_least", names=", ".join(title for _, title in shares[:3])))
    idle = sorted((-one.counts["idle_days"], one.title) for one in month.stations if one.counts.get("idle_days"))
    if idle:
        named.append(say.text("report.province_idle", names=", ".join(f"{title} ({-days})" for days, title in idle[:3])))
    if month.left_out:
        named.append(say.text("report.province_left_out", names=", ".join(month.left_out)))
    return named
