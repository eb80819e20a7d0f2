"""The way to the next door in one short line: "ke utara lewat Jl. Raya, 400 m"."""

from collections.abc import Sequence

from planner.domain.path import RoadStep
from planner.words.language import Words

MAX_STEPS = 2
"""More than two stretches do not fit beside an address; the map shows the rest."""
MAX_LENGTH = 90
"""Characters; two lines of the sheet."""
MIN_DISTANCE = 20
"""Metres; shorter stretches are the kerb and the garden path."""


def directions(steps: Sequence[RoadStep], words: Words) -> str:
    """Longest stretches of a way in their order, named ones before nameless ones; a walk from the road is always told."""
    walks = [_step(step, words) for step in steps if step.is_walk]
    ridden = _ridden([step for step in steps if not step.is_walk], words)
    # Not a stretch of its own: whoever reads the last stretch alone reads the walk with it.
    return ", ".join(filter(None, [ridden, *walks]))


def streets_told(steps: Sequence[RoadStep], words: Words) -> tuple[str, ...]:
    """The streets that the directions of a way name, each once."""
    told = _told([step for step in steps if not step.is_walk], words)
    return tuple(dict.fromkeys(step.name for _, step in told if step.name))


def _ridden(steps: Sequence[RoadStep], words: Words) -> str:
    return _joined(_told(steps, words), words)


def _told(steps: Sequence[RoadStep], words: Words) -> list[tuple[int, RoadStep]]:
    """The stretches that are told, with their place in the way, as many as fit."""
    walked = [(order, step) for order, step in enumerate(steps) if step.distance >= MIN_DISTANCE]
    if not walked:
        return []
    kept = sorted(walked, key=lambda item: (not item[1].name, -item[1].distance, item[0]))[:MAX_STEPS]
    if any(step.name for _, step in kept):
        kept = [item for item in kept if item[1].name]
    else:
        kept = kept[:1]
    return kept if len(_joined(kept, words)) <= MAX_LENGTH else kept[:1]


def last_stretch(text: str, words: Words) -> str:
    """The end of a way: the street that the door is in."""
    return text.rsplit(words.text("direction.then"), maxsplit=1)[-1]


def _joined(kept: list[tuple[int, RoadStep]], words: Words) -> str:
    return words.text("direction.then").join(_step(step, words) for _, step in sorted(kept, key=lambda item: item[0]))


def _step(step: RoadStep, words: Words) -> str:
    compass = words.text(f"compass.{round(step.bearing / 45) % 8}")
    distance = words.distance(step.distance).replace(" ", "\N{NO-BREAK SPACE}")
    if step.is_walk:
        return words.text("direction.walk", compass=compass, distance=distance)
    if step.name:
        return words.text("direction.via", compass=compass, road=step.name, distance=distance)
    return words.text("direction.unnamed", compass=compass, distance=distance)
