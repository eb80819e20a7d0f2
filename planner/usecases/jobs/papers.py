"""Papers that come all at once: drawn into a folder beside their own, and moved there when they are whole and noted."""

from collections.abc import Sequence
from pathlib import Path

from planner.domain.job import Fate, Job, Step
from planner.ledger.store import Ledger
from planner.usecases.workspace import Workspace


def begin_drawing(
    workspace: Workspace, ledger: Ledger, kind: str, about: str, folder: Path, *, undo: Sequence[Step] = ()
) -> Job:
    """Begin the job of drawing papers `beside` a folder; `moving` is what is left to do once they are whole.

    Parameters
    ----------
    folder
        Where they go, in the workspace.
    undo
        What else is to be taken back if they are not drawn to the end.
    """
    clear = Step(verb="remove", values={"path": _relative(workspace, beside(folder))})
    return ledger.begin_job(kind, about, Fate.UNDO, [clear, *undo], **workspace.stamp())


def beside(folder: Path) -> Path:
    """Where papers are drawn that belong into a folder."""
    return folder.with_name(f".{folder.name}.drawing")


def moving(workspace: Workspace, folder: Path) -> Step:
    """The step that brings papers to their place."""
    return Step(verb="move", values={"path": _relative(workspace, beside(folder)), "to": _relative(workspace, folder)})


def _relative(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.folder).as_posix()
