"""The source's words beside their codes: each different word is looked up once, and rows join the answer."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from etl.fields import joined
from etl.mapping import CodeMap, folded
from etl.source_rows import SourceRows

_CHUNK = 200
_FETCHED = 10_000


@dataclass(frozen=True, kw_only=True)
class Dictionary:
    """How words become codes: a map, then the words that people reviewed; `between` parts those of a cell."""

    map: CodeMap | None
    reviewed: Mapping[str, str]
    between: str | None = None

    def code(self, cell: str) -> str | None:
        """Return what a cell becomes, "" for nothing; None where no word of it is known."""
        if self.between is None:
            return self._of_word(cell)
        words = [word.strip() for word in cell.split(self.between)]
        codes = [self._of_word(word) for word in words]
        known = [word if code is None else code for word, code in zip(words, codes, strict=True)]
        return ";".join(dict.fromkeys(filter(None, known)))

    def _of_word(self, word: str) -> str | None:
        written = folded(word)
        code = self._of_map(written)
        return self.reviewed.get(written) if code is None else code

    def _of_map(self, written: str) -> str | None:
        codes = self.map.codes if self.map else {}
        if self.map is None or not self.map.prefix:
            return codes.get(written)
        beginnings = [word for word in codes if written.startswith(word)]
        return codes[max(beginnings, key=len)] if beginnings else None


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Words of a column with what they mean, and how rows join them: most rows have none, or one."""

    words: sa.FromClause
    on: sa.ColumnElement[bool]


class Lookups:
    """The words that a load looks up, in one table for all columns, each column's under a number."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)
        self._table = sa.Table(
            "source_0_words",
            sa.MetaData(),
            sa.Column("number", sa.Integer),
            sa.Column("word", sa.String),
            sa.Column("code", sa.String),
        )
        self._table.create(connection)
        connection.commit()

    def codes(self, rows: SourceRows, cell: sa.ColumnElement[str], dictionary: Dictionary) -> Beside | None:
        """Return the words of a column with their codes; None where no word becomes another."""
        words = sa.select(cell).select_from(rows.table).where(cell.is_not(None)).distinct()
        number = next(self._numbers)
        found: list[dict[str, object]] = []
        result = self._connection.execute(words)
        while fetched := result.fetchmany(_FETCHED):
            for (word,) in fetched:
                code = dictionary.code(word)
                if code is not None and code != word:
                    found.append({"number": number, "word": word, "code": code})
        for start in range(0, len(found), _CHUNK):
            self._connection.execute(sa.insert(self._table).values(found[start : start + _CHUNK]))
        self._connection.commit()
        if not found:
            return None
        mine = sa.select(self._table).where(self._table.c.number == number).subquery(f"words_{number}")
        return Beside(words=mine, on=mine.c.word == cell)


def together(cells: list[sa.ColumnElement[str]]) -> sa.ColumnElement[str]:
    """Return the reference that columns make, as no others could; null where one of them is blank."""
    if len(cells) == 1:
        return cells[0]
    return sa.case((sa.and_(*(cell.is_not(None) for cell in cells)), joined(cells)))
