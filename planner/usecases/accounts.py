"""Accounts of the desk's pages: the first one, signing in with a lock after wrong passwords, and what the keeper changes.

How a password is hashed is the door's: it hands in `Passwords`.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from planner.domain.account import Account, Role
from planner.domain.errors import InputError
from planner.ledger.store import Ledger
from planner.usecases.seen import require_seen
from planner.usecases.workspace import Workspace

LEAST_SIGNS = 10
"""Of a password: guessed through a page that locks, ten are out of reach."""
MOST_TRIES = 5
LOCKED = dt.timedelta(minutes=10)
"""Five tries, then ten minutes: 720 guesses a day at most."""


class Passwords(Protocol):
    """Hashes passwords and compares them in a time that tells nothing."""

    def made(self, password: str) -> str:
        """The hash of a password."""
        ...

    def is_right(self, kept: str, password: str) -> bool:
        """Whether it is the password of a hash."""
        ...

    def renewed(self, kept: str, password: str) -> str:
        """The hash as it would be made today."""
        ...


def has_accounts(workspace: Workspace) -> bool:
    """Whether there is any account."""
    with workspace.ledger() as ledger:
        return bool(ledger.accounts())


def make_first_account(workspace: Workspace, name: str, password: str, passwords: Passwords) -> Account:
    """Make the first account: it keeps the accounts and works at the desk.

    Raises
    ------
    InputError
        E6060 if there is one already; E6063, E6066 for a password or a name that will not do.
    """
    with workspace.ledger() as ledger:
        if ledger.accounts():
            raise InputError.of("E6060")
        account = _made(name, password, (Role.KEEPER, Role.DESK), passwords)  # takes a while, in which others may come
        with ledger.accounts_alone():
            if ledger.accounts():
                raise InputError.of("E6060")
            ledger.put_account(account, action="made", now=workspace.now(), actor=account.name)
        return account


def sign_in(workspace: Workspace, name: str, password: str, passwords: Passwords) -> Account:
    """The account whose name and password these are.

    Raises
    ------
    InputError
        E6061 if one of them is wrong, whichever; E6062 while the account is locked.
    """
    now = workspace.now()
    with workspace.ledger() as ledger:
        before = ledger.account(name)
        if before is not None and before.is_locked(now):
            raise _locked(before, now)
        # A name that is not there takes as long as one that is.
        is_right = passwords.is_right(before.password if before else passwords.made(""), password)
        renewed = passwords.renewed(before.password, password) if before and is_right else ""
        with ledger.accounts_alone():  # whatever others have tried or changed meanwhile counts
            account = ledger.account(name)
            is_same = account is not None and before is not None and account.password == before.password
            is_locked = account is not None and account.is_locked(now)
            if account is not None and not is_locked and account.is_active and is_same and is_right:
                ledger.note_sign_in(account.name, password=renewed, now=now)
                return account
            if not is_locked:
                account = ledger.count_failure(name, most=MOST_TRIES, lock=LOCKED, now=now)
    if account is not None and account.is_locked(now):
        raise _locked(account, now)
    raise InputError.of("E6061", tries=MOST_TRIES, minutes=int(LOCKED.total_seconds() // 60))


def add_account(
    workspace: Workspace, name: str, password: str, roles: Iterable[Role], *, team: str = "", passwords: Passwords
) -> Account:
    """Make another account.

    Raises
    ------
    InputError
        E6065 if the name is taken; E6063, E6066.
    """
    account = _made(name, password, roles, passwords, team=team)
    with workspace.ledger() as ledger, ledger.accounts_alone():
        if ledger.account(account.name) is not None:
            raise InputError.of("E6065", name=account.name)
        ledger.put_account(account, action="made", **workspace.stamp())
    return account


def change_account(
    workspace: Workspace,
    name: str,
    *,
    roles: Iterable[Role] | None = None,
    team: str | None = None,
    is_active: bool | None = None,
    seen: str = "",
) -> Account:
    """Give an account other roles or another team, or shut it; its sessions are over.

    Parameters
    ----------
    seen
        Mark of the `epoch` that whoever decides has seen; empty: whatever it is.

    Raises
    ------
    InputError
        E6064 if there is none; E6066 without a role; E6067 if nobody would be left who keeps the accounts; E6138 if another
        desk has changed it since it was seen.
    """
    with workspace.ledger() as ledger, ledger.accounts_alone():
        before = _required(ledger, name)
        require_seen(seen, before.epoch)
        try:
            after = replace(
                before,
                roles=before.roles if roles is None else frozenset(roles),
                team=before.team if team is None else team,
                is_active=before.is_active if is_active is None else is_active,
                epoch=before.epoch + 1,
            )
        except ValueError:
            raise InputError.of("E6066") from None
        others = [one for one in ledger.accounts() if one.name != before.name]
        if not any(one.is_active and Role.KEEPER in one.roles for one in (*others, after)):
            raise InputError.of("E6067", name=before.name)
        ledger.put_account(after, action="changed", **workspace.stamp())
    return after


def set_password(workspace: Workspace, name: str, password: str, passwords: Passwords, *, is_opened: bool = False) -> Account:
    """Give an account a new password, and unlock it; its sessions are over.

    Parameters
    ----------
    is_opened
        An account that was shut may sign in again; else it stays shut.

    Raises
    ------
    InputError
        E6064 if there is none; E6063 if the password will not do.
    """
    require_long(password)
    kept = passwords.made(password)
    with workspace.ledger() as ledger, ledger.accounts_alone():
        before = _required(ledger, name)
        after = replace(before, password=kept, num_failures=0, locked_until=None, epoch=before.epoch + 1)
        after = replace(after, is_active=is_opened or before.is_active)
        ledger.put_account(after, action="password", **workspace.stamp())
    return after


def require_account(workspace: Workspace, name: str) -> None:
    """Refuse the name of an account that is not there (E6064), before a password for it is asked for."""
    with workspace.ledger() as ledger:
        _required(ledger, name)


def _required(ledger: Ledger, name: str) -> Account:
    found = ledger.account(name)
    if found is None:
        raise InputError.of("E6064", name=name[:40])
    return found


def _made(name: str, password: str, roles: Iterable[Role], passwords: Passwords, *, team: str = "") -> Account:
    require_long(password)
    try:
        return Account(name=" ".join(name.split()), roles=frozenset(roles), team=team, password=passwords.made(password))
    except ValueError:
        raise InputError.of("E6066") from None


def require_long(password: str) -> None:
    """Refuse a password that could be guessed (E6063)."""
    if len(password) < LEAST_SIGNS:
        raise InputError.of("E6063", found=len(password), least=LEAST_SIGNS)


def _locked(account: Account, now: dt.datetime) -> InputError:
    until = account.locked_until or now
    minutes = max(1, -(-int((until - now).total_seconds()) // 60))
    return InputError.of("E6062", minutes=minutes)
