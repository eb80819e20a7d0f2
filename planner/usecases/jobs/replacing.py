"""Files that people's words stand in, settings and outlines, replaced together with their entry of the trail: all, or none."""

from collections.abc import Callable, Mapping

from planner.domain.job import Fate, Step
from planner.files import new_mark, new_text_of, write_new
from planner.ledger.store import Ledger
from planner.usecases.jobs.frame import attempt
from planner.usecases.workspace import Workspace


def replace_texts(
    workspace: Workspace, ledger: Ledger, kind: str, contents: Mapping[str, bytes], note: Callable[[], object]
) -> None:
    """Write new texts beside files of the workspace, note the change, put them in place; under the lock of whoever calls.

    Killed before the change is noted, the files are as before and the next start deletes what was written beside them;
    killed after it, the next start puts the rest in place.

    Parameters
    ----------
    kind
        How the command is called to people.
    contents
        Name of the file in the workspace (`planner.usecases.jobs.bounds.REPLACED`) to what it is to hold.
    note
        Makes the entry of the trail.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    mark = new_mark()
    whom = [{"path": name, "mark": mark} for name in contents]
    undo = [Step(verb="unsettle", values=values) for values in whom]
    job = ledger.begin_job(kind, ", ".join(contents), Fate.UNDO, undo, **workspace.stamp())
    with attempt(workspace, ledger, job) as trying:
        for name, content in contents.items():
            write_new(new_text_of(workspace.folder / name, mark), content, named=workspace.folder / name)
        with ledger.together():
            note()
            trying.succeed(*(Step(verb="settle", values=values) for values in whom))
