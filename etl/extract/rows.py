"""The rows of an export as text in the workroom: stripped, blank as null, listed columns only."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from etl.cells import Cleaning, cleaning
from etl.extract.chunks import in_chunks
from etl.extract.export import Delivery, Export, Part, digest_of
from etl.extract.query import rows_of_query
from etl.extract.tidy import LeftOut, tidy
from etl.reading.grid import stamp_of
from etl.refusals import LoadRefused
from etl.staging import LINEAGE, SourceRows, make_source

_OPTIONS = """auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', comment = '',
    strict_mode = true, null_padding = false, ignore_errors = false, all_varchar = true, encoding = 'utf-8',
    compression = 'none', parallel = false, max_line_size = 8000000, buffer_size = 16777216"""

Cells = Mapping[str, sa.ColumnElement[str]]


@dataclass(frozen=True, kw_only=True)
class Extracted:
    """What is in the workroom: each source's rows, the digest of all that was read, and the rows left out."""

    tables: Mapping[str, SourceRows]
    digest: str
    left_out: tuple[LeftOut, ...]


def extract(connection: sa.Connection, export: Export) -> Extracted:
    """Bring an export's rows into the workroom; raises LoadRefused where a file changed meanwhile."""
    clean = cleaning(export.mapping.content.defaults.missing)
    tables: dict[str, SourceRows] = {}
    queries: dict[str, str] = {}
    left_out: list[LeftOut] = []
    for name, delivery in export.deliveries.items():
        if delivery.source.query:
            tables[name], queries[name] = _from_query(connection, export, delivery, clean)
        else:
            tables[name] = _from_files(connection, delivery, clean)
        left_out += tidy(connection, delivery, tables[name], export.mapping.content.defaults.dates)
    return Extracted(tables=tables, digest=digest_of(export, queries), left_out=tuple(left_out))


def _from_files(connection: sa.Connection, delivery: Delivery, clean: Cleaning) -> SourceRows:
    rows = make_source(connection, delivery.name, delivery.columns)
    done = 0
    for part in delivery.parts:
        with _unchanged(part):
            if not (part.table.plain and _read_fast(connection, rows, part, (clean, done))):
                _read_slowly(connection, rows, part, (clean, done))
        done += part.table.row_count
    return rows


@contextmanager
def _unchanged(part: Part) -> Iterator[None]:
    """Whatever goes wrong with a file that was proved readable is so because it changed, if it did."""
    try:
        yield
    except Exception:
        if _is_unchanged(part):
            raise
    if not _is_unchanged(part):
        raise LoadRefused(f"{part.label} changed while it was read. Load again when it is complete.")


def _is_unchanged(part: Part) -> bool:
    try:
        return stamp_of(part.table.path) == part.table.stamp
    except OSError:
        return False


def _read_fast(connection: sa.Connection, rows: SourceRows, part: Part, state: tuple[Cleaning, int]) -> bool:
    """DuckDB reads much faster than the csv module; what it makes of a file must have as many rows."""
    clean, done = state
    width = range(len(part.table.header))
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in width)
    delivered = (
        sa.text(f"SELECT * FROM read_csv(:path, columns = {{{columns}}}, {_OPTIONS})")  # noqa: S608 (c0, c1 …)
        .bindparams(path=str(part.table.path))
        .columns(*(sa.column(f"c{place}", sa.String) for place in width))
        .subquery("delivered")
    )
    cells = {name: delivered.c[f"c{place}"] for name, place in part.places.items()}
    number = sa.func.row_number().over()
    try:
        connection.execute(_insert(rows, part, (number + done, number + 1), _cleaned(cells, clean)))
        count = connection.scalar(sa.select(sa.func.count()).select_from(rows.table))
    except sa.exc.DBAPIError as error:
        connection.rollback()
        if "Out of Memory" in str(error.orig) or "IO Error" in str(error.orig):
            raise
        return False
    if count != done + part.table.row_count:
        connection.rollback()
        return False
    connection.commit()
    return True


def _read_slowly(
    connection: sa.Connection, rows: SourceRows, part: Part, state: tuple[Cleaning, int]
) -> None:
    """Each chunk is committed: DuckDB keeps what is not in memory, and a load that fails throws all away."""
    clean, done = state
    names = list(part.places)
    places = [part.places[name] for name in names]
    chosen = ((number, [cells[place] for place in places]) for number, cells in part.table.rows())
    for delivered in in_chunks(connection, chosen, len(names)):
        cells = {name: delivered.c[f"c{place}"] for place, name in enumerate(names)}
        numbers = (delivered.c.place + done, delivered.c.row)
        connection.execute(_insert(rows, part, numbers, _cleaned(cells, clean)))
        connection.commit()


def _from_query(
    connection: sa.Connection, export: Export, delivery: Delivery, clean: Cleaning
) -> tuple[SourceRows, str]:
    result = rows_of_query(export.mapping.content, delivery)
    with result.opened() as (places, found):
        rows = make_source(connection, delivery.name, list(places))
        chosen = ((number, [cells[place] for place in places.values()]) for number, cells in found)
        for delivered in in_chunks(connection, chosen, len(places)):
            cells = {name: delivered.c[f"c{place}"] for place, name in enumerate(places)}
            columns = _cleaned(cells, clean)
            numbers = (delivered.c.place, delivered.c.row)
            connection.execute(_insert(rows, result.label, numbers, columns))
            connection.commit()
    return rows, result.digest


def _cleaned(cells: Cells, clean: Cleaning) -> Cells:
    return {name: clean(cell) for name, cell in cells.items()}


def _insert(
    rows: SourceRows, origin: Part | str, numbers: Sequence[sa.ColumnElement[int]], cells: Cells
) -> sa.Insert:
    """Only listed columns are named, so nothing else of the file enters the workroom."""
    label = origin if isinstance(origin, str) else origin.label
    found = sa.select(numbers[0], sa.literal(label), numbers[1], sa.null(), *cells.values())
    return sa.insert(rows.stored).from_select([*LINEAGE, *(rows.columns[name] for name in cells)], found)
