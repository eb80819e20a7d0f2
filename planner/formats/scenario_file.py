"""Reads a scenario file: its form first, then every name in it is looked up."""

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from planner.domain.errors import Fault, InputError, Where, dotted
from planner.domain.gathering import Gatherer
from planner.domain.known_names import KnownNames, Location, with_known_names
from planner.domain.masking import nearest
from planner.domain.scenario import Closure, Scenario
from planner.files import decode, read_bytes
from planner.formats.scenario_areas import read_areas
from planner.formats.scenario_models import ClosureTable, ScenarioFile
from planner.formats.settings_file import KIND_OF, OUT_OF_BOUNDS, known_keys
from planner.formats.toml_lines import TomlLines

SUFFIX = ".toml"

_LINE = re.compile(r"at line (\d+)")
_KINDS = MappingProxyType({**KIND_OF, "string_pattern_mismatch": '"T25"'})


def read_scenario(path: Path, *, known: KnownNames, max_faults: int = 100) -> Scenario:
    """Read a scenario of a day.

    Raises
    ------
    InputError
        With every fault of the file, each with its line: E80xx, or E1xxx if it cannot be opened or is no text.
    """
    text, _ = decode(read_bytes(path), file=path.name)
    return _scenario(text, path, known, Gatherer(file=path.name, max_faults=max_faults))


def scenario_of(text: str, *, name: str, known: KnownNames) -> Scenario:
    """A scenario from the text of a file that was never written; faults name no file.

    Raises
    ------
    InputError
        With every fault of the text.
    """
    return _scenario(text, Path(f"{name}{SUFFIX}"), known, Gatherer(file=""))


def _scenario(text: str, path: Path, known: KnownNames, gatherer: Gatherer) -> Scenario:
    lines, folder = TomlLines(text), path.parent

    def where(location: Location) -> Where:
        return Where(file=gatherer.file, row=lines.line(location), column=dotted(location))

    document = _document(text, lines, gatherer)
    said = _said(document, path.stem, known.date)
    scenario, faults = with_known_names(said, known, where=where)
    gatherer.faults.extend(faults)
    closures = tuple(_with_drawn(scenario.closures, document.closures, folder, gatherer.faults))
    gatherer.faults.extend(_missing_files(scenario, folder, where))
    gatherer.raise_if_any()
    return replace(scenario, closures=closures)


def _document(text: str, lines: TomlLines, gatherer: Gatherer) -> ScenarioFile:
    try:
        return ScenarioFile.model_validate(tomllib.loads(text))
    except ValidationError as error:  # before ValueError, whose kind it is
        for found in error.errors(include_url=False, include_input=False):
            _tell(found, lines, gatherer)
    except (ValueError, RecursionError) as error:  # also a day such as 2025-13-01
        gatherer.fault("E8001", row=_line_of(str(error), text))
    gatherer.raise_if_any()
    raise AssertionError("unreachable: a fault was gathered")


def _line_of(message: str, text: str) -> int | None:
    """Line that the TOML reader names; the last one where something is missing at the end."""
    line = _LINE.search(message)
    if line is not None:
        return int(line.group(1))
    return len(text.splitlines()) if "end of document" in message else None


def _tell(found: Any, lines: TomlLines, gatherer: Gatherer) -> None:
    context: dict[str, Any] = dict(found.get("ctx", {}))
    kind: str = found["type"]
    location = tuple(found["loc"])
    if kind.startswith(("E5", "E8")):
        key = context.pop("key", "")
        context.pop("code", None)
        location = (*location, key) if key else location
        code, values = f"E80{kind[3:]}", context
    elif kind == "extra_forbidden":
        near = nearest(str(location[-1]), known_keys(ScenarioFile, location[:-1]))
        code, values = "E8002", {"near": ", ".join(near) or "–"}
    elif kind == "missing":
        code, values = "E8010", {}
    elif kind in OUT_OF_BOUNDS:
        code, values = "E8004", {"expected": OUT_OF_BOUNDS[kind].format_map(context)}
    else:
        code, values = "E8003", {"expected": _KINDS.get(kind, "?")}
    gatherer.fault(code, row=lines.line(location), column=dotted(location), values=values)


def _said(file: ScenarioFile, name: str, date: dt.date) -> Scenario:
    """What the file says; the names in it are not looked up yet."""
    return Scenario(
        name=name,
        title=file.title,
        question=file.question,
        without=tuple(file.teams.without or ()),
        joins=tuple(tuple(group) for group in file.teams.join),
        changes=tuple(change.change() for change in file.teams.change),
        additions=tuple(team.team() for team in file.teams.add),
        shift_hours=tuple(shift.settings() for shift in file.day.shifts),
        visit_hours=file.day.visit_hours,
        routine_duration=file.day.routine_minutes,
        complaint_duration=file.day.complaint_minutes,
        policy=file.plan.change() if file.plan else None,
        closures=tuple(closure.closure() for closure in file.closures),
        slowdowns=tuple(travel.slowdown() for travel in file.travel),
        complaints=file.complaints.extra() if file.complaints else None,
        complaints_file=(file.complaints.file or "") if file.complaints else "",
        households_file=file.households.file if file.households else "",
        everybody_by=file.goal.day(date) if file.goal else None,
    )


def _with_drawn(
    closures: Sequence[Closure], tables: Sequence[ClosureTable], folder: Path, faults: list[Fault]
) -> Iterator[Closure]:
    """Closures with the areas of the files that they name."""
    for closure, table in zip(closures, tables, strict=True):
        try:
            drawn = read_areas(folder / table.file) if table.file else ()
        except InputError as error:
            faults.extend(error.faults)
            continue
        yield replace(closure, areas=(*closure.areas, *drawn))


def _missing_files(scenario: Scenario, folder: Path, where: Callable[[Location], Where]) -> Iterator[Fault]:
    for key, name in (("complaints", scenario.complaints_file), ("households", scenario.households_file)):
        if name and not (folder / name).is_file():
            yield Fault(code="E8040", where=where((key, "file")), values={"file": name})
