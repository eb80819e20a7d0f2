"""A team's own day for its phone: one file, opened without network, with what its printed sheet shows and no other doors."""

import datetime as dt
from dataclasses import dataclass, replace

from outputs.exchange.html_page import html_page, page_policy
from outputs.exchange.qr_picture import qr_picture
from outputs.itinerary.file_names import plain_name
from outputs.itinerary.privacy import NAME_MODES
from planner.domain.errors import InputError
from planner.domain.history import Sheet
from planner.domain.settings import PrintSettings
from planner.usecases.day_state import day_state
from planner.usecases.open_plans import OpenPlans
from planner.usecases.showing import show_as
from planner.usecases.tokens import make_phone_token
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonePage:
    """The file.

    Attributes
    ----------
    policy
        What a browser lets it do when it is served: nothing but itself.
    """

    name: str
    content: bytes
    policy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLink:
    """The address by which one team's phone opens its day, and its QR code as a picture."""

    team: str
    address: str
    picture: str


def phone_page(workspace: Workspace, day: dt.date, team: str, *, language: str, plans: OpenPlans) -> PhonePage:
    """A team's day as it was printed last, with no more than its paper tells; who asked for it is in the audit trail.

    Doors come as on paper (`outputs.itinerary.privacy`): no complaint's words, no briefing slip.

    Raises
    ------
    InputError
        E6075 if the station does not allow it; E6076 if no sheet of the team was printed for that day.
    """
    _require_allowed(workspace)
    printed = next((sheet for sheet in printed_sheets(workspace, day) if sheet.team == team), None)
    if printed is None:
        raise InputError.of("E6076", team=team[:20], day=day.isoformat())
    printing = replace(_as_printed(workspace, day, printed.plan_version), language=language)
    view = show_as(workspace, day, printed.plan_version, printing, plans=plans, with_ways=True)
    own = tuple(one for one in view.day.teams if one.team_id == team)
    content = html_page(replace(view.day, teams=own, complaints=(), cards=()))
    with workspace.ledger() as ledger:
        details: dict[str, int | str] = {"version": view.day.version, "bytes": len(content)}
        ledger.audit(action="phone", subject=f"{day}/{team}", details=details, **workspace.stamp())
    return PhonePage(name=f"{day}-{plain_name(team)}.html", content=content, policy=f"{page_policy()}; frame-ancestors 'none'")


def _as_printed(workspace: Workspace, day: dt.date, version: int) -> PrintSettings:
    """The settings, with no more names, and rows of complaints no more open, than each print of a version had."""
    usual = workspace.settings.printing
    with workspace.ledger() as ledger:
        prints = [one.details for one in ledger.audit_trail(action="print") if one.subject == f"{day}/v{version}"]
    papers = [said for said in prints if not said.get("draft")]
    modes = [usual.name_mode, *(str(said["names"]) for said in papers)]
    rows = usual.complaint_rows if all("complaint_rows" in said for said in papers) else "number"
    return replace(usual, name_mode=max(modes, key=NAME_MODES.index), complaint_rows=rows)


def phone_links(workspace: Workspace, day: dt.date, *, base: str) -> tuple[PhoneLink, ...]:
    """An address for each team with a printed sheet; each ends with the day.

    Parameters
    ----------
    base
        Address of the desk in the station's network, up to the token.

    Raises
    ------
    InputError
        E6075 if the station does not allow it.
    """
    _require_allowed(workspace)
    found = []
    for team in dict.fromkeys(sheet.team for sheet in printed_sheets(workspace, day)):
        address = f"{base}{make_phone_token(workspace, team, day)[1]}"
        found.append(PhoneLink(team=team, address=address, picture=qr_picture(address)))
    return tuple(found)


def printed_sheets(workspace: Workspace, day: dt.date) -> tuple[Sheet, ...]:
    """Sheets of the last version that was printed."""
    return tuple(sheet for sheet in day_state(workspace, day).sheets if sheet.printed_at is not None)


def _require_allowed(workspace: Workspace) -> None:
    if not workspace.settings.printing.phone_pages:
        raise InputError.of("E6075")
