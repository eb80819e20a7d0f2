"""Rows of cells written as people keep them: CSV in any separator and encoding, XLSX, ODS."""

import csv
import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Rows = Sequence[Sequence[str]]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/></manifest:manifest>'
)
_NAMES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))


def table_bytes(sheets: Mapping[str, Rows], form: str, rng: random.Random) -> bytes:
    """The sheets as a file of the form `csv`, `xlsx` or `ods`; CSV takes the first alone."""
    if form == "xlsx":
        return _xlsx(sheets, is_typed=rng.random() < 0.5)
    if form == "ods":
        return _ods(sheets)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=rng.choice(";;,\t")).writerows(next(iter(sheets.values())))
    return text.getvalue().encode(rng.choice(ENCODINGS), errors="replace")


def _xlsx(sheets: Mapping[str, Rows], *, is_typed: bool) -> bytes:
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            cells = [ILLEGAL_CHARACTERS_RE.sub("", cell).encode("utf-8", "replace").decode()[:32_767] for cell in row]
            sheet.append([_typed(cell) if is_typed else cell for cell in cells])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _typed(cell: str) -> str | float | int:
    """Numbers as a spreadsheet keeps them."""
    if cell.isascii() and cell.isdigit() and len(cell) < 10 and (cell == "0" or cell[0] != "0"):
        return int(cell)
    is_decimal = cell.count(".") == 1 and cell.isascii() and cell.lstrip("-").replace(".", "").isdigit() and len(cell) < 15
    return float(cell) if is_decimal else cell


def _ods(sheets: Mapping[str, Rows]) -> bytes:
    tables = "".join(
        f'<table:table table:name="{escape(title)}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for title, rows in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", _MIME)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>{body}</office:document-content>',
        )
    return buffer.getvalue()


def _ods_cell(cell: str) -> str:
    text = escape(ILLEGAL_CHARACTERS_RE.sub("", cell).encode("utf-8", "replace").decode())
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
