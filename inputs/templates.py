"""Writes the forms of an empty workspace: a CSV and an XLSX template of each table."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from inputs.tables.columns import COMPLAINT_COLUMNS, FACILITY_COLUMNS, HOUSEHOLD_COLUMNS, TEAM_COLUMNS, Column
from inputs.tables.headings import HEADINGS
from inputs.template_rows import CHOICES, EXAMPLES, INSTRUCTIONS, LEADS, MEANINGS
from planner.files import make_folder, write_whole

NUM_FORM_ROWS = 5000
"""Rows of the form whose cells are set to text and have drop-downs; rows beyond work, without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A table's template: file stem and columns."""

    stem: str
    columns: tuple[Column, ...]


TEMPLATES = (
    Template(stem="households", columns=HOUSEHOLD_COLUMNS),
    Template(stem="teams", columns=TEAM_COLUMNS),
    Template(stem="complaints", columns=COMPLAINT_COLUMNS),
    Template(stem="facilities", columns=FACILITY_COLUMNS),
)


def write_templates(folder: Path, documents: Mapping[str, str]) -> list[Path]:
    """Write `templates/` with CSV and XLSX forms, and documents beside it, these last; files that exist are kept.

    Parameters
    ----------
    documents
        Path in the folder to text: settings, scenarios.

    Returns
    -------
    The files that were written.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    contents = {}
    for template in TEMPLATES:
        contents[folder / "templates" / f"{template.stem}.csv"] = _csv(template)
        contents[folder / "templates" / f"{template.stem}.xlsx"] = _xlsx(template)
    contents |= {folder / name: text.encode("utf-8") for name, text in documents.items()}
    written = []
    for path, content in contents.items():
        if not path.exists():
            make_folder(path.parent)
            write_whole(path, content)
            written.append(path)
    return written


def form_of(stem: str) -> bytes:
    """The XLSX form of a table.

    Raises
    ------
    KeyError
        For a table that has none.
    """
    return _xlsx({template.stem: template for template in TEMPLATES}[stem])


def heading_of(column: Column, template: Template) -> str:
    """What a column is called in a template; a team's village is the one that it should serve."""
    return "Desa binaan" if (template.stem, column.name) == ("teams", "village") else HEADINGS[column.name]


def _csv(template: Template) -> bytes:
    """Semicolons and a byte-order mark: what an Indonesian spreadsheet opens with a double click."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([heading_of(column, template) for column in template.columns])
    writer.writerow([EXAMPLES[template.stem].get(column.name, "") for column in template.columns])
    return text.getvalue().encode("utf-8-sig")


def _xlsx(template: Template) -> bytes:
    book = Workbook()
    form = book.worksheets[0]
    form.title = "Data"
    _fill_form(form, template)
    _fill_instructions(book.create_sheet("Petunjuk"), template)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill_form(form: Worksheet, template: Template) -> None:
    example = EXAMPLES[template.stem]
    for number, column in enumerate(template.columns, start=1):
        head = form.cell(row=1, column=number, value=heading_of(column, template))
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="FFD9D9D9" if column.is_required else "FFF2F2F2")
        head.comment = Comment(MEANINGS[column.name], "dds")
        cell = form.cell(row=2, column=number, value=example.get(column.name, "") or None)
        cell.font = Font(italic=True, color="FF7F7F7F")
        letter = get_column_letter(number)
        # Text format keeps the zeros of RT 05 and the days as they are typed.
        form.column_dimensions[letter].number_format = "@"
        form.column_dimensions[letter].width = max(
            12, len(HEADINGS[column.name]) + 2, min(32, len(example.get(column.name, "")) + 2)
        )
        cell.number_format = "@"
        choices = CHOICES.get((template.stem, column.name)) or CHOICES.get(("", column.name))
        if choices:
            _add_choices(form, f"{letter}2:{letter}{NUM_FORM_ROWS}", choices)
    form.freeze_panes = "B2"


def _add_choices(form: Worksheet, cells: str, choices: tuple[str, ...]) -> None:
    rule = DataValidation(type="list", formula1='"' + ",".join(choices) + '"', allow_blank=True, showErrorMessage=True)
    rule.errorTitle = "Pilihan"
    rule.error = "Pilih salah satu dari daftar."
    rule.add(cells)
    form.add_data_validation(rule)


def _fill_instructions(sheet: Worksheet, template: Template) -> None:
    """One column of text and one table in two columns that do not look like headings of the form."""
    sheet.append([LEADS[template.stem]])
    sheet["A1"].font = Font(bold=True, size=14)
    for line in INSTRUCTIONS:
        sheet.append([line])
    sheet.append([])
    for column in template.columns:
        need = "wajib" if column.is_required else "boleh kosong"
        sheet.append([f"{heading_of(column, template)}: {MEANINGS[column.name]} ({need})"])
    sheet.column_dimensions["A"].width = 110
    for row in sheet.iter_rows():
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
