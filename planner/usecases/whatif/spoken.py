"""Options of the command line become the text of a scenario file: one reader, one set of faults for both."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.domain.errors import Fault, InputError

NAME = "opsi"
"""Name of the scenario that the options make."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenScenario:
    """A scenario of the command line: text of a scenario file that was never written."""

    name: str
    text: str


def spoken_scenario(options: Mapping[str, Any], *, title: str) -> SpokenScenario | None:
    """The scenario that options ask for; `None` where none of them changes anything.

    Parameters
    ----------
    options
        `without`, `close`, `close_village`, `flood`, `travel`, `shift_hours`, `longer`, `mode`, `split`, `more_complaints`,
        `balance`, `visit_hours`, `everybody_by`, as the command line gives them.

    Raises
    ------
    InputError
        E8055 if an option is not an amount of its kind.
    """
    parts = [*_teams(options), *_roads(options), *_day(options)]
    if not parts:
        return None
    return SpokenScenario(name=NAME, text="\n".join([f"title = {_text(title)}", *parts, ""]))


def _teams(options: Mapping[str, Any]) -> list[str]:
    without = _list(options.get("without") or ())
    parts = [f"[teams]\nwithout = {without}"] if options.get("without") else []
    for pair in options.get("mode") or ():
        team, mode = _pair(pair, "T05=foot")
        parts.append(f"[[teams.change]]\nteams = [{_text(team)}]\nmode = {_text(mode)}")
    if options.get("longer"):
        parts.append(f'[[teams.change]]\nteams = ["*"]\nlonger_minutes = {options["longer"]}')
    if options.get("split"):
        parts.append('[[teams.change]]\nteams = ["*"]\nsplit = true')
    for hours in options.get("shift_hours") or ():
        name, _, span = hours.rpartition("=")
        if name:
            parts.append(f"[[day.shifts]]\nname = {_text(name)}\nhours = {_text(span)}")
        else:
            parts.append(f'[[teams.change]]\nteams = ["*"]\nhours = {_text(span)}')
    return parts


def _roads(options: Mapping[str, Any]) -> list[str]:
    parts = []
    if options.get("close"):
        parts.append(f"[[closures]]\nstreets = {_list(options['close'])}")
    if options.get("close_village"):
        parts.append(f"[[closures]]\nvillages = {_list(options['close_village'])}")
    for pair in options.get("flood") or ():
        river, metres = _pair(pair, "Ci Manceuri=100")
        parts.append(f"[[closures]]\nriver = {_text(river)}\ndistance = {_number(metres, '100')}")
    for slow in options.get("travel") or ():
        road_class, _, factor = slow.rpartition("=")
        classes = f"\nclasses = [{_text(road_class)}]" if road_class else ""
        parts.append(f"[[travel]]\nfactor = {_number(factor, '1.5')}{classes}")
    return parts


def _day(options: Mapping[str, Any]) -> list[str]:
    parts = []
    if options.get("visit_hours"):
        parts.append(f"[day]\nvisit_hours = {_text(options['visit_hours'])}")
    if options.get("balance") is not None:
        parts.append(f"[plan]\nbalance = {options['balance']}")
    if options.get("more_complaints"):
        parts.append(f"[complaints]\ncount = {options['more_complaints']}")
    if options.get("everybody_by"):
        parts.append(f"[goal]\neverybody_by = {_text(options['everybody_by'])}")
    return parts


def _pair(text: str, expected: str) -> tuple[str, str]:
    name, sign, value = text.rpartition("=")
    if not sign or not name or not value:
        raise InputError([Fault(code="E8055", values={"cell": text, "expected": expected})])
    return name, value


def _number(text: str, expected: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise InputError([Fault(code="E8055", values={"cell": text, "expected": expected})])
    return text.replace(",", ".")


def _list(texts: Sequence[str]) -> str:
    return "[" + ", ".join(map(_text, texts)) + "]"


def _text(text: str) -> str:
    """A TOML basic string: JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False)
