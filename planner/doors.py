"""The command `dds`, which knows both doors: it starts the terminal and hands it the way to open the desk in a browser.

The doors themselves never see each other.
"""

import gc
import sys
import time
from typing import TYPE_CHECKING, NoReturn

from planner.domain.errors import InputError
from planner.terminal.main import run

if TYPE_CHECKING:  # a start-up of its own, which `dds -h` does without
    from planner.usecases.accounts import Passwords
    from planner.usecases.serving import Serving

_RARELY = 100_000, 50, 100
"""When to look for rings of objects that nobody holds: a command makes 100,000 records that live as long as it does, and to
look through them again and again took a fifth of the time of reading them."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command and end the process with its exit code."""
    gc.set_threshold(*_RARELY)
    spent = time.process_time() if arguments is None else 0.0  # of a process of its own: Python's start, no less on any clock
    asked = sys.argv[1:] if arguments is None else arguments
    sys.exit(run(asked, open_desk=open_desk, passwords=make_passwords, spent=spent))


def make_passwords() -> "Passwords":
    """What the desk hashes and compares passwords with.

    Raises
    ------
    InputError
        E9001 if the extra `desk` is not installed.
    """
    try:
        from planner.desk.passwords import ArgonPasswords  # noqa: PLC0415 (an extra, and only one command wants it)
    except ModuleNotFoundError as error:
        raise InputError.of("E9001", package="argon2-cffi", form="sign-in", extra="desk") from error
    return ArgonPasswords()


def open_desk(wish: "Serving") -> None:
    """Serve the desk's pages until somebody stops it."""
    from planner.desk.serving import serve  # noqa: PLC0415 (an extra, and only one command wants it)

    serve(wish)


if __name__ == "__main__":  # `python -m planner.doors`: the icon of the desk starts it so
    main()
