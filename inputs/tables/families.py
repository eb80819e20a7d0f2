"""Lists of persons: every member of a family in a row, where a list of households has one row for each door."""

from inputs.tables.columns import heading_key
from inputs.tables.sheets import SheetRows
from planner.domain.gathering import Gatherer

_CARD = frozenset({"nokk", "nomorkk", "kk", "nokartukeluarga", "nomorkartukeluarga", "nokk16digit"})
_RELATION = frozenset(
    {
        *("hubungan", "hubungankeluarga", "hubungandalamkeluarga", "statushubungan", "statushubungankeluarga"),
        *(
            "statushubungandalamkeluarga",
            "statusdalamkeluarga",
            "shdk",
            "hubkel",
            "hubungandengankk",
            "hubungandengankepalakeluarga",
        ),
    }
)
_HEAD = frozenset({"kepalakeluarga", "kk", "kepala", "kepalakk"})

_CARD_DIGITS = 12
"""Fewer are a number that was masked or cut short, as all others of the list then are."""


def refuse_members(sheet: SheetRows, gatherer: Gatherer) -> None:
    """Gather a fault where rows of a list of households are persons: a family card's number again, or no head of a family."""
    for position, cell in enumerate(sheet.header.cells):
        key = heading_key(cell)
        if position in sheet.header.columns or key not in _CARD | _RELATION:
            continue
        seen: set[str] = set()
        count, first = 0, 0
        for row, cells in sheet.body.records:
            said = heading_key(cells[position]) if position < len(cells) else ""
            is_whole = said.isdigit() and len(said) >= _CARD_DIGITS
            is_member = is_whole and said in seen if key in _CARD else bool(said) and said not in _HEAD
            seen |= {said} if said else set()
            first = first or (row if is_member else 0)
            count += is_member
        if count:
            gatherer.fault("E1046", row=first, values={"count": count, "heading": cell})
            return
