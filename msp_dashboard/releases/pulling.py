"""Copying a release out of PostgreSQL into a database file, table by table through COPY."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from msp_dashboard.releases import postgresql
from msp_dashboard.releases.folder import ReleaseError, name_of
from msp_dashboard.warehouse import METADATA

_TYPES: dict[str, type[TypeEngine[Any]]] = {
    "integer": sa.Integer,
    "character varying": sa.String,
    "date": sa.Date,
    "boolean": sa.Boolean,
}
# What a release is written as: every value quoted, and a blank without quotes.
_READ = (
    "INSERT INTO {table} SELECT * FROM read_csv('{file}', columns = {columns}, auto_detect = false, "
    "header = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, "
    "parallel = false, max_line_size = 16777216)"
)


def digests_of(number: int) -> dict[str, str]:
    """Return the digest of each table, as it was published; raises ReleaseError."""
    query = sa.select(postgresql.RELEASES.c.digests).where(postgresql.RELEASES.c.number == number)
    with postgresql.in_words(), postgresql.engine().connect() as connection:
        found: dict[str, str] = connection.execute(query).scalar_one()
    return found


def pull(number: int, path: Path) -> Mapping[str, sa.Table]:
    """Write every table of a release in PostgreSQL to a new database file; returns the tables by name.

    Raises ReleaseError where PostgreSQL cannot be read to the end, OSError and DuckDB's errors as they come.
    """
    written = sa.create_engine(sa.URL.create("duckdb", database=str(path)), poolclass=sa.NullPool)
    rows = path.with_suffix(".csv")
    with postgresql.in_words(), postgresql.engine().connect() as warehouse, written.connect() as copy:
        warehouse.exec_driver_sql("SET LOCAL statement_timeout = 0")
        found = _tables(warehouse, name_of(number))
        for table in found.values():
            copy.execute(sa.schema.CreateTable(table))
            _copy_out(warehouse, name_of(number), table.name, rows)
            columns = ", ".join(f"'{column.name}': '{column.type}'" for column in table.c)
            copy.exec_driver_sql(
                _READ.format(
                    table=f'"{table.name}"', file=str(rows).replace("'", "''"), columns=f"{{{columns}}}"
                )
            )
            rows.unlink()
        copy.commit()
    return found


def _tables(warehouse: sa.Connection, schema: str) -> dict[str, sa.Table]:
    """The tables of a schema as they are there, since an earlier version may have made them."""
    columns = sa.table(
        "columns",
        *map(sa.column, ("table_schema", "table_name", "column_name", "data_type", "ordinal_position")),
        schema="information_schema",
    )
    query = sa.select(columns.c.table_name, columns.c.column_name, columns.c.data_type)
    query = query.where(columns.c.table_schema == schema).order_by(
        columns.c.table_name, columns.c.ordinal_position
    )
    metadata = sa.MetaData()
    found: dict[str, list[sa.Column[Any]]] = {}
    for table, column, kind in warehouse.execute(query):
        if kind not in _TYPES:
            raise ReleaseError(f"The table {table} of release {schema} is not one of ours.")
        is_key = table in METADATA.tables and column in METADATA.tables[table].primary_key.columns
        part = sa.Column(column, _TYPES[kind](), primary_key=is_key, autoincrement=False)
        found.setdefault(table, []).append(part)
    return {name: sa.Table(name, metadata, *parts) for name, parts in found.items()}


def _copy_out(warehouse: sa.Connection, schema: str, table: str, file: Path) -> None:
    statement = f'COPY {schema}."{table}" TO STDOUT (FORMAT csv, FORCE_QUOTE *)'
    driver: Any = warehouse.connection.driver_connection
    with file.open("wb") as stream, driver.cursor() as cursor, cursor.copy(statement) as copy:
        for part in copy:
            stream.write(part)
