"""Guards outlines found by code: those of a district out of a larger file, named by the settings, or nothing at all."""

import json
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.place import Point
from planner.domain.records import Address, Household
from planner.terminal.main import run
from planner.usecases.outlining import import_outlines
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


def test_properties_are_named_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--map THEIRS=code`, as tables take it; another column of ours is refused with those that there are."""
    file = _write(tmp_path / "all.geojson")
    file.write_text(file.read_text(encoding="utf-8").replace('"code"', '"KODE_DESA"'), encoding="utf-8")
    base = ["--workspace", str(Workspace.create(tmp_path / "ws", AT_DESK).folder), "import", "villages", str(file)]
    assert run(base) == 3
    assert "KODE_DESA, name" in capsys.readouterr().err
    assert run([*base, "--map", "KODE_DESA=kode"]) == 3
    assert "code, name" in capsys.readouterr().err
    assert run([*base, "--map", "KODE_DESA=code", "--code", "360301"]) == 0


def test_a_code_that_is_not_there(tmp_path: Path) -> None:
    """Refused, and nothing is written."""
    file = _write(tmp_path / "all.geojson")
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    assert run(["--workspace", str(workspace.folder), "import", "villages", str(file), "--code", "99"]) == 3
    assert not (workspace.folder / "desa.geojson").exists()


def test_outlines_of_another_region(tmp_path: Path) -> None:
    """Refused by the station's place, and where that is not known by the known homes'."""
    file = _write(tmp_path / "all.geojson")
    far = Workspace.create(tmp_path / "far", AT_DESK, station=Point(latitude=-7.3, longitude=112.7))
    home = Household(id="H1", address=Address(village="x", latitude=-7.3, longitude=112.7))
    unknown = Workspace.create(tmp_path / "unknown", AT_DESK)
    assert unknown.settings.station.point is None
    with unknown.ledger() as ledger:
        ledger.put_households([home], source="t", **unknown.stamp())
    for workspace in (far, unknown):
        with pytest.raises(InputError) as caught:
            import_outlines(workspace, file, ())
        assert [fault.code for fault in caught.value.faults] == ["E1409"]
        assert not (workspace.folder / "desa.geojson").exists()


def test_a_file_that_lacks_a_village_with_homes(tmp_path: Path) -> None:
    """A file replaces all outlines: the homes of a village that it lacks would be nowhere, as where another has its code."""
    file = _write(tmp_path / "all.geojson")
    import_outlines(Workspace.create(tmp_path / "ws", AT_DESK), file, ("360301",))
    workspace = Workspace(tmp_path / "ws", AT_DESK)
    home = Household(id="H1", address=Address(village="36.03.01.2002", latitude=-6.15, longitude=106.55))
    with workspace.ledger() as ledger:
        ledger.put_households([home], source="t", **workspace.stamp())
    with pytest.raises(InputError) as caught:
        import_outlines(workspace, file, ("36.03.01.2001",))
    assert [(fault.code, fault.values["count"]) for fault in caught.value.faults] == [("E1410", 1)]
    assert len(import_outlines(workspace, file, ())) == 3
    assert len(import_outlines(Workspace(tmp_path / "ws", AT_DESK), file, ("360301",))) == 2
    whole = json.loads(file.read_text(encoding="utf-8"))
    codes = [feature["properties"] for feature in whole["features"]]
    codes[0]["code"], codes[1]["code"] = codes[1]["code"], codes[0]["code"]
    file.write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        import_outlines(Workspace(tmp_path / "ws", AT_DESK), file, ())
    assert [fault.code for fault in caught.value.faults] == ["E1410"]
