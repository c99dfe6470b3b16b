"""Where the header of a grid is, in one row or more, and what stands above it."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from etl.reading.depth import header_rows
from etl.reading.grid import Grid, Row
from etl.reading.ranges import RowNumbers
from etl.reading.words import DIGIT, filled, is_description, is_rule, is_value, tells_apart
from etl.refusals import FileRefused

_MUCH = 0.5
_TITLES = 20


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The rows of a header as they are written, those above it, and the width of the table."""

    rows: tuple[Row, ...]
    above: tuple[Row, ...]
    width: int
    warnings: tuple[str, ...]


def find_heading(grid: Grid, window: list[Row], declared: tuple[int, ...] | None) -> Heading:
    """Return the header of a grid from its first rows that are not blank.

    Raises FileRefused where there is none, or more than one may be it.
    """
    rows = [row for row in window if filled(row[1])]
    if not rows:
        raise FileRefused(f"{grid.path.name} holds nothing but blanks: it needs at least a header row.")
    width = _width(grid, rows)
    if not grid.counted:
        rows = [(number, (cells + [""] * width)[:width]) for number, cells in rows]
    if declared is not None:
        return _declared(grid, rows, width, declared)
    top, said = _top(grid, rows, width)
    first, last = header_rows(grid, rows, top)
    _refuse_second(grid, rows, last)
    if first == last:
        _refuse_values(grid, rows, last)
    return Heading(
        rows=tuple(rows[first : last + 1]),
        above=tuple(rows[:first]),
        width=width,
        warnings=(*said, *_said_of(rows, first, last), *_said_of_below(rows, last)),
    )


def _width(grid: Grid, rows: list[Row]) -> int:
    if not grid.counted:
        return max(filled(cells)[-1] + 1 for _, cells in rows)
    runs = groupby(len(cells) for _, cells in _without_parameters(rows))
    lengths = [(len(list(run)), width) for width, run in runs if width > 1]
    return max(lengths)[1] if lengths else 1


def _without_parameters(rows: list[Row]) -> list[Row]:
    """Leave away blocks of one or two cells a row where a wider table follows after a blank row."""
    ends = [at for at in range(1, min(len(rows), _TITLES)) if rows[at][0] - rows[at - 1][0] > 1]
    for end in reversed(ends):
        if max(len(cells) for _, cells in rows[:end]) <= 2 < len(rows[end][1]):
            return rows[end:]
    return rows


def _top(grid: Grid, rows: list[Row], width: int) -> tuple[int, list[str]]:
    """The first row that is as wide as the table and filled enough to name its columns."""
    top = _first_able(grid, rows, width)
    rivals = [place for place in range(top) if len(filled(rows[place][1])) >= max(2, width * _MUCH)]
    if not rivals:
        return top, []
    rival, body = rivals[-1], [cells for _, cells in rows[top:] if len(cells) == width]
    padded = len(rows[rival][1]) == width - 1 and not any(cells[-1] for cells in body)
    if padded and all(len(cells) in (1, width) for _, cells in rows[rival + 1 :]):
        rows[rival] = (rows[rival][0], [*rows[rival][1], ""])
        return rival, ["Rows end in a delimiter where the header does not: see whether cells are in place."]
    if len(rows[rival][1]) != width and not tells_apart(rows[top][1], body[1:]):
        raise FileRefused(
            f"{grid.path.name} row {rows[rival][0]} has {len(rows[rival][1])} cells where row {rows[top][0]} "
            f"has {width}: one of them lacks a delimiter or has one too many. Export the file again."
        )
    return top, []


def _first_able(grid: Grid, rows: list[Row], width: int) -> int:
    typical = width if grid.counted else statistics.median(len(filled(cells)) for _, cells in rows)
    enough = max(min(2, width), math.ceil(typical * _MUCH))
    whole = [place for place, (_, cells) in enumerate(rows) if len(cells) == width]
    able = [place for place in whole if len(filled(rows[place][1])) >= enough] or whole
    named = [place for place in able if not _is_parameter(rows[place][1])] or able
    return _below_parameters(rows, named) or named[0]


def _is_parameter(cells: Sequence[str]) -> bool:
    """Whether a row says something of the report: "Run by:" and a value."""
    there = filled(cells)
    return len(there) <= 2 and cells[there[0]].strip().endswith(":")


def _below_parameters(rows: list[Row], able: list[int]) -> int | None:
    """Names and values of a report, two cells a row, then a blank row, then a wider header."""
    for place in able[:_TITLES]:
        gap = place and rows[place][0] - rows[place - 1][0] > 1
        widest = max((len(filled(cells)) for _, cells in rows[:place]), default=0)
        below = [cells for _, cells in rows[place + 1 :]]
        if gap and widest <= 2 < len(filled(rows[place][1])) and tells_apart(rows[place][1], below):
            return place
    return None


def _refuse_values(grid: Grid, rows: list[Row], place: int) -> None:
    if _value_share(rows, place) >= _MUCH:
        raise FileRefused(
            f"{grid.path.name} row {rows[place][0]} holds values where column names should be: "
            "it needs a header row."
        )


def _value_share(rows: list[Row], place: int) -> float:
    """The share of a header's names that are values, or stand in their own column again."""
    cells = rows[place][1]
    below = [each for _, each in rows[place + 1 :] if each != cells]
    columns = {at: {each[at].strip() for each in below if len(each) > at} for at in filled(cells)}
    values = sum(is_value(cells[at]) for at in columns)
    again = sum(cells[at].strip() in column and not is_value(cells[at]) for at, column in columns.items())
    # One word that is also a name proves nothing in a table of many columns.
    return (values + (again if again > 1 or len(columns) <= 2 else 0)) / len(columns)


def _refuse_second(grid: Grid, rows: list[Row], last: int) -> None:
    """After a blank row, or a title, words above digits begin a second table."""
    header = rows[last][1]
    for place in range(last + 2, len(rows)):
        number, cells = rows[place]
        before = rows[place - 1]
        if number - before[0] == 1 and len(filled(before[1])) > 1:
            continue
        words = len(filled(cells)) > 1 and not any(DIGIT.search(cell) for cell in cells)
        if words and cells != header and tells_apart(cells, [each for _, each in rows[place + 1 :]][:5]):
            raise FileRefused(
                f"{grid.path.name} row {number} begins a second table with a header of its own: "
                "put each table into a file, or declare the header's row."
            )


def _said_of(rows: list[Row], first: int, last: int) -> list[str]:
    said = _said_of_above(rows[:first])
    if last > first:
        numbers = RowNumbers(number for number, _ in rows[first : last + 1])
        said.append(numbers.sentence("is the header.", "are read as one header."))
    elif _value_share(rows, last) > 0:
        said.append(f"Row {rows[last][0]} is read as the header, but some of its names look like values.")
    return said


def _said_of_above(rows: Sequence[Row]) -> list[str]:
    numbers = RowNumbers(number for number, _ in rows)
    return (
        [numbers.sentence("above the header is left out.", "above the header are left out.")] if rows else []
    )


def _said_of_below(rows: list[Row], last: int) -> list[str]:
    if last + 1 >= len(rows):
        return ["The file has a header and no rows."]
    number, cells = rows[last + 1]
    below = [each for _, each in rows[last + 2 :]]
    words = len(filled(cells)) > 1 and not any(DIGIT.search(cell) for cell in cells)
    aside = is_rule(cells) or is_description(cells)
    if words and not aside and len(below) > 1 and tells_apart(cells, below):
        return [f"Row {number} looks like a second header or a description of the columns, and is kept."]
    if any(cells[0].startswith('{"ImportId"') for _, cells in rows[last + 1 : last + 3]):
        return ["Rows below the header describe the questions of a survey, and are kept: leave them out."]
    if _is_turned(rows[last + 1 :]):
        return [
            "Each row holds one kind of values and no column does: rows and columns seem to be exchanged."
        ]
    return []


def _is_turned(rows: list[Row]) -> bool:
    """Whether names stand down the first column, with the values of each in its row."""
    kinds = [{_kind(cells[at]) for at in filled(cells) if at} for _, cells in rows]
    named = not any(DIGIT.search(cells[0]) for _, cells in rows)
    alike = all(len(found) == 1 for found in kinds)
    wide = all(len(filled(cells)) > 2 for _, cells in rows)
    return len(rows) > 1 and named and alike and wide and len(set.union(*kinds)) > 1


def _kind(cell: str) -> str:
    text = cell.strip()
    if DIGIT.search(text) is None:
        return "word"
    return "number" if text.replace(".", "").replace(",", "").lstrip("-£").isdigit() else "other"


def _declared(grid: Grid, rows: list[Row], width: int, declared: tuple[int, ...]) -> Heading:
    """Declared header rows are believed where they are there and name columns."""
    chosen = [row for row in rows if row[0] in declared]
    if not declared or len(chosen) < len(set(declared)):
        raise FileRefused(f"{grid.path.name} has no header in its declared row: correct the mapping.")
    number, cells = chosen[-1]
    if len(cells) != width or (width > 2 and len(filled(cells)) < 2):
        raise FileRefused(
            f"{grid.path.name} row {number} is to be the header, but names too few columns: say `header_row`."
        )
    if len(chosen) == 1:
        _refuse_values(grid, rows, rows.index(chosen[0]))
    above = [row for row in rows if row[0] < chosen[0][0]]
    return Heading(rows=tuple(chosen), above=tuple(above), width=width, warnings=(*_said_of_above(above),))
