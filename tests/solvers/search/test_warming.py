"""Guards machine code on disk: it counts only while it is younger than every source of the search."""

from pathlib import Path

import pytest

from solvers.search import warming
from solvers.search.seen import SeenRoutes


def test_old_code_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code older than a source would run yesterday's search: it goes; other files stay."""
    old, other = tmp_path / "anneal.anneal-1.py311.nbi", tmp_path / "note.txt"
    for path in (old, other):
        path.write_text("x", encoding="utf-8")
    monkeypatch.setattr(warming, "_folder", lambda: tmp_path)
    monkeypatch.setattr(warming, "_newest_source", lambda: old.stat().st_mtime + 10)
    warming._throw_away_old_code()
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_warm_after_warming_up() -> None:
    """Once warmed up, a search begins at once."""
    warming.warm_up()
    assert warming.is_warm()


def test_seen_routes_forget_the_oldest() -> None:
    """The latest routes are kept, each once, the latest first."""
    seen = SeenRoutes(most=3)
    seen.add([[[1], [2, 3]], [[4], []]])
    seen.add([[[1]], [[5]]])
    assert seen.latest() == [(0, (5,)), (0, (1,)), (0, (4,))]
