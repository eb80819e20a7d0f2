"""Encrypts a backup by a passphrase in the age format, which the program `age` reads, too: a backup does not hang on this one.

The passphrase is stretched by scrypt (about a second, 256 MiB), the content sealed by ChaCha20-Poly1305, in pyrage's Rust.
"""

import types
from pathlib import Path

from planner.domain.errors import InputError, Where

SUFFIX = ".age"


def encrypted(content: bytes, passphrase: str) -> bytes:
    """The content, sealed.

    Raises
    ------
    InputError
        E9001 if the extra `encrypt` is not installed.
    """
    sealed: bytes = _pyrage().passphrase.encrypt(content, passphrase)
    return sealed


def decrypted(path: Path, passphrase: str) -> bytes:
    """The content of a sealed file.

    Raises
    ------
    InputError
        E6093 for another passphrase, a damaged file or one that is not sealed; E9001.
    """
    pyrage = _pyrage()
    try:
        content: bytes = pyrage.passphrase.decrypt(path.read_bytes(), passphrase)
    except pyrage.DecryptError as error:
        raise InputError.of("E6093", Where(file=path.name), file=path.name) from error
    except OSError as error:
        raise InputError.of("E1003", Where(file=path.name), error=type(error).__name__) from error
    return content


def _pyrage() -> types.ModuleType:
    try:
        import pyrage  # noqa: PLC0415 (an extra)
    except ModuleNotFoundError as error:
        raise InputError.of("E9001", package="pyrage", form=SUFFIX, extra="encrypt") from error
    return pyrage  # type: ignore[no-any-return]
