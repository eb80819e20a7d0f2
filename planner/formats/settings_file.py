"""Reads `dds.toml` into `Settings`; what the file does not say keeps its default."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from planner.domain.errors import dotted
from planner.domain.gathering import Gatherer
from planner.domain.masking import nearest
from planner.domain.settings import Settings
from planner.files import decode, read_bytes
from planner.formats.settings_models import SettingsFile

_LINE = re.compile(r"at line (\d+)")
OUT_OF_BOUNDS = {
    "greater_than": "> {gt}",
    "greater_than_equal": ">= {ge}",
    "less_than": "< {lt}",
    "less_than_equal": "<= {le}",
    "finite_number": "0 … 1000",
    "too_short": ">= {min_length}",
    "string_too_short": ">= {min_length}",
    "string_too_long": "<= {max_length}",
    "too_long": "<= {max_length}",
}
KIND_OF = {
    "string_type": '"text"',
    "int_type": "1, 2, 3 …",
    "int_from_float": "1, 2, 3 …",
    "float_type": "0.5",
    "bool_type": "true / false",
    "list_type": "[ … ]",
    "dict_type": "[table]",
    "model_type": "[table]",
}


def read_settings(path: Path, *, max_faults: int = 100) -> Settings:
    """Read the settings of a workspace.

    Raises
    ------
    InputError
        With every fault of the file: E5xxx, or E1xxx if it cannot be opened or is no text.
    """
    gatherer = Gatherer(file=path.name, max_faults=max_faults)
    text, _ = decode(read_bytes(path), file=path.name)
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:  # ValueError: a date such as 2025-13-01
        line = _LINE.search(str(error))
        gatherer.fault("E5001", row=int(line.group(1)) if line else None)
        gatherer.raise_if_any()
    try:
        return SettingsFile.model_validate(document).settings()
    except ValidationError as error:
        for found in error.errors(include_url=False, include_input=False):
            _tell(found, gatherer)
        gatherer.raise_if_any()
        raise AssertionError("unreachable: a fault was gathered") from error


def _tell(found: Any, gatherer: Gatherer) -> None:
    context: dict[str, Any] = dict(found.get("ctx", {}))
    kind: str = found["type"]
    location = tuple(found["loc"])
    column = dotted(location)
    if kind.startswith("E5"):
        key = context.pop("key", "")
        context.pop("code", None)
        gatherer.fault(kind, column=".".join(part for part in (column, key) if part), values=context)
    elif kind == "extra_forbidden":
        known = known_keys(SettingsFile, location[:-1])
        near = nearest(str(location[-1]), known)
        gatherer.fault("E5002", column=column, values={"near": ", ".join(near) or "–"})
    elif kind == "missing":
        gatherer.fault("E5010", column=column)
    elif kind in OUT_OF_BOUNDS:
        gatherer.fault("E5004", column=column, values={"expected": OUT_OF_BOUNDS[kind].format_map(context)})
    else:
        gatherer.fault("E5003", column=column, values={"expected": KIND_OF.get(kind, "?")})


def known_keys(file: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """Names that a table of a file may hold."""
    model = file
    for part in location:
        if isinstance(part, str) and part in model.model_fields:
            inner = _model_in(model.model_fields[part].annotation)
            if inner is None:
                return []
            model = inner
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The row model inside `Model`, `list[Model]` or `Model | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in getattr(annotation, "__args__", ()) if (model := _model_in(part))), None)
