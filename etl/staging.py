"""The workroom of a load: a database that nobody can read once the load is over, even where it was killed."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from msp_dashboard.releases.contents import fact_names
from msp_dashboard.warehouse import Resource, resources, table

METADATA = sa.MetaData()
MEGABYTE = 1 << 20
BASE_MEMORY = 100 * MEGABYTE


def _offered(resource: Resource) -> sa.Table:
    return sa.Table(
        f"offered_{resource.name}",
        METADATA,
        sa.Column("offered_no", sa.BigInteger),
        sa.Column("source_file", sa.String),
        sa.Column("source_row", sa.BigInteger),
        *(sa.Column(field.name, sa.String) for field in resource.fields),
    )


def _facts(resource: Resource) -> sa.Table:
    return sa.Table(
        f"facts_{resource.name}",
        METADATA,
        sa.Column("record_token", sa.String),
        *(sa.Column(name, _type(resource, name)) for name in fact_names(resource)),
        sa.Column("source_system", sa.String),
        sa.Column("batch_id", sa.Integer),
        sa.Column("source_file", sa.String),
        sa.Column("source_row", sa.Integer),
    )


def _type(resource: Resource, name: str) -> sa.types.TypeEngine[Any]:
    if resource.is_restricted:
        dates = {field.name for field in resource.fields if field.type == "date"}
        return sa.Date() if name in dates else sa.String()
    columns = table(resource.name).c
    return columns[name].type if name in columns else sa.String()


OFFERED = {resource.name: _offered(resource) for resource in resources().values()}
FACTS = {resource.name: _facts(resource) for resource in resources().values()}
# Which of the offered rows are kept: what is neither quarantined nor there twice.
KEPT = {
    name: sa.Table(f"kept_{name}", METADATA, sa.Column("offered_no", sa.BigInteger)) for name in resources()
}
# copy: 1 for the first of rows that are the same word for word; rivals: other rows of the same key.
MARKS = sa.Table(
    "marks",
    METADATA,
    sa.Column("resource", sa.String),
    sa.Column("offered_no", sa.BigInteger),
    sa.Column("copy", sa.BigInteger),
    sa.Column("rivals", sa.BigInteger),
)
FINDINGS = sa.Table(
    "findings",
    METADATA,
    sa.Column("resource", sa.String),
    sa.Column("offered_no", sa.BigInteger),
    sa.Column("action", sa.String),
    sa.Column("rule", sa.String),
    sa.Column("column", sa.String),
)
WORDS = sa.Table(
    "words",
    METADATA,
    sa.Column("field", sa.String),
    sa.Column("value", sa.String),
    sa.Column("rows", sa.BigInteger),
)


def kept(resource_name: str) -> sa.Select[*tuple[Any, ...]]:
    """Return the offered rows of a resource that are kept."""
    offered, chosen = OFFERED[resource_name], KEPT[resource_name]
    return sa.select(offered).join(chosen, chosen.c.offered_no == offered.c.offered_no)


@contextmanager
def open_staging(folder: Path, memory: int) -> Iterator[sa.Connection]:
    """Give a connection to an empty workroom inside `folder`, which must exist; `memory` is in bytes."""
    engine = sa.create_engine(
        "duckdb:///:memory:",
        poolclass=sa.pool.StaticPool,
        hide_parameters=True,
        connect_args={
            "config": {
                "memory_limit": f"{memory // MEGABYTE}MB",
                "temp_directory": str(folder / "spill"),
                "threads": str(min(4, os.cpu_count() or 1)),
                "autoload_known_extensions": "false",
                "autoinstall_known_extensions": "false",
            }
        },
    )
    try:
        with engine.connect() as connection:
            _encrypt(connection, folder / "staging.duckdb")
            METADATA.create_all(connection, checkfirst=False)
            connection.commit()
            yield connection
    finally:
        engine.dispose()


def run(connection: sa.Connection, statement: sa.Executable | str) -> None:
    """Execute one statement in a transaction of its own: DuckDB writes to one database in each."""
    if isinstance(statement, str):
        connection.exec_driver_sql(statement)
    else:
        connection.execute(statement)
    connection.commit()


def attach(connection: sa.Connection, path: Path, name: str, *, read_only: bool = False) -> None:
    """Attach another database file to the workroom."""
    run(connection, f"ATTACH '{_quoted(path)}' AS {name}{' (READ_ONLY)' if read_only else ''}")


def _encrypt(connection: sa.Connection, path: Path) -> None:
    """The key is in this process's memory only, so what a killed load leaves on disk cannot be opened.

    DuckDB's own cipher library asks for the word "unsafe" because its nonces come from a plain generator; the
    other one would have to be downloaded. Each key is used for one file that lives for seconds.
    """
    key = secrets.token_hex(32)
    run(connection, "SET force_mbedtls_unsafe = 'true'")
    run(connection, "SET temp_file_encryption = true")
    run(connection, f"ATTACH '{_quoted(path)}' AS staging (ENCRYPTION_KEY '{key}')")
    run(connection, "USE staging")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
