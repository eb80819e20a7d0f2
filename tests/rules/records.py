"""Builders of records for tests of the rules (DATA CONTOH: all invented)."""

import datetime as dt
from typing import Any

from planner.domain.candidate import Candidate
from planner.domain.records import Address, Complaint, Facility, Household, Officer, Team
from planner.domain.visit import Visit

TODAY = dt.date(2025, 8, 26)
"""A Tuesday."""


def an_address(village: str = "A", rt: str = "01", *, latitude: float = -6.2, longitude: float = 106.4) -> Address:
    return Address(village=village, rt=rt, rw="01", latitude=latitude, longitude=longitude)


def a_household(number: int = 1, **more: Any) -> Household:
    return Household(id=f"H{number}", address=more.pop("address", an_address()), **more)


def a_complaint(number: int = 1, **more: Any) -> Complaint:
    fields: dict[str, Any] = {"household": "H1", "category": "CRM", "received": TODAY - dt.timedelta(days=1)}
    return Complaint(id=f"K{number}", **{**fields, **more})


def a_facility(number: int = 1, **more: Any) -> Facility:
    return Facility(id=f"F{number}", kind="LPJ", name="DATA CONTOH", address=an_address(), **more)


def a_team(number: int = 1, **more: Any) -> Team:
    officers = (Officer(rank="Aipda", name="DATA CONTOH"), Officer(rank="Bripda", name="DATA CONTOH"))
    return Team(id=f"T{number:02d}", unit="Binmas", officers=officers, **more)


def a_candidate(number: int, *, latitude: float = -6.2, longitude: float = 106.4, **more: Any) -> Candidate:
    fields: dict[str, Any] = {"service_duration": 900}
    visit = Visit(id=f"v{number}", place=0, **{**fields, **more})
    return Candidate(visit=visit, latitude=latitude, longitude=longitude)
