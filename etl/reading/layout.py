"""A grid of cells understood as one table: its header found, its rows proved, all else left out and said."""

import re
from collections.abc import Iterator
from itertools import islice

from etl.reading.grid import Declared, Grid, Row, Table
from etl.reading.heading import Heading, find_heading
from etl.reading.naming import join_names, unique_names
from etl.reading.proof import Proof
from etl.reading.ranges import RowNumbers

_WINDOW = 300
_INNER = re.compile(r"\S(?:\s{2,}|[^\S ])\S")


def understand(grid: Grid, declared: Declared) -> Table:
    """Return the table that a grid holds, each row proved; raises FileRefused where it cannot be told."""
    window = _window(grid)
    heading = find_heading(grid, window, declared.header_rows)
    last = heading.rows[-1][0]
    proof = Proof(grid, heading, window)
    proof.run(row for row in grid.rows() if row[0] > last)
    joined = join_names(heading.rows, grid.merges)
    names, said = unique_names(joined)
    dropped = {place for place, name in enumerate(joined) if not name} & proof.empty_columns
    kept = [place for place in range(heading.width) if place not in dropped]
    return Table(
        path=grid.path,
        header=tuple(names[place] for place in kept),
        dialect={**grid.dialect, "header_rows": [number for number, _ in heading.rows]},
        warnings=(
            *grid.warnings,
            *heading.warnings,
            *_said_of_names(said, dropped),
            *_said_of_breaks(heading),
            *_said_of_merges(grid, last),
            *proof.tally.warnings,
            *_said_of_size(heading, proof),
        ),
        row_count=proof.row_count,
        digest=grid.digest,
        stamp=grid.stamp,
        plain=grid.plain and not dropped and proof.plain and [row[0] for row in heading.rows] == [1],
        rows=_Body(grid, heading, proof, kept),
    )


def _window(grid: Grid) -> list[Row]:
    """The first rows that are not blank, and of a sheet every wider one below them."""
    there = (row for row in grid.rows() if any(row[1]))
    window = list(islice(there, _WINDOW))
    if not grid.counted:
        widest = max((len(cells) for _, cells in window), default=0)
        for number, cells in there:
            if len(cells) > widest and any(cells[widest:]):
                widest = len(cells)
                window.append((number, cells))
    return window


class _Body:
    """The kept rows, each as wide as the header; every call reads the file anew."""

    def __init__(self, grid: Grid, heading: Heading, proof: Proof, kept: list[int]) -> None:
        self._grid = grid
        self._last = heading.rows[-1][0]
        self._width = heading.width
        self._left_out = frozenset(proof.tally.left_out)
        self._kept = kept if len(kept) < heading.width else None

    def __call__(self) -> Iterator[Row]:
        for number, cells in self._grid.rows():
            if number > self._last and any(cells) and number not in self._left_out:
                full = cells if len(cells) == self._width else (cells + [""] * self._width)[: self._width]
                yield number, full if self._kept is None else [full[place] for place in self._kept]


def _said_of_names(said: list[str], dropped: set[int]) -> list[str]:
    """Columns without a name and without a cell are none."""
    columns = RowNumbers(place + 1 for place in sorted(dropped))
    kept = [
        each
        for each in said
        if not any(each.startswith(f"Column {place + 1} has no name") for place in dropped)
    ]
    if dropped:
        words = str(columns).replace("row", "column", 1)
        kept.append(f"{words[0].upper()}{words[1:]} without name or cells left out.")
    return kept


def _said_of_size(heading: Heading, proof: Proof) -> list[str]:
    said = []
    if proof.is_full:
        said.append("The last row is the last that a sheet of Excel can hold: see whether rows are missing.")
    if heading.width == 1 and re.search(r"[,;|\t]", heading.rows[-1][1][0]):
        said.append("The only column's name holds a delimiter: see whether it should be several columns.")
    return said


def _said_of_breaks(heading: Heading) -> list[str]:
    cells = [cells for _, cells in heading.rows]
    places = [
        place for place, column in enumerate(zip(*cells, strict=True)) if _INNER.search("\0".join(column))
    ]
    if not places:
        return []
    columns = str(RowNumbers(place + 1 for place in places)).replace("row", "column", 1)
    return [f"Line breaks or several blanks inside the names of {columns} are read as one blank."]


def _said_of_merges(grid: Grid, last: int) -> list[str]:
    rows = RowNumbers(sorted({first for first, _, end, _ in grid.merges if first > last and end >= first}))
    if not len(rows):
        return []
    return [
        rows.sentence("has merged cells", "have merged cells")
        + ": only the first cell holds what is written."
    ]
