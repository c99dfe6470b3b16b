"""The shapes of a file on its way in: what is declared of it, its rows of text cells, and its table."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Row: TypeAlias = tuple[int, list[str]]
Rows: TypeAlias = Callable[[], Iterator[Row]]
Merge: TypeAlias = tuple[int, int, int, int]


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a mapping or an analyst says of a file; None is found out, and said where it is doubtful.

    `header_rows` counts the rows of the file or sheet from 1; `date_system` is "1900" or "1904" and of
    workbooks only; `whole` says that every row below the header of a text file counts.
    """

    encodings: tuple[str, ...] | None = None
    delimiter: str | None = None
    header_rows: tuple[int, ...] | None = None
    sheet: str | None = None
    date_system: str | None = None
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A file as rows of text cells, before header and footers are known.

    `rows` starts again at each call and yields row number (from 1: records of a text file, rows of a sheet)
    and cells exactly as written, "" where blank; it raises FileRefused where the file is unsound.
    `dialect` can be written as JSON. `merges` are first row, first column, last row, last column, from 1.
    `digest` is the SHA-256 of the file's bytes, `stamp` its size and time of change.
    `counted` says that a row's number of cells is what was written, so that one too short or too long is a
    fault (text files); `plain` that DuckDB's fixed options suit the bytes; `ended` that its last line ends.
    """

    path: Path
    rows: Rows
    dialect: Mapping[str, object]
    warnings: tuple[str, ...]
    digest: str
    stamp: tuple[int, int]
    merges: tuple[Merge, ...] = ()
    counted: bool = False
    plain: bool = False
    ended: bool = True


@dataclass(frozen=True, kw_only=True)
class Table:
    """A file's one table: its header's names and the kept rows, each exactly as wide as the header.

    `rows` starts again at each call and yields row number and cells. `plain` is true where DuckDB's
    read_csv with the fixed options of the load reads the same rows; `lines` where each of them is one line,
    so that several threads may read them.
    """

    path: Path
    header: tuple[str, ...]
    dialect: Mapping[str, object]
    warnings: tuple[str, ...]
    row_count: int
    digest: str
    stamp: tuple[int, int]
    plain: bool
    rows: Rows
    lines: bool = False


def stamp_of(path: Path) -> tuple[int, int]:
    """Return size and time of change: two that differ are of a file that is still being written."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal; raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
