"""The whole main job on the example area: make it, import it, plan a day, print the sheets."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from inputs.example.make import make_example
from outputs.exchange.writing import installed_forms
from planner.domain.place import Point
from planner.usecases.acting import Acting, Stamp
from planner.usecases.daily import DayReport, plan_day
from planner.usecases.importing import ImportWishes, import_road_file, import_table
from planner.usecases.jobs.changing import changing
from planner.usecases.printing import PrintReport, print_plan
from planner.usecases.progress import Reporter
from planner.usecases.searching import SearchWish
from planner.usecases.workspace import SETTINGS_FILE, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReport:
    """What the demonstration made."""

    day: DayReport
    paper: PrintReport


def run_demo(
    workspace: Workspace, date: dt.date, wish: SearchWish, *, language: str, with_history: bool = False, reporter: Reporter
) -> DemoReport:
    """Put an example workspace through the main job of a day, with two recorded months before it if wanted."""
    if with_history:
        record_history(workspace, date, reporter=reporter)
    day = plan_day(workspace, date, wish, reporter=reporter)
    forms = frozenset(installed_forms())
    paper = print_plan(workspace, day.kept.path, language=language, forms=forms, reporter=reporter)
    return DemoReport(day=day, paper=paper)


def make_demo_workspace(folder: Path, acting: Acting, *, size: str, reporter: Reporter) -> tuple[Workspace, dt.date]:
    """Make a workspace with the example area in it, ready to plan, and name the day to plan.

    Raises
    ------
    InputError
        E6102 if the folder is a workspace already.
    """
    reporter.phase("making the example area (DATA CONTOH)")
    workspace = Workspace.create(folder, acting)
    date = next_weekday(workspace.now().date())
    example = make_example(folder / "data", size=size, today=date)
    shutil.copyfile(example.desa, folder / "desa.geojson")
    _tell_settings(folder / SETTINGS_FILE, example.station)
    workspace = Workspace(folder, acting)
    for kind in ("households", "teams", "complaints", "facilities"):
        import_table(workspace, kind, getattr(example, kind), reporter=reporter, wishes=ImportWishes(today=date))
    import_road_file(workspace, example.roads_edges, reporter=reporter)
    return workspace, date


def record_history(workspace: Workspace, until: dt.date, *, reporter: Reporter) -> int:
    """Record the invented months before a day, as a desk would have done day by day; the number of lines."""
    from inputs.example.history import make_history  # noqa: PLC0415 (only who asks for a past needs it)

    reporter.phase("recording two invented months (DATA CONTOH)")
    num_lines = 0
    with changing(workspace, reporter=reporter) as ledger:
        history = [*make_history(ledger.households(), ledger.teams(), ledger.facilities(), until=until)]
        for number, day in enumerate(history):
            reporter.step(number, len(history))
            now = dt.datetime.combine(day.date, dt.time(18), tzinfo=ZoneInfo(workspace.settings.day.time_zone))
            who = Stamp(now=now, actor=workspace.acting.person)
            ledger.put_complaints(day.complaints, source="history", **who)
            ledger.register_sheets(day.sheets, **who)
            num_lines += ledger.record(day.visits, source="history", **who).added
    return num_lines


def next_weekday(today: dt.date) -> dt.date:
    """First day after today that is no Friday, Saturday or Sunday: an ordinary working day."""
    day = today + dt.timedelta(days=1)
    while day.weekday() >= dt.date(2025, 8, 29).weekday():  # 29 August 2025 is a Friday
        day += dt.timedelta(days=1)
    return day


def _tell_settings(path: Path, station: Point) -> None:
    """Write outline, station and origin of the example into the fresh settings, comments kept."""
    text = path.read_text(encoding="utf-8")
    told = {"outline": '"desa.geojson"', "map_credit": '"DATA CONTOH"'}
    told |= {"latitude": str(station.latitude), "longitude": str(station.longitude)}
    for key, value in told.items():
        lines = text.splitlines(keepends=True)
        place = next(n for n, line in enumerate(lines) if line.lstrip("# ").startswith(f"{key} ="))
        lines[place] = f"{key} = {value}\n"
        text = "".join(lines)
    path.write_text(text, encoding="utf-8")
