"""Guards that settings and outlines change together with their entry of the trail, or not at all."""

import json
import re
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.ledger.store import Ledger
from planner.usecases.outlining import import_outlines
from planner.usecases.settings_kept import keep_settings, settings_text
from planner.usecases.status import status
from planner.usecases.workspace import Workspace
from tests.usecases.town import AT_DESK


def _square(name: str, folder: Path) -> Path:
    ring = [[106.4, -6.2], [106.5, -6.2], [106.5, -6.1], [106.4, -6.1], [106.4, -6.2]]
    village = {"type": "Feature", "properties": {"code": "V1", "name": name}}
    features = [{**village, "geometry": {"type": "Polygon", "coordinates": [ring]}}]
    path = folder / f"{name}.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def _entries(workspace: Workspace) -> list[tuple[str, str]]:
    with workspace.ledger() as ledger:
        return [(entry.action, entry.subject) for entry in ledger.audit_trail()]


def _names(folder: Path) -> list[str]:
    return [village.name for village in Workspace(folder, AT_DESK).villages()]


def _killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return Workspace.create(tmp_path / "ws", AT_DESK)


def test_each_change_of_outlines_is_an_entry(workspace: Workspace, tmp_path: Path) -> None:
    """Also where the settings name them already, so that they stay as they are."""
    for name in ("Contoh", "Lain"):
        import_outlines(Workspace(workspace.folder, AT_DESK), _square(name, tmp_path), ())
        assert _names(workspace.folder) == [name]
    assert _entries(workspace) == [("import", "villages"), ("settings", "dds.toml"), ("import", "villages")]


def test_who_may_not_write_changes_nothing(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody else has the lock, or where the settings are refused, outlines and settings are as before."""
    import_outlines(workspace, _square("Contoh", tmp_path), ())
    with monkeypatch.context() as patched, workspace.writing():
        patched.setattr("planner.usecases.outlining.changing", _at_once)
        with pytest.raises(InputError) as caught:
            import_outlines(Workspace(workspace.folder, AT_DESK), _square("Lain", tmp_path), ())
    assert [fault.code for fault in caught.value.faults] == ["E6110"]
    assert _names(workspace.folder) == ["Contoh"]


def _at_once(workspace: Workspace) -> object:
    from planner.usecases.jobs.changing import changing  # noqa: PLC0415 (the one that is not waiting)

    return changing(workspace, patience=0)


@pytest.mark.parametrize(
    "written", ["[area]\noutline = 'lama.geojson'\n", '[area]\noutline="lama.geojson" # batas\n', "[area]\n", ""]
)
def test_settings_name_the_outlines_however_they_are_written(workspace: Workspace, tmp_path: Path, written: str) -> None:
    """With other quotes, without the line, without its table."""
    path = workspace.folder / "dds.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?ms)^\[area\].*?(?=^\[)", written, text), encoding="utf-8")
    import_outlines(workspace, _square("Contoh", tmp_path), ())
    assert _names(workspace.folder) == ["Contoh"]


def test_settings_that_nobody_can_change_are_told(workspace: Workspace, tmp_path: Path) -> None:
    """A dotted key at the top leaves no place for the line: it is said where to write it."""
    path = workspace.folder / "dds.toml"
    text = re.sub(r"(?ms)^\[area\].*?(?=^\[)", "", path.read_text(encoding="utf-8"))
    path.write_text(f"area.margin = 500\n{text}", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        import_outlines(workspace, _square("Contoh", tmp_path), ())
    assert [fault.code for fault in caught.value.faults] == ["E1411"]
    assert not (workspace.folder / "desa.geojson").exists()


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_beside_the_entry_all_or_nothing_is_changed(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Before it is kept both files are as they were, and nothing lies beside them; after it both are put in place."""
    import_outlines(workspace, _square("Contoh", tmp_path), ())
    path = workspace.folder / "dds.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"desa.geojson"', "'alt.geojson'", 1), encoding="utf-8")
    (workspace.folder / "desa.geojson").replace(workspace.folder / "alt.geojson")
    with monkeypatch.context() as patched:
        patched.setattr("planner.usecases.jobs.frame.advance", _killed)
        if when == "before":
            patched.setattr(Ledger, "audit", _killed)
        with pytest.raises(KeyboardInterrupt):
            import_outlines(Workspace(workspace.folder, AT_DESK), _square("Lain", tmp_path), ())
    found = status(Workspace(workspace.folder, AT_DESK))
    assert found.is_in_order
    assert _names(workspace.folder) == (["Contoh"] if when == "before" else ["Lain"])
    assert (workspace.folder / "desa.geojson").exists() == (when == "after")
    assert len(_entries(workspace)) == (2 if when == "before" else 4)
    assert not [one for one in workspace.folder.rglob(".*") if one.suffix in {".new", ".half"}]


def test_two_texts_of_one_second_are_both_kept(workspace: Workspace) -> None:
    """Every earlier text stays, whoever is quick."""
    text = settings_text(workspace.folder).text
    for number in range(3):
        keep_settings(workspace, f"{text}\n# {number}\n")
    assert len(settings_text(workspace.folder).earlier) == 3
