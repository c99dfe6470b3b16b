"""A text file taken whole: every record below the declared header is a row, and only empty lines are not.

This is how a source of known shape is read. Nothing is found out: what was declared is kept to the letter, or
the file is refused with the row that breaks it.
"""

import csv
import hashlib
import io
import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl.reading.delimited import open_delimited
from etl.reading.even import prove_even
from etl.reading.grid import Declared, Row, Table, stamp_of
from etl.reading.layout import understand
from etl.reading.naming import join_names, unique_names
from etl.refusals import FileRefused

_CHUNK = 1 << 20
# A quote after blanks opens nothing in RFC 4180, but engines differ: such a file is left to the csv module.
_DOUBTFUL = re.compile(rb'(?:^|[,\r\n])[ \t]+"')
_OVERLAP = 4096
_UTF_8 = ("utf-8", "utf-8-sig")


@dataclass(frozen=True, kw_only=True)
class _Survey:
    """One pass over a file: its records, its digest, and whether it is plain."""

    records: int
    digest: str
    plain: bool


class _Watched(io.RawIOBase):
    """The bytes of a file, looked at as they pass."""

    def __init__(self, stream: io.FileIO) -> None:
        self._stream = stream
        self._tail = b"\n"
        self.digest = hashlib.sha256()
        self.doubtful = False
        self.has_nul = False

    def readable(self) -> bool:
        return True

    def readinto(self, target: "bytearray | memoryview") -> int:  # type: ignore[override]
        count = self._stream.readinto(target) or 0
        piece = bytes(target[:count])
        self.digest.update(piece)
        self.has_nul = self.has_nul or b"\0" in piece
        joined = self._tail + piece
        if not self.doubtful and (b' "' in joined or b'\t"' in joined):
            self.doubtful = bool(_DOUBTFUL.search(joined))
        self._tail = joined[-_OVERLAP:]
        return count


def read_whole(path: Path, declared: Declared) -> Table:
    """Return a text file's table as it was declared; raises FileRefused, with the row where there is one."""
    csv.field_size_limit(1 << 30)
    try:
        table = _read(path, declared)
    except FileRefused as refusal:
        raise _explained(path, declared, refusal) from refusal
    if len(table.header) == 1:
        open_delimited(path, declared)  # which refuses a file that another delimiter divides
    return table


def _explained(path: Path, declared: Declared, refusal: FileRefused) -> FileRefused:
    """The reader that finds things out can mostly say what a file is instead of what was declared."""
    try:
        understand(open_delimited(path, declared), declared)
    except FileRefused as better:
        return better
    return refusal


def _read(path: Path, declared: Declared) -> Table:
    stamp = stamp_of(path)
    encoding = _encoding(path, declared.encodings or _UTF_8[:1])
    delimiter, header_rows = declared.delimiter or ",", declared.header_rows or (1,)
    standard = encoding == "utf-8-sig" and delimiter == "," and header_rows == (1,)
    with _refusals(path, encoding):
        names, said = _header(path, encoding, delimiter, header_rows)
        even = prove_even(path) if standard else None
        survey = (
            _Survey(records=even.records, digest=even.digest, plain=True)
            if even
            else _survey(path, encoding, delimiter, (max(header_rows), len(names)))
        )

    def rows() -> Iterator[Row]:
        numbered = _records(path, encoding, delimiter)
        return itertools.islice(numbered, max(header_rows), None)

    return Table(
        path=path,
        header=tuple(names),
        dialect={"encoding": encoding, "delimiter": delimiter, "header_rows": list(header_rows)},
        warnings=tuple(said),
        row_count=survey.records - max(header_rows),
        digest=survey.digest,
        stamp=stamp,
        plain=standard and survey.plain,
        rows=rows,
        lines=even is not None and even.lines,
    )


def _encoding(path: Path, declared: tuple[str, ...]) -> str:
    """The first of the declared encodings that every byte fits."""
    if len(declared) == 1:
        return "utf-8-sig" if declared[0].casefold() in _UTF_8 else declared[0]
    for name in declared:
        encoding = "utf-8-sig" if name.casefold() in _UTF_8 else name
        try:
            with path.open(encoding=encoding, newline="") as stream:
                while stream.read(_CHUNK):
                    pass
        except UnicodeError:
            continue
        except LookupError as error:
            raise FileRefused(f"{path.name}: there is no encoding {name[:40]}.") from error
        return encoding
    raise FileRefused(
        f"{path.name} is neither of {', '.join(declared)}, as was declared. Save it as CSV UTF-8."
    )


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    """Every record that is no empty line, numbered from 1."""
    with path.open(encoding=encoding, newline="") as stream:
        yield from enumerate(filter(None, csv.reader(stream, strict=True, delimiter=delimiter)), start=1)


def _header(
    path: Path, encoding: str, delimiter: str, header_rows: tuple[int, ...]
) -> tuple[list[str], list[str]]:
    first = dict(itertools.islice(_records(path, encoding, delimiter), max(header_rows)))
    if max(header_rows) not in first:
        raise FileRefused(f"{path.name} is empty: it needs at least a header row.")
    rows = [(number, first[number]) for number in header_rows]
    widths = {len(cells) for _, cells in rows}
    if len(widths) > 1:
        raise FileRefused(f"{path.name} has header rows of different widths.")
    return unique_names(join_names(rows, ()))


def _survey(path: Path, encoding: str, delimiter: str, expected: tuple[int, int]) -> _Survey:
    with path.open("rb", buffering=0) as stream:
        watched = _Watched(stream)
        text = io.TextIOWrapper(io.BufferedReader(watched, _CHUNK), encoding=encoding, newline="")
        records = _count(path, csv.reader(text, strict=True, delimiter=delimiter), expected)
    if watched.has_nul and not encoding.startswith(("utf-16", "utf_16")):
        raise FileRefused(f"{path.name} holds NUL characters: it is damaged or no text.")
    return _Survey(records=records, digest=watched.digest.hexdigest(), plain=not watched.doubtful)


def _count(path: Path, reader: Iterator[list[str]], expected: tuple[int, int]) -> int:
    last_header, width = expected
    records = 0
    try:
        for row in reader:
            if row:
                records += 1
                if len(row) != width and records > last_header:
                    raise FileRefused(
                        f"{path.name} row {records} has {len(row)} cells where the header has {width}."
                    )
    except csv.Error as error:
        raise FileRefused(f"{path.name} is not sound CSV: {_reason(error)}, in row {records + 1}.") from error
    return records


def _reason(error: csv.Error) -> str:
    return "a quoted cell is never closed" if "end of data" in str(error) else "a quote is out of place"


@contextmanager
def _refusals(path: Path, encoding: str) -> Iterator[None]:
    named = "UTF-8" if encoding == "utf-8-sig" else encoding
    try:
        yield
    except UnicodeError as error:
        raise FileRefused(f"{path.name} is not {named} text, or damaged. Save it as CSV UTF-8.") from error
    except LookupError as error:
        raise FileRefused(f"{path.name}: there is no encoding {encoding[:40]}.") from error
    except csv.Error as error:
        raise FileRefused(f"{path.name} is not sound CSV: {_reason(error)}, in its first rows.") from error
