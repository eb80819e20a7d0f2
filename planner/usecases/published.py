"""What has been published: the public editions as they were made, and nothing that was counted since."""

import datetime as dt
import json
from typing import Any

from planner.domain.errors import InputError
from planner.domain.month import Period
from planner.usecases.workspace import Workspace

PUBLISHED_FILE = "report-public.json"
"""Beside the papers of a public edition: the same figures as data."""


def published_month(workspace: Workspace, month: dt.date | None) -> dict[str, Any]:
    """The public edition of a month as data; without a month the newest.

    Never counted anew: two counts of one month, published after each other, tell what happened between them.

    Raises
    ------
    InputError
        E6077 if it was never published.
    """
    if month is None:
        found = sorted((workspace.folder / "reports").glob(f"*/{PUBLISHED_FILE}"))
        path = found[-1] if found else None
    else:
        path = workspace.report_folder(Period.month(month.year, month.month)) / PUBLISHED_FILE
    if path is None or not path.is_file():
        raise InputError.of("E6077", month=f"{month:%Y-%m}" if month else "–")
    found_data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found_data
