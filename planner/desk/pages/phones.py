"""A team's own day on its phone: as a file, by the officer's own account, or by a link that ends with the day."""

import datetime as dt

from starlette.exceptions import HTTPException
from starlette.responses import Response

from planner.desk.call import Call
from planner.domain.access_token import Scope
from planner.usecases.acting import Acting
from planner.usecases.on_duty import duty_day
from planner.usecases.phone import phone_links, phone_page
from planner.usecases.tokens import token_of
from planner.usecases.workspace import Workspace


def links(call: Call) -> Response:
    """Make a link for each team of the day; what was made before goes on until the day ends, or the keeper ends it."""
    day = call.day()
    base = f"{call.request.url.scheme}://{call.request.url.netloc}"
    found = phone_links(call.workspace(), day, base=f"{base}/phone/")
    is_near = call.request.url.hostname in ("127.0.0.1", "localhost")
    return call.page("phones.html", day=day, links=found, is_near=is_near)


def file(call: Call) -> Response:
    """One team's file, for the desk to hand over."""
    return _page(call, call.workspace(), call.day(), call.part("team"), is_kept=True)


def own(call: Call) -> Response:
    """Today of the officer's own team."""
    team = call.account.team if call.account else ""
    workspace = call.workspace()
    return _page(call, workspace, duty_day(workspace, team=team), team, is_kept=bool(call.asked("keep")))


def by_link(call: Call) -> Response:
    """The day that a link opens; nothing where it has ended."""
    token = token_of(call.workspace(), call.part("token"))
    if token is None or token.scope is not Scope.TEAM or token.day is None:
        raise HTTPException(404)
    workspace = Workspace(call.house.folder, Acting(person=f"token {token.id}", clock=call.house.clock), held=call.house.ledger)
    return _page(call, workspace, token.day, token.team, is_kept=bool(call.asked("keep")))


def _page(call: Call, workspace: Workspace, day: dt.date, team: str, *, is_kept: bool) -> Response:
    page = phone_page(workspace, day, team, language=workspace.settings.printing.language, plans=call.house.plans)
    headers = {"content-security-policy": page.policy}
    if is_kept:
        headers["content-disposition"] = f'attachment; filename="{page.name}"'
    return Response(page.content, media_type="text/html", headers=headers)
