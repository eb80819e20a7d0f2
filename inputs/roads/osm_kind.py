"""What a file that cannot be read as OpenStreetMap is instead: packed, under another ending, or a page of an error."""

import re
from pathlib import Path

from inputs.roads.refusal import refusal
from planner.domain.errors import InputError

_PEEK = 512
_KINDS = (
    (re.compile(rb"\x1f\x8b"), "gzip", ".osm.gz"),
    (re.compile(rb"BZh"), "bzip2", ".osm.bz2"),
    (re.compile(rb"\x00\x00\x00.\x0a\x09OSMHeader", re.DOTALL), "PBF", ".osm.pbf"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<osm\b", re.DOTALL), "XML", ".osm"),
    (re.compile(rb"PK\x03\x04"), "ZIP", ""),
    (re.compile(rb"\s*[{\[]"), "JSON", ""),
    (re.compile(rb"\s*<(?:!doctype html|html|head|body)", re.IGNORECASE), "HTML", ""),
)
"""Beginning, name, and the ending under which such a file is read; empty: under none."""


def damage_of(path: Path) -> InputError:
    """The refusal of a file that cannot be read: E2027 for a wrong ending, E2028 for another kind, else E2003."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_PEEK)
    except OSError:
        head = b""
    for beginning, kind, ending in _KINDS:
        if beginning.match(head):
            if not ending:
                return refusal("E2028", path, kind=kind)
            own = ".osm.pbf" if path.name.lower().endswith(".pbf") else ending
            if not path.name.lower().endswith(ending) or own != ending:
                return refusal("E2027", path, kind=kind, ending=ending)
    return refusal("E2003", path)
