"""Whether an OpenStreetMap file is as a map is published: points before ways, each thing once, nothing deleted.

Such a file is streamed. Of any other (an editor's draft, an answer of the Overpass service, a file put together of several)
the things are gathered first: `osm_gathering`.
"""

import bz2
import gzip
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any
from xml.parsers import expat

import osmium

from inputs.roads.refusal import refusal

OnStart = Callable[[str, dict[str, str]], None]
OnText = Callable[[str], None]

RANKS = {"node": 0, "way": 1, "relation": 2}
"""Order of the kinds in a published file; within each the ids ascend."""

DAMAGED = (RuntimeError, ValueError, KeyError, OSError, EOFError, zlib.error, expat.ExpatError, osmium.InvalidLocationError)
"""A damaged file is reported by any of these, depending on the layer that stumbles."""

LONGEST_REMARK = 200
"""Letters of the service's remark that a message repeats."""

MOST_UNPACKED = 100
"""Times its own size that a packed file may hold, beyond `_UNPACKED_ANYWAY`; maps hold ten to twenty times theirs."""

_UNPACKED_ANYWAY = 64 * 1024**2
"""Bytes that any packed file may hold."""

_MAX_FEATURES = 8
"""Features that a binary file may name in its head, of which we look for one."""


def is_published(path: Path) -> bool:
    """Whether the file may be streamed.

    Raises
    ------
    InputError
        E2008, E2021, E2022, E2031 for files of XML that nothing can be made of; damage is raised as one of `DAMAGED`.
    """
    return _is_published_pbf(path) if is_pbf(path) else _is_published_xml(path)


def is_pbf(path: Path) -> bool:
    """Whether the file is in OpenStreetMap's binary format."""
    return path.name.lower().endswith(".pbf")


def parse_xml(path: Path, start: OnStart, end: OnText, text: OnText | None = None) -> None:
    """Call for each element as it begins and ends, and for text.

    Raises
    ------
    InputError
        E2031 for a packed file that holds more than any map does.
    """
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    if text is not None:
        parser.buffer_text = True
        parser.CharacterDataHandler = text
    with _opened(path) as stream:
        parser.ParseFile(stream)


def is_deleted(attributes: dict[str, str]) -> bool:
    """Whether an editor or the service says that a thing is no longer there."""
    return attributes.get("action") == "delete" or attributes.get("visible") == "false"


def _opened(path: Path) -> AbstractContextManager[Any]:
    name = path.name.lower()
    if name.endswith(".bz2"):
        return closing(_Unpacked(path, bz2.open(path)))
    if name.endswith(".gz"):
        return closing(_Unpacked(path, gzip.open(path)))
    return path.open("rb")


class _Unpacked:
    """What a packed file holds, as long as that is not far more than a map of its size does."""

    def __init__(self, path: Path, stream: Any) -> None:
        self._path, self._stream = path, stream
        self._left = max(_UNPACKED_ANYWAY, MOST_UNPACKED * path.stat().st_size)

    def read(self, size: int) -> bytes:
        """The next bytes."""
        found = bytes(self._stream.read(size))
        self._left -= len(found)
        if self._left < 0:
            raise refusal("E2031", self._path, times=MOST_UNPACKED)
        return found

    def close(self) -> None:
        """End reading."""
        self._stream.close()


def _is_published_xml(path: Path) -> bool:
    look = _Look(path)
    parse_xml(path, look.start, look.end, look.text)
    return look.is_published


def _is_published_pbf(path: Path) -> bool:
    header = osmium.io.Reader(str(path)).header()
    features = {header.get(f"pbf_optional_feature_{number}") for number in range(_MAX_FEATURES)}
    if header.has_multiple_object_versions or "LocationsOnWays" in features:
        return False
    is_sorted = header.get("sorting") == "Type_then_ID"
    last = (0, 0)
    for thing in osmium.FileProcessor(str(path)):
        if is_sorted:  # negative ids come first
            return bool(thing.id > 0)
        here = ("nwr".index(thing.type_str()), thing.id)
        if here <= last or thing.id < 0:
            return False
        last = here
    return True


class _Look:
    """What one look at a file of XML tells."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_published = True
        self.last = (0, 0)
        self.remark: list[str] | None = None
        """Text of a remark that is being read."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        rank = RANKS.get(name)
        if rank is not None:
            here = (rank, int(attributes["id"]))
            if here <= self.last or here[1] < 0 or is_deleted(attributes):
                self.is_published = False
            self.last = here
            if rank == 0 and "lat" in attributes:
                self._check_position(attributes)
        elif name == "nd":
            if "lat" in attributes:  # the points are in the ways themselves
                self.is_published = False
                self._check_position(attributes)
        elif name == "osmChange":
            raise refusal("E2021", self.path)
        elif name == "remark":
            self.remark = []

    def text(self, text: str) -> None:
        if self.remark is not None:
            self.remark.append(text)

    def end(self, name: str) -> None:
        if name == "remark" and self.remark is not None:
            said = " ".join("".join(self.remark).split())
            raise refusal("E2022", self.path, remark=said[:LONGEST_REMARK])

    def _check_position(self, attributes: dict[str, str]) -> None:
        latitude, longitude = attributes["lat"], attributes["lon"]
        if not (abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180):
            raise refusal("E2008", self.path, longitude=longitude, latitude=latitude)
