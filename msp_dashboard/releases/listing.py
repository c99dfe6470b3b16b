"""Listing and choosing releases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from msp_dashboard.releases import folder, postgresql
from msp_dashboard.releases.folder import ReleaseError, name_of, path_of
from msp_dashboard.releases.opening import forget_pointer, read_release
from msp_dashboard.releases.pointer import current_number, numbers
from msp_dashboard.warehouse import table

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
    """Return every release that readers may have, the oldest first; a broken pointer marks none as current.

    Raises ReleaseError where PostgreSQL is set and cannot be asked.
    """
    found = numbers()
    try:
        current = current_number()
    except ReleaseError:
        current = None
    return tuple(_summary(number, number == current) for number in found)


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
    if postgresql.is_target():
        with postgresql.writing() as connection:
            postgresql.point_to(connection, number)
        forget_pointer()
        if not path_of(number).is_file():
            return
    try:
        folder.point_to(number)
    except OSError as error:
        raise ReleaseError(
            f"The pointer in {path_of(number).parent} cannot be written: {error.strerror}. Nothing changed."
        ) from error


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
