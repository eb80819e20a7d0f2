"""Guards OpenStreetMap files under a wrong ending, and what is no such file: refused with the cure that fits."""

import bz2
import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from inputs.roads import osm_order
from inputs.roads.road_file import read_network
from planner.domain.errors import InputError

OSM = b'<?xml version="1.0"?>\n<osm version="0.6"><node id="1" lat="-6.2" lon="106.4" version="1"/></osm>'


def _zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("roads.osm", content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("a.osm", bz2.compress(OSM), "E2027", ".osm.bz2"),
        ("a.osm", gzip.compress(OSM, mtime=0), "E2027", ".osm.gz"),
        ("a.osm.bz2", gzip.compress(OSM, mtime=0), "E2027", ".osm.gz"),
        ("a.osm.gz", bz2.compress(OSM), "E2027", ".osm.bz2"),
        ("a.osm.bz2", OSM, "E2027", ".osm"),
        ("a.osm.pbf", OSM, "E2027", ".osm"),
        ("a.osm.pbf", gzip.compress(OSM, mtime=0), "E2027", ".osm.gz"),
        ("a.osm", b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c", "E2027", ".osm.pbf"),
        ("a.osm", _zipped(OSM), "E2028", "ZIP"),
        ("a.osm.pbf", _zipped(OSM), "E2028", "ZIP"),
        ("a.osm", b"<!DOCTYPE html><html><body>Too Many Requests</body></html>", "E2028", "HTML"),
        ("a.osm", b'{"version": 0.6, "elements": []}', "E2028", "JSON"),
        ("a.osm", OSM[:60], "E2003", ""),
        ("a.osm.gz", gzip.compress(OSM, mtime=0)[:40], "E2003", ""),
        ("a.osm", b"", "E2003", ""),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, content: bytes, code: str, says: str) -> None:
    """Packed, unpacked, a page of an error, cut short: each is called what it is."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_network(path)
    (fault,) = caught.value.faults
    assert (fault.code, fault.values.get("ending", fault.values.get("kind", ""))) == (code, says)


WAY = OSM.replace(
    b"</osm>",
    b'<node id="2" lat="-6.2" lon="106.41" version="1"/><way id="1" version="1"><nd ref="1"/><nd ref="2"/>'
    b'<tag k="highway" v="residential"/></way></osm>',
)


@pytest.mark.parametrize(("name", "pack"), [("a.osm.bz2", bz2.compress), ("a.osm.gz", gzip.compress)])
def test_a_packed_file_that_holds_far_more_than_a_map_is_refused(
    name: str, pack: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few bytes that unpack to any number of them would keep the program busy for long; small maps may be packed."""
    blank = WAY.replace(b"</osm>", b" " * 1_000_000 + b"</osm>")
    (tmp_path / name).write_bytes(pack(blank))
    read_network(tmp_path / name)
    monkeypatch.setattr(osm_order, "_UNPACKED_ANYWAY", 0)
    with pytest.raises(InputError, match="E2031"):
        read_network(tmp_path / name)
    (tmp_path / name).write_bytes(pack(WAY))
    read_network(tmp_path / name)
