"""Listing, verifying and choosing releases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import sqlalchemy as sa

from msp_dashboard.releases.contents import content_hash
from msp_dashboard.releases.folder import (
    ReleaseError,
    checksum,
    checksum_path,
    current_number,
    name_of,
    numbers,
    path_of,
    point_to,
)
from msp_dashboard.releases.opening import Release, broken, read_release
from msp_dashboard.warehouse import METADATA, table

Recorder = Callable[[str, Mapping[str, object]], object]


@dataclass(frozen=True, kw_only=True)
class Summary:
    """One line of the list of releases; what a broken file cannot say is None."""

    number: int
    name: str
    readable: bool
    current: bool
    extract_date: date | None = None
    built_at: str | None = None
    synthetic: bool | None = None
    sources: tuple[str, ...] = ()


def summaries() -> tuple[Summary, ...]:
    """Return every release in the folder, the oldest first; a broken pointer marks none as current."""
    try:
        current = current_number()
    except ReleaseError:
        current = None
    return tuple(_summary(number, number == current) for number in numbers())


def use(number: int, record: Recorder) -> None:
    """Point readers at a release, after `record(action, details)` has written that down.

    Raises ReleaseError where the release cannot be read or the pointer cannot be written.
    """
    read_release(number).engine.dispose()
    try:
        before = current_number()
    except ReleaseError:
        before = None
    record("release used", {"release": name_of(number), "before": name_of(before) if before else None})
    try:
        point_to(number)
    except OSError as error:
        raise ReleaseError(
            f"The pointer in {path_of(number).parent} cannot be written: {error.strerror}. Nothing changed."
        ) from error


def verify(number: int) -> None:
    """Check a release's bytes, tables and facts; raises ReleaseError with what is wrong."""
    release = read_release(number)
    try:
        _verify_bytes(release)
        with release.engine.connect() as connection:
            for entry in METADATA.tables.values():
                connection.execute(sa.select(sa.func.count()).select_from(entry))
            found = content_hash(connection)
    except (sa.exc.SQLAlchemyError, duckdb.Error) as error:
        raise broken(number) from error
    finally:
        release.engine.dispose()
    if found != release.content_hash:
        raise ReleaseError(f"The facts in release {release.name} are not those that were published.")


def _verify_bytes(release: Release) -> None:
    beside = checksum_path(release.path)
    try:
        expected = beside.read_text("ascii").split()[0]
    except (OSError, ValueError, IndexError) as error:
        raise ReleaseError(
            f"Release {release.name} has no readable checksum beside it ({beside.name})."
        ) from error
    if checksum(release.path) != expected:
        raise ReleaseError(
            f"The file of release {release.name} is not the one that was published: its bytes differ."
        )


def _summary(number: int, current: bool) -> Summary:
    try:
        release = read_release(number)
    except ReleaseError:
        return Summary(number=number, name=name_of(number), readable=False, current=current)
    try:
        batches = table("batches")
        query = sa.select(batches.c.source_system).distinct().order_by(batches.c.source_system)
        with release.engine.connect() as connection:
            sources = tuple(connection.scalars(query))
    finally:
        release.engine.dispose()
    return Summary(
        number=number,
        name=release.name,
        readable=True,
        current=current,
        extract_date=release.extract_date,
        built_at=release.built_at,
        synthetic=release.synthetic,
        sources=sources,
    )
