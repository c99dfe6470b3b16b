"""What the bytes of a text file are, counted in one pass: digest, encoding, line ends and odd characters."""

import codecs
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.reading.grid import stamp_of
from etl.refusals import FileRefused

CHUNK = 1 << 20
LONGEST_LINE = 16 << 20
_OVERLAP = 256
_CONTROLS = bytes(set(range(32)) - set(b"\0\t\n\r\f\x1a")) + b"\x7f"
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Text that was UTF-8, was read as Windows-1252, and was written as UTF-8 once more.
_TWICE = re.compile(rb"\xc3[\x82\x83]\xc2[\x80-\xbf]|\xc3\xa2\xe2\x82\xac|\xc3[\x82\x83]\xe2\x80")


@dataclass(frozen=True, kw_only=True)
class Census:
    """What one pass over a file's bytes has found; `head` is its beginning, `fault` is not UTF-8."""

    digest: str
    stamp: tuple[int, int]
    head: bytes
    mark: str | None
    ascii: bool
    fault: bool
    cut: bool
    nul: bool


def take_census(path: Path) -> Census:
    """Read a file from end to end; raises FileRefused where it is empty or cannot be read."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    head, is_ascii, fault, nul = b"", True, False, False
    stamp = stamp_of(path)
    for piece in pieces(path):
        head = head or piece
        digest.update(piece)
        nul = nul or b"\0" in piece
        if not piece.isascii() or not is_ascii:
            is_ascii = False
            fault = fault or not _decodes(decoder, piece)
    if not head:
        raise FileRefused(f"{path.name} is empty: it needs at least a header row.")
    return Census(
        digest=digest.hexdigest(),
        stamp=stamp,
        head=head,
        mark=next((name for mark, name in _BOMS if head.startswith(mark)), None),
        ascii=is_ascii,
        fault=fault,
        cut=not fault and bool(decoder.getstate()[0]),
        nul=nul,
    )


def pieces(path: Path) -> Iterator[bytes]:
    """Yield a file's bytes, a mebibyte at a time."""
    with path.open("rb", buffering=0) as stream:
        while piece := stream.read(CHUNK):
            yield piece


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes) -> bool:
    try:
        decoder.decode(piece)
    except UnicodeDecodeError:
        return False
    return True


@dataclass(frozen=True, kw_only=True)
class Marks:
    """Odd things that a text holds somewhere, and how its lines end."""

    spaced_quote: bool
    escaped_quote: bool
    twice_encoded: bool
    lost: bool
    inner_mark: bool
    form_feed: bool
    dos_end: bool
    control: bool
    null_mark: bool
    narrow: bool
    shortened: bool
    line_ends: tuple[str, ...]
    ended: bool


class MarkFinder:
    """Looks for odd things in a text that passes as UTF-8 or single bytes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tail = b""
        self._found: dict[str, bool] = {}
        self._ends = {"CRLF": 0, "LF": 0, "CR": 0}
        self._since = 0

    def feed(self, piece: bytes) -> None:
        """Look at the next bytes; raises FileRefused at a line longer than any table has."""
        self._count_ends(piece)
        joined = self._tail + piece
        for name, there in _SIGNS.items():
            if not self._found.get(name):
                self._found[name] = there(joined)
        self._tail = joined[-_OVERLAP:]

    def marks(self) -> Marks:
        """Return what was found."""
        if self._tail.endswith(b"\r"):
            self._ends["CR"] += 1
        return Marks(
            **{name: self._found.get(name, False) for name in _SIGNS},
            line_ends=tuple(name for name, count in self._ends.items() if count),
            ended=self._tail.rstrip(b"\x1a").endswith((b"\n", b"\r")),
        )

    def _count_ends(self, piece: bytes) -> None:
        """A pair that is divided between two pieces is counted where it ends."""
        split = self._tail.endswith(b"\r")
        if b"\r" not in piece and not split:
            feeds, returns, both = int(b"\n" in piece), 0, 0
        else:
            text = b"\r" + piece if split else piece
            open_end = text.endswith(b"\r")
            feeds, returns, both = text.count(b"\n"), text.count(b"\r") - open_end, text.count(b"\r\n")
        self._ends["CRLF"] += both
        self._ends["LF"] += feeds - both
        self._ends["CR"] += returns - both
        self._since = 0 if feeds or returns else self._since + len(piece)
        if self._since > LONGEST_LINE:
            raise FileRefused(f"{self._path.name} has no line breaks: it is not a table as text.")


def _has_spaced_quote(text: bytes) -> bool:
    # A quote after blanks opens nothing in RFC 4180, but engines differ.
    return b'"' in text and (b' "' in text or b'\t"' in text) and bool(_SPACED_QUOTE.search(text))


_SPACED_QUOTE = re.compile(rb'(?:^|[,;|\t\r\n])[ \t]+"(?!"[^,;|\t\r\n])')
_LATER_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")
_NULL_MARK = re.compile(rb"[,;|\t\r\n]\\N(?=[,;|\t\r\n])")
_SHORTENED = re.compile(rb"\d\.\d+E\+\d\d")
_SIGNS: dict[str, Callable[[bytes], bool]] = {
    "spaced_quote": _has_spaced_quote,
    "escaped_quote": lambda text: b"\\" in text and b'\\"' in text,
    "twice_encoded": lambda text: not text.isascii() and bool(_TWICE.search(text)),
    "lost": lambda text: not text.isascii() and b"\xef\xbf\xbd" in text,
    "inner_mark": lambda text: not text.isascii() and codecs.BOM_UTF8 in text,
    "form_feed": lambda text: b"\f" in text,
    "dos_end": lambda text: b"\x1a" in text,
    "control": lambda text: (
        len(text.translate(None, _CONTROLS)) != len(text)
        or (not text.isascii() and bool(_LATER_CONTROLS.search(text)))
    ),
    "null_mark": lambda text: b"\\" in text and bool(_NULL_MARK.search(text)),
    "narrow": lambda text: b"####" in text,
    "shortened": lambda text: b"E+" in text and bool(_SHORTENED.search(text)),
}
