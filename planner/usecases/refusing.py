"""Refusals of the pipelines that are not faults of an input."""

from planner.domain.errors import Fault, InputError
from planner.domain.plan import Reason
from planner.domain.violation import Violation


class CheckFailedError(Exception):
    """A plan broke a law; nothing was written (exit code 5)."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        self.violations = violations
        super().__init__(f"{len(violations)} laws broken, first: {violations[0]}")


class RequiredMissedError(Exception):
    """Required visits that the plan leaves out, with a tested reason each, and what else has to do with it (exit code 4)."""

    def __init__(self, missed: dict[str, Reason], notes: tuple[Fault, ...] = ()) -> None:
        self.missed, self.notes = missed, notes
        super().__init__(", ".join(f"{visit}: {reason.value}" for visit, reason in missed.items()))


REFUSING = (InputError, CheckFailedError, RequiredMissedError)
"""What a use case raises where something is wrong with what it was given; anything else is a bug of ours."""
