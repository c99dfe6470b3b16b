"""The warehouse in PostgreSQL: a schema for each release, and the row that says which one readers follow.

Works behind pgbouncer in transaction mode: nothing is prepared, and what a transaction needs is set in it.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from msp_dashboard.releases.folder import ReleaseError, name_of
from msp_dashboard.settings import settings

SETTING = "PostgreSQL (MSP_WAREHOUSE_URL)"
SCHEMA_OPTION = "release_schema"
METADATA = sa.MetaData(schema="msp")
RELEASES = sa.Table(
    "releases",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content_hash", sa.String, nullable=False, comment="SHA-256 of its facts"),
    sa.Column("digests", sa.JSON, nullable=False, comment="SHA-256 of the rows of each table"),
    comment="Every release that was published here, each in the schema of its name",
)
CURRENT = sa.Table(
    "current_release",
    METADATA,
    sa.Column("only_row", sa.Boolean, sa.CheckConstraint("only_row"), primary_key=True),
    sa.Column("number", sa.ForeignKey(RELEASES.c.number), nullable=False),
    comment="The release that readers follow",
)

_CONNECT_SECONDS = 10
_QUERY_SECONDS = 30
_OPEN_CONNECTIONS = 4
# The server's own words may quote a part of the URL, so only their kind is passed on.
_BY_STATE = {
    "28000": "refuses the user or the password",
    "28P01": "refuses the user or the password",
    "3D000": "has no database of that name",
    "25006": "may only be read by this user",
    "42501": "does not allow this to the user of the URL: see the grants in the README",
    "53100": "has no room left on its disk",
    "53300": "has no connection left",
    "57014": "took too long to answer",
}
_BROKEN_OFF = ("08", "57P")
_BY_WORDS = {
    "password": "refuses the user or the password",
    "role ": "refuses the user or the password",
    "pg_hba": "refuses the user or the password",
    "database ": "has no database of that name",
    "certificate": "and this machine agree on no encryption: see sslmode",
    "SSL": "and this machine agree on no encryption: see sslmode",
}


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the warehouse says: the content hash of each release by number, and which one is current."""

    current: int | None = None
    content_hashes: Mapping[int, str] = field(default_factory=dict)


def is_target() -> bool:
    """Return whether releases are published to PostgreSQL and read from there."""
    return bool(settings().warehouse_url)


def known(connection: sa.Connection | None = None) -> Known:
    """Return what the warehouse says, asked now; nothing before its first release; raises ReleaseError."""
    if connection is None:
        with in_words(), engine().connect() as own:
            return known(own)
    query = sa.select(RELEASES.c.number, RELEASES.c.content_hash, CURRENT.c.only_row)
    query = query.select_from(RELEASES.outerjoin(CURRENT, CURRENT.c.number == RELEASES.c.number))
    with in_words():
        rows = connection.execute(query).all() if _has_tables(connection) else []
    current = next((row.number for row in rows if row.only_row), None)
    return Known(current=current, content_hashes={row.number: row.content_hash for row in rows})


def point_to(connection: sa.Connection, number: int) -> None:
    """Move the pointer within the caller's transaction."""
    statement = insert(CURRENT).values(only_row=True, number=number)
    connection.execute(statement.on_conflict_do_update(index_elements=["only_row"], set_={"number": number}))


def engine_of(number: int) -> sa.Engine:
    """Return an engine that reads the tables of one release; its connections are shared by all of them."""
    return engine().execution_options(**{SCHEMA_OPTION: name_of(number)})


def engine() -> sa.Engine:
    """Return this process's engine for reading; raises ReleaseError where the URL cannot be used."""
    return _reading(settings().warehouse_url, os.getpid())


@contextmanager
def writing() -> Iterator[sa.Connection]:
    """Give a connection of its own in one transaction, kept only if all goes well; raises ReleaseError."""
    address = _address(settings().warehouse_url)
    own = sa.create_engine(
        address, poolclass=sa.NullPool, hide_parameters=True, connect_args=_arguments(address)
    )
    with in_words(), own.begin() as connection:
        yield connection


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what goes wrong in PostgreSQL into ReleaseError: a sentence without the URL or a value."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, sa.exc.TimeoutError) and not hasattr(_original(error), "sqlstate"):
            raise
        raise ReleaseError(sentence(error)) from error


def sentence(error: Exception) -> str:
    """Return what went wrong in PostgreSQL, without the URL or a value."""
    words = str(_original(error))
    state: str = getattr(_original(error), "sqlstate", None) or ""
    reason = _BY_STATE.get(state) or next(
        (told for word, told in _BY_WORDS.items() if not state and word in words), ""
    )
    if not reason and state and not state.startswith(_BROKEN_OFF):
        reason = f"refused with its error {state}"
    reason = reason or "cannot be reached, or broke off"
    return f"{SETTING} {reason}."


def _has_tables(connection: sa.Connection) -> bool:
    return sa.inspect(connection).has_table(RELEASES.name, schema=METADATA.schema)


def _original(error: Exception) -> object:
    """The driver's own error, whether or not SQLAlchemy carries it."""
    return getattr(error, "orig", error)


@cache
def _reading(url: str, process: int) -> sa.Engine:  # noqa: ARG001 - a forked child opens its own
    address = _address(url)
    made = sa.create_engine(
        address,
        pool_size=_OPEN_CONNECTIONS,
        max_overflow=_OPEN_CONNECTIONS,
        pool_timeout=_CONNECT_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args=_arguments(address),
        execution_options={"postgresql_readonly": True},
    )
    sa.event.listen(made, "begin", _prepare)
    return made


def _address(url: str) -> sa.URL:
    try:
        address = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        address = None
    if address is None or address.drivername != "postgresql+psycopg":
        raise ReleaseError(
            "MSP_WAREHOUSE_URL is written postgresql+psycopg://USER:PASSWORD@HOST/DATABASE, each part with "
            "its signs escaped. Change or unset it."
        )
    return address


def _arguments(address: sa.URL) -> dict[str, object]:
    """Where a pool of connections stands before the server, a prepared statement may be on another one."""
    given = {} if "connect_timeout" in address.query else {"connect_timeout": _CONNECT_SECONDS}
    return {"prepare_threshold": None, **given}


def _prepare(connection: sa.Connection) -> None:
    """Both last as long as the transaction, whichever server connection carries it."""
    schema = connection.get_execution_options().get(SCHEMA_OPTION)
    limit = f"SET LOCAL statement_timeout = '{_QUERY_SECONDS}s'"
    connection.exec_driver_sql(f"{limit}; SET LOCAL search_path = {schema}" if schema else limit)
