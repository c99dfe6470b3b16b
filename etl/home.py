"""The home folder during a load: made private, locked for one load, cleared of dead ones' remains."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.publish.replacing import complete_replacements
from etl.refusals import LoadRefused
from msp_dashboard.settings import settings

LOCK = "load.lock"


@contextmanager
def workroom() -> Iterator[Path]:
    """Hold the lock of the home folder and give an empty folder to work in; raises LoadRefused."""
    home = settings().home.absolute()
    _make(home)
    with _locked(home):
        _clear(home)
        folder = home / "work" / str(os.getpid())
        try:
            folder.mkdir(parents=True)
            yield folder
        finally:
            _clear(home)


def refuse_if_full(needed: int) -> None:
    """Raise LoadRefused where the disk has clearly less room than the load needs."""
    free = shutil.disk_usage(settings().home).free
    if free < needed:
        room = f"has {free >> 20} MB left, and this load needs {(needed >> 20) + 1} MB"
        raise LoadRefused(f"The disk of {settings().home} {room}. Make room, then load again.")


def _make(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, exist_ok=True)
        home.chmod(0o700)
        (home / "releases").mkdir(exist_ok=True)
    except FileNotFoundError as error:
        raise LoadRefused(f"The home folder {home} cannot be made: {home.parent} does not exist.") from error
    except OSError as error:
        raise LoadRefused(f"The home folder {home} cannot be used: {error.strerror}.") from error


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    try:
        descriptor = os.open(home / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise LoadRefused(f"The home folder {home} cannot be written: {error.strerror}.") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise LoadRefused("Another load is running in this home folder. Wait until it is done.") from error
    finally:
        os.close(descriptor)


def _clear(home: Path) -> None:
    """Whoever holds the lock owns everything unfinished: no other load is alive.

    What an erasure had decided is completed; all else goes.
    """
    releases = home / "releases"
    complete_replacements(releases)
    parts = (*releases.glob("r*.parquet"), *releases.glob("r*.sha256"))
    without_release = [path for path in parts if not path.with_suffix(".duckdb").exists()]
    for remains in (home / "work", *releases.glob(".*"), *without_release):
        if remains.is_dir():
            shutil.rmtree(remains, ignore_errors=True)
        else:
            remains.unlink(missing_ok=True)
