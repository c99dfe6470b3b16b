"""Delimiters, quotes and line ends: every cell is the one that was written, or the file is refused."""

from pathlib import Path

import pytest

from etl.reading.grid import Declared
from tests.reading.writing import READ, THREE, numbers_of, outcome_of, rows_of, table_of


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~"])
def test_each_common_delimiter_is_found_without_a_word(tmp_path: Path, delimiter: str) -> None:
    table = table_of(tmp_path, THREE.replace(",", delimiter))
    assert (rows_of(table), table.dialect["delimiter"], table.warnings) == (READ, delimiter, ())


def test_decimal_commas_do_not_divide_a_file_with_semicolons(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Ref;Days;Rate\nA1;3,5;1,2\nA2;4,5;2,2\n")
    assert rows_of(table) == [["A1", "3,5", "1,2"], ["A2", "4,5", "2,2"]]


def test_several_codes_in_a_cell_do_not_divide_it(tmp_path: Path) -> None:
    table = table_of(tmp_path, "person_ref,gender,conditions\nP1,F,a;b\nP2,M,c;d\n")
    assert rows_of(table) == [["P1", "F", "a;b"], ["P2", "M", "c;d"]]


def test_the_hint_that_excel_writes_is_believed_and_left_out(tmp_path: Path) -> None:
    table = table_of(tmp_path, "sep=;\n" + THREE.replace(",", ";"))
    assert (rows_of(table), numbers_of(table)) == (READ, [3, 4])
    assert table.warnings == ("Row 1 only names the delimiter and is left out.",)


def test_one_column_is_read_with_a_word(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Notes\nhello, world\nfoo\nbar\n")
    assert rows_of(table) == [["hello, world"], ["foo"], ["bar"]]
    assert len(table.warnings) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Name;Team,Date\nA;B,C\nD;E,F\n", "by a comma or by a semicolon"),
        ("Name\nSmith, John\nJones, Ann\n", "may be one column"),
        ("a:b:c\n1:2:3\n", "a delimiter that is not known"),
        (
            "Ref    Team     Date\nEN-1   North    2026-01-01\nEN-2   South    2026-01-02\n",
            "aligned with blanks",
        ),
        ("| Ref | Team |\n|-----|------|\n| 1 | N |\n", "drawn with lines"),
        (" ref | team\n-----+------\n 1 | N\n", "drawn with lines"),
    ],
)
def test_a_file_whose_columns_cannot_be_told_is_refused(tmp_path: Path, content: str, words: str) -> None:
    assert words in outcome_of(tmp_path, content)


def test_quotes_are_read_as_the_standard_has_them(tmp_path: Path) -> None:
    content = 'Ref,Said\r\n01,"I want ""home"",\r\nplease"\r\n02,"x\ny"\r\n03,5" nail\r\n04,N/A\r\n05,""\r\n'
    said = ['I want "home",\r\nplease', "x\ny", '5" nail', "N/A", ""]
    table = table_of(tmp_path, content)
    assert rows_of(table) == [[f"0{place}", words] for place, words in enumerate(said, start=1)]
    assert (table.warnings, table.plain) == ((), True)


def test_backslashes_before_quotes_are_read_only_where_nothing_else_makes_sense(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'Ref,Said\n1,"He \\"said\\" so"\n2,"ok"\n')
    assert rows_of(table) == [["1", 'He "said" so'], ["2", "ok"]]
    assert "backslash" in table.warnings[0]
    assert not table.plain
    path = table_of(tmp_path, 'Ref,Said\n1,"C:\\dir\\"\n2,"ok"\n')
    assert rows_of(path) == [["1", "C:\\dir\\"], ["2", "ok"]]


def test_a_stray_quote_among_backslashes_is_refused_beyond_the_sample(tmp_path: Path) -> None:
    content = 'Ref,Said\n1,"He \\"said\\" so"\n' + '2,"ok"\n' * 25_000 + '3,"o"k"\n'
    assert "from row 25003 on" in outcome_of(tmp_path, content)


def test_other_escapes_with_backslashes_are_refused(tmp_path: Path) -> None:
    assert "backslash" in outcome_of(tmp_path, 'Ref,Said\n1,"He \\"said\\"\\nso"\n2,"ok"\n')


def test_single_quotes_are_taken_away_only_where_all_cells_of_a_column_have_them(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Ref,Said\n'1','a, b'\n'2','c'\n")
    assert rows_of(table) == [["1", "a, b"], ["2", "c"]]
    assert "single quotes" in table.warnings[0]
    assert rows_of(table_of(tmp_path, "Ref,Said\n'01,'tis\n'02,so\n")) == [["'01", "'tis"], ["'02", "so"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('Ref,Team,Said\n1,"North,x\n2,South,y\n3,East,z\n', "never closed, from row 2"),
        (
            'Ref,Team,Said\n1,"North,x\n2,South",y\n3,East,z\n',
            "row 2 holds a quoted cell that looks like several",
        ),
        ('Ref,Team,Said\n1,N,x\n2,"North,x\n2,South,y\n3,Ea"st,z\n', "out of place, from row 3"),
        ("Ref,Name,Note\n1,Smith, John,x\n2,Ann,x\n3,Bob,y\n", "row 2 has 4 cells where the header has 3"),
        ("Ref,Name,Note\n1,Ann\n2,Ann,x\n3,Bob,y\n", "row 2 has 2 cells where the header has 3"),
        (THREE + "EN-3,Nor", "row 4 has 2 cells where the header has 3, and no end: the file was cut off"),
        ("a,b,c,d\n1,2,3\n4,5,6\n", "row 1 has 4 cells where row 2 has 3"),
        ("Ref,Team\n1,x,3\n4,y,6\n", "row 1 has 2 cells where row 2 has 3"),
    ],
)
def test_rows_that_quotes_or_delimiters_have_broken_are_refused(
    tmp_path: Path, content: str, words: str
) -> None:
    assert words in outcome_of(tmp_path, content)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_way_of_ending_lines_is_read_without_a_word(tmp_path: Path, end: str) -> None:
    table = table_of(tmp_path, THREE.replace("\n", end))
    assert (rows_of(table), table.warnings, table.plain) == (READ, (), True)


def test_a_last_line_without_an_end_is_said(tmp_path: Path) -> None:
    table = table_of(tmp_path, THREE[:-1])
    assert rows_of(table) == READ
    assert table.warnings == ("The last line has no end: see whether the file is complete.",)


@pytest.mark.parametrize("content", ["Ref,Team,\nA1,N,\nA2,S,\n", "Ref,Team\nA1,N,\nA2,S,\n"])
def test_a_delimiter_at_the_end_of_each_row_makes_no_column(tmp_path: Path, content: str) -> None:
    table = table_of(tmp_path, content)
    assert table.header == ("Ref", "Team")
    assert rows_of(table) == [["A1", "N"], ["A2", "S"]]
    assert "Column 3 without name or cells left out." in table.warnings
    assert not table.plain


def test_quotes_after_blanks_are_read_where_every_row_has_them(tmp_path: Path) -> None:
    table = table_of(tmp_path, 'Ref, Team, Said\n1, "North, x", "y"\n2, "S", "z"\n')
    assert rows_of(table) == [["1", "North, x", "y"], ["2", "S", "z"]]
    odd = table_of(tmp_path, 'Ref,Team\n1, "S"\n2,T\n')
    assert rows_of(odd) == [["1", ' "S"'], ["2", "T"]]
    assert "A quote follows blanks" in odd.warnings[0]
    assert not odd.plain


@pytest.mark.parametrize(
    ("content", "delimiter", "words"),
    [
        (THREE, ";", "not divided by its declared delimiter"),
        ("sep=;\n" + THREE.replace(",", ";"), ",", "names another delimiter"),
    ],
)
def test_a_declared_delimiter_that_the_file_contradicts_is_refused(
    tmp_path: Path, content: str, delimiter: str, words: str
) -> None:
    assert words in outcome_of(tmp_path, content, Declared(delimiter=delimiter))


def test_a_declared_delimiter_settles_what_is_doubtful(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Name;Team,Date\nA;B,C\nD;E,F\n", Declared(delimiter=","))
    assert table.header == ("Name;Team", "Date")
    assert rows_of(table) == [["A;B", "C"], ["D;E", "F"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (THREE.replace("North", "\\N"), "which databases write for nothing"),
        (THREE.replace("North", "####"), "columns that were too narrow"),
        (THREE.replace("EN-1", "1.23457E+14"), "references may have lost digits"),
        (THREE.replace("North", "a\x07b"), "Control characters"),
        (THREE.replace("North", "a\x85b"), "Control characters"),
        (THREE + "\x1a", "End-of-file marks of DOS"),
        (THREE.replace(",", ", "), "A blank follows every delimiter"),
        ("Ref,Risks;all\nA,b;c\nD,e;f\nG,h\n", "hold another delimiter too"),
    ],
)
def test_cells_that_another_program_has_changed_are_kept_and_said(
    tmp_path: Path, content: str, words: str
) -> None:
    outcome = outcome_of(tmp_path, content)
    assert words in outcome
    assert not outcome.startswith("refused")


def test_rows_that_stand_in_quotes_as_a_whole_are_refused(tmp_path: Path) -> None:
    content = "".join(f'"{line}"\n' for line in THREE.splitlines())
    assert "each row in quotes as a whole" in outcome_of(tmp_path, content)


@pytest.mark.parametrize("delimiter", ["", "||", "a", '"', "\n"])
def test_a_declared_delimiter_that_can_divide_nothing_is_refused(tmp_path: Path, delimiter: str) -> None:
    assert "one sign" in outcome_of(tmp_path, THREE, Declared(delimiter=delimiter))
