"""`province.toml`: the stations of a province and where their workspaces are. Read and written here alone."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from planner.domain.gathering import Gatherer
from planner.domain.province import STATION_NAME, Province, Station
from planner.files import decode, read_bytes, write_whole
from planner.formats.forms import form, form_of, key, many
from planner.formats.toml_file import TomlFile
from planner.formats.toml_lines import TomlLines
from planner.formats.values import Text, value_error

PROVINCE_FILE = "province.toml"


def read_province(path: Path) -> Province:
    """Read the stations of a province.

    Raises
    ------
    InputError
        With every fault of the file: E50xx, or E1xxx if it cannot be opened or is no text.
    """
    text, _ = decode(read_bytes(path), file=path.name)
    province: Province = _FILE.read(text, Gatherer(file=path.name, max_faults=100), lines=TomlLines(text))
    return province


def write_province(path: Path, province: Province) -> None:
    """Write a table for each station."""
    said = form_of(_PROVINCE).written(province)
    stations = said.pop("stations")
    lines = ["# Stations of a province; each plans in a workspace of its own.", *_lines(said)]
    for station in stations:
        lines += ["", "[[stations]]", *_lines(station)]
    write_whole(path, ("\n".join(lines) + "\n").encode())


def _lines(table: Mapping[str, str]) -> Iterator[str]:
    for name, text in table.items():
        yield f"{name} = {json.dumps(text, ensure_ascii=False)}"


def _station_name(name: str) -> str:
    if not STATION_NAME.fullmatch(name):
        raise value_error("E5003", expected='"polsek-01"')
    return name


def _schema_name(name: str) -> str:
    if not _SCHEMA.fullmatch(name):
        raise value_error("E5003", expected='"polsek_01"')
    return name


def _stand_apart(province: Province, _: Collection[str]) -> None:
    """Each station has a name and a ledger of its own."""
    names = [station.name for station in province.stations]
    places = [(one.database or province.database, one.schema) for one in province.stations if one.database or one.schema]
    if len(set(names)) < len(names) or len(set(places)) < len(places):
        raise value_error("E5007", key="stations")
    if any(not database for database, _ in places):
        raise value_error("E5010", key="database")


_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
"""What a schema may be called: it becomes part of an address without quotes."""

_STATION = form(
    Station,
    name=Annotated[str, AfterValidator(_station_name)],
    folder=Text,
    schema=key("schema", Annotated[str, AfterValidator(_schema_name)], is_left_out=True),
    database=key("database", Text, is_left_out=True),
)
_PROVINCE = form(
    Province,
    _stand_apart,
    name=Text,
    database=key("database", Text, is_left_out=True),
    stations=many(_STATION, min_length=1),
)
_FILE = TomlFile(_PROVINCE, family="E50")
