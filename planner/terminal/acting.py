"""Who works at this terminal: the account of the operating system, by the clock on the wall."""

import datetime as dt
import getpass

from planner.usecases.acting import Acting


def account_at_work() -> Acting:
    """The account that is logged in; `desk` on a machine without accounts."""
    try:
        person = getpass.getuser()
    except (KeyError, OSError):
        person = "desk"
    return Acting(person=person or "desk", clock=lambda: dt.datetime.now(dt.UTC))
