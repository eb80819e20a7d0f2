"""Our answers to problem files beside VROOM's, at the same time limit.

`python -m benchmarks.vroom_door [--files 300] [--time-limit 1]`: seeded random files of the features that both take. No
priorities, equal, mixed and few different ones, Unix times, steps, setups, skills, speed factors, several windows, several
breaks with several windows, visit and travel limits, open ends. All durations are multiples of ten, so that no speed leaves a
fraction to be rounded in two ways. A file counts as lost where VROOM's (priority, jobs, travel) is better than ours. VROOM
searches at its highest exploration level, without the steps where it refuses these (it takes breaks in another order).
"""

import argparse
import datetime as dt
import json
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.shared import print_machine
from planner.usecases.progress import Silent
from planner.usecases.searching import SearchWish
from planner.usecases.solving import solve_file
from solvers.search.warming import warm_up

Json = dict[str, Any]
Worth = tuple[int, int, int]
"""Priority, jobs, and travel below zero: the higher the better."""

STYLES = ("none", "equal", "mixed", "few")
NEVER_WORSE = 295 / 300
"""Share of files on which ours is to be no worse."""

UNIX = 1_756_170_000
HOUR = 3600


def random_file(seed: int, *, most_jobs: int) -> Json:
    """A problem file; the same seed gives the same one."""
    rng = random.Random(seed)  # noqa: S311 (reproducible benchmark)
    num_jobs, num_vehicles = rng.randint(6, most_jobs), rng.randint(1, 5)
    size = num_jobs + 2
    points = [(rng.uniform(0, 1500), rng.uniform(0, 1500)) for _ in range(size)]
    durations = [[10 * int((abs(a - c) + abs(b - d)) / 10) for c, d in points] for a, b in points]
    style, origin = STYLES[seed % len(STYLES)], UNIX if seed % 3 == 0 else 0
    return {
        "jobs": [_job(rng, number, style, origin) for number in range(num_jobs)],
        "vehicles": [_vehicle(rng, number, origin) for number in range(num_vehicles)],
        "matrices": {
            "car": {"durations": durations},
            "foot": {"durations": [[3 * entry for entry in row] for row in durations]},
        },
    }


def _job(rng: random.Random, number: int, style: str, origin: int) -> Json:
    job: Json = {"id": number + 1, "location_index": number + 2, "service": rng.choice((0, 120, 300, 600, 900))}
    if style != "none":
        job["priority"] = {"equal": 10, "mixed": rng.randint(0, 100), "few": rng.choice((0, 1, 2))}[style]
    if rng.random() < 0.3:
        job["setup"] = rng.choice((60, 180))
    if rng.random() < 0.2:
        job["skills"] = [rng.choice((1, 2))]
    if rng.random() < 0.5:
        starts = sorted(rng.sample(range(8), rng.choice((1, 1, 2))))
        job["time_windows"] = [[origin + hour * HOUR, origin + hour * HOUR + rng.choice((900, 3000))] for hour in starts]
    return job


def _vehicle(rng: random.Random, number: int, origin: int) -> Json:
    start, length = rng.choice((0, HOUR, 2 * HOUR)), rng.choice((2, 4, 6)) * HOUR
    vehicle: Json = {"id": number + 1, "time_window": [origin + start, origin + start + length]}
    ends = rng.choice((("start_index", "end_index"), ("start_index", "end_index"), ("start_index",), ("end_index",)))
    vehicle |= {name: rng.randrange(2) for name in ends}
    vehicle["skills"] = rng.choice(([1], [2], [1, 2]))
    if rng.random() < 0.2:
        vehicle["profile"] = "foot"
    if rng.random() < 0.3:
        vehicle["speed_factor"] = rng.choice((0.5, 1.25, 2.0))
    if rng.random() < 0.3:
        vehicle["max_tasks"] = rng.randint(1, 8)
    if rng.random() < 0.3:
        vehicle["max_travel_time"] = rng.choice((1800, 3600))
    if rng.random() < 0.5:
        first = origin + start
        spans = [[first + 600, first + 1500], [first + HOUR, first + HOUR + 600]], [[first + 4200, first + 5400]]
        vehicle["breaks"] = [
            {"id": index + 1, "time_windows": spans[index], "service": rng.choice((0, 300, 900))}
            for index in range(rng.choice((1, 2)))
        ]
    return vehicle


def with_steps(content: Json, folder: Path, seed: int) -> Json:
    """The same file with the steps of a first answer for some of its vehicles."""
    answer = ours(content, folder, SearchWish(engine="insertion", max_iterations=0, seed=seed))[1]
    rng = random.Random(seed)  # noqa: S311 (reproducible benchmark)
    steps = {
        route["vehicle"]: [
            {"type": step["type"]} | ({"id": step["id"]} if "id" in step else {})
            for step in route["steps"] if step["type"] in ("job", "break")
        ]
        for route in answer["routes"]
    }  # fmt: skip
    kept = {id_ for id_ in steps if rng.random() < 0.7}
    vehicles = [vehicle | ({"steps": steps[vehicle["id"]]} if vehicle["id"] in kept else {}) for vehicle in content["vehicles"]]
    return content | {"vehicles": vehicles}


def ours(content: Json, folder: Path, wish: SearchWish) -> tuple[Worth, Json]:
    """Our answer, judged by the checker before it was written."""
    source, target = folder / "problem.json", folder / "solution.json"
    source.write_text(json.dumps(content), encoding="utf-8")
    solve_file(source, target, wish, reporter=Silent(), began=time.monotonic())
    answer: Json = json.loads(target.read_text(encoding="utf-8"))
    return _worth(content, answer), answer


def theirs(content: Json, folder: Path, *, limit: float) -> Worth | None:
    """VROOM's answer; `None` where it refuses the file."""
    import vroom  # noqa: PLC0415 (an extra)

    source = folder / "problem.json"
    source.write_text(json.dumps(content), encoding="utf-8")
    try:
        found = vroom.Input.from_json(source).solve(exploration_level=5, nb_threads=2, timeout=dt.timedelta(seconds=limit))
    except Exception as error:  # noqa: BLE001 (its exceptions share no other class)
        vehicles = [{key: value for key, value in vehicle.items() if key != "steps"} for vehicle in content["vehicles"]]
        if vehicles != content["vehicles"]:
            return theirs(content | {"vehicles": vehicles}, folder, limit=limit)
        print(f"    VROOM refuses: {error}", flush=True)
        return None
    return _worth(content, found.to_dict())


def _worth(content: Json, answer: Json) -> Worth:
    priority_of = {job["id"]: job.get("priority", 0) for job in content["jobs"]}
    made = [step["id"] for route in answer["routes"] for step in route["steps"] if step["type"] == "job"]
    return sum(map(priority_of.__getitem__, made)), len(made), -answer["summary"]["duration"]


def main() -> None:
    """Answer the files by both and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=40, help="most jobs of a file")
    parser.add_argument("--time-limit", type=float, default=1.0, help="seconds for each program and file")
    options = parser.parse_args()
    print_machine()
    warm_up()  # both programs search from the first moment
    counts: Counter[str] = Counter()
    num_outranked = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours(
            random_file(0, most_jobs=6), folder, SearchWish(time_limit=options.time_limit)
        )  # what is loaded once is loaded now
        for seed in range(options.first_seed, options.first_seed + options.files):
            content = random_file(seed, most_jobs=options.jobs)
            if seed % 5 == 0:
                content = with_steps(content, folder, seed)
            found, _ = ours(content, folder, SearchWish(time_limit=options.time_limit, seed=seed))
            other = theirs(content, folder, limit=options.time_limit)
            what = "refused by VROOM" if other is None else ("better", "equal", "worse")[(found <= other) + (found < other)]
            counts[what] += 1
            num_outranked += other is not None and found[:2] < other[:2]
            if what == "worse":
                print(f"    seed {seed}, {len(content['jobs'])} jobs: ours {found}, VROOM's {other}", flush=True)
    lost = counts["worse"] / max(1, counts.total())
    print(
        f"  {counts.total()} files, {options.time_limit} s each: "
        + ", ".join(f"{n} {what}" for what, n in counts.most_common())
    )
    print(f"  worse in priority or jobs, whatever the travel: {num_outranked}")
    print("  goal kept" if lost <= 1 - NEVER_WORSE else f"  goal missed: worse on {100 * lost:.1f} %")


if __name__ == "__main__":
    main()
