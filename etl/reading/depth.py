"""How many rows a header has: merged cells say so, or names that only together are whole."""

from itertools import pairwise

from etl.reading.grid import Grid, Row
from etl.reading.words import filled, is_description, is_rule, is_value, tells_apart

_DEEPEST = 3


def header_rows(grid: Grid, rows: list[Row], top: int) -> tuple[int, int]:
    """Return the places of a header's first and last row, `top` being one of them."""
    merged = _merged_depth(grid, rows[top][0])
    if merged > 1:
        return top, min(top + merged - 1, len(rows) - 1)
    first = last = top
    while first and top - first < _DEEPEST and _is_group(grid, rows, first - 1):
        first -= 1
    if first == top and (_is_group(grid, rows, top, by_merges=True) or _goes_on(rows, top)):
        last = top + 1
    return first, last


def _merged_depth(grid: Grid, row: int) -> int:
    deep = [last - row + 1 for begin, _, last, _ in grid.merges if begin == row and last > row]
    return min(max(deep, default=1), _DEEPEST)


def _is_group(grid: Grid, rows: list[Row], upper: int, *, by_merges: bool = False) -> bool:
    """Whether a row holds names of groups of the columns that the row below it names."""
    if upper + 1 >= len(rows):
        return False
    (number, cells), (below, names) = rows[upper], rows[upper + 1]
    if below != number + 1 or len(cells) != len(names):
        return False
    if grid.merges or by_merges:
        spans = [right - left + 1 for begin, left, end, right in grid.merges if begin == end == number]
        return any(1 < span < len(names) for span in spans) and not any(is_value(name) for name in names)
    there = filled(cells)
    gaps = there != list(range(there[0], there[0] + len(there)))
    plain = not any(is_value(cells[place]) or cells[place].strip().endswith(":") for place in there)
    several = len(there) > 1 and gaps
    last_only = there == [len(names) - 1] and len(names) > 2
    return (several or last_only) and plain and len(filled(names)) >= len(names) - len(there)


def _goes_on(rows: list[Row], top: int) -> bool:
    """Whether the row below a header goes on with it: words where the rows below it have digits."""
    if len(rows) < top + 3 or rows[top + 1][0] != rows[top][0] + 1:
        return False
    upper, lower = rows[top][1], rows[top + 1][1]
    if len(lower) != len(upper) or any(is_value(cell) for cell in lower):
        return False
    if is_rule(lower) or is_description(lower):
        return False
    named, here = filled(upper), filled(lower)
    blanks = [place for place in range(len(upper)) if place not in named]
    completes = bool(blanks) and all(place in here for place in blanks)
    repeats = not blanks and any(left == right for left, right in pairwise(upper))
    parts = not blanks and 0 not in here
    return (completes or repeats or parts) and tells_apart(lower, [cells for _, cells in rows[top + 2 :]])
