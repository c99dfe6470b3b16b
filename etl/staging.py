"""The workroom of a load: a database that nobody can read once the load is over, even where it was killed."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from duckdb_engine import Dialect
from sqlalchemy.schema import CreateTable

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
# Rows that are not alone under their key. copy: 1 for the first of those that are the same word for word;
# rivals: how many others of the key differ.
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
# What the mapping found wrong before the rows were offered; the checks take it over.
DOUBTS = sa.Table(
    "doubts",
    METADATA,
    sa.Column("resource", sa.String),
    sa.Column("offered_no", sa.BigInteger),
    sa.Column("action", sa.String),
    sa.Column("rule", sa.String),
    sa.Column("column", sa.String),
)
# Which references of two systems are one: `reference` is this source's own, the other was there before it.
OFFERED_CROSSWALK = sa.Table(
    "offered_crosswalk",
    METADATA,
    sa.Column("offered_no", sa.BigInteger),
    sa.Column("source_file", sa.String),
    sa.Column("source_row", sa.BigInteger),
    sa.Column("kind", sa.String),
    sa.Column("reference", sa.String),
    sa.Column("same_system", sa.String),
    sa.Column("same_reference", sa.String),
)
# Rows that are not to be loaded whatever they hold, each with the reason: one for a row.
BARRED = sa.Table(
    "barred",
    METADATA,
    sa.Column("resource", sa.String),
    sa.Column("offered_no", sa.BigInteger),
    sa.Column("action", sa.String),
    sa.Column("rule", sa.String),
)
# Parents that this extract does not bring, but that the current release holds: what children need of them.
KNOWN = {
    "enquiries": sa.Table(
        "known_enquiries",
        METADATA,
        *(sa.Column(name, sa.String) for name in ("enquiry_ref", "started_on", "concluded_on")),
    ),
    "concerns": sa.Table(
        "known_concerns",
        METADATA,
        *(sa.Column(name, sa.String) for name in ("concern_ref", "received_on")),
    ),
}
WORDS = sa.Table(
    "words",
    METADATA,
    sa.Column("field", sa.String),
    sa.Column("value", sa.String),
    sa.Column("rows", sa.BigInteger),
)


def offered_rows(connection: sa.Connection) -> dict[str, int]:
    """Return how many rows are offered of each resource."""
    counts = (
        sa.select(sa.func.count()).select_from(table).scalar_subquery().label(name)
        for name, table in OFFERED.items()
    )
    return dict(connection.execute(sa.select(*counts)).mappings().one())


def kept(resource_name: str) -> sa.Select[*tuple[Any, ...]]:
    """Return the offered rows of a resource that are kept."""
    offered, chosen = OFFERED[resource_name], KEPT[resource_name]
    return sa.select(offered).join(chosen, chosen.c.offered_no == offered.c.offered_no)


def parents(resource_name: str) -> sa.Subquery:
    """Return the enquiries or concerns that a child may belong to: those kept, and those known before."""
    names, rows = KNOWN[resource_name].c.keys(), kept(resource_name).subquery()
    either = sa.union_all(sa.select(*(rows.c[name] for name in names)), sa.select(KNOWN[resource_name]))
    return either.subquery(resource_name)


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
            run(connection, _all_tables(tuple(METADATA.tables)))
            yield connection
    finally:
        engine.dispose()


@cache
def _all_tables(names: tuple[str, ...]) -> str:
    """One message to the database in place of one a table; modules that are imported later add tables."""
    return ";\n".join(str(CreateTable(METADATA.tables[name]).compile(dialect=Dialect())) for name in names)


def run(connection: sa.Connection, statement: sa.Executable | str) -> None:
    """Execute one statement in a transaction of its own: DuckDB writes to one database in each."""
    if isinstance(statement, str):
        connection.exec_driver_sql(statement)
    else:
        connection.execute(statement)
    connection.commit()


@contextmanager
def in_any_order(connection: sa.Connection) -> Iterator[None]:
    """Let rows be written in any order meanwhile, which all threads do: what needs an order has numbers.

    Where something fails, it stays so: the workroom is thrown away then.
    """
    connection.exec_driver_sql("SET preserve_insertion_order = false")
    yield
    connection.exec_driver_sql("SET preserve_insertion_order = true")


def attach(connection: sa.Connection, path: Path, name: str, *, read_only: bool = False) -> None:
    """Attach another database file to the workroom."""
    run(connection, f"ATTACH '{_quoted(path)}' AS {name}{' (READ_ONLY)' if read_only else ''}")


def _encrypt(connection: sa.Connection, path: Path) -> None:
    """The key is in this process's memory only, so what a killed load leaves on disk cannot be opened.

    DuckDB's own cipher library asks for the word "unsafe" because its nonces come from a plain generator; the
    other one would have to be downloaded. Each key is used for one file that lives for seconds, so nothing of
    it is logged either for a recovery that nobody could make.
    """
    key = secrets.token_hex(32)
    run(connection, "SET force_mbedtls_unsafe = 'true'")
    run(connection, "SET temp_file_encryption = true")
    run(
        connection,
        f"ATTACH '{_quoted(path)}' AS staging (ENCRYPTION_KEY '{key}', RECOVERY_MODE no_wal_writes)",
    )
    run(connection, "USE staging")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
