"""Every way in which a load can fail, as one sentence that holds no value from the export."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import sqlalchemy as sa

from etl.refusals import LoadRefused
from msp_dashboard.operations import OperationsError
from msp_dashboard.releases import ReleaseError
from msp_dashboard.settings import settings

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
LEAST_ROOM = 1 << 20
_FULL_IN_WORDS = (
    "no space left",
    "disk quota",
    "file too large",
    "could not write",
    "failed to write",
    "disk is full",
    "disk i/o error",
)


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn what may go wrong around a load into LoadRefused; a fault of the program itself passes."""
    try:
        yield
    except (ReleaseError, OperationsError) as error:
        raise LoadRefused(_of_words(str(error)) or str(error)) from error
    except OSError as error:
        raise LoadRefused(_of_system(error)) from error
    except (sa.exc.DBAPIError, duckdb.Error) as error:
        raise LoadRefused(_of_database(error)) from error


def _of_system(error: OSError) -> str:
    if error.errno in _FULL:
        return _full()
    return f"{error.filename or 'A file'} cannot be used: {error.strerror}. Nothing changed."


def _of_database(error: Exception) -> str:
    """The database's own words may quote a cell, so only their kind is passed on."""
    words = str(getattr(error, "orig", error))
    if "out of memory" in words.lower() and not _has_room():
        # What does not fit into memory is put aside on the disk, where there is room.
        return _full()
    if "out of memory" in words.lower():
        return "The load needs more memory than it may use. Nothing changed: load on a larger machine."
    kind = type(getattr(error, "orig", error)).__name__
    return _of_words(words) or f"The database stopped the load ({kind}). Nothing changed."


def _of_words(words: str) -> str:
    return _full() if any(each in words.lower() for each in _FULL_IN_WORDS) else ""


def _has_room() -> bool:
    home = settings().home
    return not home.exists() or shutil.disk_usage(home).free > LEAST_ROOM


def _full() -> str:
    return "The disk is full, or cannot be written. Nothing changed: make room, then load again."
