"""Keeps the accounts of the desk's pages; each change is an entry of the audit trail, a password never is."""

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from planner.domain.account import Account, Role
from planner.ledger import audit, schema
from planner.ledger.engine import reading, writing

_table = schema.accounts


class Accounts:
    """Accounts by name, whatever its case."""

    _engine: Engine

    def accounts(self) -> tuple[Account, ...]:
        """All accounts, by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(_table).order_by(_table.c.name)).mappings()
            return tuple(account_of_row(row) for row in rows)

    def account(self, name: str) -> Account | None:
        """The account of a name; `None`: there is none."""
        with reading(self._engine) as connection:
            return _find(connection, name)

    @contextlib.contextmanager
    def accounts_alone(self) -> Iterator[None]:
        """One transaction in which nobody else changes accounts: what is read within is so until it is written."""
        with writing(self._engine) as connection:
            if connection.dialect.name != "sqlite":  # there, whoever writes is alone
                connection.execute(text(f"LOCK TABLE {_table.name} IN SHARE ROW EXCLUSIVE MODE"))
            yield

    def put_account(self, account: Account, *, action: str, now: dt.datetime, actor: str) -> None:
        """Keep an account, new or changed; what was done (`made`, `changed`, `password`) goes into the audit trail."""
        with writing(self._engine) as connection:
            before = _find(connection, account.name)
            name = account.name if before is None else before.name
            cells = _cells(replace(account, name=name))
            connection.execute(insert(_table).values(cells) if before is None else _update(name).values(cells))
            details: dict[str, int | str] = {"did": action, "roles": cells["roles"], "active": int(account.is_active)}
            audit.append(connection, now=now, actor=actor, action="account", subject=name, details=details)

    def count_failure(self, name: str, *, most: int, lock: dt.timedelta, now: dt.datetime) -> Account | None:
        """Count a wrong password and lock the account after too many; the account, `None`: there is none."""
        with writing(self._engine) as connection:
            found = _find(connection, name)
            if found is None:
                return None
            number = found.num_failures + 1
            is_full = number >= most
            found = replace(found, num_failures=0 if is_full else number, locked_until=now + lock if is_full else None)
            values = {"num_failures": found.num_failures, "locked_until": found.locked_until}
            connection.execute(_update(found.name).values(values))
            if is_full:
                audit.append(
                    connection, now=now, actor=found.name, action="account", subject=found.name, details={"did": "locked"}
                )
            return found

    def note_sign_in(self, name: str, *, password: str, now: dt.datetime) -> None:
        """Note a right password, and keep its hash where a stronger one was made of it."""
        with writing(self._engine) as connection:
            connection.execute(_update(name).values(num_failures=0, locked_until=None, password=password))
            audit.append(connection, now=now, actor=name, action="sign_in", subject=name, details={})

    def remove_account(self, name: str, *, now: dt.datetime, actor: str) -> None:
        """Take an account away; what it did stays in the audit trail."""
        with writing(self._engine) as connection:
            connection.execute(delete(_table).where(_table.c.name == name))
            connection.execute(delete(schema.sessions).where(schema.sessions.c.account == name))
            audit.append(connection, now=now, actor=actor, action="account", subject=name, details={"did": "removed"})


def _find(connection: Connection, name: str) -> Account | None:
    exact = connection.execute(select(_table).where(_table.c.name == name)).mappings().first()  # a session names it so
    if exact is not None:
        return account_of_row(exact)
    folded = name.strip().casefold()
    rows = connection.execute(select(_table)).mappings()
    return next((account_of_row(row) for row in rows if row["name"].casefold() == folded), None)


def _update(name: str) -> Any:
    return update(_table).where(_table.c.name == name)


def account_of_row(row: Mapping[Any, Any]) -> Account:
    """An account of the cells of its row."""
    return Account(**{**row, "roles": frozenset(map(Role, row["roles"].split()))})


def _cells(account: Account) -> dict[str, Any]:
    values = {name: getattr(account, name) for name in account.__dataclass_fields__}
    return {**values, "roles": " ".join(sorted(role.value for role in account.roles))}
