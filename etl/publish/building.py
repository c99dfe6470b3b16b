"""Building a release: which one it starts from, and what is derived and written once its facts are there."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from etl.history import CURRENT
from etl.lanes import second_lane
from etl.load import BUILDING
from etl.publish.base import base_of
from etl.publish.parquet import write_manifest, write_parquet
from etl.publish.tables import tables_of_a_release
from etl.publish.target import write_schema
from etl.staging import attach, run
from msp_dashboard.measures import units
from msp_dashboard.releases import current_number, postgresql
from msp_dashboard.releases.folder import numbers, parquet_of, path_of
from msp_dashboard.releases.hashing import content_hash
from msp_dashboard.settings import settings
from msp_dashboard.warehouse import METADATA, SCHEMA_VERSION, table

# The table that says what the release is, which is known once the facts are hashed.
_DESCRIPTION = "release"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A release that is being built: its number, what it is built from, its file, and PostgreSQL if set."""

    number: int
    built_from: int | None
    path: Path
    warehouse: sa.Connection | None = None

    @property
    def parquet(self) -> Path:
        """The folder of its Parquet files."""
        return self.path.with_suffix(".parquet")


def start(connection: sa.Connection, warehouse: sa.Connection | None = None) -> Draft:
    """Attach the release that readers follow, and say which comes next.

    `warehouse` is what `reserved` gave. Raises ReleaseError.
    """
    base = base_of(warehouse)
    if base is not None:
        attach(connection, base.path, CURRENT, read_only=True)
    taken = {*numbers(), *(postgresql.known(warehouse).content_hashes if warehouse else ())}
    return Draft(
        number=max(taken, default=0) + 1,
        built_from=base.number if base else None,
        path=draft_path(),
        warehouse=warehouse,
    )


def draft_path() -> Path:
    """Return where this process builds a release: a name that the next load clears away."""
    return settings().releases.absolute() / f".building-{os.getpid()}.duckdb"


def finish(connection: sa.Connection, draft: Draft) -> str:
    """Derive what measures read, describe the release and write it out; returns its content hash."""
    run(connection, f"USE {BUILDING}")
    extract_date = _newest(connection)
    digest = derive(connection, draft, extract_date)
    batches = table("batches")
    real = sa.select(sa.func.count()).where(~batches.c.synthetic, batches.c.batch_id.in_(_latest()))
    connection.execute(
        sa.insert(table("release")).values(
            number=draft.number,
            built_from=draft.built_from,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            extract_date=extract_date,
            synthetic=connection.scalar(real) == 0,
            schema_version=SCHEMA_VERSION,
            units_digest=units.digest(),
            content_hash=digest,
        )
    )
    connection.commit()
    write_out(connection, draft)
    return digest


def derive(connection: sa.Connection, draft: Draft, extract_date: date) -> str:
    """Derive what measures read, and write it and the facts as Parquet; returns the content hash.

    The database in use holds the facts. They are hashed while what measures read is derived from them, and
    both are written at once.
    """
    connection.commit()
    draft.parquet.mkdir()
    facts = [each for each in METADATA.sorted_tables if each.name != _DESCRIPTION]
    with second_lane(connection, BUILDING) as beside:
        hashed = beside(content_hash)
        units.build(connection, extract_date)
        connection.commit()
        digest: str = hashed.result()
        beside(lambda other: write_parquet(other, draft.parquet, facts))
        write_parquet(connection, draft.parquet, (unit.table for unit in units.UNITS))
    return digest


def write_out(connection: sa.Connection, draft: Draft) -> None:
    """Close the database in use as the draft's file, and write what else it is published as."""
    write_parquet(connection, draft.parquet, [table(_DESCRIPTION)])
    write_manifest(draft.parquet)
    run(connection, f"CHECKPOINT {BUILDING}")
    if draft.warehouse is not None:
        write_schema(connection, draft.warehouse, draft.number, tables_of_a_release(units.digest()))
    run(connection, "USE staging")
    run(connection, f"DETACH {BUILDING}")


def size_of_current() -> int:
    """Return the bytes of the current release and its Parquet in this home; 0 before the first."""
    number = current_number()
    if number is None:
        return 0
    files = (path_of(number), *parquet_of(number).glob("*"))
    return sum(path.stat().st_size for path in files if path.exists())


def _latest() -> sa.Select[tuple[int]]:
    batches = table("batches")
    return sa.select(sa.func.max(batches.c.batch_id)).group_by(batches.c.source_system)


def _newest(connection: sa.Connection) -> date:
    batches = table("batches")
    newest = sa.select(sa.func.max(batches.c.extract_date)).where(batches.c.batch_id.in_(_latest()))
    found: date = connection.scalars(newest).one()
    return found
