"""How a failure came about, told without what anybody gave the program."""

import traceback
from collections.abc import Iterator
from pathlib import Path

from planner.domain.errors import InputError


def way_of(error: BaseException) -> Iterator[str]:
    """The lines of which files a failure came by, innermost last, for maintainers.

    Messages of exceptions are left out: a library puts into them what it was given, names and addresses too. What is told
    are kinds, files, lines and functions, and of our own faults their codes.
    """
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.insert(0, link)
        link = link.__cause__ or link.__context__
    for one in chain:
        for frame in traceback.extract_tb(one.__traceback__):
            yield f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
        codes = " ".join(fault.code for fault in one.faults) if isinstance(one, InputError) else ""
        yield f"{type(one).__module__}.{type(one).__name__} {codes}".rstrip()
