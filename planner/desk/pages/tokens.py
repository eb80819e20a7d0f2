"""The keeper's list of tokens by which other systems ask: made, shown once, ended."""

from starlette.responses import Response

from planner.desk.call import Call
from planner.desk.typed import read_whole
from planner.domain.access_token import Scope
from planner.usecases.tokens import MOST_DAYS, end_token, make_token, tokens

_SCOPES = (Scope.COVERAGE, Scope.DAYS)
"""What a token for another system may open; those of phones are made where a day is printed."""


def show(call: Call) -> Response:
    """All tokens."""
    return _shown(call)


def add(call: Call) -> Response:
    """Make one; its words stand on this answer and nowhere else."""
    days = read_whole(call.typed("days"), least=1, most=MOST_DAYS) or MOST_DAYS
    scope = next((one for one in _SCOPES if one.value == call.typed("scope")), Scope.COVERAGE)
    token, words = make_token(call.workspace(), call.typed("name"), scope, days=days)
    return _shown(call, new=token.name, words=words)


def end(call: Call) -> Response:
    """Take one no more."""
    token = end_token(call.workspace(), call.part("token"))
    return call.go("/tokens", told=call.say("Token {name} is taken no more.", name=token.name))


def _shown(call: Call, *, new: str = "", words: str = "") -> Response:
    workspace = call.workspace()
    return call.page(
        "tokens.html", found=tokens(workspace), now=workspace.now(), scopes=_SCOPES, most=MOST_DAYS, new=new, words=words
    )
