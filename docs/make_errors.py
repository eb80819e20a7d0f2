"""Writes docs/errors.md from the catalogue of faults: `python docs/make_errors.py`."""

from pathlib import Path

from inputs.outlines import MOST_CROSSINGS
from inputs.roads.csv_files import MOST_ROWS
from inputs.roads.osm_order import MOST_UNPACKED
from inputs.tables.dates import MAX_LETTERS
from inputs.tables.xlsx_file import MAX_CELLS
from planner.domain.faults import FAULTS
from planner.domain.units import MAX_SEARCH_SECONDS, MAX_SEED
from planner.files import MAX_FILE_BYTES
from planner.formats.json_text import MAX_FAULTS
from planner.terminal.kinds import FIRST_YEAR, LAST_YEAR
from planner.words.language import words

TARGET = Path(__file__).with_name("errors.md")
HEAD = """# Error codes

Every message starts with a code. Braces stand for values of the case at hand. Written by `python docs/make_errors.py`.

Exit codes: 0 done · 2 usage · 3 input errors · 4 no plan can meet what is required · 5 a plan failed its check
(nothing written) · 6 workspace locked or ledger trouble · 70 our bug.

## Limits

What is larger is refused with its code, before it can take the machine's memory or time.

| what | at most | refused with |
|---|---|---|
| a file that is read whole: table, settings, outline, plan, scenario, problem | {megabytes} MB | E1010 |
| roads as CSV, unpacked, or as GraphML | {megabytes} MB | E1010 |
| rows of a table of roads | {rows:,} | E2030 |
| a packed OpenStreetMap file, unpacked | {unpacked} times its size, or 67 MB | E2031 |
| times that a border crosses itself | some {crossings:,} | E1406 |
| cells of a workbook, unpacked | {cells:,} | E1010 |
| letters of a cell that is looked at as a day | {letters} | the code of that column |
| nesting of JSON | as deep as Python goes, about 1000 | E3002 and its like |
| faults of a file that are listed | {faults}, the others are counted | – |
| seconds of a search or a proof | {seconds:,} | usage, E50xx in dds.toml |
| seed | {seed:,} | usage |
| years of a day that is asked for | {first} to {last} | usage |
| numbers of a problem file | 64 bits, all priorities and travel together | E4008 and the codes of the file |
| name of a file or folder | what the disk can name | usage |
| a public edition | one month that is over | E4043 |

Kept by `python -m benchmarks.odd_files` (`make odd-files`): seeded broken and odd files, commands with odd options, and the
desk's pages, forms, API and uploads, none of which may end as our bug, take more than five seconds, or let the program
hold more than 1 GiB.
"""


def errors_page() -> str:
    """Make the page: one section a code, in order."""
    say = words("id")
    sections = [
        f"## {code}\n\n**Cause.** {cause}\n\n**What to do.** {action}\n\n*{say.texts[cause]} {say.texts[action]}*\n"
        for code, (cause, action) in sorted(FAULTS.items())
    ]
    return "\n".join([_head(), *sections])


def _head() -> str:
    return HEAD.format(
        megabytes=MAX_FILE_BYTES // 1_000_000, rows=MOST_ROWS, crossings=MOST_CROSSINGS, unpacked=MOST_UNPACKED,
        cells=MAX_CELLS, letters=MAX_LETTERS, faults=MAX_FAULTS,
        seconds=MAX_SEARCH_SECONDS, seed=MAX_SEED, first=FIRST_YEAR, last=LAST_YEAR,
    )  # fmt: skip


if __name__ == "__main__":
    TARGET.write_text(errors_page(), encoding="utf-8")
