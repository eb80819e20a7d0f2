"""From a request to an answer: who asks, may they, did they mean it, and what to say when something is refused."""

import hmac
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Message

from planner.desk.access import Entry
from planner.desk.call import Call
from planner.desk.house import House
from planner.domain.access_token import AccessToken
from planner.domain.account import Account
from planner.domain.errors import InputError
from planner.usecases.refusing import CheckFailedError, RequiredMissedError
from planner.usecases.tokens import token_of
from planner.words.language import Words

MOST_BYTES, MOST_FILE_BYTES = 1_000_000, 40_000_000
"""Of a form, and of a form with a file: 28,000 households are 4 MB, the roads of a district 30."""
MOST_FIELDS = 2000
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
        self.house, self.entry = house, entry

    async def __call__(self, request: Request) -> Response:
        """Answer a request."""
        before, is_kept = self.house.sessions.read(request)
        account = await self._account_of(before.name, before.epoch) if before.name else None
        session = before if account or not before.name else self.house.sessions.begun(language=before.language)
        call = Call(house=self.house, request=request, session=session, account=account, form=FormData())
        shown = request.headers.get("authorization")
        try:
            if shown is not None:  # a program asks: whatever cookie comes with it counts for nothing
                call.account, call.token = None, await run_in_threadpool(self._token_of, call, shown)
            response = await self._answer(call)
        except HTTPException as refusal:
            response = refused(call, refusal.status_code)
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

    async def _account_of(self, name: str, epoch: int) -> Account | None:
        accounts = self.house.accounts
        account = accounts.known(name) if self.entry.is_of_rows else None
        if account is None or account.epoch != epoch:  # not known, or changed by another program
            account = await run_in_threadpool(accounts.read, name)
        return account if account and account.is_active and account.epoch == epoch else None

    async def _answer(self, call: Call) -> Response:
        entry, request = self.entry, call.request
        if call.token is None and not entry.is_open_to(call.account.roles if call.account else None):
            if call.account is not None:
                raise HTTPException(403)
            if call.wants_json or request.method != "GET":
                raise HTTPException(401)
            here = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
            return RedirectResponse(f"/sign-in?next={quote(here)}", status_code=303)
        if request.method == "POST":
            call.form = await self._form(call)
        try:
            return await run_in_threadpool(entry.handler, call)
        except (InputError, CheckFailedError, RequiredMissedError) as error:
            return await run_in_threadpool(told, call, error)
        except HTTPException:
            raise
        except Exception:
            logging.getLogger(__name__).exception("%s %s", request.method, entry.path)
            return refused(call, 500)
        finally:
            if request.method == "POST" and not entry.is_of_rows:
                self.house.accounts.forget()  # any other change may have been one of an account
            await call.form.close()  # files that were sent

    async def _form(self, call: Call) -> FormData:
        """What was sent: not too large, from our own page, with the session's token."""
        request, most = call.request, MOST_FILE_BYTES if self.entry.takes_files else MOST_BYTES
        if int(request.headers.get("content-length") or 0) > most:
            raise HTTPException(413)
        limited = Request(request.scope, _counted(request.receive, most))
        try:
            if request.headers.get("content-type", "").partition(";")[0].strip().lower() == PLAIN_FORM:
                form = _fields(await limited.body())
            else:
                max_files = 4 if self.entry.takes_files else 0
                form = await limited.form(max_files=max_files, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES)
        except HTTPException as refusal:
            raise HTTPException(refusal.status_code) from None
        origin = request.headers.get("origin")
        token = request.headers.get("x-token") or form.get("token") or ""
        is_ours = origin is None or origin == f"{request.url.scheme}://{request.headers.get('host', '')}"
        if not is_ours or not isinstance(token, str) or not hmac.compare_digest(token.encode(), call.session.token.encode()):
            raise HTTPException(403)
        return form


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
    lines = sentences(error, call.words)
    if call.wants_json:
        codes = [fault.code for fault in error.faults] if isinstance(error, InputError) else []
        return call.data({"faults": lines, "codes": codes}, status=422)
    return call.page("refusal.html", status=422, lines=lines, title=call.say("This cannot be done"), back=_back(call))


def sentences(error: Exception, say: Words) -> list[str]:
    """A failure as lines for people."""
    if isinstance(error, InputError):
        lines = [say.fault(fault) for fault in error.faults]
        return [*lines, say.text("… and {count} more.", count=error.num_more)] if error.num_more else lines
    if isinstance(error, RequiredMissedError):
        left = [f"{visit}: {say.text(f'why.{reason.value}')}" for visit, reason in error.missed.items()]
        return [say.text("The plan leaves out promised visits, so it was not kept:"), *left]
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
    return call.page("refusal.html", status=status, lines=[line], title=call.say("This cannot be done"), back=_back(call))


def _back(call: Call) -> str:
    """Where the person came from, if from one of our pages."""
    came, base = call.request.headers.get("referer", ""), str(call.request.base_url)
    return f"/{came.removeprefix(base)}" if came.startswith(base) else "/"
