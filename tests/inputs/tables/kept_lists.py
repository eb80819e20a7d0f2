"""Household lists as villages keep them, for tests. All people are invented: DATA CONTOH."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from inputs.tables.households import read_households
from inputs.tables.reading import TableReading
from planner.domain.errors import InputError
from planner.domain.records import Household
from planner.domain.settings import DaySettings
from planner.words.language import words
from tests.inputs.tables.cases import BALARAJA
from tests.inputs.tables.writing import codes

HEAD = ["NO", "Kode Rumah", "NAMA KEPALA KELUARGA", "DESA", "RT", "RW", "ALAMAT", "Lintang", "Bujur"]
NUMBERS = [str(number) for number in range(1, len(HEAD) + 1)]
TOTAL = ["JUMLAH", "", "", "3"]
SIGNED = [
    ["", "", "", "Balaraja, 12 Maret 2025"],
    ["", "", "", "Mengetahui,"],
    ["", "", "", "Kepala Desa Balaraja"],
    ["", "", "", "( CONTOH )"],
]


def record(number: int, *, rt: str = "1", rw: str = "2", village: str = "Balaraja") -> list[str]:
    return [str(number), f"BLR-{number:03}", f"WARGA CONTOH {number}", village, rt, rw, f"Kp. {number}", "-6,1941", "106,4551"]


def read(path: Path) -> TableReading[Household]:
    return read_households(path, villages=BALARAJA, day=DaySettings())


def noted(reading: TableReading[Household]) -> list[str]:
    for note in reading.notes:
        assert words("id").fault(note)
        assert words("en").fault(note)
    return [note.code for note in reading.notes]


def refused(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(path)
    return codes(caught.value)


def write_sheets(folder: Path, sheets: dict[str, list[list[str]]], hidden: str = "") -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title == hidden else "visible"
        for row in rows:
            sheet.append(row)
    path = folder / "t.xlsx"
    book.save(path)
    return path
