"""Who works at this terminal: the account of the operating system, by the clock on the wall."""

import datetime as dt
import os

from planner.usecases.acting import Acting


def account_at_work() -> Acting:
    """The account that is logged in, as the system knows it, whatever LOGNAME says; `desk` on a machine without accounts."""
    try:
        person = _name_of_account()
    except (ImportError, KeyError, OSError):
        person = "desk"
    return Acting(person=person or "desk", clock=lambda: dt.datetime.now(dt.UTC))


def _name_of_account() -> str:
    if os.name == "nt":
        return os.getlogin()
    import pwd  # noqa: PLC0415 (there is none on Windows)

    return pwd.getpwuid(os.getuid()).pw_name
