"""Writes a day's papers: a PDF for each team, all of them in one, the desk overview, the contact cards."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from outputs.itinerary.model import DayItinerary
from outputs.sheets.desk_data import cards_data, overview_data
from outputs.sheets.rendering import press
from outputs.sheets.team_data import day_data, team_data

_WORKERS = 2
"""Typst lets other threads run while it sets a page; the machines meant here have two cores."""


def write_sheets(day: DayItinerary, folder: Path, *, on_progress: Callable[[int, int], None] | None = None) -> list[Path]:
    """Write `sheet-TEAM.pdf` for each team, `sheets.pdf`, `overview.pdf` and `cards.pdf`.

    Parameters
    ----------
    day
        What to print.
    folder
        Made if it is not there.
    on_progress
        Called with the number of documents done and of all.

    Returns
    -------
    The files written: teams in the order of the plan, then the others.
    """
    folder.mkdir(parents=True, exist_ok=True)
    head = day_data(day)
    teams = [team_data(day, team) for team in day.teams]
    names = _file_names([team.shift_id for team in day.teams])
    documents: list[tuple[str, str, dict[str, Any]]] = []
    if teams:
        documents.append(("sheets.pdf", "team.typ", {**head, "teams": teams}))
    documents.extend((name, "team.typ", {**head, "teams": [team]}) for name, team in zip(names, teams, strict=True))
    documents.append(("overview.pdf", "overview.typ", overview_data(day)))
    if day.cards:
        documents.append(("cards.pdf", "cards.typ", cards_data(day)))

    paths: list[Path] = []
    with press() as printing, ThreadPoolExecutor(_WORKERS) as pool:

        def write(document: tuple[str, str, dict[str, Any]]) -> Path:
            name, template, data = document
            path = folder / name
            path.write_bytes(printing.render(template, data, day.date))
            return path

        for path in pool.map(write, documents):
            paths.append(path)
            if on_progress is not None:
                on_progress(len(paths), len(documents))
    num_combined = int(bool(teams))
    return [*paths[num_combined : num_combined + len(names)], *paths[:num_combined], *paths[num_combined + len(names) :]]


def _file_names(shift_ids: list[str]) -> list[str]:
    """File names of sheets: letters and digits of the shift's id, numbered where two would be the same."""
    names: list[str] = []
    for shift_id in shift_ids:
        stem = f"sheet-{re.sub(r'[^A-Za-z0-9_-]+', '-', shift_id)}"
        name, number = stem, 2
        while f"{name}.pdf" in names:
            name, number = f"{stem}-{number}", number + 1
        names.append(f"{name}.pdf")
    return names
