"""One variant: what it is, what is right, and what became of it."""

import contextlib
import io
import re
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from benchmarks.odd_files import memory
from planner.domain.errors import InputError
from planner.domain.faults import FAULTS
from planner.terminal.main import run
from planner.words.language import words

LIMIT = 5.0
"""Seconds that a file may take."""
GRACE = 15.0
"""Seconds after which it is broken off, to go on with the next."""

ALLOWED_EXITS = frozenset({0, 3})
"""Done, and refused with a coded error."""


_asked: list[str] = []
"""Words of the command that was asked last, long ones cut."""


class Wrong(Exception):  # noqa: N818 (a verdict, not an error of this program)
    """What became of a file is not right; the text says how."""


class TooLong(BaseException):
    """Raised in the middle of whatever runs, past every `except Exception`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a file.

    Attributes
    ----------
    outcome
        `read`, `refused`, or what is wrong.
    seconds
        It took, without those that it waited for a processor.
    codes
        Of the faults that refused it.
    asked
        The last command or page, where one was asked.
    held
        Bytes of memory at the peak.
    """

    outcome: str
    seconds: float
    codes: tuple[str, ...] = ()
    asked: str = ""
    held: int = 0

    @property
    def is_right(self) -> bool:
        """Whether it was read rightly or refused with a code, in time and within the memory."""
        return self.outcome in ("read", "refused") and self.seconds <= LIMIT and self.held <= memory.LIMIT


@dataclass(slots=True)
class Said:
    """What a command said."""

    exit_code: int
    out: str
    err: str
    codes: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Find the codes at the beginnings of lines, or behind a question: what is typed from a file shows no end of line."""
        begun = re.findall(r"(?:^|\) )(E\d{4}) ", self.err, flags=re.MULTILINE)
        self.codes = tuple(code for code in begun if code in FAULTS)


def said_by(*arguments: str, ends: frozenset[int] = ALLOWED_EXITS, typed: str = "") -> Said:
    """Run a command of the program and hear what it says.

    Parameters
    ----------
    ends
        Exit codes that are right.
    typed
        What somebody types meanwhile.

    Raises
    ------
    Wrong
        If it ends otherwise than done or refused with a code, or shows a traceback.
    """
    _asked[:] = (argument[:80] for argument in arguments)
    out, err = io.StringIO(), io.StringIO()
    before, sys.stdin = sys.stdin, io.StringIO(typed)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            exit_code = run(list(arguments))
    finally:
        sys.stdin = before
    said = Said(exit_code, out.getvalue(), err.getvalue())
    if exit_code not in ends:
        raise Wrong(f"exit {exit_code}: {said.err.strip()[-600:]}")
    if "Traceback" in said.err + said.out:
        raise Wrong(f"traceback: {said.err.strip()[-600:]}")
    if exit_code == 3 and not said.codes:
        raise Wrong(f"refused without a code: {said.err.strip()[:200]}")
    return said


def note_asked(words: str) -> None:
    """Keep in words what is asked now, for the verdict."""
    _asked[:] = [words]


def refused_codes(read: Callable[[], object]) -> tuple[str, ...]:
    """Codes of the faults that refuse a file, each in words of both languages; none: it was read."""
    try:
        read()
    except InputError as error:
        for fault in error.faults:
            words("id").fault(fault)
            words("en").fault(fault)
        if not error.faults:
            raise Wrong("refused without a fault") from error
        return tuple(fault.code for fault in error.faults)
    return ()


def judged(variant: Callable[[], tuple[str, ...]]) -> Verdict:
    """Run a variant, which gives the codes that refused it or raises what is wrong."""
    memory.begin_anew()
    began, waited, worked = time.monotonic(), _queued(), time.process_time()
    _asked.clear()
    try:
        with _watched():
            codes = variant()
        outcome = "refused" if codes else "read"
    except Wrong as wrong:
        codes, outcome = (), f"WRONG {wrong}"
    except TooLong as stop:
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(stop.__traceback__)]
        codes, outcome = (), f"WRONG broken off after {GRACE:.0f} s at {' > '.join(places[-12:])}"
    except Exception as error:  # noqa: BLE001 (whatever it is, it is the finding)
        codes, outcome = (), f"WRONG {type(error).__name__}: {str(error)[:400]}"
    seconds = max(time.monotonic() - began - max(0.0, _queued() - waited), time.process_time() - worked)
    return Verdict(outcome=outcome, seconds=seconds, codes=codes, asked=" ".join(_asked), held=memory.peak())


def _queued() -> float:
    """Seconds that the threads of this process waited for a processor others had (Linux): a busy machine is no slow program."""
    nanoseconds = 0
    for path in Path("/proc/self/task").glob("*/schedstat"):
        with contextlib.suppress(OSError):  # the thread has ended
            nanoseconds += int(path.read_text(encoding="ascii").split()[1])
    return nanoseconds / 1e9


@contextlib.contextmanager
def _watched() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, GRACE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
