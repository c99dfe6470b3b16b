"""The connection to the operations database, brought up to date when it is first used."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from msp_dashboard.settings import settings

REVISION = "0005"
BUSY_SECONDS = 10
_version = sa.table("alembic_version", sa.column("version_num", sa.String))


class OperationsError(Exception):
    """The operations database or a key cannot be used; the message is a sentence for people."""


@contextmanager
def reading() -> Iterator[sa.Connection]:
    """Give a connection for reading; raises OperationsError where the database cannot be used."""
    with _sentences(), _engine(settings().operations, os.getpid()).connect() as connection:
        yield connection


@contextmanager
def writing() -> Iterator[sa.Connection]:
    """Give a connection in one transaction that is kept only if all goes well; raises OperationsError."""
    with (
        _sentences(),
        _engine(settings().operations, os.getpid()).connect() as connection,
        connection.execution_options(writing=True).begin(),
    ):
        yield connection


def upgrade() -> None:
    """Bring the database to this program's revision, from nothing if need be; raises OperationsError."""
    with _sentences():
        if _revision() != REVISION:
            migrate(REVISION)


def prepare() -> None:
    """Do the same once a process, so that every reading and writing may begin with it."""
    _prepare_once(settings().operations)


@cache
def _prepare_once(url: str) -> None:  # noqa: ARG001 - another database is prepared on its own
    upgrade()


def migrate(revision: str) -> None:
    """Move the database up or down to one revision ("base" for an empty one)."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("msp_dashboard") / "migrations").replace("%", "%%"))
    step = command.downgrade if revision == "base" else command.upgrade
    with writing() as connection:
        config.attributes["connection"] = connection
        step(config, revision)


def _revision() -> str | None:
    with _engine(settings().operations, os.getpid()).connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.scalar(sa.select(_version.c.version_num))


@cache
def _engine(url: str, process: int) -> sa.Engine:  # noqa: ARG001 - a forked child opens its own
    address = sa.make_url(url)
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        raise OperationsError(
            "MSP_OPERATIONS_URL must name an SQLite file, such as sqlite:////srv/msp/operations.sqlite."
        )
    _make_private(Path(address.database))
    engine = sa.create_engine(address, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _make_private(path: Path) -> None:
    """SQLite gives its journals the rights of the file itself."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise OperationsError(
            f"The operations database {path} cannot be opened: {error.strerror}."
        ) from error


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    """A writer waits for its turn at once: one that first read could not be let in later."""
    kind = "IMMEDIATE" if connection.get_execution_options().get("writing") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {kind}")


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except sa.exc.OperationalError as error:
        reason = str(error.orig)
        raise OperationsError(f"The operations database cannot be used: {reason}.") from error
    except sa.exc.DatabaseError as error:
        raise OperationsError(
            "The operations database refused: it is not one of ours, is broken, or a rule in it was not kept."
        ) from error
