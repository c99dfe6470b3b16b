"""Opening releases: read-only engines, a few kept for each process, and the newest pointer followed."""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import sqlalchemy as sa

from msp_dashboard.releases import postgresql
from msp_dashboard.releases.folder import POINTER, ReleaseError, name_of, number_in_pointer, path_of
from msp_dashboard.settings import settings
from msp_dashboard.warehouse import SCHEMA_VERSION, table

KEPT_OPEN = 3
# How long readers may follow what PostgreSQL said before.
FOLLOWED_SECONDS = 1.0
_LONGEST_READ = 5.0


@dataclass(frozen=True, kw_only=True)
class Release:
    """One release, open for reading. `content_hash` is the SHA-256 of its facts, whoever built it.

    `path` is its file; None where it is read from PostgreSQL.
    """

    number: int
    name: str
    path: Path | None
    extract_date: date
    synthetic: bool
    built_at: str
    content_hash: str
    units_digest: str
    schema_version: int
    engine: sa.Engine


# By number and by what the release was when it was opened: an erasure replaces it under its number.
_open: "OrderedDict[tuple[int, Hashable], Release]" = OrderedDict()
_abandoned: list[Release] = []
_pointer: dict[tuple[Path, int, int], int | None] = {}
_known: list[tuple[float, str, postgresql.Known]] = []
_process = os.getpid()
_lock = threading.Lock()


def open_release(number: int | None = None) -> Release:
    """Return a release open for reading, by default the one that readers follow.

    Raises ReleaseError where there is none, or it is missing, broken or of another version.
    """
    with _lock:
        _leave_the_parents_engines()
        chosen = _pointed() if number is None else number
        if chosen is None:
            raise ReleaseError(
                "No release has been published yet. Load an export with: "
                "python -m etl load standard --source FOLDER"
            )
        key = (chosen, _identity(chosen))
        if key not in _open:
            for other in [other for other in _open if other[0] == chosen]:
                _wait_for_readers_of(_open[other])
                _close([other])
            _open[key] = read_release(chosen)
        _open.move_to_end(key)
        _close(list(_open)[:-KEPT_OPEN])
        return _open[key]


def read_release(number: int) -> Release:
    """Open a release where readers have it, and read what it says of itself.

    The caller disposes of its engine. Raises ReleaseError where it is missing, broken or of another version.
    """
    if not postgresql.is_target():
        return read_file(number)
    if number not in postgresql.known().content_hashes:
        raise ReleaseError(f"There is no release {number} in {postgresql.SETTING}.")
    return _read(number, None, postgresql.engine_of(number))


def read_file(number: int) -> Release:
    """Open a release's file in the home folder, whichever way readers have it; as read_release does."""
    path = path_of(number)
    if not path.is_file():
        raise ReleaseError(f"There is no release {number} in {path.parent}.")
    return _read(number, path, _engine(path))


def kept_release(number: int) -> Release:
    """Open a release as readers have it, or its file until PostgreSQL has it; as read_release."""
    if postgresql.is_target() and number not in postgresql.known().content_hashes:
        return read_file(number)
    return read_release(number)


def forget_pointer() -> None:
    """Ask PostgreSQL anew at the next opening: this process has moved the pointer."""
    _known.clear()


def unreadable(number: int, path: Path | None, error: Exception) -> ReleaseError:
    """Return the error of a release that cannot be read: from its file, or from PostgreSQL without a path."""
    if path is not None:
        return broken(number)
    return ReleaseError(f"Release {name_of(number)} cannot be read: {postgresql.sentence(error)}")


def _read(number: int, path: Path | None, engine: sa.Engine) -> Release:
    try:
        with engine.connect() as connection:
            facts = connection.execute(sa.select(table("release"))).mappings().one()
    except (sa.exc.SQLAlchemyError, duckdb.Error, OSError) as error:
        engine.dispose()
        raise unreadable(number, path, error) from error
    if facts["schema_version"] != SCHEMA_VERSION or facts["number"] != number:
        engine.dispose()
        raise ReleaseError(
            f"Release {name_of(number)} was made by another version of this program, or is not what its name "
            "says. Choose another release, or begin with an empty home folder and load the exports again."
        )
    own = {key: facts[key] for key in ("number", "extract_date", "synthetic", "built_at", "content_hash")}
    return Release(
        **own,
        name=name_of(number),
        path=path,
        units_digest=facts["units_digest"],
        schema_version=SCHEMA_VERSION,
        engine=engine,
    )


def broken(number: int) -> ReleaseError:
    """Return the error of a release whose file cannot be read."""
    return ReleaseError(
        f"Release {name_of(number)} cannot be read: its file is broken or not a release. "
        "Go back to another one with: python -m msp_dashboard releases use N"
    )


def _engine(path: Path) -> sa.Engine:
    return sa.create_engine(
        sa.URL.create("duckdb", database=str(path)),
        connect_args={
            "read_only": True,
            "config": {
                "enable_external_access": "false",
                "autoload_known_extensions": "false",
                "autoinstall_known_extensions": "false",
                "memory_limit": settings().query_memory,
                "lock_configuration": "true",
            },
        },
        hide_parameters=True,
    )


def _pointed() -> int | None:
    return _known_now().current if postgresql.is_target() else _pointed_by_file()


def _identity(number: int) -> Hashable:
    """What tells a release from one that took its place under the same number."""
    if postgresql.is_target():
        return settings().warehouse_url, _known_now().content_hashes.get(number)
    path = path_of(number)
    try:
        status = path.stat()
    except OSError:
        return path
    return path, status.st_ino, status.st_mtime_ns


def _known_now() -> postgresql.Known:
    """What PostgreSQL says, asked at most once a second."""
    now, url = time.monotonic(), settings().warehouse_url
    if not (_known and _known[0][1] == url and now - _known[0][0] < FOLLOWED_SECONDS):
        found = postgresql.known()
        _known[:] = [(now, url, found)]
    return _known[0][2]


def _wait_for_readers_of(replaced: Release) -> None:
    """DuckDB goes on reading a replaced file for as long as this process uses any connection to it."""
    pool, ends = replaced.engine.pool, time.monotonic() + _LONGEST_READ
    while isinstance(pool, sa.QueuePool) and pool.checkedout() and time.monotonic() < ends:
        time.sleep(0.01)


def _close(keys: list[tuple[int, Hashable]]) -> None:
    for key in keys:
        _open.pop(key).engine.dispose()


def _pointed_by_file() -> int | None:
    """The pointer is read again only when its file is another one than before."""
    pointer = settings().releases.absolute() / POINTER
    try:
        status = pointer.stat()
    except FileNotFoundError:
        return None
    except OSError:
        return number_in_pointer()
    known = (pointer, status.st_ino, status.st_mtime_ns)
    if known not in _pointer:
        number = number_in_pointer()
        _pointer.clear()
        _pointer[known] = number
    return _pointer[known]


def _leave_the_parents_engines() -> None:
    """A child opens its own: it neither uses nor closes what a parent opened, because either can crash it."""
    global _process  # noqa: PLW0603 - which process the engines belong to
    if _process != os.getpid():
        _process = os.getpid()
        _abandoned.extend(_open.values())
        _open.clear()
