"""Reports as plain data, the same for `--json` and for a page: numbers, texts, lists and tables of them, and nothing else."""

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any


def plain(value: Any) -> Any:
    """A value as JSON can hold it; dataclasses become their fields in order, sets are sorted, days are written as ISO dates."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | Set):
        return [plain(one) for one in (sorted(value) if isinstance(value, Set) else value)]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
