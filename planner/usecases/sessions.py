"""Sessions of terminals and browsers: begun by a right password, and over when the ledger has them no more.

Whoever signs in gets words that are kept nowhere; the ledger keeps their digest. What a terminal's file and a browser's cookie
say beside them is signed by a key of the folder, which alone opens nothing.
"""

import hashlib
import secrets
from dataclasses import replace

from planner.domain.account import Account
from planner.ledger.store import Ledger
from planner.usecases.workspace import Workspace


def begin(workspace: Workspace, account: Account) -> str:
    """Begin a session of an account that has shown its password; its words."""
    words = secrets.token_urlsafe(32)
    with workspace.ledger() as ledger:
        current = ledger.account(account.name) or account  # its hash may have been made anew on signing in
        ledger.begin_session(_digest(words), replace(account, password=current.password), now=workspace.now())
    return words


def end(workspace: Workspace, words: str) -> None:
    """End a session for whoever holds its words, copies of a file or cookie included."""
    if words:
        with workspace.ledger() as ledger:
            ledger.end_session(_digest(words))


def signed_in(ledger: Ledger, words: str) -> Account | None:
    """The account of a session; `None`: it is over, or this ledger never had it."""
    return ledger.account_signed_in(_digest(words)) if words else None


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
