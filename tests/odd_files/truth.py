"""True tables, what a reader owes to an odd file of one of them, and the file itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

Cell: TypeAlias = str | int | float | date | None
Grid: TypeAlias = list[list[Cell]]
Answer: TypeAlias = tuple[tuple[str | int | None, ...], ...]

TYPES = {"Concern Date": "date", "Days Open": "integer"}


class Owed(StrEnum):
    """What a reader owes to a file; it may always refuse, but a clean one."""

    quiet = "read right, and without a warning"
    right = "read right, or refused"
    said = "read right with a warning, or refused"
    doubtful = "any reading with a warning, or refused"
    refused = "refused"


@dataclass(frozen=True, kw_only=True)
class TrueTable:
    """A true table: its header, and rows of text, whole numbers, days and blanks (None)."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def answer(self) -> Answer:
        """Return the rows as they must come back, with days in ISO."""
        return tuple(tuple(_owed(cell) for cell in row) for row in self.rows)

    @property
    def grid(self) -> Grid:
        """Return header and rows as a sheet."""
        return [list(self.header), *(list(row) for row in self.rows)]


@dataclass(frozen=True, kw_only=True)
class OddFile:
    """A file's name and bytes, how it is asked for, and what it truly holds."""

    name: str
    content: bytes | Callable[[], bytes]
    owed: Owed
    header: tuple[str, ...] = ()
    rows: Answer = ()
    types: Mapping[str, str] = field(default_factory=lambda: dict(TYPES))
    order: str | None = None
    sheet: str | None = None

    def write(self, folder: Path) -> Path:
        """Write the file into a folder and return its path."""
        path = folder / self.name
        path.write_bytes(self.content if isinstance(self.content, bytes) else self.content())
        return path


def odd_file(
    name: str, content: bytes | Callable[[], bytes], owed: Owed, true: TrueTable | None = None
) -> OddFile:
    """Return an odd file of a true table, or of none where any reading would be wrong."""
    return OddFile(
        name=name,
        content=content,
        owed=owed,
        header=true.header if true else (),
        rows=true.answer if true else (),
        types={name: kind for name, kind in TYPES.items() if true and name in true.header},
    )


def with_cell(grid: Grid, old: Cell, new: Cell) -> Grid:
    """Return a sheet with one cell for another, wherever it stands."""
    return [[new if cell == old else cell for cell in row] for row in grid]


def _owed(cell: Cell) -> str | int | None:
    if isinstance(cell, float):
        raise TypeError("A true cell is text, a whole number, a day or blank.")
    return cell.isoformat() if isinstance(cell, date) else cell


CONCERNS = TrueTable(
    header=("Concern ID", "Concern Date", "Team", "Days Open", "Ward code", "Notes"),
    rows=(
        ("000123", date(2026, 4, 3), "Total Care", 12, "3E12", 'Said "stop", then left'),
        ("000124", date(2026, 4, 25), "Café Nord", 0, "ZZ1 2CD", "first line\nsecond line"),
        ("000125", date(2026, 5, 1), "North", 1234, "007", "owes £40; wants it back"),
        ("000126", None, "North", 7, "TRUE", "it’s “quoted” – and dashed"),
        ("000127", date(2026, 5, 31), "South, East", None, "1.10", "=1+1"),
        ("000128", date(2026, 6, 12), "Total Care", 30, "12/05", "+44 call back"),
        ("000129", date(2026, 12, 31), "South | West", 31, "N/A", "-5 and @home"),
        ("0130", date(2026, 1, 2), "north team", 88, None, None),
        ("000131", date(2024, 2, 29), "NULL", -1, "NA", "a\ttab"),
        ("000132", date(2026, 7, 7), "Team", 5, "None", "ends with a blank "),
        ("000133", date(2026, 8, 13), "North", 45, "-", "naïve façade"),
    ),
)
PLAIN = TrueTable(
    header=("Concern ID", "Concern Date", "Days Open"),
    rows=(
        ("C1", date(2026, 4, 3), 12),
        ("C2", date(2026, 4, 25), 0),
        ("C3", date(2026, 5, 1), 140),
        ("C4", date(2026, 12, 31), 7),
        ("C5", date(2026, 6, 12), 30),
    ),
)
WORDS = TrueTable(
    header=("Long number", "Status", "Answer", "Spare", "Place"),
    rows=(
        ("12345678901234567", "N/A", "Yes", None, "@home"),
        ("12345678901234568", "NULL", "No", None, "=SUM(A1:A9)"),
        ("00345678901234569", "None", "TRUE", None, "+441632960000"),
        ("12345678901234570", "NA", "1.0", None, "-"),
        ("12345678901234571", "n/a", "1e5", None, "null"),
        ("12345678901234572", "nan", "01", None, "#N/A"),
        ("12345678901234573", "-", "1,000", None, "Don’t know"),
        ("12345678901234574", None, "0", None, "Care home"),
    ),
)
TEAM_FIRST = TrueTable(
    header=("Team", "Concern Date", "Days Open"),
    rows=(
        ("Total Care", date(2026, 4, 3), 12),
        ("Grand Parade", date(2026, 4, 25), 0),
        ("Summary Court", date(2026, 5, 1), 140),
        ("Count Street", date(2026, 12, 31), 7),
        ("Total Care", date(2026, 6, 12), 30),
        ("Total Care", date(2026, 6, 13), 31),
    ),
)
TABLES = {"concerns": CONCERNS, "plain": PLAIN, "words": WORDS, "team_first": TEAM_FIRST}
