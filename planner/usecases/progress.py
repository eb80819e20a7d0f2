"""What a long pipeline tells while it works; the command line shows it, tests listen to it."""

from typing import Protocol


class Reporter(Protocol):
    """Listens to a pipeline."""

    def phase(self, message: str, **values: object) -> None:
        """Begin a named phase; the message is English and has `{…}` fields."""
        ...

    def step(self, done: int, total: int | None) -> None:
        """Count within the phase."""
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

    def is_interrupted(self) -> bool:
        """Never."""
        return False
