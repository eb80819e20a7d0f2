"""One request of one person, as a page's function gets it: who, in which language, what was sent, and ways to answer."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from planner.desk.answers_kept import AnswersKept, Report
from planner.desk.house import House
from planner.desk.page_words import page_words
from planner.desk.path_part import text_of
from planner.desk.session import Session
from planner.domain.access_token import AccessToken
from planner.domain.account import Account, Role
from planner.domain.errors import Fault, InputError, asks
from planner.domain.settings import Settings
from planner.domain.units import FIRST_YEAR, LAST_YEAR
from planner.usecases import sessions
from planner.usecases.acting import Acting
from planner.usecases.nameable import nameable
from planner.usecases.progress import Watched
from planner.usecases.seen import mark_of
from planner.usecases.workspace import Workspace
from planner.words.language import Words

REFUSED = "dds.refused"
"""In the scope of a request that looks at a page again after a refusal: what is said at its head."""
TYPED = "typed"
"""In an address: the job whose form is shown as it was sent."""
PAGE = "page-of-form"
"""Field of a form that was refused: the page that it is on."""
_NEVER_AGAIN = frozenset((PAGE, "token", "once", "password", "old", "again", "passphrase"))
"""Fields that no page shows again."""


@dataclass(slots=True, kw_only=True)
class Call:
    """A request being answered.

    Attributes
    ----------
    house
        What all requests of this desk share.
    session
        Whoever changes it (signing in, another language) has it written into the cookie.
    account
        Who asks; `None`: nobody has signed in.
    form
        What was sent; empty for a mere look.
    token
        What another system shows instead of a session; `None`: a person asks, or nobody.
    job
        Long work that it began, which from then on hears what has to be told; `None`: it began none.
    """

    house: House
    request: Request
    session: Session
    account: Account | None
    form: FormData
    token: AccessToken | None = None
    job: Watched | None = None

    @property
    def language(self) -> str:
        """Language of the answer."""
        return self.session.language or self.house.language

    @property
    def words(self) -> Words:
        """Words of that language."""
        return page_words(self.language)

    def say(self, message: str, /, **values: object) -> str:
        """A sentence in that language."""
        return self.words.text(message, **values)

    @property
    def person(self) -> str:
        """Name of who asks, for the audit trail."""
        if self.token is not None:
            return f"token {self.token.id}"
        return self.account.name if self.account else "desk"

    def may(self, *roles: Role) -> bool:
        """Whether the person has one of these roles."""
        return self.account is not None and not self.account.roles.isdisjoint(roles)

    def opens(self, address: str, method: str = "GET") -> bool:
        """Whether the person may go to an address of this desk, so that pages lead nobody to a refusal."""
        return self.account is not None and self.house.opens(address, self.account.roles, method)

    def workspace(self, *, settings: Settings | None = None) -> Workspace:
        """The workspace, in the hands of the person who asks; with other settings than its file's, where that is mended."""

        def tell(fault: Fault) -> None:
            if self.job is not None and fault.code != "E6113":  # that it waits is over once the work has ended
                self.job.tell(fault)
            else:
                self.note(fault)

        acting = Acting(person=self.person, clock=self.house.clock, tell=tell)
        return Workspace(self.house.folder, acting, held=self.house.ledger, settings=settings)

    def workspace_to_mend(self) -> Workspace:
        """The workspace for whoever signs in, also where its settings cannot be read: with those that a new one has."""
        try:
            return self.workspace()
        except InputError as error:
            if not all(fault.code.startswith(("E1", "E5")) for fault in error.faults):
                raise
            return self.workspace(settings=Settings())

    def answered(self, kept: AnswersKept[Report]) -> Report | None:
        """The answer of the key in the path; `None`: it is not kept, or somebody in it may not be named any more."""
        return kept.get(self.part("key"), nameable=lambda: nameable(self.workspace()))

    def typed(self, name: str) -> str:
        """What was typed into a field, without spaces around it, an end of a line as one sign; empty where nothing was."""
        value = self.form.get(name, "")
        return value.strip().replace("\r\n", "\n") if isinstance(value, str) else ""

    def ticked(self, name: str) -> tuple[str, ...]:
        """All that was ticked or typed under a name."""
        return tuple(value.strip() for value in self.form.getlist(name) if isinstance(value, str) and value.strip())

    def asked(self, name: str) -> str:
        """A value of the address (`?name=`)."""
        return self.request.query_params.get(name, "").strip()

    @property
    def is_tried(self) -> bool:
        """Whether the page shows a form whose work failed: what helps may stand in its folds."""
        return bool(self.asked(TYPED))

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was typed and chosen in the form, by its fields in their order; no passwords."""
        fields = self.form.multi_items()
        return [(name, value) for name, value in fields if isinstance(value, str) and name not in _NEVER_AGAIN]

    @property
    def marks_of_files(self) -> tuple[str, ...]:
        """What tells the files of a form from others, of the same names too."""
        found = []
        for _, file in self.form.multi_items():
            if isinstance(file, UploadFile):
                digest = hashlib.sha256()
                file.file.seek(0)
                while piece := file.file.read(1_000_000):
                    digest.update(piece)
                file.file.seek(0)
                found.append(f"{file.filename} {digest.hexdigest()}")
        return tuple(found)

    @property
    def came_from(self) -> str:
        """The address of the page before, if it is one of ours."""
        came, base = self.request.headers.get("referer", ""), str(self.request.base_url)
        return f"/{came.removeprefix(base)}" if came.startswith(base) else "/"

    mark = staticmethod(mark_of)
    """For the hidden field `shown` of a form."""

    @staticmethod
    def fresh_key() -> str:
        """For the hidden field `once` of a form that makes something new."""
        return secrets.token_urlsafe(9)

    @property
    def refused(self) -> Sequence[str]:
        """Why the form that this page has could not be taken; mostly empty."""
        lines: Sequence[str] = self.request.scope.get(REFUSED, ())
        return lines

    def part(self, name: str) -> str:
        """A part of the path, as `path_part.part` has written it into the address."""
        return text_of(str(self.request.path_params[name]))

    def day(self, name: str = "day") -> dt.date:
        """The day in the path; E6070 if it is none."""
        return read_day(self.part(name))

    @property
    def wants_json(self) -> bool:
        """Whether a script or a program asks, not a person's browser."""
        return self.request.url.path.startswith("/api/") or "application/json" in self.request.headers.get("accept", "")

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """A page made from a template."""
        return HTMLResponse(self.house.pages.render(template, self, **values), status_code=status)

    def data(self, values: Mapping[str, Any], *, status: int = 200) -> Response:
        """The same as data."""
        return JSONResponse(dict(values), status_code=status)

    def note(self, *notes: Fault) -> None:
        """Keep notes for the next page: what asks for something stands apart from what was done."""
        for note in notes:
            self.house.told(self.session.token, self.words.fault(note), is_warning=asks(note))

    def go(self, address: str, *, told: str = "", warned: str = "", notes: Iterable[Fault] = ()) -> Response:
        """Send the browser on after a change, so that a reload repeats nothing; sentences go along for the next page: what was
        done, what was not or is to be heeded, and notes.
        """
        for sentence, is_warning in ((told, False), (warned, True)):
            if sentence:
                self.house.told(self.session.token, sentence, is_warning=is_warning)
        self.note(*notes)
        return RedirectResponse(address, status_code=303)

    def signed_in(self, account: Account) -> None:
        """Begin the person's session: a new token, so that nothing of before is worth anything."""
        session = self.house.sessions.begun(sessions.begin(self.workspace_to_mend(), account), language=self.session.language)
        self.session, self.account = session, account

    def signed_out(self) -> None:
        """End the session, in this browser and wherever else its cookie is."""
        sessions.end(self.workspace_to_mend(), self.session.words)
        self.session, self.account = self.house.sessions.begun(language=self.session.language), None

    def speak(self, language: str) -> None:
        """Choose another language."""
        self.session = replace(self.session, language=language)


def read_day(text: str) -> dt.date:
    """A day as addresses and date fields write it.

    Raises
    ------
    InputError
        E6070 if it is none, or of a year that nobody means.
    """
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise InputError.of("E6070", found=text[:20]) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputError.of("E6070", found=text[:20])
    return day
