"""A text file as rows of cells: its encoding and dialect found out, and every row read strictly."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from etl.reading.census import CHUNK, Census, MarkFinder, Marks, pieces, take_census
from etl.reading.dialect import find_dialect
from etl.reading.encoding import Encoding, find_encoding
from etl.reading.grid import Declared, Grid, Row
from etl.reading.kinds import refuse_markup
from etl.reading.quoting import ESCAPED_QUOTE, Dialect, Sample
from etl.refusals import FileRefused

_LONGEST_CELL = 8_000_000
_SAMPLE = 1 << 17
_SHEETS = (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods")


def open_delimited(path: Path, declared: Declared) -> Grid:
    """Return a text file as rows of cells; raises FileRefused where it cannot be read rightly."""
    if declared.sheet or declared.date_system:
        raise FileRefused(f"{path.name} is text, and has no sheets or date system as declared.")
    census = take_census(path)
    encoding = find_encoding(path, census, declared.encodings)
    marks = _find_marks(path, encoding)
    sample = _sample(path, census, encoding, marks)
    dialect = find_dialect(sample, declared.delimiter)
    clean = marks.inner_mark or marks.form_feed or marks.dos_end

    def rows() -> Iterator[Row]:
        return _records(path, encoding, dialect, clean)

    return Grid(
        path=path,
        rows=rows,
        dialect=_described(encoding, dialect, marks),
        warnings=(
            *_said_of_ending(path),
            *encoding.warnings,
            *dialect.warnings,
            *_said_of_marks(marks),
        ),
        digest=census.digest,
        stamp=census.stamp,
        counted=True,
        plain=_is_plain(encoding, dialect, marks, clean),
        ended=marks.ended,
    )


def _find_marks(path: Path, encoding: Encoding) -> Marks:
    finder = MarkFinder(path)
    if encoding.name in ("utf-8", "utf-8-sig"):
        skipped = 3 if encoding.name == "utf-8-sig" else 0
        for piece in pieces(path):
            finder.feed(piece[skipped:])
            skipped = 0
        return finder.marks()
    try:
        with path.open(encoding=encoding.name, newline="") as stream:
            while text := stream.read(CHUNK):
                finder.feed(text.encode("utf-8", "surrogatepass"))
                if "\0" in text:
                    raise FileRefused(f"{path.name} holds NUL characters: it is damaged or no text.")
    except UnicodeError as error:
        raise FileRefused(
            f"{path.name} is damaged or cut off: it does not end as {encoding.name}."
        ) from error
    return finder.marks()


def _sample(path: Path, census: Census, encoding: Encoding, marks: Marks) -> Sample:
    whole = census.stamp[0] <= _SAMPLE
    text = census.head[:_SAMPLE].decode(encoding.name, "strict" if whole else "ignore")
    if not whole:
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1]
    text = re.sub(r"(?m)^[\ufeff\f]+|\x1a+\Z", "", text)
    refuse_markup(path, text)
    if not text.strip(' \t\r\n,;|"'):
        raise FileRefused(f"{path.name} holds nothing but blanks: it needs at least a header row.")
    return Sample(
        path=path,
        text=text,
        whole=whole,
        escaped_quote=marks.escaped_quote,
        spaced_quote=marks.spaced_quote,
    )


def _is_plain(encoding: Encoding, dialect: Dialect, marks: Marks, clean: bool) -> bool:
    standard = replace(dialect, warnings=()) == Dialect(delimiter=",")
    doubtful = marks.spaced_quote or marks.control or ("CR" in marks.line_ends and len(marks.line_ends) > 1)
    return encoding.name in ("utf-8", "utf-8-sig") and standard and not (doubtful or clean)


def _described(encoding: Encoding, dialect: Dialect, marks: Marks) -> dict[str, object]:
    return {
        "encoding": encoding.name,
        "delimiter": dialect.delimiter,
        "quote": dialect.quote,
        "escape": "backslash" if dialect.backslash else "doubled",
        "line_ends": list(marks.line_ends),
    }


def _said_of_ending(path: Path) -> tuple[str, ...]:
    if path.suffix.lower() not in _SHEETS:
        return ()
    return (f"The file is text, although its name ends in {path.suffix.lower()}: read as text.",)


def _said_of_marks(marks: Marks) -> tuple[str, ...]:
    bare = "CR" in marks.line_ends and len(marks.line_ends) > 1
    said = (
        (
            marks.twice_encoded,
            "Some letters were encoded twice before (such as â€™ for ’): they are kept so.",
        ),
        (marks.lost, "Some letters were lost before and stand as �: they are kept so."),
        (marks.inner_mark, "Byte order marks stand inside the file, as after joining several: left out."),
        (marks.form_feed, "Form feeds stand in the file: those at the beginning of lines are left out."),
        (
            marks.dos_end,
            "End-of-file marks of DOS stand in the file: those at the end of lines are left out.",
        ),
        (marks.control, "Control characters stand in the file: they are kept."),
        (marks.null_mark, "Cells hold \\\\N, which databases write for nothing: they are kept so."),
        (marks.narrow, "Cells hold ####, as of columns that were too narrow: what they held may be lost."),
        (marks.shortened, "Numbers such as 1.2E+14 stand in the file: references may have lost digits."),
        (marks.spaced_quote, "A quote follows blanks in some cells: see whether they are divided rightly."),
        (bare, "Some lines end in a bare carriage return and others do not: see whether rows are whole."),
        (not marks.ended, "The last line has no end: see whether the file is complete."),
    )
    return tuple(words for there, words in said if there)


def _records(path: Path, encoding: Encoding, dialect: Dialect, clean: bool) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    done = before = 0
    try:
        with path.open(encoding=encoding.name, newline="", buffering=CHUNK) as stream:
            lines: Iterable[str] = _cleaned(stream) if clean else stream
            escaped = _Escaped(lines) if dialect.backslash else None
            reader = dialect.reader(escaped or lines)
            for number, cells in enumerate(reader, start=1):
                if reader.line_num - before > 1:
                    _refuse_swallowed(path, number, cells, dialect.delimiter)
                before = reader.line_num
                if escaped and not escaped.agree(cells):
                    raise csv.Error
                done = number
                if number > dialect.skipped:
                    yield number, cells
    except UnicodeError as error:
        raise FileRefused(
            f"{path.name} row {done + 1} is not {encoding.name} text: it is damaged."
        ) from error
    except csv.Error as error:
        raise FileRefused(
            f"{path.name} is not sound CSV: {_reason(error)}, from row {done + 1} on."
        ) from error


class _Escaped:
    """Lines whose escaped quotes are counted: the csv module lets others pass as parts of cells."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._count = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self._count += len(ESCAPED_QUOTE.findall(line))
            yield line

    def agree(self, cells: list[str]) -> bool:
        """Return whether the quotes in a row's cells are those that its lines have escaped."""
        count, self._count = self._count, 0
        return sum(cell.count('"') for cell in cells) == count


def _reason(error: csv.Error) -> str:
    if "end of data" in str(error):
        return "a quoted cell is never closed"
    return "a cell is too long" if "field limit" in str(error) else "a quote is out of place"


def _cleaned(stream: Iterator[str]) -> Iterator[str]:
    for line in stream:
        kept = line.lstrip("\ufeff\f").rstrip("\x1a")
        if kept:
            yield kept


def _refuse_swallowed(path: Path, number: int, cells: list[str], delimiter: str) -> None:
    """A quote that was left open by mistake makes one row of several: each of its lines is a row itself."""
    wide = len(cells) - 1
    for place, cell in enumerate(cells):
        lines = re.split(r"\r\n|\r|\n", cell)
        if len(lines) == 1:
            continue
        divided = [line.count(delimiter) for line in lines]
        divided[0] += place
        divided[-1] += wide - place
        key = _shape(re.split(r"[\r\n]", cells[0].split(delimiter)[0])[0])
        alike = all(_shape(line.split(delimiter)[0]) == key for line in lines[1:])
        if wide and set(divided) == {wide} and (alike if "9" in key else wide > 2):
            raise FileRefused(
                f"{path.name} row {number} holds a quoted cell that looks like several rows: a quote is out "
                "of place there. Export it again, or correct the quote."
            )


def _shape(cell: str) -> str:
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", cell.strip(' "')))
