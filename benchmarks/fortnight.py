"""A fortnight as a station lives it, on real roads: `python -m benchmarks.fortnight [--days 14] [--iterations 600]`.

Homes, teams, complaints and facilities (`benchmarks.fortnight_town`, DATA CONTOH) on a road file; each evening complaints come
in and the week is planned or rolled on, each morning sheets are printed and handed out, each afternoon they come back with
outcomes drawn by chance and are recorded. Then all that the station was told is counted again from the plan files and the
filled tables alone, and held against the rules:

    no complaint sooner again than its rule; each facility inspected that a team reaches; homes out of reach told at import and
    on no sheet; no home on two sheets of a week; sheets, report, forecast and the desk's page say the same numbers

Ends with code 1 if a rule is broken.
"""

import argparse
import csv
import datetime as dt
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.fortnight_book import Line, recounted, violations
from benchmarks.fortnight_town import TownSize, write_facilities, write_fortnight_town
from benchmarks.shared import SHARED, print_machine
from planner.domain.desk_table import CONDITION_WORDS, OUTCOME_WORDS, DeskColumn
from planner.domain.month import Period
from planner.domain.outcome import Outcome
from planner.domain.place import Point
from planner.domain.records import Condition
from planner.domain.visit import VisitKind
from planner.usecases.acting import Acting
from planner.usecases.day_state import day_state
from planner.usecases.forecasting import forecast_programme
from planner.usecases.importing import import_road_file, import_table
from planner.usecases.printing import print_plan
from planner.usecases.progress import Silent
from planner.usecases.reading import read_kept_plan
from planner.usecases.recording.taking import Taking, record_desk_table
from planner.usecases.reporting import make_report
from planner.usecases.searching import SearchWish
from planner.usecases.sheet_list import mark_sheets, register_sheets
from planner.usecases.week.announcing import plan_path
from planner.usecases.week.approving import approve_week
from planner.usecases.week.planning import plan_week, roll_week
from planner.usecases.workspace import Workspace

FIRST = dt.date(2026, 11, 30)
"""A Monday; the evening before, the first week is planned."""
_SUNDAY = 6
_OPENS = {VisitKind.COMPLAINT: 0.75, VisitKind.FACILITY: 1.0}
_OPENS_ELSE = 0.5
"""Chance that somebody is at home."""


@dataclass(slots=True, kw_only=True)
class Station:
    """The station and what its papers said, kept apart from its ledger."""

    folder: Path
    roads: Path
    size: TownSize
    wish: SearchWish
    seed: int = 7
    with_paper: bool = True
    now: dt.datetime = dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)
    lines: list[Line] = field(default_factory=list)
    num_sheets: int = 0
    dice: np.random.Generator = field(default_factory=lambda: np.random.default_rng(11))
    told_out_of_reach: frozenset[str] = frozenset()

    @property
    def workspace(self) -> Workspace:
        """As it is now."""
        return Workspace(self.folder / "ws", Acting(person="piket", clock=lambda: self.now))

    def at(self, date: dt.date, hour: int) -> None:
        """Let the clock be at an hour of a day (Jakarta)."""
        self.now = dt.datetime(date.year, date.month, date.day, hour, tzinfo=dt.timezone(dt.timedelta(hours=7)))

    def found(self) -> Mapping[str, int]:
        """Make the workspace and import all that is known before the first week; codes of the notes."""
        data = self.folder / "data"
        write_fortnight_town(data, self.roads, self.size, first=FIRST, seed=self.seed)
        with (data / "households.csv").open(encoding="utf-8") as file:
            places = np.array([(float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(file)])
        Workspace.create(
            self.folder / "ws", Acting(person="piket", clock=lambda: self.now), station=Point.of_row(np.median(places, axis=0))
        )
        codes: Counter[str] = Counter()
        for kind in ("teams", "households"):
            table = import_table(self.workspace, kind, data / f"{kind}.csv", reporter=Silent())
            codes.update(note.code for note in table.notes)
        report = import_road_file(self.workspace, self.roads, reporter=Silent())
        codes.update(note.code for note in report.notes)
        self.told_out_of_reach = report.reach.ids
        write_facilities(data, self.size.num_facilities, out_of_reach=self.told_out_of_reach, seed=self.seed)
        table = import_table(self.workspace, "facilities", data / "facilities.csv", reporter=Silent())
        codes.update(note.code for note in table.notes)
        return codes

    def evening(self, date: dt.date) -> None:
        """Import the complaints that came in, then plan the week (on Sundays) or roll it on; the first plan is approved."""
        self.at(date, 17)
        self._receive(date)
        tomorrow = date + dt.timedelta(days=1)
        if date.weekday() == _SUNDAY:
            plan_week(self.workspace, tomorrow, self.wish, reporter=Silent())
            approve_week(self.workspace, tomorrow, by="AKP CONTOH")
        else:
            roll_week(self.workspace, self.wish, today=date, reporter=Silent())

    def _receive(self, date: dt.date) -> None:
        with (self.folder / "data" / "complaints.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        known = [row for row in rows[1:] if row[2] == date.isoformat() or (date < FIRST and row[2] <= date.isoformat())]
        if not known:
            return
        table = self.folder / f"complaints-{date}.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([rows[0], *known])
        import_table(self.workspace, "complaints", table, reporter=Silent())

    def day(self, date: dt.date) -> None:
        """Print and hand out the newest plan of a day, walk it, record it, take the sheets back."""
        self.at(date, 7)
        with self.workspace.ledger() as ledger:
            plans = ledger.plans(date)
        if not plans:
            return
        path = plan_path(self.workspace, date, plans[-1].version)
        if self.with_paper:
            print_plan(self.workspace, path, reporter=Silent())
        else:
            with self.workspace.ledger() as ledger:
                register_sheets(self.workspace, ledger, read_kept_plan(path), is_printed=True)
        mark_sheets(self.workspace, date, [], moment="handed_out_at")
        self.at(date, 16)
        table = self._walk(path)
        with self.workspace.ledger() as ledger:
            record_desk_table(Taking.read(self.workspace, ledger, str(path)), table)
        mark_sheets(self.workspace, date, [], moment="returned_at")

    def _walk(self, path: Path) -> Path:
        """Knock at every door of a plan; what is found is written into the desk's table, and kept for the recount."""
        kept = read_kept_plan(path)
        date, version = kept.document.date, kept.document.plan_version
        kinds = {visit.id: visit.kind for visit in kept.problem.visits}
        table = self.folder / f"filled-{date}.csv"
        heads = ("SHEET", "NUMBER", "VISIT", "OUTCOME", "TIME_IN", "ANSWERED", "CONDITION")
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([DeskColumn[head].value for head in heads])
            for route in kept.document.plan.routes:
                sheet = f"DDS-{date:%Y%m%d}-{route.shift_id}-v{version}"
                self.num_sheets += 1
                for number, stop in enumerate(route.stops, 1):
                    outcome, answered, condition = self._knock(kinds[stop.visit_id])
                    clock = f"{stop.start_time // 3600:02d}:{stop.start_time // 60 % 60:02d}"
                    writer.writerow(
                        [sheet, number, stop.visit_id, OUTCOME_WORDS[outcome], clock, answered,
                         CONDITION_WORDS[condition] if condition else ""]
                    )  # fmt: skip
                    self.lines.append(
                        Line(date=date, sheet=sheet, visit=stop.visit_id, kind=kinds[stop.visit_id], outcome=outcome)
                    )
        return table

    def _knock(self, kind: VisitKind) -> tuple[Outcome, str, Condition | None]:
        if kind is VisitKind.FACILITY:
            return Outcome.MET, "", Condition.GOOD if self.dice.random() < 0.7 else Condition.LIGHT_DAMAGE
        if self.dice.random() >= _OPENS.get(kind, _OPENS_ELSE):
            return Outcome.NOT_HOME, "", None
        outcome = Outcome(self.dice.choice(["met", "refused", "moved", "postponed"], p=[0.9, 0.04, 0.02, 0.04]))
        is_complaint = kind is VisitKind.COMPLAINT and outcome is Outcome.MET
        return outcome, ("ya" if self.dice.random() < 0.6 else "tidak") if is_complaint else "", None


def live(station: Station, num_days: int) -> tuple[list[str], Mapping[str, object]]:
    """Live so many days; broken rules in words, and figures."""
    began = time.monotonic()
    notes = station.found()
    print(f"imported: {', '.join(f'{code} {number}' for code, number in sorted(notes.items()))}", flush=True)
    for number in range(num_days):
        date = FIRST + dt.timedelta(days=number)
        station.evening(date - dt.timedelta(days=1))
        station.day(date)
        print(f"{date:%a %d %b}: {sum(line.date == date for line in station.lines)} lines", flush=True)
    lived = time.monotonic() - began
    last = FIRST + dt.timedelta(days=num_days - 1)
    station.at(last, 20)
    workspace = station.workspace
    told = _told(station, last)
    found = violations(station.lines, station.folder / "data", workspace.settings.programme, station.told_out_of_reach)
    counted = recounted(station.lines, station.folder / "data", station.num_sheets, station.told_out_of_reach)
    found += [f"{key}: told {told[key]}, counted {counted[key]}" for key in counted if told[key] != counted[key]]
    reached = station.size.num_facilities - told.pop("facilities out of reach (forecast)")
    if num_days > station.size.num_facilities and counted["facilities inspected (report)"] < reached:
        found.append(f"{counted['facilities inspected (report)']} of {reached} facilities inspected that a team reaches")
    if station.told_out_of_reach and not notes["E4011"]:
        found.append("homes out of reach are not told at import")
    return found, {
        **counted, "facilities that a team reaches": reached, "seconds": round(lived)
    }  # fmt: skip


def _told(station: Station, last: dt.date) -> dict[str, int]:
    """The numbers that the station is told by its ledger, report, forecast and page."""
    workspace = station.workspace
    report = make_report(workspace, Period(start=FIRST, end=last), reporter=Silent()).data
    found = forecast_programme(workspace, reporter=Silent())
    forecast, inspections = found.forecast.total, found.inspections
    days = [day_state(workspace, FIRST + dt.timedelta(days=n)) for n in range((last - FIRST).days + 1)]
    with workspace.ledger() as ledger:
        (total,) = ledger.tally(FIRST, last)
    tables = report["tables"]
    return {
        "lines (ledger)": total.num_visits,
        "lines (page)": sum(day.num_recorded for day in days),
        "sheets (page)": sum(len([sheet for sheet in day.sheets if sheet.num_stops]) for day in days),
        "homes met (report)": int(report["figures"]["reached"]["value"]),
        "homes visited (forecast)": forecast.num_visited,
        "out of reach (forecast)": forecast.num_no_way,
        "facilities out of reach (forecast)": 0 if inspections is None else inspections.num_no_way,
        "facilities inspected (report)": sum(int(row["inspected"]) for row in tables["agencies"] if row["id"] != "total"),
    }


def main() -> int:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--roads", type=Path, default=SHARED / "roads" / "buahbatu.graphml")
    parser.add_argument("--days", type=int, default=14)
    parser.add_argument("--iterations", type=int, default=600)
    parser.add_argument("--homes", type=int, default=TownSize().num_homes)
    parser.add_argument("--keep", type=Path, help="Folder to keep the station in, for a look at its papers.")
    parser.add_argument("--no-paper", action="store_true", help="Register sheets without drawing them.")
    options = parser.parse_args()
    print_machine()
    with tempfile.TemporaryDirectory() as temporary:
        station = Station(
            folder=options.keep or Path(temporary), roads=options.roads, size=TownSize(num_homes=options.homes),
            wish=SearchWish(max_iterations=options.iterations), with_paper=not options.no_paper,
        )  # fmt: skip
        station.folder.mkdir(parents=True, exist_ok=True)
        broken, figures = live(station, options.days)
    for name, value in figures.items():
        print(f"{name}: {value}")
    print("\n".join(f"BROKEN {line}" for line in broken) or "every rule was kept")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
