"""Who may do what at a terminal where somebody has signed in: the roles of each command, as the desk's pages have them."""

import click

from planner.domain.account import Role

_DESK, _KEEPER, _CHIEF = Role.DESK, Role.KEEPER, Role.CHIEF

_ROLES = {
    "import": {_KEEPER},
    "purge": {_KEEPER},
    "backup": {_KEEPER, _DESK},
    "person": {_KEEPER, _DESK},
    "audit": {_KEEPER, _CHIEF},
    "report": {_DESK, _CHIEF},
    "forecast": {_DESK, _CHIEF},
    "reach": {_DESK, _CHIEF},
    "today": {_DESK, _CHIEF, _KEEPER},
    "explain": {_DESK, _CHIEF},
    "week": {_DESK, _CHIEF},
    "week approve": {_CHIEF},
}
"""Commands that are not the desk's alone."""


def roles_for(context: click.Context | None) -> frozenset[Role]:
    """Roles that may run the command of a context."""
    words: list[str] = []
    while context is not None and context.parent is not None:
        words.insert(0, context.info_name or "")
        context = context.parent
    return frozenset(_ROLES.get(" ".join(words), _ROLES.get(words[0] if words else "", {_DESK})))
