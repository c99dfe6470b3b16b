"""Reading an .xlsx: each cell as it was written, and a sentence for whatever is doubtful."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from etl.refusals import FileRefused
from tests.reading.workbooks import (
    MAIN,
    SHEET,
    STRINGS,
    STYLES,
    cells,
    opened,
    parts,
    write_book,
    write_parts,
)

DAY = datetime.datetime(2025, 4, 1)


def column(path: Path, *values: tuple[object, str], **options: bool) -> Path:
    """Write a workbook with one column: a header, then values under number formats ("" for none)."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Concerns")
        sheet.write_string(0, 0, "Concern")
        for row, (value, code) in enumerate(values, start=1):
            sheet.write(row, 0, value, book.add_format({"num_format": code}) if code else None)

    return write_book(path, fill, **options)


def body(path: Path, **declared: str) -> list[str]:
    return [row[0] for row in cells(opened(path, **declared))[1:]]


def test_text_is_as_written(tmp_path: Path) -> None:
    words = ["000123", " two blanks  ", "N/A", "NULL", "one\ntwo", "1/2", "_x000D_", "=1", "É – “", "TRUE"]

    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        for row, word in enumerate(words):
            sheet.write_string(row, 0, word)

    path = write_book(tmp_path / "a.xlsx", fill)
    grid = opened(path)
    assert cells(grid) == [[word] for word in words]
    assert grid.warnings == ()


def test_numbers_are_as_a_sheet_shows_them_without_exponent_or_point_nought(tmp_path: Path) -> None:
    values = [
        (7, ""),
        (0.1 + 0.2, ""),
        (-2.50, "0.00"),
        (1e-7, ""),
        (0.25, "0%"),
        (1234.5, "£#,##0.00"),
        (45000, ""),
    ]
    path = column(tmp_path / "a.xlsx", *values)
    assert body(path) == ["7", "0.3", "-2.5", "0.0000001", "0.25", "1234.5", "45000"]
    assert opened(path).warnings == ()


def test_a_reference_shown_with_its_zeros_is_read_with_them(tmp_path: Path) -> None:
    path = column(tmp_path / "a.xlsx", (123, "000000"), (7, '"REF-"0000'), (5, "0"), (1234567, "000000"))
    assert body(path) == ["000123", "REF-0007", "5", "1234567"]
    assert opened(path).warnings == (
        "Numbers are shown with zeros or letters before them by their format, and are read as shown, "
        "in column A, rows 2-3, 5.",
    )


def test_a_number_shown_in_a_pattern_is_read_without_it_with_a_warning(tmp_path: Path) -> None:
    path = column(tmp_path / "a.xlsx", (1234567, "000 000 0000"))
    assert body(path) == ["1234567"]
    assert "read without it, in column A, row 2." in opened(path).warnings[0]


def test_a_number_longer_than_15_digits_keeps_the_digits_of_the_file_with_a_warning(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>12345678901234567</v></c><c r="B1"><v>123456789012345</v></c></row>'
    grid = opened(write_parts(tmp_path / "a.xlsx", parts(rows)))
    assert cells(grid) == [["12345678901234567", "123456789012345"]]
    assert grid.warnings == (
        "A number of more than 15 digits, of which Excel keeps only 15, stands in column A, row 1.",
    )


def test_dates_and_times_are_iso_text(tmp_path: Path) -> None:
    path = column(
        tmp_path / "a.xlsx",
        (DAY, "dd/mm/yyyy"),
        (DAY + datetime.timedelta(hours=13, minutes=5), "dd/mm/yyyy"),
        (DAY, "dd/mm/yyyy hh:mm"),
        (45748.999999999, "mmm-yy"),
        (0.5, "hh:mm"),
        (1.25, "[h]:mm"),
    )
    assert body(path) == [
        "2025-04-01",
        "2025-04-01 13:05:00",
        "2025-04-01",
        "2025-04-02",
        "12:00:00",
        "30:00:00",
    ]
    assert opened(path).warnings == ()
    assert opened(path).dialect["date_system"] == "1900"


def test_days_of_which_programs_differ_are_given_as_excel_shows_them_with_a_warning(tmp_path: Path) -> None:
    path = column(
        tmp_path / "a.xlsx", *((serial, "dd/mm/yyyy") for serial in (0, 1, 59, 60, 61, -3, 2958466))
    )
    assert body(path) == [
        "1900-01-00",
        "1900-01-01",
        "1900-02-28",
        "1900-02-29",
        "1900-03-01",
        "-3",
        "2958466",
    ]
    assert opened(path).warnings == (
        "A date before 1 March 1900 or out of range, which programs read differently, stands in "
        "column A, rows 2-5, 7-8.",
    )


def test_dates_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    path = column(
        tmp_path / "a.xlsx", (DAY, "dd/mm/yyyy"), (0, "dd/mm/yyyy"), (60, "dd/mm/yyyy"), date_1904=True
    )
    assert body(path) == ["2025-04-01", "1904-01-01", "1904-03-01"]
    assert opened(path).dialect["date_system"] == "1904"
    assert opened(path).warnings == ()


def test_a_date_system_declared_against_the_file_is_refused(tmp_path: Path) -> None:
    path = column(tmp_path / "a.xlsx", (DAY, "dd/mm/yyyy"))
    assert body(path, date_system="1900") == ["2025-04-01"]
    with pytest.raises(FileRefused, match=r"a\.xlsx counts its dates from 1900, and 1904 was declared"):
        opened(path, date_system="1904")


def test_a_formula_is_its_stored_result_and_its_error_a_blank_with_a_warning(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        for row, result in enumerate(["Met", 5, True, "#N/A", "#DIV/0!", ""]):
            sheet.write_formula(row, 1, "=Z9", None, result)
        sheet.write_string(0, 0, "#N/A")

    grid = opened(write_book(tmp_path / "a.xlsx", fill))
    assert cells(grid) == [["#N/A", "Met"], ["", "5"], ["", "TRUE"], ["", ""], ["", ""], ["", ""]]
    assert "A formula error stands in column B, rows 4-5: read as blank." in grid.warnings
    assert any("without a stored result stands in column B, row 6" in each for each in grid.warnings)


def test_a_formula_that_was_never_calculated_is_a_blank_with_a_warning(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v/></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>1+1</f><v>2</v></c></row>'
    )
    grid = opened(write_parts(tmp_path / "a.xlsx", parts(rows)))
    assert cells(grid) == [["", "", "2"]]
    assert grid.warnings == (
        "A formula without a stored result stands in column A, row 1; column B, row 1: read as blank; "
        "open the file in Excel and save it.",
    )


def test_rich_text_is_joined_and_reading_aids_are_left_out(tmp_path: Path) -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t xml:space="preserve">Stay </t></r>'
        '<r><rPr><b/></rPr><t xml:space="preserve">safe </t></r></si>'
        '<si><t>課</t><rPh sb="0" eb="1"><t>カ</t></rPh></si><si><t>a_x000D_\nb &amp; c</t></si></sst>'
    )
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
        '<c r="D1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>'
        '<c r="E1" t="d"><v>2025-04-01</v></c></row>'
    )
    grid = opened(write_parts(tmp_path / "a.xlsx", parts(rows, **{STRINGS: strings})))
    assert cells(grid) == [["Stay safe ", "課", "a\r\nb & c", "inline", "2025-04-01"]]


def test_rows_and_columns_are_the_sheets_own_wherever_the_table_starts(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(4, 2, ["Ref", "Team"])
        sheet.write_row(6, 2, ["1", "North"])
        sheet.merge_range(8, 3, 10, 3, "South")

    grid = opened(write_book(tmp_path / "a.xlsx", fill))
    assert list(grid.rows())[:4] == [(5, ["Ref", "Team"]), (6, ["", ""]), (7, ["1", "North"]), (8, ["", ""])]
    assert grid.merges == ((9, 2, 11, 2),)
    assert grid.warnings == ("Cells are merged over rows 9-11: only the first row of each has the value.",)


def test_hidden_rows_and_columns_are_read_with_a_warning(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        for row in range(4):
            sheet.write_row(row, 0, ["a", "b"])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.autofilter(0, 0, 3, 1)

    grid = opened(write_book(tmp_path / "a.xlsx", fill))
    assert cells(grid) == [["a", "b"]] * 4
    assert grid.warnings == (
        "Row 2 is hidden by hand or by a filter: read all the same.",
        "Column B is hidden in the sheet: read all the same.",
    )


def test_what_stands_apart_to_the_right_is_warned_of(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Ref", "Team"])
        sheet.write_row(1, 0, ["1", "North"])
        sheet.write(1, 4, "see Ann")

    grid = opened(write_book(tmp_path / "a.xlsx", fill))
    assert cells(grid) == [["Ref", "Team", "", "", ""], ["1", "North", "", "", "see Ann"]]
    assert grid.warnings[0].startswith("Columns C, D are blank and others follow")


def test_a_workbook_of_the_strict_standard_is_read(tmp_path: Path) -> None:
    def strict(text: str) -> str:
        text = text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        return text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006",
            "http://purl.oclc.org/ooxml/officeDocument",
        )

    content = parts('<row r="1"><c r="A1"><v>5</v></c></row>')
    content[SHEET] = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row>'
    )
    content[SHEET] += "</x:sheetData></x:worksheet>"
    path = write_parts(tmp_path / "a.xlsx", {name: strict(text) for name, text in content.items()})
    assert cells(opened(path)) == [["5"]]


def test_the_words_of_the_formats_after_the_sheet_are_not_taken_for_formulas(tmp_path: Path) -> None:
    content = parts(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        **{STRINGS: f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>'},
    )
    content[SHEET] = content[SHEET].replace(
        "</worksheet>", "<extLst><ext><f>A1</f></ext></extLst></worksheet>"
    )
    grid = opened(write_parts(tmp_path / "a.xlsx", content))
    assert cells(grid) == [["x"]]
    assert grid.warnings == ()


def test_a_format_of_the_workbooks_own_number_is_read_from_its_styles(tmp_path: Path) -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="0000"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    path = write_parts(
        tmp_path / "a.xlsx", parts('<row r="1"><c r="A1" s="1"><v>12</v></c></row>', **{STYLES: styles})
    )
    assert cells(opened(path)) == [["0012"]]


def test_a_declared_delimiter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"a\.xlsx is a workbook, and a delimiter was declared"):
        opened(column(tmp_path / "a.xlsx"), delimiter=",")
