"""A workbook as rows of text cells: one sheet of it, chosen or declared, or refused with the reason."""

from pathlib import Path

from etl.reading.grid import Declared, Grid, Merge, digest_of, stamp_of
from etl.reading.workbook_book import Book
from etl.reading.workbook_marks import SheetMarks
from etl.reading.workbook_sheets import choose_sheet
from etl.reading.workbook_xls import open_xls
from etl.reading.workbook_xlsx import open_xlsx
from etl.refusals import FileRefused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
# Excel 2 to 5 wrote their records without a container.
_OLDER = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")


def open_workbook(path: Path, declared: Declared) -> Grid:
    """Return one sheet of a workbook (.xlsx, .xlsm or .xls, told by content) as rows of text.

    Row numbers are the sheet's own; cells start at the first column that holds a value, and `merges` count
    columns from there. Raises FileRefused where the file is unsafe, protected, damaged or contradicts what
    is declared, and where it is not clear which sheet is meant.
    """
    try:
        stamp, digest = stamp_of(path), digest_of(path)
    except OSError as error:
        raise FileRefused(f"{path.name} cannot be read: {error.strerror}.") from error
    book = _open(path)
    _prove_declared(path.name, book, declared)
    sheet, warnings = choose_sheet(path.name, book, declared.sheet)
    marks = sheet.survey()
    rows = sheet.open_rows(marks)
    if stamp_of(path) != stamp:
        raise FileRefused(f"{path.name} changed while it was read: wait until it is copied, and try again.")
    return Grid(
        path=path,
        rows=rows,
        dialect={"format": book.kind, "sheet": sheet.name, "date_system": _date_system(book)},
        warnings=(*book.warnings, *warnings, *marks.warnings()),
        merges=_merges(marks),
        digest=digest,
        stamp=stamp,
    )


def _open(path: Path) -> Book:
    with path.open("rb") as stream:
        start = stream.read(len(_OLE))
    if start.startswith(_ZIP):
        return open_xlsx(path)
    if start.startswith((_OLE, *_OLDER)):
        return open_xls(path)
    raise FileRefused(f"{path.name} is not an Excel workbook: save it as .xlsx or export it as CSV.")


def _prove_declared(name: str, book: Book, declared: Declared) -> None:
    if declared.delimiter is not None:
        raise FileRefused(f"{name} is a workbook, and a delimiter was declared: leave it out.")
    if declared.date_system not in (None, _date_system(book)):
        raise FileRefused(
            f"{name} counts its dates from {_date_system(book)}, and {declared.date_system} was declared: "
            "leave it out, or see whether it is the right file."
        )


def _date_system(book: Book) -> str:
    return "1904" if book.date_1904 else "1900"


def _merges(marks: SheetMarks) -> tuple[Merge, ...]:
    before = min(marks.columns) - 1
    return tuple(
        (top, max(left - before, 1), bottom, right - before)
        for top, left, bottom, right in marks.merges
        if right > before
    )
