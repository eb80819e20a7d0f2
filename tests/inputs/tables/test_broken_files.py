"""Guards the border: a broken file gives coded faults or a clean reading, never another exception, never personal data."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.odd_files.garbling import garbled_bytes
from inputs.outlines import read_villages
from inputs.tables.complaints import read_complaints
from inputs.tables.facilities import read_facilities
from inputs.tables.households import read_households
from inputs.tables.teams import read_teams
from planner.domain.errors import Fault, InputError
from planner.domain.settings import Settings
from planner.formats.settings_file import read_settings
from planner.formats.templates import settings_template
from planner.words.language import words
from tests.inputs.tables.writing import VILLAGES, csv_text, xlsx_bytes

SECRET = ("RAHASIA", "Rahasia", "SEMBUNYI", "Sembunyi")
"""Words of every personal cell; none may come back in a fault."""
_PLACE = ["Contoh Barat", 5, "08", "Gang Rahasia 7, Sembunyi", "-6.2101", "106.4201"]
_PLACE_HEADINGS = ["village", "rt", "rw", "address", "latitude", "longitude"]
TABLES: dict[str, list[list[object]]] = {
    "households": [
        ["id", *_PLACE_HEADINGS, "head_name", "last_visit", "attempts", "last_slot", "windows", "do_not_visit"],
        *([f"H{n}", *_PLACE, "SITI RAHASIA SEMBUNYI", "26 Agustus 2025", n, "pagi", "16:00-18:00", "ya"] for n in range(6)),
        ["H9", "Contoh Barat", 5, 8, "Jl. Sembunyi", "", "", "RAHASIA", "", "", "", "", ""],
    ],
    "teams": [
        ["id", "unit", "leader", "members", "skills", "mode", "shifts", "village", "days", "max_visits"],
        *(
            [
                f"T{n}",
                "Binmas",
                f"Aipda RAHASIA – 1234567{n}",
                "Bripda SEMBUNYI;RAHASIA",
                "ppa",
                "motor",
                "pagi",
                "",
                "Sen-Jum",
                9,
            ]
            for n in range(5)
        ),
    ],
    "complaints": [
        ["id", "household", *_PLACE_HEADINGS, "received", "due", "category", "urgency", "status", "promised", "text"],
        *(
            [f"C{n}", "H1" if n % 2 else "", *_PLACE, "26/08/2025", "", "RJK", "biasa", "open", "ya", "Teks Rahasia, Sembunyi"]
            for n in range(5)
        ),
    ],
    "facilities": [
        ["id", "kind", "name", *_PLACE_HEADINGS, "last_inspection", "condition"],
        *([f"F{n}", "LPJ", "Lampu", *_PLACE, "26-8-25", "baik"] for n in range(5)),
    ],
}
READERS: dict[str, Callable[[Path], object]] = {
    "households": lambda path: read_households(path, villages=VILLAGES, day=Settings().day),
    "teams": lambda path: read_teams(path, villages=VILLAGES, day=Settings().day),
    "complaints": lambda path: read_complaints(path, households={"H1": ""}, villages=VILLAGES, programme=Settings().programme),
    "facilities": lambda path: read_facilities(path, villages=VILLAGES),
    "settings": read_settings,
    "outlines": read_villages,
}
GARBAGE = (
    "",
    "x",
    "1e999",
    "#N/A",
    "9" * 30,
    "-",
    "\x00",
    "😀",
    '"',
    "=1+1",
    "31/31/31",
    "٣",
    "²",
    "nan",
    "25:99",
    "H1;H2",
    "a" * 300,
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252")


def _mutated_rows(rows: list[list[object]], rng: random.Random) -> list[list[object]]:
    """Cells garbled or moved, columns and rows dropped, headings changed."""
    rows = [list(row) for row in rows]
    for _ in range(rng.randint(0, 4)):
        row = rng.choice(rows)
        column = rng.randrange(len(rows[0]))
        kind = rng.randrange(6)
        if kind == 0 and column < len(row):
            row[column] = rng.choice(GARBAGE)
        elif kind == 1 and column < len(row):
            row.pop(column)
        elif kind == 2 and len(rows[0]) > 1:
            rows = [[cell for at, cell in enumerate(cells) if at != column] for cells in rows]
        elif kind == 3:
            rng.shuffle(row)
        elif kind == 4 and len(rows) > 1:
            rows.remove(row)
        else:
            row.insert(column, rng.choice(GARBAGE))
    return rows


def _broken(seed: int) -> tuple[str, bytes]:
    """A kind of file and the bytes of a broken one."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    kind = rng.choice((*TABLES, *TABLES, *TABLES, "settings", "outlines"))
    if kind == "settings":
        lines = settings_template().splitlines()
        for _ in range(rng.randint(0, 3)):
            lines[rng.randrange(len(lines))] = rng.choice(("[day]", "x = 1", "]", rng.choice(lines).replace("1", "-9"), ""))
        content = "\n".join(lines).encode()
    elif kind == "outlines":
        content = (
            b'{"type":"FeatureCollection","features":[{"properties":{"kode":"1","nama":"A"},"geometry":'
            b'{"type":"Polygon","coordinates":[[[106.4,-6.2],[106.5,-6.2],[106.5,-6.1],[106.4,-6.2]]]}}]}'
        )
    else:
        rows = _mutated_rows(TABLES[kind], rng)
        if rng.random() < 0.5:
            content = xlsx_bytes([[_storable(cell) for cell in row] for row in rows])
        else:
            text = csv_text(rows, separator=rng.choice(";,\t|"))
            content = text.encode(rng.choice(ENCODINGS), errors="replace")
    return kind, garbled_bytes(content, rng)


def _storable(cell: object) -> object:
    return cell.replace("\x00", "") if isinstance(cell, str) else cell


def _faults(kind: str, content: bytes) -> tuple[Fault, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        try:
            reading = READERS[kind](path)
        except InputError as error:
            return error.faults
    return getattr(reading, "notes", ())


def _judge(seed: int) -> None:
    for fault in _faults(*_broken(seed)):
        for text in (words("en").fault(fault), words("id").fault(fault)):
            assert not any(word in text for word in SECRET), text


@given(st.integers(0, 2**31))
@settings(max_examples=120)
def test_broken_files(seed: int) -> None:
    """Every broken file gives codes of the catalogue or a reading, and no fault shows a personal cell."""
    _judge(seed)


@pytest.mark.long
@given(st.integers(2**31, 2**40))
@settings(max_examples=1000)
def test_thousand_broken_files(seed: int) -> None:
    """The same, a thousand times."""
    _judge(seed)


def test_the_unbroken_files_read() -> None:
    """What the mutations start from is right, so that they break something."""
    notes = {"E1078", "E1209", "E1302", "E1312", "E1315"}
    for kind, rows in TABLES.items():
        assert {fault.code for fault in _faults(kind, xlsx_bytes(rows))} <= notes
        assert {fault.code for fault in _faults(kind, csv_text(rows).encode())} <= notes
