"""The odd files as pandas with default settings reads them, judged in its favour."""

import math
import warnings
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from tests.odd_files.judging import Reading
from tests.odd_files.truth import OddFile

_NOT_OF_THE_FILE = (DeprecationWarning, FutureWarning, PendingDeprecationWarning, ResourceWarning)
_BOOKS = {".xlsx", ".xls", ".xlsm"}


def read_by_pandas(odd: OddFile, folder: Path) -> Reading:
    """Return what read_csv or read_excel makes of a file; its cells are compared as text, days as ISO.

    A day that it leaves as it was written counts as right, and so does a whole number that became a float.
    """
    path = odd.write(folder)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            frame = pd.read_excel(path) if path.suffix in _BOOKS else pd.read_csv(path)
        except Exception as error:
            return Reading(refusal=str(error) or type(error).__name__)
    cells = frame.astype(object).to_numpy().tolist()
    rows = tuple(
        tuple(_lenient(cell, odd, row, column) for column, cell in enumerate(cells[row]))
        for row in range(len(cells))
    )
    header = tuple(str(name) for name in frame.columns)
    said = tuple(str(each.message) for each in caught if not issubclass(each.category, _NOT_OF_THE_FILE))
    return Reading(header=header, rows=rows, warnings=said)


def _lenient(cell: object, odd: OddFile, row: int, column: int) -> object:
    """The true cell where this one means it; else this one."""
    true = odd.rows[row][column] if row < len(odd.rows) and column < len(odd.rows[row]) else None
    named = odd.types.get(odd.header[column]) if column < len(odd.header) else None
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if named == "date" and isinstance(cell, str) and true is not None:
        return true
    if named == "integer" and isinstance(cell, int | float) and cell == true:
        return true
    return str(cell)
