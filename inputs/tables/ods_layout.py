"""What the sheets of an ODS say beside values: merged cells, hidden and struck rows; and texts that its reader would lose."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from inputs.tables.grid import HIDDEN, PARTLY_STRUCK, STRUCK, StruckRows

_MOST_HIDDEN = 100_000
"""Rows of one element that count as hidden; a sheet's empty rest is hidden as one of a million."""
_MOST_COLUMNS = 500
"""Columns of one element whose usual style is kept; a sheet's empty rest is one of a thousand and more."""
_SPANNED = re.compile(rb"""number-rows-spanned\s*=\s*["'](?!1["'])""")
_VISIBILITY = re.compile(rb"""<table:table-row\b[^>]*\bvisibility\s*=\s*["'](?:collapse|filter)""")
_LINE = re.compile(r"""\bstyle:text-line-through-(?:style|type)\s*=\s*["'](\w+)""")
_STYLE = re.compile(r"<style:style\b([^>]*?)(?:/>|>(.*?)</style:style>)", re.DOTALL)
_NAMED = re.compile(r"""\bstyle:(name|parent-style-name)\s*=\s*["']([^"']*)""")

_BLANK = re.compile(rb"<text:(tab|line-break|s)\b[^>]*?(?:/>|>\s*</text:\1>)")
_BESIDE = re.compile(rb"<text:(note-body|note-citation|ruby-text)\b[^>]*?>.*?</text:\1>", re.DOTALL)
_DRAWN = re.compile(rb"<(/?)draw:[\w-]+(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(/?)>")
_CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


@dataclass(slots=True)
class SheetLayout:
    """What a sheet says beside its values.

    Attributes
    ----------
    merged
        First and last row and column, from 1, of cells merged downwards.
    hidden
        Rows that are hidden, by a filter or by hand.
    struck
        Rows struck through, and those of which a part is.
    """

    merged: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    struck: StruckRows = field(default_factory=StruckRows)

    @property
    def doubtful(self) -> dict[str, frozenset[int]]:
        """Code of a note to its rows."""
        return {HIDDEN: frozenset(self.hidden), STRUCK: self.struck.whole, PARTLY_STRUCK: self.struck.partly}


def without_losses(content: bytes) -> bytes:
    """The sheets with blanks for what parts words in a cell, and without what is drawn or noted beside its text.

    python-calamine 0.9.1 joins the words about a tab or a line break, takes the text of a picture's frame for the cell's, and
    loses marked sections. Comments of cells it leaves out.
    """
    if b"<![CDATA[" in content:
        content = _CDATA.sub(lambda found: _escaped(found[1]), content)
    if b"<draw:" in content:
        content = b"".join(_undrawn(content))
    if b"<text:note" in content or b"<text:ruby" in content:
        content = _BESIDE.sub(b"", content)
    if b"<text:tab" in content or b"<text:line-break" in content:
        content = _BLANK.sub(lambda found: b"\n" if found[1] == b"line-break" else b" ", content)
    return content


def _escaped(text: bytes) -> bytes:
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def _undrawn(content: bytes) -> Iterator[bytes]:
    """The pieces between what is drawn, which may hold drawings itself."""
    depth = end = 0
    for tag in _DRAWN.finditer(content):
        if not depth:
            yield content[end : tag.start()]
        depth += 0 if tag[2] else -1 if tag[1] else 1
        end = tag.end()
    yield content[end:]


def struck_styles(*members: bytes) -> frozenset[str]:
    """Names of the styles of cells, paragraphs and texts that strike through, by themselves or as the style they go by."""
    own: dict[str, bool] = {}
    parents: dict[str, str] = {}
    for member in members:
        for attributes, body in _STYLE.findall(member.decode("utf-8", "replace")) if b"text-line-through" in member else ():
            named = dict(_NAMED.findall(attributes))
            lines = _LINE.findall(body)
            name = named.get("name", "")
            if lines:
                own[name] = any(line != "none" for line in lines)
            parents[name] = named.get("parent-style-name", "")
    return frozenset(name for name in parents if _is_struck(name, own, parents))


def _is_struck(name: str, own: dict[str, bool], parents: dict[str, str]) -> bool:
    for _ in range(len(parents)):
        if name in own:
            return own[name]
        name = parents.get(name, "")
    return False


def layouts_of(content: bytes, struck: frozenset[str]) -> list[SheetLayout]:
    """Sheet by sheet what stands beside the values; empty: nothing does."""
    if not (struck or _SPANNED.search(content) or _VISIBILITY.search(content)):
        return []
    walk = _Walk(struck)
    for event, element in ET.iterparse(io.BytesIO(content), events=("start", "end")):  # noqa: S314 (the reader has read it so)
        walk.take(element.tag.rpartition("}")[2], element, is_start=event == "start")
    return walk.sheets


class _Walk:
    """Goes through the elements of all sheets and counts rows and columns."""

    def __init__(self, struck: frozenset[str]) -> None:
        self.sheets: list[SheetLayout] = []
        self._struck = struck
        self._row = self._column = self._depth = 0
        self._usual: list[str] = []
        """Style of the cells of each column that name none."""

    def take(self, kind: str, element: ET.Element, *, is_start: bool) -> None:
        if kind == "table":
            self._depth += 1 if is_start else -1
            if is_start and self._depth == 1:
                self.sheets.append(SheetLayout())
                self._row, self._usual = 0, []
        elif self._depth != 1:
            return
        elif kind == "table-column" and is_start:
            self._usual += [_value(element, "default-cell-style-name")] * min(_columns(element), _MOST_COLUMNS)
        elif kind == "table-row":
            self._take_row(element, is_start=is_start)
        elif kind in {"table-cell", "covered-table-cell"} and is_start:
            height = _count(element, "number-rows-spanned")
            if height > 1:
                self.sheets[-1].merged.append((self._row, self._row + height - 1, self._column + 1))
            self._column += _columns(element)

    def _take_row(self, element: ET.Element, *, is_start: bool) -> None:
        repeated = _count(element, "number-rows-repeated")
        self._row += 1 if is_start else repeated - 1
        self._column = 0
        sheet = self.sheets[-1]
        if is_start and _value(element, "visibility") in {"collapse", "filter"}:
            sheet.hidden.update(range(self._row, self._row + min(repeated, _MOST_HIDDEN)))
        if not is_start:
            if self._struck:
                sheet.struck.take(self._row, self._strokes(element))
            element.clear()

    def _strokes(self, row: ET.Element) -> Iterator[float]:
        """Share of the letters of each filled cell of a row that are struck through."""
        at = 0
        usual = _value(row, "default-cell-style-name")
        for cell in row:
            if cell.tag.endswith("}table-cell"):
                in_column = self._usual[at] if at < len(self._usual) else ""
                style = _value(cell, "style-name") or usual or in_column
                letters = list(self._letters(cell, is_struck=style in self._struck))
                if num := sum(size for size, _ in letters):
                    yield sum(size for size, is_struck in letters if is_struck) / num
            at += _columns(cell)

    def _letters(self, element: ET.Element, *, is_struck: bool) -> Iterator[tuple[int, bool]]:
        """Lengths of the texts of a cell, and whether each is struck through."""
        if element.text:
            yield len(element.text.strip()), is_struck
        for part in element:
            kind = part.tag.rpartition("}")[2]
            if kind not in {"annotation", "frame"}:
                own = _value(part, "style-name")
                yield from self._letters(part, is_struck=is_struck or own in self._struck)
            if part.tail:
                yield len(part.tail.strip()), is_struck


def _value(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _count(element: ET.Element, name: str) -> int:
    return int(_value(element, name) or 1)


def _columns(element: ET.Element) -> int:
    return _count(element, "number-columns-repeated")
