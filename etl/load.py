"""Writing a release: its tables filled from the workroom's facts, keys numbered in order of pseudonyms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa

from etl.checks import Count
from etl.corrections import record_corrections
from etl.creating import create
from etl.crosswalk import ALIASES
from etl.crosswalk import TARGET as CROSSWALK
from etl.fields import ordered
from etl.history import CURRENT, SUPERSEDED, tables
from etl.lanes import second_lane
from etl.staging import FACTS, FINDINGS, OFFERED, OFFERED_CROSSWALK, WORDS, run
from etl.transform import Origin
from msp_dashboard.warehouse import Resource
from msp_dashboard.warehouse.tables import identifier

BUILDING, STAGING = "building", "staging"
_COPIED = ("batches", "load_counts", "erasures")
_LATEST_ONLY = ("rejections", "unmapped")

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What a load records of itself, beside its facts."""

    origin: Origin
    row: Row
    counts: Mapping[str, Count]
    collected: tuple[tuple[str, str], ...]


def load(connection: sa.Connection, batch: Batch, *, has_current: bool) -> None:
    """Make and fill every table of the attached release that is being built, but for `release` itself."""
    create(connection, tables(BUILDING))
    _insert_all(connection)
    if has_current:
        _copy_forward(connection, batch)
    _record(connection, batch)
    connection.commit()
    if has_current:
        record_corrections(connection, _building("superseded"), _building("corrections"))


def _insert_all(connection: sa.Connection) -> None:
    """Rows that others refer to come first; of the rest, the largest table is filled beside the others."""
    numbers = _numbers_of_facts(connection)
    held = [each for each in ordered() if numbers.get(each.name)]
    parents = {_parent_of(each, column.name) for each in held for column in FACTS[each.name].c}
    for resource in [each for each in held if each.name in parents]:
        _insert_facts(connection, resource)
    rest = sorted((each for each in held if each.name not in parents), key=lambda each: numbers[each.name])
    with second_lane(connection, STAGING) as beside:
        if len(rest) > 1:
            beside(partial(_insert_facts, resource=rest.pop()))
        for resource in rest:
            _insert_facts(connection, resource)


def _numbers_of_facts(connection: sa.Connection) -> dict[str, int]:
    number = sa.select(sa.func.count())
    names = [each.name for each in ordered() if not each.is_restricted]
    counted = (number.select_from(FACTS[name]).scalar_subquery().label(name) for name in names)
    return dict(connection.execute(sa.select(*counted)).mappings().one())


def _building(name: str) -> sa.Table:
    return tables(BUILDING).tables[f"{BUILDING}.{name}"]


def _insert_facts(connection: sa.Connection, resource: Resource) -> None:
    """Sorted once: the rows of an ordered query are numbered and kept as they come."""
    facts, target = FACTS[resource.name], _building(resource.name)
    columns: dict[str, Any] = {}
    source: sa.FromClause = facts
    for name in (column.name for column in facts.c):
        parent = _parent_of(resource, name)
        if parent is None:
            columns[name] = facts.c[name]
            continue
        other = _building(parent).alias(f"{name}_of")
        key = "team_name" if parent == "teams" else "record_token"
        source = source.outerjoin(other, other.c[key] == facts.c[name])
        columns[identifier(parent)] = other.c[identifier(parent)]
    order = _team_order(facts) if resource.name == "teams" else (facts.c.record_token, facts.c.source_system)
    rows = sa.select(*columns.values()).select_from(source).order_by(*order).subquery()
    numbered = sa.select(sa.func.row_number().over(), *rows.c)
    names = [identifier(resource.name), *columns]
    run(connection, sa.insert(target).from_select(names, numbered))


def _team_order(teams: sa.Table) -> tuple[sa.ColumnElement[Any], ...]:
    """Teams stand as their file lists them; those only met in the rows follow by name."""
    return teams.c.source_file.is_(None), teams.c.source_system, teams.c.source_row, teams.c.team_name


def _parent_of(resource: Resource, name: str) -> str | None:
    if name == "team_name" and resource.name != "teams":
        return "teams"
    return resource.refers_to.get(name.replace("_token", "_ref")) if name.endswith("_token") else None


def _copy_forward(connection: sa.Connection, batch: Batch) -> None:
    origin = batch.origin
    current = tables(CURRENT).tables
    for name in _COPIED:
        run(connection, _copy(current[f"{CURRENT}.{name}"], sa.true()))
    run(connection, _copy_history(current[f"{CURRENT}.superseded"]))
    batches = current[f"{CURRENT}.batches"]
    latest = (
        sa.select(sa.func.max(batches.c.batch_id))
        .where(batches.c.source_system != origin.source)
        .group_by(batches.c.source_system)
    )
    for name in _LATEST_ONLY:
        table = current[f"{CURRENT}.{name}"]
        run(connection, _copy(table, table.c.batch_id.in_(latest)))
    collected = current[f"{CURRENT}.collected"]
    stays = collected.c.source_system != origin.source
    if origin.mode == "incremental":
        stays |= sa.tuple_(collected.c.resource, collected.c.field).not_in(batch.collected)
    run(connection, _copy(collected, stays))


def _copy(table: sa.Table, condition: sa.ColumnElement[bool]) -> sa.Insert:
    return sa.insert(_building(table.name)).from_select(
        list(table.c.keys()), sa.select(table).where(condition)
    )


def _copy_history(superseded: sa.Table) -> sa.Insert:
    """Under the pseudonym that the record has by now."""
    names = list(superseded.c.keys())
    became = sa.func.coalesce(ALIASES.c.becomes, superseded.c.record_token).label("record_token")
    columns = [became if name == "record_token" else superseded.c[name] for name in names]
    rows = sa.select(*columns).select_from(
        superseded.outerjoin(ALIASES, ALIASES.c.token == superseded.c.record_token)
    )
    return sa.insert(_building("superseded")).from_select(names, rows)


def _record(connection: sa.Connection, batch: Batch) -> None:
    number, source = batch.origin.batch, batch.origin.source
    connection.execute(sa.insert(_building("batches")), [dict(batch.row)])
    _write(
        connection,
        "load_counts",
        [{"batch_id": number, "target": name, **vars(count)} for name, count in batch.counts.items()],
    )
    _write(
        connection,
        "collected",
        [{"source_system": source, "resource": name, "field": field} for name, field in batch.collected],
    )
    with_findings = set(connection.scalars(sa.select(FINDINGS.c.resource).distinct()))
    for name in [name for name in batch.counts if name in with_findings]:
        offered = OFFERED_CROSSWALK if name == CROSSWALK else OFFERED[name]
        connection.execute(_rejections(name, offered, number))
    hidden_together = sa.select(WORDS.c.field, WORDS.c.value, sa.func.sum(WORDS.c.rows))
    words = hidden_together.group_by(WORDS.c.field, WORDS.c.value).add_columns(sa.literal(number))
    connection.execute(sa.insert(_building("unmapped")).from_select([*WORDS.c.keys(), "batch_id"], words))
    history = sa.insert(_building("superseded")).from_select(list(SUPERSEDED.c.keys()), sa.select(SUPERSEDED))
    connection.execute(history)


def _write(connection: sa.Connection, name: str, rows: Sequence[Row]) -> None:
    """In one statement: DuckDB takes rows one at a time slowly."""
    if rows:
        connection.execute(sa.insert(_building(name)).values([dict(row) for row in rows]))


def _rejections(name: str, offered: sa.Table, number: int) -> sa.Insert:
    rows = (
        sa.select(
            sa.literal(number),
            FINDINGS.c.action,
            offered.c.source_file,
            offered.c.source_row,
            FINDINGS.c.column,
            FINDINGS.c.rule,
        )
        .join(offered, offered.c.offered_no == FINDINGS.c.offered_no)
        .where(FINDINGS.c.resource == name)
        .order_by(FINDINGS.c.offered_no, FINDINGS.c.column, FINDINGS.c.rule)
    )
    names = ["batch_id", "action", "file", "row", "column", "rule"]
    return sa.insert(_building("rejections")).from_select(names, rows)
