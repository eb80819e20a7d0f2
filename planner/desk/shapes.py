"""How answers of the API look, as JSON Schema: small words that shapes are put together from."""

from collections.abc import Mapping
from typing import Any

Shape = Mapping[str, Any]

TEXT: Shape = {"type": "string"}
WHOLE: Shape = {"type": "integer"}
NUMBER: Shape = {"type": "number"}
TRUTH: Shape = {"type": "boolean"}
DAY: Shape = {"type": "string", "format": "date"}
MOMENT: Shape = {"type": "string", "format": "date-time"}
ANYTHING: Shape = {}


def maybe(shape: Shape) -> Shape:
    """The same, or null: not known, or none."""
    return {**shape, "type": [shape["type"], "null"]}


def rows(shape: Shape) -> Shape:
    """A list."""
    return {"type": "array", "items": shape}


def record(**parts: Shape) -> Shape:
    """An object with exactly these parts, all of them always there."""
    return {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}


def by_key(shape: Shape) -> Shape:
    """An object whose keys are data."""
    return {"type": "object", "additionalProperties": shape}


def one_of(*words: str) -> Shape:
    """A closed key."""
    return {"type": "string", "enum": list(words)}


def begun(**parts: Shape) -> Shape:
    """An object with these parts; later versions may say more."""
    return {"type": "object", "properties": parts, "required": list(parts)}
