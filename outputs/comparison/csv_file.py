"""The comparison as a CSV table: a row for each measure of each scenario, numbers as seconds, metres and counts."""

import csv
import io
from pathlib import Path

from planner.domain.comparison_sheet import ComparisonSheet
from planner.files import write_whole

COLUMNS = ("scenario", "title", "measure", "baseline", "value", "change", "verdict")


def write_comparison_csv(sheet: ComparisonSheet, path: Path) -> None:
    """Write the table in UTF-8 with a BOM, so that spreadsheets read the letters right.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for view in sheet.scenarios:
        for line in view.comparison.differences:
            numbers = ["" if number is None else number for number in (line.baseline, line.scenario, line.change)]
            writer.writerow([view.name, _inert(view.title), line.measure.value, *numbers, line.verdict.value])
    write_whole(path, text.getvalue().encode("utf-8-sig"))


def _inert(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in set("=+-@\t\r") and text else text
