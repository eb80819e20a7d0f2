"""Pages from templates: what people typed is escaped, every word comes from the catalogue of the reader's language."""

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import jinja2
import markupsafe

from planner import __version__
from planner.desk.path_part import address_of, part
from planner.domain.account import Role
from planner.domain.units import second_of_day
from planner.words.language import LANGUAGES

if TYPE_CHECKING:
    from planner.desk.call import Call


class Pages:
    """The templates of the desk."""

    def __init__(self) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.PackageLoader("planner.desk"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(island=island, part=part)
        self._environment.globals.update(version=__version__, languages=LANGUAGES, Role=Role)

    def render(self, template: str, call: "Call", **values: Any) -> str:
        """Fill a template for one request."""
        say = call.words
        told, warned = _told(call)
        shown = {
            "call": call,
            "t": say.text,
            "w": say,
            "number": say.number,
            "clock": say.clock,
            "date": say.date,
            "short_date": lambda day: say.date(day, "EEE d MMM y"),
            "moment": lambda at: _moment(call, at),
            "told": told,
            "warned": warned,
            "path": address_of(call.request.url.path),
            "here": _here(call),
        }
        return self._environment.get_template(template).render({**shown, **values})


def _here(call: "Call") -> str:
    """The address that shows a page again: the one before where a form was sent to."""
    url = call.request.url
    path = address_of(url.path)
    address = f"{path}?{url.query}" if url.query else path
    return address if call.request.method == "GET" else call.came_from


def _told(call: "Call") -> tuple[list[str], list[str]]:
    """What this page says of what was done, and of what is to be heeded, with what happened to all."""
    token = call.session.token
    call.note(*(call.house.take_news(token) if call.account is not None else ()))
    return call.house.take_told(token)


def island(data: object) -> markupsafe.Markup:
    """JSON for a script, in a form that no text can end early."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    escaped = text.replace("<", "\\u003c").replace("&", "\\u0026").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return markupsafe.Markup(escaped)  # noqa: S704 (escaped above)


def _moment(call: "Call", at: dt.datetime | None) -> str:
    """`Sel 26 Agu 2025 08.15`, by the station's clock."""
    if at is None:
        return "–"
    here = at.astimezone(call.workspace().now().tzinfo)
    return f"{call.words.date(here.date(), 'EEE d MMM y')} {call.words.clock(second_of_day(here))}"
