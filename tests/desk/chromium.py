"""A real browser at a desk that is served on this machine: for tests, pictures and measurements."""

import contextlib
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn

from planner.desk.app import make_app
from tests.conftest import lacking, package
from tests.desk.pages import PLAIN

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run")


@contextlib.contextmanager
def launched() -> Iterator[Any]:
    """A headless browser of the system; a test that needs one is skipped where there is none."""
    driver = package("playwright.sync_api", needs="playwright")
    found = os.environ.get("DDS_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        lacking("no Chromium on this machine (set DDS_BROWSER to its path)")
    with driver.sync_playwright() as play:
        program = play.chromium.launch(executable_path=found, args=list(FLAGS))
        yield program
        program.close()


@contextlib.contextmanager
def served(folder: Path, *, language: str = "en", port: int = 0, clock: Any = None) -> Iterator[str]:
    """The address of a desk, until the block ends."""
    app = make_app(folder, language=language, passwords=PLAIN, clock=clock)
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def in_focus(page: Any) -> None:
    """Wait until the browser has put what the page names in focus: it does so as it draws, and keys sent before go nowhere."""
    page.wait_for_selector("[autofocus]:focus")
