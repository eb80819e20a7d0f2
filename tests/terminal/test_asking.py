"""Guards questions at the terminal: answered in either language, with the keys named in the interface's own."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from planner.terminal.asking import is_confirmed
from planner.terminal.context import CommandContext


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("typed", "is_sure"),
    [("y", True), ("YA", True), ("yes", True), ("iya", True), ("", False), ("n", False), ("t", False), ("tidak", False),
     ("no", False), ("mungkin\nya", True)],
)  # fmt: skip
def test_yes_and_no_in_both_languages(language: str, typed: str, is_sure: bool) -> None:
    """Whatever the interface speaks, people say yes and no in their own words; what is neither is asked again."""
    context = CommandContext(folder=Path(), language=language)

    @click.command()
    def ask() -> None:
        click.echo(f"={is_confirmed(context, 'Sure?')}")

    result = CliRunner().invoke(ask, input=f"{typed}\n")
    assert f"={is_sure}" in result.output
    assert {"id": "ya/tidak", "en": "yes/no"}[language] in result.output
