"""What a load entry's steps make of one row: the rows that it offers, and in words what they leave out."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from etl.dry_run.standing import Place, Standing, at, origin_of
from etl.mapping.columns import CROSSWALK
from etl.mapping.entries import Chosen, Entry
from etl.mapping.files import DateReading, ExplodedSource, PivotedSource, Source
from etl.matching import meets
from etl.source_rows import SourceRows
from etl.staging import OFFERED, OFFERED_CROSSWALK
from etl.translate import Span
from etl.translate.steps import take


@dataclass(frozen=True, kw_only=True)
class Followed:
    """One row through one entry: the numbers of the rows that it offers, and why there are not more."""

    entry: Entry
    offered: tuple[int, ...]
    step: str | None
    words: tuple[str, ...]


def follow(standing: Standing, span: Span, number: int) -> Followed:
    """Return what an entry, the mapping's `number`th from 0, makes of a row that its table may hold."""
    entry = span.entry
    places = standing.places(entry.from_)
    target = OFFERED_CROSSWALK if entry.into == CROSSWALK else OFFERED[entry.into]
    lineage = SourceRows(table=target, columns={})
    rows = sa.select(target.c.offered_no).where(
        target.c.offered_no.between(span.first, span.last), at(lineage, places)
    )
    offered = tuple(standing.connection.scalars(rows.order_by(target.c.offered_no)))
    lost = list(_lost(standing, entry, (number, len(offered))))
    step = lost[0][0] if lost else None
    return Followed(entry=entry, offered=offered, step=step, words=tuple(words for _, words in lost))


def _lost(standing: Standing, entry: Entry, known: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """The first step that takes the row away, and what to say of it."""
    number, offered = known
    dates = standing.export.mapping.content.defaults.dates
    rows = standing.tables[entry.from_]
    if not standing.is_in(entry.from_):
        yield _absent(standing, entry.from_)
        return
    here = at(rows, standing.places(entry.from_))
    if entry.where and not _number(standing, rows, here & meets(entry.where, rows, dates)):
        yield "where", _unmet(standing, entry, here)
        return
    bare = entry.model_copy(update={"first_by": None, "latest_by": None, "number_by": None})
    turned = take(standing.connection, bare, rows, (number, dates)).rows
    made = _number(standing, turned, at(turned, standing.places(entry.from_)))
    if not made:
        yield _unturned(entry)
    chosen = entry.first_by or entry.latest_by
    if chosen and offered < made:
        yield _outdone(standing, entry, chosen, (turned, number, dates))


def _number(standing: Standing, rows: SourceRows, condition: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(rows.table).where(condition)
    return standing.connection.scalar(query) or 0


def _absent(standing: Standing, name: str) -> tuple[str, str]:
    """Where a table is made of others, the first of them that the row is not in says why."""
    table = standing.export.mapping.content.files[name]
    for origin in origin_of(table):
        if standing.feeds(origin) and not standing.is_in(origin):
            return _absent(standing, origin)
    if isinstance(table, PivotedSource):
        return (
            "pivot_answers",
            f"It makes no row of {name}: no question of its group is asked for.",
        )
    if isinstance(table, ExplodedSource):
        return "explode_json", f"It makes no row of {name}: the list in {table.explode_json.column} is empty."
    if isinstance(table, Source):
        return "drop_rows", f"The mapping's `drop_rows` of {name} leaves it out."
    return "files", f"It makes no row of {name}."


def _unmet(standing: Standing, entry: Entry, here: sa.ColumnElement[bool]) -> str:
    rows = standing.tables[entry.from_]
    dates = standing.export.mapping.content.defaults.dates
    unmet = [
        name
        for name, condition in (entry.where or {}).items()
        if not _number(standing, rows, here & meets({name: condition}, rows, dates))
    ]
    columns = " and ".join(unmet or entry.where or ())
    return f"`where` asks for other rows of {entry.from_}: it looks at {columns}."


def _unturned(entry: Entry) -> tuple[str, str]:
    if entry.unpivot:
        return "unpivot", "None of the columns of its `unpivot` slots is filled."
    if entry.tick_columns:
        return "tick_columns", "None of its `tick_columns` is ticked."
    column = entry.split.column if entry.split else ""
    return "split", f"The cell of {column}, which `split` divides, is blank."


def _outdone(
    standing: Standing, entry: Entry, chosen: Chosen, how: tuple[SourceRows, int, DateReading]
) -> tuple[str, str]:
    turned, number, dates = how
    step = "first_by" if entry.first_by else "latest_by"
    whole = entry.model_copy(update={"number_by": None})
    taken = take(standing.connection, whole, standing.tables[entry.from_], (number, dates)).rows
    keys = [name for name in chosen.key if name in turned.columns and name in taken.columns]
    mine = turned.table.alias("mine")
    same = sa.and_(*(taken[name].is_not_distinct_from(mine.c[turned.columns[name]]) for name in keys))
    here = at(SourceRows(table=mine, columns={}), standing.places(entry.from_))
    lineage = taken.table.c
    found = sa.select(lineage.source_file, lineage.source_row).join_from(mine, taken.table, same)
    rows = standing.connection.execute(found.where(here).distinct())
    others = [Place(file=file, row=row) for file, row in rows]
    instead = f": {others[0]} is taken instead" if others else ""
    return step, f"`{step}` takes one row for each {' and '.join(chosen.key)}{instead}."
