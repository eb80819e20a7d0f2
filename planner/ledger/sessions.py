"""Keeps who is signed in, by digests of what the terminals' files and the browsers' cookies hold.

A session is a row here and nowhere else: a file or cookie of another ledger, even of one with accounts of the same names, leads
to no row. The row holds for the account as it was when the session began: its name, epoch and password.
"""

import datetime as dt
import hashlib

from sqlalchemy import Engine, delete, insert, select

from planner.domain.account import Account
from planner.ledger import schema
from planner.ledger.accounts import account_of_row
from planner.ledger.engine import reading, writing

LONGEST = dt.timedelta(hours=12)
"""After which a session is over whatever happens: the longest duty."""

_sessions, _accounts = schema.sessions, schema.accounts


class SignedIn:
    """Sessions by the digest of their words."""

    _engine: Engine

    def begin_session(self, digest: str, account: Account, *, now: dt.datetime) -> None:
        """Keep that a session of an account begins; rows of sessions that are over by the clock go."""
        row = {"digest": digest, "account": account.name, "made_for": _made_for(account), "began": now}
        with writing(self._engine) as connection:
            connection.execute(delete(_sessions).where(_sessions.c.began < now - LONGEST))
            connection.execute(insert(_sessions), row)

    def end_session(self, digest: str) -> None:
        """End a session, if there is one."""
        with writing(self._engine) as connection:
            connection.execute(delete(_sessions).filter_by(digest=digest))

    def account_signed_in(self, digest: str) -> Account | None:
        """The account of a session; `None`: there is no such session, it was ended, or the account changed or was shut."""
        joined = select(_accounts, _sessions.c.made_for).join(_sessions, _sessions.c.account == _accounts.c.name)
        with reading(self._engine) as connection:
            row = connection.execute(joined.where(_sessions.c.digest == digest)).mappings().first()
        if row is None:
            return None
        account = account_of_row({name: value for name, value in row.items() if name != "made_for"})
        return account if account.is_active and row["made_for"] == _made_for(account) else None


def _made_for(account: Account) -> str:
    """Digest of what must not have changed since: of another account of the same name it differs by the password's salt."""
    return hashlib.sha256(f"{account.name}\n{account.epoch}\n{account.password}".encode()).hexdigest()
