"""Is the ledger as this program left it? Pages, triggers, rows, the chain of the audit trail, and the anchors taken of it.

Anchors lie where the ledger does not: in `anchors.txt` of the workspace, in each backup, on each report.
"""

import contextlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import Fault, InputError, Where, refuse
from planner.files import read_bytes
from planner.ledger.backup import last_entry
from planner.ledger.records import Anchor, Finding
from planner.usecases.published import PUBLISHED_FILE
from planner.usecases.workspace import Workspace

ANCHORS_FILE = "anchors.txt"

_WRITTEN = re.compile(r"(\d{1,12})((?:-?[0-9a-f]){12,64})")
"""Number and hash; twelve digits are the least that cannot be tried out by hand."""

_CODES = {"pages": "E6043", "trigger": "E6044", "rows": "E6045", "entry": "E6046", "anchor": "E6047", "row": "E6098"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """A ledger that is as this program left it.

    Attributes
    ----------
    last
        The newest entry of the audit trail.
    num_anchors
        Anchors that the trail was held against.
    rewritten_at
        Number of the entry (`rechain`) that says that all before it was written anew; 0: none. Anchors of before do not hold.
    backwards_at
        Number of the first entry that is dated before the one before it; 0: none. A clock was set, or somebody wrote it.
    has_sums
        Whether rows were held against their sums; a ledger on a server has none.
    """

    last: Anchor
    num_anchors: int
    rewritten_at: int
    backwards_at: int
    has_sums: bool

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {
            "is_sound": True, "entries": self.last.number, "anchor": self.last.text(), "anchors": self.num_anchors,
            "rewritten_at": self.rewritten_at or None, "backwards_at": self.backwards_at or None, "rows_checked": self.has_sums,
        }  # fmt: skip


def verify(workspace: Workspace, *, backups: Sequence[Path] = (), written: Sequence[str] = ()) -> VerifyReport:
    """Look at all of the ledger, and hold its trail against every anchor.

    Parameters
    ----------
    backups
        Copies of this ledger; the trail must still hold the last entry of each, and explain each recorded row that differs.
    written
        Anchors as a report or a backup shows them, `1234-9f3a-…`.

    Raises
    ------
    InputError
        E6043 to E6047 and E6098 with everything that was found; E6048 for what is no anchor, E6049 for what is no backup.
    """
    anchors = [*_kept(workspace), *_printed(workspace), *(_read(text, Where()) for text in written), *map(last_entry, backups)]
    with workspace.ledger() as ledger:
        found = ledger.verify(anchors, backups)
    refuse(_fault(finding) for finding in found.findings)
    return VerifyReport(
        last=found.last or Anchor(number=0, hash=""), num_anchors=found.num_anchors, rewritten_at=found.rewritten_at,
        backwards_at=found.backwards_at, has_sums=found.has_sums,
    )  # fmt: skip


def keep_anchor(workspace: Workspace, anchor: Anchor | None, *, where: str) -> None:
    """Note an anchor that was taken: the moment, where it went, number and hash; nothing for an empty trail."""
    if anchor is None or not anchor.number:
        return
    line = f"{workspace.now().isoformat(timespec='seconds')} {where} {anchor.number}-{anchor.hash}\n"
    try:
        with (workspace.folder / ANCHORS_FILE).open("a", encoding="utf-8") as file:
            file.write(line)
    except OSError as error:
        raise InputError.of("E6023", file=ANCHORS_FILE, reason=error.strerror or type(error).__name__) from error


def _printed(workspace: Workspace) -> Iterator[Anchor]:
    """Anchors of the reports that lie in the workspace as data, whatever became of the list of anchors."""
    for path in sorted((workspace.folder / "reports").glob(f"*/{PUBLISHED_FILE}")):
        with contextlib.suppress(InputError, ValueError, AttributeError):  # no report of ours: it says nothing
            if text := json.loads(read_bytes(path)).get("audit_anchor"):
                yield _read(str(text), Where(file=path.name))


def _kept(workspace: Workspace) -> Iterator[Anchor]:
    path = workspace.folder / ANCHORS_FILE
    if not path.exists():
        return
    lines = read_bytes(path).decode("utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, start=1):
        yield _read(line.rpartition(" ")[2], Where(file=ANCHORS_FILE, row=number))


def _read(text: str, where: Where) -> Anchor:
    found = _WRITTEN.fullmatch(text.strip().lower())
    if found is None:
        raise InputError.of("E6048", where, found=text[:40])
    return Anchor(number=int(found[1]), hash=found[2].replace("-", ""))


def _fault(finding: Finding) -> Fault:
    return Fault(code=_CODES[finding.kind], values={"what": finding.subject})
