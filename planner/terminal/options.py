"""Options and arguments that several commands take alike."""

from collections.abc import Callable
from typing import Any

import click

from planner.terminal.kinds import COUNT, DAY, PLACE, SECONDS, SEED, Number
from planner.terminal.localised import argument, option

Decorator = Callable[[Any], Any]

plan_path = argument("path", metavar="PLAN", type=PLACE, help="Plan file, plans/DATE/plan-vN.json.")
household_id = argument("id_", metavar="ID", help="Id of the household.")

names = option(
    "--names", type=click.Choice(["full", "initials", "none"]), help="How residents' names appear (default: as dds.toml says)."
)
waive = option("--waive", multiple=True, metavar="ID", help="Required visit that may be left out today; repeatable.")


def day_option(*names: str, text: str) -> Decorator:
    """A day of the calendar."""
    return option(*names, type=DAY, metavar="DATE", help=text)


def balance(text: str = "0 coverage only … 1 complaints only (default: as dds.toml says).") -> Decorator:
    """How complaints and coverage are weighed."""
    return option("--balance", type=Number(0, 1), help=text)


def time_limit(text: str = "Seconds of search (default: as dds.toml says).") -> Decorator:
    """How long a search may take."""
    return option("--time-limit", type=SECONDS, metavar="SECONDS", help=text)


def proof_limit(text: str, **attributes: Any) -> Decorator:
    """How long a proof may take after the search."""
    return option("--prove", "proof_limit", type=SECONDS, metavar="SECONDS", help=text, **attributes)


def search_options(
    *,
    limit: str = "Seconds of search (default: as dds.toml says).",
    seed: str = "Seed of the search (default: as dds.toml says).",
    engine: str = "Engine to search with (default: as dds.toml says).",
) -> Decorator:
    """What may be asked of a search: time, iterations, seed, engine; a command with other defaults says so."""
    decorators = (
        time_limit(limit),
        option(
            "--iterations", "max_iterations", type=COUNT,
            help="Stop after so many iterations instead: the same plan every time.",
        ),
        option("--seed", type=SEED, help=seed),
        option("--engine", help=engine),
    )  # fmt: skip

    def decorate(function: Any) -> Any:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate
