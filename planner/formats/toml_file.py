"""Reads a TOML text by a form: every fault with its key, and its line where the reader is given the lines."""

import re
import tomllib
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from planner.domain.errors import dotted
from planner.domain.gathering import Gatherer
from planner.domain.masking import nearest
from planner.formats.forms import Kind, known_keys, tables_with
from planner.formats.toml_lines import Location, TomlLines
from planner.formats.toml_slips import slips_of

_LINE = re.compile(r"at line (\d+)")
_OUT_OF_BOUNDS = MappingProxyType(
    {
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
)
_KIND_OF = MappingProxyType(
    {
        "string_type": '"text"',
        "string_pattern_mismatch": '"T25"',
        "int_type": "1, 2, 3 …",
        "int_from_float": "1, 2, 3 …",
        "float_type": "0.5",
        "bool_type": "true / false",
        "list_type": "[ … ]",
        "dict_type": "[table]",
    }
)


class TomlFile:
    """A kind of TOML file.

    Parameters
    ----------
    kind
        Its form.
    family
        First three signs of its faults' codes; the last two say what is wrong, alike in all families.
    """

    def __init__(self, kind: Kind, *, family: str) -> None:
        self._kind, self._family = kind, family

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        """Made when first asked for: a command that reads no such file does not wait for it."""
        return TypeAdapter(self._kind)

    def read(
        self, text: str, gatherer: Gatherer, *, lines: TomlLines | None = None, context: Mapping[str, Any] | None = None
    ) -> Any:
        """What the text says.

        Parameters
        ----------
        lines
            Lines of its keys; `None`: faults name no line.
        context
            For kinds that ask for one.

        Raises
        ------
        InputError
            With every fault of the text.
        """
        document: dict[str, Any] = {}
        try:
            document = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # also a day such as 2025-13-01
            row = _line_of(str(error), text if lines else "")
            slips = () if "overwrite" in str(error) or "twice" in str(error) else slips_of(text, row)
            for slip in slips:
                gatherer.fault(f"{self._family}14", row=slip.row, values={"slip": slip.kind, "cure": slip.cure})
            if not slips:
                gatherer.fault(f"{self._family}01", row=row)
        gatherer.raise_if_any()
        return self.take(document, gatherer, lines=lines, context=context)

    def take(
        self,
        document: Mapping[str, Any],
        gatherer: Gatherer,
        *,
        lines: TomlLines | None = None,
        context: Mapping[str, Any] | None = None,
    ) -> Any:
        """What a document says, wherever it comes from; see `read`."""
        try:
            return self._adapter.validate_python(document, context=context)
        except ValidationError as error:
            for found in error.errors(include_url=False, include_input=False):
                self._tell(found, lines, gatherer)
        gatherer.raise_if_any()
        raise AssertionError("unreachable: a fault was gathered")

    def _tell(self, found: Any, lines: TomlLines | None, gatherer: Gatherer) -> None:
        context: dict[str, Any] = dict(found.get("ctx", {}))
        kind: str = found["type"]
        location: Location = tuple(found["loc"])
        if kind == context.pop("code", None):  # ours: a kind of value, or a table that contradicts itself
            key = context.pop("key", "")
            location = (*location, key) if key else location
            code, values = f"{self._family}{kind[3:]}", context
        elif kind == "extra_forbidden":
            key = str(location[-1])
            near = nearest(key, known_keys(self._kind, location[:-1])) or tables_with(self._kind, key)
            code, values = f"{self._family}02", {"near": ", ".join(near) or "–"}
        elif kind == "missing":
            code, values = f"{self._family}10", {}
        elif kind in _OUT_OF_BOUNDS:
            code, values = f"{self._family}04", {"expected": _OUT_OF_BOUNDS[kind].format_map(context)}
        else:
            code, values = f"{self._family}03", {"expected": _KIND_OF.get(kind, "?")}
        row = None if lines is None else lines.line(location)
        gatherer.fault(code, row=row, column=dotted(location), values=values)


def _line_of(message: str, text: str) -> int | None:
    """Line that the TOML reader names; the last one of the text where something is missing at the end."""
    line = _LINE.search(message)
    if line is not None:
        return int(line.group(1))
    return len(text.splitlines()) or None if "end of document" in message else None
