"""The steps of a load entry before its fields are set: which rows, turned how, which of them, numbered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from etl.cells import folded_cell, folded_word
from etl.days import moment
from etl.extract.tidy import DUPLICATE, LeftOut
from etl.fields import SPACES
from etl.mapping.entries import Chosen, Entry, Numbered, Split, TickColumns, Unpivot
from etl.mapping.files import DateReading
from etl.matching import meets
from etl.source_rows import LINEAGE, SourceRows, fill, make_source

Column = sa.ColumnElement[Any]
Lost = Callable[[str, int], None]

WIDEST = 1 << 20  # the most rows that one row can be turned into


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The rows that an entry offers, each with a number of its own, and what its steps left out."""

    rows: SourceRows
    left_out: tuple[LeftOut, ...]


def take(
    connection: sa.Connection, entry: Entry, source: SourceRows, place: tuple[int, DateReading]
) -> Taken:
    """Return an entry's rows after its steps, in the language's order; `place` is its number and dates.

    The tables that are made on the way have names that begin as no name of a mapping can.
    """
    number, dates = place
    left_out: list[LeftOut] = []
    rows = source
    if entry.where:
        rows = _where(rows, meets(entry.where, rows, dates))
        left_out += _left(connection, entry, "where", (source, rows))
    rows = _turned(entry, rows)
    for step, chosen in (("first_by", entry.first_by), ("latest_by", entry.latest_by)):
        if chosen:
            before = rows
            rows = _chosen(connection, rows, chosen, (f"0_chosen_{number}", step == "latest_by", dates))
            left_out += _left(connection, entry, step, (before, rows))
    if entry.number_by:
        rows = _numbered(connection, rows, entry.number_by, (f"0_numbered_{number}", dates))
    return Taken(rows=rows, left_out=tuple(left_out))


def _left(
    connection: sa.Connection, entry: Entry, step: str, tables: tuple[SourceRows, SourceRows]
) -> Iterator[LeftOut]:
    before, after = (
        connection.scalar(sa.select(sa.func.count()).select_from(each.table)) or 0 for each in tables
    )
    if before > after:
        yield LeftOut(target=entry.into, origin=entry.from_, step=step, rows=before - after)


def _where(rows: SourceRows, condition: Column) -> SourceRows:
    return _as_rows(sa.select(rows.table).where(condition), rows)


def _as_rows(query: Any, like: SourceRows, **more: str) -> SourceRows:
    return SourceRows(table=query.subquery(), columns={**like.columns, **more}, doubts=like.doubts)


def _turned(entry: Entry, rows: SourceRows) -> SourceRows:
    if entry.unpivot:
        return _unpivoted(rows, entry.unpivot)
    if entry.tick_columns:
        return _ticked(rows, entry.tick_columns)
    return _split(rows, entry.split) if entry.split else rows


def _with(rows: SourceRows, part: Column, made: dict[str, Column]) -> sa.Select[Any]:
    """The table's rows with new columns; `part` tells apart the rows that one row makes."""
    table = rows.table.c
    new = {f"m{place}": cell for place, cell in enumerate(made.values())}
    hidden = {rows.columns.get(name) for name in made}
    held = [column for column in table if column.name != "row_no" and column.name not in hidden]
    return sa.select(
        (table.row_no * WIDEST + part).label("row_no"),
        *held,
        *(cell.label(name) for name, cell in new.items()),
    )


def _made(query: Any, rows: SourceRows, names: list[str]) -> SourceRows:
    return _as_rows(query, rows, **{name: f"m{place}" for place, name in enumerate(names)})


def _unpivoted(rows: SourceRows, said: Unpivot) -> SourceRows:
    """One row a slot in which something is filled; a slot's constants do not count."""
    names = list(dict.fromkeys(name for slot in said.slots for name in slot))
    selects = []
    for place, slot in enumerate(said.slots, 1):
        cells = {name: rows.cell(cell) for name, cell in slot.items() if isinstance(cell, str)}
        constants = {
            name: sa.literal(cell.constant) for name, cell in slot.items() if not isinstance(cell, str)
        }
        made: dict[str, Column] = {name: {**cells, **constants}.get(name, _blank()) for name in names}
        if said.number:
            made[said.number] = sa.literal(str(place))
        filled = sa.func.coalesce(*cells.values(), sa.null()).is_not(None)
        selects.append(_with(rows, sa.literal(place), made).where(filled))
    return _made(sa.union_all(*selects), rows, [*names, *filter(None, [said.number])])


def _ticked(rows: SourceRows, said: TickColumns) -> SourceRows:
    """A row for each tick; a word that is neither a tick nor none makes a row, to be found unfit."""
    ticked, not_ticked = ([folded_word(word) for word in words] for words in (said.ticked, said.not_ticked))
    selects = []
    for place, (name, meaning) in enumerate(said.columns.items(), 1):
        text = folded_cell(rows.cell(name))
        cell = sa.case((text.in_(ticked), meaning), else_=rows.cell(name))
        selects.append(
            _with(rows, sa.literal(place), {said.column: cell}).where(text.not_in([*not_ticked, ""]))
        )
    return _made(sa.union_all(*selects), rows, [said.column])


def _split(rows: SourceRows, said: Split) -> SourceRows:
    """A row for each value that is not blank."""
    listed = sa.func.string_split(rows.cell(said.column), said.on)
    place = sa.func.unnest(sa.func.range(1, sa.func.len(listed) + 1)).label("place")
    value = sa.func.unnest(listed).label("value")
    table = rows.table.c
    each = sa.select(*table, place, value).subquery()
    again = SourceRows(table=each, columns=rows.columns, doubts=rows.doubts)
    trimmed = sa.func.trim(each.c.value, SPACES)
    return _made(_with(again, each.c.place, {said.column: trimmed}).where(trimmed != ""), rows, [said.column])


def _order(rows: SourceRows, names: tuple[str, ...], dates: DateReading) -> list[Column]:
    """Dates order as dates, numbers as numbers, words as words; within a column in that order."""
    order: list[Column] = []
    for name in names:
        cell = rows.cell(name)
        order += [moment(cell, dates), sa.try_cast(cell, sa.Double), cell]
    return order


def _chosen(
    connection: sa.Connection, rows: SourceRows, said: Chosen, how: tuple[str, bool, DateReading]
) -> SourceRows:
    """The first or last row of each key; a blank counts as earliest, and rows without any key all stay."""
    name, latest, dates = how
    order = [*_order(rows, said.order, dates), rows.table.c.row_no]
    ordered = [sa.nulls_last(each.desc() if latest else each.asc()) for each in order]
    key = [rows.cell(each) for each in said.key]
    place = sa.func.row_number().over(partition_by=key, order_by=ordered).label("place")
    placed = sa.select(*rows.table.c, place).subquery()
    again = SourceRows(table=placed, columns=rows.columns, doubts=rows.doubts)
    keyless = sa.and_(*(again.cell(each).is_(None) for each in said.key))
    return _stored(connection, name, again, (placed.c.place == 1) | keyless)


def _numbered(
    connection: sa.Connection, rows: SourceRows, said: Numbered, how: tuple[str, DateReading]
) -> SourceRows:
    """The rows of each key numbered; a duplicate has the number of the row that it repeats."""
    name, dates = how
    order = [sa.nulls_last(each.asc()) for each in (*_order(rows, said.order, dates), rows.table.c.row_no)]
    is_copy = sa.func.coalesce(rows.table.c.flaw == DUPLICATE, sa.false())
    partition: list[Column] = [*(rows.cell(each) for each in said.key), is_copy]
    number = sa.func.row_number().over(partition_by=partition, order_by=order)
    query = sa.select(*rows.table.c, sa.cast(number, sa.String).label("number"))
    return _stored(connection, name, _as_rows(query, rows, **{said.as_: "number"}), sa.true())


def _stored(connection: sa.Connection, name: str, rows: SourceRows, condition: Column) -> SourceRows:
    """The rows in a table of their own, so that the work is done once."""
    made = make_source(connection, name, rows.columns, rows.doubts)
    found = sa.select(
        *(rows.table.c[each] for each in LINEAGE),
        *(rows[each] for each in rows.columns),
        *(rows.doubt(each) for each in rows.doubts),
    ).where(condition)
    fill(connection, made, [*made.columns.values(), *made.doubts.values()], found)
    return made


def _blank() -> Column:
    return sa.cast(sa.null(), sa.String)
