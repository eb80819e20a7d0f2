"""Tokens of other systems and of phones: made, shown once, taken, ended."""

import datetime as dt
import hashlib
import secrets

from planner.domain.access_token import AccessToken, Scope
from planner.domain.errors import InputError
from planner.domain.units import DAY
from planner.usecases.on_duty import duty_end
from planner.usecases.workspace import Workspace

MOST_DAYS = 400
"""Of a token for another system: whoever needs it longer makes another."""
_MARK = "dds_"
"""What every token begins with, so that one that lies about is known for what it is."""


def make_token(workspace: Workspace, name: str, scope: Scope, *, days: int = MOST_DAYS) -> tuple[AccessToken, str]:
    """Make a token for another system; the token, and its words, which are kept nowhere.

    Raises
    ------
    InputError
        E6078 if its name will not do.
    """
    return _made(workspace, name, scope, ends_at=workspace.now() + dt.timedelta(days=days))


def make_phone_token(workspace: Workspace, team: str, day: dt.date) -> tuple[AccessToken, str]:
    """Make the token by which a phone opens a team's day; it ends with the day, at midnight or with the team's duty."""
    end = dt.datetime.combine(day, dt.time(), tzinfo=workspace.now().tzinfo)
    end += dt.timedelta(seconds=max(DAY, duty_end(workspace, day, team) or 0))
    return _made(workspace, f"{team} {day}", Scope.TEAM, team=team, day=day, ends_at=end)


def tokens(workspace: Workspace) -> tuple[AccessToken, ...]:
    """All tokens, the newest first."""
    with workspace.ledger() as ledger:
        return ledger.tokens()


def end_token(workspace: Workspace, id_: str) -> AccessToken:
    """End a token now.

    Raises
    ------
    InputError
        E6079 if there is none of this id.
    """
    with workspace.ledger() as ledger:
        found = next((token for token in ledger.tokens() if token.id == id_), None)
        if found is None:
            raise InputError.of("E6079", id=id_[:12])
        ledger.end_token(found, **workspace.stamp())
        return found


def token_of(workspace: Workspace, words: str) -> AccessToken | None:
    """The token whose words these are; `None` if there is none, or it has ended."""
    if not words.startswith(_MARK):
        return None
    with workspace.ledger() as ledger:
        # Looked up by a digest of 256 random bits: how long it takes tells nothing.
        found = ledger.token(_digest(words))
    return found if found is not None and found.is_open(workspace.now()) else None


def _made(
    workspace: Workspace, name: str, scope: Scope, *, team: str = "", day: dt.date | None = None, ends_at: dt.datetime
) -> tuple[AccessToken, str]:
    words, stamp = f"{_MARK}{secrets.token_urlsafe(32)}", workspace.stamp()
    try:
        token = AccessToken(
            digest=_digest(words), name=" ".join(name.split()), scope=scope, team=team, day=day,
            made_by=stamp["actor"], made_at=stamp["now"], ends_at=ends_at,
        )  # fmt: skip
    except ValueError:
        raise InputError.of("E6078") from None
    with workspace.ledger() as ledger:
        ledger.add_token(token, **stamp)
    return token, words


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
