"""The desk as one ASGI application, made from the table of routes."""

import datetime as dt
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from planner.desk.answering import HEADERS, Answering, refused
from planner.desk.call import Call
from planner.desk.house import House
from planner.desk.openapi import document
from planner.desk.routes import ENTRIES, is_open, menu_of
from planner.usecases.accounts import Passwords


class Number(IntegerConvertor):
    """A number in an address: no plan has a version of more digits, and `int` refuses thousands of them."""

    regex = "[0-9]{1,9}"


STATIC = Path(__file__).with_name("static")


class OwnFiles(StaticFiles):
    """Styles and scripts of the desk: nobody's data, asked for anew with each version only if changed."""

    def file_response(self, *arguments: object, **options: object) -> Response:
        """A file, with the same protection as a page."""
        response = super().file_response(*arguments, **options)  # type: ignore[arg-type]
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers["Cache-Control"] = "no-cache"
        return response


def make_app(
    folder: Path,
    *,
    language: str = "id",
    hosts: Sequence[str] = ("127.0.0.1", "localhost"),
    passwords: Passwords | None = None,
    clock: Callable[[], dt.datetime] | None = None,
    is_secure: bool = False,
) -> Starlette:
    """Make the application of one workspace.

    Parameters
    ----------
    hosts
        Names by which it may be called; another is refused, so that no foreign page can speak to it by a name of its own.
    passwords
        How passwords are hashed; `None`: Argon2id.
    clock
        The moment; `None`: the clock on the wall.
    is_secure
        Served by TLS: the cookie never travels without.

    Raises
    ------
    InputError
        E6xxx if the ledger cannot be opened.
    """
    register_url_convertor("number", Number())
    told = {} if clock is None else {"clock": clock}
    house = House(folder, language=language, passwords=passwords, menu=menu_of, is_secure=is_secure, **told)
    house.api, house.opens = document(ENTRIES), is_open

    @asynccontextmanager
    async def living(_app: Starlette) -> AsyncIterator[None]:
        yield
        house.close()

    async def unknown(request: Request, _error: Exception) -> Response:
        call = Call(house=house, request=request, session=house.sessions.read(request)[0], account=None, form=FormData())
        response = refused(call, 404)
        response.headers.update(HEADERS)
        return response

    app = Starlette(
        routes=[
            *(Route(entry.path, Answering(house, entry).__call__, methods=[entry.method]) for entry in ENTRIES),
            Mount("/static", OwnFiles(directory=STATIC), name="static"),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
        exception_handlers={404: unknown, 405: unknown},
        lifespan=living,
    )
    app.state.house = house
    return app
