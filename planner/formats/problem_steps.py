"""Routes as given: `steps` of vehicles of a neutral problem file, or the routes of an answer to it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from planner.domain.given_route import GivenStep
from planner.formats.json_text import FileFaults, faults_of, found_text, read_json
from planner.formats.problem_schema import UNSUPPORTED, AnswerFile, GivenRoute, ProblemFile, Step

ENDS = '"start" first, "end" last'
"""Where the two ends of a route stand."""

Steps = Mapping[str, tuple[GivenStep, ...]]
"""Shift id to what it does, in order."""


def given_steps(file: ProblemFile, faults: FileFaults) -> Steps:
    """Steps of the file's vehicles; where its own `routes` name a vehicle, these count."""
    steps = {
        str(vehicle.id): _given(file, k, vehicle.steps, ("vehicles", k), faults)
        for k, vehicle in enumerate(file.vehicles)
        if vehicle.steps
    }
    return {**steps, **_of_routes(file, file.routes, faults)}


def answered_steps(file: ProblemFile, path: Path) -> Steps:
    """Steps of an answer file to the problem.

    Raises
    ------
    InputError
        E3001, E3002, E3010-E3013 for the answer file, E3035 if it names what the problem has not.
    """
    text, content = read_json(path)
    try:
        answer = AnswerFile.model_validate(content)
    except ValidationError as error:
        raise faults_of(error.errors(include_url=False), text, path.name, unsupported=UNSUPPORTED) from error
    faults = FileFaults(text, path.name)
    steps = _of_routes(file, answer.routes, faults)
    faults.raise_any()
    return steps


def _of_routes(file: ProblemFile, routes: Sequence[GivenRoute], faults: FileFaults) -> Steps:
    number_of = {str(vehicle.id): number for number, vehicle in enumerate(file.vehicles)}
    steps: dict[str, tuple[GivenStep, ...]] = {}
    for r, route in enumerate(routes):
        number = number_of.get(str(route.vehicle))
        if number is None:
            faults.add("E3035", ("routes", r, "vehicle"), id=found_text(route.vehicle))
        elif str(route.vehicle) in steps:
            faults.add("E3014", ("routes", r, "vehicle"), id=found_text(route.vehicle))
        else:
            steps[str(route.vehicle)] = _given(file, number, route.steps, ("routes", r), faults)
    return steps


def _given(
    file: ProblemFile, number: int, steps: Sequence[Step], place: tuple[str | int, ...], faults: FileFaults
) -> tuple[GivenStep, ...]:
    known = {
        "job": {str(job.id) for job in file.jobs},
        "break": {str(pause.id) for pause in file.vehicles[number].breaks},
    }
    found = []
    for s, step in enumerate(steps):
        if step.type not in known:
            if s != (0 if step.type == "start" else len(steps) - 1):
                faults.add("E3012", (*place, "steps", s, "type"), found=found_text(step.type), expected=ENDS)
            continue
        if step.id is None:
            faults.add("E3010", (*place, "steps", s, "id"), key="id")
        elif str(step.id) not in known[step.type]:
            faults.add("E3035", (*place, "steps", s, "id"), id=found_text(step.id))
        else:
            found.append(GivenStep(id=str(step.id), is_break=step.type == "break"))
    return tuple(found)
