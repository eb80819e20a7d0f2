"""Options of `dds whatif` as a scenario, judged by the form that scenario files are judged by."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from planner.domain.errors import InputError
from planner.domain.scenario import EVERY_TEAM, Scenario
from planner.domain.units import is_whole
from planner.formats.scenario_file import scenario_of

NAME = "opsi"
"""Name of the scenario that the options make."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")

Table = dict[str, Any]


def spoken_scenario(options: Mapping[str, Any], *, title: str) -> Scenario | None:
    """The scenario that options ask for; `None` where none of them changes anything.

    Parameters
    ----------
    options
        `without`, `close`, `close_village`, `flood`, `travel`, `shift_hours`, `longer`, `mode`, `split`, `more_complaints`,
        `balance`, `visit_hours`, `everybody_by`, as the command line gives them.

    Raises
    ------
    InputError
        E8055 if an option is not an amount of its kind; E80xx for values that no scenario may have.
    """
    tables: Table = {
        "teams": _said(without=list(options["without"]), change=list(_changes(options))),
        "day": _said(visit_hours=options["visit_hours"], shifts=list(_named_shifts(options))),
        "plan": _said(balance=options["balance"]),
        "complaints": _said(count=options["more_complaints"]),
        "goal": _said(everybody_by=options["everybody_by"]),
        "closures": list(_closures(options)),
        "travel": [_slowdown(text) for text in options["travel"]],
    }
    document = {name: table for name, table in tables.items() if table}
    return scenario_of({"title": title, **document}, name=NAME) if document else None


def _said(**values: Any) -> Table:
    """What somebody said something about; 0 is something."""
    return {key: value for key, value in values.items() if value is not None and value not in ("", [])}


def _changes(options: Mapping[str, Any]) -> Iterator[Table]:
    for text in options["mode"]:
        team, mode = _pair(text, "T05=foot")
        yield {"teams": [team], "mode": mode}
    if options["longer"]:
        yield {"teams": [EVERY_TEAM], "longer_minutes": options["longer"]}
    if options["split"]:
        yield {"teams": [EVERY_TEAM], "split": True}
    for text in options["shift_hours"]:
        name, _, hours = text.rpartition("=")
        if not name:
            yield {"teams": [EVERY_TEAM], "hours": hours}


def _named_shifts(options: Mapping[str, Any]) -> Iterator[Table]:
    for text in options["shift_hours"]:
        name, _, hours = text.rpartition("=")
        if name:
            yield {"name": name, "hours": hours}


def _closures(options: Mapping[str, Any]) -> Iterator[Table]:
    if options["close"]:
        yield {"streets": list(options["close"])}
    if options["close_village"]:
        yield {"villages": list(options["close_village"])}
    for text in options["flood"]:
        river, metres = _pair(text, "Ci Manceuri=100")
        yield {"river": river, "distance": _number(metres, "100")}


def _slowdown(text: str) -> Table:
    road_class, _, factor = text.rpartition("=")
    return {"factor": _number(factor, "1.5"), **({"classes": [road_class]} if road_class else {})}


def _pair(text: str, expected: str) -> tuple[str, str]:
    name, sign, value = text.rpartition("=")
    if not sign or not name or not value:
        raise InputError.of("E8055", cell=text, expected=expected)
    return name, value


def _number(text: str, expected: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise InputError.of("E8055", cell=text, expected=expected)
    return int(text) if is_whole(text) else float(text.replace(",", "."))
