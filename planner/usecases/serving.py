"""What somebody wants of the desk in a browser: said at one door, done by another."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How the desk's pages are served.

    Attributes
    ----------
    folder
        The workspace's folder.
    language
        Of the pages, until somebody chooses another.
    port
        TCP port; `None`: the usual one, or a free one where that is taken.
    is_lan
        Open to the station's network, not to this PC alone.
    certificate, key
        Files of TLS; `None`: plain HTTP.
    opens_browser
        Show the first page at once.
    reset, new_password
        Give this account a new password and serve nothing; empty: serve.
    tell
        Says a sentence (English, with `{…}` fields) to whoever started it.
    """

    folder: Path
    language: str
    port: int | None = None
    is_lan: bool = False
    certificate: Path | None = None
    key: Path | None = None
    opens_browser: bool = True
    reset: str = ""
    new_password: str = ""
    tell: Callable[..., None]
