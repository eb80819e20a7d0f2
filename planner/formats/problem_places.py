"""Places of a neutral problem file given by longitude and latitude: numbered, so that matrices from roads can speak of them."""

from collections.abc import Callable, Sequence
from typing import Any

from planner.domain.travel import Travel
from planner.formats.json_text import FileFaults, found_text
from planner.formats.problem_schema import ProblemFile

Point = tuple[float, float]
"""Longitude and latitude, degrees."""

Ways = Callable[[str, Sequence[Point]], Travel]
"""Travel between points for a profile; a profile that may use no road is a fault of its own."""

_EXPECTED = "[longitude, latitude]"


def numbered(file: ProblemFile, faults: FileFaults) -> tuple[ProblemFile, tuple[Point, ...]]:
    """The same file with an index for every place, and the points behind the indices; equal points are one place."""
    index_of: dict[Point, int] = {}

    def index(location: Any, place: tuple[str | int, ...], *, given: int | None) -> int | None:
        if location is None:
            if given is not None:
                faults.add("E3010", place, key=str(place[-1]))
            return None
        point = _point(location)
        if point is None:
            faults.add("E3012", place, found=found_text(location), expected=_EXPECTED)
            return None
        return index_of.setdefault(point, len(index_of))

    jobs = []
    for n, job in enumerate(file.jobs):
        found = index(job.location, ("jobs", n, "location"), given=0)
        jobs.append(job.model_copy(update={"location_index": found}))
    vehicles = []
    for k, vehicle in enumerate(file.vehicles):
        ends = {
            f"{name}_index": index(getattr(vehicle, name), ("vehicles", k, name), given=getattr(vehicle, f"{name}_index"))
            for name in ("start", "end")
        }
        vehicles.append(vehicle.model_copy(update=ends))
    return file.model_copy(update={"jobs": jobs, "vehicles": vehicles}), tuple(index_of)


def _point(location: object) -> Point | None:
    if not isinstance(location, list) or len(location) != 2:
        return None
    longitude, latitude = location
    if not all(isinstance(degree, int | float) and not isinstance(degree, bool) for degree in location):
        return None
    return (float(longitude), float(latitude)) if abs(longitude) <= 180 and abs(latitude) <= 90 else None
