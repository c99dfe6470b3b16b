"""Any text: what is read without a word is what the csv module reads, and memory does not grow with it."""

import csv
import io
import re
import tracemalloc
from pathlib import Path

import duckdb
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from etl.reading import read_table
from etl.refusals import FileRefused
from tests.reading.writing import rows_of, table_of

_PLAINLY = """SELECT * FROM read_csv(?, header = true, delim = ',', quote = '"', escape = '"', comment = '',
    auto_detect = false, strict_mode = true, null_padding = false, all_varchar = true, parallel = false,
    columns = {{{columns}}})"""


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """Mostly sound tables, with a few of everything that people and programs do to them."""
    width = draw(st.integers(2, 4))
    ends = st.sampled_from([draw(st.sampled_from(["\n", "\r\n", "\r"]))] * 9 + ["\n", "\r\n", "\n\n"])
    text = st.text(st.sampled_from('ab1,"\n\r é;\t'), max_size=4)
    bare = text.map(lambda word: re.sub(r'[,"\n\r]', "x", word))
    quoted = text.map(lambda word: '"' + word.replace('"', '""') + '"')
    cell = st.one_of(bare, bare, quoted, quoted, text) if draw(st.booleans()) else st.one_of(bare, quoted)
    lines = draw(st.lists(st.lists(cell, min_size=width, max_size=width), max_size=6))
    written = ",".join(f"Name {letter}" for letter in "ABCD"[:width]) + draw(ends)
    for line in lines:
        written += ",".join(line) + draw(ends)
    return written


def test_what_is_read_without_a_word_is_what_the_csv_module_reads(tmp_path: Path) -> None:
    read = []

    @settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(_texts())
    @example("Name A,Name B,Name C\n,,\n,;,;\na,,1\n,1,,1\n")
    def holds(text: str) -> None:
        try:
            table = table_of(tmp_path, text)
            rows = rows_of(table)
        except FileRefused:
            return
        if table.dialect["delimiter"] == "," and not any(
            "above the header" in each for each in table.warnings
        ):
            plainly = list(csv.reader(io.StringIO(text, newline=""), strict=True))
            assert [cells for cells in rows if any(cells)] == [
                plainly[number - 1] for number, _ in table.rows()
            ]
        if not table.warnings:
            assert rows == [cells for cells in plainly[1:] if cells]
            read.append(text)

    holds()
    assert read


def test_what_is_called_plain_is_what_duckdb_reads(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    for content in (
        b"\xef\xbb\xbfRef,Team\r\n01,A\r\n02,B\r\n\r\n",
        b'Ref,Team\n1,"A\r\nB"\n2,"say ""x"", y"\n3,5" nail\n',
        b"Ref,Team\r1,N/A\r2,\r",
        "Ref,Team\n1,Élan\u2028x\n2,#x\n".encode(),
    ):
        table = table_of(tmp_path, content)
        assert table.plain
        columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(table.header)))
        found = duckdb.connect().execute(_PLAINLY.format(columns=columns), [str(path)]).fetchall()
        assert [[cell or "" for cell in row] for row in found] == rows_of(table)


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    peaks = []
    for count in (8_000, 24_000):
        path = tmp_path / f"{count}.csv"
        path.write_text("Ref,Team,Date\n" + "EN-1,North,01/02/2026\n" * count)
        tracemalloc.start()
        assert sum(1 for _ in read_table(path).rows()) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5
