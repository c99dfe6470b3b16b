"""Reading an open release: a connection whose failures are one sentence about the release."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import sqlalchemy as sa

from msp_dashboard.releases.opening import Release, broken


@contextmanager
def connected(release: Release) -> Iterator[sa.Connection]:
    """Give a connection; raises ReleaseError where the file turns out to be damaged or gone."""
    try:
        with release.engine.connect() as connection:
            yield connection
    except (sa.exc.DBAPIError, duckdb.Error, OSError) as error:
        raise broken(release.number) from error
