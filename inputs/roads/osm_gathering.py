"""The things of an OpenStreetMap file in any order, the newest version of each, what is deleted left out.

All of them are held in memory: files of this kind are small (drafts of JOSM, answers of the Overpass service). Ids may be
negative, as editors number what is new, and the points may stand in the ways themselves (`out geom`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import osmium

from inputs.roads.osm_order import RANKS, is_deleted, is_pbf, parse_xml

Member = tuple[str, int, str]
"""Kind (`n`, `w`, `r`), id, role."""

Position = tuple[float, float]
"""Longitude, latitude."""

_UNNUMBERED = -(10**15)
"""Points without an id are numbered from here downwards; no editor comes so far."""


@dataclass(slots=True, kw_only=True)
class Thing:
    """One version of a node, way or relation.

    Attributes
    ----------
    version
        0 where the file does not say.
    position
        Of a node; `None`: not said.
    parts
        Ids of a way's nodes, or a relation's members.
    """

    id: int
    version: int = 0
    is_deleted: bool = False
    tags: dict[str, str] = field(default_factory=dict)
    position: Position | None = None
    parts: list[Any] = field(default_factory=list)


class Gathered:
    """Nodes, ways and relations of a file by id."""

    def __init__(self) -> None:
        self._things: tuple[dict[int, Thing], ...] = ({}, {}, {})
        self._placed: dict[int, Position] = {}
        """Positions that ways give for their nodes."""
        self._by_place: dict[Position, int] = {}

    def add(self, rank: int, thing: Thing) -> None:
        """Keep a thing, unless a newer version of it is kept; two of one version complete each other."""
        kept = self._things[rank].get(thing.id)
        if kept is None or thing.version > kept.version:
            self._things[rank][thing.id] = thing
        elif thing.version == kept.version:
            # The Overpass service gives a node with its tags at one place and bare at another.
            kept.is_deleted |= thing.is_deleted
            kept.tags = thing.tags or kept.tags
            kept.position = thing.position or kept.position
            kept.parts = thing.parts or kept.parts

    def place(self, ref: int, position: Position) -> int:
        """Keep the position that a way gives for a node; its id, made where it has none (0)."""
        if not ref:
            ref = self._by_place.setdefault(position, _UNNUMBERED - len(self._by_place))
        self._placed.setdefault(ref, position)
        return ref

    def things(self, kind: str) -> Iterator[Thing]:
        """What is there of a kind."""
        return (thing for thing in self._things[RANKS[kind]].values() if not thing.is_deleted)

    def way(self, way: int) -> Thing | None:
        """A way; `None`: not in the file, or deleted."""
        thing = self._things[RANKS["way"]].get(way)
        return None if thing is None or thing.is_deleted else thing

    def position(self, node: int) -> Position | None:
        """Where a node is; `None`: the file does not say."""
        thing = self._things[0].get(node)
        if thing is None:
            return self._placed.get(node)
        return None if thing.is_deleted else thing.position or self._placed.get(node)


def gathered(path: Path) -> Gathered:
    """Read a whole file; damage is raised as one of `osm_order.DAMAGED`."""
    if is_pbf(path):
        return _of_pbf(path)
    reader = _XmlReader()
    parse_xml(path, reader.start, reader.end)
    return reader.found


class _XmlReader:
    """Things of XML as their elements pass by."""

    def __init__(self) -> None:
        self.found = Gathered()
        self._thing: Thing | None = None
        self._rank = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in RANKS:
            self._begin(name, attributes)
        elif self._thing is None:
            return
        elif name == "tag":
            self._thing.tags[attributes["k"]] = attributes["v"]
        elif name == "nd" and self._rank == RANKS["way"]:
            ref = int(attributes.get("ref", 0))
            self._thing.parts.append(self.found.place(ref, _position(attributes)) if "lat" in attributes else ref)
        elif name == "member" and self._rank == RANKS["relation"]:
            self._thing.parts.append((attributes["type"][:1], int(attributes["ref"]), attributes.get("role", "")))

    def end(self, name: str) -> None:
        if name in RANKS and self._thing is not None:
            self.found.add(self._rank, self._thing)
            self._thing = None

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._rank = RANKS[name]
        self._thing = Thing(
            id=int(attributes["id"]),
            version=int(attributes.get("version", 0)),
            is_deleted=is_deleted(attributes),
            position=_position(attributes) if name == "node" and "lat" in attributes else None,
        )


def _position(attributes: dict[str, str]) -> Position:
    return float(attributes["lon"]), float(attributes["lat"])


def _of_pbf(path: Path) -> Gathered:
    found = Gathered()
    for item in osmium.FileProcessor(str(path)):
        if not isinstance(item, (osmium.osm.Node, osmium.osm.Way, osmium.osm.Relation)):
            continue
        thing = Thing(id=item.id, version=item.version, is_deleted=item.deleted, tags={tag.k: tag.v for tag in item.tags})
        if isinstance(item, osmium.osm.Node):
            thing.position = (item.location.lon, item.location.lat) if item.location.valid() else None
        elif isinstance(item, osmium.osm.Way):
            for node in item.nodes:
                if node.location.valid():
                    found.place(node.ref, (node.location.lon, node.location.lat))
                thing.parts.append(node.ref)
        else:
            thing.parts = [(member.type, member.ref, member.role) for member in item.members]
        found.add("nwr".index(item.type_str()), thing)
    return found
