"""One planned day with accounts for all tests of the desk, and a desk of its own for each."""

import datetime as dt
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.domain.account import Role
from tests.desk.chromium import launched, served
from tests.desk.pages import PASSWORD, Browser, add_everybody, copied, signing
from tests.usecases.desk import make_day

NOW = dt.datetime(2025, 8, 26, 1, 0, tzinfo=dt.UTC)
"""Eight o'clock in the town, on the morning of its planned day."""


_SIGNS = "bcdfghjklmnpqrstvwxz"


@pytest.fixture(autouse=True)
def no_words_in_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random tokens of consonants alone: no page says a home, a complaint or a name by chance."""
    monkeypatch.setattr(secrets, "token_urlsafe", lambda size=32: "".join(secrets.choice(_SIGNS) for _ in range(2 * size)))


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planned day with an account of every role; not to be written to."""
    folder = make_day(tmp_path_factory.mktemp("desk"))
    add_everybody(folder)
    return folder


@pytest.fixture
def browser(peopled: Path, tmp_path: Path) -> Iterator[Browser]:
    """A browser at a desk in a copy of the planned day."""
    found = Browser(copied(peopled, tmp_path), clock=lambda: NOW)
    with found.client:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A real browser for all tests of a file."""
    with launched() as program:
        yield program


@pytest.fixture
def address(peopled: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a desk that is served on this machine."""
    folder = copied(peopled, tmp_path)
    settings = folder / "dds.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("time_limit = 15 ", "time_limit = 1 "), encoding="utf-8")
    with served(folder, clock=lambda: NOW) as found:
        yield found


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    """A page of somebody at the desk; every request elsewhere and every error of a script fails the test."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=address)
    view = context.new_page()
    strangers, errors = [], []
    view.on(
        "request", lambda request: strangers.append(request.url) if not request.url.startswith((address, "data:")) else None
    )
    view.on("pageerror", lambda error: errors.append(str(error)))
    view.on("console", lambda message: errors.append(message.text) if "Content Security Policy" in message.text else None)
    signed_in(view)
    yield view
    assert (strangers, errors) == ([], [])
    context.close()


def signed_in(view: Any) -> Any:
    """The first page of somebody at the desk."""
    view.goto("/sign-in")
    view.fill("[name=name]", signing(Role.DESK)["name"])
    view.fill("[name=password]", PASSWORD)
    view.keyboard.press("Enter")
    view.wait_for_selector("nav.menu")
    return view
