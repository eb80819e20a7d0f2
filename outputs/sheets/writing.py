"""Writes a day's papers: a PDF for each team, all of them in one, the desk overview, the contact cards."""

import datetime as dt
import io
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from pypdf import PdfWriter

from outputs.itinerary.file_names import stems
from outputs.itinerary.model import DayItinerary, TeamItinerary
from outputs.sheets.desk_data import cards_data, overview_data
from outputs.sheets.rendering import Press, press
from outputs.sheets.team_data import day_data, slip_data, team_data
from planner.files import make_folder, write_whole
from planner.words.language import words

_WORKERS = 2
"""Typst lets other threads run while it sets a page; the machines meant here have two cores."""


def write_sheets(
    day: DayItinerary,
    folder: Path,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    shifts: Collection[str] | None = None,
) -> list[Path]:
    """Write `sheet-SHIFT.pdf` for each team, its `slip-SHIFT.pdf` if it follows up, the same joined as `sheets.pdf` and
    `slips.pdf`, `overview.pdf`, `cards.pdf`.

    Parameters
    ----------
    day
        What to print.
    folder
        Made if it is not there.
    on_progress
        Called with the number of documents done and of all.
    shifts
        Whose sheets and slips are written; the overview is of all teams, cards are written with all sheets only. `None`: all.

    Returns
    -------
    The files written: teams in the order of the plan, then the others.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    make_folder(folder)
    paths: list[Path] = []
    teams = [team for team in day.teams if shifts is None or team.shift_id in shifts]
    with press() as printing, ThreadPoolExecutor(_WORKERS) as pool:
        documents = _documents(day, teams, printing)
        slips = [name for name in documents if name.startswith("slip-")]
        total = len(documents) + bool(teams) + bool(slips)

        def done(name: str, content: bytes) -> None:
            paths.append(folder / name)
            write_whole(paths[-1], content)
            if on_progress is not None:
                on_progress(len(paths), total)

        made: list[bytes] = []
        for name, content in zip(documents, pool.map(lambda make: make(), documents.values()), strict=True):
            done(name, content)
            if len(made) < len(teams) + len(slips):
                made.append(content)
                if len(made) == len(teams):
                    done("sheets.pdf", joined(made, day))
                elif len(made) == len(teams) + len(slips):
                    done("slips.pdf", joined(made[len(teams) :], day, "slip.title"))
    return paths


def _documents(day: DayItinerary, teams: Sequence[TeamItinerary], printing: Press) -> dict[str, Callable[[], bytes]]:
    """File names and what makes each: the teams first. Maps are computed while other pages are set."""
    head = day_data(day)

    def sheet(team: TeamItinerary) -> bytes:
        return printing.render("team.typ", {**head, "teams": [team_data(day, team)]}, day.date)

    def slip(team: TeamItinerary) -> bytes:
        return printing.render("slip.typ", slip_data(day, team), day.date)

    def page(template: str, data: Callable[[DayItinerary], dict[str, Any]]) -> bytes:
        return printing.render(template, data(day), day.date)

    name_of = dict(zip((team.shift_id for team in day.teams), stems(team.shift_id for team in day.teams), strict=True))
    names = [name_of[team.shift_id] for team in teams]
    documents: dict[str, Callable[[], bytes]] = {
        f"{name}.pdf": partial(sheet, team) for name, team in zip(names, teams, strict=True)
    }
    for name, team in zip(names, teams, strict=True):
        if team.briefing:
            documents[f"{name.replace('sheet', 'slip', 1)}.pdf"] = partial(slip, team)
    documents["overview.pdf"] = partial(page, "overview.typ", overview_data)
    if day.cards and len(teams) == len(day.teams):
        documents["cards.pdf"] = partial(page, "cards.typ", cards_data)
    return documents


def joined(sheets: list[bytes], day: DayItinerary, title: str = "sheet.title") -> bytes:
    """All sheets, or slips, in one file, so that one print job does the day; the pages are the teams' own."""
    writer = PdfWriter()
    for content in sheets:
        writer.append(io.BytesIO(content), import_outline=False)
    say = words(day.language)
    writer.metadata = {
        "/Title": f"{say.text(title)} {day.date.isoformat()}",
        "/CreationDate": f"D:{dt.date.strftime(day.date, '%Y%m%d')}000000Z",
    }
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()
