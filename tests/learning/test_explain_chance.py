"""Guards the sentence about a chance: it names the neighbourhood, the time and the tries, and nobody."""

from planner.domain.door import NEW_PATTERN, DoorCount
from planner.learning.explain_chance import explain_chance, explain_worth
from planner.learning.openness import estimate_openness
from tests.rules.records import TODAY

OPENNESS = estimate_openness(
    [DoorCount(group="A/01/01", is_weekend=False, slot="pagi", num_tried=41, num_met=30, pattern=NEW_PATTERN)],
    ("pagi", "siang", "sore"),
)


def said(group: str, slot: str = "pagi", **more: object) -> str:
    return explain_chance(OPENNESS, group=group, pattern=NEW_PATTERN, slot=slot, date=TODAY, **more)  # type: ignore[arg-type]


def test_sentence_of_an_rt() -> None:
    """The sentence has the chance, the day, the slot and the tries."""
    percent = round(100 * OPENNESS.chances("A/01/01", NEW_PATTERN, is_weekend=False)[0])
    assert said("A/01/01") == f"Peluang pintu terbuka {percent} % (RT ini, Selasa pagi, 41 percobaan)."
    assert said("A/01/01", language="en") == f"Chance that the door opens {percent} % (this RT, Tuesday morning, 41 tries)."


def test_sentence_says_whose_tries_they_are() -> None:
    """Where the RT was never tried its village is named, else the whole area: nothing is claimed of the RT."""
    assert "desa ini, Selasa pagi, 41 percobaan" in said("A/01/02")
    assert "seluruh wilayah, Selasa pagi, 41 percobaan" in said("B/01/01")
    assert "seluruh wilayah, Selasa sore, 0 percobaan" in said("A/01/01", "sore")


def test_worth_names_prize_and_chance() -> None:
    """The number that the plan counts with can be followed by hand."""
    assert explain_worth(60, 264).startswith("Nilai harapan 264: 10 × nilai 60 × 44 % (peluang, ")
    assert explain_worth(60, 264, language="en").startswith("Expected worth 264: 10 × prize 60 × 44 % (the chance,")
