"""Keeps the commands of several steps that have begun and not ended, and the numbers that plans have taken."""

import contextlib
import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, inspect, select, update

from planner.domain.errors import InputError
from planner.domain.job import Fate, Job, Step
from planner.ledger import schema
from planner.ledger.engine import reading, writing

_jobs, _numbers = schema.jobs, schema.plan_numbers


class Jobs:
    """The jobs of a ledger. They run under the workspace's lock: who has the lock and finds one knows that it was killed."""

    _engine: Engine

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Let all that is written within be one transaction."""
        with writing(self._engine):
            yield

    def begin_job(self, kind: str, about: str, fate: Fate, to_do: Sequence[Step], *, now: dt.datetime, actor: str) -> Job:
        """Keep that a job begins, before its first step."""
        with writing(self._engine) as connection:
            row = {"kind": kind, "about": about, "actor": actor, "began": now, "fate": fate.value}
            found = connection.execute(insert(_jobs), {**row, "done": "[]", "to_do": _text(to_do)})
            key = found.inserted_primary_key
        number = int(key[0]) if key else 0
        return Job(number=number, kind=kind, about=about, actor=actor, began=now, fate=fate, to_do=tuple(to_do))

    def keep_job(self, job: Job) -> None:
        """Keep how far a job is; one with nothing to do has ended, and its line goes."""
        with writing(self._engine) as connection:
            if not job.to_do:
                connection.execute(delete(_jobs).filter_by(number=job.number))
                return
            values = {"about": job.about, "fate": job.fate.value, "done": json.dumps(job.done), "to_do": _text(job.to_do)}
            connection.execute(update(_jobs).filter_by(number=job.number).values(values))

    def open_jobs(self) -> tuple[Job, ...]:
        """Jobs that have not ended, oldest first."""
        with reading(self._engine) as connection:
            return _read(connection)

    def has_open_jobs(self) -> bool:
        """Whether there are any; no, where the ledger cannot say: the command that follows tells what is wrong with it."""
        try:
            with reading(self._engine) as connection:
                return inspect(connection).has_table(_jobs.name) and bool(_read(connection))
        except InputError:
            return False

    def raise_number(self, date: dt.date, highest: int) -> None:
        """Give no version of a day's plan up to a number: a folder has a file of it, whoever made that."""
        with writing(self._engine) as connection:
            taken = connection.execute(select(_numbers.c.taken).filter_by(date=date)).scalar() or 0
            if highest > taken:
                connection.execute(delete(_numbers).filter_by(date=date))
                connection.execute(insert(_numbers), {"date": date, "taken": highest})

    def take_number(self, date: dt.date, *, above: int = 0) -> int:
        """Take the next version of a day's plan: above all that were taken, whatever became of them, and above a number."""
        with writing(self._engine) as connection:
            columns = (_numbers.c.taken, schema.plans.c.version, schema.sheets.c.plan_version)
            taken = [connection.execute(select(func.max(one)).where(one.table.c.date == date)).scalar() for one in columns]
            number = max(above, *(int(one or 0) for one in taken)) + 1
            connection.execute(delete(_numbers).filter_by(date=date))
            connection.execute(insert(_numbers), {"date": date, "taken": number})
            return number


def _read(connection: Connection) -> tuple[Job, ...]:
    rows = connection.execute(select(_jobs).order_by(_jobs.c.number)).mappings()
    return tuple(_job(dict(row)) for row in rows)


def _job(row: dict[str, Any]) -> Job:
    try:
        to_do = tuple(Step(verb=verb, values=values) for verb, values in json.loads(row["to_do"])) or (Step(verb=""),)
        return Job(**{**row, "fate": Fate(row["fate"]), "done": tuple(map(str, json.loads(row["done"]))), "to_do": to_do})
    except (ValueError, TypeError, RecursionError):  # not as we write it: whoever takes it up refuses it
        return Job(**{**row, "fate": Fate.UNDO, "done": (), "to_do": (Step(verb=""),)})


def _text(steps: Sequence[Step]) -> str:
    return json.dumps([[step.verb, dict(step.values)] for step in steps], ensure_ascii=False)
