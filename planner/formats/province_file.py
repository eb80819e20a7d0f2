"""`province.toml`: the stations of a province and where their workspaces are. Read and written here alone."""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from planner.domain.gathering import Gatherer
from planner.domain.province import STATION_NAME, Province, Station
from planner.files import decode, read_bytes, write_whole
from planner.formats.forms import form, many
from planner.formats.toml_file import TomlFile
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
    province: Province = _FILE.read(text, Gatherer(file=path.name, max_faults=100))
    return province


def write_province(path: Path, province: Province) -> None:
    """Write a table for each station."""
    lines = ["# Stations of a province; each plans in a workspace of its own.", f"name = {_quoted(province.name)}"]
    for station in province.stations:
        lines += ["", "[[stations]]", f"name = {_quoted(station.name)}", f"folder = {_quoted(station.folder)}"]
    write_whole(path, ("\n".join(lines) + "\n").encode())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _station_name(name: str) -> str:
    if not STATION_NAME.fullmatch(name):
        raise value_error("E5003", expected='"polsek-01"')
    return name


def _names_differ(province: Province, _: Collection[str]) -> None:
    names = [station.name for station in province.stations]
    if len(set(names)) < len(names):
        raise value_error("E5007", key="stations")


_STATION = form(Station, name=Annotated[str, AfterValidator(_station_name)], folder=Text)
_FILE = TomlFile(form(Province, _names_differ, name=Text, stations=many(_STATION, min_length=1)), family="E50")
