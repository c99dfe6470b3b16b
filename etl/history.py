"""What a load changes: rows of other sources carried over, rows unchanged, rows corrected or closed."""

from functools import cache

import sqlalchemy as sa

from etl.staging import FACTS, METADATA, run
from etl.transform import Origin
from msp_dashboard import warehouse
from msp_dashboard.releases.contents import fact_names, facts
from msp_dashboard.warehouse import Resource, resources

CURRENT = "current_release"

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


@cache
def tables(schema: str) -> sa.MetaData:
    """Return the warehouse's tables as they are in an attached release."""
    attached = sa.MetaData()
    for entry in warehouse.METADATA.sorted_tables:
        entry.to_metadata(attached, schema=schema)
    return attached


def compare(connection: sa.Connection, origin: Origin) -> None:
    """Set this load's facts beside those of the attached current release."""
    for resource in resources().values():
        if not resource.is_restricted:
            _supersede(connection, resource, origin)
            _keep_lineage(connection, resource, origin)
    _carry_over(connection, origin)


def _before(resource: Resource) -> sa.Subquery:
    return facts(resource, tables(CURRENT), CURRENT).subquery("before")


def _supersede(connection: sa.Connection, resource: Resource, origin: Origin) -> None:
    now, before = FACTS[resource.name], _before(resource)
    gone = now.c.record_token.is_(None)
    joined = before.outerjoin(now, now.c.record_token == before.c.record_token)
    words = sa.cast(sa.func.to_json(_as_struct(resource, before)), sa.String)
    rows = (
        sa.select(
            sa.literal(resource.name),
            before.c.record_token,
            before.c.source_system,
            sa.case((gone, "closed"), else_="corrected"),
            before.c.batch_id,
            sa.literal(origin.batch),
            words,
        )
        .select_from(joined)
        .where(before.c.source_system == origin.source, gone | ~_same(resource, now, before))
    )
    run(connection, sa.insert(SUPERSEDED).from_select(list(SUPERSEDED.c.keys()), rows))


def _as_struct(resource: Resource, before: sa.Subquery) -> sa.ColumnElement[object]:
    names = fact_names(resource)
    return sa.func.json_object(*(part for name in names for part in (name, before.c[name])))


def _same(resource: Resource, now: sa.FromClause, before: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(*(now.c[name].is_not_distinct_from(before.c[name]) for name in fact_names(resource)))


def _keep_lineage(connection: sa.Connection, resource: Resource, origin: Origin) -> None:
    """A row that did not change still comes from the load, the file and the row that brought it.

    A team's row is always the newest: it says where the team stands among the others.
    """
    now, before = FACTS[resource.name], _before(resource)
    kept = ("batch_id",) if resource.name == "teams" else ("batch_id", "source_file", "source_row")
    lineage = {name: before.c[name] for name in kept}
    same = sa.and_(
        now.c.record_token == before.c.record_token,
        before.c.source_system == origin.source,
        _same(resource, now, before),
    )
    run(connection, sa.update(now).values(lineage).where(same))


def _carry_over(connection: sa.Connection, origin: Origin) -> None:
    for resource in resources().values():
        if resource.is_restricted:
            continue
        now, before = FACTS[resource.name], _before(resource)
        rows = sa.select(*(before.c[column.name] for column in now.c)).where(
            before.c.source_system != origin.source
        )
        if resource.name == "teams":
            _give_way(connection, before, origin)
            rows = rows.where(before.c.record_token.not_in(sa.select(now.c.record_token)))
        run(connection, sa.insert(now).from_select(list(now.c.keys()), rows))


def _give_way(connection: sa.Connection, before: sa.Subquery, origin: Origin) -> None:
    """A team is the same in every source: one that a load only met gives way to one that a file describes."""
    teams = FACTS["teams"]
    described = sa.select(before.c.record_token).where(
        before.c.source_system != origin.source, before.c.source_file.is_not(None)
    )
    run(
        connection, sa.delete(teams).where(teams.c.source_file.is_(None), teams.c.record_token.in_(described))
    )
