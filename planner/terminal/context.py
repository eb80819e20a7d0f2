"""What every command shares: workspace, language, JSON, messages and exit codes."""

import enum
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from planner.words.language import Words, words

if TYPE_CHECKING:
    from planner.usecases.workspace import Workspace


class ExitCode(enum.IntEnum):
    """How a command ended."""

    DONE = 0
    USAGE = 2
    INPUT = 3
    NO_PLAN = 4
    CHECK_FAILED = 5
    WORKSPACE = 6
    BUG = 70


@dataclass(slots=True, kw_only=True)
class CommandContext:
    """Options of the group, given to each command.

    Attributes
    ----------
    folder
        The workspace's folder.
    language
        One of `LANGUAGES`.
    is_json
        Results as JSON on stdout.
    began
        Seconds of the monotonic clock when the command began: a time limit counts from there.
    """

    folder: Path
    language: str
    is_json: bool = False
    began: float = field(default_factory=time.monotonic)
    messages: Console = field(default_factory=lambda: Console(stderr=True, highlight=False, soft_wrap=True))

    def workspace(self) -> "Workspace":
        """Open the workspace.

        Raises
        ------
        InputError
            If the folder is no workspace.
        """
        from planner.usecases.workspace import Workspace  # noqa: PLC0415 (keeps `--help` fast)

        return Workspace(self.folder)

    @property
    def words(self) -> Words:
        """Words of the language of the interface."""
        return words(self.language)

    def say(self, message: str, **values: object) -> str:
        """Put a message into the language of the interface."""
        return self.words.text(message, **values)

    def tell(self, message: str, **values: object) -> None:
        """Say something on stderr."""
        self.messages.print(self.say(message, **values), markup=False)

    def result(self, text: str, data: Mapping[str, object]) -> None:
        """Print a result on stdout: text for people, or JSON."""
        click.echo(json.dumps(data, ensure_ascii=False, indent=2) if self.is_json else text)


class TerminalReporter:
    """Shows phases with their seconds, and progress, on stderr."""

    def __init__(self, context: CommandContext) -> None:
        self._context = context
        self._since = time.perf_counter()
        self._name = ""
        self._shown = -1
        self.phases: dict[str, float] = {}
        self.labels: dict[str, str] = {}
        self._interrupted = False

    def phase(self, message: str, **values: object) -> None:
        """Begin a phase and close the one before."""
        self.finish()
        self._name = message.format(**values)
        said = {name: self._context.words.word(str(value)) for name, value in values.items()}
        self.labels[self._name] = self._context.say(message, **said)
        self._since = time.perf_counter()
        self._context.tell("· {phase} …", phase=self.labels[self._name])

    def step(self, done: int, total: int | None) -> None:
        """Show a percentage on a terminal; nothing where stderr is a file."""
        if not sys.stderr.isatty() or not total:
            return
        percent = min(100, 100 * done // total)
        if percent != self._shown:
            self._shown = percent
            click.echo(f"\r  {percent:3d} %", err=True, nl=False)

    def finish(self) -> None:
        """Close the running phase and keep its seconds."""
        if self._name:
            if self._shown >= 0:
                click.echo("\r", err=True, nl=False)
            self.phases[self._name] = self.phases.get(self._name, 0.0) + time.perf_counter() - self._since
        self._name, self._shown = "", -1

    def interrupt(self) -> None:
        """Ask the running search to stop with the best plan so far."""
        self._interrupted = True

    def is_interrupted(self) -> bool:
        """Tell whether Ctrl-C was pressed."""
        return self._interrupted
