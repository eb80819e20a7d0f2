"""Guards papers and files against signs that none of them can hold: controls and direction marks in names that people give."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from planner.domain.spelling import printable, without_signs
from planner.terminal.main import run
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, make_day
from tests.usecases.town import AT_DESK, SOUTH, WEST

ODD = "\x01\u202e\x7f"
"""A control that no workbook and no XML takes, one that turns what is read, and one more."""


@pytest.mark.parametrize(
    ("text", "line", "same"),
    [
        ("a\x01b", "ab", "ab"),
        ("a  b", "a b", "a  b"),
        ("a\nb\xa0c", "a b c", "a b c"),
        (ODD, "", ""),
        ("Jl. É", "Jl. É", "Jl. É"),
    ],
)
def test_signs_are_left_out(text: str, line: str, same: str) -> None:
    """What stands between words becomes a space; a text's own spaces stay where they mean something."""
    assert (printable(text), without_signs(text)) == (line, same)


def test_names_with_odd_signs_are_printed_without_them(tmp_path: Path) -> None:
    """Of a village, the station, an officer and a place: each form is written, and none holds the signs."""
    folder = make_day(tmp_path)
    ring = [[WEST - 0.02, SOUTH - 0.02], [WEST + 0.03, SOUTH - 0.02], [WEST + 0.03, SOUTH + 0.03], [WEST - 0.02, SOUTH - 0.02]]
    village = {"type": "Feature", "properties": {"code": "V1", "name": f"Contoh{ODD} Satu"}}
    features = [{**village, "geometry": {"type": "Polygon", "coordinates": [ring]}}]
    outlines = tmp_path / "desa.geojson"
    outlines.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    settings = folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    named = re.sub(r'(?m)^name = "Polsek.*"', lambda _: 'name = "Polsek\\u0001\\u202e Contoh"', text, count=1)
    assert named != text
    settings.write_text(named, encoding="utf-8")
    dds = ["--workspace", str(folder)]
    assert run([*dds, "import", "villages", str(outlines)]) == 0
    post = ["--post", f"{SOUTH}, {WEST}", "--post-name", f"Pos{ODD} Contoh"]
    assert run([*dds, "day", "set", DATE, "T02", "--absent", "1", "--borrow", f"Bripda{ODD} LIMA{ODD} CONTOH", *post]) == 0
    assert run([*dds, "print", str(folder / "plans" / DATE / "plan-v1.json"), "--all"]) == 0
    assert run([*dds, "report", "--month", "2025-08"]) == 0
    assert [one.name for one in Workspace(folder, AT_DESK).villages()] == ["Contoh Satu"]
    made = [path for room in ("sheets", "reports") for path in (folder / room).rglob("*") if path.is_file()]
    assert {path.suffix for path in made} == {".pdf", ".xlsx", ".csv", ".geojson", ".html", ".gpx", ".ics"}
    for path in made:
        contents = [path.read_bytes()]
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                contents = [book.read(name) for name in book.namelist()]
        if path.suffix != ".pdf":
            assert not [sign for sign in ODD for content in contents if sign.encode() in content], path.name


@pytest.mark.parametrize("name", [ODD, "A" * 121])
def test_a_week_is_approved_by_a_name(tmp_path: Path, name: str) -> None:
    """What the trail cannot hold is refused, not ended as our bug."""
    folder = make_day(tmp_path)
    dds = ["--workspace", str(folder)]
    quick = ["--any-day", "--engine", "insertion", "--iterations", "1"]
    assert run([*dds, "week", "plan", "--from", "2025-08-27", *quick]) == 0
    assert run([*dds, "week", "approve", "--by", name]) == 6
    assert run([*dds, "week", "approve", "--by", f"AKP{ODD} CONTOH"]) == 0
