"""Guards the sentences about a door: they name the prize, the neighbourhood, the time and the tries, and nobody."""

import datetime as dt

from planner.domain.door import NEW_PATTERN, DoorCount
from planner.domain.records import Address
from planner.learning.openness import estimate_openness
from planner.rules.priority import routine_prize
from planner.usecases.door_words import chance_sentence, routine_sentence, worth_sentence
from planner.words.language import words
from tests.rules.records import TODAY, a_household

OPENNESS = estimate_openness(
    [DoorCount(village="A", group="A/01/01", is_weekend=False, slot="pagi", num_tried=41, num_met=30, pattern=NEW_PATTERN)],
    ("pagi", "siang", "sore"),
)


def said(group: str, slot: str = "pagi", *, village: str = "", language: str = "id") -> str:
    village, rw, rt = village or group[:1], group[2:4], group[5:]
    door = a_household(address=Address(village=village, rt=rt, rw=rw, latitude=-6.2, longitude=106.4))
    assert door.address.group == group
    return chance_sentence(OPENNESS, door, slot=slot, date=TODAY, say=words(language))


def test_sentence_of_an_rt() -> None:
    """The sentence has the chance, the day, the slot and the tries."""
    percent = round(100 * OPENNESS.chances("A/01/01", NEW_PATTERN, village="A", is_weekend=False)[0])
    assert said("A/01/01") == f"Peluang pintu terbuka {percent} % (RT ini, Selasa pagi, 41 percobaan)."
    assert said("A/01/01", language="en") == f"Chance that the door opens {percent} % (this RT, Tuesday morning, 41 tries)."


def test_sentence_says_whose_tries_they_are() -> None:
    """Where the RT was never tried its village is named, else the whole area: nothing is claimed of the RT."""
    assert "desa ini, Selasa pagi, 41 percobaan" in said("A/01/02")
    assert "desa ini, Selasa pagi, 41 percobaan" in said("", village="A")  # a door whose RT is not known
    assert "seluruh wilayah, Selasa pagi, 41 percobaan" in said("B/01/01")
    assert "seluruh wilayah, Selasa sore, 0 percobaan" in said("A/01/01", "sore")


def test_worth_names_prize_and_chance() -> None:
    """The number that the plan counts with can be followed by hand."""
    assert worth_sentence(60, 264, say=words("id")).startswith("Nilai harapan 264: 10 × nilai 60 × 44 % (peluang, ")
    assert worth_sentence(60, 264, say=words("en")).startswith("Expected worth 264: 10 × prize 60 × 44 % (the chance,")


def test_prize_says_what_it_comes_from() -> None:
    """The sentence names the prize and the days behind it; a single day is one day."""
    last = TODAY - dt.timedelta(days=1)
    prize = routine_prize(last, date=TODAY, cycle_days=365)
    in_english = routine_sentence(last, date=TODAY, cycle_days=365, say=words("en"))
    assert (
        in_english
        == f"Prize {prize}: last visited 1 day ago; the cycle is 365 days, after half of it a home may be planned again."
    )
    told = routine_sentence(None, date=TODAY, cycle_days=365, say=words("id"))
    assert told == "Nilai 60: belum pernah dikunjungi, dihitung sebagai satu siklus penuh (365 hari)."
