"""Kinds of file: the content decides, whatever the name's ending says."""

import gzip
import zipfile
from pathlib import Path

import pytest

from etl.reading import read_table
from etl.refusals import FileRefused
from tests.reading.writing import READ, THREE, outcome_of, rows_of


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "nothing but blanks"),
        (b"\xef\xbb\xbf", "nothing but blanks"),
        (b"<html><table><tr><td>a</td></tr></table>", "a web page"),
        (b"\r\n <TABLE border=1>\n<tr><td>a</td></tr></TABLE>", "a web page"),
        ("<html><body>x</body></html>".encode("utf-16"), "a web page"),
        (b"<?xml version='1.0'?><rows/>", "XML"),
        (b'[{"ref": 1}]', "JSON"),
        (b'{"rows": [1]}', "JSON"),
        (b"%PDF-1.7\n", "a PDF"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "compressed with gzip"),
        (b"{\\rtf1 a,b}", "rich text"),
    ],
)
def test_what_is_no_table_as_text_is_refused_by_its_name(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in outcome_of(tmp_path, content)


def test_text_that_is_called_a_workbook_is_read_with_a_word(tmp_path: Path) -> None:
    path = tmp_path / "concerns.xls"
    path.write_text(THREE.replace(",", "\t"))
    table = read_table(path)
    assert rows_of(table) == READ
    assert table.warnings == ("The file is text, although its name ends in .xls: read as text.",)


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "concerns.csv"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("concerns.csv", THREE)
    with pytest.raises(FileRefused, match=r"concerns\.csv"):
        read_table(path)


def test_folders_and_files_that_are_not_there_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(FileRefused, match=path.name):
            read_table(path)
