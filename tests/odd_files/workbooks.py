"""Workbooks: kinds, sheets, days of both date systems, and where a table stands on its sheet."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import xlwt

from tests.odd_files.truth import (
    CONCERNS,
    PLAIN,
    TEAM_FIRST,
    WORDS,
    Grid,
    OddFile,
    Owed,
    TrueTable,
    odd_file,
    with_cell,
)
from tests.odd_files.writing import as_text, as_xls, as_xlsx, drawn, fill, patched

LOOKUPS = [["North", "South"], ["Yes", "No"], ["fully", "partially"]]


def workbook_files() -> Iterator[OddFile]:
    """Yield workbooks that a reader may read."""
    yield from _kinds()
    yield from _sheets()
    yield from _days()
    yield from _places()
    yield from _merged_and_far()
    yield from _older_books()


def _kinds() -> Iterator[OddFile]:
    book = as_xlsx({"Sheet1": CONCERNS.grid})
    yield odd_file("book.xlsx", book, Owed.quiet, CONCERNS)
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macros = patched(book, "[Content_Types].xml", lambda part: part.replace(plain, macro))
    yield odd_file("book.xlsm", macros, Owed.right, CONCERNS)
    yield odd_file("book.xls", as_xls(CONCERNS.grid), Owed.right, CONCERNS)
    yield odd_file("book_named_csv.csv", book, Owed.right, CONCERNS)
    yield odd_file("book_named_xls.xls", book, Owed.right, CONCERNS)
    yield odd_file("old_book_named_xlsx.xlsx", as_xls(CONCERNS.grid), Owed.right, CONCERNS)
    yield odd_file("text_named_xlsx.xlsx", as_text(CONCERNS.grid).encode(), Owed.right, CONCERNS)
    yield odd_file(
        "text_named_xls.xls", as_text(CONCERNS.grid, delimiter="\t").encode("utf-16"), Owed.right, CONCERNS
    )
    yield odd_file("words.xlsx", as_xlsx({"Sheet1": WORDS.grid}), Owed.right, WORDS)
    yield odd_file("words.xls", as_xls(WORDS.grid), Owed.right, WORDS)
    yield odd_file(
        "constant_memory.xlsx", as_xlsx({"Sheet1": PLAIN.grid}, constant_memory=True), Owed.right, PLAIN
    )


def _sheets() -> Iterator[OddFile]:
    lookup = as_xlsx({"Data": CONCERNS.grid, "Lookups": LOOKUPS})
    yield replace(odd_file("lookup_sheet_named.xlsx", lookup, Owed.right, CONCERNS), sheet="Data")
    yield odd_file("lookup_sheet.xlsx", lookup, Owed.said, CONCERNS)
    first = as_xlsx({"Lookups": LOOKUPS, "Data": CONCERNS.grid})
    yield replace(odd_file("lookup_sheet_first_named.xlsx", first, Owed.right, CONCERNS), sheet="Data")
    yield odd_file("lookup_sheet_first.xlsx", first, Owed.said, CONCERNS)
    hidden = as_xlsx({"Lookups": LOOKUPS, "Data": CONCERNS.grid}, hidden=("Lookups",))
    yield odd_file("hidden_sheet_first.xlsx", hidden, Owed.right, CONCERNS)
    old = as_xlsx({"Data": CONCERNS.grid, "Old": PLAIN.grid}, hidden=("Old",))
    yield odd_file("hidden_sheet.xlsx", old, Owed.right, CONCERNS)
    yield replace(odd_file("hidden_sheet_named.xlsx", old, Owed.right, PLAIN), sheet="Old")
    two = as_xlsx({"April": PLAIN.grid, "May": PLAIN.grid})
    yield odd_file("two_sheets_alike.xlsx", two, Owed.doubtful)
    yield replace(odd_file("two_sheets_alike_named.xlsx", two, Owed.right, PLAIN), sheet="May")
    yield replace(odd_file("sheet_that_is_not.xlsx", two, Owed.refused), sheet="June")
    cover = as_xlsx({"Cover": [["Safeguarding"], ["OFFICIAL"]], "Data": CONCERNS.grid})
    yield odd_file("cover_sheet.xlsx", cover, Owed.said, CONCERNS)
    yield replace(
        odd_file("sheet_named_with_blanks.xlsx", as_xlsx({" Data ": PLAIN.grid}), Owed.right, PLAIN),
        sheet=" Data ",
    )
    yield odd_file("no_cells.xlsx", as_xlsx({"Sheet1": []}), Owed.refused)
    blank_first = as_xlsx({"Sheet1": [], "Sheet2": PLAIN.grid, "Sheet3": []})
    yield odd_file("blank_sheets.xlsx", blank_first, Owed.right, PLAIN)

    def chart(book: Any, sheet: Any) -> None:
        fill(sheet, PLAIN.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        page = book.add_chartsheet("Chart1")
        shape = book.add_chart({"type": "bar"})
        shape.add_series({"values": "=Sheet1!$C$2:$C$6"})
        page.set_chart(shape)

    yield odd_file("chart_sheet.xlsx", drawn(chart), Owed.right, PLAIN)


def _days() -> Iterator[OddFile]:
    yield odd_file("days_1904.xlsx", as_xlsx({"Sheet1": CONCERNS.grid}, date_1904=True), Owed.right, CONCERNS)
    yield odd_file("days_1904.xls", as_xls(CONCERNS.grid, dates_1904=True), Owed.right, CONCERNS)
    for word, form in {
        "american": "mm/dd/yyyy",
        "month_name": "d mmm yyyy",
        "month_alone": "mmm yy",
        "iso": "yyyy-mm-dd",
        "long": "[$-809]dd mmmm yyyy;@",
        "system": "[$-F800]dddd, mmmm dd, yyyy",
        "quoted": 'dd"/"mm"/"yyyy',
        "coloured": "[Red]dd/mm/yyyy",
        "with_time": "dd/mm/yyyy hh:mm",
    }.items():
        yield odd_file(
            f"days_shown_{word}.xlsx", as_xlsx({"Sheet1": PLAIN.grid}, days=form), Owed.right, PLAIN
        )
    yield odd_file("days_shown_american.xls", as_xls(PLAIN.grid, days="mm/dd/yyyy"), Owed.right, PLAIN)
    start = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}
    for system, first in start.items():
        grid = [
            [(cell - first).days if isinstance(cell, date) else cell for cell in row] for row in PLAIN.grid
        ]
        content = as_xlsx({"Sheet1": grid}, date_1904=system == "1904")
        yield odd_file(f"days_as_numbers_{system}.xlsx", content, Owed.said, PLAIN)
        old = as_xls(grid, dates_1904=system == "1904")
        yield odd_file(f"days_as_numbers_{system}.xls", old, Owed.said, PLAIN)
    some = as_xlsx({"Sheet1": with_cell(PLAIN.grid, date(2026, 5, 1), 46143)})
    yield odd_file("days_and_a_number.xlsx", some, Owed.said, PLAIN)
    mixed = as_xlsx({"Sheet1": with_cell(PLAIN.grid, date(2026, 5, 1), "01/05/2026")})
    yield replace(odd_file("days_and_text.xlsx", mixed, Owed.right, PLAIN), order="dmy")
    turned: Grid = [["Concern ID", "Concern Date"], ["C1", date(2026, 4, 3)], ["C2", "25/04/2026"]]
    turned += [["C3", date(2026, 1, 5)], ["C4", "31/12/2026"], ["C5", date(2026, 5, 1)], ["C6", "28/02/2026"]]
    swapped = odd_file("days_swapped.xlsx", as_xlsx({"Sheet1": turned}), Owed.doubtful)
    yield replace(swapped, types={"Concern Date": "date"}, order="dmy")
    yield replace(
        odd_file("numbers_shown_as_days.xlsx", as_xlsx({"Sheet1": _as_days()}), Owed.doubtful),
        types={"Days Open": "integer"},
    )
    moments: Grid = [
        list(PLAIN.header),
        ["C1", datetime(2026, 4, 3, 16, 45), 12],
    ]
    at = TrueTable(header=PLAIN.header, rows=PLAIN.rows[:1])
    yield odd_file("days_with_times.xlsx", as_xlsx({"Sheet1": moments}), Owed.said, at)
    yield odd_file("days_with_times.xls", as_xls(moments), Owed.said, at)


def _as_days() -> list[list[Any]]:
    return [["Concern ID", "Days Open"], ["C1", date(1900, 1, 12)], ["C2", date(1900, 5, 19)]]


def _places() -> Iterator[OddFile]:
    def lower(book: Any, sheet: Any) -> None:
        fill(sheet, CONCERNS.grid, book.add_format({"num_format": "dd/mm/yyyy"}), (4, 2))

    yield odd_file("from_c5.xlsx", drawn(lower), Owed.right, CONCERNS)

    def styled(book: Any, sheet: Any) -> None:
        style = book.add_format({"num_format": "dd/mm/yyyy", "bg_color": "yellow"})
        fill(sheet, CONCERNS.grid, style)
        for row in range(30, 3000):
            sheet.write_blank(row, 0, None, style)
        sheet.freeze_panes(1, 0)
        sheet.set_column(6, 40, 20, style)

    yield odd_file("styled_and_blank.xlsx", drawn(styled), Owed.right, CONCERNS)

    def filtered(book: Any, sheet: Any) -> None:
        fill(sheet, CONCERNS.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.autofilter(0, 0, 11, 5)
        sheet.filter_column(2, "x == North")
        for row in (1, 2, 5):
            sheet.set_row(row, options={"hidden": True})

    yield odd_file("filtered.xlsx", drawn(filtered), Owed.said, CONCERNS)

    def narrowed(book: Any, sheet: Any) -> None:
        fill(sheet, CONCERNS.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.set_column(2, 3, None, None, {"hidden": True})

    yield odd_file("columns_hidden.xlsx", drawn(narrowed), Owed.right, CONCERNS)

    def listed(book: Any, sheet: Any) -> None:
        fill(sheet, CONCERNS.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.add_table(0, 0, 11, 5, {"columns": [{"header": name} for name in CONCERNS.header]})

    yield odd_file("table_object.xlsx", drawn(listed), Owed.right, CONCERNS)


def _merged_and_far() -> Iterator[OddFile]:
    def merged(book: Any, sheet: Any) -> None:
        fill(sheet, TEAM_FIRST.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.merge_range(5, 0, 6, 0, "Total Care")

    yield odd_file("merged_cells_of_two_rows.xlsx", drawn(merged), Owed.doubtful)

    def far(book: Any, sheet: Any) -> None:
        fill(sheet, PLAIN.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_string(1_048_575, 0, " ")

    yield odd_file("blank_in_the_last_row.xlsx", drawn(far), Owed.right, PLAIN)


def _older_books() -> Iterator[OddFile]:
    def book(*sheets: tuple[str, Grid, int]) -> bytes:
        made = xlwt.Workbook()
        plain, dated = xlwt.Style.default_style, xlwt.easyxf(num_format_str="dd/mm/yyyy")
        for name, grid, visibility in sheets:
            sheet = made.add_sheet(name)
            sheet.visibility = visibility
            for row, cells in enumerate(grid):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write(row, column, cell, dated if isinstance(cell, date) else plain)
        made.active_sheet = next(place for place, each in enumerate(sheets) if not each[2])
        stream = io.BytesIO()
        made.save(stream)
        return stream.getvalue()

    lookups: Grid = [list(row) for row in LOOKUPS]
    hidden = book(("Lookups", lookups, 1), ("Data", PLAIN.grid, 0))
    yield odd_file("hidden_sheet_first.xls", hidden, Owed.right, PLAIN)
    very = book(("Lookups", lookups, 2), ("Data", PLAIN.grid, 0))
    yield odd_file("very_hidden_sheet_first.xls", very, Owed.right, PLAIN)
    lookup = book(("Lookups", lookups, 0), ("Data", PLAIN.grid, 0))
    yield odd_file("lookup_sheet_first.xls", lookup, Owed.said, PLAIN)
    yield replace(odd_file("lookup_sheet_first_named.xls", lookup, Owed.right, PLAIN), sheet="Data")
    alike = book(("April", PLAIN.grid, 0), ("May", PLAIN.grid, 0))
    yield odd_file("two_sheets_alike.xls", alike, Owed.doubtful)
    yield replace(odd_file("sheet_that_is_not.xls", alike, Owed.refused), sheet="June")

    merged = xlwt.Workbook()
    sheet = merged.add_sheet("Data")
    sheet.write_merge(0, 0, 0, 1, "Concern")
    for column, name in enumerate(("ID", "Date", "Open")):
        sheet.write(1, column, name)
    sheet.write(0, 2, "Days")
    for row, cells in enumerate(PLAIN.answer, 2):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    stream = io.BytesIO()
    merged.save(stream)
    yield odd_file("two_header_rows_merged.xls", stream.getvalue(), Owed.right, PLAIN)
