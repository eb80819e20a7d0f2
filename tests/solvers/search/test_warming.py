"""Guards machine code on disk: it counts only while it is younger than every source of the room, and made for this machine."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from numba.core.caching import IndexDataCacheFile

from solvers.bounds import warming as bounds_warming
from solvers.machine_code import MachineCode
from solvers.search import warming
from solvers.search.anneal import anneal
from solvers.seen_routes import SeenRoutes


class _Stats:
    def __init__(self, folder: Path) -> None:
        self.cache_path = str(folder)


class _Function:
    """Stands for a compiled function that is not loaded."""

    __name__ = "anneal"
    __code__ = anneal.__code__
    signatures = ()

    def __init__(self, folder: Path) -> None:
        self.stats = _Stats(folder)
        self.index = IndexDataCacheFile(str(folder), "anneal.anneal-1.py311", "stamp")
        self._cache = SimpleNamespace(_cache_file=self.index)
        self.targetctx = anneal.targetctx

    def __call__(self) -> None: ...

    def keep(self, processor: object) -> None:
        """Keep some code as numba does."""
        self.index.save(("signature", processor, ("bytes", "cells")), "code")


THIS = anneal.targetctx.codegen().magic_tuple()


def test_code_older_than_a_source_counts_for_nothing(tmp_path: Path) -> None:
    """Old code would run yesterday's search: it is not at hand and goes; other files stay."""
    sources, cache = tmp_path / "room", tmp_path / "cache"
    sources.mkdir()
    cache.mkdir()
    function = _Function(cache)
    code = MachineCode(last=function, sources=sources)
    function.keep(THIS)
    (cache / "note.txt").write_text("x", encoding="utf-8")
    assert code.is_at_hand()
    later = (cache / "anneal.anneal-1.py311.nbi").stat().st_mtime + 10
    (sources / "anneal.py").write_text("", encoding="utf-8")
    os.utime(sources / "anneal.py", (later, later))
    assert not code.is_at_hand()
    code.throw_away_old()
    assert [path.name for path in cache.iterdir()] == ["note.txt"]


def test_code_of_another_machine_counts_for_nothing(tmp_path: Path) -> None:
    """Code for another processor or by another numba is not at hand, and stays for those whose it is; one index serves all."""
    function = _Function(tmp_path)
    code = MachineCode(last=function, sources=tmp_path)
    function.keep(("x86_64-unknown-linux-gnu", "another processor", "+sse2"))
    assert not code.is_at_hand()
    code.throw_away_old()
    assert len(list(tmp_path.iterdir())) == 2
    function.keep(THIS)
    assert code.is_at_hand()
    function.index._version = "0.1"
    assert not code.is_at_hand()


@pytest.mark.parametrize("room", [warming, bounds_warming])
def test_warm_after_warming_up(room: object) -> None:
    """Once warmed up, work begins at once."""
    room.warm_up()  # type: ignore[attr-defined]
    assert room.is_warm()  # type: ignore[attr-defined]


def test_seen_routes_forget_the_oldest() -> None:
    """The latest routes are kept, each once, the latest first."""
    seen = SeenRoutes(most=3)
    seen.add([[[1], [2, 3]], [[4], []]])
    seen.add([[[1]], [[5]]])
    assert seen.latest() == [(0, (5,)), (0, (1,)), (0, (4,))]
