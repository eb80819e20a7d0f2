"""Homes of a list without ids that the station knows already, so that each keeps its id however the list is sorted."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from inputs.tables.home_looks import address_key, name_key, place_of
from inputs.tables.known_again import known_again
from inputs.tables.made_ids import MadeId, base_of, kin_of
from planner.domain.gathering import Gatherer
from planner.domain.records import Household

Looks = tuple[str | None, str | None, tuple[float, float] | None]
"""What a home is known again by: name, address, given position."""


def with_known_ids(
    rows: Sequence[Household], made: Mapping[str, MadeId], known: Iterable[Household], gatherer: Gatherer
) -> tuple[Household, ...]:
    """The homes with the ids that they have already.

    Homes whose numbers differ in signs alone, or not at all, are told apart by their looks, never by their order; those of
    the first made ids, which had no signs, keep them. Gathers E1061 for homes that cannot be told apart, E1060 for a list that
    was numbered anew, and notes E1049 for homes of one number that the next sorting could exchange.
    """
    homes = {home.id: home for home in known}
    by_kin: dict[str, list[str]] = {}
    for id_ in homes:
        by_kin.setdefault(kin_of(id_), []).append(id_)
    families: dict[str, list[Household]] = {}
    for row in rows:
        families.setdefault(made[row.id].kin, []).append(row)
    settled: dict[str, str] = {}
    alike: list[Household] = []
    for kin, family in families.items():
        stems = dict.fromkeys((kin, *(kin_of(made[row.id].former) for row in family)))
        ids = [id_ for stem in stems for id_ in by_kin.get(stem, ())]
        if ids and not (len(family) == len(ids) == 1 and family[0].id == ids[0]):
            settled |= _Family(family, made, {id_: homes[id_] for id_ in ids}).settle(gatherer)
        if len(family) > 1:
            alike += _not_told_apart([row for row in family if made[row.id].stem != row.id or f"{row.id}.2" in made])
    if alike:
        values = {"count": len(alike), "example": alike[0].id}
        gatherer.note("E1049", row=min(made[row.id].row for row in alike), values=values)
    found = tuple(replace(row, id=settled[row.id]) if row.id in settled else row for row in rows)
    return _with_kept_ids(found, homes, {settled.get(id_, id_): one.row for id_, one in made.items()}, gatherer)


def _with_kept_ids(
    rows: tuple[Household, ...], known: Mapping[str, Household], row_of: Mapping[str, int], gatherer: Gatherer
) -> tuple[Household, ...]:
    """The homes, those known under another id with that one; faults and notes say which."""
    again = known_again(rows, known)
    said = (
        (gatherer.fault, "E1060", again.moved),
        (gatherer.note, "E1062", [(before, after) for after, before in again.kept.items()]),
        (gatherer.note, "E1063", again.doubtful),
    )
    for say, code, pairs in said:
        if pairs:
            before, after = pairs[0]
            say(code, row=row_of[after], values={"count": len(pairs), "before": before, "after": after})
    return tuple(replace(row, id=again.kept[row.id]) if row.id in again.kept else row for row in rows)


class _Family:
    """Homes of a list and known homes whose numbers are alike but for their signs: who is who."""

    def __init__(self, rows: Sequence[Household], made: Mapping[str, MadeId], known: Mapping[str, Household]) -> None:
        self._made = made
        self._rows = {row.id: looks_of(row) for row in rows}
        self._known = {id_: looks_of(home) for id_, home in known.items()}
        self._all = frozenset(known)
        self._settled: dict[str, str] = {}

    def settle(self, gatherer: Gatherer) -> dict[str, str]:
        """The id that each home of the list gets, by the one that was made for it."""
        self._take_alike(2, lambda row, id_: True)
        self._take_alike(1, self._can_be)
        if not all(row in self._known for row in self._rows):
            self._take_last()
        left = [row for row in self._rows if row not in self._known]
        unsure = [id_ for id_ in self._known if any(self._can_be(row, id_) for row in left)]
        if unsure and max(len(self._rows), len(unsure)) > 1:
            values = {"count": len(self._rows), "ids": ", ".join(sorted(unsure)[:4])}
            gatherer.fault("E1061", row=self._made[left[0]].row, values=values)
        self._settled |= {row: row for row in self._rows if row in self._known}
        for row in left:
            self._settled[row] = self._fresh(row)
        return self._settled

    def _take_alike(self, least: int, may: Callable[[str, str], bool]) -> None:
        """Pair homes that are more alike, in so many things at least, than either is to any other."""
        scores = {(row, id_): _alike(looks, known) for row, looks in self._rows.items() for id_, known in self._known.items()}
        best_of_row = {row: _single_best({id_: scores[row, id_] for id_ in self._known}) for row in self._rows}
        best_of_id = {id_: _single_best({row: scores[row, id_] for row in self._rows}) for id_ in self._known}
        for row, id_ in best_of_row.items():
            if id_ and best_of_id[id_] == row and scores[row, id_] >= least and may(row, id_):
                self._settled[row] = id_
                del self._rows[row], self._known[id_]

    def _take_last(self) -> None:
        """Pair the only home of the list and the only known one that are left, unless their looks say otherwise."""
        if len(self._rows) == len(self._known) == 1:
            ((row, looks),), ((id_, known),) = self._rows.items(), self._known.items()
            if self._can_be(row, id_) and (_alike(looks, known) or _unlike(looks, known) < 2):
                self._settled[row] = id_
                self._rows, self._known = {}, {}

    def _can_be(self, row: str, id_: str) -> bool:
        """Whether an id is one that the number of a home has or had."""
        return base_of(id_) in {self._made[row].stem, self._made[row].former}

    def _fresh(self, row: str) -> str:
        """An id that no home has, known or of the list."""
        taken = {*self._all, *self._settled.values()}
        stem = self._made[row].stem
        at = 1
        while (id_ := stem if at == 1 else f"{stem}.{at}") in taken:
            at += 1
        return id_


def looks_of(home: Household) -> Looks:
    """What a home is known again by."""
    place = place_of(home)
    position = (round(place[1], 6), round(place[0], 6)) if place else None
    return name_key(home), address_key(home.address.detail), position


def _not_told_apart(rows: Sequence[Household]) -> list[Household]:
    """Those whose looks are another's, or too few to be known again by."""
    looks = [looks_of(row) for row in rows]
    counts = Counter(looks)
    return [
        row for row, look in zip(rows, looks, strict=True) if counts[look] > 1 or sum(part is not None for part in look) < 2
    ]


def _alike(one: Looks, other: Looks) -> int:
    return sum(mine is not None and mine == theirs for mine, theirs in zip(one, other, strict=True))


def _unlike(one: Looks, other: Looks) -> int:
    return sum(mine is not None and theirs is not None and mine != theirs for mine, theirs in zip(one, other, strict=True))


def _single_best(scores: Mapping[str, int]) -> str:
    """Whose score is above all others; empty: nobody's."""
    best = max(scores.values(), default=0)
    found = [name for name, score in scores.items() if score == best]
    return found[0] if best and len(found) == 1 else ""
