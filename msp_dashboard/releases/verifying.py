"""Verifying a release: that its bytes, its tables and its facts are those that were published."""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import sqlalchemy as sa

from msp_dashboard.releases import pulling
from msp_dashboard.releases.folder import (
    MANIFEST,
    ReleaseError,
    checksum,
    checksum_path,
    checksums_in,
    next_of,
    parquet_of,
)
from msp_dashboard.releases.hashing import content_hash
from msp_dashboard.releases.lines import digest_of
from msp_dashboard.releases.opening import Release, read_release, unreadable
from msp_dashboard.warehouse import METADATA


def verify(number: int) -> None:
    """Check a release's bytes, tables and facts; raises ReleaseError with what is wrong."""
    release = read_release(number)
    try:
        if release.path is None:
            _verify_in_postgresql(release)
        else:
            _verify_files(release, release.path)
            with _sentences(release), release.engine.connect() as connection:
                _verify_facts(release, connection)
    finally:
        release.engine.dispose()


def _verify_in_postgresql(release: Release) -> None:
    """Its tables are copied out, so that the same code reads them as reads a file."""
    with tempfile.TemporaryDirectory() as folder, _sentences(release):
        path = Path(folder, "copy.duckdb")
        found = pulling.pull(release.number, path)
        engine = sa.create_engine(sa.URL.create("duckdb", database=str(path)), poolclass=sa.NullPool)
        with engine.connect() as connection:
            for name, digest in pulling.digests_of(release.number).items():
                if name not in found or digest_of(connection, found[name]) != digest:
                    raise ReleaseError(
                        f"The table {name} of release {release.name} is not the one that was published."
                    )
            _verify_facts(release, connection)


def _verify_facts(release: Release, connection: sa.Connection) -> None:
    for entry in METADATA.tables.values():
        connection.execute(sa.select(sa.func.count()).select_from(entry))
    if content_hash(connection) != release.content_hash:
        raise ReleaseError(f"The facts in release {release.name} are not those that were published.")


def _verify_files(release: Release, path: Path) -> None:
    beside = checksum_path(path)
    try:
        lists = _lists(beside)
        own = {each[path.name] for each in lists}
    except (OSError, ValueError, KeyError) as error:
        raise ReleaseError(
            f"Release {release.name} has no readable checksum beside it ({beside.name})."
        ) from error
    if checksum(path) not in own:
        raise ReleaseError(
            f"The file of release {release.name} is not the one that was published: its bytes differ."
        )
    parquet = parquet_of(release.number)
    manifest = f"{parquet.name}/{MANIFEST}"
    expected = {each[manifest] for each in lists if manifest in each}
    if expected and not any(_is_whole(folder, expected) for folder in (parquet, next_of(parquet))):
        raise ReleaseError(f"The Parquet files of release {release.name} are not those that were published.")


def _lists(beside: Path) -> list[dict[str, str]]:
    """The list of checksums, and beside it the next one while that takes its place."""
    found = [checksums_in(beside)]
    with suppress(FileNotFoundError):
        found.append(checksums_in(next_of(beside)))
    return found


def _is_whole(parquet: Path, manifests: Collection[str]) -> bool:
    """Whether the folder holds the files of its list and no others, byte for byte."""
    try:
        if checksum(parquet / MANIFEST) not in manifests:
            return False
        listed = checksums_in(parquet / MANIFEST)
        held = {path.name for path in parquet.iterdir()} - {MANIFEST}
        return held == set(listed) and all(checksum(parquet / name) == listed[name] for name in held)
    except (OSError, ValueError):
        return False


@contextmanager
def _sentences(release: Release) -> Iterator[None]:
    try:
        yield
    except (sa.exc.SQLAlchemyError, duckdb.Error) as error:
        raise unreadable(release.number, release.path, error) from error
