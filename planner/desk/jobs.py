"""Long work behind a page: each job has an id and goes on whether or not a browser looks at it."""

import datetime as dt
import logging
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from planner.usecases.progress import Watched
from planner.usecases.refusing import REFUSING, refusal_of

Work = Callable[[Watched], str]
"""Does the work and gives the address of its result."""

MOST_KEPT = 50
"""Ended jobs that can still be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """How a piece of work was asked for.

    Attributes
    ----------
    person
        Who started it.
    at
        When.
    back
        Address of the page that it was started from.
    action, sent
        The form that asked for it: where it went and what was in it, so that it can be shown again if the work fails.
    files
        Marks of the files that came with it.
    language
        Of the page that it was asked on.
    is_search
        Stopped on the way, it keeps the best that it has found; other work that has begun goes on to its end.
    """

    person: str
    at: dt.datetime
    back: str
    action: str = ""
    sent: Sequence[tuple[str, str]] = ()
    files: tuple[str, ...] = ()
    language: str = ""
    is_search: bool = False


@dataclass(slots=True, kw_only=True)
class Job:
    """One piece of long work.

    Attributes
    ----------
    kind
        Key of the sentence that names it, English.
    begun
        Who asked for it, and how.
    result
        Address of what came out; empty: nothing yet.
    error
        Why nothing came out.
    is_dropped
        Called where the work never begins: what was made ready for it goes.
    is_stopped
        It was stopped before it began: nothing was done.
    """

    id: str
    kind: str
    begun: Begun
    work: Work
    watched: Watched = field(default_factory=Watched)
    is_running: bool = False
    is_ended: bool = False
    result: str = ""
    error: Exception | None = None
    is_dropped: Callable[[], object] = lambda: None
    is_stopped: bool = False
    seconds: float = 0.0
    _since: float = 0.0

    @property
    def back(self) -> str:
        """Address of the page that it was started from, with the form as it was sent."""
        return f"{self.begun.back}?typed={self.id}" if self.begun.sent else self.begun.back

    @property
    def elapsed(self) -> float:
        """Seconds of work so far."""
        return self.seconds if self.is_ended else time.monotonic() - self._since if self._since else 0.0

    @property
    def can_stop(self) -> bool:
        """Whether it ends before its time if it is asked to."""
        return not self.is_ended and (self.begun.is_search or not self.is_running)

    def run(self) -> None:
        """Do the work; whatever goes wrong is kept for whoever asks."""
        self._since = time.monotonic()
        try:
            self.result = self.work(self.watched)
        except Exception as error:  # a job must not take its thread down; the page tells the error
            self.error = refusal_of(error)
            if not isinstance(self.error, REFUSING):
                logging.getLogger(__name__).exception("job %s", self.kind)
        finally:
            self.seconds = time.monotonic() - self._since
            self.is_ended = True  # first: what neither runs nor has ended is taken for waiting
            self.is_running = False


class JobBoard:
    """All jobs of a desk; they are done one after another, so that two searches do not halve each other's time."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._turn, self._lock = threading.Lock(), threading.Lock()

    def start(
        self,
        kind: str,
        work: Work,
        begun: Begun,
        watched: Watched | None = None,
        is_dropped: Callable[[], object] = lambda: None,
    ) -> Job:
        """Begin a job as soon as those before it have ended."""
        id_, watched = secrets.token_urlsafe(9), watched or Watched()
        job = Job(id=id_, kind=kind, work=work, begun=begun, watched=watched, is_dropped=is_dropped)
        with self._lock:
            self._jobs[job.id] = job
            ended = [one for one in self._jobs.values() if one.is_ended]
            for old in ended[: max(0, len(ended) - MOST_KEPT)]:
                del self._jobs[old.id]
        threading.Thread(target=self._in_turn, args=(job,), daemon=True, name=f"job-{job.id}").start()
        return job

    def get(self, id_: str) -> Job | None:
        """The job of an id; `None`: there is none, or the desk was started anew since."""
        return self._jobs.get(id_)

    def going_on(self) -> tuple[Job, ...]:
        """Jobs that wait or run, oldest first."""
        with self._lock:
            return tuple(job for job in self._jobs.values() if not job.is_ended)

    def finished(self) -> tuple[Job, ...]:
        """Jobs that have ended, newest first, so that what came out is found again."""
        with self._lock:
            return tuple(job for job in reversed(self._jobs.values()) if job.is_ended)

    def stop(self, job: Job) -> None:
        """Ask a job to stop: one that waits ends at once and does nothing, a search keeps its best plan so far."""
        job.watched.cancel()
        with self._lock:
            if job.is_running or job.is_ended:
                return
            job.is_stopped = job.is_ended = True
        job.is_dropped()

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self.going_on():
            self.stop(job)

    def _in_turn(self, job: Job) -> None:
        with self._turn:
            with self._lock:
                if job.is_ended:  # stopped while it waited
                    return
                job.is_running = True
            job.run()
