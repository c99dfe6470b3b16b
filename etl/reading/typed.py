"""A table's cells in the types named for its columns: days as ISO text, whole numbers as numbers."""

import difflib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeAlias

from etl.reading.days import Order, Reserve, WrittenDay, read_day
from etl.reading.grid import Table
from etl.reading.whole_numbers import DECIMAL_COMMA, read_whole_number
from etl.refusals import FileRefused

Cell: TypeAlias = str | int | None
NAMED = 8  # rows in a warning; more are counted


class ColumnType(StrEnum):
    """The types that a column can be read in."""

    text = "text"
    date = "date"
    integer = "integer"


@dataclass(frozen=True, kw_only=True)
class TypedTable:
    """Rows of cells, blank ones None, and what is doubtful about the types, with rows but no cells.

    `rows` reads the file anew at each call and yields row number and cells.
    """

    rows: Callable[[], Iterator[tuple[int, list[Cell]]]]
    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Column:
    """A column's name and its cells, each beside the number of its row."""

    file: Path
    name: str
    rows: Sequence[int]
    cells: Sequence[str]

    def words(self, those: Iterable[int], what: str) -> str:
        """Return the warning that the cells at these places are so."""
        return f"Column {self.name}, {rows_in_words([self.rows[each] for each in those])}: {what}."


def typed(table: Table, types: Mapping[str, ColumnType], order: Order | None = None) -> TypedTable:
    """Return every cell in its column's type, text where none is named; raises FileRefused.

    A cell that its type cannot read with certainty stays the text that it is, with a warning. The order of
    day, month and year is the one given, or proved by the whole column; the file may not contradict it.
    """
    places = {_place(table, name): column_type for name, column_type in types.items()}
    places = {
        place: column_type for place, column_type in places.items() if column_type is not ColumnType.text
    }
    read: dict[int, Sequence[Cell]] = {}
    warnings: list[str] = []
    for place, column in _columns(table, places).items():
        if places[place] is ColumnType.date:
            read[place], said = _days(column, order, table.dialect.get("date_system"))
        else:
            read[place], said = _whole_numbers(column)
        warnings += said
    return TypedTable(rows=partial(_rows, table, read), warnings=tuple(warnings))


def _columns(table: Table, places: Collection[int]) -> dict[int, _Column]:
    numbers: list[int] = []
    cells: dict[int, list[str]] = {place: [] for place in places}
    for number, row in table.rows() if places else ():
        numbers.append(number)
        for place, column in cells.items():
            column.append(row[place])
    return {
        place: _Column(file=table.path, name=table.header[place], rows=numbers, cells=column)
        for place, column in cells.items()
    }


def _rows(table: Table, read: Mapping[int, Sequence[Cell]]) -> Iterator[tuple[int, list[Cell]]]:
    for position, (number, written) in enumerate(table.rows()):
        cells: list[Cell] = [cell or None for cell in written]
        for place, column in read.items():
            cells[place] = column[position]
        yield number, cells


def rows_in_words(numbers: Sequence[int]) -> str:
    """Return row numbers as they are named in a warning: a few of them, and how many more."""
    named = ", ".join(str(each) for each in numbers[:NAMED])
    more = f" and {len(numbers) - NAMED:,} more" if len(numbers) > NAMED else ""
    return f"row{'s' if len(numbers) > 1 else ''} {named}{more}"


def _place(table: Table, name: str) -> int:
    if name in table.header:
        return table.header.index(name)
    alike = [place for place, each in enumerate(table.header) if _bare(each) == _bare(name)]
    if len(alike) == 1:
        return alike[0]
    near = difflib.get_close_matches(name, table.header, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]}?" if near else f" Its columns are: {', '.join(table.header)[:300]}."
    raise FileRefused(f"{table.path.name} has no column {name}.{hint}")


def _bare(name: str) -> str:
    return " ".join(name.split()).casefold()


def _days(column: _Column, order: Order | None, date_system: object) -> tuple[list[Cell], list[str]]:
    system = str(date_system or "1900")
    distinct = {cell: read_day(cell, system) for cell in set(column.cells) if cell.strip()}
    found = [distinct.get(cell) for cell in column.cells]
    order, said = _order(column, found, order)
    read: list[Cell] = []
    settled: list[WrittenDay | None] = []
    for cell, each in zip(column.cells, found, strict=True):
        day = _day(each, order)
        settled.append(each if day else None)
        read.append(day or (cell if cell.strip() else None))
    return read, [
        *said,
        *_unread(column, found),
        *_reserves(column, settled, date_system),
        *_swapped(column, read, settled),
    ]


def _day(written: WrittenDay | None, order: Order | None) -> str | None:
    """The ISO day of a cell: by the order, or where every order that there is agrees."""
    if written is None:
        return None
    if order:
        day = written.by_order.get(order)
    else:
        day = next(iter(written.by_order.values())) if _is_settled(written) else None
    return day.isoformat() if day else None


def _is_settled(written: WrittenDay) -> bool:
    return len(written.by_order) == len(Order) and len(set(written.by_order.values())) == 1


def _order(
    column: _Column, found: Sequence[WrittenDay | None], given: Order | None
) -> tuple[Order | None, list[str]]:
    open_places = [place for place, each in enumerate(found) if each and not _is_settled(each)]
    readings = {place: set(each.by_order) for place in open_places if (each := found[place])}
    if given:
        return given, _against(column, readings, given)
    possible = set(Order).intersection(*readings.values()) if readings else set(Order)
    days = {order: [each.by_order.get(order) for each in found if each] for order in possible}
    if not possible:
        proof = Counter(order for each in readings.values() if len(each) == 1 for order in each)
        orders = " and ".join(sorted(proof)) or "different orders"
        return None, [column.words(readings, f"dates are written in {orders}, so those stay text")]
    if len({tuple(each) for each in days.values()}) > 1:
        either = " or ".join(sorted(possible))
        return None, [
            column.words(readings, f"dates could be {either}, so they stay text: say which with --date-order")
        ]
    return min(possible), []


def _against(column: _Column, readings: Mapping[int, set[Order]], given: Order) -> list[str]:
    """Check a given order against the column; raises FileRefused where all that is certain is against it."""
    contrary = [place for place, orders in readings.items() if given not in orders]
    if not contrary:
        return []
    if not any(orders == {given} for orders in readings.values()):
        rows = rows_in_words([column.rows[place] for place in contrary])
        other = " or ".join(sorted({order for place in contrary for order in readings[place]}))
        raise FileRefused(
            f"{column.file.name} column {column.name}: {rows} can only be {other}, not {given}. "
            f"Find out in which order its dates are written, and give that."
        )
    either = [place for place, orders in readings.items() if given in orders and len(orders) > 1]
    said = [column.words(contrary, f"not a date in the order {given}, so it stays text")]
    if either:
        said.append(
            column.words(either, f"read as {given}, but the column holds other orders, so look at these too")
        )
    return said


def _unread(column: _Column, found: Sequence[WrittenDay | None]) -> list[str]:
    pairs = enumerate(zip(column.cells, found, strict=True))
    odd = [place for place, (cell, each) in pairs if each is None and cell.strip()]
    return (
        [column.words(odd, "not a day that exists or can be read for certain, so it stays text")]
        if odd
        else []
    )


def _reserves(column: _Column, settled: Sequence[WrittenDay | None], date_system: object) -> list[str]:
    said = []
    for reserve in Reserve:
        places = [place for place, each in enumerate(settled) if each and reserve in each.reserves]
        by = f" (by the {date_system or '1900'} date system)" if reserve is Reserve.serial else ""
        if places:
            said.append(column.words(places, f"{reserve}{by}"))
    return said


def _swapped(column: _Column, read: Sequence[Cell], settled: Sequence[WrittenDay | None]) -> list[str]:
    """Excel reads 03/04 by its own country's order and leaves 25/04 text: a column with both shows it."""
    days = [(place, str(day)) for place, day in enumerate(read) if settled[place]]
    whole = [(place, day) for place, day in days if column.cells[place].strip().startswith(day)]
    late = [place for place, day in days if (place, day) not in whole and day[8:] > "12"]
    if whole and late and all(day[8:] <= "12" for _, day in whole):
        places = [place for place, _ in whole]
        return [column.words(places, "whole dates among written ones: day and month may have been swapped")]
    return []


def _whole_numbers(column: _Column) -> tuple[list[Cell], list[str]]:
    found = [read_whole_number(cell) for cell in column.cells]
    if any(DECIMAL_COMMA.fullmatch(cell.strip()) for cell in column.cells):
        found = [None if each and each.grouped else each for each in found]
    read: list[Cell] = [
        each.number if each else (cell if cell.strip() else None)
        for cell, each in zip(column.cells, found, strict=True)
    ]
    odd = [place for place, cell in enumerate(read) if isinstance(cell, str)]
    grouped = [place for place, each in enumerate(found) if each and each.grouped]
    bracketed = [place for place, each in enumerate(found) if each and each.bracketed]
    said = [
        (odd, "not a whole number for certain, so it stays text as written"),
        (grouped, "commas read as marks between thousands"),
        (bracketed, "brackets read as a minus"),
    ]
    return read, [column.words(places, words) for places, words in said if places]
