"""PostgreSQL as a target: held by one load at a time, filled by COPY, all of a load in one transaction."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateSchema, DropSchema

from etl.refusals import LoadRefused
from msp_dashboard.releases import ReleaseError, postgresql
from msp_dashboard.releases.folder import name_of
from msp_dashboard.releases.lines import lines_of
from msp_dashboard.warehouse import resources
from msp_dashboard.warehouse.tables import identifier

_REPLACED = "replaced_"
# Known to every load that publishes to the same database.
_LOCK = int.from_bytes(b"msp_load")
# A load builds for longer than a server may let a transaction stand idle.
_PATIENCE = "SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0"
_KEYS = {identifier(each.name): each.name for each in resources().values() if not each.is_restricted}


@contextmanager
def reserved() -> Iterator[sa.Connection | None]:
    """Hold PostgreSQL for one load, in the transaction that will publish; None where no URL is set.

    The lock ends with the transaction, so a killed load leaves neither a lock nor half a release. Raises
    LoadRefused where another load holds it, or PostgreSQL cannot be used.
    """
    if not postgresql.is_target():
        yield None
        return
    try:
        with postgresql.writing() as connection:
            connection.exec_driver_sql(_PATIENCE)
            if not connection.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(_LOCK))):
                raise LoadRefused(
                    "Another load is publishing to the same PostgreSQL database. Wait until it is done."
                )
            yield connection
            _drop_replaced(connection)
    except ReleaseError as error:
        raise LoadRefused(f"{error} Nothing changed: load again when that is mended.") from error


def write_schema(
    building: sa.Connection, target: sa.Connection, number: int, tables: tuple[sa.Table, ...]
) -> None:
    """Write the tables of the database that DuckDB's connection uses to the schema of a release.

    A schema of that name gives way to it. Readers see nothing of it until the transaction of `target` ends.
    """
    schema = name_of(number)
    with postgresql.in_words():
        target.execute(CreateSchema(str(postgresql.METADATA.schema), if_not_exists=True))
        postgresql.METADATA.create_all(target)
        if sa.inspect(target).has_schema(schema):
            target.exec_driver_sql(f"ALTER SCHEMA {schema} RENAME TO {_REPLACED}{schema}")
        target.execute(CreateSchema(schema))
        made = _create(target, schema, tables)
        digests = {table.name: _copy(building, target, table, schema) for table in tables}
        _constrain(target, made)
        target.exec_driver_sql("ANALYZE " + ", ".join(f'{schema}."{table.name}"' for table in tables))
        _list(building, target, number, digests)


def _drop_replaced(target: sa.Connection) -> None:
    """At the very end, because from then on whoever reads them has to wait."""
    if target.in_transaction():  # a load has ended its own
        names = [name for name in sa.inspect(target).get_schema_names() if name.startswith(_REPLACED)]
        for name in names:
            target.execute(DropSchema(name, cascade=True))


def _create(target: sa.Connection, schema: str, tables: tuple[sa.Table, ...]) -> list[sa.Table]:
    """Tables with neither keys nor indexes: those are made faster once the rows are there.

    Text is compared byte by byte, as DuckDB does, so that both put rows in the same order.
    """
    metadata = sa.MetaData(schema=schema)
    made = []
    for table in tables:
        columns = [
            sa.Column(
                column.name,
                sa.String(collation="C") if isinstance(column.type, sa.String) else column.type,
                nullable=column.nullable,
                comment=column.comment,
            )
            for column in table.c
        ]
        made.append(sa.Table(table.name, metadata, *columns, comment=table.comment))
    metadata.create_all(target, checkfirst=False)
    return made


def _copy(building: sa.Connection, target: sa.Connection, table: sa.Table, schema: str) -> str:
    """Copy a table's rows, some thousands at a time; returns their digest."""
    digest = hashlib.sha256()
    driver: Any = target.connection.driver_connection
    statement = f'COPY {schema}."{table.name}" FROM STDIN (FREEZE)'
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for part in lines_of(building, table):
            digest.update(part)
            copy.write(part)
    return digest.hexdigest()


def _constrain(target: sa.Connection, made: list[sa.Table]) -> None:
    """Keys first, since the references between tables need them."""
    for table in made:
        for name in [column.name for column in table.c if _KEYS.get(column.name) == table.name]:
            constraint = sa.PrimaryKeyConstraint(name)
            table.append_constraint(constraint)
            target.execute(AddConstraint(constraint))
    for table in made:
        names = [column.name for column in table.c] if table.name in resources() else []
        for name in [each for each in names if _KEYS.get(each, table.name) != table.name]:
            link = sa.ForeignKeyConstraint([name], [f"{table.schema}.{_KEYS[name]}.{name}"])
            table.append_constraint(link)
            target.execute(AddConstraint(link))
            target.execute(CreateIndex(sa.Index(f"{table.name}_{name}", table.c[name])))


def _list(building: sa.Connection, target: sa.Connection, number: int, digests: dict[str, str]) -> None:
    described = sa.table("release", sa.column("content_hash"))
    entry = {
        "number": number,
        "content_hash": building.scalar(sa.select(described.c.content_hash)),
        "digests": digests,
    }
    statement = insert(postgresql.RELEASES).values(entry)
    target.execute(statement.on_conflict_do_update(index_elements=["number"], set_=entry))
