"""A sealed backup of the ledger, handed to the browser of whoever keeps the station's data."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from starlette.responses import Response

from planner.desk.answering import sentences
from planner.desk.call import Call
from planner.domain.errors import InputError
from planner.usecases.backing_up import back_up


def show(call: Call) -> Response:
    """The form for the passphrase."""
    return _page(call)


def make(call: Call) -> Response:
    """Copy, check and seal the ledger; the copy lies nowhere here afterwards, and never leaves unsealed."""
    passphrase, again = str(call.form.get("passphrase", "")), str(call.form.get("again", ""))
    if passphrase != again:
        return _page(call, lines=[call.say("The two passphrases differ.")], status=422)
    name = f"ledger-{call.workspace().now().date()}.age"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        try:
            back_up(call.workspace(), path, passphrase=passphrase)
        except InputError as error:
            return _page(call, lines=sentences(error, call.words), status=422)
        content = path.read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


def _page(call: Call, *, lines: Sequence[str] = (), status: int = 200) -> Response:
    return call.page("backup.html", status=status, lines=lines)
