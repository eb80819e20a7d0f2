"""Progress of long work on stderr: a line that moves on a terminal, plain lines of the phases in a log."""

import contextlib
import signal
import sys
import time
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING

from planner.terminal.context import CommandContext
from planner.terminal.heartbeat import hushed
from planner.usecases.progress import Watched

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.text import Text


class TerminalReporter(Watched):
    """Shows phases, their share and the time left, and keeps the seconds of each; see `working`.

    Attributes
    ----------
    phases
        Seconds of each finished phase, by its English name.
    labels
        The same names in the language of the interface.
    """

    def __init__(self, context: CommandContext) -> None:
        super().__init__()
        self._context = context
        self._since = time.perf_counter()
        self._name = ""
        self._bar = _moving_line() if sys.stderr.isatty() else None
        self.phases: dict[str, float] = {}
        self.labels: dict[str, str] = {}

    def phase(self, message: str, **values: object) -> None:
        """Begin a phase and close the one before."""
        self._close()
        self._name = message.format(**values)
        label = self._context.say(message, **{name: self._context.words.word(str(value)) for name, value in values.items()})
        self.labels[self._name] = label
        self._since = time.perf_counter()
        if self._bar is None:
            self._context.tell("· {phase} …", phase=label)
        else:
            self._bar.start()
            self._bar.add_task(label, total=None)

    def step(self, done: int, total: int | None) -> None:
        """Count within the phase; nothing is shown where stderr is a file."""
        if self._bar is not None and self._bar.task_ids:
            self._bar.update(self._bar.task_ids[-1], completed=done, total=total)

    def finish(self) -> None:
        """Close the running phase and leave the terminal as it was."""
        self._close()
        if self._bar is not None:
            self._bar.stop()

    def _close(self) -> None:
        """Keep the seconds of the running phase; on a terminal its line becomes the plain one."""
        if not self._name:
            return
        seconds = time.perf_counter() - self._since
        self.phases[self._name] = self.phases.get(self._name, 0.0) + seconds
        if self._bar is not None:
            for task in self._bar.task_ids:
                self._bar.remove_task(task)
            text = self._context.say(
                "· {phase}: {seconds} s", phase=self.labels[self._name], seconds=self._context.words.decimal(seconds)
            )
            self._bar.console.print(text, markup=False, highlight=False)
        self._name = ""


def timed(data: dict[str, object], reporter: TerminalReporter) -> dict[str, object]:
    """A report's data with the seconds of each phase; notes stay last."""
    notes = {"notes": data.pop("notes")} if "notes" in data else {}
    return {**data, "phases": {name: round(seconds, 3) for name, seconds in reporter.phases.items()}, **notes}


@contextlib.contextmanager
def working(context: CommandContext, *, is_stoppable: bool = False) -> Iterator[TerminalReporter]:
    """Show long work while it runs.

    Parameters
    ----------
    is_stoppable
        The work asks whether to stop: the first Ctrl-C ends it with the best plan so far, the second ends the program.
    """
    reporter = TerminalReporter(context)
    # On a terminal the line moves by itself.
    with (
        _stopping_politely(reporter) if is_stoppable else contextlib.nullcontext(),
        hushed() if sys.stderr.isatty() else contextlib.nullcontext(),
    ):
        try:
            yield reporter
        finally:
            reporter.finish()


@contextlib.contextmanager
def _stopping_politely(reporter: TerminalReporter) -> Iterator[None]:
    def handler(_signal: int, _frame: FrameType | None) -> None:
        if reporter.is_interrupted():
            raise KeyboardInterrupt
        reporter.cancel()

    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _moving_line() -> "Progress":
    """Phase, bar, share, time left; where no share can be known, the time that it has taken. It goes when the work is done."""
    from rich.console import Console  # noqa: PLC0415 (only a terminal needs it)
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        ProgressColumn,
        Task,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    class Clock(ProgressColumn):
        left, taken = TimeRemainingColumn(), TimeElapsedColumn()

        def render(self, task: Task) -> "Text":
            return self.left.render(task) if task.total else self.taken.render(task)

    columns = (TextColumn("· {task.description}", markup=False), BarColumn(), TaskProgressColumn(), Clock())
    return Progress(*columns, console=Console(stderr=True), transient=True)
