"""Where the times of a neutral problem file begin, and by when all is over: any origin, Unix times too, becomes a small number.

A vehicle without a time window begins at the earliest, and ends at the latest, when any route could have any use of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.travel import UNREACHABLE, Travel
from planner.formats.problem_schema import ProblemFile

_NEAR = 10**6
"""Files whose times begin before this (eleven days) are taken as they are."""

_MOST = 2**30
"""Latest time of a problem: sums with it stay inside 32 bits."""

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Turns times of a file into those of its problem.

    Attributes
    ----------
    origin
        The file's time of the problem's time 0.
    horizon
        The problem's time by which every route has ended that does not wait needlessly.
    """

    YEARS: ClassVar[int] = 34
    """Most years, rounded, between the times of one file."""

    origin: int
    horizon: int

    def reaches(self, time: int) -> bool:
        """Whether the problem can speak of a time."""
        return time - self.origin <= _MOST

    def time(self, time: int) -> int:
        """The problem's time of a file's; what lies outside any problem is brought to its first or latest time."""
        return max(0, min(time - self.origin, _MOST))


def clock_of(file: ProblemFile, travel: Mapping[str, Travel]) -> Clock:
    """The clock of a file: a route waits for windows alone, so work and ways tell how long it lasts before and after them."""
    spans = [(span[0], span[1]) for _, span in spans_of(file)] or [(0, 0)]
    longest = min(_most_work(file, travel), _MOST // 2)
    first = min(start for start, _ in _without_open(spans))
    origin = first - longest if first < 0 or first - longest > _NEAR else 0
    return Clock(origin=origin, horizon=min(_MOST, max(end for _, end in spans) - origin + longest))


def _without_open(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Windows but for those that have been open for decades when the first of the others opens, as VROOM's 0 to 4294967295.

    Nothing waits for them, so that they may as well open when all work could begin.
    """
    latest = max(start for start, _ in spans)
    first = min(start for start, _ in spans if latest - start <= _MOST)
    return [(start, end) for start, end in spans if latest - start <= _MOST or end < first]


def spans_of(file: ProblemFile) -> Iterator[tuple[Place, Sequence[int]]]:
    """Every window of a file, and where it stands."""
    for n, job in enumerate(file.jobs):
        for w, span in enumerate(job.time_windows or ()):
            yield ("jobs", n, "time_windows", w), span
    for k, vehicle in enumerate(file.vehicles):
        if vehicle.time_window is not None:
            yield ("vehicles", k, "time_window"), vehicle.time_window
        for b, pause in enumerate(vehicle.breaks):
            for w, span in enumerate(pause.time_windows or ()):
                yield ("vehicles", k, "breaks", b, "time_windows", w), span


def _most_work(file: ProblemFile, travel: Mapping[str, Travel]) -> int:
    """Seconds that one vehicle would need for all jobs, its breaks and their ways."""
    work = sum(job.setup + job.service for job in file.jobs)
    pauses = max((sum(pause.service for pause in vehicle.breaks) for vehicle in file.vehicles), default=0)
    slowest = min((vehicle.speed_factor for vehicle in file.vehicles), default=1.0)
    longest = max((int(m.durations[m.durations < UNREACHABLE].max(initial=0)) for m in travel.values()), default=0)
    return work + pauses + (len(file.jobs) + 1) * (int(longest / slowest) + 1)
