"""Guards accounts against people who come at one moment: what is judged of an account is still so when it is written."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from planner.domain.account import Role
from planner.domain.errors import InputError
from planner.usecases.accounts import MOST_TRIES, add_account, change_account, make_first_account, set_password, sign_in
from planner.usecases.workspace import LEDGER_VARIABLE, Workspace, held_ledger
from tests.desk.pages import PASSWORD, PLAIN, PlainPasswords
from tests.usecases.town import AT_DESK

MANY = 12


class Slow(PlainPasswords):
    """Passwords whose hashing ends for all at one moment."""

    def __init__(self, number: int) -> None:
        self._meeting = threading.Barrier(number, timeout=20)

    def made(self, password: str) -> str:
        self._meeting.wait()
        return super().made(password)

    def is_right(self, kept: str, password: str) -> bool:
        self._meeting.wait()
        return super().is_right(kept, password)


@pytest.fixture
def workspace(place: Path | str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An empty workspace whose ledger a desk holds open, on each kind of database in turn."""
    if isinstance(place, str):
        monkeypatch.setenv(LEDGER_VARIABLE, place)
    Workspace.create(tmp_path / "ws", AT_DESK)
    ledger = held_ledger(tmp_path / "ws")
    yield Workspace(tmp_path / "ws", AT_DESK, held=ledger)
    ledger.close()


def _at_once(works: Sequence[Callable[[], object]]) -> list[str]:
    def done(work: Callable[[], object]) -> str:
        try:
            work()
        except InputError as error:
            return error.faults[0].code
        return ""

    with ThreadPoolExecutor(len(works)) as people:
        return list(people.map(done, works))


def test_one_first_account(workspace: Workspace) -> None:
    """Of many who make the first account at one moment one has it."""
    slow = Slow(4)
    found = _at_once([lambda n=n: make_first_account(workspace, f"ORANG {n} CONTOH", PASSWORD, slow) for n in range(4)])  # type: ignore[misc]
    assert sorted(found) == ["", "E6060", "E6060", "E6060"]


def test_one_account_of_a_name(workspace: Workspace) -> None:
    """Of two who make an account of one name at one moment, the second overwrites nothing."""
    slow = Slow(2)
    found = _at_once([lambda: add_account(workspace, "ORANG CONTOH", PASSWORD, [Role.DESK], passwords=slow)] * 2)
    assert sorted(found) == ["", "E6065"]


def test_no_more_tries_than_five(workspace: Workspace) -> None:
    """Wrong passwords that are all on their way lock the account after five; a right one behind them opens nothing."""
    name = make_first_account(workspace, "ORANG CONTOH", PASSWORD, PLAIN).name
    slow = Slow(MANY)
    found = _at_once([lambda n=n: sign_in(workspace, name, f"salah {n}", slow) for n in range(MANY)])  # type: ignore[misc]
    assert sorted(found) == ["E6061"] * (MOST_TRIES - 1) + ["E6062"] * (MANY - MOST_TRIES + 1)


def test_a_sign_in_puts_no_old_password_back(workspace: Workspace) -> None:
    """Whoever signs in by a password while it is replaced does not, and the new one stays."""
    name = make_first_account(workspace, "ORANG CONTOH", PASSWORD, PLAIN).name

    class Replacing(PlainPasswords):
        def is_right(self, kept: str, password: str) -> bool:
            set_password(workspace, name, "sandi baru contoh", PLAIN)
            return super().is_right(kept, password)

    with pytest.raises(InputError, match="E6061"):
        sign_in(workspace, name, PASSWORD, Replacing())
    assert sign_in(workspace, name, "sandi baru contoh", PLAIN).name == name


def test_somebody_keeps_the_accounts(workspace: Workspace) -> None:
    """Of two keepers who shut each other at one moment one stays."""
    names = ["SATU CONTOH", "DUA CONTOH"]
    make_first_account(workspace, names[0], PASSWORD, PLAIN)
    add_account(workspace, names[1], PASSWORD, [Role.KEEPER], passwords=PLAIN)
    meeting = threading.Barrier(2, timeout=20)

    def shut(name: str) -> None:
        meeting.wait()
        change_account(workspace, name, is_active=False)

    assert sorted(_at_once([lambda name=name: shut(name) for name in names])) == ["", "E6067"]  # type: ignore[misc]


def test_a_new_password_opens_no_shut_account(workspace: Workspace) -> None:
    """Neither by its own person, who was at it while it was shut, nor by a keeper who thinks of something else."""
    make_first_account(workspace, "SATU CONTOH", PASSWORD, PLAIN)
    name = add_account(workspace, "DUA CONTOH", PASSWORD, [Role.DESK], passwords=PLAIN).name
    change_account(workspace, name, is_active=False)
    set_password(workspace, name, PASSWORD, PLAIN)
    with pytest.raises(InputError, match="E6061"):
        sign_in(workspace, name, PASSWORD, PLAIN)
    set_password(workspace, name, PASSWORD, PLAIN, is_opened=True)
    assert sign_in(workspace, name, PASSWORD, PLAIN).name == name
