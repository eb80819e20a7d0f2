"""A form that makes something new is taken once, however often it is sent: a key is made with its page, and comes with it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.responses import RedirectResponse, Response

from planner.desk.call import Call
from planner.domain.errors import InputError

MOST_KEPT = 500
"""Forms that are remembered; the oldest goes."""


@dataclass(slots=True)
class _Taken:
    """A form that was, or is being, taken: the mark of what was in it, and where its result is."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    mark: str = ""
    address: str = ""


class SentOnce:
    """The keys of forms that were taken, with what came of them."""

    def __init__(self) -> None:
        self._taken: dict[tuple[str, str, str, int], _Taken] = {}
        self._lock = threading.Lock()

    def answered(self, call: Call, handler: Callable[[Call], Response]) -> Response:
        """Take a form, unless it was taken before: then its result is shown again. One without a key is taken as it is.

        What was refused is not remembered, so that it can be put right; nor what was taken before a backup became the ledger.

        Raises
        ------
        InputError
            E4122 if the form was taken before and says something else now.
        """
        key = call.typed("once")
        if not key or call.wants_json:
            return handler(call)
        taken, mark = self._of((call.person, call.request.url.path, key, call.house.num_returns)), call.mark(call.sent)
        with taken.lock:  # the same form may be on its way twice
            if taken.address:
                if taken.mark != mark:
                    raise InputError.of("E4122")
                return call.go(taken.address, told=call.say("The form came twice; it was taken once."))
            response = handler(call)
            if isinstance(response, RedirectResponse):
                taken.mark, taken.address = mark, response.headers["location"]
            return response

    def _of(self, key: tuple[str, str, str, int]) -> _Taken:
        with self._lock:
            found = self._taken.setdefault(key, _Taken())
            for old in list(self._taken)[:-MOST_KEPT]:
                del self._taken[old]
            return found
