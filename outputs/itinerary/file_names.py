"""Names of a team's files: the same stem for its paper and for every other form."""

import re
from collections.abc import Iterable


def plain_name(id_: str) -> str:
    """Letters and digits of an id, as every system takes them for the name of a file."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", id_)


def stems(shift_ids: Iterable[str]) -> list[str]:
    """`sheet-T01-hari`: letters and digits of the shift's id, numbered where two would be the same.

    Systems that do not tell capitals from small letters must not write one file over another.
    """
    names: list[str] = []
    seen: set[str] = set()
    for shift_id in shift_ids:
        stem = f"sheet-{plain_name(shift_id)}"
        name, number = stem, 2
        while name.lower() in seen:
            name, number = f"{stem}-{number}", number + 1
        names.append(name)
        seen.add(name.lower())
    return names
