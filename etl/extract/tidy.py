"""What is done to a source's rows as a whole: totals left out, and rows of one key that differ marked."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from etl.extract.export import Delivery
from etl.fields import joined
from etl.mapping.files import DateReading
from etl.matching import meets
from etl.source_rows import SourceRows
from etl.staging import run

CONFLICTING = "conflicting_rows"
DUPLICATE = "duplicate_row"


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Rows of a table that a mapping's step left out; `target` is blank where it was before any target."""

    target: str
    origin: str
    step: str
    rows: int


def tidy(
    connection: sa.Connection, delivery: Delivery, rows: SourceRows, dates: DateReading
) -> Iterator[LeftOut]:
    """Leave out what `drop_rows` names and mark the rows that `key` finds; yields what was left out."""
    for conditions in delivery.source.drop_rows:
        doomed = sa.delete(rows.stored).where(meets(conditions, rows, dates))
        before = _number_of(connection, rows)
        run(connection, doomed)
        gone = before - _number_of(connection, rows)
        if gone:
            yield LeftOut(target="", origin=delivery.name, step="drop_rows", rows=gone)
    key = [rows[name] for name in delivery.source.key if name in rows.columns]
    if key:
        _mark(connection, rows, key)


def _mark(connection: sa.Connection, rows: SourceRows, key: list[sa.ColumnElement[str]]) -> None:
    """Rows of one key are duplicates where they are the same word for word, else they conflict."""
    table = rows.stored
    whole = sa.func.md5_number(joined([rows[name] for name in rows.columns]))
    each = sa.select(
        table.c.row_no,
        whole.label("whole"),
        sa.func.md5_number(joined(key)).label("key"),
    ).where(sa.or_(*(part.is_not(None) for part in key)))
    each_row = each.subquery()
    copies = sa.func.row_number().over(
        partition_by=[each_row.c.key, each_row.c.whole], order_by=each_row.c.row_no
    )
    numbered = sa.select(each_row, copies.label("copy")).subquery()
    kinds = sa.func.count().filter(numbered.c.copy == 1).over(partition_by=numbered.c.key)
    judged = sa.select(numbered.c.row_no, numbered.c.copy, kinds.label("kinds")).subquery()
    flaw = sa.case((judged.c.kinds > 1, CONFLICTING), else_=DUPLICATE)
    marked = judged.c.row_no == table.c.row_no
    flawed = (judged.c.kinds > 1) | (judged.c.copy > 1)
    run(connection, sa.update(table).values(flaw=flaw).where(marked, flawed))


def _number_of(connection: sa.Connection, rows: SourceRows) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(rows.table)) or 0
