"""Guards what was published: kept once, whole, hidden counts as well."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from planner.domain.edition import Edition
from planner.ledger.store import Ledger
from tests.ledger.records import NOW


def test_an_edition_is_kept_whole_and_once(place: Path | str) -> None:
    """It reads back as it was; a month is published once; the trail has counts alone."""
    edition = Edition(
        month=dt.date(2026, 10, 1),
        values={("homes_met", "V1"): 3, ("homes_met", "total"): 40},
        hidden=frozenset({("homes_met", "V1")}),
        balances=({("homes_met", "V1"): 1, ("homes_met", "total"): -1},),
        days={"median_days": 4},
        cycle_days=365,
        minimum=5,
    )
    with Ledger.open(place, create=True) as ledger:
        ledger.publish(edition, now=NOW, actor="desk")
        assert ledger.editions() == {edition.month: edition}
        with pytest.raises(IntegrityError):
            ledger.publish(edition, now=NOW, actor="desk")
        (entry,) = ledger.audit_trail()
    assert (entry.action, entry.subject, dict(entry.details)) == ("publish", "2026-10", {"shown": 1, "hidden": 1})
