"""Which sheets of a workbook belong to a table, and what stands on each: never half a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from inputs.tables.body import Body, RowKind, change_of, same_kind, sort_body
from inputs.tables.columns import Column, Known, heading_key
from inputs.tables.csv_file import PEEK_ROWS
from inputs.tables.grid import HIDDEN, PARTLY_STRUCK, STRUCK, Grid
from inputs.tables.header import Header, find_header, harmless, header_at, letter, refuse_unusable
from inputs.tables.headings import HEADINGS, as_in_template
from inputs.tables.said_above import SaidAbove, said_above, tell_said_twice
from inputs.tables.said_columns import fitting, hidden_places, is_own_to_each
from inputs.tables.said_places import IsVillage
from inputs.tables.unknown_columns import note_rest
from planner.domain.gathering import Gatherer, SheetStart
from planner.domain.masking import nearest

LEAST_ALIKE = 0.6
"""Share of headings that a sheet has in common with the best one to be a part of the same table; a list of complaints and
one of households share half."""
MAX_LISTED = 12
"""Row numbers that a note lists."""

_HARMLESS = frozenset(
    (
        *(
            "rt",
            "rw",
            "no",
            "sheet",
            "lembar",
            "data",
            "daftar",
            "dusun",
            "desa",
            "kelurahan",
            "kel",
            "ds",
            "dsn",
            "blok",
            "kk",
        ),
        *("rekap", "rumah", "warga", "keluarga", "hasil", "tim", "keluhan", "fasilitas", "petunjuk", "bulan", "tahun", "lain"),
        *("lama", "baru", "households", "teams", "complaints", "facilities"),
    )
)
"""Words in the names of sheets that are no person's."""

SHEET_NOTES = ("E1024", "E1025", "E1030", *(kind.value for kind in RowKind), HIDDEN, STRUCK, PARTLY_STRUCK)
"""Notes that the sheets of a table have alike: told once."""

_OWN = frozenset({"id", "number"})
"""Columns whose merged cells are not those of each row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """A sheet of the table: its headings and sorted rows, counted through all sheets.

    Attributes
    ----------
    name
        What messages call it; empty for the only one.
    above
        What its name and its titles say of where its rows are.
    before
        The headings that hold above these on the same sheet; `None`: there are none.
    doubtful
        As its grid has it.
    """

    name: str
    header: Header
    body: Body
    above: SaidAbove
    before: Header | None = None
    doubtful: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def place_of(self, row: int) -> Mapping[str, str]:
        """What sections, titles and the sheet's name say of where a row is."""
        return {**self.above.place, **self.body.places.get(row, {})}


def table_sheets(
    grids: Sequence[Grid], columns: Sequence[Column], known: Known, gatherer: Gatherer, *, is_village: IsVillage
) -> list[SheetRows]:
    """Choose the sheets that hold the table, and sort their rows; what is left out is noted.

    Raises
    ------
    InputError
        E1020 if no sheet has headings, E1031 if one goes on without them.
    """
    for grid in grids:
        for code, values in grid.notes:
            gatherer.note(code, values=values)
    headers = [find_header(grid, known) for grid in grids]
    sizes = [
        0 if header is None or grid.is_hidden else len(header.columns) for header, grid in zip(headers, grids, strict=True)
    ]
    best = headers[sizes.index(max(sizes))] if any(sizes) else None
    if best is None:
        needed = ", ".join(as_in_template(column.name) for column in columns if column.is_required)
        gatherer.fault("E1020", values={"count": PEEK_ROWS, "columns": needed})
        gatherer.raise_if_any()
        raise AssertionError("unreachable: a fault was gathered")
    chosen = [
        at for at, header in enumerate(headers) if sizes[at] and header is not None and same_kind(best, header) >= LEAST_ALIKE
    ]
    names = {at: sheet_name(at + 1, grid.title, is_village) for at, grid in enumerate(grids)}
    _tell_left_out([at for at in range(len(grids)) if at not in chosen], grids, best, names, gatherer)
    filled = {at: _with_merged(grids[at], headers[at] or best) for at in chosen}
    if num_filled := sum(num for _, num in filled.values()):
        gatherer.note("E1043", values={"count": num_filled})
    if len(chosen) == 1:
        return _parts(filled[chosen[0]][0], "", known, is_village)
    found = _counted_through([(names[at], filled[at][0]) for at in chosen], known, gatherer, is_village)
    _refuse_copies(found, gatherer)
    return found


def _with_merged(grid: Grid, header: Header) -> tuple[Grid, int]:
    """The grid with merged cells of its columns written into each of their rows, and how many; never ids and numbers."""
    if not grid.merged:
        return grid, 0
    rows = {number: list(cells) for number, cells in grid.rows}
    num_filled = 0
    for top, bottom, column in grid.merged:
        at = column - 1
        if top <= header.row or at not in header.columns or header.columns[at].name in _OWN or at >= len(rows.get(top, ())):
            continue
        for number in range(top + 1, min(bottom, grid.rows[-1][0]) + 1):
            cells = rows.get(number, [])
            if sum(map(bool, cells)) > 1 and not any(cells[at : at + 1]):
                cells += [""] * (at + 1 - len(cells))
                cells[at] = rows[top][at]
                num_filled += 1
    return replace(grid, rows=tuple(rows.items())), num_filled


def _refuse_copies(sheets: Sequence[SheetRows], gatherer: Gatherer) -> None:
    """Gather a fault for a sheet of which at least half of the rows stand on one before it: a copy."""
    seen: list[tuple[str, frozenset[object]]] = []
    for sheet in sheets:
        rows = frozenset(
            (*sorted(sheet.place_of(row).items()), *cells) for row, cells in sheet.body.records if sum(map(bool, cells)) > 2
        )
        for name, before in seen:
            if name != sheet.name and 2 * len(rows & before) >= max(1, min(len(rows), len(before))):
                gatherer.fault("E1045", row=sheet.header.row, values={"first": name})
                break
        seen.append((sheet.name, rows))


def sheet_name(number: int, title: str, is_village: IsVillage) -> str:
    """What messages call a sheet: its name if that can be no person's, else its number."""
    words = [word for word in map(heading_key, title.split()) if word and not word.isdigit()]
    is_harmless = all(word.rstrip("0123456789") in _HARMLESS or len(word) < 3 for word in words) or is_village(title)
    return title if title and is_harmless and len(title) <= 31 else str(number)


def _counted_through(
    sheets: Sequence[tuple[str, Grid]], known: Known, gatherer: Gatherer, is_village: IsVillage
) -> list[SheetRows]:
    """The sheets with their rows counted through, so that a row number says the sheet too."""
    found: list[SheetRows] = []
    starts = []
    offset = 0
    for name, grid in sheets:
        starts.append(SheetStart(name=name, offset=offset))
        rows = tuple((row + offset, cells) for row, cells in grid.rows)
        doubtful = {code: frozenset(row + offset for row in unseen) for code, unseen in grid.doubtful.items()}
        found += _parts(replace(grid, rows=rows, doubtful=doubtful), name, known, is_village)
        offset = rows[-1][0]
    gatherer.sheets = tuple(starts)
    gatherer.note("E1012", values={"count": len(sheets), "sheets": ", ".join(name for name, _ in sheets)})
    return found


def _parts(grid: Grid, name: str, known: Known, is_village: IsVillage) -> list[SheetRows]:
    """The rows under the headings of a sheet, and those under each row further down that holds other headings."""
    header = find_header(grid, known)
    if header is None:
        raise AssertionError("unreachable: the sheet was chosen by its headings")
    above = said_above(grid.title, [" ".join(cells) for _, cells in header.titles], is_village)
    parts: list[SheetRows] = []
    carried: Mapping[str, str] = {}
    while header is not None:
        at = change_of(header, known)
        own = header if at is None else replace(header, body=header.body[:at])
        body = sort_body(own, is_village, carried)
        before = parts[-1].header if parts else None
        parts.append(SheetRows(name=name, header=own, body=body, above=above, before=before, doubtful=grid.doubtful))
        carried = body.last_place
        header = None if at is None else header_at(replace(grid, rows=tuple(header.body[at:])), 0, known)
    return parts


def _tell_left_out(
    others: Sequence[int], grids: Sequence[Grid], best: Header, names: Mapping[int, str], gatherer: Gatherer
) -> None:
    """Refuse sheets that go on with the table without its headings, note those that hold another one."""
    needed = [at for at, column in best.columns.items() if column.is_required]
    left_out = []
    for at in others:
        rows = [cells for _, cells in grids[at].rows]
        if not grids[at].is_hidden and _goes_on(rows, needed, len(best.cells)):
            gatherer.fault("E1031", values={"sheet": names[at]})
        elif any(sum(map(bool, row)) > 1 for row in rows):
            left_out.append(names[at])
    if left_out:
        gatherer.note("E1013", values={"sheets": ", ".join(left_out)})


def _goes_on(rows: Sequence[list[str]], needed: Sequence[int], width: int) -> bool:
    """Whether rows look like records of a table: digits in the first (headings have none), needed cells filled in most."""
    if not rows or not needed or max(map(len, rows)) > width or not any(char.isdigit() for cell in rows[0] for char in cell):
        return False
    return 2 * sum(all(place < len(row) and row[place] for place in needed) for row in rows) > len(rows)


def _refuse_missing(sheet: SheetRows, columns: Sequence[Column], gatherer: Gatherer, *, had: frozenset[str]) -> None:
    """Gather a fault for each required column that is not there and whose field no other place fills (`had`).

    It names the headings that are spelt alike, and those whose cells could be the column's.
    """
    header = sheet.header
    unknown = {at: cell for at, cell in enumerate(header.cells) if cell and at not in header.columns}
    for column in columns:
        if not column.is_required or column.name in header.fields | had:
            continue
        alike = [at for at, cell in unknown.items() if nearest(cell, (column.name, *column.aliases))]
        if column.name == "id":
            cells_of = {at: [row[at] for _, row in sheet.body.records if at < len(row) and row[at]] for at in alike}
            alike = [at for at in alike if is_own_to_each(cells_of[at])]
        alike += [at for at in fitting(column, header, sheet.body.records) if at not in alike]
        _tell_missing(column, alike, sheet, gatherer)
    by_name = {column.name: column for column in columns}
    if "latitude" in by_name:
        for name, at in hidden_places(header, sheet.body.records).items():
            _tell_missing(by_name[name], [at], sheet, gatherer)


def _tell_missing(column: Column, alike: Sequence[int], sheet: SheetRows, gatherer: Gatherer) -> None:
    header = sheet.header
    values = {
        "heading": column.name,
        "column": as_in_template(column.name) if column.name in HEADINGS else f"{column.aliases[0]} ({column.name})",
        "aliases": ", ".join(column.aliases[:4]),
        "near": ", ".join(f"{letter(at)} ({harmless(header.cells[at])})" for at in alike[:4]) or "–",
        "example": f"{harmless(header.cells[alike[0]]) if alike else '…'}={column.name}",
    }
    gatherer.fault("E1023", row=header.row if gatherer.sheets or sheet.before else None, values=values)


def _tell_change(sheet: SheetRows, gatherer: Gatherer) -> None:
    """Note headings that change on a sheet; a fault where a column is gone and a heading is there that nobody knows."""
    header, before = sheet.header, sheet.before
    if before is None:
        return
    unknown = [
        cell
        for at, cell in enumerate(header.cells)
        if cell and at not in header.columns and heading_key(cell) not in before.keys
    ]
    if unknown and before.fields - header.fields:
        gatherer.fault("E1042", row=header.row, values={"heading": harmless(unknown[0])})
    else:
        gatherer.note("E1041", row=header.row)


def tell_sheet(
    sheet: SheetRows, columns: Sequence[Column], gatherer: Gatherer, *, is_id_made: bool, said: Mapping[str, str]
) -> None:
    """Gather the faults of a sheet's headings, some of them `said`, and a note for each kind of row that is no record."""
    header, body = sheet.header, sheet.body
    for position, column in header.columns.items():
        for name in column.parts or (column.name,):
            gatherer.headings.setdefault((sheet.name, name), header.cells[position] or header.cells[position - 1])
    refuse_unusable(header, body.records, gatherer)
    _tell_change(sheet, gatherer)
    had = {"id"} if is_id_made else set()
    if body.records and all("village" in sheet.place_of(row) for row, _ in body.records):
        had.add("village")
    _refuse_missing(sheet, columns, gatherer, had=frozenset(had))
    note_rest(header, body.records, columns, gatherer, said)
    if any(column.name == "rt" for column in columns):
        tell_said_twice(sheet.above, header, body, gatherer)
    for kind in RowKind:
        rows = body.others.get(kind, [])
        if kind is RowKind.ALONE:
            for row in rows:
                gatherer.fault(kind.value, row=row)
        elif rows:
            _note_rows(kind.value, rows, gatherer)
    for code, doubtful in sheet.doubtful.items():
        if doubted := [row for row, _ in body.records if row in doubtful]:
            _note_rows(code, doubted, gatherer)


def _note_rows(code: str, rows: Sequence[int], gatherer: Gatherer) -> None:
    """One note of some rows of a sheet."""
    listed = ", ".join(gatherer.place_of(row).rpartition(": ")[2] for row in rows[:MAX_LISTED])
    more = ", …" if len(rows) > MAX_LISTED else ""
    gatherer.note(code, row=rows[0], values={"count": len(rows), "rows": listed + more})
