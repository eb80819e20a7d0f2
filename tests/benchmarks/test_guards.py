"""Guards that the ground floor's checks are guarded, and that the command which says so takes them away."""

import pytest

from benchmarks.guards import ROOT, changes, unnoticed


def test_every_check_of_a_file_is_taken_away() -> None:
    """A raise, each seal, each part and boundary of a condition, each name of a loop: `Policy` and `Problem` have them all."""
    what = [change.what for change in changes(ROOT / "planner" / "domain" / "problem.py")]
    assert sum(text.startswith("raise ") for text in what) == (ROOT / "planner/domain/problem.py").read_text("utf-8").count(
        " raise "
    )
    for text in ("0 <= self.balance <= 1 without its upper end", "0 <= self.balance <= 1 with Lt", "without 'travel_weight'"):
        assert text in what
    assert any(text.startswith("object.__setattr__(self, 'kept'") for text in what)


@pytest.mark.long
def test_no_check_is_taken_away_unnoticed() -> None:
    """Every check of every constructor has a test that fails without it."""
    missed, num_tried = unnoticed()
    assert [f"{change.path}:{change.line}: {change.what}" for change in missed] == []
    assert num_tried > 100
