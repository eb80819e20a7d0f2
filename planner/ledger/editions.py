"""Keeps the public editions as they were published, hidden counts as well: what comes later has to reckon with them."""

import datetime as dt
import json
from typing import Any

from sqlalchemy import Engine, insert, select

from planner.domain.edition import Cell, Edition
from planner.ledger import audit, schema
from planner.ledger.engine import reading, writing

_table = schema.editions


class Editions:
    """Editions by month; one that is published never changes."""

    _engine: Engine

    def editions(self) -> dict[dt.date, Edition]:
        """All editions, by the first day of their month."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(_table).order_by(_table.c.month)).mappings()
            return {row["month"]: read_edition(row["month"], row["content"]) for row in rows}

    def publish(self, edition: Edition, *, now: dt.datetime, actor: str) -> None:
        """Keep an edition before anybody sees it."""
        with writing(self._engine) as connection:
            cells = {"month": edition.month, "published_at": now, "actor": actor, "content": edition_text(edition)}
            connection.execute(insert(_table).values(cells))
            details: dict[str, int | str] = {"shown": len(edition.values) - len(edition.hidden), "hidden": len(edition.hidden)}
            audit.append(
                connection, now=now, actor=actor, action="publish", subject=edition.month.isoformat()[:7], details=details
            )


def edition_text(edition: Edition) -> str:
    """An edition as rows, and the list outside the ledger, keep it."""
    return json.dumps(
        {
            "values": _listed(edition.values),
            "hidden": sorted(edition.hidden),
            "balances": [_listed(balance) for balance in edition.balances],
            "days": dict(edition.days),
            "cycle_days": edition.cycle_days,
            "minimum": edition.minimum,
        },
        ensure_ascii=False,
    )


def read_edition(month: dt.date, content: str) -> Edition:
    """An edition from such a text.

    Raises
    ------
    ValueError, KeyError, TypeError
        If it is none.
    """
    found = json.loads(content)
    return Edition(
        month=month,
        values=_mapping(found["values"]),
        hidden=frozenset((measure, group) for measure, group in found["hidden"]),
        balances=tuple(map(_mapping, found["balances"])),
        days=found["days"],
        cycle_days=found.get("cycle_days"),
        minimum=found.get("minimum"),
    )


def _listed(numbers: Any) -> list[list[Any]]:
    return [[measure, group, number] for (measure, group), number in numbers.items()]


def _mapping(listed: list[list[Any]]) -> dict[Cell, int]:
    return {(measure, group): number for measure, group, number in listed}
