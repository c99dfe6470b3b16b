"""Workbooks as other programs than Excel write them, and as Excel is used in offices."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from tests.odd_files.damaged import SIMPLE, zipped
from tests.odd_files.hostile import BOOK
from tests.odd_files.truth import CONCERNS, PLAIN, OddFile, Owed, odd_file
from tests.odd_files.writing import SHEET, as_xlsx, drawn, fill, patched

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def books_from_life() -> Iterator[OddFile]:
    """Yield workbooks as they are met."""
    yield from _other_writers()
    yield from _offices()
    yield from _other_kinds()


def _other_writers() -> Iterator[OddFile]:
    for name, part, change in (
        ("prefixed_names", SHEET, _prefixed),
        ("cells_without_places", SHEET, _without_places),
        ("wrong_dimension", SHEET, lambda part: re.sub(rb'ref="A1:[A-Z0-9]+"', b'ref="A1"', part)),
        ("no_dimension", SHEET, lambda part: re.sub(rb"<dimension[^>]*/>", b"", part)),
        ("days_of_type_d", SHEET, _iso_days),
        ("absolute_targets", "xl/_rels/workbook.xml.rels", _absolute),
        ("blanks_between_tags", SHEET, lambda part: part.replace(b"><", b">\n  <")),
    ):
        yield odd_file(f"{name}.xlsx", patched(BOOK, part, change), Owed.right, PLAIN)
    yield odd_file(
        "names_with_backslashes.xlsx", _renamed(lambda name: name.replace("/", "\\")), Owed.right, PLAIN
    )
    capital = _renamed(lambda name: name.replace("sharedStrings", "SharedStrings"))
    yield odd_file("names_with_capitals.xlsx", capital, Owed.right, PLAIN)
    stored = _renamed(str, zipfile.ZIP_STORED)
    yield odd_file("not_compressed.xlsx", stored, Owed.right, PLAIN)
    strict = BOOK
    for part in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        strict = patched(strict, part, _strict)
    yield odd_file("strict.xlsx", strict, Owed.right, PLAIN)
    twice = patched(BOOK, SHEET, lambda part: part.replace(b'r="A3"', b'r="A2"'))
    yield odd_file("two_cells_in_one_place.xlsx", twice, Owed.doubtful)
    order = patched(BOOK, SHEET, lambda part: part.replace(b'<row r="3"', b'<row r="30"'))
    yield odd_file("row_out_of_order.xlsx", order, Owed.doubtful)


def _prefixed(part: bytes) -> bytes:
    """Every tag with a prefix, as the SDK of Open XML writes them."""
    tagged = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", part)
    return tagged.replace(b"xmlns=", b"xmlns:x=", 1)


def _without_places(part: bytes) -> bytes:
    return re.sub(rb'(<(?:row|c))( r="[A-Z0-9]+")', rb"\1", part)


def _iso_days(part: bytes) -> bytes:
    return part.replace(b"<v>46115</v>", b"<v>2026-04-03</v>").replace(b'r="B2" s="1"', b'r="B2" s="1" t="d"')


def _absolute(part: bytes) -> bytes:
    return part.replace(b'Target="', b'Target="/xl/')


def _strict(part: bytes) -> bytes:
    return part.replace(_MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")


def _renamed(rename: Callable[[str], str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(stream, "w", method) as new:
        for name in old.namelist():
            new.writestr(rename(name), old.read(name))
    return stream.getvalue()


def _offices() -> Iterator[OddFile]:
    def protected(book: Any, sheet: Any) -> None:
        fill(sheet, CONCERNS.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.protect("secret")

    yield odd_file("protected_but_open.xlsx", drawn(protected), Owed.right, CONCERNS)

    def helped(book: Any, sheet: Any) -> None:
        fill(sheet, CONCERNS.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.data_validation("C2:C40", {"validate": "list", "source": ["North", "South"]})
        sheet.conditional_format(
            "D2:D40", {"type": "cell", "criteria": ">", "value": 28, "format": book.add_format()}
        )
        sheet.insert_textbox("H2", "Ask the hub before you change this")

    yield odd_file("lists_and_colours.xlsx", drawn(helped), Owed.right, CONCERNS)

    def summed(book: Any, sheet: Any) -> None:
        fill(sheet, PLAIN.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        columns = [{"header": name} for name in PLAIN.header]
        columns[0]["total_string"] = "Total"
        columns[2]["total_function"] = "sum"
        sheet.add_table(0, 0, 6, 2, {"columns": columns, "total_row": True})

    yield odd_file("table_object_with_a_total.xlsx", drawn(summed), Owed.said, PLAIN)

    def grouped(book: Any, sheet: Any) -> None:
        fill(sheet, CONCERNS.grid, book.add_format({"num_format": "dd/mm/yyyy"}))
        for row in range(2, 6):
            sheet.set_row(row, None, None, {"level": 1, "hidden": True})

    yield odd_file("rows_folded_away.xlsx", drawn(grouped), Owed.said, CONCERNS)
    only = as_xlsx(
        {"Front page": [["Ask the team for the figures"]], "Figures": PLAIN.grid}, hidden=("Figures",)
    )
    yield odd_file("table_on_a_hidden_sheet_alone.xlsx", only, Owed.doubtful)
    joined = as_xlsx({"Sheet1": [[line] for line in SIMPLE.splitlines()]})
    yield odd_file("never_divided_into_columns.xlsx", joined, Owed.doubtful)
    months = as_xlsx(dict.fromkeys(("Apr", "May", "Jun", "Summary"), PLAIN.grid))
    yield odd_file("a_sheet_a_month.xlsx", months, Owed.doubtful)
    yield replace(odd_file("sheet_in_other_capitals.xlsx", months, Owed.right, PLAIN), sheet="apr")


def _other_kinds() -> Iterator[OddFile]:
    ods = "application/vnd.oasis.opendocument.spreadsheet"
    yield odd_file("book.ods", zipped({"mimetype": ods.encode(), "content.xml": b"<x/>"}), Owed.refused)
    binary = {
        "[Content_Types].xml": b"<x/>",
        "xl/workbook.bin": b"\x83\x01\0",
        "xl/worksheets/sheet1.bin": b"\x81\x01\0",
    }
    yield odd_file("book.xlsb", zipped(binary), Owed.refused)
    yield odd_file("book.numbers", zipped({"Index/Document.iwa": b"x"}), Owed.refused)
