"""Numbers of sheets: day, shift and version of the plan, nothing personal."""

import datetime as dt
import re
from collections.abc import Mapping

from planner.usecases.reading import ReadPlan

_SHEET = re.compile(r"DDS-(\d{8})-(.+)-v(\d+)")


def sheet_ids(kept: ReadPlan) -> Mapping[str, str]:
    """Shift id to sheet number: `DDS-20250826-T01-v1`."""
    date, version = kept.document.date, kept.document.plan_version
    return {route.shift_id: f"DDS-{date:%Y%m%d}-{route.shift_id}-v{version}" for route in kept.document.plan.routes}


def plan_of_sheet(number: str) -> tuple[dt.date, int] | None:
    """Day and version of the plan that a sheet's number names; `None` if it is no sheet's number."""
    match = _SHEET.fullmatch(number.strip())
    if match is None:
        return None
    try:
        return dt.datetime.strptime(match.group(1), "%Y%m%d").date(), int(match.group(3))  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None
