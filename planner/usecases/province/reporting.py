"""The report over stations: each station's own public edition of a month beside the others', and what may be shown of all."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outputs.province.disclosure import MEASURES, province_month
from outputs.province.papers import province_csv, province_geojson, province_pdf, province_workbook
from outputs.report.evaluating import count_cases
from planner.domain.account import Role
from planner.domain.errors import InputError
from planner.domain.month import MonthFigures, Period
from planner.domain.province import Station
from planner.domain.province_month import ProvinceMonth, StationMonth
from planner.domain.records import Team, Village
from planner.domain.settings import Settings
from planner.files import decode, keep_private, make_folder, read_bytes, write_whole
from planner.formats.province_month import month_data, month_text, read_month
from planner.rules.roster import shifts_of_day
from planner.usecases.acting import Acting
from planner.usecases.forecasting import forecast_programme
from planner.usecases.progress import Reporter, Silent
from planner.usecases.province.places import ProvinceFolder
from planner.usecases.reporting import publish_month
from planner.usecases.signing_in import at_work
from planner.usecases.workspace import Workspace
from planner.words.language import words

MONTH_FILE = "province.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceMonthFiles:
    """The report of a month, and where its papers are."""

    month: ProvinceMonth
    folder: Path
    files: tuple[Path, ...]

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        data: dict[str, Any] = month_data(self.month, MEASURES)
        return {"files": [str(path) for path in self.files], "report": data}


def report_province(
    place: ProvinceFolder, month: dt.date, acting: Acting, *, without: Sequence[str] = (), language: str, reporter: Reporter
) -> ProvinceMonthFiles:
    """Report on a month over all stations; made once, it is shown again as it was.

    A station whose month was never published publishes it now: its ledger keeps the edition, and names who asked.

    Parameters
    ----------
    without
        Stations that the report may be made without.

    Raises
    ------
    InputError
        E4043 if the month is not over; E6210 for stations that nobody knows, E6211 naming each station that cannot tell its
        figures: a report once made without it stays so, so somebody has to say so.
    """
    folder = place.folder / "reports" / f"{month:%Y-%m}"
    stations = {station.name: station for station in place.province.stations}
    if unknown := [name for name in without if name not in stations]:
        raise InputError.of("E6210", names=", ".join(unknown))
    # Two made at once would know nothing of each other's sums, and of one month the second would take the first's place.
    with place.alone(lambda: reporter.phase("waiting for {what}", what="dds province report")):
        kept = _kept(place)
        if month in kept:
            found = kept[month]
        else:
            asked = [station for name, station in stations.items() if name not in without]
            figures = _figures(place, asked, month, acting, reporter)
            found = province_month(month, place.province.name, figures, kept=tuple(kept.values()), left_out=tuple(without))
            make_folder(folder)
            keep_private(place.folder, ("reports",))
            write_whole(folder / MONTH_FILE, month_text(found, MEASURES).encode())
    return ProvinceMonthFiles(month=found, folder=folder, files=_papers(place, found, folder, acting, language))


def _kept(place: ProvinceFolder) -> dict[dt.date, ProvinceMonth]:
    paths = sorted((place.folder / "reports").glob(f"*/{MONTH_FILE}"))
    months = [read_month(decode(read_bytes(path), file=path.name)[0], MEASURES, file=path.name) for path in paths]
    return {one.month: one for one in months}


def _figures(
    place: ProvinceFolder, stations: Sequence[Station], month: dt.date, acting: Acting, reporter: Reporter
) -> list[StationMonth]:
    """What each station tells, or one fault that names all that cannot."""
    reporter.phase("counting {stations} stations", stations=len(stations))
    found, silent = [], []
    for number, station in enumerate(stations):
        reporter.step(number, len(stations))
        try:
            workspace = at_work(place.open_station(station, acting), frozenset({Role.DESK, Role.CHIEF}))
            found.append(station_month(workspace, station.name, month))
        except InputError as error:
            if error.faults[0].code == "E4043":
                raise
            silent.append(f"{station.name} ({error.faults[0].code})")
    if silent:
        raise InputError.of("E6211", names=", ".join(silent))
    return found


def station_month(workspace: Workspace, station: str, month: dt.date) -> StationMonth:
    """What a station tells of a month: its public edition, and counts of complaints, RTs and teams."""
    period = Period.month(month.year, month.month)
    source = publish_month(workspace, period)
    with workspace.ledger() as ledger:
        teams = ledger.teams()
    duty = _duty_days(teams, period, workspace.settings)
    forecast = forecast_programme(workspace, reporter=Silent()).forecast
    days = forecast.total.days.middle
    return StationMonth(
        station=station,
        title=workspace.settings.station.name,
        editions=source.editions,
        num_in_time=count_cases(source.figures.complaints, period).num_in_time_of_received,
        num_gaps=sum(count.num_homes > 0 and not count.num_covered for count in source.figures.neighbourhoods),
        num_duty_days=duty,
        num_idle_days=max(0, duty - _days_at_work(source.figures)),
        forecast=None if days is None else forecast.today + dt.timedelta(days=days),
        minimum=workspace.settings.report.public_minimum,
        is_invented=source.is_invented,
    )


def _duty_days(teams: Sequence[Team], period: Period, settings: Settings) -> int:
    """Days of teams on duty by the roster, holidays left out."""
    days = (period.start + dt.timedelta(days=number) for number in range(period.num_days))
    return sum(
        len({shift.team for shift in shifts_of_day(teams, date=day, settings=settings, station_place=None)})
        for day in days
        if day not in settings.holidays
    )


def _days_at_work(figures: MonthFigures) -> int:
    return sum(team.num_days for team in figures.teams)


def _papers(place: ProvinceFolder, found: ProvinceMonth, folder: Path, acting: Acting, language: str) -> tuple[Path, ...]:
    say, outlines = words(language), _outlines(place, found, acting)
    contents = {
        f"province-{language}.pdf": province_pdf(found, tuple(outlines.values()), say),
        f"province-{language}.xlsx": province_workbook(found, say),
        "province.csv": province_csv(found),
        "province.geojson": province_geojson(found, outlines),
    }
    for name, content in contents.items():
        write_whole(folder / name, content)
    return (folder / MONTH_FILE, *(folder / name for name in contents))


def _outlines(place: ProvinceFolder, found: ProvinceMonth, acting: Acting) -> dict[str, Village]:
    """The villages of each station as one area; a station that cannot be read now has none."""
    shown, outlines = {one.station: one.title for one in found.stations}, {}
    for station in place.province.stations:
        if station.name in shown:
            try:
                villages = place.open_station(station, acting).villages()
            except InputError:  # the map lacks it; its figures were published
                continue
            polygons = tuple(polygon for village in villages for polygon in village.outline)
            outlines[station.name] = Village(code=station.name, name=shown[station.name], outline=polygons)
    return outlines
