"""Village outlines found by code in a file of a whole district or country, kept as the workspace's own."""

import contextlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from inputs.outlines import FAR_OFF, NO_NAMES, read_villages, require_sound
from inputs.tables.villages import village_key
from planner.domain.arrays import Floats
from planner.domain.errors import InputError, Where
from planner.domain.masking import MAX_SHOWN
from planner.domain.records import Village
from planner.ledger.audit import kind_of
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.replacing import replace_texts
from planner.usecases.rooms import OUTLINE_FILE, SETTINGS_FILE
from planner.usecases.settings_kept import judged, keep_earlier, note_settings
from planner.usecases.whereabouts import middle_of_work, nearest_of
from planner.usecases.workspace import Workspace

_OUTLINE = re.compile(r"(?m)^([ \t]*outline[ \t]*=[ \t]*)(?:\"[^\"\n]*\"|'[^'\n]*')")
_AREA = re.compile(r"(?m)^[ \t]*\[[ \t]*area[ \t]*\].*$")
LABELS = ("code", "name")
"""What a property of the file may be said to be."""
NAMED = 6
"""Villages that a fault names."""


def import_outlines(
    workspace: Workspace, path: Path, codes: tuple[str, ...], said: Mapping[str, str] = NO_NAMES
) -> tuple[Village, ...]:
    """Keep the villages whose code begins with one of those given (none: all of the file), and let the settings name them.

    Points in codes do not matter: `36.03.01` and `360301` are the same.

    Parameters
    ----------
    said
        Property of the file to `code` or `name`, where it calls them otherwise.

    Raises
    ------
    InputError
        E14xx for the file, E1405 for a code that no village has, E1406 to E1408 for villages that do not go
        together, E1409 for villages that are all far from the station or the known homes, E1410 where
        known villages with homes would be gone, or others would stand under their codes, E1411 where the settings name
        their outlines in a way of their own; the outlines are then as before.
    """
    wanted = {code: _digits(code) for code in codes}
    if unknown := [ours for ours in said.values() if ours not in LABELS]:
        raise InputError.of("E1035", Where(file=path.name), column=unknown[0][:MAX_SHOWN], choices=", ".join(LABELS))
    everything = read_villages(path, said=said)
    for code, digits in wanted.items():
        if not any(_digits(village.code).startswith(digits) for village in everything):
            raise InputError.of("E1405", Where(file=path.name), code=code)
    kept = tuple(
        village
        for village in everything
        if not wanted or any(_digits(village.code).startswith(digits) for digits in wanted.values())
    )
    require_sound(kept, file=path.name)
    _require_near(kept, workspace, path)
    features = [
        {
            "type": "Feature",
            "properties": {"code": village.code, "name": village.name},
            "geometry": {"type": "MultiPolygon", "coordinates": village.outline},
        }
        for village in kept
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    with changing(workspace) as ledger:  # homes may be imported, and settings kept, by others
        _require_homes(kept, workspace, path)
        before = (workspace.folder / SETTINGS_FILE).read_text(encoding="utf-8")
        text = _naming(before)

        def note() -> None:
            details: dict[str, int | str] = {"source": kind_of(path.name), "added": len(kept)}
            ledger.audit(action="import", subject="villages", details=details, **workspace.stamp())
            if text != before:
                note_settings(workspace, ledger, before, text)

        contents = {OUTLINE_FILE: content.encode("utf-8")}
        if text != before:
            keep_earlier(workspace, before)
            contents[SETTINGS_FILE] = text.encode()
        replace_texts(workspace, ledger, "import villages", contents, note)
    return kept


def _naming(text: str) -> str:
    """The settings with the outlines named, however they are written.

    Raises
    ------
    InputError
        E5xxx if they cannot be read; E1411 if nobody knows where in them the outlines are named.
    """
    if judged(text).area.outline == OUTLINE_FILE:
        return text
    named = _OUTLINE.sub(rf'\g<1>"{OUTLINE_FILE}"', text, count=1)
    if named == text:
        line = f'outline = "{OUTLINE_FILE}"'
        named = _AREA.sub(rf"\g<0>\n{line}", text, count=1) if _AREA.search(text) else f"{text.rstrip()}\n\n[area]\n{line}\n"
    with contextlib.suppress(InputError):
        if judged(named).area.outline == OUTLINE_FILE:
            return named
    raise InputError.of("E1411", Where(file=SETTINGS_FILE), line=f'outline = "{OUTLINE_FILE}"')


def _require_near(villages: Sequence[Village], workspace: Workspace, path: Path) -> None:
    """Outlines of another region would put every home outside of its village."""
    middle = middle_of_work(workspace)
    corners = np.array([point for village in villages for rings in village.outline for point in rings[0]])
    if middle is not None and (away := nearest_of(corners, middle)) > FAR_OFF:
        place = f"{middle.latitude:.4f}, {middle.longitude:.4f}"
        raise InputError.of("E1409", Where(file=path.name), km=round(away / 1000), place=place)


def _require_homes(villages: Sequence[Village], workspace: Workspace, path: Path) -> None:
    """The file takes the place of all outlines: a village of the present ones that has homes must be there again."""
    try:
        present = {village.code: village for village in workspace.villages()}
    except InputError:  # what cannot be read is to be replaced
        return
    kept = {village.code: village for village in villages}
    gone = {code for code, village in present.items() if code not in kept or _is_another(village, kept[code])}
    if not gone:
        return
    with workspace.ledger() as ledger:
        counts = Counter(village for village in ledger.home_villages().values() if village in gone)
    if counts:
        names = ", ".join(f"{present[code].name} ({code})" for code in sorted(counts)[:NAMED])
        raise InputError.of("E1410", Where(file=path.name), count=counts.total(), villages=names)


def _is_another(one: Village, other: Village) -> bool:
    """Whether two villages of one code are two: by their names, and as the middle of neither lies where the other does."""
    if village_key(one.name) == village_key(other.name):
        return False
    boxes = [_box(village) for village in (one, other)]
    return not any(
        np.all((low <= middle) & (middle <= high))
        for (low, high), middle in zip(boxes, [(low + high) / 2 for low, high in reversed(boxes)], strict=True)
    )


def _box(village: Village) -> tuple[Floats, Floats]:
    """South-western and north-eastern corner of what surrounds an outline."""
    corners = np.array([point for rings in village.outline for point in rings[0]])
    return corners.min(axis=0), corners.max(axis=0)


def _digits(code: str) -> str:
    return "".join(char for char in code if char.isalnum()).casefold()
