"""The API's own description, made from the one table of addresses: what is not in the table cannot be in it."""

import re
from collections.abc import Iterable
from typing import Any

from planner import __version__
from planner.desk.access import Entry
from planner.desk.answers import Described
from planner.desk.shapes import TEXT, record, rows

FAULTS = record(faults=rows(TEXT), codes=rows(TEXT))
"""What every refusal says: sentences, and the codes of `docs/errors.md`."""
REFUSALS = {
    "401": "No session and no token, or one that has ended",
    "403": "Beyond the role or the scope",
    "404": "There is no such address, or nothing under it",
    "422": "It cannot be done; the sentences say why",
}
_PART = re.compile(r"\{(\w+)(?::number)?\}")


def document(entries: Iterable[Entry]) -> dict[str, Any]:
    """OpenAPI 3.1 of all addresses that are described."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Door visits",
            "version": __version__,
            "description": "What the desk's pages show, as data. Days are ISO dates, times of day HH:MM at the station.",
        },
        "paths": {
            _PART.sub(r"{\1}", entry.path): {entry.method.lower(): _operation(entry, entry.api)}
            for entry in entries
            if entry.api
        },
        "components": {
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "dds", "description": "Somebody who has signed in."},
                "token": {"type": "http", "scheme": "bearer", "description": "A token made on the page of tokens."},
            },
            "schemas": {"Faults": FAULTS},
        },
    }


def _operation(entry: Entry, api: Described) -> dict[str, Any]:
    scopes = sorted(scope.value for scope in entry.scopes)
    roles = sorted(role.value for role in entry.roles)
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "integer"} if f"{name}:number" in entry.path else TEXT,
        }
        for name in _PART.findall(entry.path)
    ] + [
        {"name": name, "in": "query", "required": False, "description": told, "schema": TEXT}
        for name, told in api.asked.items()
    ]
    refusals = {
        status: {"description": told, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Faults"}}}}
        for status, told in REFUSALS.items()
    }
    return {
        "operationId": api.name,
        "summary": api.told,
        "description": f"Roles: {', '.join(roles)}. Scopes of tokens: {', '.join(scopes) or 'none'}.",
        "security": [{"session": []}, *([{"token": []}] if scopes else [])],
        "parameters": parameters,
        "responses": {
            "200": {"description": "Found", "content": {"application/json": {"schema": dict(api.shape)}}},
            **refusals,
        },
    }
