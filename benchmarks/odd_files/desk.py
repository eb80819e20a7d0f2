"""The desk's doors: addresses, questions, forms, the API and uploads, asked by each role with values that nobody means.

Right is an answer that is no failure of the program's, in time, that shows nothing of its inside; what is refused has changed
nothing. Work that a form begins is waited for: it too ends well or by a coded refusal.
"""

import datetime as dt
import hashlib
import inspect
import logging
import random
import re
import shutil
import sqlite3
import time
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks.odd_files.commands import CLOCKS, DAYS, NUMBERS, WORDS
from benchmarks.odd_files.forms import Form, forms_of
from benchmarks.odd_files.garbling import garbage, garbled_bytes
from benchmarks.odd_files.judging import Wrong, note_asked
from benchmarks.odd_files.lists import FORMS, OTHERS
from benchmarks.odd_files.table_files import table_bytes
from planner.desk.access import Entry
from planner.desk.routes import ENTRIES
from planner.domain.account import Role
from planner.domain.errors import InputError
from planner.usecases.refusing import RequiredMissedError
from tests.desk.pages import Browser, add_everybody
from tests.usecases.desk import DATE, SHEET

NOW = dt.datetime(2025, 8, 26, 1, 0, tzinfo=dt.UTC)
"""Eight o'clock in the town, on its planned day."""
MOST_SECONDS = 2.0
"""After which a search that somebody began is stopped, as its page can."""
PARTS: dict[str, tuple[str, ...]] = {
    "day": (DATE, DATE, "2025-08-27"), "version": ("1", "2"), "team": ("T01", "T02"), "sheet": (SHEET,), "home": ("H003",),
    "complaint": ("C1", "C2"), "facility": ("F1",), "kind": ("households", "teams", "complaints", "facilities", "roads"),
    "period": ("2025-08",), "language": ("id", "en"), "name": ("sheets.pdf", "plan.html", "Bripda DUA CONTOH"),
    "visit": ("H003", "H001"),
}  # fmt: skip
FIELDS: dict[str, tuple[str, ...]] = {
    **PARTS, "visits": ("H001", "H002"), "shift": ("T01", "T02"), "teams": ("T01", "T02"), "household": ("H003", ""),
    "line": ("b 0807 0822", "b", "t", "x 9", "b k1"), "from": (DATE,), "month": ("2025-08",),
    "status": ("open", "closed", "seen"), "category": ("CRM", "LPJ", "RJK"), "seconds": ("1",), "at": ("09:30",),
}  # fmt: skip
_INSIDE = re.compile(r"Traceback|sqlite3|SQLAlchemy|/planner/|site-packages|File \"")
_CODE = re.compile(r"\bE\d{4}\b")
_BOOKS = ("households", "complaints", "teams", "facilities", "visits", "plans")
"""Tables that a refused form must leave alone."""
_LONGEST = 3000
"""Signs of an address: servers refuse longer ones before the program sees them."""


class _Failures(logging.Handler):
    """Keeps what the desk logs of its own failures, for the verdict."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            where = inspect.getinnerframes(record.exc_info[2])[-1] if record.exc_info[2] else None
            place = f" at {Path(where.filename).name}:{where.lineno}" if where else ""
            self.told.append(f"{record.exc_info[0].__name__}: {record.exc_info[1]}{place}"[:300])  # type: ignore[union-attr]


_failures = _Failures()


class _Town:
    """A desk in a copy of the planned day, and one person of each role who has signed in."""

    def __init__(self, source: Path, target: Path) -> None:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
        self.folder = target
        self._stack = ExitStack()
        first = Browser(target, clock=lambda: NOW)
        self._stack.enter_context(first.client)
        self.people = {role: first.other() for role in Role}
        for role, person in self.people.items():
            person.sign_in(role)

    @property
    def house(self) -> Any:
        """What all requests of the desk share."""
        return next(iter(self.people.values())).app.state.house

    def books(self) -> str:
        """A digest of what the ledger holds of homes, teams, complaints, facilities, visits and plans."""
        with sqlite3.connect(self.folder / "ledger.sqlite") as ledger:
            rows = [ledger.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in _BOOKS]  # noqa: S608 (ours)
        ledger.close()
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    def close(self) -> None:
        """Close the desk."""
        self._stack.close()


_open: dict[Path, _Town] = {}


def prepare(folder: Path) -> None:
    """Give a copy of the planned day accounts and short searches; every desk begins with it."""
    target = shutil.copytree(folder / "planned-day", folder / "peopled-day")
    settings = target / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"time_limit = \d+ ", "time_limit = 0.2 ", text), encoding="utf-8")
    add_everybody(target)
    log = logging.getLogger("planner.desk")
    log.addHandler(_failures)
    log.propagate = False


def closed(folder: Path) -> None:
    """Close the desk that is open beside a workspace."""
    if town := _open.pop(folder, None):
        town.close()


def variant(rng: random.Random, workspace: Path) -> tuple[str, ...]:
    """One thing that one person does at the desk."""
    folder = workspace.parent
    if rng.random() < 0.1:
        closed(folder)
    if folder not in _open:
        _open[folder] = _Town(folder / "peopled-day", folder / "odd-desk")
    town, role = _open[folder], rng.choice(list(Role))
    _failures.told.clear()
    try:
        codes, is_signed_in = _one_thing(rng, town, role)
    except BaseException:
        closed(folder)
        raise
    if not is_signed_in:
        closed(folder)
    return codes


def _one_thing(rng: random.Random, town: _Town, role: Role) -> tuple[tuple[str, ...], bool]:
    """Do it and judge the answer: the codes that refused it, and whether the person is still signed in."""
    person, before = town.people[role], town.books()
    own = [entry for entry in ENTRIES if entry.is_open_to(frozenset({role}))] if rng.random() < 0.9 else list(ENTRIES)
    choice = rng.random()
    if choice < 0.15:
        answer = _upload(rng, person)
    elif choice < 0.5:
        answer = _filled_in(rng, person, [entry for entry in own if entry.method == "GET"])
    else:
        answer = _made_up(rng, person, rng.choice(own))
    _finish_jobs(town)
    if answer is None:
        return (), True
    text = answer.text if "octet" not in answer.headers.get("content-type", "") else ""
    if answer.status_code >= 500:
        raise Wrong(f"{answer.status_code}: {' | '.join(_failures.told)}")
    if found := _INSIDE.search(text):
        raise Wrong(f"an inside is shown: {text[max(0, found.start() - 100) : found.end() + 200]}")
    if answer.status_code >= 400 and answer.request.method == "POST" and town.books() != before:
        raise Wrong(f"refused with {answer.status_code}, and the books changed")
    is_signed_in = answer.status_code != 401 and not str(answer.url.path).startswith(("/sign-in", "/sign-out"))
    codes = tuple(_CODE.findall(text)) if answer.status_code == 422 else ()
    return codes or ((str(answer.status_code),) if answer.status_code >= 400 else ()), is_signed_in


def _finish_jobs(town: _Town) -> None:
    """Wait for work that was begun; stop it after some seconds, as its page can."""
    began = time.monotonic()
    for job in town.house.jobs.going_on():
        while not job.is_ended:
            if time.monotonic() - began > MOST_SECONDS:
                job.watched.cancel()
            time.sleep(0.005)
        if job.error is not None and not isinstance(job.error, InputError | RequiredMissedError):
            raise Wrong(f"work of {job.back}: {type(job.error).__name__}: {str(job.error)[:300]}")


def _made_up(rng: random.Random, person: Browser, entry: Entry) -> Any:
    """An address with odd parts and odd fields of the names that its pages read."""
    path = re.sub(r"\{(\w+)[^}]*\}", lambda part: _part(rng, part.group(1)), entry.path)
    names = [name for name in _names_read(inspect.getmodule(entry.handler)) if rng.random() < 0.5]
    fields = [(name, _value(rng, name)) for name in names for _ in range(rng.choice((1, 1, 1, 3)))]
    return _send(rng, person, entry.method, path, fields)


def _filled_in(rng: random.Random, person: Browser, pages: list[Entry]) -> Any:
    """A form of a page as it is shown, some of its fields changed."""
    entry = rng.choice(pages)
    path = re.sub(r"\{(\w+)[^}]*\}", lambda part: rng.choice(PARTS.get(part.group(1), ("xx",))), entry.path)
    note_asked(f"GET {path}")
    page = person.client.get(path, headers={"accept": "text/html"})
    forms = [form for form in forms_of(page.text) if form.action.startswith("/") or not form.action]
    if page.status_code != 200 or not forms:
        return page
    form = rng.choice(forms)
    return _send(rng, person, form.method.upper(), form.action or path, _touched(rng, form), files=form.files)


def _touched(rng: random.Random, form: Form) -> list[tuple[str, str]]:
    """What the form would send, with other choices and odd values here and there."""
    fields = [(name, value) for name, value in form.fields if name != "token"]
    for name, offered in form.choices.items():
        if rng.random() < 0.5:
            fields.append((name, rng.choice(offered)))
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        if fields:
            at = rng.randrange(len(fields))
            fields[at] = (fields[at][0], _value(rng, fields[at][0]))
    return fields


def _send(
    rng: random.Random, person: Browser, method: str, path: str, fields: list[tuple[str, str]], files: list[str] | None = None
) -> Any:
    """Send fields as a browser or a program would."""
    shown = {"accept": rng.choice(("text/html", "text/html", "application/json"))}
    told = " ".join(f"{name}={value[:30]!r}" for name, value in fields)
    note_asked(f"{method} {path[:120]} {told}"[:400])
    if method == "GET":
        sent = [(name, value[:_LONGEST]) for name, value in fields]
        return person.client.get(path, params=_listed(sent), headers=shown)
    form = _listed(fields) | ({"token": person.token} if rng.random() < 0.95 else {})
    sent_files = dict.fromkeys(files or (), ("x.csv", b"id,village\nH1,V1\n"))
    return person.client.post(path, data=form, files=sent_files or None, headers=shown)


def _listed(fields: list[tuple[str, str]]) -> dict[str, Any]:
    """Fields by name, several of one name in a list; lone halves of letters cannot be sent."""
    found: dict[str, Any] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value.encode("utf-8", "replace").decode())
    return found


def _upload(rng: random.Random, person: Browser) -> Any:
    """A table, its cells garbled or its bytes broken, under a name of any kind."""
    kind = rng.choice((*OTHERS, "households", "roads"))
    rows = [list(row) for row in OTHERS.get(kind, OTHERS["facilities"])]
    for _ in range(rng.randrange(5)):
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = garbage(rng)
    form = rng.choice(FORMS)
    content = table_bytes({"Data": rows}, form, rng)
    if rng.random() < 0.3:
        content = garbled_bytes(content, rng)
    name = rng.choice(
        (f"x.{form}", f"x.{form}", "x.osm", "../../x.csv", "a" * 300 + ".csv", "x\u202e.csv", ".csv", "con.csv", "x")
    )
    note_asked(f"POST /import/{kind} {name[:40]} {content[:60]!r}")
    data = {"token": person.token, "columns": _value(rng, "columns"), "dates": rng.choice(("", "dmy", "mdy", "x"))}
    return person.client.post(f"/import/{kind}", data=data, files={"file": (name, content)}, headers={"accept": "text/html"})


def _part(rng: random.Random, name: str) -> str:
    value = rng.choice(PARTS[name]) if name in PARTS and rng.random() < 0.7 else _odd(rng)
    return quote(value.encode("utf-8", "replace")[:_LONGEST], safe="") or "x"


def _value(rng: random.Random, name: str) -> str:
    """A value of the right kind in half of the cases, else of any."""
    if name in FIELDS and rng.random() < 0.5:
        return rng.choice(FIELDS[name])
    value = _odd(rng)
    return "1" if name == "seconds" and value.isdigit() else value  # a search may take as long as it is told


def _odd(rng: random.Random) -> str:
    return garbage(rng) if rng.random() < 0.3 else rng.choice((*NUMBERS, *DAYS, *CLOCKS, *WORDS))


@cache
def _names_read(module: Any) -> tuple[str, ...]:
    """Names of the fields and questions that the pages of a module read, as its text has them."""
    text = inspect.getsource(module)
    return tuple(sorted(set(re.findall(r"(?:typed|ticked|asked|get)\(\s*\"(\w+)\"", text))))
