"""Refusals of the pipelines that are not faults of an input."""

import errno
from pathlib import Path

from planner.domain.errors import Fault, InputError, Where
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


_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG})


def refusal_of(error: Exception) -> Exception:
    """A failure, as E6023 where it came of a disk that is full, failing or only to be read, whoever wrote: that is no bug."""
    link: BaseException | None = error
    while link is not None and not isinstance(error, REFUSING):
        if isinstance(link, OSError) and link.errno in _OF_THE_DISK:
            file = Path(link.filename).name if isinstance(link.filename, str) else "disk"
            return InputError.of("E6023", Where(file=file), file=file, reason=link.strerror or type(link).__name__)
        link = link.__cause__ or link.__context__
    return error


REFUSING = (InputError, CheckFailedError, RequiredMissedError)
"""What a use case raises where something is wrong with what it was given; anything else is a bug of ours."""
