"""A word while a command works in silence: nobody waits long without knowing that it goes on."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

EVERY = 5.0
"""Seconds of silence after which a word is said: half of the ten that nobody is to wait without one."""
_LOOK = 0.25
"""Seconds between two looks at the clock."""


class Heartbeat:
    """Says a word whenever a command has said nothing for some seconds.

    Parameters
    ----------
    say
        Told the seconds since the command began.
    """

    def __init__(self, say: Callable[[float], None], *, every: float = EVERY) -> None:
        self._say, self._every = say, every
        self._began = self._last = time.monotonic()
        self._ended = threading.Event()
        self.num_hushing = 0

    def heard(self) -> None:
        """Note that something was said just now."""
        self._last = time.monotonic()

    @contextlib.contextmanager
    def beating(self) -> Iterator[None]:
        """Watch over the work within, from a thread of its own."""
        global _beating  # noqa: PLW0603 (one command at a time; deep below, where somebody is asked, nobody hands it on)
        before, _beating = _beating, self
        thread = threading.Thread(target=self._watch, daemon=True, name="heartbeat")
        thread.start()
        try:
            yield
        finally:
            _beating = before
            self._ended.set()
            thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(min(_LOOK, self._every)):
            now = time.monotonic()
            if self.num_hushing:
                self._last = now
            elif now - self._last >= self._every:
                self._last = now
                with contextlib.suppress(OSError, ValueError):  # whoever listened has gone
                    self._say(now - self._began)


_beating: Heartbeat | None = None


def heard() -> None:
    """Note that the command has said something."""
    if _beating is not None:
        _beating.heard()


@contextlib.contextmanager
def hushed() -> Iterator[None]:
    """Say nothing meanwhile: somebody is asked and thinks, or sees that the work goes on."""
    beat = _beating
    if beat is not None:
        beat.num_hushing += 1
    try:
        yield
    finally:
        if beat is not None:
            beat.num_hushing -= 1
            beat.heard()
