"""Passwords by Argon2id, as RFC 9106 recommends for machines that also do other work."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY


class ArgonPasswords:
    """Hashes and compares, one at a time: a flood of tries costs 64 MiB, not 64 MiB each."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        self._turn = threading.Lock()

    def made(self, password: str) -> str:
        """The hash of a password, with a salt of its own."""
        with self._turn:
            return self._hasher.hash(password)

    def is_right(self, kept: str, password: str) -> bool:
        """Whether it is the password of a hash."""
        with self._turn:
            try:
                return self._hasher.verify(kept, password)
            except (VerificationError, InvalidHashError):
                return False

    def renewed(self, kept: str, password: str) -> str:
        """The hash as it would be made today: the same, unless the parameters have grown since."""
        return self.made(password) if self._hasher.check_needs_rehash(kept) else kept
