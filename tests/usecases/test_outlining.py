"""Guards outlines found by code: those of a district out of a larger file, named by the settings, or nothing at all."""

import json
from pathlib import Path

from planner.terminal.main import run
from planner.usecases.workspace import Workspace
from tests.usecases.town import AT_DESK

VILLAGES = {"36.03.01.2001": "Contoh Satu", "36.03.01.2002": "Contoh Dua", "36.03.12.2001": "Contoh Lain"}


def _square(west: float) -> list[list[float]]:
    return [[west, -6.2], [west + 0.1, -6.2], [west + 0.1, -6.1], [west, -6.1], [west, -6.2]]


def _write(path: Path) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name},
            "geometry": {"type": "Polygon", "coordinates": [_square(106.4 + 0.1 * number)]},
        }
        for number, (code, name) in enumerate(VILLAGES.items())
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_a_district_out_of_a_larger_file(tmp_path: Path) -> None:
    """With or without points; the workspace knows these villages from then on."""
    file = _write(tmp_path / "all.geojson")
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    assert run(["--workspace", str(workspace.folder), "import", "villages", str(file), "--code", "360301"]) == 0
    after = Workspace(workspace.folder, AT_DESK)
    assert after.settings.area.outline == "desa.geojson"
    assert [village.name for village in after.villages()] == ["Contoh Satu", "Contoh Dua"]


def test_a_code_that_is_not_there(tmp_path: Path) -> None:
    """Refused, and nothing is written."""
    file = _write(tmp_path / "all.geojson")
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    assert run(["--workspace", str(workspace.folder), "import", "villages", str(file), "--code", "99"]) == 3
    assert not (workspace.folder / "desa.geojson").exists()
