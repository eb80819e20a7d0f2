"""What openpyxl does not tell of a sheet that it only reads: formulas without a result, merged cells, rows hidden or struck."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

from openpyxl.utils import coordinate_to_tuple

from inputs.tables.grid import StruckRows
from inputs.tables.strokes import Strokes

FORMULA = "="
"""What stands in a grid for a formula without its result; a cell of a CSV that begins so is a formula too."""

_FAILED = re.compile(r"#[^\W\d_]{2,9}(?:/0)?[!?]|#N/[ADV]|#NV|#GETTING_DATA|(?:Err|Galat):\d{3}|#{3,}", re.IGNORECASE)
"""What failed formulas leave as text, and cells that were too narrow when they were saved as text."""
FIRST_OF_FORMULAS = frozenset((FORMULA, *"#EeGg"))
"""What cells begin with that may hold one."""
_WITHIN_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_COMPUTED_LATER = re.compile(rb"""fullCalcOnLoad\s*=\s*["'](?:1|true)["']""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']""")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b(?=[^>]*\bhidden\s*=\s*["'](?:1|true)["'])[^>]*?\br\s*=\s*["'](\d{1,7})["']""")
_ODS_CELL = re.compile(rb"<table:table-cell\b[^>]*\btable:formula=[^>]*>")


def is_without_result(cell: str) -> bool:
    """Whether a cell holds a formula, or what a failed one leaves: `#REF!`, `#N/A`, `Err:502`, `#####`."""
    return cell[0] in FIRST_OF_FORMULAS and (cell[0] == FORMULA or _FAILED.fullmatch(cell) is not None)


class SheetMarkup:
    """Looks into the sheets of an XLSX workbook."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._member, self._content = "", b""
        book = next((name for name in archive.namelist() if name.endswith("xl/workbook.xml")), "")
        # Some libraries write 0 as the result of every formula, and that all are to be computed when it is opened.
        self._strokes = Strokes(archive)
        self._nothing = {"", "0"} if book and _COMPUTED_LATER.search(archive.read(book)) else {""}

    def _read(self, member: str) -> bytes:
        """The sheet that lies in a member of the archive, the last one kept."""
        if member != self._member:
            self._member, self._content = member, self._archive.read(member.lstrip("/"))
        return self._content

    def without_result(self, member: str) -> set[tuple[int, int]]:
        """Row and column, from 1, of such formulas on the sheet that lies in a member of the archive."""
        if not _WITHIN_FORMULA.search(self._read(member)):
            return set()
        found = set()
        at = (0, 0)
        with io.BytesIO(self._read(member)) as source:
            for event, element in ET.iterparse(source, events=("start", "end")):  # noqa: S314 (openpyxl has read it so)
                kind = element.tag.rpartition("}")[2]
                if event == "start" and kind == "row":
                    at = (int(element.get("r") or at[0] + 1), 0)
                elif event == "start" and kind == "c":
                    named = element.get("r")
                    at = coordinate_to_tuple(named) if named else (at[0], at[1] + 1)
                elif event == "end" and kind == "c":
                    if self._lacks_result(element):
                        found.add(at)
                elif event == "end" and kind == "row":
                    element.clear()
        return found

    def merged_down(self, member: str) -> tuple[tuple[int, int, int], ...]:
        """First and last row and column, from 1, of cells that are merged with those beneath them."""
        content = self._read(member)
        refs = (ref.decode().split(":") for ref in (_MERGED.findall(content) if b"mergeCell" in content else ()))
        corners = ((coordinate_to_tuple(first), coordinate_to_tuple(last)) for first, last in refs)
        return tuple((first[0], last[0], first[1]) for first, last in corners if last[0] > first[0])

    def hidden_rows(self, member: str) -> frozenset[int]:
        """Rows that are hidden, by a filter or by hand."""
        content = self._read(member)
        return frozenset(map(int, _HIDDEN_ROW.findall(content))) if b" hidden" in content else frozenset()

    def struck_rows(self, member: str) -> StruckRows:
        """Rows that are struck through, and those of which a part is."""
        found = StruckRows()
        rows: dict[int, list[float]] = {}
        for row, share in self._strokes.of_cells(self._read(member)):
            rows.setdefault(row, []).append(share)
        for row, shares in rows.items():
            found.take(row, shares)
        return found

    def _lacks_result(self, cell: ET.Element) -> bool:
        """An empty text is a result where the cell says that it holds a text."""
        parts = {part.tag.rpartition("}")[2]: part for part in cell}
        if "f" not in parts or "is" in parts or cell.get("t") in {"str", "e"}:
            return False
        return "v" not in parts or (parts["v"].text or "") in self._nothing


def count_without_result(content: bytes) -> int:
    """Formulas of the content of an ODS file that were saved without their results."""
    return sum(b"value-type=" not in cell for cell in _ODS_CELL.findall(content))
