"""Tables under each other, and tables looked up in others."""

from typing import Any

import sqlalchemy as sa

from etl.fields import joined
from etl.mapping.files import Joined
from etl.refusals import LoadRefused
from etl.source_rows import LINEAGE, SourceRows, fill, make_source


def union(connection: sa.Connection, name: str, tables: list[SourceRows]) -> SourceRows:
    """Return the rows of all tables, one table after the other; what one lacks is blank there."""
    columns = dict.fromkeys(column for each in tables for column in each.columns)
    doubts = dict.fromkeys(column for each in tables for column in each.doubts)
    made = make_source(connection, name, columns, doubts)
    for each in tables:
        last = connection.scalar(sa.select(sa.func.max(made.table.c.row_no))) or 0
        rows = sa.select(
            each.table.c.row_no + last,
            *(each.table.c[lineage] for lineage in LINEAGE[1:]),
            *(each[column] for column in each.columns),
            *(each.doubt(column) for column in each.doubts),
        )
        held = [made.columns[column] for column in each.columns]
        doubted = [made.doubts[column] for column in each.doubts]
        fill(connection, made, [*held, *doubted], rows)
    return made


def join(
    connection: sa.Connection, name: str, said: Joined, tables: tuple[SourceRows, SourceRows | None]
) -> SourceRows:
    """Return the first table's rows with columns of the second; raises LoadRefused at a key there twice."""
    base, other = tables
    if other is None or not all(each in other.columns for each in said.on.values()):
        return base
    looked_up = {new: old for new, old in said.columns.items() if old in other.columns}
    doubted = {new: old for new, old in looked_up.items() if old in other.doubts}
    second = _one_a_key(connection, name, said, other)
    first = {column: each for column, each in base.columns.items() if column not in looked_up}
    made = make_source(connection, name, [*first, *looked_up], [*base.doubts, *doubted])
    on = sa.and_(
        *(
            base[left] == second.c[other.columns[right]]
            for left, right in said.on.items()
            if left in base.columns
        )
    )
    rows = sa.select(
        *(base.table.c[each] for each in LINEAGE[:-1]),
        sa.func.coalesce(base.table.c.flaw, second.c.flaw),
        *(base.table.c[each] for each in first.values()),
        *(second.c[other.columns[old]] for old in looked_up.values()),
        *(base.doubt(column) for column in base.doubts),
        *(second.c[other.doubts[old]] for old in doubted.values()),
    ).join_from(base.table, second, on, isouter=True)
    fill(connection, made, [*made.columns.values(), *made.doubts.values()], rows)
    return made


def _one_a_key(connection: sa.Connection, name: str, said: Joined, other: SourceRows) -> sa.Subquery:
    """Rows that are the same in what is looked up are one."""
    used = dict.fromkeys([*said.on.values(), *(old for old in said.columns.values() if old in other.columns)])
    key = [other[each] for each in said.on.values()]
    cells: list[sa.ColumnElement[Any]] = [other[each] for each in used]
    cells += [other.table.c[other.doubts[each]] for each in used if each in other.doubts]
    flaw = sa.func.nullif(other.table.c.flaw, "duplicate_row").label("flaw")
    rows = (
        sa.select(flaw, *cells)
        .where(*(part.is_not(None) for part in key))
        .distinct()
        .subquery(f"{name}_with")
    )
    token = sa.func.md5_number(joined([rows.c[other.columns[each]] for each in said.on.values()]))
    twice = sa.select(token).group_by(token).having(sa.func.count() > 1).subquery()
    found = connection.scalar(sa.select(sa.func.count()).select_from(twice))
    if found:
        columns = ", ".join(said.on.values())
        raise LoadRefused(
            f"{name}: {said.with_} has {found:,} values of {columns} in several rows that differ, so nobody "
            "can say which row to look up. Say which with a table that has one row a key."
        )
    return rows
