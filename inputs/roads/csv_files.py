"""Roads as a pair of CSV tables (also .gz): nodes `node,lon,lat`, edges `from,to,length_m,highway,name,oneway`."""

import gzip
import io
import zlib
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from inputs.roads.contract import NOT_A_ROAD, road_class
from inputs.roads.network import RoadNetwork, Segment, build_network
from inputs.roads.osm_tags import RoadTags, read_road_tags
from inputs.roads.refusal import refusal, refuse_all
from planner.domain.arrays import Floats
from planner.domain.categories import ROAD_CLASSES
from planner.domain.errors import Fault, InputError, Where
from planner.files import MAX_FILE_BYTES, too_large

NODE_COLUMNS = ("node", "lon", "lat")
EDGE_COLUMNS = ("from", "to", "length_m", "highway", "name", "oneway")

_DIRECTIONS = {"1": 1, "yes": 1, "true": 1, "ya": 1, "-1": -1, "reverse": -1, "0": 0, "no": 0, "false": 0, "tidak": 0, "": 0}
_TRUE = frozenset({"1", "yes", "true", "ya"})

MOST_ROWS = 300_000
"""Nodes or pieces of a table: a district has some ten thousand, and as many as these take nearly a gigabyte."""

FIRST_ROW = 2
"""Row of the first record as a spreadsheet counts it, after the heading."""


def read_csv_pair(path: Path) -> RoadNetwork:
    """Read both tables, given either.

    Raises
    ------
    InputError
        E2008 to E2014, all faults of a table gathered; E1010, E2030 for one that is too large.
    """
    nodes_path, edges_path = find_pair(path)
    node_table = _table(nodes_path, NODE_COLUMNS)
    numbers, nodes = _nodes(node_table, nodes_path)
    edges = _table(edges_path, EDGE_COLUMNS)
    return build_network(nodes, _segments(edges, numbers, nodes, edges_path))


def find_pair(path: Path) -> tuple[Path, Path]:
    """Nodes file and edges file, given either of them.

    Raises
    ------
    InputError
        E2009 if the other one is not beside it.
    """
    here, there = ("edges", "nodes") if "edges" in path.name else ("nodes", "edges")
    before, found, after = path.name.rpartition(here)
    name = f"{before}{there}{after}" if found else f"{path.name.split('.')[0]}_edges.csv"
    plain = name.removesuffix(".gz")
    partners = [path.with_name(candidate) for candidate in (name, plain, f"{plain}.gz")]
    partner = next((candidate for candidate in partners if candidate.exists() and candidate != path), None)
    if not found or partner is None:
        raise refusal("E2009", path, partner=name)
    return (partner, path) if here == "edges" else (path, partner)


def _table(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    try:
        content = _content(path)
        table = _read(content, ",")
        if len(table.columns) == 1 and ";" in str(table.columns[0]):
            table = _read(content, ";")
    except (ValueError, OSError, EOFError, zlib.error) as error:
        raise refusal("E2014", path) from error
    table.columns = pd.Index([str(column).strip().lower() for column in table.columns])
    if len(table) > MOST_ROWS:
        raise refusal("E2030", path, limit=MOST_ROWS)
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise refusal("E2010", path, missing=", ".join(missing), found=", ".join(table.columns[:12]))
    return pd.DataFrame({column: table[column].str.strip() for column in table.columns})


def _content(path: Path) -> bytes:
    """All bytes of a table, unpacked: a small file may hold any number of them.

    Raises
    ------
    InputError
        E1010 for more than any table may have.
    """
    with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as stream:
        content = stream.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise InputError([too_large(path.name, len(content))])
    return content


def _read(content: bytes, separator: str) -> pd.DataFrame:
    return pd.read_csv(
        io.BytesIO(content), sep=separator, dtype=str, keep_default_na=False, encoding="utf-8-sig", nrows=MOST_ROWS + 1
    )


def _nodes(table: pd.DataFrame, path: Path) -> tuple[dict[str, int], Floats]:
    faults: list[Fault] = []
    degrees = []
    for column, limit in (("lon", 180), ("lat", 90)):
        values = _numbers(table[column])
        faults.extend(
            _bad_cell(path, int(row), column, table[column].iloc[row], f"-{limit} … {limit}")
            for row in np.flatnonzero(~(np.abs(values) <= limit))
        )
        degrees.append(values)
    for row in np.flatnonzero(table["node"].duplicated().to_numpy()):
        where = Where(file=path.name, row=int(row) + FIRST_ROW, column="node")
        faults.append(Fault(code="E2013", where=where, values={"node": table["node"].iloc[row]}))
    refuse_all(faults)
    return {name: number for number, name in enumerate(table["node"])}, np.column_stack(degrees)


def _segments(table: pd.DataFrame, numbers: dict[str, int], nodes: Floats, path: Path) -> list[Segment]:
    faults: list[Fault] = []
    lengths = _numbers(table["length_m"])
    tolls = table["toll"] if "toll" in table.columns else pd.Series([""] * len(table))
    segments = []
    rows = zip(
        table["from"], table["to"], table["length_m"], table["highway"], table["name"], table["oneway"], tolls, strict=True
    )
    for row, (tail, head, length_text, highway, name, oneway, toll) in enumerate(rows):
        kind = road_class(highway)
        direction = _DIRECTIONS.get(oneway.lower())
        for column, node in (("from", tail), ("to", head)):
            if node not in numbers:
                where = Where(file=path.name, row=row + FIRST_ROW, column=column)
                faults.append(Fault(code="E2011", where=where, values={"node": node}))
        if length_text and not 0 <= lengths[row] < np.inf:
            faults.append(_bad_cell(path, row, "length_m", length_text, ">= 0 m"))
        if direction is None:
            faults.append(_bad_cell(path, row, "oneway", oneway, "0, 1, -1"))
        if kind is None and highway.lower() not in NOT_A_ROAD:
            faults.append(_bad_cell(path, row, "highway", highway, ", ".join(ROAD_CLASSES)))
        if faults or kind is None or direction is None or tail == head:
            continue
        meaning = _meaning(highway, direction, toll)
        ends = (numbers[head], numbers[tail]) if meaning.is_turned else (numbers[tail], numbers[head])
        segments.append(
            Segment(
                tail=ends[0],
                head=ends[1],
                points=nodes[list(ends)],
                road_class=kind,
                name=name,
                access=meaning.access,
                is_toll=meaning.is_toll,
                length=float(lengths[row]) if length_text else None,
            )
        )
    refuse_all(faults)
    return segments


@cache
def _meaning(highway: str, direction: int, toll: str) -> RoadTags:
    is_toll = "yes" if toll.lower() in _TRUE else "no"
    meaning = read_road_tags({"highway": highway.lower(), "oneway": str(direction or "no"), "toll": is_toll})
    if meaning is None:
        raise AssertionError("unreachable: the class is known")
    return meaning


def _numbers(column: "pd.Series[str]") -> Floats:
    return np.asarray(pd.to_numeric(column.str.replace(",", ".", regex=False), errors="coerce"), dtype=np.float64)


def _bad_cell(path: Path, row: int, column: str, value: str, expected: str) -> Fault:
    where = Where(file=path.name, row=row + FIRST_ROW, column=column)
    return Fault(code="E2012", where=where, values={"value": repr(value), "expected": expected})
