"""Guards every door against broken and odd files: a part of what `python -m benchmarks.odd_files` judges."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.odd_files import desk, memory
from benchmarks.odd_files.doors import DOORS, prepared, verdict_of
from benchmarks.odd_files.forms import forms_of
from benchmarks.odd_files.judging import Verdict


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A station with an empty ledger, made once."""
    found = prepared(tmp_path_factory.mktemp("odd"))
    yield found
    desk.closed(found.parent)


SEEDS = {"lists": 120, "roads": 50, "problems": 50, "papers": 50, "commands": 30, "desk": 30}
BEFORE = {
    "lists": (296, 731023106), "roads": (3381, 4329, 94504536811, 94504561859), "commands": (768, 11228),
    "desk": (427, 762, 94504569319),
}  # fmt: skip
"""Seeds that went wrong once: a merged heading at the edge, a cell that says RT ten thousand times, broken coordinates of
OpenStreetMap, a visit without a name, a folder's name of 70,000 letters, an uploaded file's name with a sign that turns the
writing round, a road of 1,400 km, an empty line of a sheet."""


@pytest.mark.parametrize("door", DOORS)
def test_a_file_is_read_rightly_or_refused_with_a_code(workspace: Path, door: str) -> None:
    """No traceback, no half import, no home lost or mistaken; the seconds are the benchmark's own to judge."""
    wrong = {}
    for seed in (*range(SEEDS[door]), *BEFORE.get(door, ())):
        verdict = verdict_of(seed, door, workspace)
        if verdict.outcome not in {"read", "refused"}:
            wrong[seed] = verdict
    assert not wrong


def test_a_form_is_sent_as_a_browser_would() -> None:
    """What is shown is sent: hidden and typed fields, what is ticked and chosen; what else could be is known."""
    (form,) = forms_of(
        '<form action="/go" method="post" enctype="multipart/form-data"><input type="hidden" name="token" value="t">'
        '<select name="k"><option value="a">A</option><option value="b" selected>B</option></select>'
        '<textarea name="w">x</textarea><input type="checkbox" name="c" value="1" checked>'
        '<input type="checkbox" name="c" value="2"><input type="file" name="f">'
        '<button name="do" value="undo">U</button></form>'
    )
    assert (form.action, form.method, form.files) == ("/go", "post", ["f"])
    assert form.fields == [("token", "t"), ("k", "b"), ("w", "x"), ("c", "1")]
    assert form.choices == {"k": ["a", "b"], "c": ["1", "2"], "do": ["undo"]}


def test_more_than_a_gibibyte_is_wrong() -> None:
    """A case is wrong while which the program holds more than the limit, and the peak begins anew with each."""
    assert not Verdict(outcome="read", seconds=0.1, held=memory.LIMIT + 1).is_right
    memory.begin_anew()
    held = memory.peak()
    much = bytearray(200_000_000)
    assert memory.peak() - held > 150_000_000
    del much
