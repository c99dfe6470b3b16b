"""A table's rows as lines of PostgreSQL's COPY, in a fixed order, and the digest that both sides agree on."""

import hashlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

_NULL = "\\N"
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))
_LINES = 2000


def in_order(table: sa.Table, *columns: sa.ColumnElement[Any]) -> sa.Select[*tuple[Any, ...]]:
    """Return a table's rows (all columns, if none is given) by its key, or by all columns without one."""
    return sa.select(*(columns or table.c)).select_from(table).order_by(*(table.primary_key or table.c))


def is_in_order(connection: sa.Connection, table: sa.Table) -> bool:
    """Return whether a DuckDB table keeps its rows by the first column of their key, each above the last.

    They need not be sorted then: DuckDB gives the rows of a plain query as they are kept.
    """
    first = next(iter(table.primary_key or table.c))
    falls = sa.func.coalesce(first <= sa.func.lag(first).over(), first.is_(None)).label("falls")
    found = sa.select(falls).subquery().c.falls
    return not connection.scalar(sa.select(sa.func.coalesce(sa.func.bool_or(found), sa.false())))


def lines_of(connection: sa.Connection, table: sa.Table) -> Iterator[bytes]:
    """Yield a table of a DuckDB database as text of COPY, some thousands of whole lines at a time."""
    if not connection.scalar(sa.select(sa.exists().select_from(table))):
        return
    line = sa.func.concat_ws("\t", *(sa.func.coalesce(_text(column), _NULL) for column in table.c))
    rows = sa.select(line) if is_in_order(connection, table) else in_order(table, line)
    found = connection.execution_options(yield_per=_LINES).scalars(rows)
    for part in found.partitions():
        yield "\n".join((*part, "")).encode()


def digest_of(connection: sa.Connection, table: sa.Table) -> str:
    """Return the SHA-256 of a table's lines in hex."""
    total = hashlib.sha256()
    for part in lines_of(connection, table):
        total.update(part)
    return total.hexdigest()


def _text(column: sa.ColumnElement[Any]) -> sa.ColumnElement[str]:
    text: sa.ColumnElement[str] = sa.cast(column, sa.String)
    if isinstance(column.type, sa.String):
        for sign, escape in _ESCAPES:
            text = sa.func.replace(text, sign, escape)
    return text
