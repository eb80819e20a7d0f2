"""Guards that a command killed at any change leaves nothing half, and that the benchmark which tries it would notice."""

import os

import pytest

from benchmarks.kills.__main__ import Range
from benchmarks.kills.judging import remembered, wrongs
from benchmarks.kills.town import COMMANDS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills are tried with fork")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Range:
    """A small town to kill commands in."""
    return Range(tmp_path_factory.mktemp("kills"), seed=1)


def test_what_is_half_is_noticed(place: Range) -> None:
    """A half file, a plan without a line and a name that stayed are each told."""
    town = place.town
    assert list(wrongs(town)) == []
    assert any("Rahasia3" in found for found in remembered(town))
    stray = town / "ws" / "plans" / "2025-08-26" / "plan-v9.json"
    stray.write_text("{}", encoding="utf-8")
    half = stray.with_name(".plan-v9.json.0123abcd.half")
    half.write_text("{}", encoding="utf-8")
    found = list(wrongs(town))
    assert len(found) == 2
    for path in (stray, half):
        path.unlink()


@pytest.mark.parametrize("name", ["erase", "plan"])
def test_killed_anywhere(place: Range, name: str) -> None:
    """Killed before one of its changes, the next start puts it in order, and the command given again ends well."""
    for number in range(2):
        place.kill(name, number)
    assert place.bad == []


@pytest.mark.long
@pytest.mark.parametrize("name", list(COMMANDS))
def test_killed_everywhere(place: Range, name: str) -> None:
    """A tenth of `python -m benchmarks.kills`."""
    for number in range(8):
        place.kill(name, number)
    assert place.bad == []
