"""The report on a ledger of years: 28,000 households and a million recorded visits; counting, PDF, workbook, public edition.

`python -m benchmarks.report [NUM_VISITS [FOLDER]]`. Invented data (DATA CONTOH), filled as in `benchmarks.ledger`: 350 RT
of 80 homes. The month has a month before it, and both are counted, as `dds report` does.
"""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.ledger import NOW, START, fill, measure
from outputs.report.content import ReportSource, tables_of
from outputs.report.pdf import report_pdf
from outputs.report.workbook import report_workbook
from planner.domain.month import MonthFigures, Period
from planner.domain.settings import Settings
from planner.ledger.store import Ledger

CYCLE_DAYS = Settings().programme.cycle_days


def figures_of(path: Path, period: Period) -> MonthFigures:
    """Open the ledger and count a period."""
    with Ledger.open(path) as ledger:
        return ledger.month(period, cycle_days=CYCLE_DAYS, today=NOW.date())


def main(num_visits: int = 1_000_000, folder: Path | None = None) -> None:
    """Fill a ledger where there is none, and measure."""
    period = Period.month(START.year + 1, 3)
    with tempfile.TemporaryDirectory() as temporary:
        path = (folder or Path(temporary)) / "ledger.sqlite"
        if not path.exists():
            measure(f"write {num_visits} visits", lambda: fill(path, num_visits))
        print(f"file: {path.stat().st_size / 1e6:.0f} MB")
        found: list[MonthFigures] = []
        for counted in (period, period.before):
            measure(f"count {counted.start:%Y-%m}, opening included", lambda of=counted: found.append(figures_of(path, of)))
        source = ReportSource(figures=found[0], before=found[1])
        measure("PDF", lambda: report_pdf(source))
        measure("workbook", lambda: report_workbook(source))
        measure("tables of the public edition", lambda: tables_of(replace(source, is_public=True)))


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
