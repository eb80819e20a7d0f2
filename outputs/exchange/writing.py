"""Writes the forms beside the paper, each whole or not at all, from the same itinerary."""

from collections.abc import Callable, Collection
from pathlib import Path
from types import MappingProxyType

from outputs.exchange.csv_table import csv_table
from outputs.exchange.filled_in import require_empty
from outputs.exchange.geojson_file import geojson_file
from outputs.exchange.gpx_file import gpx_file
from outputs.exchange.html_page import html_page
from outputs.exchange.ics_file import ics_file
from outputs.exchange.xlsx_table import xlsx_table
from outputs.itinerary.file_names import stems
from outputs.itinerary.model import DayItinerary, TeamItinerary
from planner.files import make_folder, write_whole

OF_DAY = MappingProxyType({"xlsx": xlsx_table, "csv": csv_table, "geojson": geojson_file, "html": html_page})
"""Forms of one file a day, `itinerary.FORM`."""
OF_TEAM = MappingProxyType({"gpx": gpx_file, "ics": ics_file})
"""Forms of one file a team, named as its sheet: what is put on a phone is that team's alone."""
FORMS = (*OF_DAY, *OF_TEAM)
"""All forms beside PDF."""


def write_forms(day: DayItinerary, folder: Path, forms: Collection[str]) -> list[Path]:
    """Write the chosen forms, in the order of `FORMS`.

    Raises
    ------
    ValueError
        If a form is unknown.
    InputError
        E3050 if the desk has filled in the workbook that would be replaced (nothing is written); E6023 if the disk refuses.
    """
    unknown = sorted(set(forms) - set(FORMS))
    if unknown:
        raise ValueError(f"forms {unknown} are not among {FORMS}")
    make_folder(folder)
    if "xlsx" in forms:
        require_empty(folder / "itinerary.xlsx")
    paths = []
    for form in (form for form in FORMS if form in forms):
        for name, content in _contents(day, form):
            write_whole(folder / name, content)
            paths.append(folder / name)
    return paths


def _contents(day: DayItinerary, form: str) -> list[tuple[str, bytes]]:
    if form in OF_DAY:
        whole: Callable[[DayItinerary], bytes] = OF_DAY[form]
        return [(f"itinerary.{form}", whole(day))]
    one: Callable[[DayItinerary, TeamItinerary], bytes] = OF_TEAM[form]
    names = stems(team.shift_id for team in day.teams)
    return [(f"{name}.{form}", one(day, team)) for name, team in zip(names, day.teams, strict=True)]
