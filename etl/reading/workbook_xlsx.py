"""Workbooks of Excel 2007 and later (.xlsx, .xlsm): their values by calamine, the rest by a pass of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

import python_calamine

from etl.reading.archive import prove
from etl.reading.cells import cell_text
from etl.reading.grid import Row, Rows
from etl.reading.workbook_book import Book, Sheet
from etl.reading.workbook_marks import SheetMarks
from etl.reading.workbook_parts import SheetPart, understand_parts
from etl.reading.workbook_scan import scan
from etl.refusals import FileRefused

# calamine holds a sheet as a full rectangle of 32 bytes a cell: 40 million are 1.3 GB, or 600,000 rows of 60.
_MOST_CELLS = 40_000_000


def open_xlsx(path: Path) -> Book:
    """Return a workbook whose archive is proved before anything is parsed; raises FileRefused."""
    names = prove(path)
    _prove_kind(path, names)
    parts = understand_parts(path, names)
    sheets = [
        Sheet(
            name=each.name,
            state=each.state,
            survey=cache(partial(scan, path, parts, each.part)),
            open_rows=partial(_open_rows, path, each),
        )
        for each in parts.sheets
    ]
    return Book(kind="xlsx", date_1904=parts.date_1904, sheets=tuple(sheets))


def _prove_kind(path: Path, names: frozenset[str]) -> None:
    """Refuse the archives that people take for workbooks, by the parts that they have."""
    if "mimetype" in names:
        raise FileRefused(
            f"{path.name} is an OpenDocument file (.ods): save it as .xlsx or export it as CSV."
        )
    if any(name.startswith("xl/workbook") and name.endswith(".bin") for name in names):
        raise FileRefused(f"{path.name} is a binary workbook (.xlsb): save it as .xlsx or export it as CSV.")
    if "_rels/.rels" not in names or "[Content_Types].xml" not in names:
        raise FileRefused(f"{path.name} is a zip archive and no workbook: unpack it and name the file in it.")


def _open_rows(path: Path, part: SheetPart, marks: SheetMarks) -> Rows:
    width = max(marks.columns) - min(marks.columns) + 1
    if (marks.last_row - marks.first_row + 1) * width > _MOST_CELLS:
        raise FileRefused(
            f"{path.name} has cells so far apart that its sheet would not fit in memory: delete what stands "
            "far below or to the right of the table, or export it as CSV."
        )
    # By its path, calamine would believe the ending of the file's name.
    with (
        _calamine(path),
        path.open("rb") as stream,
        python_calamine.CalamineWorkbook.from_filelike(stream) as workbook,
    ):
        sheet = workbook.get_sheet_by_name(part.name)
    _prove_agreement(path, sheet, marks)
    return partial(_rows, sheet, marks)


@contextmanager
def _calamine(path: Path) -> Iterator[None]:
    """Turn every way in which calamine fails into FileRefused: its panics derive from BaseException alone."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        raise
    except python_calamine.PasswordError as error:
        raise FileRefused(f"{path.name} is protected by a password: save it without one.") from error
    except BaseException as error:
        raise FileRefused(
            f"{path.name} is a damaged workbook: open it in Excel and save it again."
        ) from error


def _prove_agreement(path: Path, sheet: python_calamine.CalamineSheet, marks: SheetMarks) -> None:
    """Refuse a workbook in which calamine finds cells where our pass finds none."""
    if sheet.start is None or sheet.end is None:
        return
    rows = marks.first_row <= sheet.start[0] + 1 and sheet.end[0] < marks.last_row + 1
    if not rows or not min(marks.columns) <= sheet.start[1] + 1 or sheet.end[1] + 1 > max(marks.columns):
        raise FileRefused(f"{path.name} is a workbook that contradicts itself: save it again from Excel.")


def _rows(sheet: python_calamine.CalamineSheet, marks: SheetMarks) -> Iterator[Row]:
    first, last = min(marks.columns), max(marks.columns)
    before = [""] * ((sheet.start[1] + 1 if sheet.start else first) - first)
    after = [""] * (last - (sheet.end[1] + 1 if sheet.end else last))
    blank = [""] * (last - first + 1)
    number = 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        if number >= marks.first_row:
            cells = before + [each if type(each) is str else cell_text(each) for each in values] + after
            yield number, _corrected(cells, number, marks)
    for missing in range(max(number + 1, marks.first_row), marks.last_row + 1):
        yield missing, _corrected(list(blank), missing, marks)


def _corrected(cells: list[str], number: int, marks: SheetMarks) -> list[str]:
    if number in marks.instead:
        first = min(marks.columns)
        for column, text in marks.instead[number].items():
            cells[column - first] = text
    return cells
