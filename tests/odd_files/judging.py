"""What a reader made of an odd file, against what it owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from etl.reading import read_table
from etl.reading.days import Order
from etl.reading.grid import Declared
from etl.reading.typed import ColumnType, typed
from etl.refusals import FileRefused
from tests.odd_files.truth import OddFile, Owed


class Verdict(StrEnum):
    """How a reader did."""

    right = "right"
    refused = "refused"
    said = "doubtful, and said so"
    silent = "wrong without a word"
    wrong = "wrong, with some word"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What came back of a file: its cells and warnings, or the refusal's sentence."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[object, ...], ...] = ()
    warnings: tuple[str, ...] = ()
    refusal: str = ""


def read(odd: OddFile, folder: Path) -> Reading:
    """Write an odd file into a folder and read it as the command does."""
    path = odd.write(folder)
    types = {column: ColumnType(kind) for column, kind in odd.types.items()}
    try:
        table = read_table(path, Declared(sheet=odd.sheet))
        answer = typed(table, types, Order(odd.order) if odd.order else None)
    except FileRefused as refusal:
        return Reading(refusal=str(refusal))
    return Reading(
        header=table.header,
        rows=tuple(tuple(cells) for _, cells in answer.rows()),
        warnings=(*table.warnings, *answer.warnings),
    )


def judge(odd: OddFile, reading: Reading) -> Verdict:
    """Return how a reading did."""
    if reading.refusal:
        return Verdict.silent if odd.owed is Owed.quiet else Verdict.refused
    same = _same(odd, reading.header, reading.rows)
    fit = {
        Owed.quiet: same and not reading.warnings,
        Owed.right: same,
        Owed.said: same and bool(reading.warnings),
        Owed.doubtful: bool(reading.warnings),
        Owed.refused: False,
    }[odd.owed]
    if fit:
        return Verdict.said if odd.owed is Owed.doubtful else Verdict.right
    return Verdict.wrong if reading.warnings else Verdict.silent


def _same(odd: OddFile, header: Sequence[str], rows: Sequence[Sequence[object]]) -> bool:
    """Whether header and cells are the true ones, in type too: 1 is not "1", nor True."""
    exact = [[(type(cell), cell) for cell in row] for row in rows]
    return tuple(header) == odd.header and exact == [[(type(cell), cell) for cell in row] for row in odd.rows]
