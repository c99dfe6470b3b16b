"""Replacing a kept release under its own number, wherever it is kept: what an erasure does."""

import shutil
from pathlib import Path

import sqlalchemy as sa

from etl.creating import create
from etl.history import tables
from etl.load import BUILDING
from etl.publish.base import is_here
from etl.publish.building import Draft, derive, draft_path, write_out
from etl.publish.replacing import replace
from etl.staging import attach, run
from msp_dashboard import warehouse as facts
from msp_dashboard.measures import units
from msp_dashboard.releases import postgresql, pulling
from msp_dashboard.releases.folder import numbers, path_of
from msp_dashboard.warehouse import table

_REWRITTEN = "rewritten"


def kept(warehouse: sa.Connection | None) -> tuple[int, ...]:
    """Return the number of every release that is kept in this home or in PostgreSQL, the oldest first."""
    return tuple(sorted({*numbers(), *_in_postgresql(warehouse)}))


def working_copy(number: int, path: Path, warehouse: sa.Connection | None) -> None:
    """Write a kept release to a new database file at `path`, to be changed there and given to `rewrite`.

    One that only PostgreSQL keeps is copied out of it. Raises OSError and ReleaseError.
    """
    known = _in_postgresql(warehouse)
    here = is_here(number, known[number]) if number in known else path_of(number).is_file()
    if here:
        shutil.copyfile(path_of(number), path)
        path.chmod(0o600)
    else:
        pulling.pull(number, path)


def rewrite(connection: sa.Connection, number: int, path: Path, warehouse: sa.Connection | None) -> str:
    """Put the facts of the database file at `path` in place of a kept release; returns its new content hash.

    `connection` is the workroom's (no BUILDING attached); `warehouse` what `reserved` gave. The file holds
    the warehouse's tables, `release` among them, and is attached nowhere; its content hash and unit tables do
    not matter, because both are made anew. Everything is written to a new file, so that no block of it holds
    what was deleted. File, checksums and Parquet are replaced as one; PostgreSQL's schema when `reserved`
    ends. Killed between, the same call again makes both alike. Raises what `finish` and `sealed` do.
    """
    there = number in _in_postgresql(warehouse)
    draft = Draft(number=number, built_from=None, path=draft_path(), warehouse=warehouse if there else None)
    attach(connection, path, _REWRITTEN, read_only=True)
    attach(connection, draft.path, BUILDING)
    _copy_facts(connection)
    run(connection, f"DETACH {_REWRITTEN}")
    run(connection, f"USE {BUILDING}")
    digest = _derive(connection, draft)
    write_out(connection, draft)
    replace(draft)
    return digest


def _in_postgresql(warehouse: sa.Connection | None) -> dict[int, str]:
    return dict(postgresql.known(warehouse).content_hashes) if warehouse is not None else {}


def _copy_facts(connection: sa.Connection) -> None:
    create(connection, tables(BUILDING))
    for entry in facts.METADATA.sorted_tables:
        before = tables(_REWRITTEN).tables[f"{_REWRITTEN}.{entry.name}"]
        after = tables(BUILDING).tables[f"{BUILDING}.{entry.name}"]
        run(connection, sa.insert(after).from_select(list(before.c.keys()), sa.select(before)))


def _derive(connection: sa.Connection, draft: Draft) -> str:
    described = table("release")
    digest = derive(connection, draft, connection.scalars(sa.select(described.c.extract_date)).one())
    values = {"units_digest": units.digest(), "content_hash": digest}
    run(connection, sa.update(described).values(values))
    return digest
