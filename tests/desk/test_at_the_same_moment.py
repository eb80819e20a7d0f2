"""Guards that of two desks that decide from the same page at the same moment one is kept and the other is told."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.usecases.complaints import complaint_life, complaint_text, end_complaint, write_complaint
from planner.usecases.persons import correct_person, person
from planner.usecases.seen import mark_of
from planner.usecases.workspace import Workspace, held_ledger
from tests.usecases.town import AT_DESK, make_workspace


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Workspace, Workspace]]:
    """Two desks at one ledger that stays open, as requests of one program are."""
    folder = make_workspace(tmp_path).folder
    ledger = held_ledger(folder)
    yield Workspace(folder, AT_DESK, held=ledger), Workspace(folder, AT_DESK, held=ledger)
    ledger.close()


def _codes(*work: Callable[[], object]) -> list[str]:
    """Do all at the same moment: what each is refused with, nothing where it was kept."""
    start = threading.Barrier(len(work))

    def one(do: Callable[[], object]) -> str:
        start.wait()
        try:
            do()
        except InputError as error:
            return error.faults[0].code
        return ""

    with ThreadPoolExecutor(len(work)) as pool:
        return sorted(pool.map(one, work))


@pytest.mark.parametrize("_time", range(5))
def test_words_of_a_complaint(desks: tuple[Workspace, Workspace], _time: int) -> None:
    """Two write other words in the place of the same ones."""
    one, other = desks
    seen = complaint_life(one, "C1").text_mark
    texts = ("dari meja satu", "dari meja dua")
    codes = _codes(
        lambda: write_complaint(one, "C1", texts[0], seen=seen, is_added=False),
        lambda: write_complaint(other, "C1", texts[1], seen=seen, is_added=False),
    )
    assert codes == ["", "E6037"]
    assert complaint_text(one, "C1") in texts


@pytest.mark.parametrize("_time", range(5))
def test_a_word_about_a_complaint(desks: tuple[Workspace, Workspace], _time: int) -> None:
    """Two say how the same complaint goes on."""
    one, other = desks
    seen = mark_of(complaint_life(one, "C1").life)
    codes = _codes(
        lambda: end_complaint(one, "C1", "accepted", seen=seen), lambda: end_complaint(other, "C1", "closed", seen=seen)
    )
    assert codes == ["", "E6138"]


@pytest.mark.parametrize("_time", range(5))
def test_a_field_of_a_home(desks: tuple[Workspace, Workspace], _time: int) -> None:
    """Two correct the same name."""
    one, other = desks
    seen = mark_of(person(one, "H007").record.household)
    codes = _codes(
        lambda: correct_person(one, "H007", {"head_name": "Contoh A"}, seen=seen),
        lambda: correct_person(other, "H007", {"head_name": "Contoh B"}, seen=seen),
    )
    assert codes == ["", "E6138"]
