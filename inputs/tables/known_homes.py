"""Ids of the homes of a list that has none: those that are known keep theirs, however it is sorted, others get their own."""

import itertools
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from inputs.tables.home_looks import address_key, name_key, place_of
from inputs.tables.known_again import known_again
from inputs.tables.made_ids import MadeId, base_of
from planner.domain.gathering import Gatherer
from planner.domain.records import Household

Looks = tuple[str | None, str | None, tuple[float, float] | None]
"""What a home is known again by: name, address, given position."""

FEWEST, LEAST_SHARE = 3, 0.1
"""Homes of a list that could be several known ones, in number and as a share of the list, from which it is refused."""


def with_known_ids(
    rows: Sequence[Household], made: Mapping[str, MadeId], known: Iterable[Household], gatherer: Gatherer
) -> tuple[Household, ...]:
    """The homes with the ids that they have already, or with ids that nobody has.

    Parameters
    ----------
    made
        Of the rows whose ids were made; others have their own.

    Gathers E1061 where many homes could be several known ones, notes E1062 for homes that keep an id of another number, E1063
    for those that may be known ones, E1065 for those that have the number of a known one alone, and E1049 for homes of one
    number that the next sorting could exchange.
    """
    homes = {home.id: home for home in known}
    again = known_again(rows, made, homes)
    ids = dict(again.ids)
    taken = {*homes, *ids.values()}
    for row in rows:
        if row.id not in ids:
            ids[row.id] = _fresh(row.id, made[row.id].stem if row.id in made else row.id, taken)
            taken.add(ids[row.id])
    unclear = dict.fromkeys(row for _, row in again.unclear)
    is_refused = len(unclear) >= max(FEWEST, LEAST_SHARE * len(rows))
    if is_refused:
        values = {"count": len(unclear), "ids": ", ".join(sorted({id_ for id_, _ in again.unclear})[:4])}
        gatherer.fault("E1061", row=made[next(iter(unclear))].row, values=values)
    said = (
        ("E1062", [(id_, row) for row, id_ in ids.items() if id_ in homes and row in made and not _is_of(id_, made[row])]),
        ("E1063", [(id_, ids[row]) for id_, row in (*again.doubtful, *(() if is_refused else again.unclear))]),
        ("E1065", [(id_, ids[row]) for id_, row in again.replaced]),
    )
    row_of = {ids[row]: one.row for row, one in made.items()} | {row: one.row for row, one in made.items()}
    for code, pairs in said:
        if pairs:
            before, after = pairs[0]
            gatherer.note(code, row=row_of[after], values={"count": len(pairs), "before": before, "after": after})
    _note_alike(rows, made, gatherer)
    return tuple(replace(row, id=ids[row.id]) for row in rows)


def _is_of(id_: str, made: MadeId) -> bool:
    return base_of(id_) in {made.stem, made.former}


def _fresh(id_: str, stem: str, taken: Container[str]) -> str:
    """An id that no home has, known or of the list."""
    further = (f"{stem}.{at}" for at in itertools.count(2))
    return next(one for one in itertools.chain((id_, stem), further) if one not in taken)


def looks_of(home: Household) -> Looks:
    """What a home is known again by."""
    place = place_of(home)
    position = (round(place[1], 6), round(place[0], 6)) if place else None
    return name_key(home), address_key(home.address.detail), position


def _note_alike(rows: Sequence[Household], made: Mapping[str, MadeId], gatherer: Gatherer) -> None:
    """Note homes of one number whose looks are another's, or too few to be known again by."""
    families: dict[str, list[Household]] = {}
    for row in rows:
        if row.id in made:
            families.setdefault(made[row.id].stem, []).append(row)
    alike = []
    for family in families.values():
        if len(family) > 1:
            looks = [looks_of(row) for row in family]
            counts = Counter(looks)
            few = [sum(part is not None for part in look) < 2 or counts[look] > 1 for look in looks]
            alike += list(itertools.compress(family, few))
    if alike:
        values = {"count": len(alike), "example": alike[0].id}
        gatherer.note("E1049", row=min(made[row.id].row for row in alike), values=values)
