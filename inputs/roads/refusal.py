"""How a road reader says that a file cannot be used."""

from pathlib import Path

from planner.domain.errors import Fault, InputError, Where

MAX_FAULTS = 100
"""Faults listed of one file; the rest is counted, since a wrong column repeats itself in every row."""


def refusal(code: str, path: Path, **values: object) -> InputError:
    """One fault of a whole file."""
    return InputError([Fault(code=code, where=Where(file=path.name), values=values)])


def refuse_all(faults: list[Fault]) -> None:
    """Raise all faults gathered, if there are any.

    Raises
    ------
    InputError
        With the first `MAX_FAULTS` of them.
    """
    if faults:
        raise InputError(faults[:MAX_FAULTS], num_more=max(0, len(faults) - MAX_FAULTS))
