"""Machine code of a room on disk: whether it is at hand, and away with it when it is older than the sources.

numba keeps the code beside the sources, or in the user's cache folder where these may not be written. It notices a change of a
function's own file, not of the files that it calls; therefore code older than any source of the room counts for nothing. Nor
does code that this numba would not take, made by another one or by another Python or for another processor: a folder on a share
may hold code of all PCs that use it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from solvers import compiled as door

_CODE = ("*.nbi", "*.nbc")


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineCode:
    """Code of one room.

    Attributes
    ----------
    last
        The function of the room that is compiled last.
    sources
        Folder of the room.
    """

    last: Callable[..., Any]
    sources: Path

    def is_at_hand(self) -> bool:
        """Whether work begins at once, with code in memory or on disk."""
        if self.is_loaded:
            return True
        name = self.last.__name__
        code = [path for path in self._files() if path.name.startswith(f"{Path(self.last.__code__.co_filename).stem}.{name}-")]
        is_young = len(code) > 1 and min(path.stat().st_mtime for path in code) >= self._newest_source()
        return is_young and self._is_of_this_machine()

    @property
    def is_loaded(self) -> bool:
        """Whether it is in memory."""
        return bool(self.last.signatures)  # type: ignore[attr-defined]

    def throw_away_old(self) -> None:
        """Remove code that is older than a source."""
        newest = self._newest_source()
        for path in self._files():
            if path.stat().st_mtime < newest:
                path.unlink(missing_ok=True)

    def _is_of_this_machine(self) -> bool:
        """Whether numba's index, which is empty for another numba or Python, has code for this processor."""
        index = self.last._cache._cache_file._load_index()  # type: ignore[attr-defined]  # noqa: SLF001 (numba has no door to it)
        processor = self.last.targetctx.codegen().magic_tuple()  # type: ignore[attr-defined]
        return any(made_for == processor for _, made_for, _ in index)

    def _files(self) -> Iterator[Path]:
        folder = Path(self.last.stats.cache_path)  # type: ignore[attr-defined]
        return (path for pattern in _CODE for path in folder.glob(pattern))

    def _newest_source(self) -> float:
        sources = [*self.sources.glob("*.py"), Path(door.__file__)]
        return max(path.stat().st_mtime for path in sources)
