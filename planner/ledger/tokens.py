"""Keeps the tokens of other systems and of phones, by their digests; making and ending one is in the audit trail."""

import datetime as dt
from typing import Any

from sqlalchemy import Engine, RowMapping, insert, select, update

from planner.domain.access_token import AccessToken, Scope
from planner.ledger import audit, schema
from planner.ledger.engine import reading, writing

_table = schema.tokens


class Tokens:
    """Tokens by their digest."""

    _engine: Engine

    def tokens(self) -> tuple[AccessToken, ...]:
        """All tokens, the newest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(_table).order_by(_table.c.made_at.desc(), _table.c.digest)).mappings()
            return tuple(_token(row) for row in rows)

    def token(self, digest: str) -> AccessToken | None:
        """The token of a digest; `None`: there is none."""
        with reading(self._engine) as connection:
            row = connection.execute(select(_table).where(_table.c.digest == digest)).mappings().first()
            return None if row is None else _token(row)

    def add_token(self, token: AccessToken, *, now: dt.datetime, actor: str) -> None:
        """Keep a new token."""
        cells: dict[str, Any] = {name: getattr(token, name) for name in token.__dataclass_fields__}
        details: dict[str, int | str] = {"did": "made", "scope": token.scope.value, "name": token.name}
        if token.day is not None:
            details |= {"team": token.team, "day": token.day.isoformat()}
        with writing(self._engine) as connection:
            connection.execute(insert(_table).values({**cells, "scope": token.scope.value}))
            audit.append(connection, now=now, actor=actor, action="token", subject=token.id, details=details)

    def end_token(self, token: AccessToken, *, now: dt.datetime, actor: str) -> None:
        """Take a token no more, from now on; one that has ended stays as it is."""
        with writing(self._engine) as connection:
            unended = (_table.c.digest == token.digest) & _table.c.ended_at.is_(None)
            if connection.execute(update(_table).where(unended).values(ended_at=now)).rowcount:
                audit.append(
                    connection, now=now, actor=actor, action="token", subject=token.id,
                    details={"did": "ended", "name": token.name},
                )  # fmt: skip


def _token(row: RowMapping) -> AccessToken:
    return AccessToken(**{**row, "scope": Scope(row["scope"])})
