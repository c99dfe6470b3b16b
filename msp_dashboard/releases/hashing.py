"""The content hash: one SHA-256 over every fact of a release, the same whoever built it, and from what file.

Rows come in the order of their keys, which is that of their pseudonyms. In place of another row's key stands
its place in that order, so that a release whose keys have gaps hashes like one without. Before the rows of a
table come their number, and of each column how many cells are filled. With those no other rows give the same
text: it holds one separator a cell, and no cell of a sound release holds any.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from msp_dashboard.releases.contents import fact_name, names_of, target_of
from msp_dashboard.warehouse import METADATA, Field, Resource, resources
from msp_dashboard.warehouse.tables import identifier

_SEPARATOR, _BLANK = "\x1f", "\x1e"
# So many rows are held at once, and so many of them become one text.
_CHUNK, _TEXT = 30_720, 2048


@dataclass(frozen=True, kw_only=True)
class _Keys:
    """The keys of a table that has rows: how many rows and different keys, and the lowest and highest key."""

    rows: int
    different: int
    lowest: int
    highest: int

    @property
    def are_places(self) -> bool:
        """Whether each key is its place among them: 1, 2, 3 …"""
        return self.lowest == 1 and self.rows == self.different == self.highest


def content_hash(connection: sa.Connection) -> str:
    """Return the SHA-256 in hex of every fact in a DuckDB database, whatever its key, file or load."""
    total = hashlib.sha256()
    collected = METADATA.tables["collected"]
    listed = connection.execute(sa.select(collected).order_by(*collected.c))
    total.update(json.dumps([list(row) for row in listed]).encode())
    keys = _keys(connection)
    for name in keys:
        for part in _parts(connection, resources()[name], keys):
            total.update(part)
    return total.hexdigest()


def _keys(connection: sa.Connection) -> dict[str, _Keys]:
    """The keys of every table that has rows."""
    columns = {name: _key(name) for name, each in resources().items() if not each.is_restricted}
    counted = [
        sa.select(
            sa.literal(name).label("name"),
            sa.func.count().label("rows"),
            sa.func.count(key.distinct()).label("different"),
            sa.func.min(key).label("lowest"),
            sa.func.max(key).label("highest"),
        )
        for name, key in columns.items()
    ]
    found = {row.pop("name"): row for row in map(dict, connection.execute(sa.union_all(*counted)).mappings())}
    return {name: _Keys(**found[name]) for name in columns if found[name]["rows"]}


def _parts(connection: sa.Connection, resource: Resource, keys: Mapping[str, _Keys]) -> Iterator[bytes]:
    """Yield the text that stands for a table, some thousands of rows at a time."""
    columns, source = _columns(connection, resource, keys)
    counted = sa.select(*(sa.func.count(column).label(name) for name, column in columns.items()))
    filled = dict(connection.execute(counted.select_from(source)).mappings().one())
    yield json.dumps([resource.name, keys[resource.name].rows, filled]).encode()
    cells = (sa.func.coalesce(sa.cast(columns[name], sa.String), _BLANK) for name in filled if filled[name])
    line = sa.func.concat_ws(_SEPARATOR, *cells)
    text = sa.func.string_agg(line, _SEPARATOR).aggregate_order_by(_order(resource.name))
    for chunk in _chunks(resource.name, sa.select(text).select_from(source), keys[resource.name].highest):
        for found in connection.scalars(chunk).all():
            yield f"{found}{_SEPARATOR}".encode()


def _chunks(name: str, texts: sa.Select[str], highest: int) -> Iterator[sa.Select[str]]:
    """Teams are few, and not in the order of their keys."""
    if name == "teams":
        yield texts
        return
    place = sa.func.floor(_key(name) / sa.literal_column(str(_TEXT)))
    grouped = texts.group_by(place).order_by(place)
    for start in range(0, highest + 1, _CHUNK):
        yield grouped.where(_key(name) >= start, _key(name) < start + _CHUNK)


def _columns(
    connection: sa.Connection, resource: Resource, keys: Mapping[str, _Keys]
) -> tuple[dict[str, sa.ColumnElement[Any]], sa.FromClause]:
    """What is hashed of a row, by name, and from where."""
    main = METADATA.tables[resource.name]
    columns: dict[str, sa.ColumnElement[Any]] = {
        name: main.c[name] for name in ("record_token", "source_system")
    }
    source: sa.FromClause = main
    for field in resource.fields:
        name, target = fact_name(resource, field.name), target_of(resource, field.name)
        if target is None:
            columns |= {each: _cell(main.c[each], field) for each in names_of(resource, field.name)}
        elif target == "teams":
            columns[name] = _listed(connection, main.c[identifier(target)])
        elif target not in keys or keys[target].are_places:
            columns[name] = main.c[identifier(target)]
        else:
            places = _places(target).subquery(f"{field.name}_places")
            source = source.outerjoin(places, places.c.key == main.c[identifier(target)])
            columns[name] = places.c.place
    return columns, source


def _listed(connection: sa.Connection, key: sa.ColumnElement[int]) -> sa.ColumnElement[Any]:
    """The place of a team: looked up in a list, because a join would need the rows to be sorted again."""
    places: dict[int, int] = {row.key: row.place for row in connection.execute(_places("teams"))}
    held = ", ".join(str(places.get(number, "NULL")) for number in range(1, max(places, default=0) + 1))
    return sa.func.list_extract(sa.literal_column(f"CAST([{held}] AS INTEGER[])"), key)


def _places(name: str) -> sa.Select[int, int]:
    place = sa.func.row_number().over(order_by=_order(name))
    return sa.select(_key(name).label("key"), place.label("place"))


def _order(name: str) -> sa.ColumnElement[Any]:
    """Teams are kept in the order of their file, which is no fact."""
    return METADATA.tables[name].c.record_token if name == "teams" else _key(name)


def _key(name: str) -> sa.ColumnElement[int]:
    return METADATA.tables[name].c[identifier(name)]


def _cell(column: sa.ColumnElement[Any], field: Field) -> sa.ColumnElement[Any]:
    """Text that is no code may hold any sign, so it is written as JSON."""
    if isinstance(column.type, sa.String) and not (field.code_list or field.is_reference):
        return sa.cast(sa.func.to_json(column), sa.String)
    return column
