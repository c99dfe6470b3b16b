"""Where a row of a file stands in each of a mapping's tables, also where answers became a form."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from etl.cells import folded_cell, folded_word
from etl.extract import Export
from etl.extract.tidy import CONFLICTING
from etl.fields import joined
from etl.mapping.files import (
    ExplodedSource,
    FileOrTable,
    Joined,
    JoinedSource,
    PivotAnswers,
    PivotedSource,
    Source,
)
from etl.source_rows import SourceRows

Tables = Mapping[str, SourceRows]


@dataclass(frozen=True, kw_only=True, order=True)
class Place:
    """A row of a file, as reports name it."""

    file: str
    row: int

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.file} row {self.row}"


def at(rows: SourceRows, places: tuple[Place, ...]) -> sa.ColumnElement[bool]:
    """Return whether a row of a table comes from one of some places."""
    lineage = rows.table.c
    return sa.or_(
        sa.false(),
        *((lineage.source_file == each.file) & (lineage.source_row == each.row) for each in places),
    )


def origin_of(table: FileOrTable) -> tuple[str, ...]:
    """Return the tables whose rows become a table's rows; what is only looked up is not among them."""
    if isinstance(table, Source):
        return ()
    if isinstance(table, PivotedSource):
        return (table.pivot_answers.from_,)
    if isinstance(table, ExplodedSource):
        return (table.explode_json.from_,)
    return (table.join.from_,) if isinstance(table, JoinedSource) else table.union


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One row, and how to find it in the tables of an export."""

    connection: sa.Connection
    export: Export
    tables: Tables
    place: Place

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the mapping that read its file."""
        return tuple(
            name
            for name, each in self.export.deliveries.items()
            if any(part.label == self.place.file for part in each.parts)
        )

    def feeds(self, name: str) -> bool:
        """Return whether rows of its file become rows of a table."""
        return name in self.sources or any(self.feeds(each) for each in origin_of(self._table(name)))

    def lookups(self) -> dict[str, tuple[Place, ...]]:
        """Return the tables that look something up in it, each with the rows that do."""
        joins = {
            name: each.join
            for name, each in self.export.mapping.content.files.items()
            if isinstance(each, JoinedSource) and name in self.tables
        }
        found = {name: self._lookers(said) for name, said in joins.items() if self._is_looked_up(said)}
        return {name: places for name, places in found.items() if places}

    def _is_looked_up(self, said: Joined) -> bool:
        return said.with_ in self.tables and self.feeds(said.with_) and not self.feeds(said.from_)

    def _lookers(self, said: Joined) -> tuple[Place, ...]:
        base, other = self.tables[said.from_], self.tables[said.with_]
        pairs = [(base.cell(left), other.cell(right)) for left, right in said.on.items()]
        lineage = base.table.c
        rows = (
            sa.select(lineage.source_file, lineage.source_row)
            .join_from(base.table, other.table, sa.and_(*(left == right for left, right in pairs)))
            .where(at(other, self.places(said.with_)))
            .distinct()
        )
        return tuple(sorted(Place(file=file, row=row) for file, row in self.connection.execute(rows)))

    def places(self, name: str) -> tuple[Place, ...]:
        """Return the places by which its rows in a table are known: of a form, that of its first answer."""
        table = self._table(name)
        if isinstance(table, Source):
            return (self.place,) if name in self.sources else ()
        found = dict.fromkeys(place for each in origin_of(table) for place in self.places(each))
        if isinstance(table, PivotedSource) and table.pivot_answers.from_ in self.tables:
            return self._first_of_form(table.pivot_answers, tuple(found))
        return tuple(found)

    def is_in(self, name: str) -> bool:
        """Return whether a table holds it."""
        rows = self.tables[name]
        found = sa.select(sa.func.count()).select_from(rows.table).where(at(rows, self.places(name)))
        return bool(self.connection.scalar(found))

    def answered(self, said: PivotAnswers) -> list[str]:
        """Return the columns of a form that it, as an answer, fills."""
        rows = self.tables[said.from_]
        question = folded_cell(rows.cell(said.question))
        here = at(rows, self.places(said.from_))
        words = set(self.connection.scalars(sa.select(question).where(here)))
        return [
            column
            for column, answers in said.columns.items()
            if words & {folded_word(code) for code in answers.question}
        ]

    def rivals(self) -> tuple[Place, ...]:
        """Return the rows of its file's sources that have its key there, and differ."""
        found = (place for name in self.sources for place in self._rivals_in(name))
        return tuple(sorted({*found} - {self.place}))

    def _rivals_in(self, name: str) -> list[Place]:
        rows = self.tables[name]
        key = [each for each in self.export.deliveries[name].source.key if each in rows.columns]
        mine = rows.table.alias("mine")
        same = sa.and_(*(rows[each].is_not_distinct_from(mine.c[rows.columns[each]]) for each in key))
        here = at(SourceRows(table=mine, columns={}), (self.place,)) & (mine.c.flaw == CONFLICTING)
        lineage = rows.table.c
        query = sa.select(lineage.source_file, lineage.source_row).join_from(mine, rows.table, same)
        query = query.where(here, lineage.flaw == CONFLICTING)
        return [Place(file=file, row=row) for file, row in self.connection.execute(query)]

    def _table(self, name: str) -> FileOrTable:
        return self.export.mapping.content.files[name]

    def _first_of_form(self, said: PivotAnswers, places: tuple[Place, ...]) -> tuple[Place, ...]:
        rows = self.tables[said.from_]
        lineage = rows.table.c
        keys = [each for each in (*said.key, *filter(None, [said.rows_by])) if each in rows.columns]
        form = sa.func.md5_number(joined([rows[each] for each in keys]))
        mine = sa.select(form).where(at(rows, places)).scalar_subquery()
        first = sa.select(
            sa.func.arg_min(lineage.source_file, lineage.row_no),
            sa.func.arg_min(lineage.source_row, lineage.row_no),
        ).where(form.in_(mine))
        found = self.connection.execute(first.group_by(form))
        return tuple(Place(file=file, row=row) for file, row in found)
