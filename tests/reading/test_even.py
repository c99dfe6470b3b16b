"""What the quick proof calls even, strict parsers read with the same rows; what is doubtful it leaves."""

import csv
import hashlib
import io
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from etl.reading import even
from etl.reading.even import EvenFile, prove_even

SOUND = {
    "a,b\n1,2\n": (2, 2),
    "a,b\n1,2": (2, 2),
    "a,b\r\n1,2\r\n": (2, 2),
    '\ufeffa,b\n"x, y",2\n': (2, 2),
    '"a","b"\n"she said ""no""",""\n': (2, 2),
    'a,b\n"two\nlines",2\n': (2, 2),
    'a,b\n"",""\n': (2, 2),
    "a,b\nCafé,2\n": (2, 2),
}
DOUBTFUL = (
    "",
    "a,b\n1\n",
    "a,b\n1,2,3\n",
    "a,b\n\n1,2\n",
    "a,b\n1,2\n\n",
    "a,b\r\n1,2\n",
    "a,b\r1,2\r",
    'a,b\n "x",2\n',
    'a,b\n"x" ,2\n',
    'a,b\nx"y,2\n',
    'a,b\n"x,2\n',
    "a,b\n1,\0\n",
    "a\n1\n",
    "a,b\r",
)


@pytest.mark.parametrize(("text", "found"), SOUND.items())
@pytest.mark.parametrize("window", [1, 3, 1 << 20])
def test_sound_files_are_proved_whatever_piece_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, found: tuple[int, int], window: int
) -> None:
    if window < len("\ufeff".encode()) and text.startswith("\ufeff"):
        window = 3
    monkeypatch.setattr(even, "_WINDOW", window)
    (tmp_path / "a.csv").write_bytes(text.encode())
    digest = hashlib.sha256(text.encode()).hexdigest()
    records, cells = found
    proved = EvenFile(records=records, cells=cells, digest=digest, lines=_is_in_lines(text))
    assert prove_even(tmp_path / "a.csv") == proved


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_is_doubtful_is_left_to_the_careful_reader(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_bytes(text.encode())
    assert prove_even(tmp_path / "a.csv") is None


@pytest.mark.parametrize("content", [b"a,b\n\xff,2\n", b"a,b\n1,caf\xc3"])
def test_bytes_that_are_no_utf_8_are_left_to_the_careful_reader(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    assert prove_even(tmp_path / "a.csv") is None


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet='a,"\n\r é', max_size=24), window=st.integers(1, 30))
@example(text='a,"\n","\n"', window=2)
def test_strict_parsers_read_an_even_file_with_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, window: int
) -> None:
    monkeypatch.setattr(even, "_WINDOW", window)
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    found = prove_even(path)
    if found is None:
        return
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert (len(rows), {len(row) for row in rows}) == (found.records, {found.cells})
    assert found.lines == _is_in_lines(text)
    columns = {f"c{place}": "VARCHAR" for place in range(found.cells)}
    options = (
        "header = false, delim = ',', quote = '\"', escape = '\"', all_varchar = true, auto_detect = false"
    )
    query = f"SELECT * FROM read_csv(?, columns = {columns}, {options})"
    with duckdb.connect() as connection:
        read = connection.execute(query, [str(path)]).fetchall()
    assert [[cell or "" for cell in row] for row in read] == rows


def _is_in_lines(text: str) -> bool:
    cells = (cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row)
    return not any(mark in cell for cell in cells for mark in "\r\n")
