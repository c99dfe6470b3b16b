"""A release as Parquet: a folder beside it, one file a table, and the list of their checksums."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from etl.staging import run
from msp_dashboard.measures.units import UNITS
from msp_dashboard.releases.folder import MANIFEST, checksum, sync, write_whole
from msp_dashboard.releases.lines import in_order

# Enough rows to compress well, few enough for the memory of a small load.
_ROW_GROUP = 61_440


def write_parquet(building: sa.Connection, folder: Path, tables: tuple[sa.Table, ...]) -> None:
    """Write the tables of the database in use to a new folder, in a fixed order of rows, to be kept.

    The same facts give the same bytes. Raises OSError, and DuckDB's error where the disk is full.
    """
    folder.mkdir()
    lines = []
    for table in tables:
        path = folder / f"{table.name}.parquet"
        rows = _in_order(building, table).compile(dialect=building.dialect)
        form = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP}"
        place = str(path).replace("'", "''")
        run(building, f"COPY ({rows}) TO '{place}' ({form})")
        path.chmod(0o444)
        sync(path)
        lines.append(f"{checksum(path)}  {path.name}\n")
    write_whole(folder / MANIFEST, "".join(sorted(lines)))


def _in_order(building: sa.Connection, table: sa.Table) -> sa.Select[*tuple[Any, ...]]:
    """By the key where one is known; not sorted again where the rows are kept so, as a load writes facts."""
    units = {unit.table.name: unit.key for unit in UNITS}
    if table.name in units:
        return sa.select(table).order_by(*(table.c[name] for name in units[table.name]))
    if len(table.primary_key) == 1:
        place: sa.ColumnElement[int] = sa.literal_column("rowid", sa.BigInteger) + 1
        elsewhere = sa.select(table).where(*(key != place for key in table.primary_key))
        if not building.scalar(sa.select(sa.exists(elsewhere))):
            return sa.select(table)
    return in_order(table)
