"""Who sits before a page: one signed cookie with the words of a session, a token against forged forms, and when it ends.

Who is signed in stands in the ledger: the cookie's words lead there, and its signature alone opens nothing.
"""

import functools
import os
import secrets
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from planner.words.language import LANGUAGES

COOKIE = "dds"
KEY_FILE = ".desk.key"
LONGEST = 12 * 3600
"""Seconds after which everybody signs in again: the longest duty."""
IDLE = 2 * 3600
"""Seconds without a click after which a desk counts as left."""
_MOST_COOKIES = 256
_FRESH = 60
"""Seconds within which the cookie is not written anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What the cookie says.

    Attributes
    ----------
    words
        Of the session in the ledger; empty: nobody has signed in.
    token
        Every change has to bring it.
    began, seen
        Seconds since 1970.
    language
        Chosen by the person; empty: as the desk was started.
    """

    words: str = ""
    token: str
    began: int
    seen: int
    language: str = ""


class Sessions:
    """Reads and writes the cookie of one desk."""

    def __init__(self, folder: Path, *, is_secure: bool) -> None:
        self._signer = URLSafeSerializer(_key(folder / KEY_FILE), salt="session")
        self._is_secure = is_secure
        self._read = functools.lru_cache(maxsize=_MOST_COOKIES)(self._signed)

    def read(self, request: Request) -> tuple[Session, bool]:
        """The session of a request, and whether the browser has it; a new one of nobody where there is none, or it is over."""
        try:
            found = self._read(request.cookies.get(COOKIE, ""))
        except (BadSignature, TypeError, ValueError):
            return self.begun(), False
        now = int(time.time())
        is_over = now - found.began > LONGEST or now - found.seen > IDLE
        return (self.begun(language=found.language), False) if is_over and found.words else (found, True)

    def _signed(self, value: str) -> Session:
        """What a cookie says, if it is signed by us; the same cookie comes with every click."""
        return Session(**self._signer.loads(value))

    def begun(self, words: str = "", *, language: str = "") -> Session:
        """A new session."""
        now = int(time.time())
        language = language if language in LANGUAGES else ""
        return Session(words=words, token=secrets.token_urlsafe(24), began=now, seen=now, language=language)

    def write(self, response: Response, session: Session, *, before: Session | None = None) -> None:
        """Put the session into the answer's cookie, unless the browser has it as it is."""
        now = int(time.time())
        if before == session and now - session.seen < _FRESH:
            return
        value = self._signer.dumps(asdict(replace(session, seen=now)))
        response.set_cookie(
            COOKIE, str(value), max_age=LONGEST, path="/", httponly=True, samesite="strict", secure=self._is_secure
        )


def _key(path: Path) -> str:
    """The workspace's secret; made once, readable by its owner only. Whoever deletes it signs everybody out."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
