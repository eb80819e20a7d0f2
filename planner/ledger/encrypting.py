"""Seals a backup by a passphrase in the age format (age-encryption.org/v1), which the programs `age` and `rage` open, too.

The passphrase is stretched by scrypt with the same work on every PC, so that what a fast one has sealed opens on a slow one, in
128 MiB; ChaCha20-Poly1305 seals the content, 64 KiB at a time. The primitives are those of `cryptography`.
"""

import base64
import hashlib
import os
import types
from collections.abc import Iterator
from pathlib import Path

from planner.domain.errors import InputError, Where
from planner.files import read_to_limit

SUFFIX = ".age"

_VERSION = b"age-encryption.org/v1"
_LABEL = b"age-encryption.org/v1/scrypt"
_WORK, _MOST_WORK = 17, 20
"""Powers of two of scrypt's N that a backup is sealed with, and that one is opened with at most: 1 GiB."""
_CHUNK, _TAG = 64 * 1024, 16
_ARGUMENTS, _HEADER_LINES = 4, 4


def require_sealing() -> None:
    """Refuse to seal or to open where the extra `encrypt` is not installed (E9001)."""
    _Seal()


def encrypted(content: bytes, passphrase: str) -> bytes:
    """The content, sealed.

    Raises
    ------
    InputError
        E9001 if the extra `encrypt` is not installed.
    """
    seal = _Seal()
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapped = seal.cipher(_stretched(passphrase, salt, _WORK)).encrypt(bytes(12), file_key, None)
    head = b"\n".join((_VERSION, b"-> scrypt %s %d" % (_coded(salt), _WORK), _coded(wrapped), b"---"))
    cipher = seal.cipher(seal.derived(file_key, nonce, b"payload"))
    sealed = (cipher.encrypt(count, part, None) for count, part in _parts(content, _CHUNK))
    return b"".join((head, b" ", _coded(seal.mac(file_key, head)), b"\n", nonce, *sealed))


def decrypted(path: Path, passphrase: str) -> bytes:
    """The content of a sealed file.

    Raises
    ------
    InputError
        E6093 for another passphrase, a damaged file or one that is not sealed by one; E9001.
    """
    seal = _Seal()
    try:
        return _opened(seal, read_to_limit(path), passphrase)
    except (ValueError, seal.InvalidTag) as error:
        raise InputError.of("E6093", Where(file=path.name), file=path.name) from error
    except OSError as error:
        raise InputError.of("E1003", Where(file=path.name), error=type(error).__name__) from error


def _opened(seal: "_Seal", sealed: bytes, passphrase: str) -> bytes:
    lines = sealed.split(b"\n", _HEADER_LINES)
    if len(lines) <= _HEADER_LINES or lines[0] != _VERSION:
        raise ValueError("no header")
    words, (dashes, _, mac) = lines[1].split(b" "), lines[3].partition(b" ")
    if len(words) != _ARGUMENTS or words[:2] != [b"->", b"scrypt"] or dashes != b"---" or not words[3].isdigit():
        raise ValueError("not sealed by a passphrase")
    work = int(words[3])
    if not 1 <= work <= _MOST_WORK:
        raise ValueError("more work than is spent on it")
    file_key = seal.cipher(_stretched(passphrase, _decoded(words[2]), work)).decrypt(bytes(12), _decoded(lines[2]), None)
    head = b"\n".join((*lines[:3], b"---"))
    if not seal.is_same(seal.mac(file_key, head), _decoded(mac)):
        raise ValueError("the header is another")
    nonce, body = lines[4][:16], lines[4][16:]
    cipher = seal.cipher(seal.derived(file_key, nonce, b"payload"))
    return b"".join(cipher.decrypt(count, part, None) for count, part in _parts(body, _CHUNK + _TAG))


def _parts(content: bytes, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Parts of a content, each with its number, which says of the last that it is the last."""
    count = max(1, -(-len(content) // size))
    for at in range(count):
        yield at.to_bytes(11, "big") + bytes((at == count - 1,)), content[at * size : (at + 1) * size]


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    memory = min(2 * 128 * 8 << work, 2**31 - 1)  # what OpenSSL asks for, as much again, and no more than hashlib takes
    return hashlib.scrypt(passphrase.encode(), salt=_LABEL + salt, n=1 << work, r=8, p=1, maxmem=memory, dklen=32)


def _coded(part: bytes) -> bytes:
    return base64.b64encode(part).rstrip(b"=")


def _decoded(part: bytes) -> bytes:
    return base64.b64decode(part + b"=" * (-len(part) % 4), validate=True)


class _Seal:
    """The primitives, of a package that is an extra."""

    def __init__(self) -> None:
        try:
            from cryptography import exceptions  # noqa: PLC0415 (an extra)
            from cryptography.hazmat.primitives import constant_time, hashes, hmac  # noqa: PLC0415
            from cryptography.hazmat.primitives.ciphers import aead  # noqa: PLC0415
            from cryptography.hazmat.primitives.kdf import hkdf  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise InputError.of("E9001", package="cryptography", form=SUFFIX, extra="encrypt") from error
        self.InvalidTag = exceptions.InvalidTag
        self.cipher = aead.ChaCha20Poly1305
        self.is_same = constant_time.bytes_eq
        self._hashes: types.ModuleType = hashes
        self._hmac, self._hkdf = hmac, hkdf

    def derived(self, key: bytes, salt: bytes, purpose: bytes) -> bytes:
        """A key of a key, 32 bytes."""
        found: bytes = self._hkdf.HKDF(algorithm=self._hashes.SHA256(), length=32, salt=salt, info=purpose).derive(key)
        return found

    def mac(self, file_key: bytes, head: bytes) -> bytes:
        """What proves that the header is the one that was written."""
        made = self._hmac.HMAC(self.derived(file_key, b"", b"header"), self._hashes.SHA256())
        made.update(head)
        found: bytes = made.finalize()
        return found
