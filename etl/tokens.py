"""The pseudonyms of references that several rows hold: each is made once, and the rows join it."""

from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa

from etl.fields import ordered
from etl.pseudonymise import kind_of, record_token, token
from etl.staging import METADATA, OFFERED, run
from msp_dashboard.warehouse import Field, Resource

_SHARED = ("person", "concern", "enquiry")
_TOKENS = {
    kind: sa.Table(
        f"tokens_{kind}", METADATA, sa.Column("reference", sa.String), sa.Column("token", sa.String)
    )
    for kind in _SHARED
}


def make_tokens(connection: sa.Connection, source: str, names: Collection[str]) -> None:
    """Make the pseudonyms of every person, concern and enquiry that these resources' offered rows name."""
    for kind, table in _TOKENS.items():
        cells = [
            sa.select(OFFERED[each.name].c[field.name].label("reference"))
            for each, field in _holders(kind)
            if each.name in names
        ]
        if cells:
            named = sa.union_all(*cells).subquery().c.reference
            each = sa.select(named).where(named.is_not(None)).distinct().subquery().c.reference
            rows = sa.select(each, token(kind, source, each))
            run(connection, sa.insert(table).from_select(["reference", "token"], rows))


def made(kind: str) -> sa.Table:
    """Return the table of `reference` and `token` that `make_tokens` filled: person, concern or enquiry."""
    return _TOKENS[kind]


class Joined:
    """Offered rows of a resource joined with the pseudonyms that they need, which `make_tokens` made."""

    def __init__(self, resource: Resource, source: str, offered: sa.FromClause, rows: sa.FromClause) -> None:
        self.rows = rows
        self._resource, self._source, self._offered = resource, source, offered

    def token(self, field: Field) -> sa.ColumnElement[Any]:
        """Return the pseudonyms of a column of references; null for a blank one."""
        kind, cell = kind_of(self._resource, field), self._offered.c[field.name]
        if kind not in _TOKENS:
            return token(kind, self._source, cell)
        made = _TOKENS[kind].alias(f"{field.name}_made")
        self.rows = self.rows.outerjoin(made, made.c.reference == cell)
        return made.c.token

    def record_token(self) -> sa.ColumnElement[Any]:
        """Return the pseudonyms of the rows' keys."""
        key = self._resource.key
        if len(key) == 1:
            return self.token(self._resource[key[0]])
        return record_token(self._resource, self._source, self._offered)


def _holders(kind: str) -> Iterator[tuple[Resource, Field]]:
    for each in ordered():
        for field in each.fields:
            if field.is_reference and kind_of(each, field) == kind:
                yield each, field
