"""What a load did, read from its release: counts, what did not fit and where, and words that no map knew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from etl.checks import Count
from etl.crosswalk import TARGET as CROSSWALK
from etl.extract.tidy import LeftOut
from msp_dashboard.releases.opening import kept_release
from msp_dashboard.warehouse import resources, table

PLACES = 3  # named of each rule
SHOWN = 1000

Rows = tuple[Mapping[str, object], ...]


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """How often a rule was broken with the same action, and the first places: file, row and column."""

    action: str
    rule: str
    number: int
    places: tuple[tuple[str, int, str | None], ...]


@dataclass(frozen=True, kw_only=True)
class Report:
    """The outcome of a load, as the command line's contract lists it."""

    release: str
    status: str
    extract_date: date
    targets: Mapping[str, Count]
    rejections: Rows
    rejections_total: int
    misfits: tuple[Misfit, ...]
    unmapped: Rows
    ignored: Mapping[str, list[str]]
    left_out: tuple[LeftOut, ...] = ()
    held_because: tuple[str, ...] = ()


def report_of(number: int, source: str, status: str, ignored: Mapping[str, list[str]]) -> Report:
    """Read from a release what its latest load of a source did; raises ReleaseError."""
    release = kept_release(number)
    try:
        with release.engine.connect() as connection:
            return _read(connection, release.name, source, status, ignored)
    finally:
        release.engine.dispose()


def rejections(connection: sa.Connection, found: sa.FromClause) -> Rows:
    """Return the first places of all findings; `found` has action, file, row, column and rule."""
    place = (found.c.file, found.c.row, found.c.column, found.c.rule)
    query = sa.select(*place).order_by(*place).limit(SHOWN)
    return tuple(dict(row) for row in connection.execute(query).mappings())


def misfits(connection: sa.Connection, found: sa.FromClause) -> tuple[Misfit, ...]:
    """Return each rule that was broken, by action, the most frequent first."""
    number = sa.func.count().label("number")
    query = sa.select(found.c.action, found.c.rule, number).group_by(found.c.action, found.c.rule)
    rows = connection.execute(query.order_by(found.c.action, sa.desc("number"), found.c.rule)).all()
    return tuple(
        Misfit(action=action, rule=rule, number=count, places=_places(connection, found, (action, rule)))
        for action, rule, count in rows
    )


def _places(
    connection: sa.Connection, found: sa.FromClause, broken: tuple[str, str]
) -> tuple[tuple[str, int, str | None], ...]:
    """A row that became several rows, all of which break a rule, is one place."""
    place = (found.c.file, found.c.row, found.c.column)
    query = sa.select(*place).distinct().where(found.c.action == broken[0], found.c.rule == broken[1])
    return tuple(tuple(row) for row in connection.execute(query.order_by(*place).limit(PLACES)))


def _read(
    connection: sa.Connection, name: str, source: str, status: str, ignored: Mapping[str, list[str]]
) -> Report:
    batches, counts = table("batches"), table("load_counts")
    latest = sa.select(batches).where(batches.c.source_system == source)
    batch = connection.execute(latest.order_by(batches.c.batch_id.desc()).limit(1)).one()
    number: int = batch.batch_id
    found = sa.select(table("rejections")).where(table("rejections").c.batch_id == number).subquery("found")
    return Report(
        release=name,
        status=status,
        extract_date=batch.extract_date,
        targets=_targets(connection, sa.select(counts).where(counts.c.batch_id == number)),
        rejections=rejections(connection, found),
        rejections_total=connection.scalar(sa.select(sa.func.count()).select_from(found)) or 0,
        misfits=misfits(connection, found),
        unmapped=_unmapped(connection, number),
        ignored=ignored,
    )


def _unmapped(connection: sa.Connection, number: int) -> Rows:
    rows = table("unmapped")
    query = sa.select(rows.c.field, rows.c.value, rows.c.rows).where(rows.c.batch_id == number)
    query = query.order_by(rows.c.rows.desc(), rows.c.field, rows.c.value)
    return tuple(dict(row) for row in connection.execute(query).mappings())


def _targets(connection: sa.Connection, query: sa.Select[tuple[object, ...]]) -> dict[str, Count]:
    found = {row.target: row for row in connection.execute(query)}
    names = ("offered", "kept", "quarantined", "merged")
    return {
        name: Count(**{each: getattr(found[name], each) for each in names})
        for name in (*resources(), CROSSWALK)
        if name in found
    }
