"""Opens a table of any format: the content decides, not the ending of the name."""

from inputs.tables.columns import Known
from inputs.tables.csv_file import read_csv
from inputs.tables.grid import Grid, is_list_of_marks
from inputs.tables.ods_file import is_ods, read_ods
from inputs.tables.other_files import refuse_other
from inputs.tables.xlsx_file import OLE_SIGNATURE, ZIP_SIGNATURE, read_xlsx, refuse_ole


def read_grids(content: bytes, file: str, known: Known) -> tuple[Grid, ...]:
    """All sheets of a file, whatever its format, but for the list that a marked copy carries.

    Raises
    ------
    InputError
        If it is no table.
    """
    grids = _grids(content, file, known)
    return tuple(grid for grid in grids if not is_list_of_marks(grid.title, (cells[0] for _, cells in grid.rows)))


def _grids(content: bytes, file: str, known: Known) -> tuple[Grid, ...]:
    if is_ods(content):
        return read_ods(content, file=file)
    refuse_other(content, file=file)
    if content.startswith(ZIP_SIGNATURE):
        return read_xlsx(content, file=file)
    if content.startswith(OLE_SIGNATURE):
        refuse_ole(content, file=file)
    return read_csv(content, file=file, known=known)
