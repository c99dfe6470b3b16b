"""What a load changes: rows that stay, rows that give way to newer ones, and what was there before them."""

from typing import Any

import sqlalchemy as sa

from etl.before import BEFORE, CURRENT, OPEN, tables
from etl.crosswalk import any_links, depth_of
from etl.fields import ordered
from etl.staging import FACTS, METADATA, run
from etl.transform import Origin, create_people, create_teams, named_people, named_teams
from msp_dashboard.releases.contents import fact_names
from msp_dashboard.warehouse import Resource

__all__ = ["CURRENT", "SUPERSEDED", "as_struct", "compare", "tables"]

SUPERSEDED = sa.Table(
    "superseded",
    METADATA,
    sa.Column("resource", sa.String),
    sa.Column("record_token", sa.String),
    sa.Column("source_system", sa.String),
    sa.Column("change", sa.String),
    sa.Column("first_batch_id", sa.Integer),
    sa.Column("last_batch_id", sa.Integer),
    sa.Column("facts", sa.String),
)


def compare(connection: sa.Connection, origin: Origin) -> None:
    """Set this load's facts beside those that the current release had, which must have been recalled."""
    for resource in reversed(ordered()):
        if not resource.is_restricted:
            _carry_over(connection, resource, origin)
    for resource in OPEN:
        _settle(connection, resource, origin)
    if any_links(connection):
        _leave_children_behind(connection)
    _complete(connection, origin)
    for resource in OPEN:
        _supersede(connection, resource, origin)
        _keep_lineage(connection, resource, origin)


def as_struct(resource: Resource, rows: sa.FromClause) -> sa.ColumnElement[str]:
    """Return a row's facts as JSON text."""
    words = sa.func.json_object(*(part for name in fact_names(resource) for part in (name, rows.c[name])))
    return sa.cast(sa.func.to_json(words), sa.String)


def _carry_over(connection: sa.Connection, resource: Resource, origin: Origin) -> None:
    """A snapshot takes the place of its whole source, an incremental extract of what it brings.

    Children come before their enquiries, so that the workroom's enquiries are still this load's alone.
    """
    now, before = FACTS[resource.name], BEFORE[resource.name]
    stays: sa.ColumnElement[bool] = before.c.source_system != origin.source
    if origin.mode == "incremental":
        replaced: sa.ColumnElement[bool] = sa.false()
        if "enquiry_token" in before.c:
            replaced = before.c.enquiry_token.in_(sa.select(FACTS["enquiries"].c.record_token))
        stays |= sa.func.coalesce(~replaced, sa.true())
    names = list(now.c.keys())
    rows = sa.select(*(before.c[name] for name in names)).where(stays)
    run(connection, sa.insert(now).from_select(names, rows))


def _settle(connection: sa.Connection, resource: Resource, origin: Origin) -> None:
    """Of several rows of one record, keep one: a described one, of the newest system, of the newest load.

    A team is the same in every source, so the last description of it counts.
    """
    now = FACTS[resource.name]
    described, mine = now.c.source_file.is_not(None), now.c.batch_id == origin.batch
    depth = depth_of(now.c.record_token, now.c.source_system)
    order: list[sa.ColumnElement[Any]] = [depth.desc(), now.c.source_system, mine.desc()]
    if resource.name == "teams":
        order = [mine.desc(), now.c.source_system]
    several = sa.select(now.c.record_token).group_by(now.c.record_token).having(sa.func.count() > 1)
    row: sa.ColumnElement[int] = sa.literal_column("rowid", sa.BigInteger)
    place = sa.func.row_number().over(partition_by=now.c.record_token, order_by=[described.desc(), *order])
    ranked = sa.select(row.label("row"), place.label("place")).where(now.c.record_token.in_(several))
    chosen = ranked.subquery()
    run(connection, sa.delete(now).where(row.in_(sa.select(chosen.c.row).where(chosen.c.place > 1))))


def _leave_children_behind(connection: sa.Connection) -> None:
    """An enquiry that moved to a newer system is there with all its children."""
    enquiries = FACTS["enquiries"]
    for resource in OPEN:
        now = FACTS[resource.name]
        if "enquiry_token" in now.c:
            elsewhere = sa.exists().where(
                enquiries.c.record_token == now.c.enquiry_token,
                enquiries.c.source_system != now.c.source_system,
            )
            run(connection, sa.delete(now).where(elsewhere))


def _complete(connection: sa.Connection, origin: Origin) -> None:
    """People and teams that were only ever named are there as long as something names them."""
    for name, column, named in (
        ("people", "record_token", named_people()),
        ("teams", "team_name", named_teams()),
    ):
        rows, still = FACTS[name], named.subquery()
        unnamed = rows.c[column].not_in(sa.select(still.c[0]))
        run(connection, sa.delete(rows).where(rows.c.source_file.is_(None), unnamed))
    create_people(connection, origin)
    create_teams(connection, origin)


def _supersede(connection: sa.Connection, resource: Resource, origin: Origin) -> None:
    now, before = FACTS[resource.name], BEFORE[resource.name]
    gone = now.c.record_token.is_(None)
    moved = _moved(resource, now, before)
    change = sa.case((moved, "moved"), (gone, "closed"), else_="corrected")
    joined = before.outerjoin(now, now.c.record_token == before.c.record_token)
    rows = (
        sa.select(
            sa.literal(resource.name),
            before.c.record_token,
            before.c.source_system,
            change,
            before.c.batch_id,
            sa.literal(origin.batch),
            as_struct(resource, before),
        )
        .select_from(joined)
        .where(gone | moved | ~_same(resource, now, before))
    )
    run(connection, sa.insert(SUPERSEDED).from_select(list(SUPERSEDED.c.keys()), rows))


def _moved(resource: Resource, now: sa.Table, before: sa.Table) -> sa.ColumnElement[bool]:
    """Whether it is another record's by now, or another system's, or that of an enquiry which moved there."""
    if resource.name == "teams":
        return sa.false()
    order = (before.c.was != before.c.record_token, before.c.was)
    twins = sa.func.row_number().over(
        partition_by=(before.c.record_token, before.c.source_system), order_by=order
    )
    places = sa.select(before.c.was, twins.label("place")).subquery()
    moved: sa.ColumnElement[bool] = before.c.was.in_(sa.select(places.c.was).where(places.c.place > 1))
    moved |= sa.func.coalesce(now.c.source_system != before.c.source_system, sa.false())
    if "enquiry_token" in before.c:
        enquiries = FACTS["enquiries"]
        moved |= now.c.record_token.is_(None) & sa.exists().where(
            enquiries.c.record_token == before.c.enquiry_token,
            enquiries.c.source_system != before.c.source_system,
        )
    return moved


def _same(resource: Resource, now: sa.FromClause, before: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(*(now.c[name].is_not_distinct_from(before.c[name]) for name in fact_names(resource)))


def _keep_lineage(connection: sa.Connection, resource: Resource, origin: Origin) -> None:
    """A row that did not change still comes from the load, the file and the row that brought it.

    A team's row is always the newest: it says where the team stands among the others.
    """
    now, before = FACTS[resource.name], BEFORE[resource.name]
    kept = ("batch_id",) if resource.name == "teams" else ("batch_id", "source_file", "source_row")
    lineage = {name: before.c[name] for name in kept}
    same = sa.and_(
        now.c.record_token == before.c.record_token,
        now.c.source_system == before.c.source_system,
        now.c.batch_id == origin.batch,
        _same(resource, now, before),
    )
    run(connection, sa.update(now).values(lineage).where(same))
