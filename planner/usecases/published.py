"""What has been published: the public editions as they were made, and nothing that was counted since.

The ledger knows them; a list beside it knows them as well, since an older backup put back knows less. Numbers that the world
has do not come back with a backup.
"""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from planner.domain.edition import Edition
from planner.domain.errors import Fault, InputError
from planner.domain.month import Period
from planner.files import write_whole
from planner.formats.json_text import read_json
from planner.ledger.editions import edition_text, read_edition
from planner.ledger.store import Ledger
from planner.usecases.workspace import Workspace

PUBLISHED_FILE = "report-public.json"
"""Beside the papers of a public edition: the same figures as data."""
PUBLISHED_LIST = "published.json"
"""In the workspace: every edition that was published, with the counts that it hides. For nobody's eyes but the program's."""


def editions_published(workspace: Workspace, ledger: Ledger) -> dict[dt.date, Edition]:
    """Every edition that was published, whoever knows of it; what the ledger did not know, it knows from now on.

    Raises
    ------
    InputError
        E6095 if a published month lies among the reports of which neither ledger nor list knows the edition, or the list cannot
        be read: what it hid would be told by what is published next.
    """
    editions = ledger.editions()
    lost = {month: edition for month, edition in _listed(workspace).items() if month not in editions}
    with ledger.together():
        for edition in lost.values():
            ledger.publish(edition, **workspace.stamp())
    if lost:
        workspace.acting.tell(Fault(code="E6096", values={"months": ", ".join(f"{month:%Y-%m}" for month in sorted(lost))}))
    editions |= lost
    known = {f"{month:%Y-%m}" for month in editions}
    for path in sorted((workspace.folder / "reports").glob(f"*/{PUBLISHED_FILE}")):
        if path.parent.name not in known:
            raise InputError.of("E6095", what=f"reports/{path.parent.name}/{PUBLISHED_FILE}")
    return editions


def keep_published(workspace: Workspace, editions: Mapping[dt.date, Edition]) -> None:
    """Write the list, before the ledger knows of the newest: one that is listed and was not made is only counted in."""
    said = {month.isoformat(): edition_text(edition) for month, edition in sorted(editions.items())}
    write_whole(workspace.folder / PUBLISHED_LIST, json.dumps(said, ensure_ascii=False, indent=1).encode())


def _listed(workspace: Workspace) -> dict[dt.date, Edition]:
    path = workspace.folder / PUBLISHED_LIST
    if not path.exists():
        return {}
    try:
        said = read_json(path)[1]
        months = ((dt.date.fromisoformat(month), content) for month, content in said.items())
        return {month: read_edition(month, content) for month, content in months}
    except (InputError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError.of("E6095", what=PUBLISHED_LIST) from error


def published_month(workspace: Workspace, month: dt.date | None) -> dict[str, Any]:
    """The public edition of a month as data; without a month the newest.

    Never counted anew: two counts of one month, published after each other, tell what happened between them.

    Raises
    ------
    InputError
        E6077 if it was never published.
    """
    if month is None:
        found = sorted((workspace.folder / "reports").glob(f"*/{PUBLISHED_FILE}"))
        path = found[-1] if found else None
    else:
        path = workspace.report_folder(Period.month(month.year, month.month)) / PUBLISHED_FILE
    if path is None or not path.is_file():
        raise InputError.of("E6077", month=f"{month:%Y-%m}" if month else "–")
    found_data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found_data
