"""Files that people bring for a table and that are none, known by their content, so that they are refused by their name."""

import io
import re
import zipfile
from collections.abc import Mapping

from planner.domain.errors import InputError, Where

_SIGNATURES: Mapping[bytes, str] = {
    b"%PDF": "PDF", b"\xff\xd8\xff": "JPG", b"\x89PNG": "PNG", b"GIF8": "GIF", b"\x1f\x8b": "GZ", b"BZh": "BZ2",
    b"7z\xbc\xaf": "7Z", b"Rar!": "RAR", b"{\\rtf": "RTF", b"SQLite format 3": "SQLite", b"PAR1": "Parquet",
}  # fmt: skip
_MEMBERS = (
    ("xl/workbook.bin", "XLSB"), ("word/", "DOCX"), ("ppt/", "PPTX"), ("Index/", "Numbers"), ("doc.kml", "KMZ"),
    ("xl/", ""), ("", "ZIP"),
)  # fmt: skip
"""Beginnings of names in an archive, the telling ones first, to what it is; empty: a workbook."""
_MARKUP = (
    (re.compile(rb"<office:document\b"), "FODS"),
    (re.compile(rb'progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet'), "XML 2003"),
    (re.compile(rb"<(?:!doctype\s+html|html|table|body|meta|style)\b", re.IGNORECASE), "HTML"),
    (re.compile(rb"<kml\b"), "KML"),
    (re.compile(rb"<gpx\b"), "GPX"),
    (re.compile(rb"<osm\b"), "OSM"),
    (re.compile(rb"<\?xml|\A<[A-Za-z][\w:]*(?:\s[^;]*)?>"), "XML"),
)
_ODF = re.compile(rb"mimetypeapplication/(?:vnd\.oasis\.opendocument\.(text|presentation|graphics)|epub)")
_JSON = re.compile(rb'(?:\{\s*["}]|\[\s*[{\["])')
_PEEK = 2000


def refuse_other(content: bytes, *, file: str) -> None:
    """Refuse what is a file of another kind.

    Raises
    ------
    InputError
        E1054, with its name.
    """
    head = content[:_PEEK].removeprefix(b"\xef\xbb\xbf").lstrip()
    kind = next((name for start, name in _SIGNATURES.items() if content.startswith(start)), "")
    if content.startswith(b"PK"):
        kind = _kind_of_archive(content)
    elif head.startswith(b"<"):
        kind = next((name for pattern, name in _MARKUP if pattern.search(head)), "")
    elif _JSON.match(head):
        kind = "JSON"
    if kind:
        raise InputError.of("E1054", Where(file=file), kind=kind)


def _kind_of_archive(content: bytes) -> str:
    if found := _ODF.search(content[:200]):
        return {b"text": "ODT", b"presentation": "ODP", b"graphics": "ODG"}.get(found[1], "EPUB")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:  # a damaged workbook is told as such
        return ""
    return next((kind for start, kind in _MEMBERS if any(name.startswith(start) for name in names)), "ZIP")
