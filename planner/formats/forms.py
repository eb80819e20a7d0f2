"""One declaration of a table of a file: its keys, what each may hold, and the domain's own class that it becomes.

`form(Break, id=Name, windows=key("start", Start))` reads the keys `id` and `start` and makes a `Break`. What a file does not
say is left to the domain's defaults, so these are written once. `Form.written` goes the other way, by the same list of keys.
"""

import datetime as dt
import enum
import inspect
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, Field, GetCoreSchemaHandler
from pydantic_core import core_schema

Kind = Any
"""A type as pydantic reads it; forms are kinds, too."""

Check = Callable[[Any, Collection[str]], None]
"""Judges what a table became, and which keys the file said; raises the fault of the table as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key of a table.

    Attributes
    ----------
    name
        As the file writes it.
    argument
        Argument of what the table becomes.
    attribute
        Where the value stands in what the table became, `plan.routes`; empty: it is judged and forgotten.
    is_required
        The file must say it.
    is_inside
        The value is a table whose keys are arguments of the table around it.
    is_left_out
        Nothing is written where nothing is there.
    """

    name: str
    kind: Kind
    argument: str = ""
    attribute: str | None = None
    is_required: bool = False
    is_inside: bool = False
    is_left_out: bool = False


class Form:
    """Keys of a table and what it becomes; stands in the annotation of a kind, see `form`."""

    def __init__(self, becomes: Callable[..., Any], check: Check | None, keys: Collection[Key]) -> None:
        self._becomes, self._check, self.keys = becomes, check, tuple(keys)

    def __get_pydantic_core_schema__(self, _: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        fields = {
            key.name: core_schema.typed_dict_field(handler.generate_schema(key.kind), required=key.is_required)
            for key in self.keys
        }
        strict = core_schema.CoreConfig(strict=True)
        table = core_schema.typed_dict_schema(fields, extra_behavior="forbid", config=strict)
        return core_schema.no_info_after_validator_function(self._made, table)

    def _made(self, said: Mapping[str, Any]) -> Any:
        arguments: dict[str, Any] = {}
        for key in self.keys:
            if key.name in said and key.attribute:
                arguments |= said[key.name] if key.is_inside else {key.argument: said[key.name]}
        made = self._becomes(**arguments)
        if self._check is not None:
            self._check(made, said.keys())
        return made

    def written(self, made: Any) -> dict[str, Any]:
        """Keys and plain values of what the table became."""
        found = {}
        for key in self.keys:
            if key.is_inside:
                found[key.name] = form_of(key.kind).written(made)
            elif key.attribute:
                value = attrgetter(key.attribute)(made)
                if not key.is_left_out or value not in (None, "", ()):
                    found[key.name] = _plain(key.kind, value)
        return found


@dataclass(frozen=True, slots=True)
class Writer:
    """How a value of a kind is written, where the file has it in another form than the domain."""

    written: Callable[[Any], str]


def form(becomes: Callable[..., Any], check: Check | None = None, /, **kinds: Kind | Key) -> Kind:
    """A table that becomes an object: argument to kind, or to `key(…)` where the file calls it otherwise."""
    needed = _needed(becomes)
    keys = []
    for argument, kind in kinds.items():
        found = kind if isinstance(kind, Key) else Key(name=argument, kind=kind)
        attribute = argument if found.attribute is None else found.attribute
        is_required = found.is_required or argument in needed
        keys.append(replace(found, argument=argument, attribute=attribute, is_required=is_required))
    return Annotated[Any, Form(becomes, check, keys)]


def key(name: str, kind: Kind, **options: Any) -> Key:
    """A key that the file calls otherwise than the domain, or that is special in another way; options as in `Key`."""
    return Key(name=name, kind=kind, **options)


def inside(name: str, becomes: Callable[..., Any] = dict, check: Check | None = None, /, **kinds: Kind | Key) -> Key:
    """A table of the file that the domain does not have: its values belong to the object around it."""
    return Key(name=name, kind=form(becomes, check, **kinds), is_inside=True)


def many(kind: Kind, *, min_length: int = 0, max_length: int | None = None) -> Kind:
    """A list, a tuple in the domain."""
    return Annotated[list[kind], Field(min_length=min_length, max_length=max_length), AfterValidator(tuple)]


def form_of(kind: Kind) -> Form:
    """The form inside a kind, an optional one or a list of it."""
    return next(_forms(kind))


def known_keys(kind: Kind, location: Collection[str | int]) -> list[str]:
    """Names that a table of a document may hold; none where its keys are free."""
    table = form_of(kind)
    for part in location:
        named = next((key for key in table.keys if key.name == part), None)
        if named is not None:
            inner = next(_forms(named.kind), None)
            if inner is None:
                return []
            table = inner
    return [key.name for key in table.keys]


def tables_with(kind: Kind, key: str) -> list[str]:
    """The tables of a document that hold a key, as `station.latitude`."""
    return [f"{table.name}.{key}" for table in form_of(kind).keys if key in known_keys(kind, (table.name,))]


def all_keys(kind: Kind) -> set[str]:
    """Names of the keys of a document, at any depth."""
    return {name for table in _forms(kind) for key in table.keys for name in (key.name, *all_keys(key.kind))}


def _forms(kind: Kind) -> Iterator[Form]:
    for part in (*getattr(kind, "__metadata__", ()), *get_args(kind)):
        if isinstance(part, Form):
            yield part
        else:
            yield from _forms(part)


def _needed(becomes: Callable[..., Any]) -> set[str]:
    """Arguments without a default."""
    if becomes is dict:
        return set()
    return {name for name, argument in inspect.signature(becomes).parameters.items() if argument.default is argument.empty}


def _plain(kind: Kind, value: Any) -> Any:
    """A value as JSON has it."""
    for part in getattr(kind, "__metadata__", ()):
        if isinstance(part, Form | Writer):
            return part.written(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [_plain(_part(kind), part) for part in value]
    if value is not None and get_args(kind):
        return _plain(_part(kind), value)
    return value.value if isinstance(value, enum.Enum) else value.isoformat() if isinstance(value, dt.date) else value


def _part(kind: Kind) -> Kind:
    """The kind of a list's parts, or of an optional value that is there."""
    return next(part for part in get_args(kind) if part is not type(None))
