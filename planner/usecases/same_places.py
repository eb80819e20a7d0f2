"""Homes of a new list that stand where homes with other ids are already: told, or refused, or each would be visited twice."""

from collections.abc import Mapping, Sequence

from planner.domain.errors import Fault, InputError
from planner.domain.records import Household, PositionSource

FEWEST, LEAST_SHARE = 3, 0.1
"""Fewer rows, or a smaller part of the new ones, are neighbours under one roof."""
MAX_IDS = 5
_GRAIN = 5
"""Decimals of degrees that tell doors apart: a metre."""


def same_places(rows: Sequence[Household], known: Sequence[Household]) -> tuple[Fault, ...]:
    """A note where many rows with new ids have the address or the point of a home with another id.

    Raises
    ------
    InputError
        E4016 where most of them have its name as well: a list that was given other ids.
    """
    ids = {home.id for home in known}
    new = [home for home in rows if home.id not in ids]
    listed = {home.id for home in rows}
    taken: dict[object, list[Household]] = {}
    for home in known:
        for place in _places(home):
            taken.setdefault(place, []).append(home)
    twice = [(home, other) for home in new if (other := _there(home, taken)) is not None and other.id not in listed]
    if len(twice) < max(FEWEST, LEAST_SHARE * len(new)):
        return ()
    some = ", ".join(f"{home.id} = {other.id}" for home, other in twice[:MAX_IDS]) + (" …" if len(twice) > MAX_IDS else "")
    num_named = sum(bool(home.head_name) and home.head_name == other.head_name for home, other in twice)
    is_same_list = num_named >= FEWEST and 2 * num_named > len(new)
    fault = Fault(code="E4016" if is_same_list else "E4015", values={"count": len(twice), "new": len(new), "ids": some})
    if is_same_list:
        raise InputError([fault])
    return (fault,)


def _there(home: Household, taken: Mapping[object, Sequence[Household]]) -> Household | None:
    """The known home where one stands; in a hamlet or under a roof that many share, one of the same name."""
    for place in _places(home):
        others = taken.get(place, ())
        named = [other for other in others if home.head_name and other.head_name == home.head_name]
        if named or len(others) == 1:
            return (named or others)[0]
    return None


def left_out(rows: Sequence[Household], known: Sequence[Household]) -> tuple[Fault, ...]:
    """A note of known homes that a list has not, of RTs of which it has at least half of those known."""
    listed = {home.id for home in rows}
    of_rt: dict[tuple[str, str, str], list[str]] = {}
    for home in known:
        of_rt.setdefault((home.address.village, home.address.rw, home.address.rt), []).append(home.id)
    missing = []
    for ids in of_rt.values():
        gone = [id_ for id_ in ids if id_ not in listed]
        missing += gone if 2 * len(gone) <= len(ids) else []
    if not missing:
        return ()
    some = ", ".join(missing[:MAX_IDS]) + (" …" if len(missing) > MAX_IDS else "")
    return (Fault(code="E4019", values={"count": len(missing), "ids": some}),)


def _places(home: Household) -> list[object]:
    """What tells where a home is: its point, where it is known, and its address with village and RT."""
    where, is_given = home.address, home.address.position_source is PositionSource.GIVEN
    address = " ".join(where.detail.casefold().split())
    found: list[object] = [(round(where.latitude, _GRAIN), round(where.longitude, _GRAIN))] if is_given else []
    return [*found, (where.village, where.rw, where.rt, address)] if address else found
