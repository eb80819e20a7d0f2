"""Reads a scenario file: its form first, then every name in it against what the workspace knows."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError

from inputs.scenario_areas import read_areas
from inputs.scenario_models import ClosureTable, ScenarioFile
from inputs.scenario_names import NameBook
from inputs.settings import KIND_OF, OUT_OF_BOUNDS, dotted, known_keys
from inputs.tables.csv_file import decode
from inputs.tables.gathering import Gatherer
from inputs.tables.masking import nearest
from inputs.tables.opening import read_bytes
from inputs.toml_lines import TomlLines
from planner.domain.errors import InputError
from planner.domain.scenario import Closure, KnownNames, Ring, Scenario

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
    lines = TomlLines(text)
    document = _document(text, lines, gatherer)
    scenario = _Reading(document, path, known, lines, gatherer).scenario()
    gatherer.raise_if_any()
    return scenario


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


class _Reading:
    """A file of the right form on its way to a scenario; every name is looked up."""

    def __init__(self, file: ScenarioFile, path: Path, known: KnownNames, lines: TomlLines, gatherer: Gatherer) -> None:
        self._file, self._path, self._lines, self._gatherer = file, path, lines, gatherer
        self._known, self._book = known, NameBook(known, self._fault)

    def scenario(self) -> Scenario:
        file, book = self._file, self._book
        book.learn_shifts([shift.name for shift in file.day.shifts])
        book.check_teams(file.teams)
        book.check_goal(file.goal)
        additions = tuple(
            team.team(book.village(team.village, ("teams", "add", n, "village")) if team.village else "")
            for n, team in enumerate(file.teams.add)
        )
        for n, travel in enumerate(file.travel):
            book.check_stretch(travel, ("travel", n))
        return Scenario(
            name=self._path.stem,
            title=file.title,
            question=file.question,
            without=tuple(file.teams.without or ()),
            joins=tuple(tuple(group) for group in file.teams.join),
            changes=tuple(change.change() for change in file.teams.change),
            additions=additions,
            shift_hours=tuple(shift.settings() for shift in file.day.shifts),
            visit_hours=file.day.visit_hours,
            routine_duration=file.day.routine_minutes,
            complaint_duration=file.day.complaint_minutes,
            policy=file.plan.change() if file.plan else None,
            closures=tuple(self._closures()),
            slowdowns=tuple(travel.slowdown() for travel in file.travel),
            complaints=file.complaints.extra() if file.complaints else None,
            complaints_file=self._beside(file.complaints, "complaints"),
            households_file=self._beside(file.households, "households"),
            everybody_by=file.goal.day(self._known.date) if file.goal else None,
        )

    def _closures(self) -> Iterator[Closure]:
        for n, closure in enumerate(self._file.closures):
            where = ("closures", n)
            self._book.check_stretch(closure, where)
            if closure.river is not None:
                self._book.check_river(closure.river, (*where, "river"))
            codes = [self._book.village(name, (*where, "villages", k)) for k, name in enumerate(closure.villages or ())]
            yield closure.closure(tuple(code for code in codes if code), self._drawn(closure))

    def _drawn(self, closure: ClosureTable) -> tuple[Ring, ...]:
        if closure.file is None:
            return ()
        try:
            return read_areas(self._path.parent / closure.file)
        except InputError as error:
            self._gatherer.faults.extend(error.faults)
            return ()

    def _beside(self, table: BaseModel | None, key: str) -> str:
        name = getattr(table, "file", None)
        if name and not (self._path.parent / name).is_file():
            self._fault("E8040", (key, "file"), {"file": name})
        return name or ""

    def _fault(self, code: str, location: tuple[str | int, ...], values: dict[str, object]) -> None:
        self._gatherer.fault(code, row=self._lines.line(location), column=dotted(location), values=values)
