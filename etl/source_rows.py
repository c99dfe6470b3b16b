"""A source's rows in the workroom: tables that bear no name of it, and go once all is offered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from etl.staging import run


@dataclass(frozen=True, kw_only=True)
class SourceRows:
    """A table of the source in the workroom, and which of its columns holds each that the mapping names.

    `flaw` of a row is a rule that bars it, or null; a column of `doubts` holds a rule that its cell broke.
    """

    table: sa.FromClause
    columns: Mapping[str, str]
    doubts: Mapping[str, str] = field(default_factory=dict)

    @property
    def stored(self) -> sa.Table:
        """The table where rows are kept; raises TypeError where it is only a question put to another."""
        if not isinstance(self.table, sa.Table):
            raise TypeError(str(self.table.description))
        return self.table

    def __getitem__(self, name: str) -> sa.ColumnElement[str]:
        """Return the cells of a column by the mapping's name; raises KeyError where it is not there."""
        return self.table.c[self.columns[name]]

    def cell(self, name: str) -> sa.ColumnElement[str]:
        """Return the cells of a column, or null where it is not there."""
        return self[name] if name in self.columns else sa.cast(sa.null(), sa.String)

    def doubt(self, name: str) -> sa.ColumnElement[str]:
        """Return the rule that a column's cells broke, or null."""
        return self.table.c[self.doubts[name]] if name in self.doubts else sa.cast(sa.null(), sa.String)


LINEAGE = ("row_no", "source_file", "source_row", "flaw")


def make_source(
    connection: sa.Connection, name: str, columns: Collection[str], doubts: Collection[str] = ()
) -> SourceRows:
    """Make an empty table `source_<name>`; no column of it bears a name of the source."""
    held = {column: f"c{place}" for place, column in enumerate(columns)}
    doubted = {column: f"d{place}" for place, column in enumerate(doubts)}
    table = sa.Table(
        f"source_{name}",
        sa.MetaData(),
        sa.Column("row_no", sa.BigInteger),
        sa.Column("source_file", sa.String),
        sa.Column("source_row", sa.BigInteger),
        sa.Column("flaw", sa.String),
        *(sa.Column(each, sa.String) for each in (*held.values(), *doubted.values())),
    )
    table.create(connection)
    connection.commit()
    return SourceRows(table=table, columns=held, doubts=doubted)


def make_cells(connection: sa.Connection, name: str, columns: Collection[str]) -> SourceRows:
    """Make an empty table `source_<name>` without lineage, which `numbered` gives once it is filled."""
    held = {column: f"c{place}" for place, column in enumerate(columns)}
    table = sa.Table(f"source_{name}", sa.MetaData(), *(sa.Column(each, sa.String) for each in held.values()))
    table.create(connection)
    connection.commit()
    return SourceRows(table=table, columns=held)


def numbered(rows: SourceRows, file: str) -> SourceRows:
    """Return rows that were written at once, in the order of their file, with the lineage that this tells."""
    row: sa.ColumnElement[int] = sa.literal_column("rowid", sa.BigInteger)
    flaw = sa.cast(sa.null(), sa.String)
    lineage: tuple[sa.ColumnElement[Any], ...] = (row + 1, sa.literal(file), row + 2, flaw)
    named = (each.label(name) for each, name in zip(lineage, LINEAGE, strict=True))
    table = sa.select(*named, *rows.table.c).subquery()
    return SourceRows(table=table, columns=rows.columns, doubts=rows.doubts)


def fill(
    connection: sa.Connection, rows: SourceRows, columns: Collection[str], found: sa.Select[*tuple[Any, ...]]
) -> None:
    """Add rows to a table of the source: the lineage, then the columns named as the workroom names them."""
    run(connection, sa.insert(rows.stored).from_select([*LINEAGE, *columns], found))


def drop_sources(connection: sa.Connection) -> None:
    """Take the source's tables out of the workroom, and with them all that is not offered, such as births."""
    names = connection.exec_driver_sql(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'staging' "
        "AND starts_with(table_name, 'source_')"
    )
    for (name,) in names.all():
        run(connection, f"DROP TABLE {name}")
