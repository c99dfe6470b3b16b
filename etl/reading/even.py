"""A large plain CSV proved even without parsing it: sound quotes, equal rows, one kind of line end.

What cannot be proved in bytes alone is left to the careful reader: the answer is then None, never a guess.
"""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

Bytes: TypeAlias = np.ndarray[Any, np.dtype[np.uint8]]
Places: TypeAlias = np.ndarray[Any, np.dtype[np.intp]]

_WINDOW = 1 << 19
_QUOTE, _COMMA, _LINE_FEED, _RETURN = (ord(each) for each in '",\n\r')
_END = 0  # stands after the last byte; a file that holds one itself is not even
_MARKS = bytes(mark in b'",\n\r' for mark in range(256))
_BEFORE_QUOTE = np.zeros(256, dtype=bool)
_BEFORE_QUOTE[[_QUOTE, _COMMA, _LINE_FEED]] = True
_AFTER_QUOTE = np.zeros(256, dtype=bool)
_AFTER_QUOTE[[_QUOTE, _COMMA, _LINE_FEED, _RETURN, _END]] = True


@dataclass(frozen=True, kw_only=True)
class EvenFile:
    """A file whose records have as many cells as the first: how many, and the SHA-256 of its bytes.

    `lines` says that each record is one line: no cell holds a line end.
    """

    records: int
    cells: int
    digest: str
    lines: bool


class _Uneven(Exception):
    """Something that only the careful reader can judge."""


def prove_even(path: Path) -> EvenFile | None:
    """Return what a comma-separated UTF-8 file is, where every byte of it is plain; raises OSError."""
    proof = _Proof()
    try:
        for before, window, after in _windows(path, proof):
            proof.feed(before, window, after)
        return proof.end()
    except (_Uneven, UnicodeDecodeError):
        return None


def _windows(path: Path, proof: "_Proof") -> Iterator[tuple[int, bytes, int]]:
    """Yield pieces of a file with the byte before and the byte after it."""
    decode = codecs.getincrementaldecoder("utf-8")("strict").decode
    with path.open("rb", buffering=0) as stream:
        window = _read(stream, proof)
        before = _LINE_FEED
        if window.startswith(codecs.BOM_UTF8):
            window = window[len(codecs.BOM_UTF8) :] or _read(stream, proof)
        while window:
            following = _read(stream, proof)
            decode(window, not following)
            yield before, window, following[0] if following else _END
            before, window = window[-1], following


def _read(stream: Any, proof: "_Proof") -> bytes:
    piece: bytes = stream.read(_WINDOW)
    proof.digest.update(piece)
    if b"\0" in piece:
        raise _Uneven
    return piece


class _Proof:
    """What is known after some windows: an open quote, the cells of a record, the records so far."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self._open = False
        self._cells = 0
        self._records = 0
        self._commas = 0
        self._ended = True
        self._lines = True
        self._returns: bool | None = None

    def feed(self, before: int, window: bytes, after: int) -> None:
        """Take the next window, with the bytes around it."""
        around = np.frombuffer(bytes((before,)) + window + bytes((after,)), dtype=np.uint8)
        places = np.flatnonzero(np.frombuffer(window.translate(_MARKS), dtype=bool)) + 1
        marks = around[places]
        if self._open or b'"' in window:
            places, marks = self._outside_quotes(around, places, marks)
        self._line_ends(around, places, marks)
        self._even(marks)
        self._ended = not self._open and window.endswith(b"\n")

    def end(self) -> EvenFile:
        """Return what the file is; raises _Uneven where it ends within quotes or a record."""
        if self._open:
            raise _Uneven
        if not self._ended:
            self._close(np.array([self._commas]))
        if not self._records:
            raise _Uneven
        return EvenFile(
            records=self._records, cells=self._cells, digest=self.digest.hexdigest(), lines=self._lines
        )

    def _outside_quotes(self, around: Bytes, places: Places, marks: Bytes) -> tuple[Places, Bytes]:
        """The marks that are not within quotes, once every quote opens and closes where one may."""
        quotes = marks == _QUOTE
        within = (np.cumsum(quotes) - quotes + self._open) % 2 == 1
        opening, closing = places[quotes & ~within], places[quotes & within]
        if not _BEFORE_QUOTE[around[opening - 1]].all() or not _AFTER_QUOTE[around[closing + 1]].all():
            raise _Uneven
        self._open = bool((int(quotes.sum()) + self._open) % 2)
        self._lines = self._lines and not (marks[within] <= _RETURN).any()
        outside = ~within & ~quotes
        return places[outside], marks[outside]

    def _line_ends(self, around: Bytes, places: Places, marks: Bytes) -> None:
        returns = places[marks == _RETURN]
        if (around[returns + 1] != _LINE_FEED).any():
            raise _Uneven
        feeds = places[marks == _LINE_FEED]
        if not feeds.size:
            return
        returned = around[feeds - 1] == _RETURN
        first = bool(returned[0]) if self._returns is None else self._returns
        if (returned != first).any():
            raise _Uneven
        self._returns = first

    def _even(self, marks: Bytes) -> None:
        commas = np.cumsum(marks == _COMMA)
        at_ends = commas[marks == _LINE_FEED]
        if at_ends.size:
            self._close(np.diff(at_ends, prepend=-self._commas))
            self._commas = 0
        rest = int(commas[-1]) if commas.size else 0
        self._commas += rest - (int(at_ends[-1]) if at_ends.size else 0)

    def _close(self, commas: np.ndarray[Any, Any]) -> None:
        """Records end here, with so many commas in each."""
        if not self._records:
            self._cells = int(commas[0]) + 1
        # Of one column, a blank line could be a blank cell.
        if self._cells == 1 or (commas != self._cells - 1).any():
            raise _Uneven
        self._records += len(commas)
