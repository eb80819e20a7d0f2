"""Who does the jobs of a province: processes of this PC, each replaced when it dies, whoever stops or kills the command."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

SEARCHERS = 2
"""Cores that one station's search uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """Who does the jobs.

    Attributes
    ----------
    start
        Makes an executor. A job's future fails only where its own worker died; one that is cancelled says that whoever hands
        out the jobs is gone, and another executor is asked for.
    num
        Jobs handed out at a time, by the executor: workers may come and go.
    tries
        How often a job that took its worker along is handed out.
    are_here
        They are processes of this PC, which may be made ready once for all.
    """

    start: Callable[[], Executor]
    num: Callable[[Executor], int]
    tries: int = 2
    are_here: bool = True


def own_processes(num: int | None = None) -> Workers:
    """Processes of this PC; without a word as many as have two cores each for their search."""
    count = num or max(1, (os.cpu_count() or SEARCHERS) // SEARCHERS)
    return Workers(start=OwnProcesses, num=lambda _: count)


class OwnProcesses(Executor):
    """Processes that die alone: a pool of several would take the jobs of all others along with one."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context(
            "spawn"
        )  # a copy of a process with running threads may stand still for ever
        self._last: dict[ProcessPoolExecutor, Future[Any]] = {}
        """Each process with the job that it was given last."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a job to a process that has none, or to a new one."""
        while True:
            idle = next((pool for pool, last in self._last.items() if last.done()), None)
            pool = idle or ProcessPoolExecutor(1, mp_context=self._context, initializer=_settle_in)
            try:
                self._last[pool] = pool.submit(fn, *args, **kwargs)
            except BrokenExecutor:  # it has died
                self._last.pop(pool, None)
            else:
                return self._last[pool]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes go, when they have done what they are at."""
        for pool in self._last:
            pool.shutdown(wait=wait, cancel_futures=cancel_futures)


def _settle_in() -> None:
    """Leave stopping to the parent, but do not outlive it: a killed command would leave its workers waiting for ever."""
    with contextlib.suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_the_parent, daemon=True).start()


def _follow_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
