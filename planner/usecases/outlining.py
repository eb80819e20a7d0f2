"""Village outlines found by code in a file of a whole district or country, kept as the workspace's own."""

import json
import re
from pathlib import Path

from inputs.outlines import read_villages, require_sound
from planner.domain.errors import InputError, Where
from planner.domain.records import Village
from planner.files import write_whole
from planner.usecases.settings_kept import keep_settings
from planner.usecases.workspace import SETTINGS_FILE, Workspace

OUTLINE_FILE = "desa.geojson"
"""Name of the file in the workspace."""


def import_outlines(workspace: Workspace, path: Path, codes: tuple[str, ...]) -> tuple[Village, ...]:
    """Keep the villages whose code begins with one of those given (none: all of the file), and let the settings name them.

    Points in codes do not matter: `36.03.01` and `360301` are the same.

    Raises
    ------
    InputError
        E14xx for the file, E1405 for a code that no village has, E1406 to E1408 for villages that do not go
        together; the outlines are then as before.
    """
    wanted = {code: _digits(code) for code in codes}
    everything = read_villages(path)
    for code, digits in wanted.items():
        if not any(_digits(village.code).startswith(digits) for village in everything):
            raise InputError.of("E1405", Where(file=path.name), code=code)
    kept = tuple(
        village
        for village in everything
        if not wanted or any(_digits(village.code).startswith(digits) for digits in wanted.values())
    )
    require_sound(kept, file=path.name)
    features = [
        {
            "type": "Feature",
            "properties": {"code": village.code, "name": village.name},
            "geometry": {"type": "MultiPolygon", "coordinates": village.outline},
        }
        for village in kept
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    write_whole(workspace.folder / OUTLINE_FILE, content.encode("utf-8"))
    text = (workspace.folder / SETTINGS_FILE).read_text(encoding="utf-8")
    keep_settings(workspace, re.sub(r'(?m)^outline = "[^"]*"', f'outline = "{OUTLINE_FILE}"', text, count=1))
    return kept


def _digits(code: str) -> str:
    return "".join(char for char in code if char.isalnum()).casefold()
