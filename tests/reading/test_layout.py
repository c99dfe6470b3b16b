"""Layout: the header wherever it is, every row of the table, and all else left out and named."""

from pathlib import Path

import pytest

from etl.reading.grid import Declared
from tests.reading.writing import READ, THREE, numbers_of, outcome_of, rows_of, table_of


@pytest.mark.parametrize(
    ("above", "words"),
    [
        ("Safeguarding report\n", "Row 1 above the header is left out."),
        ("Report\nReport run on Monday, 3 April 2026\n\n", "Rows 1-2 above the header are left out."),
        ("Report:,Concerns\nRun by:,Admin\nFrom:,01/04/2026\n\n", "Rows 1-3 above the header are left out."),
        ("Report:,Concerns,\nRun by:,Admin,\n,,\n", "Rows 1-2 above the header are left out."),
        ("Report,Concerns,\nRun by,Admin,\n\n", "Rows 1-2 above the header are left out."),
    ],
)
def test_what_stands_above_the_header_is_left_out_and_named(tmp_path: Path, above: str, words: str) -> None:
    table = table_of(tmp_path, above + THREE)
    first = above.count("\n") + 2
    assert (table.header, rows_of(table), table.warnings) == (("Ref", "Team", "Date"), READ, (words,))
    assert numbers_of(table) == [first, first + 1]
    assert not table.plain


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (
            "Concern,,Enquiry,\nID,Date,ID,Date\n",
            ("Concern ID", "Concern Date", "Enquiry ID", "Enquiry Date"),
        ),
        (
            "Concern,Concern,Enquiry,Enquiry\nID,Date,ID,Date\n",
            ("Concern ID", "Concern Date", "Enquiry ID", "Enquiry Date"),
        ),
        ("Ref,Concern,,Team\n,ID,Date,\n", ("Ref", "Concern ID", "Concern Date", "Team")),
    ],
)
def test_two_header_rows_are_joined(tmp_path: Path, header: str, names: tuple[str, ...]) -> None:
    table = table_of(tmp_path, header + "C1,01/02/2026,02/02/2026,T1\nC2,01/02/2026,02/02/2026,T2\n")
    assert table.header == names
    assert (table.row_count, table.warnings) == (2, ("Rows 1-2 are read as one header.",))


def test_names_are_tidied_told_apart_and_never_blank(tmp_path: Path) -> None:
    table = table_of(tmp_path, ',"Concern\nDate ",Team,Team\n0,01/02/2026,N,S\n1,02/02/2026,N,S\n')
    assert table.header == ("Column 1", "Concern Date", "Team", "Team (2)")
    assert table.warnings == (
        "Column 1 has no name in the header: it is called Column 1.",
        "The header has Team more than once: column 4 is called Team (2).",
        "Line breaks or several blanks inside the names of column 2 are read as one blank.",
    )


@pytest.mark.parametrize(
    ("below", "words"),
    [
        (THREE, "Row 4 repeats the header or title and is left out."),
        ("\f" + THREE, "Row 4 repeats the header or title and is left out."),
        ("---,----,---\n" + THREE[14:], "Row 4 is a line of dashes and left out."),
        ("\n" + THREE[14:], "Row 4 is blank and left out."),
        (" , ,\n" + THREE[14:], "Row 4 is blank and left out."),
    ],
)
def test_what_breaks_the_rows_is_left_out_and_named(tmp_path: Path, below: str, words: str) -> None:
    table = table_of(tmp_path, THREE + below)
    assert rows_of(table) == READ + READ
    assert numbers_of(table) == [2, 3, 5, 6]
    assert table.warnings[-1] == words
    assert not table.plain


@pytest.mark.parametrize(
    ("below", "words"),
    [
        ("Total,,2\n", "Row 4 is a total and left out."),
        ("Total concerns,,7\n", "Row 4 is a total and left out."),
        (",Grand total:,2\n", "Row 4 is a total and left out."),
        ("Count: 2,,\n", "Row 4 is a total and left out."),
        ("North Total,,1\n", "Row 4 is a total and left out."),
        ("\nEnd of report\n", "Row 5 is a footer and left out."),
        ("\n(2 rows affected)\n", "Row 5 is a footer and left out."),
        ("* figures are provisional, subject to change\n", "Row 4 is a note below the table and left out."),
        ("Printed by Admin,,\n", "Row 4 is a footer and left out."),
        ("\nThese come from the council's own system\n", "Row 5 is a note below the table and left out."),
        ("\n" * 5_000 + ",,\n", "Rows 4-5004 are blank and left out."),
    ],
)
def test_what_stands_below_the_rows_is_left_out_and_named(tmp_path: Path, below: str, words: str) -> None:
    table = table_of(tmp_path, THREE + below)
    assert rows_of(table) == READ
    assert table.warnings[-1] == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["Total Care North", "", "3"], "Row 4 looks like a total, and is kept."),
        (["EN-3", "", ""], "Row 4 has only one filled cell, and is kept."),
        (["", "West", ""], "Row 4 has only one filled cell, and is kept."),
        (["", "West", "05/02/2026"], "Row 4 lacks its first cells where others have them, and is kept."),
        (["Someone", "West", "unknown"], "Row 4 looks like a header, and is kept."),
        (["EN-3", "Total", "05/02/2026"], ""),
    ],
)
def test_a_row_that_may_be_one_is_kept(tmp_path: Path, row: list[str], words: str) -> None:
    content = f"{THREE}{','.join(row)}\nEN-4,East,06/02/2026\n"
    table = table_of(tmp_path, content)
    assert rows_of(table) == [*READ, row, ["EN-4", "East", "06/02/2026"]]
    assert "\n".join(table.warnings) == words


def test_a_row_that_names_types_or_units_is_left_out_and_named(tmp_path: Path) -> None:
    table = table_of(tmp_path, THREE.replace("Date\n", "Date\ntext,text,date\n"))
    assert rows_of(table) == READ
    assert table.warnings == ("Row 2 describes the columns (types or units) and is left out.",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("EN-1,North,01/02/2026\nEN-2,South,03/02/2026\n", "needs a header row"),
        ("Ref,EN-1,EN-2\nTeam,North,South\nDate,01/02/2026,02/02/2026\n", "needs a header row"),
        (THREE + "\nOutcome,Count,Rate\nfully,3,0.5\npartly,3,0.5\n", "row 5 begins a second table"),
        (THREE + "\nOutcome,Count\nfully,3\npartly,3\n", "row 5 begins a second table"),
        (THREE + "\nOutcomes of enquiries\nOutcome,Count,Rate\nfully,3,0.5\n", "row 6 begins a second table"),
    ],
)
def test_what_is_no_one_table_is_refused(tmp_path: Path, content: str, words: str) -> None:
    assert words in outcome_of(tmp_path, content)


def test_declared_header_rows_are_believed_and_checked(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Title\n\n" + THREE, Declared(header_rows=(3,)))
    assert (rows_of(table), table.dialect["header_rows"]) == (READ, [3])
    for wrong in [(4,), (2,), (1,), (99,)]:
        assert outcome_of(tmp_path, "Title\n\n" + THREE, Declared(header_rows=wrong)).startswith("refused")
    two = table_of(tmp_path, "Concern,\nID,Team\nC1,North\n", Declared(header_rows=(1, 2)))
    assert two.header == ("Concern ID", "Concern Team")


def test_a_header_without_rows_is_said(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Ref,Team,Date\n")
    assert (rows_of(table), table.warnings) == ([], ("The file has a header and no rows.",))


def test_blank_lines_between_rows_leave_the_row_numbers_to_the_slower_way(tmp_path: Path) -> None:
    assert table_of(tmp_path, THREE + "\n\n").plain
    between = table_of(tmp_path, THREE.replace("\n", "\n\n"))
    assert (rows_of(between), numbers_of(between), between.plain) == (READ, [3, 5], False)


def test_page_breaks_are_left_out_with_their_footers_and_headers(tmp_path: Path) -> None:
    pages = "".join(f"{THREE}OFFICIAL-SENSITIVE\nPage {page} of 2\n" for page in (1, 2))
    table = table_of(tmp_path, pages)
    assert rows_of(table) == READ + READ
    assert table.warnings == (
        "Row 6 repeats the header or title and is left out.",
        "Rows 5, 10 are footers and left out.",
        "Rows 4, 9 are notes below the table and left out.",
    )


def test_a_note_between_rows_is_refused_or_kept_with_a_word(tmp_path: Path) -> None:
    row = "EN-3,West,05/02/2026\n"
    assert "row 4 has 1 cell where the header has 3" in outcome_of(
        tmp_path, THREE + "Notes: new form\n" + row
    )
    table = table_of(tmp_path, THREE + "North team,,\n" + row)
    assert rows_of(table)[2] == ["North team", "", ""]
    assert table.warnings == ("Row 4 has only one filled cell, and is kept.",)


def test_words_that_footers_begin_with_take_no_row_away(tmp_path: Path) -> None:
    content = (
        "Source,Team\nOfficial Solicitor,North\nPolice,South\nCreated by family,North\nTotal concerns,120\n"
    )
    table = table_of(tmp_path, content)
    assert [cells[0] for cells in rows_of(table)] == [
        "Official Solicitor",
        "Police",
        "Created by family",
        "Total concerns",
    ]
    assert "Row 5 looks like a total, and is kept." in table.warnings
