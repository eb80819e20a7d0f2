"""The whole main job on the example area: make it, import it, plan a day, print the sheets."""

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from inputs.example.files import ExampleFiles
from inputs.example.make import make_example
from outputs.exchange.writing import installed_forms
from planner.domain.errors import InputError
from planner.files import make_folder, take_back
from planner.usecases.acting import Acting, Stamp
from planner.usecases.daily import DayReport, plan_day
from planner.usecases.importing import ImportWishes, import_road_file, import_table
from planner.usecases.jobs.changing import changing
from planner.usecases.printing import PrintReport, print_plan
from planner.usecases.progress import Reporter
from planner.usecases.rooms import LEDGER_FILE, SETTINGS_FILE
from planner.usecases.searching import SearchWish
from planner.usecases.workspace import Workspace

_HALF = ".demo.half"
"""Within the folder: the workspace that is being made."""
_UNFINISHED = ".demo"
"""In an example workspace until its day is planned and printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReport:
    """What the demonstration made."""

    day: DayReport
    paper: PrintReport


def run_demo(workspace: Workspace, date: dt.date, wish: SearchWish, *, language: str, reporter: Reporter) -> DemoReport:
    """Put an example workspace through the main job of a day."""
    day = plan_day(workspace, date, wish, reporter=reporter)
    forms = frozenset(installed_forms())
    paper = print_plan(workspace, day.kept.path, language=language, forms=forms, reporter=reporter)
    (workspace.folder / _UNFINISHED).unlink(missing_ok=True)
    return DemoReport(day=day, paper=paper)


def make_demo_workspace(
    folder: Path, acting: Acting, *, size: str, with_history: bool = False, reporter: Reporter
) -> tuple[Workspace, dt.date]:
    """Make a workspace with the example area in it, ready to plan, and name the day to plan.

    All is made in a folder within and moved up at the end, the settings last. Killed before, the same given again begins anew;
    killed later, before `run_demo` is through, what was made is taken as it is.

    Parameters
    ----------
    with_history
        Also two recorded months before.

    Raises
    ------
    InputError
        E6102 if the folder is a workspace already.
    """
    reporter.phase("making the example area (DATA CONTOH)")
    half = folder / _HALF
    if not (folder / _UNFINISHED).exists() and any((folder / name).exists() for name in (SETTINGS_FILE, LEDGER_FILE)):
        raise InputError.of("E6102", folder=folder.name)
    if not (folder / SETTINGS_FILE).exists():
        make_folder(folder)
        take_back(folder)
        shutil.rmtree(half, ignore_errors=True)
        made = Workspace.create(half, acting)
        now = made.now().date()
        example = make_example(half / "data", size=size, today=next_weekday(now), heard_until=now)
        begun = _before_history(acting, made) if with_history else acting
        fill_workspace(half, begun, example, next_weekday(now), reporter=reporter)
        made = Workspace(half, acting)
        if with_history:  # today is left free: who practises plans it, hands it out and records it
            record_history(made, now, reporter=reporter)
        (half / _UNFINISHED).touch()
        _move_up(half)
    shutil.rmtree(half, ignore_errors=True)
    workspace = Workspace(folder, acting)
    return workspace, next_weekday(workspace.now().date())


def _before_history(acting: Acting, workspace: Workspace) -> Acting:
    """The same person on the morning before the first recorded day: the trail of the example goes forward in time."""
    from inputs.example.history import begins  # noqa: PLC0415 (only who asks for a past needs it)

    morning = dt.datetime.combine(begins(workspace.now().date()), dt.time(7), tzinfo=ZoneInfo(workspace.settings.day.time_zone))
    return replace(acting, clock=lambda: morning)


def _move_up(half: Path) -> None:
    """Put all that a folder holds into the one above, in place of what has the same names: first that it is not finished, which
    lets the same begin anew, and the settings last.
    """
    order = {_UNFINISHED: 0, SETTINGS_FILE: 2}
    for path in sorted(half.rglob("*"), key=lambda path: order.get(path.name, 1)):
        target = half.parent / path.relative_to(half)
        make_folder(target if path.is_dir() else target.parent)
        if path.is_file():
            path.replace(target)


def fill_workspace(
    folder: Path, acting: Acting, example: ExampleFiles, today: dt.date, *, told: Mapping[str, str] | None = None,
    reporter: Reporter,
) -> Workspace:  # fmt: skip
    """Import an example area into a fresh workspace.

    Parameters
    ----------
    told
        Settings to be written besides the area's place: `[section] key` to the value as TOML.
    """
    shutil.copyfile(example.desa, folder / "desa.geojson")
    place = {"[area] outline": '"desa.geojson"', "[printing] map_credit": '"DATA CONTOH"'}
    place |= {"[station] latitude": str(example.station.latitude), "[station] longitude": str(example.station.longitude)}
    _tell_settings(folder / SETTINGS_FILE, place | dict(told or {}))
    workspace = Workspace(folder, acting)
    for kind in ("households", "teams", "complaints", "facilities"):
        import_table(workspace, kind, getattr(example, kind), reporter=reporter, wishes=ImportWishes(today=today))
    import_road_file(workspace, example.roads_edges, reporter=reporter)
    return workspace


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


def _tell_settings(path: Path, told: Mapping[str, str]) -> None:
    """Write what is told of the example into the fresh settings, comments kept."""
    lines, section, left = [], "", dict(told)
    for line in path.read_text(encoding="utf-8").splitlines():
        section = line.split("]")[0] + "]" if line.startswith("[") else section
        where = f"{section} {line.lstrip('# ').split(' =')[0]}"
        lines.append(f"{where.split('] ')[1]} = {left.pop(where)}" if where in left else line)
    if left:
        raise ValueError(f"the settings' template has no {', '.join(left)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
