"""Signing in and out, the first account, the own password, and the keeper's list of accounts."""

from starlette.responses import Response

from planner.desk.call import Call
from planner.domain.account import Role
from planner.domain.errors import InputError
from planner.usecases import accounts
from planner.usecases.records import read_teams


def show_sign_in(call: Call) -> Response:
    """The form of name and password; on a new desk that of the first account."""
    if call.account is not None:
        return call.go("/")
    if not accounts.has_accounts(call.workspace_to_mend()):
        return call.page("first.html", faults=[], name="")
    return call.page("sign_in.html", faults=[], name="", next=_next(call.asked("next")))


def sign_in(call: Call) -> Response:
    """Let somebody in."""
    try:
        account = accounts.sign_in(call.workspace_to_mend(), call.typed("name"), _password(call), call.house.passwords)
    except InputError as error:
        faults = [call.words.fault(fault) for fault in error.faults]
        if call.wants_json:
            return call.data({"faults": faults, "codes": [fault.code for fault in error.faults]}, status=422)
        return call.page("sign_in.html", status=422, faults=faults, name=call.typed("name"), next=_next(call.typed("next")))
    call.signed_in(account)
    if call.wants_json:
        return show_session(call)
    return call.go(_next(call.typed("next")))


def show_session(call: Call) -> Response:
    """Who is signed in, and the token that changes bring: an open page asks before it sends what was typed."""
    return call.data({"name": call.account.name if call.account else "", "token": call.session.token})


def make_first(call: Call) -> Response:
    """Make the first account and let its person in."""
    workspace = call.workspace()
    try:
        account = accounts.make_first_account(workspace, call.typed("name"), _password(call), call.house.passwords)
    except InputError as error:
        faults = [call.words.fault(fault) for fault in error.faults]
        return call.page("first.html", status=422, faults=faults, name=call.typed("name"))
    call.signed_in(account)
    return call.go("/", told=call.say("Account {name} was made.", name=account.name))


def sign_out(call: Call) -> Response:
    """End the session."""
    call.signed_out()
    return call.go("/sign-in")


def speak(call: Call) -> Response:
    """Change the language of the pages."""
    call.speak(call.part("language") if call.part("language") in ("id", "en") else "")
    return call.go(_next(call.typed("next")))


def show_accounts(call: Call) -> Response:
    """All accounts."""
    workspace = call.workspace()
    with workspace.ledger() as ledger:
        found = ledger.accounts()
    return call.page("accounts.html", accounts=found, teams=read_teams(workspace), now=workspace.now())


def add(call: Call) -> Response:
    """Make another account."""
    account = accounts.add_account(
        call.workspace(), call.typed("name"), _password(call), _roles(call), team=call.typed("team"),
        passwords=call.house.passwords,
    )  # fmt: skip
    return call.go("/accounts", told=call.say("Account {name} was made.", name=account.name))


def change(call: Call) -> Response:
    """Other roles, another team, shut or open."""
    account = accounts.change_account(
        call.workspace(),
        call.part("name"),
        roles=_roles(call),
        team=call.typed("team"),
        is_active=bool(call.typed("active")),
        seen=call.typed("shown"),
    )
    return call.go("/accounts", told=call.say("Account {name} was changed.", name=account.name))


def reset(call: Call) -> Response:
    """A new password for somebody who forgot theirs."""
    account = accounts.set_password(call.workspace(), call.part("name"), _password(call), call.house.passwords)
    return call.go("/accounts", told=call.say("{name} has a new password.", name=account.name))


def show_own(call: Call) -> Response:
    """The form for the own password."""
    return call.page("password.html")


def change_own(call: Call) -> Response:
    """A new password of one's own; the old one is asked for, since a desk may have been left open."""
    workspace, passwords = call.workspace(), call.house.passwords
    accounts.sign_in(workspace, call.person, call.typed("old"), passwords)
    account = accounts.set_password(workspace, call.person, _password(call), passwords)
    call.signed_in(account)
    return call.go("/", told=call.say("{name} has a new password.", name=account.name))


def _password(call: Call) -> str:
    value = call.form.get("password", "")
    return value if isinstance(value, str) else ""


def _roles(call: Call) -> list[Role]:
    return [role for role in Role if role.value in call.ticked("role")]


def _next(address: str) -> str:
    """Where to go on: an address of this desk only."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_ours else "/"
