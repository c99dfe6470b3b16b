"""What a measure counts: a table with one row a unit, derived once, when a release is built."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Column, ColumnElement, MetaData, Select, Table
from sqlalchemy.sql import visitors
from sqlalchemy.sql.base import ReadOnlyColumnCollection

METADATA = MetaData()
# The digest and the column types do not depend on the day; any fixed one serves.
ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Unit:
    """One derived table.

    `derive` gives its select for an extract date; `key` its unique columns; `fields` maps a filter or
    breakdown field to its column; `needs` maps a column to the fields of the case export that it is made of.
    `weight` is a column of whole numbers where a row stands for that many; `made_of` are units whose tables
    it is derived from, besides the facts.
    """

    name: str
    derive: Callable[[date], Select[Any]]
    key: tuple[str, ...]
    fields: Mapping[str, str]
    needs: Mapping[str, tuple[str, ...]]
    has_risks: bool = False
    counts: str = field(default="enquiries")
    weight: str | None = None
    made_of: "tuple[Unit, ...]" = ()

    @cached_property
    def table(self) -> Table:
        """The unit's table in a release."""
        columns = [
            Column(column.name, column.type, autoincrement=False)
            for column in self.derive(ANY_DAY).selected_columns
        ]
        return Table(f"unit_{self.name}", METADATA, *columns)

    @property
    def c(self) -> ReadOnlyColumnCollection[str, Column[Any]]:
        """The table's columns."""
        return self.table.c

    def needs_of(self, *expressions: ColumnElement[Any]) -> frozenset[str]:
        """Return the fields of the case export, as resource.field, that the expressions are made of."""
        found: set[str] = set()
        for expression in expressions:
            for element in visitors.iterate(expression):
                if isinstance(element, Column) and element.table is self.table:
                    found.update(self.needs.get(element.name, ()))
        return frozenset(found)
