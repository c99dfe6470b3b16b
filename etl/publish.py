"""Publishing: from a database that is being built to an immutable file, and the pointer moved to it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from etl.history import CURRENT
from etl.load import BUILDING
from etl.refusals import LoadRefused
from etl.staging import attach, run
from msp_dashboard.measures import units
from msp_dashboard.releases.contents import content_hash
from msp_dashboard.releases.folder import (
    checksum,
    checksum_path,
    current_number,
    numbers,
    path_of,
    sync_folder,
    write_whole,
)
from msp_dashboard.releases.opening import read_release
from msp_dashboard.settings import settings
from msp_dashboard.warehouse import SCHEMA_VERSION, table


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A release that is being built: its number, the one it is built from, and its file."""

    number: int
    built_from: int | None
    path: Path


def start(connection: sa.Connection) -> Draft:
    """Attach the current release for reading, and say which comes next."""
    before = current_number()
    if before is not None:
        read_release(before).engine.dispose()
        attach(connection, path_of(before), CURRENT, read_only=True)
    return Draft(
        number=max(numbers(), default=0) + 1,
        built_from=before,
        path=settings().releases.absolute() / f".building-{os.getpid()}.duckdb",
    )


def finish(connection: sa.Connection, draft: Draft) -> str:
    """Derive what measures read, describe the release, and close its file; returns its content hash."""
    run(connection, f"USE {BUILDING}")
    extract_date = _newest(connection)
    units.build(connection, extract_date)
    connection.commit()
    digest = content_hash(connection)
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
    run(connection, f"CHECKPOINT {BUILDING}")
    run(connection, "USE staging")
    run(connection, f"DETACH {BUILDING}")
    return digest


@contextmanager
def sealed(draft: Draft) -> Iterator[None]:
    """Give the finished file its name and number while the rest is done; take them back where that fails."""
    target = path_of(draft.number)
    try:
        _seal(draft, target)
        yield
    except BaseException:
        if current_number() != draft.number:
            for path in (target, checksum_path(target)):
                path.unlink(missing_ok=True)
        raise


def size_of_current() -> int:
    """Return the bytes of the current release; 0 before the first."""
    number = current_number()
    path = path_of(number) if number is not None else None
    return path.stat().st_size if path and path.exists() else 0


def _seal(draft: Draft, target: Path) -> None:
    """Make the file durable, read-only and known by its number."""
    if draft.path.with_name(f"{draft.path.name}.wal").exists():
        raise LoadRefused("The new release was not written to its end. Nothing changed: load again.")
    descriptor = os.open(draft.path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    draft.path.chmod(0o444)
    write_whole(checksum_path(target), f"{checksum(draft.path)}  {target.name}\n")
    draft.path.rename(target)
    sync_folder(target.parent)


def _latest() -> sa.Select[tuple[int]]:
    batches = table("batches")
    return sa.select(sa.func.max(batches.c.batch_id)).group_by(batches.c.source_system)


def _newest(connection: sa.Connection) -> date:
    batches = table("batches")
    newest = sa.select(sa.func.max(batches.c.extract_date)).where(batches.c.batch_id.in_(_latest()))
    found: date = connection.scalars(newest).one()
    return found
