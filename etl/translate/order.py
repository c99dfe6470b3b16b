"""Proving the declared order of day and month on the data."""

from typing import Any

import sqlalchemy as sa

from etl.days import day, swapped
from etl.mapping.files import DateReading
from etl.refusals import LoadRefused
from etl.staging import SourceRows

# Of the filled cells that are some date, the share that only the other order reads before that is no slip.
_SHARE = 0.1


def prove_order(connection: sa.Connection, rows: SourceRows, column: str, said: DateReading) -> str | None:
    """Raise LoadRefused where a column's dates are in the other order; warn where they mix both."""
    other = swapped(said)
    if not other.formats:
        return None
    cell = rows[column]
    here, there = day(cell, said), day(cell, other)
    only_there = sa.func.count().filter(here.is_(None) & there.is_not(None))
    only_here = sa.func.count().filter(here.is_not(None) & there.is_(None))
    numbers: Any = connection.execute(
        sa.select(
            only_there,
            only_here,
            sa.func.count().filter(here.is_not(None) | there.is_not(None)),
            sa.func.min(rows.table.c.source_file),
        ).select_from(rows.table)
    ).one()
    against, proofs, filled, file = numbers
    if not against or against < _SHARE * filled:
        return None
    first = "month" if any(_day_first(form) for form in said.formats) else "day"
    if proofs < against:
        raise LoadRefused(
            f"The dates in {file} column {column} look like {first} first, not as the mapping says: "
            f"{against:,} can only be read so. Correct `formats`."
        )
    return f"Some dates in {file} column {column} are {first} first, against the mapping: {against:,} rows."


def _day_first(form: str) -> bool:
    return "%d" in form and "%m" in form and form.index("%d") < form.index("%m")
