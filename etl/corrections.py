"""Corrections: values that are no longer what they were when their record was first published."""

from typing import Any

import sqlalchemy as sa

from etl.before import OPEN
from etl.crosswalk import ALIASES
from etl.history import as_struct
from etl.staging import FACTS, run
from msp_dashboard.warehouse import Resource

_NOW = 2**31 - 1


def record_corrections(connection: sa.Connection, superseded: sa.Table, corrections: sa.Table) -> None:
    """Fill `corrections` from the history and the workroom's facts, for the records that are still there."""
    with_history = set(connection.scalars(sa.select(superseded.c.resource).distinct()))
    for resource in OPEN:
        if resource.name in with_history:
            rows = _corrected(_cells(_versions(resource, superseded)))
            run(connection, sa.insert(corrections).from_select(list(corrections.c.keys()), rows))


def _versions(resource: Resource, superseded: sa.Table) -> sa.Subquery:
    """Every version of the records that have a history: what it held, which load brought it and ended it."""
    now = FACTS[resource.name]
    history = superseded.c.resource == resource.name
    earlier = sa.select(
        superseded.c.record_token,
        now.c.source_system,
        superseded.c.first_batch_id.label("brought"),
        superseded.c.last_batch_id.label("ended"),
        superseded.c.facts,
    ).join(now, history & (now.c.record_token == superseded.c.record_token))
    changed = sa.select(superseded.c.record_token).where(history)
    latest = sa.select(
        now.c.record_token, now.c.source_system, now.c.batch_id, sa.literal(_NOW), as_struct(resource, now)
    ).where(now.c.record_token.in_(changed))
    versions = sa.union_all(earlier, latest).subquery()
    return sa.select(sa.literal(resource.name).label("resource"), *versions.c).subquery()


def _cells(versions: sa.Subquery) -> sa.Subquery:
    """A row for each field of each version, with the value and whether the version before had another.

    That a pseudonym became another one by the crosswalk is no change.
    """
    fields = sa.select(*versions.c, sa.func.unnest(sa.func.json_keys(versions.c.facts)).label("field"))
    cells = fields.subquery()
    value = sa.func.json_extract_string(cells.c.facts, sa.func.concat("$.", cells.c.field))
    became = sa.func.coalesce(ALIASES.c.becomes, value).label("value")
    renamed = cells.outerjoin(ALIASES, ALIASES.c.token == value)
    valued = sa.select(*cells.c, became).select_from(renamed).subquery()
    over = _over(valued, (valued.c.ended, valued.c.brought))
    before = sa.func.lag(valued.c.value).over(**over)
    earlier = sa.func.row_number().over(**over) > 1
    changed = earlier & valued.c.value.is_distinct_from(before)
    return sa.select(*valued.c, changed.label("changed")).subquery()


def _corrected(cells: sa.Subquery) -> sa.Select[*tuple[Any, ...]]:
    order, whole = _over(cells, (cells.c.ended, cells.c.brought)), _over(cells)
    changing = sa.case((cells.c.changed, cells.c.brought))
    rows = sa.select(
        cells.c.resource,
        cells.c.record_token,
        cells.c.source_system,
        cells.c.field,
        sa.func.first_value(cells.c.value).over(**order).label("first_published"),
        cells.c.value.label("now"),
        sa.func.first_value(cells.c.brought).over(**order).label("first_batch_id"),
        sa.func.max(changing).over(**whole).label("last_batch_id"),
        sa.func.count(changing).over(**whole).label("changes"),
        cells.c.ended,
    ).subquery()
    columns = [column for column in rows.c if column.name != "ended"]
    found = sa.select(*columns).where(rows.c.ended == _NOW, rows.c.changes > 0)
    return found.order_by(rows.c.record_token, rows.c.field)


def _over(cells: sa.Subquery, order: tuple[sa.ColumnElement[Any], ...] = ()) -> dict[str, Any]:
    return {"partition_by": (cells.c.record_token, cells.c.field), "order_by": order or None}
