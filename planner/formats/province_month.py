"""`province.json`: the report over stations as it was published, shown numbers alone. Read and written here alone."""

import datetime as dt
import json
from typing import Any

from planner.domain.errors import InputError, Where
from planner.domain.province_month import ProvinceMonth, ShownStation

FORMAT, VERSION = "dds-province-month", 1
HIDDEN = "hidden"


def month_text(month: ProvinceMonth, measures: tuple[str, ...]) -> str:
    """The report as JSON; a number that may not be shown is `"hidden"`."""
    return json.dumps(month_data(month, measures), ensure_ascii=False, indent=1) + "\n"


def month_data(month: ProvinceMonth, measures: tuple[str, ...]) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "month": f"{month.month:%Y-%m}",
        "province": month.name,
        "is_invented": month.is_invented,
        "minimum": month.minimum,
        "left_out": list(month.left_out),
        "stations": [
            {
                "station": one.station,
                "title": one.title,
                **{measure: one.counts.get(measure, HIDDEN) for measure in measures},
                "forecast": one.forecast.isoformat() if one.forecast else None,
            }
            for one in month.stations
        ],
        "total": {measure: month.total.get(measure, HIDDEN) for measure in measures},
    }


def read_month(text: str, measures: tuple[str, ...], *, file: str) -> ProvinceMonth:
    """Read a report back.

    Raises
    ------
    InputError
        E6212 if it is none: a published report that cannot be read is never made anew in silence.
    """
    try:
        found = json.loads(text)
        return ProvinceMonth(
            month=dt.date.fromisoformat(f"{found['month']}-01"),
            name=found["province"],
            minimum=found["minimum"],
            stations=tuple(
                ShownStation(
                    station=row["station"],
                    title=row["title"],
                    counts=_counts(row, measures),
                    forecast=dt.date.fromisoformat(row["forecast"]) if row["forecast"] else None,
                )
                for row in found["stations"]
            ),
            total=_counts(found["total"], measures),
            left_out=tuple(found["left_out"]),
            is_invented=found["is_invented"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError.of("E6212", Where(file=file), file=file) from error


def _counts(row: dict[str, Any], measures: tuple[str, ...]) -> dict[str, int]:
    return {measure: int(row[measure]) for measure in measures if row[measure] != HIDDEN}
