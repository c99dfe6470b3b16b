"""Reading an .xls of Excel 5 to 2003: the same cells and the same sentences as its successor gives."""

import datetime
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwt

from etl.refusals import FileRefused
from tests.reading.workbooks import cells, opened

DAY = datetime.datetime(2025, 4, 1)


def book(path: Path, fill: Callable[[Any], None], date_1904: bool = False) -> Path:
    """Write a workbook of one sheet, "Concerns", as `fill` fills it."""
    workbook = xlwt.Workbook()
    workbook.dates_1904 = date_1904
    fill(workbook.add_sheet("Concerns"))
    workbook.save(str(path))
    return path


def column(path: Path, *values: tuple[object, str], date_1904: bool = False) -> Path:
    def fill(sheet: Any) -> None:
        for row, (value, code) in enumerate(values):
            sheet.write(row, 0, value, xlwt.easyxf(num_format_str=code or "General"))

    return book(path, fill, date_1904)


def test_cells_are_as_written(tmp_path: Path) -> None:
    values = [
        ("000123 ", ""),
        ("É\n–", ""),
        (7, ""),
        (0.1 + 0.2, ""),
        (True, ""),
        (123, "000000"),
        (0.25, "0%"),
    ]
    grid = opened(column(tmp_path / "a.xls", *values))
    assert cells(grid) == [["000123 "], ["É\n–"], ["7"], ["0.3"], ["TRUE"], ["000123"], ["0.25"]]
    assert grid.dialect == {"format": "xls", "sheet": "Concerns", "date_system": "1900"}
    assert grid.warnings == (
        "Numbers are shown with zeros or letters before them by their format, and are read as shown, "
        "in column A, row 6.",
    )


@pytest.mark.parametrize(("date_1904", "sixtieth"), [(False, "1900-02-29"), (True, "1904-03-01")])
def test_dates_are_iso_text_in_either_date_system(tmp_path: Path, date_1904: bool, sixtieth: str) -> None:
    values = [
        (DAY, "dd/mm/yyyy"),
        (DAY.replace(hour=13), "dd/mm/yyyy hh:mm"),
        (0.5, "hh:mm"),
        (60, "dd/mm/yyyy"),
    ]
    grid = opened(column(tmp_path / "a.xls", *values, date_1904=date_1904))
    assert cells(grid) == [["2025-04-01"], ["2025-04-01 13:00:00"], ["12:00:00"], [sixtieth]]
    assert len(grid.warnings) == (0 if date_1904 else 1)


def test_errors_and_blank_formulas_are_blank_with_a_warning(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write(0, 0, "Ref")
        sheet.write(1, 0, xlwt.Formula("1/0"))
        sheet.row(2).set_cell_error(0, 42)

    grid = opened(book(tmp_path / "a.xls", fill))
    assert cells(grid) == [["Ref"], [""], [""]]
    assert grid.warnings == (
        "A formula whose result is blank or was never stored stands in column A, row 2: read as blank.",
        "A formula error stands in column A, row 3: read as blank.",
    )


def test_rows_columns_and_merges_are_the_sheets_own(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write(3, 2, "Ref")
        sheet.write(3, 3, "Team")
        sheet.write_merge(4, 5, 3, 3, "North")
        sheet.row(3).hidden = True
        sheet.col(3).hidden = True

    grid = opened(book(tmp_path / "a.xls", fill))
    assert list(grid.rows()) == [(4, ["Ref", "Team"]), (5, ["", "North"])]
    assert grid.merges == ((5, 2, 6, 2),)
    assert grid.warnings == (
        "Row 4 is hidden in the sheet: read all the same.",
        "Column D is hidden in the sheet: read all the same.",
        "Cells are merged over rows 5-6: only the first row of each has the value.",
    )


def test_a_hidden_sheet_is_not_read_by_itself(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    for name in ("Now", "Old"):
        workbook.add_sheet(name).write(0, 0, name)
    workbook.get_sheet(1).visibility = 2
    workbook.save(str(tmp_path / "a.xls"))
    grid = opened(tmp_path / "a.xls")
    assert cells(grid) == [["Now"]]
    assert grid.warnings == ('Hidden sheets are not read: "Old". To read one, say which with --sheet NAME.',)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    whole = column(tmp_path / "a.xls", *((f"concern {row}", "") for row in range(2000))).read_bytes()
    path = tmp_path / "b.xls"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(FileRefused, match=r"^b\.xls is cut short or damaged: copy or export it again\.$"):
        opened(path)


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def excel_5(label: bytes, code_page: bytes, extra: bytes = b"") -> bytes:
    """Return the records of an Excel 5 workbook with one sheet of one cell, and no container around them."""
    start = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0)) + extra + code_page
    formats = record(0x0031, struct.pack("<HHHHHBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 1) + b"A")
    style = record(0x00E0, struct.pack("<HHHBBHHHH", 0, 0, 0xFFF5, 0x20, 0, 0x20C0, 0, 0, 0))
    name = b"\x05Sheet"
    at = len(start) + 5 * len(formats) + 16 * len(style) + len(record(0x0085, bytes(6) + name)) + 4
    sheet = record(0x0085, struct.pack("<IBB", at, 0, 0) + name)
    cell = record(0x0204, struct.pack("<HHHH", 0, 0, 15, len(label)) + label)
    body = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0)) + cell + record(0x000A, b"")
    return start + 5 * formats + 16 * style + sheet + record(0x000A, b"") + body


def test_an_excel_5_workbook_is_read_in_its_own_alphabet(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(excel_5("Ω".encode("cp1253"), record(0x0042, struct.pack("<H", 1253))))
    assert cells(opened(path)) == [["Ω"]]


def test_an_excel_5_workbook_that_names_no_alphabet_is_read_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(excel_5("É–".encode("cp1252"), b""))
    grid = opened(path)
    assert cells(grid) == [["É–"]]
    assert grid.warnings == (
        "The workbook does not say its alphabet: read as Windows Western European (cp1252).",
    )


def test_a_password_is_said_to_be_in_the_way(tmp_path: Path) -> None:
    filepass = record(0x002F, struct.pack("<HHH", 0, 1, 2))
    whole = column(tmp_path / "a.xls", ("Ref", "")).read_bytes()
    older, newer = tmp_path / "b.xls", tmp_path / "c.xlsx"
    older.write_bytes(excel_5(b"Ref", b"", filepass))
    newer.write_bytes(whole.replace("Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")))
    for path in (older, newer):
        with pytest.raises(
            FileRefused, match=rf"^{path.name} is protected by a password: save it without one\.$"
        ):
            opened(path)


def test_another_programs_file_is_refused(tmp_path: Path) -> None:
    whole = column(tmp_path / "a.xls", ("Ref", "")).read_bytes()
    path = tmp_path / "b.doc"
    path.write_bytes(whole.replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")))
    with pytest.raises(FileRefused, match=r"^b\.doc is not an Excel workbook, or damaged"):
        opened(path)
