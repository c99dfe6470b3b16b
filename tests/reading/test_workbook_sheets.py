"""Which sheet is read: the only one that can be meant, the one declared, or none without being asked."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from etl.refusals import FileRefused
from tests.reading.workbooks import cells, opened, write_book

CONCERNS = [
    ["Ref", "Raised", "Team", "Met"],
    ["1", "2025-04-01", "North", "Fully"],
    ["2", "", "South", "Not"],
]
LOOKUP = [["Code", "Meaning"], ["N", "North"]]
Sheets = Mapping[str, list[list[str]]]


def book(path: Path, sheets: Sheets, hidden: tuple[str, ...] = (), very_hidden: tuple[str, ...] = ()) -> Path:
    def fill(workbook: Any) -> None:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for row, each in enumerate(rows):
                sheet.write_row(row, 0, each)
            if name in hidden:
                sheet.hide()
            if name in very_hidden:
                sheet.very_hidden()

    return write_book(path, fill)


def test_blank_sheets_and_charts_are_passed_over(tmp_path: Path) -> None:
    def fill(workbook: Any) -> None:
        workbook.add_worksheet("Sheet1")
        workbook.add_chartsheet("Chart")
        sheet = workbook.add_worksheet("Data")
        sheet.write_column(0, 0, ["Ref", "1"])
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$2:$A$2"})
        workbook.get_worksheet_by_name("Chart").set_chart(chart)

    grid = opened(write_book(tmp_path / "a.xlsx", fill))
    assert (grid.dialect["sheet"], cells(grid), grid.warnings) == ("Data", [["Ref"], ["1"]], ())


@pytest.mark.parametrize("name", ["Lookups", "Drop-down lists", "Notes", "READ ME", "Reference data"])
def test_a_sheet_of_lookups_or_notes_is_left_out_with_a_warning(tmp_path: Path, name: str) -> None:
    grid = opened(book(tmp_path / "a.xlsx", {name: CONCERNS, "Tracker": CONCERNS}))
    assert grid.dialect["sheet"] == "Tracker"
    assert grid.warnings == (f'The sheet "Tracker" is read; not read: "{name}".',)


def test_a_note_in_one_cell_is_left_out_with_a_warning(tmp_path: Path) -> None:
    grid = opened(
        book(tmp_path / "a.xlsx", {"Sheet1": [["Ref", "Team"], ["1", "North"]], "Sheet2": [["draft"]]})
    )
    assert grid.warnings == ('The sheet "Sheet1" is read; not read: "Sheet2".',)


def test_two_columns_beside_a_wider_and_longer_table_are_left_out_with_a_warning(tmp_path: Path) -> None:
    grid = opened(book(tmp_path / "a.xlsx", {"Tracker": CONCERNS, "Teams": LOOKUP}))
    assert grid.dialect["sheet"] == "Tracker"
    assert grid.warnings == ('The sheet "Tracker" is read; not read: "Teams".',)


@pytest.mark.parametrize("second", [CONCERNS, CONCERNS[:1], [*LOOKUP, *LOOKUP]])
def test_several_sheets_that_could_be_meant_are_refused_by_name(
    tmp_path: Path, second: list[list[str]]
) -> None:
    path = book(tmp_path / "a.xlsx", {"2024-25": CONCERNS, "2025-26": second})
    with pytest.raises(
        FileRefused, match=r'a\.xlsx has 2 sheets that hold something \("2024-25", "2025-26"\): say'
    ):
        opened(path)
    assert cells(opened(path, sheet="2025-26")) == second


def test_a_hidden_sheet_is_not_read_by_itself(tmp_path: Path) -> None:
    sheets = {"Now": CONCERNS, "Old": CONCERNS, "Older": CONCERNS}
    grid = opened(book(tmp_path / "a.xlsx", sheets, hidden=("Old",), very_hidden=("Older",)))
    assert grid.dialect["sheet"] == "Now"
    assert grid.warnings == (
        'Hidden sheets are not read: "Old", "Older". To read one, say which with --sheet NAME.',
    )


def test_a_hidden_sheet_that_is_declared_is_read_with_a_warning(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Now": CONCERNS, "Old": LOOKUP}, very_hidden=("Old",))
    grid = opened(path, sheet=" old ")
    assert cells(grid) == LOOKUP
    assert grid.warnings == (
        "The sheet that was declared is hidden in the workbook: it is read all the same.",
    )


def test_a_declared_sheet_that_is_not_there_or_blank_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Now": CONCERNS, "Blank": []})
    with pytest.raises(FileRefused, match=r'no such sheet as was declared; it has "Now", "Blank"'):
        opened(path, sheet="Then")
    with pytest.raises(FileRefused, match=r"holds nothing on the sheet that was declared"):
        opened(path, sheet="Blank")


def test_a_workbook_without_cells_or_with_none_to_be_seen_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"a\.xlsx holds no cells: export it again"):
        opened(book(tmp_path / "a.xlsx", {"Now": []}))
    with pytest.raises(FileRefused, match=r"b\.xlsx holds no cells on a visible sheet"):
        opened(book(tmp_path / "b.xlsx", {"Now": [], "Old": CONCERNS}, hidden=("Old",)))
