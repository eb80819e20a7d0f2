"""The jobs of a province done by an existing Dask cluster; nothing of Dask is loaded where nobody asks for it."""

import functools
import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, cast

from planner.domain.errors import InputError
from planner.usecases.province.workers import Workers

CONNECTING = 60
"""Seconds within which a scheduler has to answer: one that was killed may have been started again by then."""


def cluster(address: str) -> Workers:
    """Workers of the cluster whose scheduler is at an address, as many as it has at each moment.

    The scheduler hands a job to another worker where one died, three times, before it says that the job kills workers.

    Raises
    ------
    InputError
        E9001 if the extra `cluster` is not installed; the executor's start: E6205 if no scheduler answers.
    """
    try:
        from distributed import Client  # noqa: PLC0415
    except ImportError as error:
        raise InputError.of("E9001", package="distributed", form="--scheduler", extra="cluster") from error
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # a lost connection is told as a fault
    start = functools.partial(ClusterExecutor, Client, address)
    return Workers(start=start, num=lambda executor: cast("ClusterExecutor", executor).num_workers(), tries=1, are_here=False)


class ClusterExecutor(Executor):
    """The executor of a Dask client, which is closed with it.

    When the scheduler is lost, all futures are cancelled.
    """

    def __init__(self, client: Callable[..., Any], address: str) -> None:
        try:
            self._client = client(address, timeout=CONNECTING, set_as_default=False)
        except (OSError, ValueError) as error:  # no such kind of address is a ValueError
            raise InputError.of("E6205", address=address) from error
        self._jobs = self._client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a job to the scheduler."""
        return cast("Future[Any]", self._jobs.submit(fn, *args, **kwargs))

    def num_workers(self) -> int:
        """Jobs that the cluster can do at a time now; 0: it has no workers, or is lost."""
        try:
            return sum(self._client.nthreads().values())
        except OSError:
            return 0

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; jobs under way go on there."""
        self._client.close(timeout=5)
