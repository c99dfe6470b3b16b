"""Reading an open release: a connection whose failures are one sentence about the release."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import sqlalchemy as sa

from msp_dashboard.releases.opening import Release, unreadable


@contextmanager
def connected(release: Release) -> Iterator[sa.Connection]:
    """Give a connection; raises ReleaseError where the release turns out to be damaged or out of reach."""
    try:
        with release.engine.connect() as connection:
            yield connection
    except (sa.exc.DBAPIError, sa.exc.TimeoutError, duckdb.Error, OSError) as error:
        raise unreadable(release.number, release.path, error) from error
