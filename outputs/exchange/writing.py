"""Writes the forms beside the paper, each whole or not at all, from the same itinerary."""

import importlib.util
from collections.abc import Callable, Collection
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from outputs.exchange.filled_in import is_filled_in, require_empty
from outputs.itinerary.file_names import stems
from outputs.itinerary.model import DayItinerary, TeamItinerary
from planner.domain.errors import Fault, InputError
from planner.files import make_folder, write_whole

OF_DAY = MappingProxyType({"xlsx": "xlsx_table", "csv": "csv_table", "geojson": "geojson_file", "html": "html_page"})
"""Forms of one file a day, `itinerary.FORM`: the name of the module here and of its function."""
OF_TEAM = MappingProxyType({"gpx": "gpx_file", "ics": "ics_file"})
"""Forms of one file a team, named as its sheet: what is put on a phone is that team's alone."""
OF_CANCELLED = MappingProxyType({"ics": "ics_cancel"})
"""Forms with a second file for a team of whose earlier ones something fell away: the function that makes it."""
FORMS = (*OF_DAY, *OF_TEAM)
"""All forms beside PDF."""
EXTRA = "exchange"
"""Extra of the distribution that brings the packages of `_NEEDS`."""

_NEEDS = MappingProxyType({"html": "jinja2", "gpx": "gpxpy", "ics": "icalendar"})
"""Form to the package that it needs and that the sheets on paper can do without."""


def installed_forms() -> tuple[str, ...]:
    """Return the forms whose packages are here, in the order of `FORMS`."""
    return tuple(form for form in FORMS if form not in _NEEDS or importlib.util.find_spec(_NEEDS[form]) is not None)


def forms_made(folder: Path) -> frozenset[str]:
    """Forms that lie in a folder and that are made again without loss: their packages are here, and nobody filled them in."""
    found = {form for form in OF_DAY if (folder / f"itinerary.{form}").is_file()}
    found |= {form for form in OF_TEAM if any(folder.glob(f"*.{form}"))}
    if "xlsx" in found and is_filled_in((folder / "itinerary.xlsx").read_bytes()):
        found.discard("xlsx")
    return frozenset(found.intersection(installed_forms()))


def write_forms(day: DayItinerary, folder: Path, forms: Collection[str]) -> list[Path]:
    """Write the chosen forms, in the order of `FORMS`.

    Raises
    ------
    ValueError
        If a form is unknown.
    InputError
        E9001 if the package of a form is not installed, E3050 if the desk has filled in the workbook that would be replaced
        (nothing is written); E6023 if the disk refuses.
    """
    unknown = sorted(set(forms) - set(FORMS))
    if unknown:
        raise ValueError(f"forms {unknown} are not among {FORMS}")
    missing = [form for form in FORMS if form in forms and form not in installed_forms()]
    if missing:
        values = [{"package": _NEEDS[form], "form": form.upper(), "extra": EXTRA} for form in missing]
        raise InputError([Fault(code="E9001", values=named) for named in values])
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
        whole: Callable[[DayItinerary], bytes] = _maker(OF_DAY[form])
        return [(f"itinerary.{form}", whole(day))]
    one: Callable[[DayItinerary, TeamItinerary], bytes] = _maker(OF_TEAM[form])
    ids = dict.fromkeys([*(team.shift_id for team in day.teams), *day.cancelled])
    name_of = dict(zip(ids, stems(ids), strict=True))
    files = [(f"{name_of[team.shift_id]}.{form}", one(day, team)) for team in day.teams]
    if form in OF_CANCELLED:
        cancel: Callable[[DayItinerary, str], bytes] = getattr(
            import_module(f"outputs.exchange.{OF_TEAM[form]}"), OF_CANCELLED[form]
        )
        files += [(f"{name_of[id_]}-cancel.{form}", cancel(day, id_)) for id_ in day.cancelled]
    return files


def _maker(name: str) -> Callable[..., bytes]:
    """Return the function of a form; its module is imported only now, so that what it needs may be missing until then."""
    made: Callable[..., bytes] = getattr(import_module(f"outputs.exchange.{name}"), name)
    return made
