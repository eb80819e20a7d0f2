"""From a request to an answer: who asks, may they, did they mean it, and what to say when something is refused."""

import hmac
import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.status import HTTP_200_OK
from starlette.types import Message

from planner.desk.access import Entry
from planner.desk.call import PAGE, REFUSED, TYPED, Call
from planner.desk.house import House
from planner.desk.path_part import address_of
from planner.desk.refilling import refilled
from planner.desk.sent_once import SentOnce
from planner.domain.access_token import AccessToken
from planner.domain.account import Account
from planner.domain.errors import InputError
from planner.usecases.other_kinds import told_apart
from planner.usecases.refusing import REFUSING, CheckFailedError, RequiredMissedError, refusal_of
from planner.usecases.tokens import token_of
from planner.words.language import Words

MOST_BYTES, MOST_FILE_BYTES = 1_000_000, 40_000_000
"""Of a form, and of a form with a file: 28,000 households are 4 MB, the roads of a district 30."""
MOST_FIELDS = 2000
_CHARSET = re.compile(r"charset[*\d]*\s*=?\s*\"?([^;\s\"]*)")
PLAIN_FORM = "application/x-www-form-urlencoded"
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
}
"""Of every answer that is made here: nothing from elsewhere, in nobody's frame, kept by no browser."""


class Answering:
    """One entry of the table at work."""

    def __init__(self, house: House, entry: Entry) -> None:
        self.house, self.entry, self.once = house, entry, SentOnce()

    async def __call__(self, request: Request) -> Response:
        """Answer a request."""
        before, is_kept = self.house.sessions.read(request)
        call = Call(house=self.house, request=request, session=before, account=None, form=FormData())
        shown = request.headers.get("authorization")
        try:
            if shown is not None:  # a program asks: whatever cookie comes with it counts for nothing
                call.token = await run_in_threadpool(self._token_of, call, shown)
            elif before.words:
                call.account = await self._account_of(call, before.words)
                if call.account is None:
                    call.session = self.house.sessions.begun(language=before.language)
            response = await self._answer(call)
        except HTTPException as refusal:
            response = refused(call, refusal.status_code)
        except REFUSING as error:
            response = await run_in_threadpool(told, call, error)
        except Exception as error:
            found = refusal_of(error)
            if isinstance(found, REFUSING):
                response = await run_in_threadpool(told, call, found)
            else:
                logging.getLogger(__name__).exception("%s %s", request.method, self.entry.path)
                response = refused(call, 500)
        response = await self._typed_again(call, response)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if shown is None:
            self.house.sessions.write(response, call.session, before=before if is_kept else None)
        return response

    def _token_of(self, call: Call, shown: str) -> AccessToken:
        """The token that a program shows, if it opens this address."""
        scheme, _, words = shown.partition(" ")
        found = token_of(call.workspace(), words.strip()) if scheme.lower() == "bearer" else None
        if found is None:
            raise HTTPException(401)
        if found.scope not in self.entry.scopes:
            raise HTTPException(403)
        return found

    async def _account_of(self, call: Call, session: str) -> Account | None:
        accounts = self.house.accounts
        account = accounts.known(session) if self.entry.is_of_rows else None
        try:
            return account or await run_in_threadpool(accounts.read, session)
        except InputError:  # the ledger cannot be asked
            await self._keep_typed(call)
            raise

    async def _keep_typed(self, call: Call) -> None:
        """Read what somebody has sent of whom nothing is known, to be shown again beside the refusal."""
        if call.request.method == "POST" and not self.entry.takes_files and is_ours(call.request):
            call.form = await self._sent(call)

    async def _answer(self, call: Call) -> Response:
        entry, request = self.entry, call.request
        if call.token is None and not entry.is_open_to(call.account.roles if call.account else None):
            if call.account is not None:
                raise HTTPException(403)
            await self._keep_typed(call)
            if call.wants_json or request.method != "GET":
                raise HTTPException(401)
            path = address_of(request.url.path)
            here = f"{path}?{request.url.query}" if request.url.query else path
            return RedirectResponse(f"/sign-in?next={quote(here)}", status_code=303)
        if request.method == "POST":
            call.form = await self._sent(call)
            require_meant(call)
        try:
            return await run_in_threadpool(self.once.answered, call, entry.handler)
        finally:
            if request.method == "POST" and not entry.is_of_rows:
                self.house.accounts.forget()  # any other change may have been one of an account
            await call.form.close()  # files that were sent

    async def _sent(self, call: Call) -> FormData:
        """What was sent, if it is not too large."""
        request, most = call.request, MOST_FILE_BYTES if self.entry.takes_files else MOST_BYTES
        if int(request.headers.get("content-length") or 0) > most:
            raise HTTPException(413)
        limited = Request(request.scope, _counted(request.receive, most))
        kind = request.headers.get("content-type", "").lower()
        if not set(_CHARSET.findall(kind)) <= {"utf-8"}:  # no page of ours says any, and some make signs that are none
            raise HTTPException(415)
        try:
            if kind.partition(";")[0].strip() == PLAIN_FORM:
                return _fields(await limited.body())
            max_files = 4 if self.entry.takes_files else 0
            return await limited.form(max_files=max_files, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES)
        except HTTPException as refusal:
            raise HTTPException(refusal.status_code) from None

    async def _typed_again(self, call: Call, response: Response) -> Response:
        """A refusal of a form on the page that the form is on, with what was typed in it; other answers as they are.

        Where no page has the form any more, what was typed stands beside the refusal.
        """
        request = call.request
        if isinstance(response, HTMLResponse) and request.method == "GET" and call.asked(TYPED):
            return await run_in_threadpool(_tried_before, call, response)
        if request.method != "POST" or not isinstance(response, Refusal):
            return response
        sent, action, has_form = call.sent, request.scope["path"], False
        if sent and call.account is not None:
            for address in (call.typed(PAGE), call.came_from, address_of(action)):
                page = await _page(request, address, response.lines)
                again = await run_in_threadpool(refilled, page, action, sent, mark=(PAGE, address))
                if again.num_fields:
                    return HTMLResponse(again.text, status_code=response.status_code)
                has_form = has_form or again.has_form
        if has_form or not sent:
            return response
        typed = [value for _, value in sent]
        return await run_in_threadpool(_refusal, call, response.lines, response.status_code, typed)


def require_meant(call: Call) -> None:
    """Refuse a form that is not from our own page, or not of this session.

    Raises
    ------
    HTTPException
        403.
    """
    token = call.request.headers.get("x-token") or call.form.get("token") or ""
    is_of_session = isinstance(token, str) and hmac.compare_digest(token.encode(), call.session.token.encode())
    if not is_ours(call.request):
        call.form = FormData()  # what a foreign page sends is shown nowhere
    if not (is_of_session and is_ours(call.request)):
        raise HTTPException(403)


def is_ours(request: Request) -> bool:
    """Whether a form is from a page of this desk, as far as the browser says."""
    origin = request.headers.get("origin")
    return origin is None or origin == f"{request.url.scheme}://{request.headers.get('host', '')}"


async def _page(request: Request, address: str, lines: Sequence[str]) -> str:
    """A page of this desk as its person sees it now, with a refusal at its head; empty where there is none."""
    path, _, query = address.partition("?")
    scope = {**request.scope, "method": "GET", "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode()}
    scope[REFUSED] = tuple(lines)
    for route in request.app.routes:
        match, more = route.matches(scope)
        if match is Match.FULL and isinstance(route, Route):
            answer: Response = await route.endpoint(Request({**scope, **more}))
            is_page = answer.status_code == HTTP_200_OK and isinstance(answer, HTMLResponse)
            return bytes(answer.body).decode() if is_page else ""
    return ""


def _tried_before(call: Call, response: Response) -> Response:
    """A form as it was sent when its work failed: the job of the address has it."""
    job = call.house.jobs.get(call.asked(TYPED))
    if job is None or job.begun.person != call.person:
        return response
    return HTMLResponse(refilled(bytes(response.body).decode(), job.begun.action, job.begun.sent).text)


def _fields(body: bytes) -> FormData:
    """The fields of a form without files: read at one go, for the many lines of a sheet.

    Raises
    ------
    HTTPException
        400 for more fields than a form of ours has.
    """
    try:
        found = parse_qsl(body.decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise HTTPException(400) from None
    return FormData(list[tuple[str, str | UploadFile]](found))


def _counted(receive: Any, most: int) -> Any:
    """Receive no more bytes than so many, whatever the header promised."""
    so_far = 0

    async def counted() -> Message:
        nonlocal so_far
        message: Message = await receive()
        so_far += len(message.get("body", b""))
        if so_far > most:
            raise HTTPException(413)
        return message

    return counted


def told(call: Call, error: Exception) -> Response:
    """Say what cannot be done, why, and what helps."""
    error = told_apart(call.workspace, error)
    lines = sentences(error, call.words)
    if call.wants_json:
        codes = [fault.code for fault in error.faults] if isinstance(error, InputError) else []
        return call.data({"faults": lines, "codes": codes}, status=422)
    return _refusal(call, lines, 422)


def sentences(error: Exception, say: Words) -> list[str]:
    """A failure as lines for people."""
    if isinstance(error, InputError):
        lines = [say.fault(fault) for fault in error.faults]
        return [*lines, say.text("… and {count} more.", count=error.num_more)] if error.num_more else lines
    if isinstance(error, RequiredMissedError):
        left = [f"{visit}: {say.text(f'why.{reason.value}')}" for visit, reason in error.missed.items()]
        notes = [say.fault(note) for note in error.notes]
        cure = say.text(
            "Give the team or the hours that they need, or write the number of one that may wait into “Promised visits that "
            "may be left out today (ids)” (“More choices”)."
        )
        return [say.text("The plan leaves out promised or locked visits, so it was not kept:"), *left, *notes, cure]
    if isinstance(error, CheckFailedError):
        broken = [say.violation(found) for found in error.violations[:20]]
        count = len(error.violations)
        return [say.text("The plan breaks {count} laws; nothing was written. This is our fault:", count=count), *broken]
    kind = type(error).__name__
    return [
        say.text(
            "Something went wrong inside the program ({kind}). What was begun is finished or undone by the next command.",
            kind=kind,
        )
    ]


REFUSALS = {
    401: "Sign in first.",
    403: "Your account may not do this, or the page is too old: go back, reload it and try again.",
    404: "There is no such page.",
    405: "There is no such page.",
    413: "What was sent is too large.",
    500: "Something went wrong inside the program. What was begun is finished or undone by the next command.",
}
"""Status to what is said."""


def refused(call: Call, status: int) -> Response:
    """A refusal of HTTP as a page, or as data."""
    line = call.say(REFUSALS.get(status, REFUSALS[403]))
    if call.wants_json:
        return call.data({"faults": [line], "codes": []}, status=status)
    return _refusal(call, [line], status)


class Refusal(HTMLResponse):
    """A page that says that something cannot be done, and why."""

    lines: Sequence[str] = ()


def _refusal(call: Call, lines: Sequence[str], status: int, typed: Sequence[str] = ()) -> Response:
    title, back = call.say("This cannot be done"), call.came_from
    page = call.house.pages.render("refusal.html", call, lines=lines, title=title, back=back, typed=typed, form=None)
    found = Refusal(page, status_code=status)
    found.lines = tuple(lines)
    return found
