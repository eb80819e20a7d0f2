"""A file's bytes, or a coded fault saying why there are none."""

from pathlib import Path

from planner.domain.errors import Fault, InputError, Where

MAX_FILE_BYTES = 200_000_000
"""More than any table, outline or settings file needs (28,000 households are 4 MB); keeps a wrong file out of memory."""


def read_bytes(path: Path) -> bytes:
    """Read a whole file.

    Raises
    ------
    InputError
        If it is missing, is a folder, may not be read, is empty or is too large.
    """
    where = Where(file=path.name)
    try:
        if path.is_dir():
            raise InputError([Fault(code="E1002", where=where)])
        num_bytes = path.stat().st_size
        if num_bytes > MAX_FILE_BYTES:
            raise InputError([too_large(path.name, num_bytes)])
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError([Fault(code="E1001", where=where)]) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        raise InputError([Fault(code="E1003", where=where, values={"error": type(error).__name__})]) from error
    if not content.strip():
        raise InputError([Fault(code="E1004", where=where)])
    return content


def too_large(file: str, num_bytes: int) -> Fault:
    """The fault of a file that would not fit into memory."""
    values = {"size": num_bytes // 1_000_000, "limit": MAX_FILE_BYTES // 1_000_000}
    return Fault(code="E1010", where=Where(file=file), values=values)
