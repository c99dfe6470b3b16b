"""Workbooks whose cells are formulas, numbers in formats, or words in odd forms."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from typing import Any

import xlwt

from tests.odd_files.truth import (
    CONCERNS,
    PLAIN,
    Grid,
    OddFile,
    Owed,
    TrueTable,
    odd_file,
)
from tests.odd_files.writing import SHEET, as_xlsx, drawn, fill, patched


def workbook_cell_files() -> Iterator[OddFile]:
    """Yield workbooks with odd cells."""
    yield from _formulas()
    yield from _formats()
    yield from _words()


def _formulas() -> Iterator[OddFile]:
    def kept(book: Any, sheet: Any) -> None:
        style = book.add_format({"num_format": "dd/mm/yyyy"})
        fill(sheet, PLAIN.grid, style)
        sheet.write_formula("A2", '="C"&1', None, "C1")
        sheet.write_formula("C3", "=1-1", None, 0)
        sheet.write_formula("B4", "=DATE(2026,5,1)", style, 46143)

    yield odd_file("formulas.xlsx", drawn(kept), Owed.right, PLAIN)
    bare = patched(drawn(kept), SHEET, lambda part: re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part))
    yield odd_file("formulas_never_worked_out.xlsx", bare, Owed.doubtful)
    zero = patched(drawn(kept), SHEET, lambda part: re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v></v>", part))
    yield odd_file("formulas_worked_out_to_nothing.xlsx", zero, Owed.doubtful)

    def errors(book: Any, sheet: Any) -> None:
        fill(sheet, PLAIN.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        for place, error in enumerate(("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!"), 1):
            sheet.write_formula(place, 2, "=NA()", None, error)

    owed = replace(odd_file("errors.xlsx", drawn(errors), Owed.said), header=PLAIN.header)
    rows = tuple((*row[:2], None) for row in PLAIN.answer)
    yield replace(owed, rows=rows, types={"Concern Date": "date", "Days Open": "integer"})

    def totals(book: Any, sheet: Any) -> None:
        fill(sheet, PLAIN.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_string("A7", "Total")
        sheet.write_formula("C7", "=SUM(C2:C6)", None, 189)

    yield odd_file("total_formula.xlsx", drawn(totals), Owed.said, PLAIN)

    def truths(_: Any, sheet: Any) -> None:
        fill(sheet, [["Concern ID", "Asked"], ["C1"], ["C2"]], None)
        sheet.write_boolean("B2", True)
        sheet.write_boolean("B3", False)

    asked = TrueTable(header=("Concern ID", "Asked"), rows=(("C1", "TRUE"), ("C2", "FALSE")))
    yield odd_file("truths.xlsx", drawn(truths), Owed.right, asked)


def _formats() -> Iterator[OddFile]:
    def number(form: str, cells: list[float]) -> bytes:
        def draw(book: Any, sheet: Any) -> None:
            fill(sheet, [["Concern ID", "Ref"]], None)
            for place, cell in enumerate(cells, 1):
                sheet.write_string(place, 0, f"C{place}")
                sheet.write_number(place, 1, cell, book.add_format({"num_format": form}))

        return drawn(draw)

    def table(*cells: str) -> TrueTable:
        rows = tuple((f"C{place}", cell) for place, cell in enumerate(cells, 1))
        return TrueTable(header=("Concern ID", "Ref"), rows=rows)

    yield odd_file(
        "zeros_by_format.xlsx", number("000000", [123, 4567]), Owed.said, table("000123", "004567")
    )
    yield odd_file("id_as_number.xlsx", number("0", [200501, 200502]), Owed.right, table("200501", "200502"))
    yield odd_file(
        "id_as_number_general.xlsx",
        number("General", [200501, 200502]),
        Owed.right,
        table("200501", "200502"),
    )
    yield odd_file("digits_lost.xlsx", number("0", [12345678901234567, 12345678901234568]), Owed.doubtful)
    yield odd_file("fractions.xlsx", number("General", [0.1, 1.5]), Owed.right, table("0.1", "1.5"))
    yield odd_file("percents.xlsx", number("0%", [0.5, 0.25]), Owed.right, table("0.5", "0.25"))
    yield odd_file("pounds.xlsx", number('"£"#,##0.00', [5, 1234.5]), Owed.right, table("5", "1234.5"))
    yield odd_file("rounded_by_format.xlsx", number("0", [1.5, 2.49]), Owed.right, table("1.5", "2.49"))
    yield odd_file("hours.xlsx", number("[h]:mm", [1.5, 0.25]), Owed.right, table("36:00:00", "6:00:00"))
    yield odd_file("times.xlsx", number("hh:mm", [0.5, 0.25]), Owed.right, table("12:00:00", "06:00:00"))
    yield odd_file("leap_day_that_was_not.xlsx", number("dd/mm/yyyy", [60, 61]), Owed.doubtful)
    yield odd_file("days_before_the_first.xlsx", number("dd/mm/yyyy", [-5, 0]), Owed.doubtful)
    yield odd_file("words_by_format.xlsx", number('"SC-"0', [5001, 5002]), Owed.doubtful)
    yield odd_file(
        "days_without_years.xlsx",
        number("dd mmm", [46115, 46137]),
        Owed.right,
        table("2026-04-03", "2026-04-25"),
    )

    def clock(book: Any, sheet: Any) -> None:
        fill(sheet, [["Concern ID", "Ref"], ["C1"]], None)
        sheet.write_datetime(1, 1, time(16, 45), book.add_format({"num_format": "hh:mm"}))

    yield odd_file("clock.xlsx", drawn(clock), Owed.right, table("16:45:00"))


def _words() -> Iterator[OddFile]:
    def rich(book: Any, sheet: Any) -> None:
        fill(sheet, CONCERNS.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        bold = book.add_format({"bold": True})
        sheet.write_rich_string(1, 5, "Said ", bold, '"stop"', ", then left")
        sheet.write_comment(2, 2, "checked by hand")

    yield odd_file("rich_text.xlsx", drawn(rich), Owed.right, CONCERNS)

    def escaped(_: Any, sheet: Any) -> None:
        fill(sheet, [["Concern ID", "Notes"], ["C1", "first\rsecond"], ["C2", "_x000D_ as words"]], None)

    words = TrueTable(
        header=("Concern ID", "Notes"), rows=(("C1", "first\rsecond"), ("C2", "_x000D_ as words"))
    )
    yield odd_file("escapes.xlsx", drawn(escaped), Owed.right, words)

    def quoted(book: Any, sheet: Any) -> None:
        style = book.add_format({"quote_prefix": True})
        fill(sheet, [["Concern ID", "Notes"]], None)
        sheet.write_string(1, 0, "000123", style)
        sheet.write_string(1, 1, "=1+1", style)

    prefixed = TrueTable(header=("Concern ID", "Notes"), rows=(("000123", "=1+1"),))
    yield odd_file("apostrophe_before.xlsx", drawn(quoted), Owed.right, prefixed)

    def linked(_: Any, sheet: Any) -> None:
        fill(sheet, [["Concern ID", "Notes"], ["C1"]], None)
        sheet.write_url(1, 1, "https://example.org/C1", string="open the record")

    link = TrueTable(header=("Concern ID", "Notes"), rows=(("C1", "open the record"),))
    yield odd_file("links.xlsx", drawn(linked), Owed.right, link)
    typed = as_xlsx({"Sheet1": [["Concern ID", "Ref"], ["C1", 1], ["C2", "1"], ["C3", "01"]]})
    mixed = TrueTable(header=("Concern ID", "Ref"), rows=(("C1", "1"), ("C2", "1"), ("C3", "01")))
    yield odd_file("numbers_and_text.xlsx", typed, Owed.right, mixed)

    def old() -> bytes:
        book = xlwt.Workbook()
        book.add_sheet("Lookups").visibility = 1
        sheet = book.add_sheet("Data")
        grid: Grid = [["Concern ID", "Days Open"], ["C1", 12], ["C2", 0]]
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)
        sheet.write(3, 0, "C3")
        sheet.write(3, 1, xlwt.Formula("1+1"))
        stream = io.BytesIO()
        book.active_sheet = 1
        book.save(stream)
        return stream.getvalue()

    yield replace(
        odd_file("formula_never_worked_out.xls", old, Owed.doubtful), types={"Days Open": "integer"}
    )
