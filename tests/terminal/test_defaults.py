"""Defaults that help and docs tell are those of the code."""

import re
from operator import attrgetter
from pathlib import Path

import click
import pytest

from planner.domain.settings import Settings
from planner.terminal.main import dds
from planner.usecases import solving
from planner.usecases.searching import SearchWish
from planner.usecases.whatif import comparing
from planner.words.language import DEFAULT_LANGUAGE, words
from solvers.registry import DEFAULT_ENGINE
from tests.terminal.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
BARE = SearchWish().settled(time_limit=solving.DEFAULT_TIME_LIMIT)

CONSTANTS: dict[str, object] = {
    "dds --lang": DEFAULT_LANGUAGE,
    "demo folder": "demo",
    "solve --time-limit": solving.DEFAULT_TIME_LIMIT,
    "solve --seed": BARE.seed,
    "solve --engine": DEFAULT_ENGINE,
    "whatif --time-limit": comparing.DEFAULT_TIME_LIMIT,
}
"""What the help names as a value, and where the code has it."""

SETTINGS = {
    "demo --time-limit": "plan.time_limit",
    "plan --time-limit": "plan.time_limit",
    "plan --prove": "plan.proof_limit",
    "plan --seed": "plan.seed",
    "plan --engine": "plan.engine",
    "plan --balance": "plan.balance",
    "print --names": "printing.name_mode",
    "record --names": "printing.name_mode",
    "replan --time-limit": "replan.time_limit",
    "replan --seed": "plan.seed",
    "replan --engine": "plan.engine",
    "replan --disruption": "replan.disruption_penalty",
    "replan --tolerance": "replan.tolerance",
    "whatif --engine": "plan.engine",
    **{
        f"{name} --{option}": f"plan.{key}"
        for name in ("week plan", "week roll", "week whatif", "province plan", "province lend", "province week")
        for option, key in (("time-limit", "time_limit"), ("seed", "seed"), ("engine", "engine"))
    },
}  # fmt: skip
"""What the help leaves to dds.toml, and its place there (its template is held against the defaults elsewhere)."""

IN_WORDS = {
    "all", "as many as pay", "as the plan was made", "by due_days_normal", "now, if the plan is of today",
    "now; of a day to come, its first duty", "only show it",
    "the desk's own, or a free one",
    "that of the plan", "today",
    "small days of the example area", "the current folder, or DDS_WORKSPACE", "the house's own, pyvrp, vroom",
    "the last whole one", "tomorrow", "whoever can most cheaply", "the cheapest place",
    "the week planned last", "in 13 weeks", "one for every two cores", "what the plan has it begin by then",
}  # fmt: skip
"""Defaults that no single value of the code stands for."""

DOCS = [
    ("docs/formats/problem-file.md", r"kept to within half a second; default (\d+)\. Not", solving.DEFAULT_TIME_LIMIT),
    ("docs/formats/problem-file.md", r"`--seed` \| of the search, default (\d+) ", BARE.seed),
    ("docs/concepts/replanning.md", r"default limit is (four) seconds of search", Settings().replan.time_limit),
    ("docs/formats/outputs.md", r"`--names` says: `full`, `(initials)` \(default\)", Settings().printing.name_mode),
    ("docs/concepts/search.md", r"`--engine (auto)`, the default", DEFAULT_ENGINE),
]
"""Page, where it tells a default, and the code's."""

NUMBERS = {"four": 4.0}


def _told() -> dict[str, tuple[str, click.Parameter]]:
    """Name of each option whose help tells a default, with what it tells; what all commands share is told once."""
    shared = {param.name for param in dds.params}
    params = [("dds", param) for param in dds.params]
    params += [
        (" ".join(path), param) for path, found in COMMANDS.items() for param in found.params if param.name not in shared
    ]
    told = {f"{name} {param.opts[-1]}": (re.search(r"\(default: ([^)]+)\)", param.help or ""), param) for name, param in params}
    return {name: (match[1], param) for name, (match, param) in told.items() if match}


def test_every_default_in_the_help_is_one_of_the_code() -> None:
    """A value named in the help is the code's own, "as dds.toml says" names a setting that there is, the rest is in words."""
    for name, (text, _) in _told().items():
        if name in CONSTANTS:
            assert _value(text.removesuffix(", or DDS_LANG")) == CONSTANTS[name], name
        elif text == "as dds.toml says":
            attrgetter(SETTINGS[name])(Settings())
        else:
            assert text in IN_WORDS, name
    assert {*CONSTANTS, *SETTINGS} <= _told().keys()


def test_defaults_of_click_are_shown() -> None:
    """An option with a default of its own shows it."""
    for path, command in COMMANDS.items():
        for param in command.params:
            default = param.to_info_dict()["default"]
            if isinstance(param, click.Option) and default not in (None, False, "", ()):
                assert param.show_default, (path, param.name)


@pytest.mark.parametrize(("page", "place", "value"), DOCS)
def test_defaults_in_the_docs_are_those_of_the_code(page: str, place: str, value: object) -> None:
    """A page that tells a default of an option tells the code's."""
    found = re.search(place, (ROOT / page).read_text(encoding="utf-8"))
    assert found is not None
    assert _value(found[1]) == value


def test_translations_tell_the_same_defaults() -> None:
    """The Indonesian help names the same numbers, with a decimal comma."""
    for _, param in _told().values():
        numbers = re.findall(r"\d+(?:\.\d+)?", param.help or "")
        assert re.findall(r"\d+(?:\.\d+)?", words("id").text(param.help or "").replace(",", ".")) == numbers


def _value(text: str) -> object:
    if text in NUMBERS:
        return NUMBERS[text]
    return float(text) if re.fullmatch(r"[\d.]+", text) else text
