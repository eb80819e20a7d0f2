"""A desk for tests: a workspace with accounts of every role, and a browser's view of its pages."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from planner.desk.app import make_app
from planner.domain.account import Role
from planner.usecases.accounts import add_account
from planner.usecases.acting import Acting
from planner.usecases.workspace import Workspace
from tests.usecases.town import AT_DESK

PASSWORD = "empat kata rahasia contoh"  # noqa: S105 (of invented people)
NAMES: Mapping[Role, str] = {
    Role.OFFICER: "Bripda DUA CONTOH",
    Role.DESK: "Aiptu PIKET CONTOH",
    Role.CHIEF: "Kompol KEPALA CONTOH",
    Role.KEEPER: "Bripka KELOLA CONTOH",
}


class PlainPasswords:
    """Passwords without the cost of hashing, for tests."""

    def made(self, password: str) -> str:
        return f"plain:{password}"

    def is_right(self, kept: str, password: str) -> bool:
        return kept == f"plain:{password}"

    def renewed(self, kept: str, password: str) -> str:
        return kept


PLAIN = PlainPasswords()


def add_everybody(folder: Path) -> None:
    """Give a workspace one account of each role."""
    workspace = Workspace(folder, AT_DESK)
    for role, name in NAMES.items():
        add_account(workspace, name, PASSWORD, [role], team="T01" if role is Role.OFFICER else "", passwords=PLAIN)


def signing(role: Role, password: str = PASSWORD) -> dict[str, str]:
    """What somebody of a role types to sign in."""
    return {"name": NAMES[role], "password": password}


def as_served(app: ASGIApp) -> ASGIApp:
    """The application with paths as a server reads them, decoded once: the client for tests does it twice."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        decoded = {"path": unquote(scope["raw_path"].decode())} if scope["type"] == "http" else {}
        await app({**scope, **decoded} if decoded else scope, receive, send)

    return served


class Browser:
    """Looks at pages of one desk as one person, as a browser would: cookies kept, forms sent with their token."""

    def __init__(self, folder: Path, *, clock: Any = None, language: str = "en", app: Any = None) -> None:
        self.app = app or make_app(folder, language=language, hosts=["testserver"], passwords=PLAIN, clock=clock)
        self.client = TestClient(as_served(self.app), follow_redirects=True)
        self.folder = folder

    def other(self) -> "Browser":
        """Another browser at the same desk."""
        return Browser(self.folder, app=self.app)

    def sign_in(self, role: Role) -> "Browser":
        """Sign in as the account of a role."""
        self.get("/sign-in")
        answer = self.post("/sign-in", **signing(role))
        assert answer.status_code == 200, answer.text
        return self

    def get(self, path: str, *, status: int = 200, json: bool = False) -> Any:
        """Look at a page."""
        answer = self.client.get(path, headers={"accept": "application/json"} if json else {"accept": "text/html"})
        assert answer.status_code == status, (path, answer.status_code, answer.text[:2000])
        self._keep_token(answer.text)
        return answer

    def post(self, path: str, *, files: Any = None, json: bool = False, **form: Any) -> Any:
        """Send a form with the token of the page that is shown."""
        data = {"token": self.token, **form}
        headers = {"accept": "application/json"} if json else {"accept": "text/html"}
        answer = self.client.post(path, data=data, files=files, headers=headers)
        self._keep_token(answer.text)
        return answer

    def _keep_token(self, text: str) -> None:
        found = re.search(r'data-token="([^"]+)"', text)
        if found:
            self.token = found.group(1)


def filled(path: str) -> str:
    """An address of the table with something in its varying parts."""
    return re.sub(r"\{(\w+)[^}]*\}", lambda part: {"day": "2025-08-26", "version": "1"}.get(part.group(1), "xx"), path)


def copied(source: Path, folder: Path) -> Path:
    """A copy of a workspace, to be written to."""
    target = folder / "ws"
    shutil.copytree(source, target)
    return target


def acting(name: str) -> Acting:
    """Somebody at the clock on the wall."""
    return Acting(person=name, clock=AT_DESK.clock)
