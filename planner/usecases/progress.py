"""What long work tells while it goes on, and how it is asked to stop: one token that any door can hold."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from planner.domain.errors import Fault, told_once


class Reporter(Protocol):
    """Listens to long work."""

    def phase(self, message: str, **values: object) -> None:
        """Begin a named phase; the message is English and has `{…}` fields."""
        ...

    def step(self, done: int, total: int | None) -> None:
        """Count within the phase."""
        ...

    def best(self, num_stops: int) -> None:
        """Tell how many visits the best plan so far makes."""
        ...

    def is_interrupted(self) -> bool:
        """Tell whether somebody asked to stop."""
        ...


class Silent:
    """A reporter that says nothing and never interrupts."""

    def phase(self, message: str, **values: object) -> None:
        """Say nothing."""

    def step(self, done: int, total: int | None) -> None:
        """Say nothing."""

    def best(self, num_stops: int) -> None:
        """Say nothing."""

    def is_interrupted(self) -> bool:
        """Never."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where long work is.

    Attributes
    ----------
    message, values
        The phase, English with `{…}` fields, and what fills them; empty: nothing has begun.
    share
        Part of the phase that is done, 0 to 1; `None`: it cannot be known.
    num_stops
        Visits of the best plan so far; `None`: there is none.
    """

    message: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    share: float | None = None
    num_stops: int | None = None


class Watched:
    """A reporter that keeps where the work is, whether it is to stop and what it told, for whoever asks from another thread."""

    def __init__(self) -> None:
        self._progress, self._cancelled = Progress(), threading.Event()
        self._notes: list[Fault] = []
        self._done: list[tuple[str, Mapping[str, object]]] = []

    @property
    def notes(self) -> tuple[Fault, ...]:
        """What is to be told beside the result."""
        return told_once(self._notes)

    def tell(self, *notes: Fault) -> None:
        """Keep what is to be told beside the result."""
        self._notes.extend(notes)

    @property
    def done(self) -> tuple[tuple[str, Mapping[str, object]], ...]:
        """What was done, sentence by sentence: English with `{…}` fields, and what fills them."""
        return tuple(self._done)

    def did(self, message: str, **values: object) -> None:
        """Keep what was done, to be said with the result."""
        self._done.append((message, values))

    @property
    def progress(self) -> Progress:
        """Where the work is now."""
        return self._progress

    def cancel(self) -> None:
        """Ask the work to stop; a search keeps its best plan so far."""
        self._cancelled.set()

    def phase(self, message: str, **values: object) -> None:
        """Keep the phase that begins."""
        self._progress = Progress(message=message, values=values, num_stops=self._progress.num_stops)

    def step(self, done: int, total: int | None) -> None:
        """Keep how far the phase is."""
        self._progress = replace(self._progress, share=min(1.0, done / total) if total else None)

    def best(self, num_stops: int) -> None:
        """Keep how good the best plan so far is."""
        self._progress = replace(self._progress, num_stops=num_stops)

    def is_interrupted(self) -> bool:
        """Tell whether somebody asked to stop."""
        return self._cancelled.is_set()
