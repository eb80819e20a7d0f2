"""Reads a scenario file: its form first, then every name in it is looked up."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.domain.errors import Fault, Where, dotted
from planner.domain.gathering import Gatherer
from planner.domain.known_names import KnownNames, Location, with_known_names
from planner.domain.scenario import Scenario
from planner.files import decode, is_file, read_bytes
from planner.formats.scenario_forms import SCENARIO
from planner.formats.toml_file import TomlFile
from planner.formats.toml_lines import TomlLines

_FILE = TomlFile(SCENARIO, family="E80")


def read_scenario(path: Path, *, known: KnownNames, max_faults: int = 100) -> Scenario:
    """Read a scenario of a day.

    Raises
    ------
    InputError
        With every fault of the file, each with its line: E80xx, or E1xxx if it cannot be opened or is no text.
    """
    text, _ = decode(read_bytes(path), file=path.name)
    gatherer = Gatherer(file=path.name, max_faults=max_faults)
    lines, folder = TomlLines(text), path.parent

    def where(location: Location) -> Where:
        return Where(file=gatherer.file, row=lines.line(location), column=dotted(location))

    of_areas: list[Fault] = []
    context = {"folder": folder, "date": known.date, "faults": of_areas}
    said = replace(_FILE.read(text, gatherer, lines=lines, context=context), name=path.stem)
    scenario, of_names = with_known_names(said, known, where=where)
    gatherer.faults += [*of_names, *of_areas, *_missing_files(scenario, folder, where)]
    gatherer.raise_if_any()
    return scenario


def scenario_of(document: Mapping[str, Any], *, name: str) -> Scenario:
    """A scenario from what a file would say, without one; its names are still to be looked up (`with_known_names`).

    Raises
    ------
    InputError
        With every fault of its values.
    """
    gatherer = Gatherer(file="")
    scenario: Scenario = replace(_FILE.take(document, gatherer), name=name)
    return scenario


def _missing_files(scenario: Scenario, folder: Path, where: Callable[[Location], Where]) -> Iterator[Fault]:
    for key, name in (("complaints", scenario.complaints_file), ("households", scenario.households_file)):
        if name and not is_file(folder / name):
            yield Fault(code="E8040", where=where((key, "file")), values={"file": name})
