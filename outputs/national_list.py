"""The list of the national report form, for copying results over: *Tanggal, Nama, Dusun, RT, RW, Desa, Keterangan*."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from outputs.itinerary.privacy import shown_name
from planner.domain.desk_table import OUTCOME_WORDS
from planner.domain.history import PastVisit
from planner.domain.records import Household
from planner.files import write_whole

COLUMNS = ("Tanggal", "Nama", "Dusun", "RT", "RW", "Desa", "Keterangan")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a cell that begins so."""


def write_national_list(
    path: Path,
    visits: Sequence[PastVisit],
    *,
    households: Mapping[str, Household],
    villages: Mapping[str, str],
    name_mode: str,
) -> int:
    """Write the visits at households, a line each; how many there are.

    The hamlet stays empty: it is not stored. Names appear as the name mode allows.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(COLUMNS)
    at_homes = [visit for visit in visits if visit.household is not None]
    for visit in at_homes:
        household = households.get(visit.household or "")
        name = shown_name(household.head_name if household else None, name_mode)
        village = villages.get(visit.village, visit.village)
        cells = (f"{visit.date:%d/%m/%Y}", name, "", visit.rt, visit.rw, village, OUTCOME_WORDS[visit.outcome])
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    # Semicolons and a byte-order mark: what an Indonesian spreadsheet opens with a double click.
    write_whole(path, stream.getvalue().encode("utf-8-sig"))
    return len(at_homes)
