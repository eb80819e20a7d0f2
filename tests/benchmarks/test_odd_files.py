"""Guards every door against broken and odd files: a part of what `python -m benchmarks.odd_files` judges."""

from pathlib import Path

import pytest

from benchmarks.odd_files.__main__ import DOORS, prepared, verdict_of


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station with an empty ledger, made once."""
    return prepared(tmp_path_factory.mktemp("odd"))


SEEDS = {"lists": 240, "roads": 100, "problems": 100, "papers": 100, "commands": 60}
BEFORE = {"lists": (296,), "roads": (3381, 4329), "commands": (768, 11228)}
"""Seeds that went wrong once: a merged heading at the edge, broken coordinates of OpenStreetMap, a visit without a name, a
folder's name of 70,000 letters."""


@pytest.mark.parametrize("door", DOORS)
def test_a_file_is_read_rightly_or_refused_with_a_code(workspace: Path, door: str) -> None:
    """No traceback, no half import, no home lost or mistaken; the seconds are the benchmark's own to judge."""
    wrong = {}
    for seed in (*range(SEEDS[door]), *BEFORE.get(door, ())):
        verdict = verdict_of(seed, door, workspace)
        if verdict.outcome not in {"read", "refused"}:
            wrong[seed] = verdict
    assert not wrong
