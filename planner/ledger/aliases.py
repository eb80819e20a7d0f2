"""Names in place of households' ids, so that the audit trail can forget a household though nothing in it ever changes.

The trail never holds the id of a household: where one would stand, a random alias stands (`~3f9a22c1d0e41122`), and a table
says whose it is. Erasing a household deletes its line; what the trail said of it stays, chained by hash as before, and leads
nowhere. An alias is drawn by chance and not computed from the id: ids are few, so that a digest of one is found by trying them
all, with its salt in any old copy.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from planner.ledger import schema
from planner.ledger.asked import ByIds

ABOUT_HOUSEHOLD = "household "
"""How subjects begin that are an id of a household, one that is gone too."""
_SIGN, _NUM_BYTES = "~", 8
_ALIAS = re.compile(r"~[0-9a-f]{16}")

_HOMES = ByIds(lambda among: select(schema.households.c.id).where(among(schema.households.c.id)))

Told = Mapping[str, int | str]


def new_alias() -> str:
    """A name that nobody has."""
    return f"{_SIGN}{secrets.token_hex(_NUM_BYTES)}"


def veiled(connection: Connection, subject: str, details: Told) -> tuple[str, dict[str, int | str]]:
    """Subject and details of an entry, as the trail keeps them: each word that is the id of a household as its alias."""
    words = {word for text in (subject, *details.values()) if isinstance(text, str) for word in text.split(" ")}
    homes = connection.execute(*_HOMES(sorted(words))).scalars().all()
    name_of = {home: _alias_of(connection, home) for home in homes}
    about = subject.removeprefix(ABOUT_HOUSEHOLD)
    if about not in (subject, *homes) and _ALIAS.fullmatch(about) is None:  # erased meanwhile: the trail would hold it for ever
        name_of[about] = new_alias()
    return renamed(subject, name_of), {name: renamed(value, name_of) for name, value in details.items()}


def reader(connection: Connection) -> Callable[[Any], Any]:
    """What says a text of the trail to people: aliases as ids, where they still lead to somebody."""
    home_of = {row.alias: row.household for row in connection.execute(select(schema.aliases))}

    def said(text: Any) -> Any:
        if not isinstance(text, str) or _SIGN not in text:
            return text
        return _ALIAS.sub(lambda found: home_of.get(found[0], found[0]), text)

    return said


def forget(connection: Connection, household: str) -> None:
    """Let the alias of a household lead nowhere."""
    connection.execute(delete(schema.aliases).filter_by(household=household))


def renamed(text: Any, name_of: Mapping[str, str]) -> Any:
    """A text with some of its words replaced."""
    return " ".join(name_of.get(word, word) for word in text.split(" ")) if isinstance(text, str) else text


def _alias_of(connection: Connection, household: str) -> str:
    table = schema.aliases
    known: str | None = connection.execute(select(table.c.alias).filter_by(household=household)).scalar()
    if known is not None:
        return known
    alias = new_alias()
    connection.execute(insert(table), {"alias": alias, "household": household})
    return alias
