"""ODS as LibreOffice saves it, read by its values (pandas' reader takes the shown text: 08:30 shown as 08.30 is lost)."""

import datetime as dt
import io
import re
import zipfile

from inputs.tables.formulas import count_without_result
from inputs.tables.grid import USUAL_DAY_ZERO, Grid, clean_rows
from inputs.tables.ods_layout import SheetLayout, layouts_of, struck_styles, without_losses
from inputs.tables.xlsx_file import CellCounter, cell_text
from planner.domain.errors import Fault, InputError, Where
from planner.files import MAX_FILE_BYTES, too_large

ODS_MIME = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
"""What stands at the beginning of the archive, after the header of its first member."""
_DURATION = re.compile(r"PT(\d{1,4})H(\d{1,2})M(?:\d{1,2}(?:\.\d+)?)?S?")
"""Times of 24 hours and more come as such a text."""
_DAY_ZERO = re.compile(rb"""<table:null-date\b[^>]*?\bdate-value\s*=\s*["'](\d{4}-\d{2}-\d{2})""")
_ERROR_CELL = b'calcext:value-type="error"'


def is_ods(content: bytes) -> bool:
    """Whether the bytes are an OpenDocument spreadsheet."""
    return ODS_MIME in content[:200]


def read_ods(content: bytes, *, file: str) -> tuple[Grid, ...]:
    """Read all sheets.

    Raises
    ------
    InputError
        E1007: damaged; E1010: unpacks to too much; E1029, E1040: formulas in it have failed, or were not computed.
    """
    from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 (few files are ODS)

    try:
        text, struck = _content(content, file=file)
        layouts, day_zero = layouts_of(text, struck), _day_zero(text)
        plain = without_losses(text)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content if plain is text else _with_content(content, plain)))
        counter = CellCounter()
        grids = []
        for at, meta in enumerate(book.sheets_metadata):
            sheet = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
            rows = clean_rows([[_text(cell) for cell in counter.count(row)] for row in sheet])
            is_hidden = meta.visible != SheetVisibleEnum.Visible
            layout = layouts[at] if layouts else SheetLayout()
            grids.append(
                Grid(
                    rows=rows,
                    title=meta.name,
                    is_hidden=is_hidden,
                    merged=tuple(layout.merged),
                    day_zero=day_zero,
                    doubtful=layout.doubtful,
                )
            )
        return tuple(grids)
    except InputError:
        raise
    except Exception as error:  # a foreign parser over foreign bytes: anything can come, and all of it means the same
        values = {"error": type(error).__name__}
        raise InputError([Fault(code="E1007", where=Where(file=file), values=values)]) from error


def _content(content: bytes, *, file: str) -> tuple[bytes, frozenset[str]]:
    """The sheets as they are written, and the names of styles that strike through.

    Formulas without a result are refused: the reader gives them as empty cells, and an empty cell may be filled by guess.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > 2 * MAX_FILE_BYTES:
            raise InputError([too_large(file, sum(member.file_size for member in archive.infolist()))])
        text = archive.read("content.xml")
        styles = archive.read("styles.xml") if "styles.xml" in archive.namelist() else b""
    counts = {"E1029": text.count(_ERROR_CELL), "E1040": count_without_result(text)}
    if any(counts.values()):
        raise InputError([Fault(code=code, where=Where(file=file), values={"count": n}) for code, n in counts.items() if n])
    return text, struck_styles(styles, text)


def _with_content(content: bytes, text: bytes) -> bytes:
    """The file with other sheets in it, all else that its reader needs as it is."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(changed, "w") as copy:
        for name in archive.namelist():
            if name == "mimetype" or name.endswith(".xml"):
                copy.writestr(name, text if name == "content.xml" else archive.read(name))
    return changed.getvalue()


def _day_zero(text: bytes) -> dt.date:
    """The day that a number 0 means: a setting of the book."""
    found = _DAY_ZERO.search(text)
    return dt.date.fromisoformat(found.group(1).decode()) if found else USUAL_DAY_ZERO


def _text(cell: object) -> str:
    if isinstance(cell, str) and (duration := _DURATION.fullmatch(cell)):
        return f"{int(duration.group(1)):02d}:{duration.group(2)}"
    return cell_text(cell)
