"""The tables that a mapping derives from a source's: answers as columns, JSON as rows, unions and joins."""

from collections.abc import Mapping

import sqlalchemy as sa

from etl.cells import Cleaning, cleaning
from etl.derive.answers import pivot
from etl.derive.json_cells import explode
from etl.derive.together import join, union
from etl.mapping.columns import parents_of
from etl.mapping.files import ExplodedSource, FileOrTable, JoinedSource, PivotedSource, Source
from etl.mapping.model import Mapping as Model
from etl.source_rows import SourceRows

Tables = Mapping[str, SourceRows]


def derive(connection: sa.Connection, content: Model, extracted: Tables) -> Tables:
    """Return the source's tables with those derived from them; what comes of nothing is not there."""
    tables = dict(extracted)
    clean = cleaning(content.defaults.missing)
    for name in _in_order(content):
        made = _made(connection, name, content.files[name], (tables, clean))
        if made is not None:
            tables[name] = made
    return tables


def _in_order(content: Model) -> list[str]:
    """Each table after those that it is derived from: the mapping is proved to have no circle."""
    done: list[str] = []
    waiting = [name for name, table in content.files.items() if not isinstance(table, Source)]
    while waiting:
        for name in [each for each in waiting if not _still(content.files[each], waiting)]:
            waiting.remove(name)
            done.append(name)
    return done


def _still(table: FileOrTable, waiting: list[str]) -> bool:
    return any(parent in waiting for parent in parents_of(table).values())


def _made(
    connection: sa.Connection, name: str, table: FileOrTable, origin: tuple[Tables, Cleaning]
) -> SourceRows | None:
    tables, clean = origin
    there = [tables[parent] for parent in parents_of(table).values() if parent in tables]
    if isinstance(table, JoinedSource):
        base = tables.get(table.join.from_)
        return base and join(connection, name, table.join, (base, tables.get(table.join.with_)))
    if not there or isinstance(table, Source):
        return None
    if isinstance(table, PivotedSource):
        return pivot(connection, name, table.pivot_answers, there[0])
    if isinstance(table, ExplodedSource):
        return explode(connection, name, table.explode_json, (there[0], clean))
    return union(connection, name, there)
