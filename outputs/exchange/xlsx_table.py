"""The desk's workbook of a day: printed as it is, filled in from the returned sheets, and read back by `dds record`.

Columns and choices are those of `planner.domain.desk_table`. What is to be filled in has drop-downs; times to fill in
are text, so that a spreadsheet does not turn "10.10" into the number 10.1.
"""

import datetime as dt
import io

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from outputs.exchange.same_zip import without_clock
from outputs.exchange.team_list import fill_team_list
from outputs.itinerary.model import DayItinerary, StopLine, TeamItinerary
from planner.domain.categories import FIELD_OF, SPECIAL_REFERRAL
from planner.domain.desk_table import CONDITION_WORDS, NO, OUTCOME_WORDS, TO_FILL_IN, YES, DeskColumn
from planner.domain.units import MINUTE
from planner.domain.visit import VisitKind
from planner.words.language import words

COLUMNS = tuple(DeskColumn)
WIDTHS = {
    DeskColumn.SHEET: 21, DeskColumn.NUMBER: 5, DeskColumn.VISIT: 12, DeskColumn.TIME: 9, DeskColumn.NEIGHBOURHOOD: 15,
    DeskColumn.VILLAGE: 16, DeskColumn.ADDRESS: 44, DeskColumn.PURPOSE: 8, DeskColumn.VISIT_NUMBER: 9,
    DeskColumn.OUTCOME: 17, DeskColumn.TIME_IN: 9, DeskColumn.TIME_OUT: 9, DeskColumn.COMPLAINT: 10, DeskColumn.URGENT: 10,
    DeskColumn.ANSWERED: 9, DeskColumn.FOLLOW_UP: 10, DeskColumn.CONDITION: 14,
}  # fmt: skip
"""Characters of a column."""
CHOICES = {
    DeskColumn.OUTCOME: tuple(OUTCOME_WORDS.values()),
    DeskColumn.COMPLAINT: tuple(code for code in FIELD_OF if code != SPECIAL_REFERRAL),
    DeskColumn.URGENT: (YES, NO),
    DeskColumn.ANSWERED: (YES, NO),
    DeskColumn.FOLLOW_UP: (YES, NO),
    DeskColumn.CONDITION: tuple(CONDITION_WORDS.values()),
}
"""Drop-downs; a special referral (RJK) is never written down at a door."""
_ONLY_FOR = {DeskColumn.ANSWERED: VisitKind.COMPLAINT, DeskColumn.CONDITION: VisitKind.FACILITY}
"""Columns that ask something of one kind of visit only."""
_HEAD, _ASKED, _IDLE = (PatternFill("solid", fgColor=f"FF{grey}") for grey in ("D9D9D9", "FFFFFF", "E8E8E8"))
_LINE = Side(style="hair")
_HAIR = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CLOCK = "hh\\.mm"


def xlsx_table(day: DayItinerary) -> bytes:
    """The workbook: the desk's table and a list of the teams."""
    book = Workbook()
    book.properties.creator = "dds-planner"
    table = book.worksheets[0]
    table.title = words(day.language).text("file.visits")
    _write_head(table)
    row = 1
    for team in day.teams:
        for stop in (*team.stops, *team.reserves):
            row += 1
            _write_row(table, row, team, stop)
    _add_choices(table, row)
    _lay_out(table, row, day)
    fill_team_list(book.create_sheet(words(day.language).text("file.teams")), day)
    content = io.BytesIO()
    book.save(content)
    return without_clock(content.getvalue(), f"{day.date.isoformat()}T00:00:00Z")


def _write_head(table: Worksheet) -> None:
    for number, column in enumerate(COLUMNS, 1):
        cell = table.cell(row=1, column=number, value=column.value)
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _HAIR
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        table.column_dimensions[get_column_letter(number)].width = WIDTHS[column]


def _write_row(table: Worksheet, row: int, team: TeamItinerary, stop: StopLine) -> None:
    printed: dict[DeskColumn, str | int | dt.timedelta | None] = {
        DeskColumn.SHEET: team.sheet_id,
        DeskColumn.NUMBER: stop.number,
        DeskColumn.VISIT: stop.visit_id,
        DeskColumn.TIME: None if stop.start_time is None else dt.timedelta(minutes=stop.start_time // MINUTE),
        DeskColumn.NEIGHBOURHOOD: stop.door.neighbourhood,
        DeskColumn.VILLAGE: stop.door.village,
        DeskColumn.ADDRESS: stop.door.address,
        DeskColumn.PURPOSE: stop.kind.value,
        DeskColumn.VISIT_NUMBER: stop.visit_number,
    }
    for number, column in enumerate(COLUMNS, 1):
        cell = table.cell(row=row, column=number)
        cell.border = _HAIR
        cell.alignment = Alignment(vertical="center", wrap_text=column is DeskColumn.ADDRESS)
        if column in TO_FILL_IN:
            cell.number_format = "@"
            cell.fill = _ASKED if _ONLY_FOR.get(column, stop.kind) is stop.kind else _IDLE
        else:
            put(cell, printed[column])
            if column is DeskColumn.TIME:
                cell.number_format = _CLOCK


def put(cell: Cell | MergedCell, value: str | int | dt.timedelta | None) -> None:
    """Write a value; text is never taken for a formula."""
    cell.value = value or None if isinstance(value, str) else value
    if isinstance(value, str) and value:
        cell.data_type = "s"


def _add_choices(table: Worksheet, last: int) -> None:
    for column, choices in CHOICES.items():
        letter = get_column_letter(COLUMNS.index(column) + 1)
        rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = "DDS", " / ".join(choices)[:225]
        rule.add(f"{letter}2:{letter}{max(last, 2)}")
        table.add_data_validation(rule)


def _lay_out(table: Worksheet, last: int, day: DayItinerary) -> None:
    """Head frozen and repeated on each printed page; the whole width on one A4 page across."""
    reach = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    table.freeze_panes = "D2"
    table.auto_filter.ref = reach
    table.print_area = reach
    table.print_title_rows = "1:1"
    table.page_setup.orientation, table.page_setup.paperSize = "landscape", 9
    table.page_setup.fitToWidth, table.page_setup.fitToHeight = 1, 0
    table.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    table.page_margins.left = table.page_margins.right = 0.4
    say = words(day.language)
    table.HeaderFooter.oddHeader = HeaderFooterItem(
        left=_HeaderFooterPart(f"{day.station.name} · {say.date(day.date)} · {say.text('sheet.version')} {day.version}"),
        right=_HeaderFooterPart(say.text("sheet.restricted")),
    )
    table.HeaderFooter.oddFooter = HeaderFooterItem(right=_HeaderFooterPart(say.text("sheet.page", page="&P", total="&N")))
