"""A ledger of years: 28,000 households and a million recorded visits; how long reading takes, how big the file is.

`python -m benchmarks.ledger [NUM_VISITS [FOLDER]]`. Invented data (DATA CONTOH): 17 villages, sheets of 18 rows, seed 0.
The rows are written in one go and the copy is derived from them by `Ledger.recount`; a day recorded line by line, as a desk
does, is measured beside it. Reading is measured on a ledger opened afresh.
"""

import datetime as dt
import math
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import insert

from planner.domain.history import PastVisit, Sheet, TallyBy
from planner.domain.outcome import Outcome
from planner.domain.records import Address, Household
from planner.domain.settings import Settings
from planner.domain.visit import VisitKind
from planner.ledger import schema
from planner.ledger.engine import writing
from planner.ledger.store import Ledger
from planner.ledger.visit_rows import sheet_row, visit_row
from planner.rules.candidates import due_candidates
from planner.usecases.records import counts_of, estimate_of

NUM_HOUSEHOLDS, NUM_VILLAGES, ROWS = 28_000, 17, 18
SHEETS_AT_ONCE, SHEETS_A_DAY = 500, 40
START = dt.date(2020, 1, 1)
NOW = dt.datetime(2026, 1, 1, 18, tzinfo=dt.UTC)
WEIGHTS = {Outcome.MET: 60, Outcome.NOT_HOME: 33, Outcome.REFUSED: 2, Outcome.MOVED: 1, Outcome.POSTPONED: 4}
UNITS = ("Binmas", "Samapta", "Reskrim", "Lantas", "Intelkam")


def households() -> list[Household]:
    """Homes in RTs of 80, seven RTs in an RW, some twenty RTs in a village."""
    return [
        Household(
            id=f"H{number:06d}",
            address=Address(
                village=f"36.03.01.20{number // 80 % NUM_VILLAGES:02d}",
                rt=f"{number // 80 // NUM_VILLAGES % 7 + 1:02d}", rw=f"{number // 80 // NUM_VILLAGES // 7 + 1:02d}",
                detail=f"Gang Contoh No. {number} (DATA CONTOH)",
                latitude=-6.2 + number * 1e-6, longitude=106.4 + number * 1e-6,
            ),
            head_name=f"CONTOH {number}",
        )
        for number in range(NUM_HOUSEHOLDS)
    ]  # fmt: skip


def sheets(num_visits: int) -> Iterator[Sheet]:
    """As many sheets as the visits need, 40 a day."""
    for number in range(-(-num_visits // ROWS)):
        day, team = START + dt.timedelta(days=number // SHEETS_A_DAY), number % SHEETS_A_DAY
        yield Sheet(
            id=f"DDS-{day:%Y%m%d}-T{team:02d}-v1", date=day, plan_version=1, shift=f"T{team:02d}", team=f"T{team:02d}",
            unit=UNITS[team % len(UNITS)], num_stops=ROWS, printed_at=NOW,
        )  # fmt: skip


def lines(sheet: Sheet, homes: list[Household], dice: random.Random) -> Iterator[PastVisit]:
    """Rows of a sheet at random homes."""
    for number in range(1, ROWS + 1):
        home = dice.choice(homes)
        time_in = dice.randrange(28_800, 64_000)
        yield PastVisit(
            sheet_id=sheet.id, number=number, date=sheet.date, plan_version=1, visit_id=home.id, kind=VisitKind.REVISIT,
            household=home.id, village=home.address.village, rt=home.address.rt, rw=home.address.rw, team=sheet.team,
            unit=sheet.unit, slot=dice.choice(("pagi", "siang", "sore")),
            outcome=dice.choices(list(WEIGHTS), WEIGHTS.values())[0],
            time_in=time_in, time_out=time_in + 900, recorded_at=NOW, actor="benchmark",
        )  # fmt: skip


def fill(path: Path, num_visits: int) -> None:
    """Write the ledger."""
    dice, homes = random.Random(0), households()  # noqa: S311 (invented data)
    with Ledger.open(path, create=True) as ledger:
        ledger.put_households(homes, source="benchmark", now=NOW - dt.timedelta(days=1), actor="benchmark")
        every = list(sheets(num_visits))
        for first in range(0, len(every), SHEETS_AT_ONCE):
            batch = every[first : first + SHEETS_AT_ONCE]
            rows = [visit_row(line) for sheet in batch for line in lines(sheet, homes, dice)]
            with writing(ledger._engine) as connection:  # noqa: SLF001 (a benchmark may go below the door)
                connection.execute(insert(schema.sheets), [sheet_row(sheet) for sheet in batch])
                connection.execute(insert(schema.visits), rows)
        ledger.recount()


def measure(name: str, work: Callable[[], object]) -> None:
    """Print wall and processor seconds of a piece of work."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    print(f"{name:<44} {time.perf_counter() - wall:7.2f} s wall {time.process_time() - cpu:7.2f} s processor", flush=True)


def due_list(path: Path, date: dt.date) -> None:
    """Open the ledger and list what is due on a day, with the chances that doors open, as `dds plan` does."""
    settings = Settings()
    with Ledger.open(path) as ledger:
        rows = ledger.households(), ledger.complaints(), ledger.facilities()
        ledger.fingerprint()
        openness = estimate_of(counts_of(ledger, date, settings), settings)
    due = due_candidates(*rows, date=date, settings=settings, openness=openness)
    print(f"  due: {len(due.candidates)}, not due: {dict(due.excluded)}")


def main(num_visits: int = 1_000_000, folder: Path | None = None) -> None:
    """Fill a ledger and measure it."""
    with tempfile.TemporaryDirectory() as temporary:
        path = (folder or Path(temporary)) / "ledger.sqlite"
        if not path.exists():
            measure(f"write {num_visits} visits", lambda: fill(path, num_visits))
        print(f"file: {path.stat().st_size / 1e6:.0f} MB")
        day_after = START + dt.timedelta(days=math.ceil(num_visits / (ROWS * SHEETS_A_DAY)))
        measure("due list of the day after, opening included", lambda: due_list(path, day_after))
        with Ledger.open(path) as ledger:
            month = (dt.date(2021, 3, 1), dt.date(2021, 3, 31))
            wide = (TallyBy.DATE, TallyBy.OUTCOME)
            measure("tally of a month by day and outcome", lambda: ledger.tally(*month, by=wide))
            measure("tally of all by day and outcome", lambda: ledger.tally(by=wide))
            measure("door counts of half a year", lambda: ledger.door_counts(START + dt.timedelta(days=900)))
            measure("door counts of all", ledger.door_counts)
            measure("lives of complaints", ledger.complaint_life)
            measure("visits of a month", lambda: ledger.visits(*month))
            measure("one line recorded", lambda: _one_line(ledger))
            measure("recount of everything", lambda: print(f"  changed: {ledger.recount()}"))
            measure("backup with integrity check", lambda: ledger.backup(path.with_name("copy.sqlite")))
            path.with_name("copy.sqlite").unlink()


def _one_line(ledger: Ledger) -> None:
    sheet = next(iter(sheets(1)))
    (visit, *_) = ledger.visits_of_sheet(sheet.id)
    ledger.record([visit], now=NOW, actor="benchmark")
    ledger.unrecord(sheet.id, 1, now=NOW, actor="benchmark")
    ledger.record([visit], now=NOW, actor="benchmark")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
