"""Settings, scenarios, outlines of villages and remembered headings: with values of another kind anywhere, or broken bytes."""

import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.odd_files.garbling import GARBAGE, garbled_bytes, garbled_tree
from benchmarks.odd_files.judging import refused_codes
from benchmarks.odd_files.lists import OUTLINE
from inputs.outlines import read_villages
from planner.domain.categories import ROAD_CLASSES
from planner.domain.known_names import KnownNames
from planner.formats.habits_file import read_habits
from planner.formats.scenario_file import read_scenario
from planner.formats.settings_file import read_settings
from planner.formats.templates import scenario_templates, settings_template

KNOWN = KnownNames(
    date=dt.date(2026, 11, 30),
    teams={"T01": 2, "T02": 2},
    on_duty={"T01": 2, "T02": 2},
    shifts=("hari", "sore"),
    streets=frozenset({"Jl. Contoh"}),
    rivers=frozenset({"Cimanceuri"}),
    villages={"36.03.01.1001": "Balaraja"},
    groups=frozenset({"36.03.01.1001/02/01"}),
    road_classes=ROAD_CLASSES,
)
HABITS = {
    "version": 1,
    "files": [{"table": "households", "headings": ["kode", "nama"], "columns": {"kode": "id"}, "dates": "mdy"}],
}
VALUES = (
    '"x"',
    "-9",
    "1e400",
    "[]",
    "{}",
    "true",
    '"25:99"',
    "[[day]]",
    "nan",
    "''",
    "1979-05-27",
    "0",
    '"' + "a" * 5000 + '"',
)


def variant(rng: random.Random, workspace: Path) -> tuple[str, ...]:
    """One of the papers, read as the program reads it."""
    read, content, ending = rng.choice((_settings, _scenario, _outline, _habits))(rng)
    path = workspace.parent / f"paper.{ending}"
    path.write_bytes(garbled_bytes(content, rng) if rng.random() < 0.2 else content)
    return refused_codes(lambda: read(path))


_Paper = tuple[Callable[[Path], Any], bytes, str]


def _settings(rng: random.Random) -> _Paper:
    return read_settings, _lines(settings_template(), rng), "toml"


def _scenario(rng: random.Random) -> _Paper:
    text = rng.choice(list(scenario_templates().values()))
    return (lambda path: read_scenario(path, known=KNOWN)), _lines(text, rng), "toml"


def _outline(rng: random.Random) -> _Paper:
    return read_villages, _tree(json.loads(OUTLINE), rng), "geojson"


def _habits(rng: random.Random) -> _Paper:
    return read_habits, _tree(HABITS, rng), "json"


def _tree(content: Any, rng: random.Random) -> bytes:
    return json.dumps(garbled_tree(content, rng, num_faults=rng.randint(0, 4))).encode()


def _lines(text: str, rng: random.Random) -> bytes:
    """Lines gone, doubled, exchanged, with another value or another key."""
    lines = text.splitlines()
    for _ in range(rng.randint(0, 4)):
        at = rng.randrange(len(lines))
        key, equals, value = lines[at].partition("=")
        kind = rng.randrange(6)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(at, rng.choice(lines))
        elif kind == 2 and equals:
            lines[at] = f"{key}= {rng.choice(VALUES)}"
        elif kind == 3 and equals:
            lines[at] = f"{key.lstrip('# ').strip()}x ={value}"
        elif kind == 4 and equals:
            lines[at] = f"{key.lstrip('# ')}= {json.dumps(rng.choice(GARBAGE))}"
        else:
            lines[at] = lines[at].lstrip("# ")
    return "\n".join(lines).encode("utf-8", "replace")
