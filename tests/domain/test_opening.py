"""Guards how a door is said to open: rising steps, possible chances, and what a knock takes on average."""

import pytest

from planner.domain.opening import Opening


def test_chance_is_that_of_the_last_step() -> None:
    """The chance of a time is that of the last step before it, before the first step that of the first."""
    opening = Opening(steps=((100, 0.2), (200, 0.7)), met_duration=900, shut_duration=180)
    assert [opening.chance_at(time) for time in (0, 100, 199, 200, 9999)] == [0.2, 0.2, 0.2, 0.7, 0.7]


def test_expected_duration_lies_between_shut_and_met() -> None:
    """Chance times met and the rest times shut."""
    opening = Opening(steps=((0, 0.5),), met_duration=900, shut_duration=180)
    assert [opening.expected_duration(chance) for chance in (0.0, 0.5, 1.0)] == [180, 540, 900]


@pytest.mark.parametrize(
    "changes",
    [{"steps": ()}, {"steps": ((0, 1.2),)}, {"steps": ((9, 0.1), (9, 0.2))}, {"shut_duration": 901}, {"shut_duration": -1}],
)
def test_what_cannot_be_is_refused(changes: dict[str, object]) -> None:
    """No steps, chances outside [0, 1], times that do not rise, a shut door that takes longer than an open one."""
    said: dict[str, object] = {"steps": ((0, 0.5),), "met_duration": 900, "shut_duration": 180}
    with pytest.raises(ValueError, match="expected"):
        Opening(**{**said, **changes})  # type: ignore[arg-type]
