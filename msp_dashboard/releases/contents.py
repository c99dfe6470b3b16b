"""What a release holds, in a form that every build writes alike: pseudonyms in place of row numbers."""

import hashlib
from typing import Any

import sqlalchemy as sa

from msp_dashboard.warehouse import METADATA, Resource, resources
from msp_dashboard.warehouse.tables import identifier

LINEAGE = ("source_system", "batch_id", "source_file", "source_row")


def fact_names(resource: Resource) -> tuple[str, ...]:
    """Return the columns of a resource's facts: its own, with tokens and team names for row numbers."""
    return tuple(name for field in resource.fields if (name := _fact_name(resource, field.name)))


def facts(
    resource: Resource, metadata: sa.MetaData = METADATA, schema: str | None = None
) -> sa.Select[*tuple[Any, ...]]:
    """Return the rows of one table of a release: record_token, its facts by name, and its lineage."""
    prefix = f"{schema}." if schema else ""
    main = metadata.tables[f"{prefix}{resource.name}"]
    source: sa.FromClause = main
    columns: list[sa.ColumnElement[object]] = [main.c.record_token]
    for field in resource.fields:
        name = _fact_name(resource, field.name)
        if not name:
            continue
        target = _target(resource, field.name)
        if target is None:
            columns.append(main.c[name])
            continue
        other = metadata.tables[f"{prefix}{target}"].alias(f"{field.name}_of")
        key = identifier(target)
        source = source.outerjoin(other, main.c[key] == other.c[key])
        columns.append(other.c["team_name" if target == "teams" else "record_token"].label(name))
    return sa.select(*columns, *(main.c[name] for name in LINEAGE)).select_from(source)


def content_hash(connection: sa.Connection) -> str:
    """Return the SHA-256 of every fact in a fixed order, whatever its row number, file or load."""
    total = hashlib.sha256()
    collected = METADATA.tables["collected"]
    for row in connection.execute(sa.select(collected).order_by(*collected.c)):
        total.update("\x1f".join(row).encode())
    for resource in resources().values():
        if resource.is_restricted:
            continue
        total.update(resource.name.encode())
        for (digest,) in connection.execute(_digests(resource)):
            total.update(digest.encode())
    return total.hexdigest()


def _digests(resource: Resource) -> sa.Select[str]:
    """One digest for each of 256 groups of tokens, so that no long text is ever held at once."""
    rows = facts(resource).subquery()
    names = ("record_token", "source_system", *fact_names(resource))
    words = sa.func.to_json(sa.func.list_value(*(sa.cast(rows.c[name], sa.String) for name in names)))
    hashed = sa.select(
        rows.c.record_token, sa.func.sha256(sa.cast(words, sa.String)).label("digest")
    ).subquery()
    group = sa.func.left(hashed.c.record_token, 2)
    joined = sa.func.sha256(sa.func.string_agg(hashed.c.digest, sa.text("'' ORDER BY digest")))
    return sa.select(joined).group_by(group).order_by(group)


def _fact_name(resource: Resource, field: str) -> str:
    if field in resource.restricted_fields:
        return f"has_{field}"
    if not resource[field].is_reference:
        return field
    if field not in resource.refers_to and resource.key == (field,):
        return ""
    return field.replace("_ref", "_token")


def _target(resource: Resource, field: str) -> str | None:
    if field == "team_name" and resource.name != "teams":
        return "teams"
    return resource.refers_to.get(field)
