"""Gives blocks of doors to the days of a week: a small model in CP-SAT, started from a greedy answer.

With x[b, d] = 1 where day d takes block b of n(b) doors, y[g, d] = 1 where it goes to RT g, and s[v, d] the doors of village v
that the teams assigned to it find there:

    maximise   Σ worth(b, d) x[b, d]  −  visit · Σ y[g, d]  +  own · Σ s[v, d]
    with       Σ_d x[b, d] <= 1                    no door on two days
               Σ_b n(b) x[b, d] <= room(d)         what the teams of the day have time for
               x[b, d] <= y[g(b), d]               an RT is gone to on few days
               Σ_{b in g} n(b) x[b, d] <= room(d) y[g, d]     the same for a day that an RT would fill: it follows from the
                                                   others, and closes small weeks two hundred times sooner
               s[v, d] <= Σ_{b in v} n(b) x[b, d],  s[v, d] <= own(v, d)

`visit` is what one more day in an RT has to bring: the worth of `_DOORS_OF_A_DAY` middling doors, for a head who is told twice
and a team that goes there twice. It is a multi-knapsack with fixed charges; the greedy answer takes RTs by what a door is worth
and is never lost, since it is the model's hint. The effort is in CP-SAT's deterministic time on one worker: the same question
has the same answer on any machine, so a week that was interrupted goes on where it was.

What the rooms have no place for is then offered beside (`spread`): to the days that go to its RT, else to where there is space,
near what the day takes and where it is worth most.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from ortools.sat.python import cp_model

from planner.domain.week import Block, WeekAnswer, WeekQuestion

EFFORT = 6.0
"""Deterministic time of CP-SAT, about as many seconds. 720 blocks on six days are within 1 % of the bound after three."""

_DOORS_OF_A_DAY = 2.0
"""Middling doors that one more day in an RT has to be better by."""

_OWN_PART = 0.3
"""Part of a middling door's worth that it gains where a team assigned to its village finds it."""

_SCALE = 10
"""Worths become whole numbers: tenths of a point."""

_NEAR = 2_000.0
"""Metres at which an offered block counts half of one next to what its day takes."""


def assign(question: WeekQuestion, *, effort: float = EFFORT) -> WeekAnswer:
    """Give each block its day, or none; the same question has the same answer."""
    if not question.blocks or not any(question.rooms):
        return WeekAnswer(days=(None,) * len(question.blocks), is_core=(False,) * len(question.blocks))
    core = _improved(question, greedy(question), effort)
    days = spread(question, core)
    return WeekAnswer(days=days, is_core=tuple(day is not None for day in core))


def value(question: WeekQuestion, days: Sequence[int | None]) -> float:
    """What an answer is worth to the model."""
    visit, own = _charges(question)
    taken = [(block, day) for block, day in zip(question.blocks, days, strict=True) if day is not None]
    met: defaultdict[tuple[str, int], int] = defaultdict(int)
    for block, day in taken:
        met[block.village, day] += len(block.members)
    at_home = sum(min(met[village, day], most) for village, mosts in question.own.items() for day, most in enumerate(mosts))
    gone_to = {(block.group, day) for block, day in taken}
    return sum(block.worths[day] for block, day in taken) - visit * len(gone_to) + own * at_home


def greedy(question: WeekQuestion) -> list[int | None]:
    """RTs by the worth of a door, each block to the day that gains most by it and has room."""
    visit, own = _charges(question)
    rooms, at_home = list(question.rooms), {village: list(days) for village, days in question.own.items()}
    days: list[int | None] = [None] * len(question.blocks)
    gone_to: set[tuple[str, int]] = set()
    groups = _by_group(question.blocks)

    def rank(members: Sequence[int]) -> float:
        return -max(max(question.blocks[n].worths) / len(question.blocks[n].members) for n in members)

    for group, members in sorted(groups.items(), key=lambda item: (rank(item[1]), item[0])):
        for n in members:
            block = question.blocks[n]
            size = len(block.members)
            gains = {
                day: worth
                - visit * ((group, day) not in gone_to)
                + own * min(size, at_home.get(block.village, rooms)[day] if block.village in at_home else 0)
                for day, worth in enumerate(block.worths)
                if worth > 0 and rooms[day] >= size
            }
            best = max(gains, key=lambda day: (gains[day], rooms[day], -day), default=None)
            if best is None or gains[best] <= 0:
                continue
            days[n] = best
            rooms[best] -= size
            gone_to.add((group, best))
            if block.village in at_home:
                at_home[block.village][best] = max(0, at_home[block.village][best] - size)
    return days


def spread(question: WeekQuestion, core: Sequence[int | None]) -> tuple[int | None, ...]:
    """Offer what the core left, an RT never on more days than it is gone to, and one without a day on one day only."""
    days = list(core)
    space = list(question.sizes)
    places: list[list[tuple[float, float]]] = [[] for _ in space]
    days_of: defaultdict[str, set[int]] = defaultdict(set)
    for block, day in zip(question.blocks, core, strict=True):
        if day is not None:
            space[day] -= len(block.members)
            places[day].append(block.middle)
            days_of[block.group].add(day)
    near = _Nearness(places)
    left = [n for n, day in enumerate(core) if day is None]
    for n in sorted(left, key=lambda n: (not days_of[question.blocks[n].group], -_each(question.blocks[n]), n)):
        block = question.blocks[n]
        allowed = days_of[block.group] or range(len(space))
        open_to = [day for day in allowed if block.worths[day] > 0 and space[day] >= len(block.members)]
        if not open_to:
            continue
        weights = near.of(block)
        best = max(open_to, key=lambda day: (block.worths[day] * weights[day] * max(1, space[day]), -day))
        days[n] = best
        space[best] -= len(block.members)
        days_of[block.group].add(best)
    return tuple(days)


class _Nearness:
    """How near a block lies to what each day takes: 1 next to it, 1/2 at `_NEAR`."""

    def __init__(self, places: Sequence[Sequence[tuple[float, float]]]) -> None:
        self._places = [np.array(day, dtype=np.float64).reshape(-1, 2) for day in places]

    def of(self, block: Block) -> list[float]:
        middle = np.array(block.middle)
        return [1.0 if not len(day) else _NEAR / (_NEAR + float(np.hypot(*(day - middle).T).min())) for day in self._places]


def _improved(question: WeekQuestion, start: Sequence[int | None], effort: float) -> list[int | None]:
    """The best answer that CP-SAT finds from a greedy one; that one where it finds none."""
    model = cp_model.CpModel()
    visit, own = _charges(question)
    takes = {
        (n, day): model.new_bool_var("")
        for n, block in enumerate(question.blocks)
        for day, worth in enumerate(block.worths)
        if worth > 0 and question.rooms[day] >= len(block.members)
    }
    terms = [(taken, question.blocks[n].worths[day]) for (n, day), taken in takes.items()]
    for n in range(len(question.blocks)):
        model.add_at_most_one(takes[n, day] for day in range(len(question.rooms)) if (n, day) in takes)
    for day, room in enumerate(question.rooms):
        model.add(sum(len(question.blocks[n].members) * taken for (n, at), taken in takes.items() if at == day) <= room)
    terms += [(gone, -visit) for gone in _visits(model, question, takes, start)]
    terms += [(found, own) for found in _own(model, question, takes)]
    model.maximize(sum(round(_SCALE * weight) * variable for variable, weight in terms))
    for (n, day), taken in takes.items():
        model.add_hint(taken, start[n] == day)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    solver.parameters.relative_gap_limit = 0.002
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return list(start)
    found: list[int | None] = [None] * len(question.blocks)
    for (n, day), taken in takes.items():
        if solver.boolean_value(taken):
            found[n] = day
    return found if value(question, found) > value(question, start) else list(start)


def _visits(
    model: cp_model.CpModel,
    question: WeekQuestion,
    takes: dict[tuple[int, int], cp_model.IntVar],
    start: Sequence[int | None],
) -> Iterable[cp_model.IntVar]:
    """Whether each RT is gone to on each day that could; one of a single block needs no variable of its own."""
    for members in _by_group(question.blocks).values():
        for day in range(len(question.rooms)):
            able = [n for n in members if (n, day) in takes]
            if len(able) == 1:
                yield takes[able[0], day]
            elif able:
                gone = model.new_bool_var("")
                model.add_max_equality(gone, [takes[n, day] for n in able])
                if sum(len(question.blocks[n].members) for n in able) > question.rooms[day]:
                    doors = sum(len(question.blocks[n].members) * takes[n, day] for n in able)
                    model.add(doors <= question.rooms[day] * gone)
                model.add_hint(gone, any(start[n] == day for n in members))
                yield gone


def _own(
    model: cp_model.CpModel, question: WeekQuestion, takes: dict[tuple[int, int], cp_model.IntVar]
) -> Iterable[cp_model.IntVar]:
    """Doors of each village, each day, that teams assigned to it find there."""
    for village, mosts in sorted(question.own.items()):
        for day, most in enumerate(mosts):
            doors = [
                len(question.blocks[n].members) * taken
                for (n, at), taken in takes.items()
                if at == day and question.blocks[n].village == village
            ]
            if most > 0 and doors:
                found = model.new_int_var(0, most, "")
                model.add(found <= sum(doors))
                yield found


def _charges(question: WeekQuestion) -> tuple[float, float]:
    """What one more day in an RT has to bring, and what a door of an own village gains."""
    each = float(np.median([_each(block) for block in question.blocks])) if question.blocks else 0.0
    return _DOORS_OF_A_DAY * each, _OWN_PART * each


def _each(block: Block) -> float:
    return max(block.worths) / len(block.members)


def _by_group(blocks: Sequence[Block]) -> dict[str, list[int]]:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for n, block in enumerate(blocks):
        groups[block.group].append(n)
    return groups
