"""Serves the desk's pages: on this PC alone, or on the station's network where that is said."""

import logging
import socket
import threading
import webbrowser

import uvicorn

from planner.desk.app import make_app
from planner.desk.house import wall_clock
from planner.desk.one_desk import OneDesk
from planner.desk.passwords import ArgonPasswords
from planner.domain.errors import InputError
from planner.usecases.accounts import has_accounts, set_password
from planner.usecases.acting import Acting
from planner.usecases.failing import way_of
from planner.usecases.jobs.changing import take_up
from planner.usecases.serving import Serving
from planner.usecases.workspace import Workspace
from planner.words.language import words

PORT = 8420
_HERE, _ANYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 (only by --lan)


def serve(wish: Serving) -> None:
    """Serve until somebody stops it.

    Raises
    ------
    InputError
        E6068 if it is to be open to the network and nobody has an account yet; E6069 if the port is taken; E6094 if the desk is
        open already, and otherwise than is asked for.
    """
    say = words(wish.language)
    acting = Acting(person="dds desk", clock=wall_clock, tell=lambda fault: wish.tell("{fault}", fault=say.fault(fault)))
    workspace = Workspace(wish.folder, acting)
    take_up(workspace)
    if wish.reset:
        set_password(workspace, wish.reset, wish.new_password, ArgonPasswords(), is_opened=True)
        wish.tell("{name} has a new password.", name=wish.reset)
        return
    if wish.is_lan and not has_accounts(workspace):
        raise InputError.of("E6068")
    desk = OneDesk(wish.folder)
    with desk.taken() as is_ours:
        if is_ours:
            _serve(wish, desk)
        else:
            _show(wish, desk.address())


def _show(wish: Serving, address: str) -> None:
    """Show the page of the desk that is open already."""
    if wish.is_lan or wish.port or wish.certificate:
        raise InputError.of("E6094", address=address)
    wish.tell("The desk is open already at {address}", address=address)
    if wish.opens_browser and address:
        webbrowser.open(address)


def _serve(wish: Serving, desk: OneDesk) -> None:
    """Serve the pages until somebody stops it."""
    is_secure, host = wish.certificate is not None, _ANYWHERE if wish.is_lan else _HERE
    listener = _listener(host, wish.port)
    port = listener.getsockname()[1]
    names = ["127.0.0.1", "localhost", *(_own_names() if wish.is_lan else ())]
    app = make_app(wish.folder, language=wish.language, hosts=names, is_secure=is_secure)
    addresses = [f"{'https' if is_secure else 'http'}://{name}:{port}/" for name in names]
    for address in addresses if wish.is_lan else addresses[:1]:
        wish.tell("The desk is open at {address}", address=address)
    if wish.is_lan and not is_secure:
        wish.tell("Without --certificate anybody who listens on the network can read pages and passwords.")
    wish.tell("Ctrl-C ends it.")
    desk.say(addresses[0])
    if wish.opens_browser:
        threading.Timer(1.0, webbrowser.open, addresses[:1]).start()
    _quieten_log()
    config = uvicorn.Config(
        app,
        log_level="warning",
        log_config=None,  # `_quieten_log`
        access_log=False,  # addresses of pages name sheets and homes
        server_header=False,
        ssl_certfile=wish.certificate,
        ssl_keyfile=wish.key,
    )
    uvicorn.Server(config).run(sockets=[listener])


class Wordless(logging.Formatter):
    """Writes records of a log with the way of a failure in place of its messages."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the way of what was raised, if anything was."""
        error = record.exc_info[1] if record.exc_info else None
        said = f"{record.levelname} {record.name}: {record.getMessage()}"
        return said if error is None else "\n".join((said, *way_of(error)))


def _quieten_log() -> None:
    """Log warnings and failures alone, these without their messages: libraries put names and addresses into them."""
    handler = logging.StreamHandler()
    handler.setFormatter(Wordless())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def _listener(host: str, port: int | None) -> socket.socket:
    """A listening socket; on a free port where the usual one is taken and none was asked for."""
    for number in (PORT, 0) if port is None else (port,):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen()  # the address is told next: whoever is quicker than the pages waits, and is not refused
        except OSError:
            listener.close()
        else:
            return listener
    raise InputError.of("E6069", port=port or PORT)


def _own_names() -> list[str]:
    """Names and addresses of this PC in its network."""
    name = socket.gethostname()
    try:
        addresses = {str(entry[4][0]) for entry in socket.getaddrinfo(name, None, socket.AF_INET)}
    except OSError:
        addresses = set()
    return [name, *sorted(addresses - {"127.0.0.1"})]
