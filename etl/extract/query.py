"""A read-only query on a database as a source of rows."""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa

from etl.extract.columns import places, wanted
from etl.extract.export import Delivery
from etl.mapping.model import Mapping as Model
from etl.refusals import LoadRefused

_STREAMED = {"stream_results": True, "yield_per": 1000}
_COMMENTS = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_WRITING = re.compile(
    r"\b(insert|update|delete|merge|drop|alter|create|grant|truncate|copy|call|attach|pragma|into)\b"
)

Opened = tuple[Mapping[str, int], Iterator[tuple[int, list[str]]]]


class QueryRows:
    """The rows of a query: read once, while it is open; `digest` is of all rows that were read till then."""

    def __init__(self, content: Model, delivery: Delivery) -> None:
        query = delivery.source.query
        if query is None:
            raise TypeError(delivery.name)
        self._columns = wanted(content, delivery.name, delivery.source)
        self._least = delivery.source.expect.min_rows
        self._connection = query.connection
        self.label = Path(query.sql_file).name
        self._sql = _one_select(self.label, Path(query.sql_file))
        self._total = hashlib.sha256()

    @property
    def digest(self) -> str:
        """The SHA-256 of the rows."""
        return self._total.hexdigest()

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """Give where each listed column stands, and the rows as numbers and cells; raises LoadRefused."""
        with ExitStack() as stack:
            with self._answering():
                connection = stack.enter_context(read_only(self._connection))
                query = sa.text(self._sql.replace(":", r"\:"))
                result = connection.execute(query, execution_options=_STREAMED)
                stack.enter_context(closing(result))
            yield places(self.label, tuple(result.keys()), self._columns), self._rows(result)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """The database's own words may quote a cell or a password, so only their kind is passed on."""
        try:
            yield
        except sa.exc.SQLAlchemyError as error:
            kind = type(getattr(error, "orig", None) or error).__name__
            raise LoadRefused(
                f"The database of {self._connection} did not answer {self.label} ({kind}). "
                "Try the query there."
            ) from None

    def _rows(self, result: "sa.CursorResult[tuple[object, ...]]") -> Iterator[tuple[int, list[str]]]:
        number = 0
        with self._answering():
            for number, row in enumerate(result, 1):
                cells = [self._text(number, value) for value in row]
                self._total.update("\0".join(f"{len(cell)}:{cell}" for cell in cells).encode() + b"\n")
                yield number, cells
        if number < self._least:
            raise LoadRefused(f"{self.label}: {number:,} rows, where at least {self._least:,} are expected.")

    def _text(self, number: int, value: object) -> str:
        """A value as a file would hold it: ISO dates, whole numbers without a point, nothing as blank."""
        if value is None or isinstance(value, str):
            return value or ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, date | time):
            return str(value)
        if isinstance(value, int | float | Decimal):
            return str(int(value)) if value == value // 1 else str(value)
        raise LoadRefused(f"{self.label} row {number} holds what is no text, number or date: cast it there.")


def rows_of_query(content: Model, delivery: Delivery) -> QueryRows:
    """Return a source's query, proved to be one SELECT; raises LoadRefused."""
    return QueryRows(content, delivery)


@contextmanager
def read_only(variable: str) -> Iterator[sa.Connection]:
    """Give a connection to the database whose URL a variable holds, in which it lets nothing be written."""
    engine = _engine(variable)
    try:
        with engine.connect() as connection:
            kind = connection.dialect.name
            if kind == "sqlite":
                connection.exec_driver_sql("PRAGMA query_only = ON")
            elif kind in ("postgresql", "mysql", "mariadb", "oracle"):
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            yield connection
    finally:
        engine.dispose()


def _one_select(label: str, path: Path) -> str:
    try:
        sql = path.read_text("utf-8-sig").strip().rstrip(";").strip()
    except (OSError, UnicodeError) as error:
        raise LoadRefused(f"{label} cannot be read as UTF-8 text.") from error
    bare = _QUOTED.sub("''", _COMMENTS.sub(" ", sql)).strip().lower()
    if ";" in bare or not re.match(r"(select|with)\b", bare) or _WRITING.search(bare):
        raise LoadRefused(f"{label} must be one SELECT that changes nothing.")
    return sql


def _engine(variable: str) -> sa.Engine:
    """Open a database so that it cannot be written, where the database knows how."""
    given = os.environ.get(variable)
    if not given:
        raise LoadRefused(f"The mapping needs a database: set {variable} to its SQLAlchemy URL.")
    try:
        url = sa.make_url(given)
        if url.get_backend_name() == "sqlite" and url.database and not url.database.startswith("file:"):
            path = Path(url.database).absolute()
            url = url.set(database=f"file:{path}", query={**url.query, "mode": "ro", "uri": "true"})
        return sa.create_engine(url, poolclass=sa.pool.NullPool, hide_parameters=True)
    except (sa.exc.SQLAlchemyError, ImportError, ValueError):
        words = f"{variable} is no SQLAlchemy URL of a database whose driver is installed."
        raise LoadRefused(words) from None
