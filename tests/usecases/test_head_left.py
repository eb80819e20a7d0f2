"""Guards that papers of one station do not carry another's head unsaid."""

from pathlib import Path

import pytest

from planner.domain.place import Point
from planner.terminal.acting import account_at_work
from planner.usecases.head_left import head_notes
from planner.usecases.today import today
from planner.usecases.workspace import Workspace


@pytest.mark.parametrize(
    ("place", "said", "keys"),
    [
        (None, {}, None),
        (Point(latitude=-6.19, longitude=106.46), {}, None),
        (Point(latitude=-7.3, longitude=112.7), {}, "head_lines, name"),
        (Point(latitude=-7.3, longitude=112.7), {"Polsek Balaraja": "Polsek Contoh"}, "head_lines"),
        (Point(latitude=-7.3, longitude=112.7), {"Polsek Balaraja": "Polsek Contoh", "SEKTOR BALARAJA": "SEKTOR CONTOH"}, None),
        (None, {"Kecamatan Balaraja": "Kecamatan Contoh"}, "head_lines, name"),
    ],
    ids=["nothing said", "the template's own station", "elsewhere", "name chosen", "both chosen", "area chosen"],
)
def test_a_head_that_nobody_chose_is_said(tmp_path: Path, place: Point | None, said: dict[str, str], keys: str | None) -> None:
    """The template's head is right where its own station is, the demonstration's too; elsewhere it is said what is left."""
    workspace = Workspace.create(tmp_path / "ws", account_at_work(), station=place)
    settings = workspace.folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    for before, after in said.items():
        assert before in text
        text = text.replace(before, after)
    settings.write_text(text, encoding="utf-8")
    workspace = Workspace(workspace.folder, account_at_work())
    notes = head_notes(workspace.settings, place)
    assert [(note.code, note.values["keys"]) for note in notes] == ([("E4079", keys)] if keys else [])
    assert today(workspace).notes == notes
