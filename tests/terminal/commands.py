"""All commands of the command line, found by walking down from `dds`."""

import shlex
from collections.abc import Iterator, Sequence

import click

from planner.terminal.localised import LocalisedCommand
from planner.terminal.main import dds


def walk(command: click.Command = dds, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], LocalisedCommand]]:
    """Each command below `dds`, groups too, with the words that lead to it."""
    context = click.Context(command)
    if path:
        assert isinstance(command, LocalisedCommand)
        yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from walk(found, (*path, name))


def is_leaf(command: click.Command) -> bool:
    """Whether it does something itself."""
    return not isinstance(command, click.Group)


COMMANDS = dict(walk())
LEAVES = {path: command for path, command in COMMANDS.items() if is_leaf(command)}


def name_of(path: Sequence[str]) -> str:
    """Name of a test's case."""
    return " ".join(path)


def example_of(path: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The command's own example in two parts: its name, and what follows it."""
    words = shlex.split(COMMANDS[path].example)[1:]
    return words[: len(path)], words[len(path) :]
