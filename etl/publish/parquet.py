"""A release as Parquet: a folder beside it, one file a table, and the list of their checksums."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from msp_dashboard.measures.units import UNITS
from msp_dashboard.releases.folder import MANIFEST, checksum, sync, write_whole
from msp_dashboard.releases.lines import in_order, is_in_order

# Enough rows to compress well, few enough for the memory of a load. Most columns are codes, of which a higher
# level of zstd makes little less.
_FORM = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880"


def write_parquet(building: sa.Connection, folder: Path, tables: Iterable[sa.Table]) -> None:
    """Write tables of the database in use to files in a folder, in a fixed order of rows, to be kept.

    The same facts give the same bytes. Raises OSError, and DuckDB's error where the disk is full.
    """
    for table in tables:
        path = folder / f"{table.name}.parquet"
        rows = _in_order(building, table).compile(dialect=building.dialect)
        place = str(path).replace("'", "''")
        building.exec_driver_sql(f"COPY ({rows}) TO '{place}' ({_FORM})")
        path.chmod(0o444)
        sync(path)
    building.commit()


def write_manifest(folder: Path) -> None:
    """Write the list of the checksums of every file in a folder; raises OSError."""
    lines = (f"{checksum(path)}  {path.name}\n" for path in sorted(folder.iterdir()))
    write_whole(folder / MANIFEST, "".join(sorted(lines)))


def _in_order(building: sa.Connection, table: sa.Table) -> sa.Select[*tuple[Any, ...]]:
    """By the key where one is known; not sorted again where the rows are kept so, as a load writes facts."""
    if is_in_order(building, table):
        return sa.select(table)
    units = {unit.table.name: unit.key for unit in UNITS}
    if table.name in units:
        return sa.select(table).order_by(*(table.c[name] for name in units[table.name]))
    return in_order(table)
