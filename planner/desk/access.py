"""Who may do what: one table of addresses and roles. What is not in it does not exist, and what names no role is shut.

The table is the law; `planner.desk.answering` obeys it, and a test walks every address with every role.
"""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from planner.desk.answers import Described
from planner.desk.call import Call
from planner.domain.access_token import Scope
from planner.domain.account import Role

Handler = Callable[[Call], Response]

EVERYBODY = frozenset(Role)
"""Everybody with an account."""
DESK = frozenset({Role.DESK})
KEEPER = frozenset({Role.KEEPER})
CHIEF = frozenset({Role.CHIEF})
READERS = DESK | CHIEF
"""Who sees the whole day: the desk makes it, the chief reads it."""
PUBLIC: frozenset[Role] = frozenset()
"""For an entry that says so: also who has not signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One address.

    Attributes
    ----------
    path
        With `{name}` for parts that vary.
    method
        `GET` looks, `POST` changes.
    roles
        Who may; nobody where it is empty and the entry is not public.
    is_public
        Also who has not signed in.
    takes_files
        What is sent may be as large as a file.
    is_of_rows
        It changes rows of sheets and nothing else.
    scopes
        Tokens of these scopes may, without a session; only where nothing is changed.
    api
        How the API's document describes it; `None`: it is no part of the API.
    """

    path: str
    handler: Handler
    roles: frozenset[Role]
    method: str = "GET"
    is_public: bool = False
    takes_files: bool = False
    is_of_rows: bool = False
    scopes: frozenset[Scope] = frozenset()
    api: Described | None = None

    def is_open_to(self, roles: frozenset[Role] | None) -> bool:
        """Whether somebody with these roles may; `None`: somebody who has not signed in."""
        return self.is_public or (roles is not None and not self.roles.isdisjoint(roles))


def look(path: str, handler: Handler, roles: frozenset[Role], *, is_public: bool = False) -> Entry:
    """An address that only shows."""
    return Entry(path=path, handler=handler, roles=roles, is_public=is_public)


def change(path: str, handler: Handler, roles: frozenset[Role], **more: bool) -> Entry:
    """An address that changes something: it wants the session's token; `more` as `Entry` has it."""
    return Entry(path=path, handler=handler, roles=roles, method="POST", **more)  # type: ignore[arg-type]


def data(path: str, handler: Handler, roles: frozenset[Role], api: Described, *scopes: Scope) -> Entry:
    """An address of the API: data only, for a session with a role or a token with a scope."""
    return Entry(path=f"/api{path}", handler=handler, roles=roles, scopes=frozenset(scopes), api=api)
