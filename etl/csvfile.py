"""One CSV file, proved readable before it is read: encoding, quoting, and every row of its width."""

import csv
import hashlib
import io
import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl.refusals import LoadRefused

_CHUNK = 1 << 20
# A quote after spaces opens nothing in RFC 4180, but engines differ: such a file is read by the csv module.
_DOUBTFUL = re.compile(rb'(?:^|[,\r\n])[ \t]+"')
_OVERLAP = 4096


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What a file is: its header's names, the number of rows below it, and the SHA-256 of its bytes."""

    path: Path
    header: tuple[str, ...]
    rows: int
    digest: str
    plain: bool
    stamp: tuple[int, int]


class _Watched(io.RawIOBase):
    """The bytes of a file, looked at as they pass."""

    def __init__(self, stream: io.FileIO) -> None:
        self._stream = stream
        self._tail = b"\n"
        self.digest = hashlib.sha256()
        self.doubtful = False

    def readable(self) -> bool:
        return True

    def readinto(self, target: "bytearray | memoryview") -> int:  # type: ignore[override]
        count = self._stream.readinto(target) or 0
        piece = bytes(target[:count])
        self.digest.update(piece)
        if b"\0" in piece:
            raise UnicodeError("a NUL character")
        joined = self._tail + piece
        if not self.doubtful and (b' "' in joined or b'\t"' in joined):
            self.doubtful = bool(_DOUBTFUL.search(joined))
        self._tail = joined[-_OVERLAP:]
        return count


def survey(path: Path) -> Survey:
    """Read a file once from end to end; raises LoadRefused with file and row where it is not sound CSV."""
    csv.field_size_limit(1 << 30)
    with _refusals(path), path.open("rb", buffering=0) as stream:
        stamp = stamp_of(path)
        watched = _Watched(stream)
        text = io.TextIOWrapper(io.BufferedReader(watched, _CHUNK), encoding="utf-8-sig", newline="")
        reader = csv.reader(text, strict=True)
        header = _header(path, next(filter(None, reader), None))
        rows = _count(path, reader, len(header))
    return Survey(
        path=path,
        header=header,
        rows=rows,
        digest=watched.digest.hexdigest(),
        plain=not watched.doubtful,
        stamp=stamp,
    )


def stamp_of(path: Path) -> tuple[int, int]:
    """Return size and time of change: two that differ are of a file that is still being written."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def chunks(path: Path, size: int = 5000) -> Iterator[list[list[str]]]:
    """Yield the rows below the header, some at a time, as the csv module reads them."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = filter(None, csv.reader(stream, strict=True))
        next(rows)
        while chunk := list(itertools.islice(rows, size)):
            yield chunk


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except UnicodeError as error:
        raise LoadRefused(f"{path.name} is not UTF-8 text, or damaged. Save it as CSV UTF-8.") from error
    except csv.Error as error:
        reason = "a quoted cell is never closed" if "end of data" in str(error) else "a quote is out of place"
        raise LoadRefused(f"{path.name} is not sound CSV: {reason}.") from error
    except OSError as error:
        raise LoadRefused(f"{path.name} cannot be read: {error.strerror}.") from error


def _header(path: Path, cells: list[str] | None) -> tuple[str, ...]:
    if cells is None:
        raise LoadRefused(f"{path.name} is empty: it needs at least a header row.")
    names = tuple(cell.strip() for cell in cells)
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise LoadRefused(f"{path.name} has the column {twice[0][:60]} twice in its header.")
    return names


def _count(path: Path, reader: Iterator[list[str]], width: int) -> int:
    rows = 0
    try:
        for row in reader:
            if row:
                rows += 1
                if len(row) != width:
                    raise LoadRefused(
                        f"{path.name} row {rows + 1} has {len(row)} cells where the header has {width}."
                    )
    except csv.Error as error:
        reason = "a quoted cell is never closed" if "end of data" in str(error) else "a quote is out of place"
        raise LoadRefused(f"{path.name} is not sound CSV: {reason}, in row {rows + 2}.") from error
    return rows
