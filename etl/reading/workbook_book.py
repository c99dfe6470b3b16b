"""A workbook of any kind as its sheets: what each is called, what stands in it, and its rows as text."""

from collections.abc import Callable
from dataclasses import dataclass

from etl.reading.grid import Rows
from etl.reading.workbook_marks import SheetMarks


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet: `state` is visible, hidden or veryHidden.

    `survey` passes over the sheet once; `open_rows` loads the values and returns what yields each row from
    the first to the last that holds a value, its cells from the first such column to the last. Both raise
    FileRefused.
    """

    name: str
    state: str
    survey: Callable[[], SheetMarks]
    open_rows: Callable[[SheetMarks], Rows]


@dataclass(frozen=True, kw_only=True)
class Book:
    """A workbook: `kind` is xlsx or xls; `warnings` are of the whole workbook."""

    kind: str
    date_1904: bool
    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = ()
