"""Guards files that are no tables: each is refused by its own name, none half read."""

import bz2
import gzip
import io
import zipfile
from pathlib import Path

import pytest

from inputs.tables.opening import read_grids
from planner.domain.errors import InputError
from tests.inputs.tables.writing import HEADINGS, HOME, csv_text, xlsx_bytes


def packed(**members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return content.getvalue()


TABLE = csv_text([HEADINGS, HOME]).encode()
FODS = '<?xml version="1.0"?>\n<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (FODS.encode(), "FODS"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook>', "XML 2003"),
        (b"\xef\xbb\xbf\n<html><body><table><tr><td>id</td><td>desa</td></tr></table>", "HTML"),
        (b"<table border=1><tr><td>id</td></tr></table>", "HTML"),
        (b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2">', "KML"),
        (b'<?xml version="1.0"?><gpx version="1.1">', "GPX"),
        (b'[{"id": "H1", "desa": "Contoh"}]', "JSON"),
        (b'{"type": "FeatureCollection"}', "JSON"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xff\xd8\xff\xe0", "JPG"),
        (gzip.compress(TABLE, mtime=0), "GZ"),
        (bz2.compress(TABLE), "BZ2"),
        (packed(**{"t.csv": TABLE.decode()}), "ZIP"),
        (packed(word__document="<w/>"), "DOCX"),
        (packed(**{"xl/workbook.bin": "x", "[Content_Types].xml": "<x/>"}), "XLSB"),
        (packed(mimetype="application/vnd.oasis.opendocument.text", content="<x/>"), "ODT"),
        (packed(Index__Document="x"), "Numbers"),
        (packed(**{"doc.kml": "<kml/>"}), "KMZ"),
    ],
)
def test_files_that_are_no_tables(content: bytes, kind: str) -> None:
    """The name says what was brought, and the cure what to save; whatever the ending of the file's name is."""
    for name in ("t.csv", "t.xlsx", "t.ods"):
        with pytest.raises(InputError) as caught:
            read_grids(content, name, {})
        assert [(fault.code, fault.values["kind"]) for fault in caught.value.faults] == [("E1054", kind)]


def test_tables_are_not_taken_for_others(tmp_path: Path) -> None:
    """Tables under any name are read, also those whose first cell begins as a file of another kind does."""
    for content in (
        TABLE,
        xlsx_bytes([HEADINGS, HOME]),
        b"<20 m;id;desa\n1;2;3\n",
        b'"[1]";id;desa\n1;2;3\n',
        b"{no};id\n1;2\n",
    ):
        assert read_grids(content, "t.pdf", {})[0].rows
