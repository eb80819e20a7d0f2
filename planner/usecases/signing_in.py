"""Who works at a terminal: an account that has signed in there with its password, for as long as a duty lasts.

The session stands in the ledger. What leads to it lies in the workspace, one file for each account of the operating system,
readable by that one alone, and signed, so that it cannot be used by another system account.
"""

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from planner.domain.account import Account, Role
from planner.domain.errors import InputError
from planner.files import read_bytes, write_whole
from planner.usecases import accounts, sessions
from planner.usecases.workspace import Workspace

KEY_FILE = ".terminal.key"
LONGEST = 12 * 3600
IDLE = 2 * 3600
"""Seconds, as for the desk's pages: the longest duty, and a terminal without a command for so long counts as left."""
_FRESH = 60
"""Seconds within which the file is not written anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Session:
    """What the file says: the words of a session of the ledger, and the seconds since 1970 when it began and was seen last."""

    words: str
    began: int
    seen: int


def sign_in(workspace: Workspace, name: str, password: str, passwords: accounts.Passwords) -> Account:
    """Let an account work at this terminal.

    Raises
    ------
    InputError
        E6061, E6062 for a wrong password or a locked account; E6023 if the disk refuses.
    """
    account = accounts.sign_in(workspace, name, password, passwords)
    now = int(workspace.now().timestamp())
    words = sessions.begin(workspace, account)
    _write(workspace, _Session(words=words, began=now, seen=now))
    return account


def sign_out(workspace: Workspace) -> None:
    """End the session of this terminal, if there is one, and whatever copies of its file there are."""
    session = _read(workspace)
    _file(workspace).unlink(missing_ok=True)
    if session is not None:
        sessions.end(workspace, session.words)


def at_work(workspace: Workspace, roles: frozenset[Role]) -> Workspace:
    """The workspace in the hands of the account that signed in here; as it is where none has to.

    Parameters
    ----------
    roles
        Who may do what is to be done.

    Raises
    ------
    InputError
        E6091 if the settings want an account and none has signed in; E6092 if the account has no role for this.
    """
    session = _read(workspace)
    account = None
    if session is not None:
        with workspace.ledger() as ledger:
            account = sessions.signed_in(ledger, session.words)
    if session is None or account is None:
        if workspace.settings.access.terminal == "accounts":
            raise InputError.of("E6091")
        return workspace
    if account.roles.isdisjoint(roles):
        raise InputError.of("E6092", name=account.name, roles=", ".join(sorted(role.value for role in roles)))
    now = int(workspace.now().timestamp())
    if now - session.seen > _FRESH:
        _write(workspace, replace(session, seen=now))
    workspace.acting = replace(workspace.acting, person=account.name)
    return workspace


def _file(workspace: Workspace) -> Path:
    """The file of this system account: each has its own."""
    return workspace.folder / f".session-{hashlib.sha256(workspace.acting.person.encode()).hexdigest()[:12]}"


def _read(workspace: Workspace) -> _Session | None:
    path = _file(workspace)
    if not path.is_file():
        return None
    text, _, signature = read_bytes(path).decode("utf-8", errors="replace").rpartition("\n")
    if not hmac.compare_digest(_signature(workspace, text).encode(), signature.encode()):
        return None
    try:
        session, now = _Session(**json.loads(text)), int(workspace.now().timestamp())
    except (TypeError, ValueError):  # of an earlier version
        return None
    return None if now - session.began > LONGEST or now - session.seen > IDLE else session


def _write(workspace: Workspace, session: _Session) -> None:
    text = json.dumps(asdict(session))
    write_whole(_file(workspace), f"{text}\n{_signature(workspace, text)}".encode())
    _file(workspace).chmod(0o600)


def _signature(workspace: Workspace, text: str) -> str:
    """Of a session and of the system account that it is for, by the workspace's own key."""
    path = workspace.folder / KEY_FILE
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise InputError.of("E6023", file=KEY_FILE, reason=error.strerror or type(error).__name__) from error
    return hmac.new(read_bytes(path), f"{workspace.acting.person}\n{text}".encode(), hashlib.sha256).hexdigest()
