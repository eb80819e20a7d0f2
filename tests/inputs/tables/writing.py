"""Writes small tables for tests, as CSV and XLSX. All people are invented: DATA CONTOH."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from planner.domain.errors import InputError
from planner.domain.records import Village

SQUARE = ((106.40, -6.25), (106.45, -6.25), (106.45, -6.20), (106.40, -6.20), (106.40, -6.25))
EAST = tuple((longitude + 0.05, latitude) for longitude, latitude in SQUARE)
VILLAGES = (
    Village(code="36.03.01.2001", name="Contoh Barat", outline=((SQUARE,),)),
    Village(code="36.03.01.2002", name="Contoh Timur", outline=((EAST,),)),
)

HEADINGS = ["id", "village", "rt", "rw", "address", "latitude", "longitude", "head_name", "last_visit", "windows"]
HOME = ["H1", "Contoh Barat", "5", "8", "Gang Contoh 1", "-6.2101", "106.4201", "WARGA CONTOH", "26/08/2025", ""]

Rows = Sequence[Sequence[object]]


def csv_text(rows: Rows, *, separator: str = ";") -> str:
    """Rows as CSV text."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def write_csv(folder: Path, rows: Rows, *, separator: str = ";", encoding: str = "utf-8", name: str = "t.csv") -> Path:
    """Write rows as CSV."""
    path = folder / name
    path.write_bytes(csv_text(rows, separator=separator).encode(encoding))
    return path


def xlsx_bytes(rows: Rows, *, lead_sheets: int = 0) -> bytes:
    """Rows as a workbook, behind some sheets of other content."""
    book = Workbook(write_only=True)
    for number in range(lead_sheets):
        book.create_sheet(f"Lain {number}").append(["bukan tabel"])
    sheet = book.create_sheet("Data")
    for row in rows:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def write_xlsx(folder: Path, rows: Rows, *, name: str = "t.xlsx", lead_sheets: int = 0) -> Path:
    """Write rows as XLSX."""
    path = folder / name
    path.write_bytes(xlsx_bytes(rows, lead_sheets=lead_sheets))
    return path


def codes(error: InputError) -> list[str]:
    """Fault codes in order."""
    return [fault.code for fault in error.faults]


def home(**cells: object) -> list[object]:
    """A household row with some cells changed."""
    return [cells.get(heading, cell) for heading, cell in zip(HEADINGS, HOME, strict=True)]
