"""Finds what is struck through in an XLSX workbook: by the style of a cell, or by that of a part of its text."""

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
"""A cell that holds something."""
_ROW = re.compile(rb"""\br=["'][A-Z]{1,3}(\d{1,7})["']""")
_STYLE = re.compile(rb"""\bs=["'](\d{1,6})["']""")
_SHARED = re.compile(rb"""\bt=["']s["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>(\d{1,9})</")
_STRIKE = b"strike"


class Strokes:
    """What is struck through in a workbook."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._styles = _struck_styles(_member(archive, "xl/styles.xml"))
        self._texts = _struck_texts(_member(archive, "xl/sharedStrings.xml"))

    def of_cells(self, sheet: bytes) -> Iterator[tuple[int, float]]:
        """Row of each filled cell of a sheet, and the share of its letters that is struck through; nothing: none is."""
        if not (self._styles or self._texts or _STRIKE in sheet):
            return
        for attributes, content in _CELL.findall(sheet):
            row, style = _ROW.search(attributes), _STYLE.search(attributes)
            if row is None or not content:
                continue
            share = 1.0 if style and style[1] in self._styles else 0.0
            if not share and self._texts and _SHARED.search(attributes) and (number := _VALUE.search(content)):
                share = self._texts.get(int(number[1]), 0.0)
            if not share and _STRIKE in content and content.startswith(b"<is>"):
                share = _share_struck(ET.fromstring(content))  # noqa: S314 (openpyxl has read it so)
            yield int(row[1]), share


def _member(archive: zipfile.ZipFile, end: str) -> bytes:
    """A member that mentions strokes; empty: it is not there, or does not."""
    name = next((name for name in archive.namelist() if name.endswith(end)), "")
    content = archive.read(name) if name else b""
    return content if _STRIKE in content else b""


def _struck_styles(content: bytes) -> frozenset[bytes]:
    """Numbers of the styles whose font is struck through."""
    if not content:
        return frozenset()
    parts = {_kind(part): list(part) for part in ET.fromstring(content)}  # noqa: S314 (openpyxl has read it so)
    fonts = [_strikes(font) for font in parts.get("fonts", [])]
    ids = [int(style.get("fontId") or 0) for style in parts.get("cellXfs", [])]
    return frozenset(b"%d" % number for number, font in enumerate(ids) if font < len(fonts) and fonts[font])


def _struck_texts(content: bytes) -> dict[int, float]:
    """Number of each shared text with a stroke to the share of its letters that is struck through."""
    texts = ET.fromstring(content) if content else ()  # noqa: S314 (openpyxl has read it so)
    return {number: share for number, text in enumerate(texts) if (share := _share_struck(text))}


def _share_struck(text: ET.Element) -> float:
    sizes = {True: 0, False: 0}
    for run in text:
        letters = "".join(part.text or "" for part in ([run] if _kind(run) == "t" else run) if _kind(part) == "t")
        sizes[any(_strikes(part) for part in run if _kind(part) == "rPr")] += len(letters.strip())
    return sizes[True] / sum(sizes.values()) if sizes[True] else 0.0


def _kind(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _strikes(font: ET.Element) -> bool:
    return any(_kind(each) == "strike" and each.get("val", "1") in {"1", "true"} for each in font)
