"""Rows from Python into the workroom, some at a time."""

import itertools
from collections.abc import Iterator

import sqlalchemy as sa

CELLS = 250_000
NUMBERS = ("place", "row")


def in_chunks(
    connection: sa.Connection, rows: Iterator[tuple[int, list[str]]], width: int
) -> Iterator[sa.TableClause]:
    """Yield each chunk as a table of columns place (from 1), row, c0, c1 …, to be read before the next."""
    import numpy as np  # only for files that DuckDB does not read by itself

    names = [*NUMBERS, *(f"c{place}" for place in range(width))]
    delivered = sa.table(
        "delivered",
        sa.column("place", sa.BigInteger),
        sa.column("row", sa.BigInteger),
        *(sa.column(name, sa.String) for name in names[2:]),
    )
    numbered = ((place, number, *cells) for place, (number, cells) in enumerate(rows, 1))
    while chunk := list(itertools.islice(numbered, max(1, CELLS // max(1, width)))):
        columns = zip(names, zip(*chunk, strict=True), strict=True)
        arrays = {
            name: np.array(cells, dtype="int64" if name in NUMBERS else object) for name, cells in columns
        }
        connection.execute(sa.text("register(:name, :arrays)"), {"name": "delivered", "arrays": arrays})
        yield delivered
