"""Says what in a ledger is not as this program left it: pages, triggers, sums, the chain of the audit trail, its anchors."""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from planner.ledger import chain, schema, triggers
from planner.ledger.comparing import unexplained
from planner.ledger.records import Anchor, Finding, Verification
from planner.ledger.rewriting import rewritten

MOST_BREAKS = 20
"""Entries named; after a change by hand often all that follow are wrong."""


def verify(connection: Connection, anchors: Sequence[Anchor], backups: Sequence[Path] = ()) -> Verification:
    """Look at all of a ledger; its recorded rows are held against backups where it is a file."""
    is_file = connection.dialect.name == "sqlite"
    if is_file and (pages := _pages(connection)):  # no ground to judge rows by
        return Verification(findings=tuple(pages), last=None, num_anchors=len(anchors), has_sums=is_file)
    # An entry that says that the trail was written anew excuses no anchor: a forger would write one first.
    told = [
        Finding(kind="anchor", subject=anchor.text()) for anchor, is_held in chain.anchored(connection, anchors) if not is_held
    ]
    told += [finding for backup in backups if is_file for finding in unexplained(connection, backup)]
    anew = rewritten(connection)
    told += [Finding(kind="entry", subject=str(one.number)) for at, one in enumerate(anew) if at or not one.is_lawful]
    return Verification(
        findings=tuple(dict.fromkeys([*_rest(connection, is_file=is_file), *told])),
        last=chain.last(connection),
        num_anchors=len(anchors),
        rewritten_at=anew[0].number if anew else 0,
        backwards_at=chain.going_back(connection),
        has_sums=is_file,
    )


def _pages(connection: Connection) -> list[Finding]:
    said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    return [Finding(kind="pages", subject="")] if said != "ok" or lost else []


def _rest(connection: Connection, *, is_file: bool) -> list[Finding]:
    return [*(_triggers(connection) if is_file else ()), *(_sums(connection) if is_file else ()), *_chain(connection)]


def _triggers(connection: Connection) -> Iterator[Finding]:
    present, expected = triggers.present(connection), triggers.expected()
    for name in sorted(present.keys() | expected.keys()):
        if present.get(name) != expected.get(name):
            yield Finding(kind="trigger", subject=name)


def _sums(connection: Connection) -> Iterator[Finding]:
    kept = triggers.kept_sums(connection)
    for table in triggers.summed_tables():
        try:
            is_right = kept.get(table.name) == triggers.sum_of(connection, table)
        except DBAPIError:  # a flipped bit can leave text that is no text any more
            is_right = False
        if not is_right:
            yield Finding(kind="rows", subject=table.name)


def _chain(connection: Connection) -> list[Finding]:
    try:
        numbers = list(itertools.islice(chain.breaks(connection), MOST_BREAKS))
    except (DBAPIError, ValueError, TypeError):  # nor a moment a moment
        return [Finding(kind="rows", subject=schema.audit.name)]
    return [Finding(kind="entry", subject=str(number)) for number in numbers]
