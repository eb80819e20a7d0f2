"""Writes the audit trail of an older ledger anew, without the ids of households: once, when the ledger learns of aliases.

The hashes change with the entries, so that anchors taken before hold no more. The trail says so itself: its next entry is
`rechain`, with the number of the last entry that was written anew and its hash as it was and as it is. It tells why and excuses
nothing: anybody who writes a trail anew could add one. No version that was published had anchors before it.
"""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from planner.ledger import chain, schema
from planner.ledger.aliases import ABOUT_HOUSEHOLD, new_alias, renamed
from planner.ledger.records import Anchor

RECHAIN = "rechain"
"""Action of the entry that says that all before it was written anew."""

_BY = "schema 0014"
"""Who makes it: the one step of the schema that ever wrote a trail anew."""


def veil_trail(connection: Connection) -> None:
    """Replace ids by aliases, keep those that lead to somebody, chain the trail anew; nothing where no id is in it."""
    before = chain.last(connection)
    rows = list(connection.execute(select(schema.audit).order_by(schema.audit.c.number)).mappings())
    homes = set(connection.execute(select(schema.households.c.id)).scalars())
    gone = {row["subject"].removeprefix(ABOUT_HOUSEHOLD) for row in rows if row["subject"].startswith(ABOUT_HOUSEHOLD)}
    name_of = {id_: new_alias() for id_ in sorted(homes | gone)}
    changed = [new for row in rows if (new := _veiled(row, name_of)) is not None]
    if not changed:
        return
    table = schema.audit
    cells: dict[str, Any] = {"subject": bindparam("_subject"), "details": bindparam("_details")}
    connection.execute(update(table).where(table.c.number == bindparam("_number")).values(cells), changed)
    said = json.dumps([[new["_subject"], new["_details"]] for new in changed])
    known = [{"alias": name_of[id_], "household": id_} for id_ in sorted(homes) if name_of[id_] in said]
    if known:
        connection.execute(insert(schema.aliases), known)
    chain.chain_anew(connection)
    now = chain.last(connection)
    details = json.dumps({"entries": len(changed), "is": now.text(), "was": before.text()}, sort_keys=True)
    row: dict[str, object] = {"number": now.number + 1, "at": dt.datetime.now(dt.UTC), "details": details}
    row |= {"actor": _BY, "action": RECHAIN, "subject": "audit"}
    connection.execute(insert(table), {**row, "hash": chain.link(now.hash, row)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """An entry that says that all before it was written anew, and whether the program may have made it."""

    number: int
    is_lawful: bool


def rewritten(connection: Connection) -> tuple[Rewriting, ...]:
    """The entries that say so, oldest first: the program makes one at most, and about the entry just before."""
    table = schema.audit
    rows = connection.execute(select(table).filter_by(action=RECHAIN).order_by(table.c.number)).mappings().all()
    return tuple(Rewriting(number=row["number"], is_lawful=_is_lawful(connection, row)) for row in rows)


def _is_lawful(connection: Connection, row: Any) -> bool:
    before = connection.execute(select(schema.audit.c.hash).filter_by(number=row["number"] - 1)).scalar()
    try:
        details = json.loads(row["details"])
        was = int(str(details["was"]).partition("-")[0])
    except (ValueError, KeyError, TypeError):
        return False
    anchor = Anchor(number=row["number"] - 1, hash=before or "")
    return bool(row["actor"] == _BY and was == anchor.number and details.get("is") == anchor.text())


def _veiled(row: Any, name_of: dict[str, str]) -> dict[str, Any] | None:
    """New cells of an entry; `None`: it names no household."""
    subject, details = row["subject"], json.loads(row["details"])
    new = renamed(subject, name_of), {name: renamed(value, name_of) for name, value in details.items()}
    if new == (subject, details):
        return None
    text = json.dumps(new[1], ensure_ascii=False, sort_keys=True)
    return {"_number": row["number"], "_subject": new[0], "_details": text}
