"""A text read on trial in one dialect, and which way of quoting makes sense of its rows."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from etl.refusals import FileRefused

_REGULAR = 0.6
ESCAPED_QUOTE = re.compile(r'(?<!\\)(?:\\\\)*\\"')


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """Delimiter and quoting of a text; `skipped` rows at its beginning only name the delimiter."""

    delimiter: str
    quote: str = '"'
    backslash: bool = False
    spaced: bool = False
    skipped: int = 0
    warnings: tuple[str, ...] = ()

    def reader(self, lines: Iterable[str]) -> "csv._reader":  # type: ignore[name-defined]
        """Return the csv module's reader of physical lines with their ends."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            doublequote=not self.backslash,
            escapechar="\\" if self.backslash else None,
            skipinitialspace=self.spaced,
            strict=True,
        )


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The beginning of a text; `whole` where it is all of it."""

    path: Path
    text: str
    whole: bool
    escaped_quote: bool
    spaced_quote: bool

    @property
    def lines(self) -> list[str]:
        """The physical lines that are not blank."""
        return [line for line in re.split(r"\r\n|\r|\n", self.text) if line.strip()]


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What a dialect makes of a sample; `sound` where the csv module agrees."""

    dialect: Dialect
    records: list[list[str]]
    sound: bool

    @cached_property
    def widths(self) -> list[int]:
        """The number of cells of each row."""
        return [len(record) for record in self.records]

    @cached_property
    def width(self) -> int:
        """The number of cells that most rows of two cells or more have; the first of several."""
        found = Counter(width for width in self.widths if width > 1)
        return max(found, key=lambda width: found[width]) if found else 1

    @property
    def share(self) -> float:
        """The share of rows that are as wide as most."""
        return self.widths.count(self.width) / max(1, len(self.widths))

    @property
    def first(self) -> int:
        """The place of the first row that is as wide as most."""
        return self.widths.index(self.width) if self.width in self.widths else 0

    @property
    def regular(self) -> bool:
        """Whether this may well be the dialect."""
        return self.sound and self.width > 1 and self.share >= _REGULAR


def best_quoting(sample: Sample, delimiter: str) -> Trial:
    """Return the standard's doubled quotes, unless only another way makes sense of the rows.

    Raises FileRefused where a backslash before a quote may be read in two ways.
    """
    standard = try_dialect(sample, Dialect(delimiter=delimiter))
    others = list(_other_ways(sample, standard))
    if standard.regular and standard.share == 1 and not _wrapped(standard):
        others = [each for each in others if each.dialect.spaced and _all_spaced(standard)]
    better = [each for each in others if each.regular and each.share == 1]
    if better:
        return better[0]
    if standard.regular and standard.share == 1 and _all_spaced(standard):
        said = ("A blank follows every delimiter: the cells keep it.",)
        return replace(standard, dialect=replace(standard.dialect, warnings=said))
    return standard


def try_dialect(sample: Sample, dialect: Dialect) -> Trial:
    """Read a sample; a quote that the end of a part leaves open is no fault."""
    records: list[list[str]] = []
    sound = True
    reader = dialect.reader(io.StringIO(sample.text, newline=""))
    try:
        records.extend(record for record in reader if any(cell.strip() for cell in record))
    except csv.Error as error:
        sound = not sample.whole and "end of data" in str(error)
    return Trial(dialect=dialect, records=records, sound=sound)


def _other_ways(sample: Sample, standard: Trial) -> Iterable[Trial]:
    delimiter = standard.dialect.delimiter
    if sample.escaped_quote:
        yield _with_backslash(sample, standard)
    if sample.spaced_quote:
        said = ("Blanks after each delimiter belong to no cell: read so.",)
        yield try_dialect(sample, Dialect(delimiter=delimiter, spaced=True, warnings=said))
    if re.search(rf"(?m)(?:^|{re.escape(delimiter)})'", sample.text):
        said = ("Cells are enclosed in single quotes, which were taken away.",)
        yield try_dialect(sample, Dialect(delimiter=delimiter, quote="'", warnings=said))


def _with_backslash(sample: Sample, standard: Trial) -> Trial:
    """The csv module does not mind stray quotes here, so that those in cells must be those escaped."""
    said = ("Quotes inside cells are written with a backslash: read so.",)
    dialect = Dialect(delimiter=standard.dialect.delimiter, backslash=True, warnings=said)
    trial = try_dialect(sample, dialect)
    quotes = sum(cell.count('"') for record in trial.records for cell in record)
    trial = replace(trial, sound=trial.sound and quotes == len(ESCAPED_QUOTE.findall(sample.text)))
    if not (trial.regular and trial.share == 1):
        return trial
    if standard.regular and standard.share == 1 and standard.records != trial.records:
        raise FileRefused(
            f"{sample.path.name} has a backslash before quotes, and may be read in two ways: "
            "export it with doubled quotes."
        )
    if not standard.sound and re.search(r'\\[^"\\]', sample.text):
        raise FileRefused(
            f"{sample.path.name} writes quotes and other characters with a backslash, which cannot be told "
            "apart with certainty: export it with doubled quotes."
        )
    return trial


def _all_spaced(trial: Trial) -> bool:
    return all(cell[:1] == " " for record in trial.records for cell in record[1:] if cell)


def _wrapped(trial: Trial) -> bool:
    """Whether some column is all in single quotes, its name too: people quote a cell, not a heading."""
    columns = zip(*(record for record in trial.records if len(record) == trial.width), strict=True)
    return any(_is_wrapped([cell for cell in column if cell.strip()]) for column in columns)


def _is_wrapped(cells: list[str]) -> bool:
    return bool(cells) and all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
