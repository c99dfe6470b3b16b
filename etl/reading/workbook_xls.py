"""Workbooks of Excel 5 to 2003 (.xls): values, formats and hidden rows by xlrd."""

import io
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book as XlrdBook
from xlrd.sheet import Sheet as XlrdSheet

from etl.reading.cells import cell_text, number_text, padded_text, serial_text
from etl.reading.grid import Row, Rows
from etl.reading.number_formats import NumberFormat, understand_format
from etl.reading.workbook_book import Book, Sheet
from etl.reading.workbook_marks import BLANK_FORMULA, ERROR, SheetMarks
from etl.refusals import FileRefused

_STATES = ("visible", "hidden", "veryHidden")
_UNICODE_SINCE = 80
_NO_ALPHABET = "The workbook does not say its alphabet: read as Windows Western European (cp1252)."
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def open_xls(path: Path) -> Book:
    """Return a workbook; raises FileRefused where it is protected, damaged or cut short."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileRefused(f"{path.name} cannot be read: {error.strerror}.") from error
    if _ENCRYPTED_PACKAGE in content:
        raise FileRefused(f"{path.name} is protected by a password: save it without one.")
    log = io.StringIO()
    book = _xlrd(path, content, None, log)
    warnings: tuple[str, ...] = ()
    if book.biff_version < _UNICODE_SINCE and not book.codepage:
        book = _xlrd(path, content, "cp1252", log)
        warnings = (_NO_ALPHABET,)
    if "WARNING" in log.getvalue():
        raise FileRefused(f"{path.name} is cut short or damaged: copy or export it again.")
    sheets = [
        Sheet(
            name=each.name,
            state=_STATES[each.visibility],
            survey=cache(partial(_survey, book, each)),
            open_rows=partial(_open_rows, book, each),
        )
        for each in book.sheets()
    ]
    return Book(kind="xls", date_1904=bool(book.datemode), sheets=tuple(sheets), warnings=warnings)


def _xlrd(path: Path, content: bytes, encoding: str | None, log: io.StringIO) -> XlrdBook:
    try:
        return xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=log, encoding_override=encoding
        )
    except XLRDError as error:
        if "encrypted" in str(error):
            raise FileRefused(f"{path.name} is protected by a password: save it without one.") from error
        raise FileRefused(
            f"{path.name} is not an Excel workbook, or damaged: save it again from Excel as .xlsx."
        ) from error
    except Exception as error:
        raise FileRefused(f"{path.name} is cut short or damaged: copy or export it again.") from error


def _survey(book: XlrdBook, sheet: XlrdSheet) -> SheetMarks:
    marks = SheetMarks()
    for row in range(sheet.nrows):
        before = marks.cells
        for column in range(sheet.ncols):
            _look(book, sheet, (row, column), marks)
        information = sheet.rowinfo_map.get(row)
        if marks.cells > before and information is not None and information.hidden:
            marks.hidden_rows.add(row + 1)
    marks.hidden_columns = [column + 1 for column, each in sheet.colinfo_map.items() if each.hidden]
    marks.merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    return marks


def _look(book: XlrdBook, sheet: XlrdSheet, at: tuple[int, int], marks: SheetMarks) -> None:
    kind = sheet.cell_type(*at)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return
    row, column = at[0] + 1, at[1] + 1
    marks.fill(row, column)
    if kind == xlrd.XL_CELL_ERROR:
        marks.add(ERROR, row, column)
    elif kind == xlrd.XL_CELL_TEXT and not sheet.cell_value(*at):
        marks.add(BLANK_FORMULA, row, column)
    elif kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        text = repr(sheet.cell_value(*at))
        marks.number(text, _format(book, sheet, at), (row, column), bool(book.datemode))


def _format(book: XlrdBook, sheet: XlrdSheet, at: tuple[int, int]) -> NumberFormat:
    key = book.xf_list[sheet.cell_xf_index(*at)].format_key
    return understand_format(key, book.format_map[key].format_str)


def _open_rows(book: XlrdBook, sheet: XlrdSheet, marks: SheetMarks) -> Rows:
    return partial(_rows, book, sheet, marks)


def _rows(book: XlrdBook, sheet: XlrdSheet, marks: SheetMarks) -> Iterator[Row]:
    columns = range(min(marks.columns) - 1, max(marks.columns))
    for row in range(marks.first_row - 1, marks.last_row):
        yield row + 1, [_text(book, sheet, (row, column)) for column in columns]


def _text(book: XlrdBook, sheet: XlrdSheet, at: tuple[int, int]) -> str:
    kind, value = sheet.cell_type(*at), sheet.cell_value(*at)
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return cell_text(bool(value))
    if kind not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    number_format = _format(book, sheet, at)
    if number_format.kind == "padded":
        return padded_text(float(value), number_format)
    if number_format.kind in ("plain", "masked"):
        return number_text(float(value))
    return serial_text(float(value), number_format.kind, bool(book.datemode))
