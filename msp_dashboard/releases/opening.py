"""Opening releases: read-only engines, a few kept for each process, and the newest pointer followed."""

import os
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import sqlalchemy as sa

from msp_dashboard.releases.folder import POINTER, ReleaseError, current_number, name_of, path_of
from msp_dashboard.settings import settings
from msp_dashboard.warehouse import SCHEMA_VERSION, table

KEPT_OPEN = 3


@dataclass(frozen=True, kw_only=True)
class Release:
    """One release, open for reading. `content_hash` is the SHA-256 of its facts, whoever built it."""

    number: int
    name: str
    path: Path
    extract_date: date
    synthetic: bool
    built_at: str
    content_hash: str
    units_digest: str
    schema_version: int
    engine: sa.Engine


_open: "OrderedDict[Path, Release]" = OrderedDict()
_abandoned: list[Release] = []
_pointer: dict[tuple[Path, int, int], int | None] = {}
_process = os.getpid()
_lock = threading.Lock()


def open_release(number: int | None = None) -> Release:
    """Return a release open for reading, by default the one that CURRENT names.

    Raises ReleaseError where there is none, or its file is missing, broken or of another version.
    """
    with _lock:
        _leave_the_parents_engines()
        chosen = _pointed() if number is None else number
        if chosen is None:
            raise ReleaseError(
                "No release has been published yet. Load an export with: "
                "python -m etl load standard --source FOLDER"
            )
        path = path_of(chosen)
        if path not in _open:
            _open[path] = read_release(chosen)
        _open.move_to_end(path)
        while len(_open) > KEPT_OPEN:
            _open.popitem(last=False)[1].engine.dispose()
        return _open[path]


def read_release(number: int) -> Release:
    """Open a release's file and read what it says of itself; the caller disposes of its engine."""
    path = path_of(number)
    if not path.is_file():
        raise ReleaseError(f"There is no release {number} in {path.parent}.")
    engine = _engine(path)
    try:
        with engine.connect() as connection:
            facts = connection.execute(sa.select(table("release"))).mappings().one()
    except (sa.exc.SQLAlchemyError, duckdb.Error, OSError) as error:
        engine.dispose()
        raise broken(number) from error
    if facts["schema_version"] != SCHEMA_VERSION or facts["number"] != number:
        engine.dispose()
        raise ReleaseError(
            f"Release {name_of(number)} was made by another version of this program, or is not what its name "
            "says. Load the export again, or choose another release."
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
    """The pointer is read again only when its file is another one than before."""
    pointer = settings().releases.absolute() / POINTER
    try:
        status = pointer.stat()
    except FileNotFoundError:
        return None
    except OSError:
        return current_number()
    known = (pointer, status.st_ino, status.st_mtime_ns)
    if known not in _pointer:
        number = current_number()
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
