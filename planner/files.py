"""Files as bytes and text: read as a whole or refused with a coded fault, written whole or not at all.

A reader sees the old content or the new one, never a half.
"""

import codecs
import contextlib
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from planner.domain.errors import Fault, InputError, Where

MAX_FILE_BYTES = 200_000_000
"""More than any table, outline or settings file needs (28,000 households are 4 MB); keeps a wrong file out of memory."""

_OWN_PIPES = ("/dev/fd/", "/dev/std", "/proc/")
"""Where a shell names the pipes that it made for a command: these have a writer."""

_BEGINS = 1.0
"""Seconds within which whoever has made a file marks it as being written."""

HALF = ".half"
"""How names of files end that are not written to their end: after a kill one of them may be left."""

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def is_file(path: Path) -> bool:
    """Whether there is such a file; what no disk takes as a name, too long or with signs of its own, is nowhere."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


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
        content = read_to_limit(path)
    except FileNotFoundError as error:
        raise InputError.of("E1001", where) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        raise InputError.of("E1003", where, error=type(error).__name__) from error
    if not content.strip():
        raise InputError.of("E1004", where)
    return content


def read_to_limit(path: Path) -> bytes:
    """All that a file holds; of what tells no length beforehand, a pipe or a device, no more than any file may be.

    Raises
    ------
    OSError
        If it cannot be read, is a folder, or is a named pipe: nobody may ever write into one.
    InputError
        E1010 where it does not end.
    """
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return path.read_bytes()
    if stat.S_ISFIFO(mode) and not path.as_posix().startswith(_OWN_PIPES):
        raise NamedPipeError
    with path.open("rb") as stream:
        content = stream.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise InputError([too_large(path.name, len(content))])
    return content


class NamedPipeError(OSError):
    """A pipe that has a name, where a file is wanted."""

    strerror = "named pipe"


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


def keep_private(folder: Path, names: Iterable[str] = ()) -> None:
    """Have this process write what its account alone may read, and shut a folder of people's data to all others.

    A folder that its owner has given to a group stays open to it: to write (`chmod 2770`) or to look (`chmod 2750`). One
    that is open to others as well was not given to anybody: so a folder looks that was made within one of a group. On Windows
    the rights of the folder above decide: there is nothing to do here.

    Parameters
    ----------
    names
        What in the folder is shut as well, each with all that is in it, where it or the folder lay open before.
    """
    if os.name != "posix":
        return
    mode = _mode(folder)
    is_group = _is_given(mode) and mode & stat.S_IRGRP
    others = 0o007 if is_shared(folder) else 0o027 if is_group else 0o077
    os.umask(others)
    lay_open = bool(mode & others)
    known = [path for name in names if (path := folder / name).exists() and (lay_open or _mode(path) & others)]
    for path in (*((folder,) if lay_open else ()), *known, *(path for one in known for path in one.rglob("*"))):
        with contextlib.suppress(OSError):  # another account's: its own commands shut it
            if not path.is_symlink():
                path.chmod(_mode(path) & ~others)


def take_back(folder: Path) -> None:
    """Shut a folder just made to all but its owner, and to the group that it has from the folder above."""
    if os.name == "posix":
        with contextlib.suppress(OSError):  # another account's folder: its owner's affair
            folder.chmod(0o700)


def is_shared(folder: Path) -> bool:
    """Whether its owner has given a folder to a group: new files in it are the group's, which may write."""
    mode = _mode(folder)
    return bool(_is_given(mode) and mode & stat.S_IWGRP)


def _is_given(mode: int) -> bool:
    """Whether a folder has been given to its group, and to nobody else."""
    return bool(mode & stat.S_ISGID and not mode & stat.S_IRWXO)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def write_whole(path: Path, content: bytes, *, is_private: bool = False) -> None:
    """Write beside the target, then put it in place in one step.

    Parameters
    ----------
    is_private
        Whoever else may read what the process writes: this its account alone may.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    clear_abandoned(path)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{HALF}")
    try:
        write_new(temporary, content, is_private=is_private, named=path)
        temporary.replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_new(path: Path, content: bytes, *, is_private: bool = False, named: Path | None = None) -> None:
    """Write a file that nobody has yet; while it is written, `clear_abandoned` spares it.

    Parameters
    ----------
    named
        Whose name a refusal tells, where this is a draft of another.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    # Whoever may read it is said by the process's umask, which `keep_private` sets.
    mode, way = 0o600 if is_private else 0o666, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, way, mode), "wb") as file:
            _hold(file)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _refused(named or path, error) from error


def clear_abandoned(path: Path) -> None:
    """Delete hidden drafts of a file whose writers were killed, wherever it lies; those that somebody is writing stay."""
    ours = re.compile(rf"{re.escape(f'.{path.name}.')}[0-9a-f]{{8,16}}{re.escape(HALF)}")
    with contextlib.suppress(OSError), os.scandir(path.absolute().parent) as found:
        for entry in found:
            if ours.fullmatch(entry.name) and entry.is_file(follow_symlinks=False) and _is_abandoned(entry.path):
                Path(entry.path).unlink()


def _is_abandoned(path: str) -> bool:
    with Path(path).open("rb") as file:
        return time.time() - os.fstat(file.fileno()).st_mtime > _BEGINS and _hold(file)


def _hold(file: BinaryIO) -> bool:
    """Mark a file as being written until it is closed; `False`: somebody else has. Windows lets nobody delete an open file."""
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415 (not on Windows)

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def draft_of(path: Path, mark: str) -> Path:
    """Where a file is written that may take its name only if nobody else has: hidden beside it, under a name of its own."""
    return path.with_name(f".{path.name}.{mark}{HALF}")


def new_text_of(path: Path, mark: str) -> Path:
    """Where the new text of a file lies until it takes the file's place; no half, which whoever has the lock may delete."""
    return path.with_name(f".{path.name}.{mark}.new")


def new_mark() -> str:
    """What makes the name of a draft its own; nobody else's file bears it."""
    return secrets.token_hex(8)


def take_name(draft: Path, path: Path) -> None:
    """Give a draft that is whole its name, unless a file of that name is there: in one step, nothing is written over.

    Raises
    ------
    InputError
        E6040 if there is such a file, E6023 if the disk refuses; the draft is then as it was.
    """
    try:
        try:
            os.link(draft, path)
        except FileExistsError:
            raise
        except OSError:
            # A disk without links, as on a stick: the name is taken first, and only who took it puts something there.
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            draft.replace(path)
            return
        draft.unlink()
    except FileExistsError as error:
        raise InputError.of("E6040", Where(file=path.name), file=path.name) from error
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
