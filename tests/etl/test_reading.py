"""Reading the case export: whatever the file, cells and row numbers are those of Python's csv module."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.extract import extract, find_export
from etl.fields import SPACES
from etl.mapping import find
from etl.reading import read_table
from etl.reading.grid import Declared
from etl.refusals import LoadRefused
from etl.source_rows import drop_sources
from etl.staging import open_staging
from tests.etl.exports import write

COLUMNS = ("team_name", "service", "successor")
MEMORY = 200 << 20
AS_DECLARED = Declared(encodings=("utf-8",), delimiter=",", header_rows=(1,), whole=True)


@contextmanager
def reader(folder: Path) -> Iterator[sa.Connection]:
    """Give a workroom whose table of teams can be filled again and again."""
    folder.mkdir(exist_ok=True)
    with open_staging(folder, MEMORY) as connection:
        yield connection


def read(connection: sa.Connection, source: Path, content: bytes) -> list[tuple[object, ...]] | None:
    """Return row number and cells of a teams.csv as the load brings them in; None where it is refused."""
    drop_sources(connection)
    write(source, teams=content)
    try:
        rows = extract(connection, find_export(find("standard"), source)).tables["teams"]
    except LoadRefused:
        return None
    columns = [rows.table.c.source_row, *(rows.cell(name) for name in COLUMNS)]
    return [tuple(row) for row in connection.execute(sa.select(*columns).order_by(rows.table.c.row_no))]


def expected(content: bytes) -> list[tuple[object, ...]] | None:
    """Return the same as the csv module reads it, cells stripped and blank as None."""
    try:
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        header, *found = [line for line in lines if line]
    except (csv.Error, ValueError):
        return None
    if any(len(line) != len(header) for line in found):
        return None
    cells = [dict(zip(header, line, strict=True)) for line in found]
    return [
        (row, *(each.get(name, "").strip() or None for name in COLUMNS))
        for row, each in enumerate(cells, start=2)
    ]


NASTY = [
    b"\xef\xbb\xbfteam_name,service\r\nA,B\r\n",
    b'team_name,service\n"A\nB",C\n"D\r\nE",F\nG,"H\rI"\n',
    b"team_name,service\r\nA,B\nC,D\r\n",
    b"team_name,service\rA,B\rC,D\r",
    b"team_name,service\n\nA,B\n\n\nC,D",
    b"team_name\nA\n\nB\n",
    b'team_name,service\n "A",B\nC, "D"\n',
    b'team_name,service\n"A ""B""","""",\n',
    b'team_name,service\n"A ""B""",""""\n5" pipe,x\n',
    b"service,other,team_name,successor\nS,,T,\nS, ,T,U\n",
    b"team_name,service\n\\N,NULL\nNA,#N/A\n#x,--\n",
    "team_name,service\nÉlan\u00a0,\u2003x\u2028\n".encode(),
    b'team_name,service\n"' + b"x,y\n" * 50_000 + b'",z\nlast,"' + b"w" * 200_000 + b'"\n',
    b'team_name,service\nA,"B"',
    b"team_name,service\n,\n , \n",
]


@pytest.mark.parametrize("content", NASTY)
def test_a_nasty_file_is_read_as_the_csv_module_reads_it(tmp_path: Path, content: bytes) -> None:
    with reader(tmp_path / "room") as connection:
        found = read(connection, tmp_path / "export", content)
        assert found == expected(content)


def test_rows_that_several_threads_read_keep_the_numbers_that_they_have_in_their_file(tmp_path: Path) -> None:
    """Large enough for DuckDB to be given the memory with which several threads write."""
    words = ", ".join("words" for _ in range(10))
    lines = [f'Team {number},"{words}",next {number % 7} ' for number in range(400_000)]
    content = "\r\n".join(["team_name,service,successor", *lines]).encode()
    with reader(tmp_path / "room") as connection:
        found = read(connection, tmp_path / "export", content)
    assert found == [(number + 2, f"Team {number}", words, f"next {number % 7}") for number in range(400_000)]


@st.composite
def _files(draw: st.DrawFn) -> bytes:
    """Mostly sound files, with a few of everything that people and programs do to them."""
    width = draw(st.integers(1, 3))
    ends = st.sampled_from([draw(st.sampled_from(["\n", "\r\n", "\r"]))] * 9 + ["\n", "\r\n", "\n\n"])
    text = st.text(st.sampled_from('a,"\n\r é;\t'), max_size=4)
    bare = text.map(lambda word: re.sub(r'[,"\n\r]', "x", word))
    quoted = text.map(lambda word: '"' + word.replace('"', '""') + '"')
    cell = st.one_of(bare, bare, quoted, quoted, text) if draw(st.booleans()) else st.one_of(bare, quoted)
    lines = draw(st.lists(st.lists(cell, min_size=width, max_size=width), max_size=5))
    content = ",".join(COLUMNS[:width]) + draw(ends)
    for line in lines:
        content += ",".join(line) + draw(ends)
    return draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf"])) + content.encode()


def test_any_file_is_read_as_the_csv_module_reads_it_or_refused_where_it_refuses(tmp_path: Path) -> None:
    with reader(tmp_path / "room") as connection:

        @settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(_files())
        def holds(content: bytes) -> None:
            found = read(connection, tmp_path / "export", content)
            assert found == expected(content)

        holds()


def test_a_file_that_engines_read_differently_is_left_to_the_reader(tmp_path: Path) -> None:
    contents = [b'team_name,service\r\n"A\nB",C\r\n', b'team_name,service\nA, "B"\n', b'team_name\n \t"A"\n']
    plain = []
    for content in contents:
        write(tmp_path, teams=content)
        plain.append(read_table(tmp_path / "teams.csv", AS_DECLARED).plain)
    assert plain == [True, False, False]


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    source = write(tmp_path / "export", teams="team_name\nA\n")
    export = find_export(find("standard"), source)
    write(source, teams="team_name\nA\nB\n")
    with (
        reader(tmp_path / "room") as connection,
        pytest.raises(LoadRefused, match=r"teams.csv changed while"),
    ):
        extract(connection, export)


def test_stripping_takes_away_what_python_takes_away() -> None:
    assert set(SPACES) == {chr(code) for code in range(0x110000) if not chr(code).strip()}
