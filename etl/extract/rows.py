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
from etl.source_rows import LINEAGE, SourceRows, make_cells, make_source, numbered
from etl.staging import BASE_MEMORY, MEGABYTE

_OPTIONS = """auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', comment = '',
    strict_mode = true, null_padding = false, ignore_errors = false, all_varchar = true, encoding = 'utf-8',
    compression = 'none', parallel = false, max_line_size = 8000000, buffer_size = 16777216"""
_PARALLEL = _OPTIONS.replace("parallel = false", "parallel = true")
_A_COLUMN = 17 * MEGABYTE

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
            tables[name] = _from_files(connection, delivery, (clean, export.size))
        left_out += tidy(connection, delivery, tables[name], export.mapping.content.defaults.dates)
    return Extracted(tables=tables, digest=digest_of(export, queries), left_out=tuple(left_out))


def _from_files(connection: sa.Connection, delivery: Delivery, state: tuple[Cleaning, int]) -> SourceRows:
    clean, size = state
    at_once = _all_at_once(connection, delivery, clean, size)
    if at_once is not None:
        return at_once
    rows = make_source(connection, delivery.name, delivery.columns)
    done = 0
    for part in delivery.parts:
        with _unchanged(part):
            if not (part.table.plain and _read_fast(connection, rows, part, (clean, done))):
                _read_slowly(connection, rows, part, (clean, done))
        done += part.table.row_count
    return rows


def _all_at_once(
    connection: sa.Connection, delivery: Delivery, clean: Cleaning, size: int
) -> SourceRows | None:
    """A plain file of which every row stays as it is: every thread writes, and DuckDB numbers the rows.

    None where it is not so, or where what DuckDB makes of it has another number of rows.
    """
    source, parts = delivery.source, delivery.parts
    if len(parts) != 1 or source.drop_rows or source.key:
        return None
    [part] = parts
    if not (part.table.plain and part.table.lines and part.places):
        return None
    rows = make_cells(connection, delivery.name, delivery.columns)
    names = [rows.columns[name] for name in part.places]
    with _unchanged(part), _room_for_threads(connection, len(names), size) as options:
        found = sa.select(*_cleaned(_delivered(part, options), clean).values())
        fits = _runs(connection, sa.insert(rows.stored).from_select(names, found))
        connection.commit()  # which numbers the rows
        if fits and _is_whole(connection, rows.table, part):
            return numbered(rows, part.label)
        rows.stored.drop(connection)
        connection.commit()
    return None


def _is_whole(connection: sa.Connection, table: sa.FromClause, part: Part) -> bool:
    """Whether it has every row, and DuckDB counted them from 0."""
    row = sa.literal_column("rowid", sa.BigInteger)
    count, last = connection.execute(sa.select(sa.func.count(), sa.func.max(row)).select_from(table)).one()
    return bool(count == part.table.row_count == (last + 1 if count else 0))


@contextmanager
def _room_for_threads(connection: sa.Connection, columns: int, size: int) -> Iterator[str]:
    """Give the options of reading, with room where there may be: reading by two where one writes is slower.

    DuckDB writes in order with two threads only where it may use 16 MB a column, though it takes far less.
    """
    limit = connection.exec_driver_sql("SELECT current_setting('memory_limit')").scalar_one()
    asked = BASE_MEMORY + columns * _A_COLUMN
    if asked > BASE_MEMORY + 2 * size:
        yield _OPTIONS
        return
    connection.exec_driver_sql(f"SET memory_limit = '{asked // MEGABYTE}MiB'")
    yield _PARALLEL
    connection.exec_driver_sql(f"SET memory_limit = '{limit}'")


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
    cells = _cleaned(_delivered(part), clean)
    number = sa.func.row_number().over()
    if not _runs(connection, _insert(rows, part, (number + done, number + 1), cells)):
        connection.rollback()
        return False
    count = connection.scalar(sa.select(sa.func.count()).select_from(rows.table))
    if count != done + part.table.row_count:
        connection.rollback()
        return False
    connection.commit()
    return True


def _delivered(part: Part, options: str = _OPTIONS) -> Cells:
    """The listed cells of a file as DuckDB reads it."""
    width = range(len(part.table.header))
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in width)
    delivered = (
        sa.text(f"SELECT * FROM read_csv(:path, columns = {{{columns}}}, {options})")  # noqa: S608 (c0, c1 …)
        .bindparams(path=str(part.table.path))
        .columns(*(sa.column(f"c{place}", sa.String) for place in width))
        .subquery("delivered")
    )
    return {name: delivered.c[f"c{place}"] for name, place in part.places.items()}


def _runs(connection: sa.Connection, statement: sa.Insert) -> bool:
    """Whether DuckDB reads a file as the csv module did; raises what is no fault of the file."""
    try:
        connection.execute(statement)
    except sa.exc.DBAPIError as error:
        connection.rollback()
        if "Out of Memory" in str(error.orig) or "IO Error" in str(error.orig):
            raise
        return False
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
