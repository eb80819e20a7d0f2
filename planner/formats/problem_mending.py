"""A problem file without the values that its schema refuses, so that what is wrong with the rest is found in the same reading.

Nothing of it is planned: the file is refused for what was taken out.
"""

import copy
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.formats.problem_schema import ProblemFile

MAX_ROUNDS = 4
"""A value taken out may show that another one is missing."""


def without_wrong(content: Any, error: ValidationError) -> ProblemFile | None:
    """What is left of a file without its wrong values; `None`: nothing that can be looked at."""
    content = copy.deepcopy(content)
    for _ in range(MAX_ROUNDS):
        if not _take_out(content, error.errors(include_url=False)):
            return None
        try:
            return ProblemFile.model_validate(content)
        except ValidationError as next_error:
            error = next_error
    return None


def _take_out(content: Any, errors: Iterable[ErrorDetails]) -> bool:
    """Remove each wrong value with its key, and name what has no id; whether all errors were met."""
    for number, error in enumerate(errors):
        *above, last = error["loc"] or ("",)
        if error["type"] == "missing" and last == "id":
            holder = _at(content, above)
            if not isinstance(holder, dict):
                return False
            holder["id"] = f"?{len(above)}.{number}"
        elif error["type"] == "missing" or not _remove(content, error["loc"]):
            return False
    return True


def _at(content: Any, path: Iterable[Any]) -> Any:
    for step in path:
        is_there = step in content if isinstance(content, dict) else isinstance(content, list) and isinstance(step, int)
        if not is_there:
            return None
        content = content[step]
    return content


def _remove(content: Any, path: tuple[str | int, ...]) -> bool:
    """Delete the innermost key on a path, whatever pydantic appends to it; items of lists keep their numbers."""
    holder, key = None, None
    for step in path:
        if isinstance(content, dict) and step in content:
            holder, key = content, step
        elif not (isinstance(content, list) and isinstance(step, int) and step < len(content)):
            break
        content = content[step]
    if holder is None:
        return False
    del holder[key]
    return True
