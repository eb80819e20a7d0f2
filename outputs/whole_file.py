"""Writes a file whole or not at all: a reader sees the old content or the new one, never a half."""

import os
import tempfile
from pathlib import Path

from planner.domain.errors import Fault, InputError, Where


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, if they are not there.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(folder, error) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target, then put it in place in one step.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> InputError:
    values = {"file": path.name, "reason": error.strerror or type(error).__name__}
    return InputError([Fault(code="E6023", where=Where(file=path.name), values=values)])
