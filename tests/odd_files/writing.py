"""Sheets of cells written as text with delimiters, and as workbooks."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import xlsxwriter
import xlwt

from tests.odd_files.truth import Cell

ISO = "%Y-%m-%d"
DMY = "%d/%m/%Y"
SHEET = "xl/worksheets/sheet1.xml"


def as_text(
    grid: Sequence[Sequence[Cell]], day: str = ISO, *, newline: str = "\r\n", **csv_options: Any
) -> str:
    """Return a sheet as delimited text, days in the format given; options are those of csv.writer."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator=newline, **csv_options)
    for row in grid:
        writer.writerow([written(cell, day) for cell in row])
    return stream.getvalue()


def written(cell: Cell, day: str = ISO) -> str:
    """Return a cell as text."""
    if isinstance(cell, date):
        return cell.strftime(day)
    return "" if cell is None else str(cell)


def as_xlsx(
    sheets: dict[str, Sequence[Sequence[Cell]]],
    *,
    days: str = "dd/mm/yyyy",
    merges: Sequence[tuple[int, int, int, int]] = (),
    hidden: Sequence[str] = (),
    **options: Any,
) -> bytes:
    """Return sheets as a workbook with real days and numbers; merges are of the first sheet, from 0."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    style = book.add_format({"num_format": days})
    for name, grid in sheets.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        fill(sheet, grid, style)
    first = book.worksheets()[0]
    for top, left, bottom, right in merges:
        first.merge_range(top, left, bottom, right, next(iter(sheets.values()))[top][left])
    shown = next(each for each in book.worksheets() if each.name not in hidden)
    shown.activate()
    shown.set_first_sheet()
    book.close()
    return stream.getvalue()


def fill(sheet: Any, grid: Sequence[Sequence[Cell]], style: Any, at: tuple[int, int] = (0, 0)) -> None:
    """Write a sheet of cells from a place on, each in its type."""
    for row, cells in enumerate(grid, at[0]):
        for column, cell in enumerate(cells, at[1]):
            if isinstance(cell, date):
                sheet.write_datetime(row, column, cell, style)
            elif isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif cell is not None:
                sheet.write_number(row, column, cell)


def as_xls(grid: Sequence[Sequence[Cell]], *, days: str = "dd/mm/yyyy", dates_1904: bool = False) -> bytes:
    """Return a sheet as a workbook of Excel 97 to 2003."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = dates_1904
    sheet = book.add_sheet("Sheet1")
    style = xlwt.XFStyle()
    style.num_format_str = days
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write(row, column, cell, style)
            elif cell is not None:
                sheet.write(row, column, cell)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def drawn(draw: Callable[[Any, Any], None], **options: Any) -> bytes:
    """Return a workbook whose one sheet is drawn by a function of book and sheet."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    draw(book, book.add_worksheet("Sheet1"))
    book.close()
    return stream.getvalue()


def patched(content: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one of its parts changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == member else old.read(each))
    return stream.getvalue()
