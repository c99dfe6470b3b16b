"""The release that the next one is built from: the one that readers follow, as a file to attach."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from etl.publish.tables import tables_of_a_release
from etl.publish.target import write_schema
from msp_dashboard import audit
from msp_dashboard.releases import ReleaseError, postgresql, pulling
from msp_dashboard.releases.folder import name_of, number_in_pointer, path_of, point_to
from msp_dashboard.releases.opening import Release, forget_pointer, read_file
from msp_dashboard.settings import settings


@dataclass(frozen=True, kw_only=True)
class Base:
    """A release's number, and the file that holds it."""

    number: int
    path: Path


def base_of(warehouse: sa.Connection | None) -> Base | None:
    """Return the release that readers follow; None before the first.

    PostgreSQL says which one where it is set. One that this home lacks is copied out of it; where it holds
    none yet, the current release of this home is published to it first. Raises ReleaseError.
    """
    if warehouse is None:
        number = number_in_pointer()
        return None if number is None else Base(number=number, path=_checked(number))
    found = postgresql.known(warehouse)
    if found.current is not None:
        return _as_in(found, found.current)
    number = number_in_pointer()
    if number is None:
        return None
    _publish_first(number)
    return Base(number=number, path=path_of(number))


def pulled_path(number: int) -> Path:
    """Return where a release that this home lacks is copied to: a name that the next load clears away."""
    return settings().releases.absolute() / f".pulled-{name_of(number)}.duckdb"


def is_here(number: int, content_hash: str) -> bool:
    """Return whether this home holds that very release: a killed load may have left another of its number."""
    try:
        with _reading(number) as release:
            return release.content_hash == content_hash
    except ReleaseError:
        return False


def _as_in(found: postgresql.Known, number: int) -> Base:
    if not is_here(number, found.content_hashes[number]):
        pulling.pull(number, pulled_path(number))
        return Base(number=number, path=pulled_path(number))
    follow(number)
    return Base(number=number, path=path_of(number))


def follow(number: int) -> None:
    """Let CURRENT say what PostgreSQL says; where it cannot be written, the next load does it."""
    with suppress(OSError, ReleaseError):
        if number_in_pointer() == number:
            return
    with suppress(OSError):
        point_to(number)


def _checked(number: int) -> Path:
    with _reading(number):
        return path_of(number)


def _publish_first(number: int) -> None:
    """In a transaction of its own: what is built on it is another release."""
    with _reading(number) as release, postgresql.writing() as target, release.engine.connect() as file:
        write_schema(file, target, number, tables_of_a_release(release.units_digest))
        postgresql.point_to(target, number)
        audit.record("release published to PostgreSQL", {"release": release.name}, actor="load")
    forget_pointer()


@contextmanager
def _reading(number: int) -> Iterator[Release]:
    release = read_file(number)
    try:
        yield release
    finally:
        release.engine.dispose()
