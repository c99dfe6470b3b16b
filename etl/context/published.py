"""What a published file says of one council, and how its cells are understood."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from etl.reading.grid import Table
from etl.reading.whole_numbers import read_whole_number
from etl.refusals import FileRefused
from msp_dashboard.operations import FigureState

# The government's symbols in statistical tables, and the older star.
SUPPRESSED = ("[c]", "c", "*")
NOT_AVAILABLE = ("", "[x]", "[z]", "[w]", "[u]", "x", "z", "..", ":", "-", "–", "n/a")
_YEAR = re.compile(r"(20[0-9]{2})\s*(?:-|–|/|to)\s*(?:20)?([0-9]{2})")
Value = int | FigureState


@dataclass(frozen=True, kw_only=True)
class PublishedFigure:
    """One council's figure in a year; `row` is where its file has it, and `name` leaves with nobody else's.

    `council` is its ONS code, `la_code` the one of the national returns, which stays where borders change.
    `measure` is the measure here that it is closest to; numbers are None where none are published.
    """

    row: int
    council: str
    la_code: str
    name: str
    year: str
    measure: str
    state: FigureState
    numerator: int | None = None
    denominator: int | None = None
    not_recorded: int | None = None
    percentage: float | None = None

    def is_of(self, code: str | None) -> bool:
        """Return whether a code of either kind is this council's."""
        return bool(code) and code in (self.council, self.la_code)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of a published file, its cells by the column's name in lower case."""

    file: str
    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """Return a cell without blanks around it; blank where there is no such column."""
        return self.cells.get(column, "").strip()

    def value(self, column: str) -> Value:
        """Return a count, or why there is none; raises FileRefused where the cell is neither."""
        text = self.text(column)
        if text.casefold() in SUPPRESSED:
            return FigureState.suppressed
        if text.casefold() in NOT_AVAILABLE:
            return FigureState.not_available
        found = read_whole_number(text)
        if found is None:
            raise self.refusal(column, "is neither a whole number nor a marker such as [c] or [x]")
        return found.number if found.number >= 0 else FigureState.not_usable

    def percentage(self, column: str) -> float | None:
        """Return a percentage, None where there is a marker; raises FileRefused where it is neither."""
        text = self.text(column)
        if text.casefold() in (*SUPPRESSED, *NOT_AVAILABLE):
            return None
        if not re.fullmatch(r"-?[0-9]{1,6}(\.[0-9]+)?%?", text):
            raise self.refusal(column, "is neither a percentage nor a marker such as [c] or [x]")
        return float(text.rstrip("%"))

    def year(self, column: str) -> str:
        """Return a financial year; raises FileRefused where the cell holds none that has ended."""
        found = read_year(self.text(column))
        if found is None:
            raise self.refusal(column, "holds no year that has ended, such as 2024-25")
        return found

    def refusal(self, column: str, what: str) -> FileRefused:
        """Return the refusal of a cell, by its place."""
        return FileRefused(
            f"{self.file} row {self.number}, column {column}: the cell {what}. Correct it, or fetch the file "
            "from its publisher again. Nothing changed."
        )


def lines(table: Table) -> Iterator[Line]:
    """Yield a table's rows."""
    names = [name.casefold().strip() for name in table.header]
    for number, cells in table.rows():
        yield Line(file=table.path.name, number=number, cells=dict(zip(names, cells, strict=True)))


def read_year(text: str) -> str | None:
    """Return a financial year that has ended as 2024-25, also from 2024/25 or 2024 to 2025; else None."""
    found = _YEAR.fullmatch(text.strip())
    if found is None:
        return None
    first, last = int(found[1]), int(found[2])
    ended = date(first + 1, 3, 31) < datetime.now(UTC).date()
    return f"{first}-{last:02d}" if last == (first + 1) % 100 and ended else None


def together(values: Iterable[Value]) -> Value:
    """Return the sum of counts, or why there is none."""
    listed = list(values)
    for state in (FigureState.not_usable, FigureState.suppressed, FigureState.not_available):
        if state in listed:
            return state
    return sum(value for value in listed if isinstance(value, int))


def state_of(numerator: Value, denominator: Value, percentage: float | None = None) -> FigureState:
    """Return what a figure is: a part larger than its whole is kept, and not usable."""
    found = together((numerator, denominator))
    if isinstance(found, FigureState):
        return found
    impossible = not isinstance(numerator, int) or not isinstance(denominator, int) or numerator > denominator
    beyond = percentage is not None and not 0 <= percentage <= 100
    return FigureState.not_usable if impossible or beyond else FigureState.usable


def count_of(value: Value) -> int | None:
    """Return a count; None where there is none."""
    return value if isinstance(value, int) else None
