"""Invented records for the ledger's tests; everybody is DATA CONTOH."""

import datetime as dt

from planner.domain.records import (
    Address,
    Complaint,
    ComplaintStatus,
    Condition,
    Facility,
    Household,
    Officer,
    PositionSource,
    Team,
    Urgency,
)
from planner.domain.visit import Window

NOW = dt.datetime(2025, 8, 26, 7, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
MORNING = Window(start=28_800, end=36_000)
EVENING = Window(start=57_600, end=64_800)


def address(number: int = 1) -> Address:
    """An address with every field."""
    return Address(
        village="36.03.01.2001",
        rt=f"{number % 20 + 1:02d}",
        rw="05",
        detail=f"Gg. Contoh No. {number}",
        landmark="warung",
        latitude=-6.2 - number / 1e6,
        longitude=106.45 + number / 1e6,
        position_source=PositionSource.RT_CENTROID if number % 2 else PositionSource.GIVEN,
    )


def household(number: int, **changes: object) -> Household:
    """A household; even numbers have been visited."""
    fields: dict[str, object] = {
        "id": f"H{number:06d}",
        "address": address(number),
        "head_name": "Bpk. DATA CONTOH" if number % 3 else None,
        "last_visit": None if number % 2 else dt.date(2025, 1, 1),
        "num_attempts": number % 4,
        "last_slot": "pagi" if number % 4 else "",
        "windows": (MORNING, EVENING) if number % 5 == 0 else (),
        "is_do_not_visit": number % 7 == 0,
    }
    return Household(**(fields | changes))  # type: ignore[arg-type]


def complaint(number: int, **changes: object) -> Complaint:
    """A complaint at its own address."""
    fields: dict[str, object] = {
        "id": f"K{number:04d}",
        "address": address(number),
        "received": dt.date(2025, 8, 20),
        "due": dt.date(2025, 8, 27) if number % 2 else None,
        "category": "CRM",
        "urgency": Urgency.URGENT if number % 3 == 0 else Urgency.NORMAL,
        "status": ComplaintStatus.CLOSED if number % 5 == 0 else ComplaintStatus.OPEN,
        "skills": frozenset({"reskrim", "polwan"}),
        "windows": (MORNING,),
        "is_required": number % 2 == 0,
        "text": "isi keluhan contoh",
    }
    return Complaint(**(fields | changes))  # type: ignore[arg-type]


FACILITIES = (
    Facility(id="F1", kind="LPJ", name="Lampu contoh", address=address(3), last_inspection=dt.date(2025, 5, 1)),
    Facility(id="F2", kind="JLN", name="Jembatan contoh", address=address(4), condition=Condition.HEAVY_DAMAGE),
)
TEAMS = (
    Team(
        id="T1",
        unit="Reskrim",
        officers=(Officer(rank="Aipda", name="SATU CONTOH", nrp="12345678"), Officer(rank="Bripda", name="DUA CONTOH")),
        skills=frozenset({"reskrim", "polwan"}),
        shifts=("pagi", "siang"),
        village="36.03.01.2001",
        weekdays=frozenset({0, 2, 4}),
        max_visits=12,
    ),
    Team(id="T2", unit="Binmas", officers=(Officer(rank="Briptu", name="TIGA CONTOH"),), profile="foot"),
)
