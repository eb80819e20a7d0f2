"""The list of the national report form (*Tanggal, Nama, Dusun, RT, RW, Desa, Keterangan*), read as outcomes of visits."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import PlainValidator

from inputs.tables.cells import cell_error, read_rt_rw
from inputs.tables.columns import Column
from inputs.tables.dates import read_day
from inputs.tables.table import TableRow, read_table
from planner.domain.desk_table import OUTCOME_WORDS
from planner.domain.gathering import Gatherer
from planner.domain.masking import NEGATIONS
from planner.domain.outcome import Outcome

LIST_COLUMNS = (
    Column(name="date", aliases=("tanggal", "tgl"), is_required=True, is_day=True),
    Column(name="name", aliases=("nama", "nama kk")),
    Column(name="hamlet", aliases=("dusun", "kampung", "kp")),
    Column(name="rt", aliases=("no rt",)),
    Column(name="rw", aliases=("no rw",)),
    Column(name="village", aliases=("desa", "kelurahan", "desa/kelurahan"), is_required=True),
    Column(name="remark", aliases=("keterangan", "ket"), is_required=True),
)

_MEANT = {word: outcome for outcome, word in OUTCOME_WORDS.items()} | {
    "tidak di tempat": Outcome.NOT_HOME,
    "tidak ditemukan": Outcome.NO_ADDRESS,
    "sudah dikunjungi": Outcome.MET,
}
_SAID = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_MEANT, key=len, reverse=True))})(?!\w)")
_DENYING = NEGATIONS | {"menolak", "gagal", "batal"}
_NUM_WORDS = 3
"""Words before one that may deny it: `tidak sempat bertemu`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedVisit:
    """A row of the list; `name` is personal and only compared, never shown."""

    row: int
    date: dt.date
    name: str
    rt: str
    rw: str
    village: str
    outcome: Outcome


def _outcome(cell: str) -> Outcome:
    """The outcome whose words the remark begins with, or the only one that it holds and does not deny."""
    text = cell.casefold()
    said = {match.start(): _MEANT[match[0]] for match in _SAID.finditer(text) if not _is_denied(text[: match.start()])}
    found = {said[0]} if 0 in said else set(said.values())
    if len(found) != 1:
        raise cell_error("E7022", words=", ".join(OUTCOME_WORDS.values()))
    return found.pop()


def _is_denied(before: str) -> bool:
    """Whether the last words before others deny them."""
    words = re.findall(r"[^\W\d_]+", re.split(r"[,;.()]", before)[-1])
    return not _DENYING.isdisjoint(words[-_NUM_WORDS:])


class ListRow(TableRow):
    """Cells of a row, validated one by one."""

    date: Annotated[dt.date, PlainValidator(read_day)]
    name: str = ""
    rt: Annotated[str, PlainValidator(read_rt_rw)] = ""
    rw: Annotated[str, PlainValidator(read_rt_rw)] = ""
    village: str
    remark: Annotated[Outcome, PlainValidator(_outcome)]


def read_national_list(path: Path, *, max_faults: int = 100) -> tuple[ListedVisit, ...]:
    """Read the list.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    gatherer = Gatherer(file=path.name, max_faults=max_faults)
    entries = read_table(path, columns=LIST_COLUMNS, model=ListRow, gatherer=gatherer).rows
    gatherer.raise_if_any()
    return tuple(
        ListedVisit(
            row=entry.row,
            date=entry.date,
            name=entry.name,
            rt=entry.rt,
            rw=entry.rw,
            village=entry.village,
            outcome=entry.remark,
        )
        for entry in entries
    )
