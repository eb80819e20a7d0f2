"""What the name of a sheet and the titles on it say together of where its rows are, and what they say against each other."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inputs.tables.body import Body
from inputs.tables.cells import read_rt_rw, readable
from inputs.tables.header import Header
from inputs.tables.rt_rw import lettered, parts_in, spelt_out
from inputs.tables.said_places import IsVillage, place_named, place_titled, with_title
from inputs.tables.villages import village_key
from planner.domain.gathering import Gatherer

_LETTERHEAD = re.compile(r"\s*(?:alamat|sekretariat|kantor|telp|telepon|jalan|jln?|kode\s+pos)\b", re.IGNORECASE)
"""A line of a letterhead: the RT in it is the office's."""
_LONGEST_TAB = 30
"""Letters from which the name of a sheet may be cut short."""
_UNITS = ("rt", "rw")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAbove:
    """What is said above the rows of a sheet.

    Attributes
    ----------
    place
        Village, RT and RW of its name and titles.
    of_tab
        Those of its name.
    twice
        Field to what two of them say, where they do not agree.
    unread
        RT or RW to what they say of it with a letter (`RT 01A`).
    """

    place: Mapping[str, str] = field(default_factory=dict)
    of_tab: Mapping[str, str] = field(default_factory=dict)
    twice: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)


def said_above(tab: str, titles: Sequence[str], is_village: IsVillage) -> SaidAbove:
    """What a sheet's name and titles say.

    The later title counts, RT and RW of a letterhead only where no other line says them; where one of several titles says
    what the sheet's name does, that counts.
    """
    of_tab = place_titled(tab, is_village)
    lines = [(text, place_titled(text, is_village)) for text in titles]
    told = set(of_tab) | {name for text, said in lines if not _LETTERHEAD.match(text) for name in said}
    of_titles = [
        {name: value for name, value in said.items() if name not in _UNITS or name not in told or not _LETTERHEAD.match(text)}
        for text, said in lines
    ]
    place = of_tab
    for said in of_titles:
        place = with_title(place, said, is_village)
    twice: dict[str, tuple[str, str]] = {}
    for name in _UNITS:
        values = [said[name] for said in of_titles if name in said]
        if any(_are_same(name, of_tab.get(name, ""), value) for value in values):
            place = {**place, name: of_tab[name]}
        elif differing := _differing(name, [*([of_tab[name]] if name in of_tab else []), *values]):
            twice[name] = differing
    if villages := _villages(tab, [(text, said) for text, said in lines if "village" in said], of_tab, is_village):
        twice["village"] = villages
    unread = {name: said for text in (tab, *titles) for name, said in lettered(spelt_out(text)).items() if name not in place}
    return SaidAbove(place=place, of_tab=of_tab, twice=twice, unread=unread)


def _villages(
    tab: str, lines: Sequence[tuple[str, Mapping[str, str]]], of_tab: Mapping[str, str], is_village: IsVillage
) -> tuple[str, str] | None:
    """The two villages that are named, where they are known or nothing else can be meant (`Desa Contoh` alone)."""
    own = of_tab.get("village", "")
    if own and any(_are_same("village", own, said["village"]) for _, said in lines):
        return None
    known = [said["village"] for _, said in lines if is_village(said["village"])]
    if not own:
        return _differing("village", known)
    surely = [said["village"] for text, said in lines if "village" in place_named(text, is_village)]
    if is_village(own):
        others = [*known, *surely]
    elif known:
        others = known if "village" in place_named(tab, is_village) else []
    else:
        others = [said["village"] for _, said in lines]
    return (own, others[0]) if others else None


def _differing(name: str, values: Sequence[str]) -> tuple[str, str] | None:
    return next(((values[0], other) for other in values[1:] if not _are_same(name, values[0], other)), None)


def _are_same(name: str, one: str, other: str) -> bool:
    if not one or not other:
        return False
    if name == "village":
        tab, title = village_key(one), village_key(other)
        return tab == title or (len(one) + len("Kel ") >= _LONGEST_TAB and title.startswith(tab))
    return readable(read_rt_rw, one) == readable(read_rt_rw, other)


def tell_said_twice(above: SaidAbove, header: Header, body: Body, gatherer: Gatherer) -> None:
    """Gather a fault for village, RT or RW that rows lack and that is told differently above them, or with a letter."""
    for name in (name for name in ("village", *_UNITS) if name in {*above.twice, *above.of_tab, *above.unread}):
        lacking = [row for row, cells in body.records if not _has_own(name, cells, header)]
        said = {row: body.places[row][name] for row in lacking if name in body.places.get(row, {})}
        rows, values = [row for row in lacking if row not in said], above.twice.get(name)
        own = above.of_tab.get(name, "")
        if rows and name in above.unread:
            gatherer.fault("E1104", row=rows[0], column=name, values={"cell": above.unread[name]})
        if not rows and own and said and not any(_are_same(name, own, value) for value in said.values()):
            # Sections count before the sheet's name, but one of them says what it does.
            rows, values = list(said), (own, said[min(said)])
        if not rows or values is None:
            continue
        one, other = values
        told = {"count": len(rows), "name": name.upper() if name in _UNITS else "desa", "one": one, "other": other}
        gatherer.fault("E1069", row=rows[0], values=told)


def _has_own(name: str, cells: Sequence[str], header: Header) -> bool:
    """Whether a row says the field itself."""
    for at, column in header.columns.items():
        cell = cells[at] if at < len(cells) else ""
        said = (parts_in(column.name, cell) if cell and column.name in _UNITS else ()) or column.parts or (column.name,)
        if cell and name in said:
            return True
    return False
