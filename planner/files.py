"""Files as bytes and text: read as a whole or refused with a coded fault, written whole or not at all.

A reader sees the old content or the new one, never a half.
"""

import codecs
import os
import tempfile
from pathlib import Path

from planner.domain.errors import Fault, InputError, Where

MAX_FILE_BYTES = 200_000_000
"""More than any table, outline or settings file needs (28,000 households are 4 MB); keeps a wrong file out of memory."""

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


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
            raise InputError.of("E1002", where)
        num_bytes = path.stat().st_size
        if num_bytes > MAX_FILE_BYTES:
            raise InputError([too_large(path.name, num_bytes)])
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError.of("E1001", where) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        raise InputError.of("E1003", where, error=type(error).__name__) from error
    if not content.strip():
        raise InputError.of("E1004", where)
    return content


def too_large(file: str, num_bytes: int) -> Fault:
    """The fault of a file that would not fit into memory."""
    values = {"size": num_bytes // 1_000_000, "limit": MAX_FILE_BYTES // 1_000_000}
    return Fault(code="E1010", where=Where(file=file), values=values)


def decode(content: bytes, *, file: str) -> tuple[str, str]:
    """Text of a file and the encoding that it was read with.

    Raises
    ------
    InputError
        E1005 if it is no text.
    """
    text, encoding = _decode(content)
    if text is None or "\0" in text:
        raise InputError.of("E1005", Where(file=file))
    return text, encoding


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
    return InputError.of("E6023", Where(file=path.name), **values)


def _decode(content: bytes) -> tuple[str | None, str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding), encoding
    head = content[:2000]
    # Text in Latin letters has a zero in every second byte when it is UTF-16.
    if head[1::2].count(0) * 4 > len(head):
        return _decoded(content, "utf-16-le"), "utf-16-le"
    if head[0::2].count(0) * 4 > len(head):
        return _decoded(content, "utf-16-be"), "utf-16-be"
    for encoding in ("utf-8", "cp1252"):
        text = _decoded(content, encoding)
        if text is not None:
            return text, encoding
    return None, ""


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
