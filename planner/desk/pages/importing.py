"""Files brought in: dropped, read as a whole, taken or refused with every fault in words."""

import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from planner.desk.answering import sentences
from planner.desk.call import Call
from planner.desk.pages.import_typed import import_typed
from planner.desk.pages.planning import begin
from planner.domain.errors import InputError, asking_first
from planner.usecases.blank_forms import blank_form
from planner.usecases.importing import OVERWRITTEN, TABLES, ImportWishes, import_road_file, import_table
from planner.usecases.outlining import import_outlines
from planner.usecases.progress import Silent, Watched
from planner.usecases.taking_back import last_imports, take_back_import

VILLAGES, ROADS = "villages", "roads"
KINDS = (VILLAGES, *TABLES, ROADS)
"""Outlines come first: lists are read with the names of the villages."""

_PIECE = 1 << 20
"""Bytes copied at once."""


def choose(call: Call) -> Response:
    """To the first kind of file."""
    return call.go(f"/import/{TABLES[0]}")


def show(call: Call) -> Response:
    """The form for one kind of file."""
    return _page(call, _kind(call))


def take(call: Call) -> Response:
    """Read a file and put it into the ledger, all or nothing; faults are shown where they are."""
    kind = _kind(call)
    held = call.house.held.get(call.typed("held")) if kind in TABLES else None
    file = call.form.get("file")
    if call.typed("held") and held is None:
        return call.go(f"/import/{kind}", warned=call.say("That copy is no longer kept; bring the file in again."))
    if held is None and (not isinstance(file, UploadFile) or not file.filename):
        return _page(call, kind, lines=[call.say("Choose a file first.")], status=422)
    if kind == ROADS:
        return _roads(call, [one for one in call.form.getlist("file") if isinstance(one, UploadFile) and one.filename])
    if kind == VILLAGES and isinstance(file, UploadFile):
        return _villages(call, file)
    return _table(call, kind, file, held)


def take_back(call: Call) -> Response:
    """Take the last import of a kind back; what stands on it is shown where it is not."""
    kind = _kind(call)
    try:
        done = take_back_import(call.workspace(), kind, seen=call.typed("shown"))
    except InputError as error:
        return _page(call, kind, lines=sentences(error, call.words), status=422)
    if call.wants_json:
        return call.data(done.as_data())
    return call.go(
        f"/import/{kind}",
        told=call.say(
            "{file} taken back: {removed} removed, {restored} as before.",
            file=done.source, removed=done.num_removed, restored=done.num_restored,
        ),
    )  # fmt: skip


def marked(call: Call) -> Response:
    """The copy of a refused file: faulty cells in colour, the cure beside each."""
    kept = call.house.marked.get(call.part("key"))
    if kept is None:
        return call.go("/import", warned=call.say("That copy is no longer kept; bring the file in again."))
    stem, content = kept
    ending = call.say("-marked")
    return _workbook(f"{stem.removesuffix(ending)}{ending}.xlsx", content)


def form(call: Call) -> Response:
    """The empty form of a kind of table, as a workspace has it."""
    kind = call.part("kind")
    if kind not in TABLES:
        raise HTTPException(404)
    return _workbook(f"{kind}.xlsx", blank_form(kind))


def _workbook(name: str, content: bytes) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=_WORKBOOK, headers=headers)


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIELDS = ("Other headings, other order of dates", "Dates in numbers")
"""Fields of the page that messages name; they are folded away."""
_MOST_NOTES = 60
"""Notes shown one by one."""


def _table(call: Call, kind: str, file: object, held: tuple[str, bytes] | None) -> Response:
    """Take a table, or one that was held back till somebody had looked at what was told of it."""
    if call.typed("dates") not in ("", "dmy", "mdy"):  # no page offers it, and what is remembered could not be read again
        raise HTTPException(400)
    said = import_typed(call.typed("columns"))
    if said.unread:
        lines = [call.say("Not understood in the field of headings: {line}", line=line[:_MOST_SIGNS]) for line in said.unread]
        return _page(call, kind, lines=lines, explains=True, status=422)
    with tempfile.TemporaryDirectory() as folder:
        path = _put(held, Path(folder)) if held else _kept(file, Path(folder))  # type: ignore[arg-type]
        copy = Path(folder) / "copy" / "marked.xlsx"
        copy.parent.mkdir()
        wishes = ImportWishes(
            columns=said.columns, dates=call.typed("dates") or said.dates, annotated=copy,
            hesitates=held is None, replaces=said.replaces or held is not None,
        )  # fmt: skip
        try:
            report = import_table(call.workspace(), kind, path, reporter=Silent(), wishes=wishes, say=call.words)
        except InputError as error:
            marked = call.house.marked.keep((path.stem, copy.read_bytes())) if copy.is_file() else ""
            lines = sentences(error, call.words)
            return _page(call, kind, lines=lines, refused=path.name, marked=marked, status=422)
        key = "" if report.is_kept else call.house.held.keep((path.name, path.read_bytes()))
    if call.wants_json:
        return call.data(report.as_data(call.words))
    notes = [call.words.fault(note) for note in asking_first(report.notes)[:_MOST_NOTES]]
    overwrites = any(note.code == OVERWRITTEN for note in report.notes)
    kept = report if report.is_kept else None
    return _page(call, kind, report=kept, notes=notes, held=key, file=path.name, overwrites=overwrites)


def _villages(call: Call, file: UploadFile) -> Response:
    """Keep the outlines of a file, all or those of the codes that were typed."""
    said = import_typed(call.typed("columns"))
    if said.unread:
        lines = [call.say("Not understood in the field of headings: {line}", line=line[:_MOST_SIGNS]) for line in said.unread]
        return _page(call, VILLAGES, lines=lines, explains=True, status=422)
    codes = tuple(call.typed("codes").replace(",", " ").split())
    with tempfile.TemporaryDirectory() as folder:
        path = _kept(file, Path(folder))
        try:
            found = import_outlines(call.workspace(), path, codes, said.columns)
        except InputError as error:
            return _page(call, VILLAGES, lines=sentences(error, call.words), refused=path.name, status=422)
    names = ", ".join(village.name for village in found[:_MOST_NOTES])
    return call.go("/import/households", told=call.say("Villages: {names}.", names=names))


def _roads(call: Call, files: list[UploadFile]) -> Response:
    """Roads take minutes for a large file: a job reads them. Two files are the nodes and the edges of a pair."""
    is_pair = len({file.filename for file in files}) == len(files) == 2 and all(
        (file.filename or "").lower().endswith((".csv", ".csv.gz")) for file in files
    )
    if len(files) > 1 and not is_pair:
        line = call.say("Choose one road map, or the two files of a pair together: nodes and edges (CSV).")
        return _page(call, ROADS, lines=[line], status=422)
    folder = Path(tempfile.mkdtemp())
    paths, workspace = [_kept(file, folder) for file in files], call.workspace()

    def work(watched: Watched) -> str:
        try:
            import_road_file(workspace, paths[0], reporter=watched)
        finally:
            clear()
        return "/"

    def clear() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    return begin(call, "Reading roads", work, back="/import/roads", is_dropped=clear)


_MOST_SIGNS = 50
"""Of a file's name, and of its ending: every disk takes that many."""


def _kept(file: UploadFile, folder: Path) -> Path:
    """The file under its own name, so that messages speak of what the officer knows."""
    named = Path((file.filename or "").replace("\\", "/").replace("\0", ""))
    path = folder / ((named.stem[:_MOST_SIGNS] + named.suffix[:_MOST_SIGNS]).strip(". ") or "file")
    with path.open("wb") as target:
        while piece := file.file.read(_PIECE):
            target.write(piece)
    return path


def _put(held: tuple[str, bytes], folder: Path) -> Path:
    """A file that was brought in before, for who has looked at what was told of it."""
    path = folder / held[0]
    path.write_bytes(held[1])
    return path


def _kind(call: Call) -> str:
    kind = call.part("kind")
    if kind not in KINDS:
        raise HTTPException(404)
    return kind


def _page(call: Call, kind: str, *, status: int = 200, **values: object) -> Response:
    usual: dict[str, object] = {"lines": [], "refused": "", "marked": "", "report": None, "notes": [], "held": "", "file": ""}
    shown = {**usual, "explains": False, "overwrites": False, **values}
    shown["last"] = last_imports(call.workspace()).get(kind)
    told = f"{shown['lines']}{shown['notes']}"
    shown["explains"] = shown["explains"] or any(call.say(name) in told for name in _FIELDS)
    return call.page("import.html", status=status, kind=kind, kinds=KINDS, has_form=kind in TABLES, typed=call.typed, **shown)
