"""How likely a door opens: an estimate per RT, kind of day and slot, from counts of tries; never per person.

Every step is a Beta posterior. A rate *m* that is believed with strength *k* (so many tries) and meets *y* openings in *n*
tries becomes (k · m + y) / (k + n), and shifts the chances of its unit by

    logit(posterior) − logit(m),

*m* being the rate that everything else in the estimate expects of the very tries that were made there. Units are

1. all doors, by kind of day and slot, from the stated prior (`OpennessPrior`);
2. the same by attempt pattern: what the tries before found at this door, on weekdays and on weekends
   (`planner.rules.door_state.attempt_pattern`), each pattern from the one with a try less (`Pattern.before`);
3. villages, 4. RTs, by kind of day; 5. RTs by kind of day and slot.

The steps go round until they agree (backfitting), because a plan goes where doors open: the tries of all doors are mostly
those of good RTs, and their plain mean would promise too much of the others. The strengths of 3 to 5 are learned from how much
units differ beyond chance on each kind of day: the likeliest one of the beta-binomial (Griffiths 1973), which does not mind
that a unit is tried for longer if it began well. A village that says nothing is believed nothing. Shrinking units towards what
they share is empirical Bayes (Clayton and Kaldor 1987). See `docs/concepts/openness.md`.

References
----------
Griffiths, D. A. (1973). Maximum likelihood estimation for the beta-binomial distribution and an application to the household
distribution of the total number of cases of a disease. Biometrics 29(4). doi 10.2307/2529131
Clayton, D. and Kaldor, J. (1987). Empirical Bayes estimates of age-standardized relative risks for use in disease mapping.
Biometrics 43(3). doi 10.2307/2532003
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy  # loads its functions when they are first asked for: a fifth of a second that no day without a try behind it needs

from planner.domain.arrays import Floats, Int64s
from planner.domain.door import ANY_PATTERN, DoorCount, Pattern

_PATTERN_STRENGTH = 20.0
"""Tries that a pattern has to show before it is believed as much as the pattern with a try less."""

_FIRST_STRENGTH = 20.0
"""Strength of a unit's mean before anything is known of how much units differ."""

_DOUBT_OF_STRENGTH = 1.0
"""Standard deviation of its logarithm: two in three strengths are believed to lie between a third and three times as much."""

_STRENGTHS = np.geomspace(2.0, 1000.0, 24)
"""Strengths to choose from: no unit is believed after two tries, and none is beyond learning."""

_LEARNING_ROUNDS = 10
"""Rounds in which the strengths of villages and RTs are learned; they stand in the others, which need a tenth of the time."""

_NUM_ROUNDS = 20
"""Rounds of fitting; on simulated records of 37 days the mean chance then moves by 0.0004, the farthest by 0.003."""

_EDGE = 1e-3
"""Chances stay between this and 1 minus this: no door opens always, none never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpennessPrior:
    """What is believed before the first try, alike at all times: Beta(strength · mean, strength · (1 − mean)).

    Attributes
    ----------
    mean
        Chance that a door opens, inside (0, 1).
    strength
        Tries that it counts as, > 0.
    """

    mean: float = 0.5
    strength: float = 4.0

    def __post_init__(self) -> None:
        if not (0 < self.mean < 1 and self.strength > 0):
            raise ValueError(f"prior of mean {self.mean} and strength {self.strength}: expected a mean inside (0, 1) and > 0")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Openness:
    """Chances that doors open.

    Attributes
    ----------
    slots
        Names of the slots, in order of the day.
    rows, patterns
        RT or village to row of `chance`, pattern to its column. An unknown RT has the row of its village, or of all; an
        unknown pattern the column of the nearest one with fewer tries.
    chance
        `chance[row, is_weekend, slot, pattern]`; row 0 is that of all doors.
    tried
        `tried[row, is_weekend, slot]`: tries behind a row, of its own doors.
    believed
        `believed[is_weekend]`: tries that the chance of an RT counts as before its own first try.
    prior_strength
        Tries that the prior counts as.
    """

    slots: tuple[str, ...]
    rows: Mapping[str, int]
    patterns: Mapping[Pattern, int]
    chance: Floats
    tried: Floats
    believed: Floats
    prior_strength: float
    _seen: dict[tuple[str, str, Pattern, bool], tuple[float, ...]] = field(default_factory=dict, repr=False)

    def chances(self, group: str, pattern: Pattern, *, village: str, is_weekend: bool) -> tuple[float, ...]:
        """Chance in each slot that a door of an RT opens, or of its village where nothing is known of the RT."""
        key = (group, village, pattern, is_weekend)
        if key not in self._seen:  # few distinct ones among many households
            row = self.rows.get(group, self.rows.get(village, 0))
            column = next(self.patterns[name] for name in reversed(_lineage(pattern)) if name in self.patterns)
            self._seen[key] = tuple(self.chance[row, int(is_weekend), :, column].tolist())
        return self._seen[key]

    def num_tries(self, group: str, slot: str, *, is_weekend: bool) -> int:
        """Tries of an RT, a village or ("") the whole area in that kind of day and slot; 0 where it is not known."""
        row = 0 if not group else self.rows.get(group)
        return 0 if row is None else int(self.tried[row, int(is_weekend), self.slots.index(slot)])

    def basis(self, group: str, slot: str, *, village: str, is_weekend: bool) -> tuple[str, int]:
        """Where the tries behind the chance of an RT were made, `rt`, `village` or `area`, and how many."""
        for where, name in (("rt", group), ("village", village)):
            if name and (tries := self.num_tries(name, slot, is_weekend=is_weekend)):
                return where, tries
        return "area", self.num_tries("", slot, is_weekend=is_weekend)

    def evidence(self, group: str, *, is_weekend: bool) -> float:
        """Tries that the chance of an RT counts as on a kind of day: its own, and what is believed without them."""
        own = self.tried[self.rows[group], int(is_weekend)].sum() if group in self.rows else 0.0
        return float(self.believed[int(is_weekend)] + own)

    def mean(self, *, is_weekend: bool) -> float:
        """Chance of a door of which nothing is known, over the slots of a kind of day."""
        return float(self.chance[0, int(is_weekend), :, self.patterns[ANY_PATTERN]].mean())


def _lineage(pattern: Pattern) -> tuple[Pattern, ...]:
    """From `ANY_PATTERN` to the pattern."""
    return (ANY_PATTERN,) if pattern == ANY_PATTERN else (*_lineage(pattern.before), pattern)


def estimate_openness(counts: Iterable[DoorCount], slots: Sequence[str], *, prior: OpennessPrior | None = None) -> Openness:
    """Estimate the chances from counts; counts of slots that the settings no longer have are left out."""
    known = [count for count in counts if count.slot in slots and count.num_tried]
    prior = prior or OpennessPrior()
    if not known:
        return _untried(slots, prior)
    village_of = {count.group: count.village for count in known}
    groups, villages = sorted(village_of), sorted(set(village_of.values()))
    lineages = {_lineage(name) for count in known for name in _lineage(count.pattern)} | {_lineage(ANY_PATTERN)}
    patterns = {lineage[-1]: n for n, lineage in enumerate(sorted(lineages, key=lambda lineage: (len(lineage), lineage)))}
    tried, met = _tables(known, slots, groups, patterns)
    village_rows = np.array([villages.index(village_of[group]) for group in groups], dtype=np.int64)
    fit = _Fit(tried, met, village_rows, [patterns.get(name.before, 0) for name in patterns], prior)
    for _ in range(_LEARNING_ROUNDS):
        fit.improve(is_learning=True)
    fit.learn_slots()
    for _ in range(_NUM_ROUNDS - _LEARNING_ROUNDS):
        fit.improve(is_learning=False)
    tries = tried.sum(axis=-1)
    return Openness(
        slots=tuple(slots),
        rows={name: n for n, name in enumerate([*villages, *groups], start=1)},
        patterns=patterns,
        chance=scipy.special.expit(np.concatenate([fit.base[None], fit.base + fit.of_village, fit.whole()])),
        tried=np.concatenate([tries.sum(axis=0)[None], _summed(tries, village_rows, len(villages)), tries]),
        believed=fit.group_strength,
        prior_strength=prior.strength,
    )


def _untried(slots: Sequence[str], prior: OpennessPrior) -> Openness:
    """What is believed of every door where none was tried: the prior."""
    return Openness(
        slots=tuple(slots),
        rows={},
        patterns={ANY_PATTERN: 0},
        chance=np.full((1, 2, len(slots), 1), prior.mean),
        tried=np.zeros((1, 2, len(slots))),
        believed=_likeliest(np.zeros((len(_STRENGTHS), 0, 2))),
        prior_strength=prior.strength,
    )


def _tables(
    counts: Sequence[DoorCount], slots: Sequence[str], groups: Sequence[str], patterns: Mapping[Pattern, int]
) -> tuple[Floats, Floats]:
    """Tries and openings, shape (groups, 2, slots, patterns)."""
    row_of = {group: n for n, group in enumerate(groups)}
    slot_of = {slot: n for n, slot in enumerate(slots)}
    tried = np.zeros((len(groups), 2, len(slots), len(patterns)))
    met = np.zeros_like(tried)
    for count in counts:
        cell = row_of[count.group], int(count.is_weekend), slot_of[count.slot], patterns[count.pattern]
        tried[cell] += count.num_tried
        met[cell] += count.num_met
    return tried, met


class _Fit:
    """Logits of chances and the shifts of villages and RTs, each renewed in turn while the others stand.

    Shape (RTs or villages, 2, slots, patterns) or what broadcasts to it.
    """

    def __init__(
        self, tried: Floats, met: Floats, village_rows: Int64s, columns_before: Sequence[int], prior: OpennessPrior
    ) -> None:
        self._tried, self._met = tried, met
        self._rows, self._columns_before, self._prior = village_rows, columns_before, prior
        self._num_villages = num_villages = int(village_rows.max(initial=-1)) + 1
        self.base = np.full(tried.shape[1:], scipy.special.logit(prior.mean))
        self.of_village = np.zeros((num_villages, 2, 1, 1))
        self._of_group = np.zeros((len(tried), 2, 1, 1))
        self._of_slot = np.zeros((len(tried), 2, tried.shape[2], 1))
        self._village_strength = np.full(2, _FIRST_STRENGTH)
        self.group_strength = np.full(2, _FIRST_STRENGTH)
        """By kind of day: tries that the mean of an RT counts as."""
        self._slot_strength = np.full((2, tried.shape[2]), _FIRST_STRENGTH)

    def whole(self) -> Floats:
        """Logits of every RT."""
        return np.asarray(self.base + self.of_village[self._rows] + self._of_group + self._of_slot)

    def improve(self, *, is_learning: bool) -> None:
        """One round: what all doors share, then the villages and the RTs.

        While strengths are learned the slots of RTs stay out of it: a plan mostly tries an RT in one slot, and what is true
        of the RT would be taken for its slot's.
        """
        self.base = self._new_base(self.of_village[self._rows] + self._of_group + self._of_slot)
        expected = self._tried * scipy.special.expit(self.base + self._of_group + self._of_slot)
        tables = expected, self._tried, self._met
        units = [_summed(table, self._rows, self._num_villages).sum(axis=(2, 3)) for table in tables]
        if is_learning:
            self._village_strength = _strength(*units)
        self.of_village = _shifts(*units, strength=self._village_strength)[:, :, None, None]
        standing = self.base + self.of_village[self._rows]
        expected = self._tried * scipy.special.expit(standing + self._of_slot)
        units = [table.sum(axis=(2, 3)) for table in (expected, self._tried, self._met)]
        if is_learning:
            self.group_strength = _strength(*units)
        self._of_group = _shifts(*units, strength=self.group_strength)[:, :, None, None]
        if not is_learning:
            self._of_slot = _shifts(*self._slots(), strength=self._slot_strength)[..., None]

    def learn_slots(self) -> None:
        """Learn how much the slots of an RT differ beyond what the RTs explain."""
        self._slot_strength = _strength(*self._slots())

    def _slots(self) -> tuple[Floats, Floats, Floats]:
        """Openings expected without the slots of RTs, tries and openings by RT, kind of day and slot."""
        expected = self._tried * scipy.special.expit(self.base + self.of_village[self._rows] + self._of_group)
        return expected.sum(axis=3), self._tried.sum(axis=3), self._met.sum(axis=3)

    def _new_base(self, shift: Floats) -> Floats:
        """Logits of all doors by kind of day, slot and pattern; column 0, `ANY_PATTERN`, is the mean of its slot."""
        start = scipy.special.logit(self._prior.mean)
        tried, met = self._tried.sum(axis=(0, 3)), self._met.sum(axis=(0, 3))
        expected = (self._tried * scipy.special.expit(start + shift)).sum(axis=(0, 3))
        mean = start + _shifts(expected, tried, met, strength=self._prior.strength)
        tried, met = self._tried.sum(axis=0), self._met.sum(axis=0)
        base = np.repeat(mean[..., None], tried.shape[-1], axis=-1)
        for column, before in list(enumerate(self._columns_before))[1:]:
            standing = base[..., before]
            expected = (self._tried[..., column] * scipy.special.expit(standing + shift[..., 0])).sum(axis=0)
            base[..., column] = standing + _shifts(expected, tried[..., column], met[..., column], strength=_PATTERN_STRENGTH)
        return base


def _shifts(expected: Floats, tried: Floats, met: Floats, *, strength: Floats | float) -> Floats:
    """Shift in logits of every unit, from openings expected and seen; 0 where nothing was tried."""
    mean = _mean(expected, tried)
    posterior = np.clip((strength * mean + met) / (strength + tried), _EDGE, 1 - _EDGE)
    return np.asarray(np.where(tried > 0, scipy.special.logit(posterior) - scipy.special.logit(mean), 0.0), dtype=np.float64)


def _mean(expected: Floats, tried: Floats) -> Floats:
    """Chance expected of the tries that were made; 1/2 where there were none."""
    return np.asarray(np.clip(np.where(tried > 0, expected / np.maximum(tried, 1), 0.5), _EDGE, 1 - _EDGE), dtype=np.float64)


def _strength(expected: Floats, tried: Floats, met: Floats) -> Floats:
    """Likeliest strength of the means of units (first axis), given their tries and `_FIRST_STRENGTH`."""
    mean = _mean(expected, tried)
    strengths = _STRENGTHS.reshape(-1, *[1] * tried.ndim)
    first, second = strengths * mean, strengths * (1 - mean)
    likely = scipy.special.betaln(first + met, second + tried - met) - scipy.special.betaln(first, second)
    return _likeliest(likely)


def _likeliest(likely: Floats) -> Floats:
    """Likeliest strength, from the logarithms of how likely each is by each unit, shape (strengths, units, …)."""
    doubt = np.log(_STRENGTHS / _FIRST_STRENGTH) / _DOUBT_OF_STRENGTH
    likely = likely.sum(axis=1) - (doubt**2 / 2).reshape(-1, *[1] * (likely.ndim - 2))
    return np.asarray(_STRENGTHS[likely.argmax(axis=0)], dtype=np.float64)


def _summed(table: Floats, rows: Int64s, num_rows: int) -> Floats:
    """Rows of RTs added up to villages."""
    sums = np.zeros((num_rows, *table.shape[1:]))
    np.add.at(sums, rows, table)
    return sums
