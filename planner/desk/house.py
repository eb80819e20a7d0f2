"""What all requests of one desk share: folder, open ledger, sessions, passwords, jobs, templates and the clock."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from planner.desk.answers_kept import AnswersKept
from planner.desk.jobs import JobBoard
from planner.desk.known_accounts import KnownAccounts
from planner.desk.passwords import ArgonPasswords
from planner.desk.rendering import Pages
from planner.desk.session import Sessions
from planner.domain.account import Role
from planner.domain.errors import Fault
from planner.usecases import sessions
from planner.usecases.accounts import Passwords
from planner.usecases.acting import Acting
from planner.usecases.forecasting import ForecastReport
from planner.usecases.jobs.changing import take_up
from planner.usecases.open_plans import OpenPlans
from planner.usecases.reaching import ReachPapers
from planner.usecases.recording.typed_sheet import TypedSheets
from planner.usecases.week.whatif import WeekComparison
from planner.usecases.whatif.report import WhatifReport
from planner.usecases.workspace import Workspace, held_ledger

Menu = Callable[[frozenset[Role]], list[tuple[str, str]]]
"""Address and name of the pages that somebody with some roles may open."""
Opens = Callable[[str, frozenset[Role], str], bool]
"""Whether an address is open to some roles, by a method."""


def wall_clock() -> dt.datetime:
    """The moment, by the clock on the wall."""
    return dt.datetime.now(dt.UTC)


class House:
    """One desk that is open.

    Attributes
    ----------
    ledger
        Held open: checking a large file anew at every click would cost more than the click.
    accounts
        Those of people at work, so that not every click reads them.
    api, opens
        The document of the API, and whether addresses are open to roles, as the application tells it.
    plans
        Plans and roads that stay open.
    answers, weeks, forecasts, reaches
        To questions of what if on a day and on a week, of when, and of whom nobody reaches.
    marked
        Name and copy of refused files with their faults marked; nowhere on the disk.
    held
        Name and content of files whose homes are probably there already, until somebody says that they are to be taken.
    num_returns
        How often a backup has taken the place of the ledger.
    """

    def __init__(
        self,
        folder: Path,
        *,
        language: str,
        passwords: Passwords | None = None,
        clock: Callable[[], dt.datetime] = wall_clock,
        menu: Menu,
        is_secure: bool = False,
    ) -> None:
        self.folder, self.language, self.clock, self.menu = folder, language, clock, menu
        self.opens: Opens = lambda *_: False
        self.api: Mapping[str, Any] = {}
        self.passwords: Passwords = passwords or ArgonPasswords()
        self.ledger = held_ledger(folder)
        self.accounts = KnownAccounts(lambda words: sessions.signed_in(self.ledger, words))
        self.sessions = Sessions(folder, is_secure=is_secure)
        self.jobs, self.pages, self.plans = JobBoard(), Pages(), OpenPlans()
        self.answers, self.forecasts = AnswersKept[WhatifReport](), AnswersKept[ForecastReport]()
        self.weeks, self.reaches = AnswersKept[WeekComparison](), AnswersKept[ReachPapers]()
        self.marked, self.held = AnswersKept[tuple[str, bytes]](), AnswersKept[tuple[str, bytes]]()
        self.sheets = TypedSheets(self.plans.kept)
        self.num_returns = 0
        self._told: dict[str, dict[str, bool]] = {}
        self._news: list[Fault] = []
        self._heard: set[str] = set()
        self.ledger.when_reopened = self._begin_anew

    def told(self, token: str, sentence: str, *, is_warning: bool = False) -> None:
        """Keep a sentence for the next page of a session, after those that no page has said yet: done, or to be heeded."""
        if len(self._told) > 1000:  # of sessions that never came back
            self._told.clear()
        self._told.setdefault(token, {}).setdefault(sentence, is_warning)

    def take_told(self, token: str) -> tuple[list[str], list[str]]:
        """The sentences for this page, once: what was done, and what is to be heeded."""
        kept = self._told.pop(token, {})
        return [one for one, is_warning in kept.items() if not is_warning], [one for one in kept if kept[one]]

    def take_news(self, token: str) -> list[Fault]:
        """What everybody is told once, by the next page of each session: that a backup is the ledger since."""
        news, is_heard = self._news, token in self._heard
        self._heard.add(token)
        return [] if is_heard else news

    def _begin_anew(self) -> None:
        """Forget what was read in a ledger whose place a backup has taken, and put in order what that brings back."""
        self.accounts.forget()
        for kept in (self.answers, self.forecasts, self.weeks, self.reaches, self.held, self.marked):
            kept.clear()
        self.sheets = TypedSheets(self.plans.kept)
        news = list[Fault]()
        take_up(Workspace(self.folder, Acting(person="dds desk", clock=self.clock, tell=news.append), held=self.ledger))
        self._news, self._heard, self.num_returns = news, set(), self.num_returns + 1

    def close(self) -> None:
        """Stop what runs and close the ledger."""
        self.jobs.cancel_all()
        self.ledger.close()
