"""Proving the declared order of day and month on the data."""

import sqlalchemy as sa

from etl.days import day, swapped
from etl.mapping.files import DateReading
from etl.refusals import LoadRefused
from etl.source_rows import SourceRows

# Of the filled cells that are some date, the share that only the other order reads before that is no slip.
_SHARE = 0.1


def prove_order(connection: sa.Connection, rows: SourceRows, column: str, said: DateReading) -> str | None:
    """Raise LoadRefused where a column's dates are in the other order; warn where they mix both."""
    other = swapped(said)
    if not other.formats:
        return None
    cell = rows[column]
    each = sa.select(cell.label("word"), sa.func.count().label("rows")).select_from(rows.table)
    words = each.where(cell.is_not(None)).group_by(cell).subquery().c
    here, there = (day(words.word, way).is_not(None) for way in (said, other))
    against, proofs, filled = connection.execute(
        sa.select(
            *(
                sa.func.coalesce(sa.func.sum(words.rows).filter(condition), 0)
                for condition in (~here & there, here & ~there, here | there)
            )
        )
    ).one()
    if not against or against < _SHARE * filled:
        return None
    file = connection.scalar(sa.select(sa.func.min(rows.table.c.source_file)))
    first = "month" if any(_day_first(form) for form in said.formats) else "day"
    if proofs < against:
        raise LoadRefused(
            f"The dates in {file} column {column} look like {first} first, not as the mapping says: "
            f"{against:,} can only be read so. Correct `formats`."
        )
    return f"Some dates in {file} column {column} are {first} first, against the mapping: {against:,} rows."


def _day_first(form: str) -> bool:
    return "%d" in form and "%m" in form and form.index("%d") < form.index("%m")
