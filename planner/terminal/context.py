"""What every command shares: workspace, language, JSON, messages and exit codes."""

import enum
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.terminal.heartbeat import heard
from planner.words.language import Words, words

if TYPE_CHECKING:
    from planner.usecases.accounts import Passwords
    from planner.usecases.serving import Serving
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandContext:
    """What the shared options say, given to each command.

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
    open_desk
        Serves the desk's pages; `None`: whoever runs this command has no such door.
    passwords
        Makes what hashes and compares passwords, as the desk does it.
    """

    folder: Path
    language: str
    is_json: bool = False
    began: float = field(default_factory=time.monotonic)
    open_desk: "Callable[[Serving], None] | None" = None
    passwords: "Callable[[], Passwords] | None" = None

    def workspace(self) -> "Workspace":
        """Open the workspace, in the hands of who has signed in at this terminal.

        Raises
        ------
        InputError
            E6091 if the settings want an account and none has signed in; E6092 if it may not run this command.
        """
        from planner.terminal.access import roles_for  # noqa: PLC0415
        from planner.usecases.signing_in import at_work  # noqa: PLC0415

        context = click.get_current_context(silent=True)
        return at_work(self.bare_workspace(), roles_for(context))

    def bare_workspace(self) -> "Workspace":
        """Open the workspace, in the hands of the operating system's account; what was interrupted in it is put in order."""
        from planner.terminal.acting import account_at_work  # noqa: PLC0415
        from planner.terminal.outcomes import tell_faults  # noqa: PLC0415
        from planner.usecases.jobs.changing import take_up  # noqa: PLC0415 (keeps `--help` fast)
        from planner.usecases.workspace import Workspace  # noqa: PLC0415

        acting = replace(account_at_work(), tell=lambda fault: tell_faults((fault,), self.language))
        workspace = Workspace(self.folder, acting)
        take_up(workspace)
        return workspace

    def told_apart(self, error: Exception) -> Exception:
        """A failure in which an id of another kind than the one asked for is named as what it is."""
        from planner.terminal.acting import account_at_work  # noqa: PLC0415 (only a failure needs it)
        from planner.usecases.other_kinds import told_apart  # noqa: PLC0415 (as above)
        from planner.usecases.workspace import Workspace  # noqa: PLC0415 (as above)

        return told_apart(lambda: Workspace(self.folder, account_at_work()), error)

    @property
    def words(self) -> Words:
        """Words of the language of the interface."""
        return words(self.language)

    def say(self, message: str, **values: object) -> str:
        """Put a message into the language of the interface."""
        return self.words.text(message, **values)

    def tell(self, message: str, **values: object) -> None:
        """Say something on stderr."""
        heard()
        click.echo(self.say(message, **values), err=True)

    def result(self, text: str, data: Mapping[str, object]) -> None:
        """Print a result on stdout: text for people, or JSON."""
        click.echo(json.dumps(data, ensure_ascii=False, indent=2) if self.is_json else text)


def aligned(rows: Sequence[Sequence[str]], *, num_left: int) -> list[str]:
    """Lines of a table: so many columns to the left (names), the others to the right (numbers)."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(f"{cell:{'<' if n < num_left else '>'}{widths[n]}}" for n, cell in enumerate(row)).rstrip() for row in rows
    ]
