"""Making tables many at a time: one message to the database in place of one for each table and comment."""

from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa
from duckdb_engine import Dialect
from sqlalchemy.schema import CreateTable, SetColumnComment, SetTableComment

from etl.staging import run


def create(connection: sa.Connection, metadata: sa.MetaData) -> None:
    """Make every table of `metadata`, with its comments, in a transaction of its own; none may be there."""
    run(connection, _script(metadata))


@cache
def _script(metadata: sa.MetaData) -> str:
    dialect = Dialect()
    return ";\n".join(str(each.compile(dialect=dialect)) for each in _statements(metadata))


def _statements(metadata: sa.MetaData) -> Iterator[sa.schema.ExecutableDDLElement]:
    for table in metadata.sorted_tables:
        yield CreateTable(table)
        if table.comment:
            yield SetTableComment(table)
        yield from (SetColumnComment(column) for column in table.c if column.comment)
