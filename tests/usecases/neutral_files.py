"""Neutral problem files made at random with every feature, and a walk of their answers that knows the JSON alone."""

import itertools
import math
import random
from typing import Any

Json = dict[str, Any]


def random_file(seed: int, *, num_jobs: int = 12, num_vehicles: int = 3) -> Json:
    """A problem file with every documented key somewhere; the same seed gives the same file."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    size = num_jobs // 2 + 3
    matrix = [[0 if i == j else rng.randint(60, 900) for j in range(size)] for i in range(size)]
    return {
        "jobs": [_job(rng, number, size) for number in range(num_jobs)],
        "vehicles": [_vehicle(rng, number) for number in range(num_vehicles)],
        "matrices": {
            "car": {"durations": matrix, "distances": [[7 * entry for entry in row] for row in matrix]},
            "foot": {
                "durations": [[3 * entry for entry in row] for row in matrix],
                "distances": [[5 * entry for entry in row] for row in matrix],
            },
        },
    }


def _job(rng: random.Random, number: int, size: int) -> Json:
    job: Json = {"id": number + 1, "location_index": rng.randrange(3, size), "priority": rng.randint(1, 100)}
    if rng.random() < 0.8:
        job["service"] = rng.choice((300, 600, 900))
    if rng.random() < 0.3:
        job["setup"] = rng.choice((60, 120))
    if rng.random() < 0.2:
        job["skills"] = [rng.choice((1, 2))]
    if rng.random() < 0.5:
        start = rng.randrange(0, 14_400, 900)
        job["time_windows"] = [[start, start + rng.choice((1800, 3600))]]
        if rng.random() < 0.5:
            job["time_windows"].append([start + 5400, start + 7200])
    if rng.random() < 0.1:
        job |= {"description": "x", "location": [106.8, -6.2]}
    return job


def _vehicle(rng: random.Random, number: int) -> Json:
    start = rng.choice((0, 1800))
    vehicle: Json = {"id": 10 + number, "time_window": [start, start + rng.choice((7200, 14_400, 21_600))]}
    ends = rng.choice((("start_index", "end_index"), ("start_index",), ("end_index",)))
    vehicle |= {name: rng.randrange(3) for name in ends}
    if rng.random() < 0.3:
        vehicle["profile"] = "foot"
    if rng.random() < 0.6:
        vehicle["skills"] = rng.choice(([1], [2], [1, 2]))
    if rng.random() < 0.5:
        first = start + rng.choice((900, 1800))
        vehicle["breaks"] = [{"id": 1, "time_windows": [[first, first + 900], [first + 3600, first + 4500]], "service": 600}]
    if rng.random() < 0.3:
        vehicle["max_tasks"] = rng.randint(1, 5)
    if rng.random() < 0.3:
        vehicle["max_travel_time"] = rng.choice((1800, 3600))
    if rng.random() < 0.3:
        vehicle["speed_factor"] = rng.choice((0.5, 1.25, 2))
    return vehicle


def walk_answer(problem: Json, answer: Json) -> tuple[int, int]:
    """Follow every step of an answer by the numbers of its problem file, and return its priority and travel.

    Raises
    ------
    AssertionError
        If a rule of the format is broken.
    """
    jobs = {job["id"]: job for job in problem["jobs"]}
    vehicles = {vehicle["id"]: vehicle for vehicle in problem["vehicles"]}
    made: list[Any] = []
    travel = 0
    assert len({route["vehicle"] for route in answer["routes"]}) == len(answer["routes"]), "a vehicle has one route"
    for route in answer["routes"]:
        travel += _walk_route(problem, vehicles[route["vehicle"]], jobs, route["steps"], made)
    left = [entry["id"] for entry in answer["unassigned"]]
    assert sorted(map(str, made + left)) == sorted(map(str, jobs)), "every job is made once or listed as unassigned"
    return sum(jobs[id_].get("priority", 0) for id_ in made), travel


def _walk_route(problem: Json, vehicle: Json, jobs: dict[Any, Json], steps: list[Json], made: list[Any]) -> int:
    durations = problem["matrices"][vehicle.get("profile", "car")]["durations"]
    opens, closes = vehicle.get("time_window", [0, math.inf])
    place, free, driven, way, breaks, tasks = vehicle.get("start_index"), steps[0]["arrival"], 0, 0, [], 0
    assert opens <= free
    for number, step in enumerate(steps):
        assert number == 0 or step["arrival"] == free + step["duration"] - driven, "between two steps is travel alone"
        begin, driven = step["arrival"] + step["waiting_time"], step["duration"]
        assert step["waiting_time"] >= 0
        setup = service = 0
        if step["type"] == "job":
            job = jobs[step["id"]]
            way += _leg(durations, vehicle, place, job["location_index"])
            assert driven == way, "the whole way is driven before a job begins"
            setup = job.get("setup", 0) if place != job["location_index"] else 0
            service = job.get("service", 0)
            assert set(job.get("skills", [])) <= set(vehicle.get("skills", []))
            assert _is_inside(begin, job.get("time_windows"))
            place, tasks = job["location_index"], tasks + 1
            made.append(step["id"])
        elif step["type"] == "break":
            pause = next(pause for pause in vehicle["breaks"] if pause["id"] == step["id"])
            service = pause.get("service", 0)
            assert _is_inside(begin, pause.get("time_windows"))
            breaks.append(step["id"])
        elif step["type"] == "end" and "end_index" in vehicle:  # VROOM writes one at the last door where there is no place
            way += _leg(durations, vehicle, place, vehicle["end_index"])
        free = begin + setup + service
    assert driven == way
    assert (free <= closes, tasks >= 1) == (True, True)
    assert sorted(map(str, breaks)) == sorted(str(pause["id"]) for pause in vehicle.get("breaks", []))
    assert tasks <= vehicle.get("max_tasks", math.inf)
    assert way <= vehicle.get("max_travel_time", math.inf)
    kinds = [step["type"] for step in steps]
    assert "start" in kinds or "start_index" not in vehicle
    assert "end" in kinds or "end_index" not in vehicle
    return way


def _leg(durations: list[list[int]], vehicle: Json, origin: int | None, destination: int) -> int:
    return 0 if origin is None else math.ceil(durations[origin][destination] / vehicle.get("speed_factor", 1))


def _is_inside(time: int, windows: list[list[int]] | None) -> bool:
    return windows is None or any(start <= time <= end for start, end in windows)


def tiny_file(seed: int) -> Json:
    """A problem of a few jobs and one or two vehicles, with any of the features, that trying everything answers."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    content = random_file(seed, num_jobs=rng.randint(2, 4), num_vehicles=rng.randint(1, 2))
    style, origin = rng.choice(("none", "mixed", "equal", "few")), rng.choice((0, 0, 1_756_170_000))
    for job in content["jobs"]:
        job["priority"] = {"none": 0, "equal": 7, "few": rng.randint(0, 2)}.get(style, job["priority"])
        if job["priority"] == 0:
            del job["priority"]
        if "time_windows" in job:
            job["time_windows"] = [[origin + time for time in span] for span in job["time_windows"]]
    for vehicle in content["vehicles"]:
        first, last = vehicle["time_window"]
        last = min(last, first + rng.choice((1500, 3000, 20_000)))
        vehicle["time_window"] = [origin + first, origin + last]
        if rng.random() < 0.4:
            vehicle["breaks"] = [
                {"id": number, "time_windows": [[first + start, first + start + 600]], "service": rng.choice((0, 300, 900))}
                for number, start in enumerate(rng.sample(range(0, 3000, 300), 2))
            ]
        for pause in vehicle.get("breaks", []):
            pause["time_windows"] = [[origin + time for time in span] for span in pause["time_windows"]]
        if rng.random() < 0.1:
            vehicle["max_tasks"] = 0
    return content


def best_answer(problem: Json) -> tuple[int, int, int]:
    """The highest (priority, jobs, minus travel) of a tiny problem, by trying every order on every vehicle."""
    tables = [_ways_of(problem, vehicle) for vehicle in problem["vehicles"]]
    best = (0, 0, 0)
    for chosen in itertools.product(*(table.items() for table in tables)):
        made = [number for numbers, _ in chosen for number in numbers]
        if len(set(made)) == len(made):
            priority = sum(problem["jobs"][number].get("priority", 0) for number in made)
            best = max(best, (priority, len(made), -sum(travel for _, travel in chosen)))
    return best


def _ways_of(problem: Json, vehicle: Json) -> dict[frozenset[int], int]:
    """Least travel of each set of jobs that a vehicle can make."""
    found: dict[frozenset[int], int] = {frozenset(): 0}
    numbers = range(len(problem["jobs"]))
    for size in range(1, min(len(numbers), vehicle.get("max_tasks", math.inf)) + 1):
        for order in itertools.permutations(numbers, size):
            travel = _travel(problem, vehicle, [problem["jobs"][number] for number in order])
            if travel is not None:
                found[frozenset(order)] = min(travel, found.get(frozenset(order), travel))
    return found


def _travel(problem: Json, vehicle: Json, jobs: list[Json]) -> int | None:
    """Travel of a route; `None` where no choice of the breaks' gaps and order keeps every rule."""
    if any(not set(job.get("skills", [])) <= set(vehicle.get("skills", [])) for job in jobs):
        return None
    durations = problem["matrices"][vehicle.get("profile", "car")]["durations"]
    places = [vehicle.get("start_index"), *(job["location_index"] for job in jobs)]
    legs = [_leg(durations, vehicle, *pair) for pair in itertools.pairwise(places)]
    legs.append(_leg(durations, vehicle, places[-1], vehicle["end_index"]) if "end_index" in vehicle else 0)
    if sum(legs) > vehicle.get("max_travel_time", math.inf):
        return None
    setups = [job.get("setup", 0) if before != job["location_index"] else 0 for before, job in zip(places, jobs, strict=False)]
    breaks = vehicle.get("breaks", [])
    for order in itertools.permutations(breaks):
        for gaps in itertools.combinations_with_replacement(range(len(jobs) + 1), len(breaks)):
            if _is_in_time(
                vehicle,
                jobs,
                legs,
                setups,
                [[b for b, g in zip(order, gaps, strict=True) if g == n] for n in range(len(legs))],
            ):
                return sum(legs)
    return None


def _is_in_time(vehicle: Json, jobs: list[Json], legs: list[int], setups: list[int], pauses: list[list[Json]]) -> bool:
    """Whether jobs and breaks in this order are in time, each as early as it can be."""
    now: float = vehicle["time_window"][0]
    for number, leg in enumerate(legs):
        left: float = leg
        for pause in pauses[number]:
            begin = _next_inside(now, pause.get("time_windows"))
            if begin == math.inf:
                return False
            left, now = left - min(begin - now, left), begin + pause.get("service", 0)
        now += left
        if number < len(jobs):
            now = _next_inside(now, jobs[number].get("time_windows")) + setups[number] + jobs[number].get("service", 0)
        if now > vehicle["time_window"][1]:
            return False
    return True


def _next_inside(time: float, windows: list[list[int]] | None) -> float:
    return time if windows is None else min((max(time, start) for start, end in windows if time <= end), default=math.inf)
