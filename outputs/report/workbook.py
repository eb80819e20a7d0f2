"""The report as a workbook: a sheet for each table, frozen heads, number formats, charts; the same figures, the same bytes."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from outputs.exchange.same_zip import without_clock
from outputs.report.content import ReportSource, tables_before, tables_of
from outputs.report.summary import Figure, attention_lines, five_figures
from outputs.report.table import HIDDEN, Form, Table, Value
from outputs.report.wording import HIDDEN_SIGN, named_period, period_text, title, unfinished_text
from planner.domain.month import Period
from planner.words.language import Words

FORMATS = {
    Form.COUNT: "#,##0",
    Form.DAYS: "#,##0",
    Form.SHARE: "0.0%",
    Form.RATIO: "#,##0.0",
    Form.MINUTES: "#,##0.0",
    Form.DATE: "yyyy-mm-dd",
    Form.TEXT: "@",
}
MOST_BARS = 24
"""Rows of a table that still make a chart."""

_HEAD_ROW = 3
_BOLD = Font(bold=True)
_GREY = PatternFill("solid", fgColor="E8E8E8")
_LEFT, _RIGHT = Alignment(horizontal="left"), Alignment(horizontal="right")
_LINE = Border(bottom=Side(style="thin", color="888888"))


def report_workbook(source: ReportSource) -> bytes:
    """Make the workbook."""
    say = source.say
    tables = tables_of(source)
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has no sheet")
    _summary(sheet, source, five_figures(tables, tables_before(source), source), attention_lines(tables, source))
    for table in tables.values():
        sheet = book.create_sheet(say.text(f"report.tab_{table.key}"))
        _write(sheet, table, say, period=named_period(source.figures, say), is_invented=source.is_invented)
    return _saved(book, source.figures.period, source.settings.station.name)


def table_book(tables: Iterable[Table], say: Words, *, period: Period, creator: str, is_invented: bool) -> bytes:
    """A workbook of tables alone."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        sheet = book.create_sheet(say.text(f"report.tab_{table.key}"))
        _write(sheet, table, say, period=period_text(period, say), is_invented=is_invented)
    return _saved(book, period, creator)


def _saved(book: Workbook, period: Period, creator: str) -> bytes:
    book.properties.creator = creator
    stream = io.BytesIO()
    book.save(stream)
    return without_clock(stream.getvalue(), f"{period.end.isoformat()}T00:00:00Z")


def _summary(sheet: Worksheet, source: ReportSource, figures: Sequence[Figure], lines: Sequence[str]) -> None:
    say = source.say
    sheet.title = say.text("report.tab_summary")
    before = "" if source.before is None else period_text(source.before.period, say)
    rows: list[list[Value]] = [
        [title(source.figures, say), *([say.text("report.invented")] if source.is_invented else [])],
        [source.settings.station.name, say.text("report.public" if source.is_public else "sheet.restricted")],
        ["", period_text(source.figures.named, say), before, unfinished_text(source.figures, say)],
    ]
    for row in rows:
        sheet.append(row)
    for figure in figures:
        values = [_plain(figure.value), _plain(figure.before)]
        sheet.append([say.text(f"report.figure_{figure.key}"), *values, figure.detail])
        for position in (2, 3):
            sheet.cell(sheet.max_row, position).number_format = FORMATS[figure.form]
    sheet.append([])
    sheet.append([say.text("report.attention")])
    sheet.cell(sheet.max_row, 1).font = _BOLD
    for line in lines or [say.text("report.nothing")]:
        sheet.append([line])
    if source.anchor:
        sheet.append([])
        sheet.append([say.text("report.anchor_note", anchor=source.anchor)])
    sheet["A1"].font = Font(bold=True, size=14)
    for column, width in zip("ABCD", (44, 18, 18, 60), strict=True):
        sheet.column_dimensions[column].width = width
        sheet[f"{column}3"].font = _BOLD
    sheet.freeze_panes = "B4"


def _write(sheet: Worksheet, table: Table, say: Words, *, period: str, is_invented: bool) -> None:
    invented = f" – {say.text('report.invented')}" if is_invented else ""
    sheet["A1"] = say.text(f"report.table_{table.key}") + invented
    sheet["A1"].font = Font(bold=True, size=12)
    sheet["A2"] = f"{period}. {say.texts.get(table.note_key, '')}".strip()
    heads = [say.text(f"report.column_{column.key}") for column in table.columns]
    sheet.append(heads)
    for cell in sheet[_HEAD_ROW]:
        cell.font, cell.fill, cell.border = _BOLD, _GREY, _LINE
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
    for number, row in enumerate(table.rows, start=_HEAD_ROW + 1):
        for position, column in enumerate(table.columns, start=1):
            cell = sheet.cell(number, position, _plain(row.value(column)))
            cell.number_format = FORMATS[column.form]
            cell.alignment = _LEFT if column.form is Form.TEXT else _RIGHT
            if isinstance(cell.value, str):
                cell.data_type = "s"  # text that begins with = is text, not a formula
            if row.is_total:
                cell.font, cell.fill = _BOLD, _GREY
    for index, head in enumerate(heads):
        texts = [
            str(_plain(row.value(table.columns[index])) or "") for row in table.rows if table.columns[index].form is Form.TEXT
        ]
        width = max([len(word) for word in head.split()] + [len(text) for text in texts] + [9])
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(48, width + 2)
    sheet.freeze_panes = f"B{_HEAD_ROW + 1}"
    if table.body:
        sheet.auto_filter.ref = f"A{_HEAD_ROW}:{get_column_letter(len(heads))}{_HEAD_ROW + len(table.body)}"
    _layout(sheet)
    _chart(sheet, table, say)


def _layout(sheet: Worksheet) -> None:
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _chart(sheet: Worksheet, table: Table, say: Words) -> None:
    """Bars of the table's columns under it; none where the rows are too many to read."""
    if not table.chart or not 0 < len(table.body) <= MOST_BARS:
        return
    chart = BarChart()
    chart.type, chart.style = "bar", 1
    chart.title = say.text(f"report.table_{table.key}")
    if table.is_stacked:
        chart.grouping, chart.overlap = "stacked", 100
    last = _HEAD_ROW + len(table.body)
    keys = [column.key for column in table.columns]
    for key in table.chart:
        index = keys.index(key) + 1
        chart.add_data(Reference(sheet, min_col=index, min_row=_HEAD_ROW, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=_HEAD_ROW + 1, max_row=last))
    chart.x_axis.scaling.orientation = "maxMin"  # the first row of the table on top
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.width, chart.height = 22, 3 + 0.8 * len(table.body) * (1 if table.is_stacked else len(table.chart))
    sheet.add_chart(chart, f"A{_HEAD_ROW + len(table.rows) + 3}")


def _plain(value: Value) -> str | int | float | dt.date | None:
    return HIDDEN_SIGN if value is HIDDEN else value
